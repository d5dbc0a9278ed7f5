"""A risk matrix made into nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.nodes import Node

from ..directives.words import _, capital, counted, pair, small, word
from .header_cells import say_scopes
from .names import Name
from .view_nodes import Page, table, to_place

if TYPE_CHECKING:
    from ..directives.view import View
    from .matrix import Grid, LeftOut, Matrix, MatrixCell

_WIDTH = 16


def render_matrix(content: Matrix, view: View, page: Page) -> list[Node]:
    """Return the nodes of a matrix: its tables, what has no place in them, and how many there are.

    Without a risk there is no table.
    """
    made: list[Node] = []
    for number, grid in enumerate(content.grids if content.shown else ()):
        made.append(_table(content, grid, number, view, page))
        following = content.grids[number + 1 :]
        if not following or following[0].left_out != grid.left_out:
            made += _left_out(grid, page)
    kind = page.project.kinds[view.kind]
    count = counted(kind, content.shown, content.total)
    return [*made, nodes.paragraph("", count, classes=["tdd-count"])]


def _table(content: Matrix, grid: Grid, number: int, view: View, page: Page) -> nodes.table:
    down, across = (capital(axis) for axis in content.axes)
    corner = f"{down} / {small(content.axes[1])}"
    steps = [word(step) for step in content.steps]
    head = [corner, *(_axis(across, step) for step in steps)]
    rows: list[list[list[Node]]] = [
        [[nodes.paragraph("", _axis(down, step))], *(_cell(cell, content, page) for cell in row)]
        for step, row in zip(reversed(steps), grid.rows, strict=True)
    ]
    widths = [_WIDTH] * len(head)
    made = table(head, rows, widths, ["tdd-matrix-table"], _caption(content, grid, view))
    made["ids"].append(f"tdd-matrix-{view.number + 1}-{number + 1}")
    _finish(made, grid, page)
    return made


def _axis(axis: str, step: str) -> str:
    return pair(axis, step)


def _finish(made: nodes.table, grid: Grid, page: Page) -> None:
    """Make the first column one of headings, and shade the cells."""
    next(iter(made.findall(nodes.colspec)))["stub"] = 1
    shade = page.project.scale.shade
    rows = list(made.findall(nodes.row))[1:]
    for row, cells in zip(rows, grid.rows, strict=True):
        for entry, cell in zip(list(row.findall(nodes.entry))[1:], cells, strict=True):
            entry["classes"].append(f"tdd-level-{shade(cell.level)}")
    if page.is_html:
        say_scopes(made)


def _caption(content: Matrix, grid: Grid, view: View) -> str:
    """Return the words above a table; they say which it is where there may be another."""
    caption = view.options.get("caption") or _("Risks by impact and likelihood")
    if grid.when == "after":
        return _("%(caption)s, after mitigation") % {"caption": caption}
    if len(content.grids) > 1:
        return _("%(caption)s, before mitigation") % {"caption": caption}
    return caption


def _cell(cell: MatrixCell, content: Matrix, page: Page) -> list[Node]:
    """Return the level of a cell in words, and below it the risks that lead to their places.

    Other writers than those of HTML run the paragraphs of a cell together.
    """
    level = capital(content.steps[cell.level - 1])
    if page.is_html:
        lead = nodes.paragraph("", level, classes=["tdd-matrix-level"])
        return [lead, _list(cell.names, page)] if cell.names else [lead]
    line = nodes.paragraph("", level)
    between = "; " if any("," in name.text for name in cell.names) else ", "
    for number, name in enumerate(cell.names):
        line += [nodes.Text(between if number else ": "), _link(name, page)]
    return [line]


def _list(names: list[Name], page: Page) -> nodes.bullet_list:
    items = (nodes.list_item("", nodes.paragraph("", "", _link(n, page))) for n in names)
    return nodes.bullet_list("", *items)


def _link(name: Name, page: Page) -> Node:
    content = nodes.inline("", name.text)
    return to_place(name.docname, name.anchor, page.docname, content, name.title)


def _left_out(grid: Grid, page: Page) -> list[Node]:
    """Return the sentence and the list of the risks that have no place in a table."""
    if not grid.left_out:
        return []
    made = nodes.bullet_list(bullet="-")
    for each in grid.left_out:
        line = nodes.paragraph("", "", _link(each.name, page), nodes.Text(": " + _reasons(each)))
        made += nodes.list_item("", line)
    return [nodes.paragraph("", _("Not in the matrix:"), classes=["tdd-left-out"]), made]


def _reasons(left_out: LeftOut) -> str:
    """Return in words why a risk has no place."""
    return ", ".join(_reason(small(heading), text) for heading, text in left_out.reasons)


def _reason(field: str, text: str) -> str:
    if not text:
        return _("no %(field)s") % {"field": field}
    return _("%(field)s “%(text)s” is off the scale") % {"field": field, "text": text}
