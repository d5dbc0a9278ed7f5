"""A register made into nodes: tables, the line that counts, the link to its CSV file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.osutil import relative_uri

from ..directives.cells import standing
from ..directives.widths import whole, widths
from ..directives.words import _, capital, counted, pair, word
from .downloads import csv_path
from .excerpts import rebuild
from .folding import fold
from .header_cells import say_scopes
from .register_cells import Cell
from .view_nodes import Page, table, to_elsewhere, to_place

if TYPE_CHECKING:
    from ..directives.view import View
    from .registers import Group, Register


def render_register(content: Register, view: View, page: Page) -> list[Node]:
    """Return the nodes of a register: one table, or one for each group."""
    heads = [word(head) for head in content.heads]
    rows = (row for group in content.groups for row in group.rows)
    texts = ([cell.text.split("\n") for cell in row] for row in rows)
    columns = list(zip(heads, widths(heads, texts), strict=True))
    made: list[Node] = []
    for number, group in enumerate(content.groups):
        if group.rows:
            made.append(_table(content, group, number, view, page, columns))
    made.append(_count(content, view, page))
    return made


def _table(
    content: Register,
    group: Group,
    number: int,
    view: View,
    page: Page,
    columns: list[tuple[str, int]],
) -> nodes.table:
    rows = [
        [_cell(*column, page) for column in zip(row, content.names, content.types, strict=True)]
        for row in group.rows
    ]
    heads, sizes = [head for head, size in columns], [size for head, size in columns]
    classes = ["tdd-register-table", f"tdd-{view.kind}-register"]
    made = table(heads, rows, sizes, classes, _caption(content, group, view))
    made["ids"].append(f"tdd-register-{view.number + 1}-{number + 1}")
    if page.is_html:
        say_scopes(made)
        return fold(made)
    return made


def _caption(content: Register, group: Group, view: View) -> str:
    """Return the words above a table: its caption, and what the rows of a group share."""
    caption = view.options.get("caption", "")
    if "group-by" not in view.options:
        return caption
    title = group.title or _("(not given)")
    return pair(caption, capital(title)) if caption else capital(title)


def _cell(cell: Cell, name: str, kind: str, page: Page) -> list[Node]:
    if cell.excerpt:
        return rebuild(cell.excerpt, page.docname)
    if cell.step:
        return [nodes.paragraph("", "", _level(cell, page))]
    text = capital(cell.text) if kind == "choice" else cell.text
    if cell.links:
        line = _links(cell, page)
    elif name == "status" and kind == "choice" and text:
        line = nodes.paragraph("", "", standing(cell.text))
    else:
        line = nodes.paragraph("", text)
    line["classes"] += whole(kind, cell.text)
    line["classes"] += [f"tdd-rank-{cell.rank}"] if cell.rank else []
    return [line]


def _level(cell: Cell, page: Page) -> nodes.inline:
    shade = page.project.scale.shade(cell.step)
    classes = ["tdd-level", f"tdd-level-{shade}"]
    return nodes.inline("", capital(cell.text), classes=classes)


def _links(cell: Cell, page: Page) -> nodes.paragraph:
    line = nodes.paragraph()
    for number, (text, docname, anchor) in enumerate(cell.links):
        line += nodes.Text(", ") if number else []
        content = nodes.inline("", text)
        if docname:
            line += to_place(docname, anchor, page.docname, content)
        else:
            line += to_elsewhere(text, anchor.split(","), page.docname) if anchor else content
    return line


def _count(content: Register, view: View, page: Page) -> nodes.paragraph:
    """Return the line that says how many records there are and how many are shown."""
    kind = page.project.kinds[view.kind]
    text = counted(kind, content.shown, content.total)
    line = nodes.paragraph("", text, classes=["tdd-count"])
    if page.is_html and content.shown and page.builder.name != "epub":
        target = page.builder.get_target_uri(page.docname)
        uri = relative_uri(target, csv_path(view))
        link = nodes.reference("", _("Download as CSV"), refuri=uri, internal=True)
        link["classes"].append("tdd-download")
        line += [nodes.Text(" · "), link]
    return line
