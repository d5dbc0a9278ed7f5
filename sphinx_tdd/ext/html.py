"""What HTML alone has a use for: ids on rows and blocks, permalinks, style sheet and script."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..directives.words import _
from .banner_nodes import HAS_BANNER
from .domain import TddDomain, domain_of
from .folding import FoldingTable, fold, list_fields
from .places import Place, anchor_of, places, row_of
from .tables import LONG, is_long

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..directives.view import View

STATIC = Path(__file__).parent / "static"
IN_BOOKS = Path(__file__).parent / "epub"
"""Where the style sheet of EPUB lies: what reads books knows less of CSS than browsers do."""

STYLE = "tdd.css"
SCRIPT = "tdd.js"
_SCRIPTED = frozenset({"coverage", "documents", "register", "report"})


def add_static(app: Sphinx) -> None:
    """Let the builder find our style sheet and our script.

    After the builder is made: the path is another on each machine, and what is in the
    configuration before goes into the digest by which HTML is told to be out of date.
    """
    if app.builder.format == "html":
        folder = IN_BOOKS if app.builder.name == "epub" else STATIC
        app.config.html_static_path = [*app.config.html_static_path, str(folder)]


def add_style(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Add the style sheet to the pages that hold something of ours, the script to registers."""
    if doctree is not None and doctree.get("tdd-style"):
        app.add_css_file(STYLE)
        if doctree["tdd-script"]:
            app.add_js_file(SCRIPT, loading_method="defer", **_script_words())


def _script_words() -> dict[str, Any]:
    """Return the words that the script shows, as attributes of the element that loads it."""
    return {
        "data-filter": str(_("Filter records")),
        "data-count": str(_("%(shown)s of %(total)s")),
        "data-sort": str(_("Sort by this column")),
        "data-open": str(_("Open all")),
        "data-close": str(_("Close all")),
    }


def finish(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Move the anchors of records to their row or block; add permalinks, and what pages show."""
    if app.builder.format != "html":
        return
    domain = domain_of(app.env)
    found = list(places(doctree, domain, docname))
    views = _views(doctree, domain, docname)
    doctree["tdd-style"] = bool(found or views or HAS_BANNER in doctree)
    # A page of an EPUB that has a script has to be declared, and few readers run it.
    scripted = app.builder.name != "epub"
    doctree["tdd-script"] = scripted and any(view.name in _SCRIPTED for view in views)
    pattern = _permalink(app.builder) if found else ""
    for place in found:
        finish_place(place, pattern)
    if doctree["tdd-style"]:
        _mark_long_words(doctree)


def _views(doctree: nodes.document, domain: TddDomain, docname: str) -> Iterable[View]:
    """Return the views in a page; where all documents are on one page, those of all."""
    if doctree.ids:
        return domain.views.get(docname, ())
    return [view for views in domain.views.values() for view in views]


def finish_place(place: Place, pattern: str = "") -> None:
    """Move the anchor of a record to its row or block, and set that as pages of HTML show it."""
    anchor = anchor_of(place)
    line: Element | None = place.parent
    if isinstance(place, nodes.admonition):
        line = place.next_node(nodes.title)
        list_fields(place)
    else:
        row_of(place)["ids"].insert(0, anchor)
        _fold_once(row_of(place).parent.parent.parent)
        place.parent.remove(place)
    if pattern and line is not None:
        line += nodes.raw("", pattern.replace("#", f"#{anchor}", 1), format="html")


def _mark_long_words(doctree: nodes.document) -> None:
    for table in doctree.findall(nodes.table):
        if "tdd-table" in table["classes"]:
            cells = table.findall(nodes.entry)
            long = (cell for cell in cells if is_long(cell.astext()))
            for cell in long:
                cell["classes"].append(LONG)


def _fold_once(table: Node | None) -> None:
    if isinstance(table, nodes.table) and not isinstance(table, FoldingTable):
        fold(table)


def _permalink(builder: Builder) -> str:
    """Return a permalink as Sphinx makes them; "" where the builder or the project wants none."""
    config = builder.config
    if not config.html_permalinks or not getattr(builder, "add_permalinks", True):
        return ""
    title = escape(_("Link to this record"), quote=True)
    return f'<a class="headerlink" href="#" title="{title}">{config.html_permalinks_icon}</a>'
