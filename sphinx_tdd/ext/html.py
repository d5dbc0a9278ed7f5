"""What HTML alone has a use for: ids on rows and blocks, permalinks, the style sheet."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from .words import _

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

STATIC = Path(__file__).parent / "static"
STYLE = "tdd.css"


def add_static(app: Sphinx) -> None:
    """Let the builder find our style sheet.

    After the builder is made: the path is another on each machine, and what is in the
    configuration before goes into the digest by which HTML is told to be out of date.
    """
    if app.builder.format == "html":
        app.config.html_static_path.append(str(STATIC))


def add_style(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Add the style sheet to the pages that hold something of ours."""
    if doctree is not None and doctree.get("tdd-style"):
        app.add_css_file(STYLE)


def finish(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Move the anchors of records to their row or block, and add permalinks."""
    builder = app.builder
    if builder.format != "html":
        return
    tables = [node for node in doctree.findall(nodes.table) if node.get("tdd-kind")]
    blocks = [node for node in doctree.findall(nodes.admonition) if node.get("tdd-kind")]
    doctree["tdd-style"] = bool(tables or blocks)
    for table in tables:
        for row in table.findall(nodes.row):
            _finish_row(row, builder)
    for block in blocks:
        _finish_block(block, builder)


def _finish_row(row: nodes.row, builder: Builder) -> None:
    lead = next(iter(row.findall(nodes.paragraph)), None)
    if lead is None or "tdd-lead" not in lead["classes"]:
        return
    target = lead[0]
    if isinstance(target, nodes.target):
        row["ids"] += target["ids"]
        lead.remove(target)
        lead += _link(row["ids"][-1], builder)


def _finish_block(block: nodes.admonition, builder: Builder) -> None:
    anchor = block["tdd-anchor"]
    place = block.parent.index(block)
    before = block.parent[place - 1] if place else None
    if isinstance(before, nodes.target) and anchor in before["ids"]:
        block.parent.remove(before)
        block["ids"].insert(0, anchor)
    title = block.next_node(nodes.title)
    if title is not None:
        title += _link(anchor, builder)


def _link(anchor: str, builder: Builder) -> list[nodes.Node]:
    """Return a permalink as Sphinx makes them; nothing where the builder or project wants none."""
    config = builder.config
    if not config.html_permalinks or not getattr(builder, "add_permalinks", True):
        return []
    title = escape(_("Link to this record"), quote=True)
    icon = config.html_permalinks_icon
    html = f'<a class="headerlink" href="#{anchor}" title="{title}">{icon}</a>'
    return [nodes.raw("", html, format="html")]
