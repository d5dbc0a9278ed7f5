"""Coverage made into nodes: for each template tables of sections by documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.nodes import Node
from msgspec import structs

from ..directives.project_views import SHOWN
from ..directives.words import _, word
from .coverage import FEW
from .coverage_page import LOOKS, CoveragePage
from .documents_nodes import progress
from .header_cells import say_scopes
from .view_nodes import Page, table, to_document, to_place

if TYPE_CHECKING:
    from ..directives.view import View
    from .coverage import Cell, Cover, Line, Sheet

_HEAD, _WIDTH = 30, 15

_MOST = 6
"""The most documents beside each other in one table, so that it fits on paper."""

_NAMED = 10
"""The most documents that are named beside a section, of each way in which it may stand."""


def render_coverage(content: Cover, view: View, page: Page) -> list[Node]:
    """Return the nodes of the coverage; without a document there is no table."""
    anchor = f"tdd-coverage-{view.number + 1}"
    if content.sheets and page.is_web:
        return [CoveragePage(content, anchor, page).render(_captions(content.sheets, view))]
    sheets = [part for sheet in content.sheets for part in _parts(sheet)]
    made: list[Node] = []
    for number, caption in enumerate(_captions(sheets, view)):
        shown = _table(sheets[number], caption, page)
        shown["ids"].append(f"{anchor}-{number + 1}")
        made.append(shown)
    return [*made, nodes.paragraph("", _count(content), classes=["tdd-count"])]


def _parts(sheet: Sheet) -> Iterator[Sheet]:
    """Yield a sheet in parts of about the same size, none too wide for paper."""
    if sheet.total > FEW:
        yield sheet
        return
    count = -(-sheet.total // _MOST)
    size, more = divmod(sheet.total, count)
    start = 0
    for number in range(count):
        end = start + size + (number < more)
        lines = [structs.replace(line, cells=line.cells[start:end]) for line in sheet.lines]
        documents = sheet.documents[start:end]
        yield structs.replace(sheet, documents=documents, lines=lines)
        start = end


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


def _captions(sheets: list[Sheet], view: View) -> list[str]:
    """Return the words above each table: its template, and which of several tables it is."""
    titles = [sheet.template for sheet in sheets]
    given = view.options.get("caption", "")
    captions = []
    for number, title in enumerate(titles):
        words = f"{given}: {title}" if given and len(set(titles)) > 1 else given or title
        if titles.count(title) > 1:
            part = titles[: number + 1].count(title)
            words += _(" (%(part)s of %(parts)s)") % {"part": part, "parts": titles.count(title)}
        captions.append(words)
    return captions


def _table(sheet: Sheet, caption: str, page: Page) -> nodes.table:
    return (_columns if sheet.total <= FEW else _list)(sheet, caption, page)


def _list(sheet: Sheet, caption: str, page: Page) -> nodes.table:
    """Return a table of sections, each with the first documents in which it lacks something."""
    heads = [_("Section"), _("Filled"), _("Lacking")]
    rows: list[list[list[Node]]] = [
        [[_title(line, page)], [nodes.paragraph("", _filled(line))], [_gaps(line, sheet, page)]]
        for line in sheet.lines
    ]
    return table(heads, rows, [24, 14, 46], ["tdd-coverage-table"], caption)


def _filled(line: Line) -> str:
    if not line.owed:
        return "–"
    return _("%(filled)s of %(required)s") % {"filled": line.filled, "required": line.owed}


def _gaps(line: Line, sheet: Sheet, page: Page) -> nodes.paragraph:
    made = nodes.paragraph()
    for letter, group in groupby(line.gaps, key=lambda gap: gap[1].letter):
        made += nodes.Text(f"{'; ' if made.children else ''}{word(SHOWN[letter])}: ")
        for place, (number, cell) in enumerate(islice(group, _NAMED)):
            docname, title, _sections = sheet.documents[number]
            link = nodes.inline("", title)
            made += nodes.Text(", " if place else "")
            made += to_place(cell.page or docname, cell.anchor or "", page.docname, link)
        more = line.counts[letter] - _NAMED
        if more > 0:
            made += nodes.Text(f", {_('and %(count)s more') % {'count': more}}")
    return made if made.children else nodes.paragraph("", "–")


def _title(line: Line, page: Page) -> nodes.paragraph:
    indent = "" if page.is_html else "› " * (line.depth - 1)
    return nodes.paragraph("", f"{indent}{line.title}")


def _columns(sheet: Sheet, caption: str, page: Page) -> nodes.table:
    """Return a table with a column for each document."""
    documents = sheet.documents
    heads = [_("Section"), *(title for _name, title, _sections in documents)]
    widths = [_HEAD, *[_WIDTH] * len(documents)]
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
    cells = zip(line.cells, sheet.documents, strict=True)
    return [
        [_title(line, page)],
        *([_cell(cell, name, page)] for cell, (name, _title, _sections) in cells),
    ]


def _cell(cell: Cell, docname: str, page: Page) -> Node:
    lacks = LOOKS[cell.letter][0] == "lacking"
    words: Node = nodes.inline("", _words(cell))
    if lacks and page.builder.format == "latex":  # where no cell is shaded
        words = nodes.strong("", _words(cell))
    if cell.anchor is not None:
        words = to_place(cell.page or docname, cell.anchor, page.docname, words)
    line = nodes.paragraph("", "", words)
    if page.is_html:
        sign = f'<span class="tdd-sign" aria-hidden="true">{LOOKS[cell.letter][1]}</span> '
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
        entry["classes"].append(f"tdd-stand-{LOOKS[cell.letter][0]}")
