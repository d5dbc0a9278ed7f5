"""Everything about records registered with Sphinx: domain, directives, roles, index, style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .domain import domain_of_kinds
from .html import add_static, add_style, finish
from .kinds import builtin
from .late import LateDirective, LateInformation, LateRecord, LateRegister, LateTable
from .transforms import Labels, ManualTables, PlainText, TablesBelow, WaysBack
from .views import Views
from .words import CATALOG, LOCALE

if TYPE_CHECKING:
    from docutils.parsers.rst import Directive
    from sphinx.application import Sphinx

    from ..model.kind_library import Head, KindLibrary


INFORMATION = "document-info"
"""The directive, and the kind, of what a document says of itself."""


def register_records(app: Sphinx) -> None:
    """Add the domain, the directives of all kinds, and what their pages need."""
    app.add_message_catalog(CATALOG, str(LOCALE))
    register_kinds(app, builtin())
    app.add_transform(Labels)
    for transform in (Views, WaysBack, TablesBelow, PlainText, ManualTables):
        app.add_post_transform(transform)
    app.connect("builder-inited", add_static)
    app.connect("doctree-resolved", finish)
    app.connect("html-page-context", add_style)


def register_kinds(app: Sphinx, kinds: KindLibrary, *, again: bool = False) -> None:
    """Add the domain and the directives of kinds, in place of those added before if `again`."""
    domain = domain_of_kinds(kinds)
    app.add_domain(domain, override=again)
    directives = {
        name: directive
        for head in kinds.heads()
        for name, directive in directives_of(head, kinds).items()
    }
    directives[INFORMATION] = _bound(LateInformation, INFORMATION, INFORMATION, kinds)
    for name, directive in directives.items():
        app.add_directive(name, directive, override=again)
        app.add_directive_to_domain(domain.name, name, directive, override=again)


def directives_of(head: Head, kinds: KindLibrary) -> dict[str, type[Directive]]:
    """Return the directives that a kind has, by name; its file says which."""
    found: dict[str, type[Directive]] = {}
    for wanted, suffix, base in (
        (head.table, "table", LateTable),
        (head.record, "record", LateRecord),
        (True, "register", LateRegister),
    ):
        if wanted:
            name = f"{head.name}-{suffix}"
            found[name] = _bound(base, name, head.name, kinds)
    return found


def _bound(
    base: type[LateDirective], name: str, kind: str, kinds: KindLibrary
) -> type[LateDirective]:
    """Return a directive of a kind, with a class name made of the directive's."""
    return type(name.title().replace("-", ""), (base,), {"kind_name": kind, "kinds": kinds})
