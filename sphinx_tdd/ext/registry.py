"""Everything about records registered with Sphinx: domain, directives, roles, index, style."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .domain import domain_of_kinds
from .html import add_static, add_style, finish
from .kinds import builtin
from .late import LateRecord, LateTable
from .transforms import Labels, ManualTables, PlainText, SupersededBy, TablesBelow
from .words import CATALOG, LOCALE

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from sphinx.application import Sphinx

    from ..model.kind import Kind


def register_records(app: Sphinx) -> None:
    """Add the domain, the directives of all kinds, and what their pages need."""
    app.add_message_catalog(CATALOG, str(LOCALE))
    register_kinds(app, builtin())
    app.add_transform(Labels)
    for transform in (SupersededBy, TablesBelow, PlainText, ManualTables):
        app.add_post_transform(transform)
    app.connect("builder-inited", add_static)
    app.connect("doctree-resolved", finish)
    app.connect("html-page-context", add_style)


def register_kinds(app: Sphinx, kinds: Mapping[str, Kind], *, again: bool = False) -> None:
    """Add the domain and the directives of kinds, in place of those added before if `again`."""
    domain = domain_of_kinds(kinds)
    app.add_domain(domain, override=again)
    for kind in kinds.values():
        for name, directive in directives_of(kind).items():
            app.add_directive(name, directive, override=again)
            app.add_directive_to_domain(domain.name, name, directive, override=again)


def directives_of(kind: Kind) -> dict[str, type[Directive]]:
    """Return the directives that a kind has, by name; its file says which."""
    found: dict[str, type[Directive]] = {}
    for wanted, suffix, base in (
        (kind.table, "table", LateTable),
        (kind.record, "record", LateRecord),
    ):
        if wanted:
            name = f"{kind.name}-{suffix}"
            found[name] = type(name.title().replace("-", ""), (base,), {"kind": kind})
    return found
