"""Coverage made into nodes: for each template tables of sections by documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.nodes import Node

from ..directives.project_views import SHOWN
from ..directives.words import _, word
from ..model.report import Stand
from .documents_nodes import progress
from .header_cells import say_scopes
from .views import Page, table, to_document, to_place

if TYPE_CHECKING:
    from ..directives.view import View
    from .coverage import Cell, Cover, Line, Sheet

_HEAD, _WIDTH = 30, 15

_STANDS: dict[str, tuple[str, str]] = {
    Stand.FILLED.value: ("filled", "✓"),
    Stand.ANSWERED.value: ("filled", "✓"),
    Stand.IN_PART.value: ("part", "◐"),
    Stand.PLACEHOLDER.value: ("part", "…"),
    Stand.EMPTY.value: ("lacking", "○"),
    Stand.MISSING.value: ("lacking", "✗"),
    "": ("not-owed", "–"),
}
"""The class of a cell by how its section stands, and the sign before its words.

Signs are for the eye on pages of HTML: fonts of PDF lack them, and the words say the same.
"""


def render_coverage(content: Cover, view: View, page: Page) -> list[Node]:
    """Return the nodes of the coverage; without a document there is no table."""
    made: list[Node] = []
    captions = list(_captions(content, view))
    for number, sheet in enumerate(content.sheets):
        shown = _table(sheet, captions[number], page)
        shown["ids"].append(f"tdd-coverage-{view.number + 1}-{number + 1}")
        made.append(shown)
    return [*made, nodes.paragraph("", _count(content), classes=["tdd-count"])]


def _count(content: Cover) -> str:
    if not content.documents:
        return _("no document follows a template")
    sections = content.sections
    filled = _("%(filled)s of %(required)s sections filled") % {
        "filled": sections.filled, "required": sections.required,
    }  # fmt: skip
    if content.documents == 1:
        return f"{_('1 document')}, {filled}"
    return f"{_('%(total)s documents') % {'total': content.documents}}, {filled}"


def _captions(content: Cover, view: View) -> Iterator[str]:
    """Yield the words above each table: its template, and which of several tables it is."""
    titles = [sheet.template for sheet in content.sheets]
    given = view.options.get("caption", "")
    for number, title in enumerate(titles):
        words = f"{given}: {title}" if given and len(set(titles)) > 1 else given or title
        if titles.count(title) > 1:
            part = titles[: number + 1].count(title)
            words += _(" (%(part)s of %(parts)s)") % {"part": part, "parts": titles.count(title)}
        yield words


def _table(sheet: Sheet, caption: str, page: Page) -> nodes.table:
    heads = [_("Section"), *(title for _name, title, _sections in sheet.documents)]
    widths = [_HEAD, *[_WIDTH] * len(sheet.documents)]
    rows: list[list[list[Node]]] = [_row(line, sheet, page) for line in sheet.lines]
    rows.append([[nodes.paragraph("", _("Sections filled"))], *_sums(sheet, page)])
    made = table(heads, rows, widths, ["tdd-coverage-table"], caption)
    next(iter(made.findall(nodes.colspec)))["stub"] = 1
    _link_heads(made, sheet, page)
    body = next(iter(made.findall(nodes.tbody)))
    shown = [row for row in body.children if isinstance(row, nodes.row)]
    for row, line in zip(shown, sheet.lines, strict=False):
        _classify(row, line)
    if page.is_html:
        say_scopes(made)
    return made


def _row(line: Line, sheet: Sheet, page: Page) -> list[list[Node]]:
    indent = "" if page.is_html else "› " * (line.depth - 1)
    cells = zip(line.cells, sheet.documents, strict=True)
    return [
        [nodes.paragraph("", f"{indent}{line.title}")],
        *([_cell(cell, name, page)] for cell, (name, _title, _sections) in cells),
    ]


def _cell(cell: Cell, docname: str, page: Page) -> Node:
    lacks = _STANDS[cell.letter][0] == "lacking"
    words: Node = nodes.inline("", _words(cell))
    if lacks and page.builder.format == "latex":  # where no cell is shaded
        words = nodes.strong("", _words(cell))
    if cell.anchor is not None:
        words = to_place(cell.page or docname, cell.anchor, page.docname, words)
    line = nodes.paragraph("", "", words)
    if page.is_html:
        sign = f'<span class="tdd-sign" aria-hidden="true">{_STANDS[cell.letter][1]}</span> '
        line.insert(0, nodes.raw("", sign, format="html"))
    return line


def _words(cell: Cell) -> str:
    if cell.owed:
        return _("%(filled)s of %(required)s") % {"filled": cell.filled, "required": cell.owed}
    return word(SHOWN[cell.letter])


def _sums(sheet: Sheet, page: Page) -> Iterator[list[Node]]:
    for _name, _title, sections in sheet.documents:
        yield [nodes.paragraph("", "", *progress(sections, page, percent=False))]


def _link_heads(made: nodes.table, sheet: Sheet, page: Page) -> None:
    """Let the heads of the columns lead to their documents."""
    heads = list(next(iter(made.findall(nodes.thead))).findall(nodes.entry))[1:]
    for entry, (docname, title, _sections) in zip(heads, sheet.documents, strict=True):
        link = to_document(docname, page.docname, title)
        entry.children = []
        entry += nodes.paragraph("", "", link)


def _classify(row: nodes.row, line: Line) -> None:
    """Say with classes how deep a row stands, and how each section of it does."""
    head, *cells = row.findall(nodes.entry)
    head["classes"].append(f"tdd-depth-{min(line.depth, 4)}")
    for entry, cell in zip(cells, line.cells, strict=True):
        entry["classes"].append(f"tdd-stand-{_STANDS[cell.letter][0]}")
