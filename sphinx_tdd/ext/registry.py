"""Everything about records registered with Sphinx: domain, directives, roles, index, style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import get_translation

from ..directives.table import OF_NO_KIND, entries_of
from ..directives.words import CATALOG, LOCALE, speak
from ..project.kinds import builtin
from .banner_nodes import ShowBanners
from .domain import domain_of_kinds
from .elsewhere import resolve_elsewhere
from .folding import add_folding_tables
from .header_cells import add_header_cells
from .html import add_static, add_style, finish
from .late import LateDirective, LateTitled
from .latex import LatexTables, add_latex_style, copy_latex_style
from .manual import ManualBlocks, ManualLinks
from .paper import InfoTables, ManualTables, TextTables, add_folded_nodes
from .standing import Standing
from .transforms import (
    BareLeads,
    CaptionsAbove,
    KeepOriginal,
    Labels,
    PlainText,
    TablesBelow,
    WaysBack,
)
from .views import Views

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..model.kind_library import KindLibrary


def register_records(app: Sphinx) -> None:
    """Add the domain, the directives of all kinds, and what their pages need."""
    app.add_message_catalog(CATALOG, str(LOCALE))
    speak(get_translation(CATALOG))
    register_kinds(app, builtin())
    add_header_cells(app)
    add_folding_tables(app)
    add_folded_nodes(app)
    add_latex_style(app)
    app.add_transform(KeepOriginal)
    app.add_transform(Labels)
    for transform in (
        Views,
        WaysBack,
        Standing,
        ShowBanners,
        ManualLinks,
        BareLeads,
        TablesBelow,
        PlainText,
        CaptionsAbove,
        ManualBlocks,
        TextTables,
        ManualTables,
        InfoTables,
        LatexTables,
    ):
        app.add_post_transform(transform)
    app.connect("builder-inited", add_static)
    app.connect("builder-inited", copy_latex_style)
    # After intersphinx itself, which resolves what it can.
    app.connect("missing-reference", resolve_elsewhere, priority=600)
    app.connect("doctree-resolved", finish)
    app.connect("html-page-context", add_style)


def register_kinds(app: Sphinx, kinds: KindLibrary, *, again: bool = False) -> None:
    """Add the domain and all directives, in place of those added before if `again`."""
    domain = domain_of_kinds(kinds)
    app.add_domain(domain, override=again)
    own = (entry for head in kinds.heads() for entry in entries_of(head))
    for entry in (*own, *OF_NO_KIND):
        base = LateTitled if entry.titled else LateDirective
        attributes = {"entry": entry, "kinds": kinds}
        directive = type(entry.name.title().replace("-", ""), (base,), attributes)
        app.add_directive(entry.name, directive, override=again)
        app.add_directive_to_domain(domain.name, entry.name, directive, override=again)
