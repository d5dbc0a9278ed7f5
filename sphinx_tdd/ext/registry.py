"""Everything about records registered with Sphinx: domain, directives, roles, index, style."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..project.kinds import builtin
from .domain import domain_of_kinds
from .elsewhere import resolve_elsewhere
from .header_cells import add_header_cells
from .html import add_static, add_style, finish
from .late import LateDirective, LateTitled
from .standing import Standing
from .transforms import (
    BareLeads,
    KeepOriginal,
    Labels,
    ManualLinks,
    ManualTables,
    PlainText,
    TablesBelow,
    WaysBack,
)
from .views import Views
from .words import CATALOG, LOCALE

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..model.kind_library import Head, KindLibrary


OF_NO_KIND: tuple[tuple[str, str, str], ...] = (
    ("document-info", "information:InformationDirective", "document-info"),
    ("risk-matrix", "matrix:MatrixDirective", "risk"),
    ("component-diagram", "diagrams:ComponentDiagram", "component"),
    ("entity-diagram", "diagrams:EntityDiagram", "entity"),
    ("decision-graph", "diagrams:DecisionGraph", "decision"),
    ("tdd-coverage", "coverage:CoverageDirective", ""),
    ("tdd-documents", "documents_view:DocumentsDirective", ""),
    ("tdd-report", "report_view:ReportDirective", ""),
    ("tdd-versions", "versions_view:VersionsDirective", ""),
)
"""The directives beside those that each kind has: name, class, and the kind whose fields it takes,
"" for none."""


def register_records(app: Sphinx) -> None:
    """Add the domain, the directives of all kinds, and what their pages need."""
    app.add_message_catalog(CATALOG, str(LOCALE))
    register_kinds(app, builtin())
    add_header_cells(app)
    app.add_transform(KeepOriginal)
    app.add_transform(Labels)
    for transform in (
        Views,
        WaysBack,
        Standing,
        ManualLinks,
        BareLeads,
        TablesBelow,
        PlainText,
        ManualTables,
    ):
        app.add_post_transform(transform)
    app.connect("builder-inited", add_static)
    # After intersphinx itself, which resolves what it can.
    app.connect("missing-reference", resolve_elsewhere, priority=600)
    app.connect("doctree-resolved", finish)
    app.connect("html-page-context", add_style)


def register_kinds(app: Sphinx, kinds: KindLibrary, *, again: bool = False) -> None:
    """Add the domain and all directives, in place of those added before if `again`."""
    domain = domain_of_kinds(kinds)
    app.add_domain(domain, override=again)
    found = [each for head in kinds.heads() for each in directives_of(head)]
    for name, target, kind in (*found, *OF_NO_KIND):
        base = LateDirective if name == "document-info" else LateTitled
        attributes = {"target": target, "kind_name": kind, "kinds": kinds}
        directive = type(name.title().replace("-", ""), (base,), attributes)
        app.add_directive(name, directive, override=again)
        app.add_directive_to_domain(domain.name, name, directive, override=again)


def directives_of(head: Head) -> Iterator[tuple[str, str, str]]:
    """Yield the directives that a kind has: each with its class and the kind."""
    if head.table:
        yield f"{head.name}-table", "tables:RecordTable", head.name
    if head.record:
        yield f"{head.name}-record", "blocks:RecordBlock", head.name
    yield f"{head.name}-register", "registers:RegisterDirective", head.name
