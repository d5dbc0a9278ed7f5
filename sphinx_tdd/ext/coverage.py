"""`tdd-coverage`: the sections of a template by the documents that follow it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from ..directives.project_views import letters_of
from ..directives.view import View
from ..directives.view_options import listed
from ..model.outline import usual_anchor
from ..model.report import Coverage, DocumentReport, Sections, Stand, total
from ..model.template import Section, Template
from ..model.titles import title_key

if TYPE_CHECKING:
    from .project import Project

MOST = 6
"""The most documents beside each other in one table, so that it fits on paper."""


class Cell(msgspec.Struct, frozen=True):
    """How one section stands in one document.

    Attributes:
        letter: a value of `Stand`, "" where it is neither owed nor there.
        filled: how many of the sections that the cell sums up are filled.
        owed: how many it sums up; 0 where it stands for its own section alone.
        anchor: where it is or belongs in the page; None where it leads nowhere.
        page: that page, where it is not the document's first.
    """

    letter: str
    filled: int = 0
    owed: int = 0
    anchor: str | None = None
    page: str = ""


class Line(msgspec.Struct, frozen=True):
    """The row of a section: its title, how deep it stands (from 1), a cell for each document."""

    title: str
    depth: int
    cells: list[Cell]


class Sheet(msgspec.Struct, frozen=True):
    """One table: the documents are names, titles and counts."""

    template: str
    documents: list[tuple[str, str, Sections]]
    lines: list[Line]


class Cover(msgspec.Struct, frozen=True):
    """What the view shows: its tables, and the counts of all its documents."""

    sheets: list[Sheet]
    documents: int
    sections: Sections


# -- what is shown ------------------------------------------------------------------------


def coverage_content(project: Project, view: View) -> Cover:
    """Return what the view shows."""
    options = view.options
    wanted = listed(options["template"]) if "template" in options else None
    by_template: dict[str, list[DocumentReport]] = {}
    for each in project.report.checked if project.report else ():
        chosen = wanted is None or title_key(each.template or "") in wanted
        if chosen and view.takes(each.docname):
            by_template.setdefault(each.template or "", []).append(each)
    found = [
        sheet
        for name in sorted(by_template)
        for part in _parts(by_template[name])
        for sheet in _sheets(project, name, part, options)
    ]
    documents = [each for group in by_template.values() for each in group]
    return Cover(found, len(documents), total(each.sections for each in documents))


def _parts(documents: list[DocumentReport]) -> Iterator[list[DocumentReport]]:
    """Yield the documents in groups of about the same size, none too large for one table."""
    count = -(-len(documents) // MOST)
    size, more = divmod(len(documents), count)
    start = 0
    for number in range(count):
        end = start + size + (number < more)
        yield documents[start:end]
        start = end


def _sheets(
    project: Project, name: str, documents: list[DocumentReport], options: dict[str, str]
) -> Iterator[Sheet]:
    """Yield the table of some documents; none where no row is left in it."""
    template = project.templates.get(name)
    if template is None:
        return
    rows = Rows(template, int(options.get("depth", 0)))
    columns = [rows.cells(each.coverage) for each in documents]
    only = letters_of(options["only"]) if "only" in options else None
    lines = [
        Line(row.section.title, row.depth, list(cells))
        for row, *cells in zip(rows.shown, *columns, strict=True)
        if only is None or any(cell.letter in only for cell in cells)
    ]
    if lines:
        heads = [(d.docname, project.document(d.docname)["title"], d.sections) for d in documents]
        yield Sheet(template.title or name, heads, lines)


class Row(msgspec.Struct, frozen=True):
    """A section as it is shown.

    Attributes:
        number: its number in the template.
        parent: the number of the section above it, -1 at the top.
        last: the number of the last section that its cell sums up, its own without any.
    """

    number: int
    parent: int
    last: int
    depth: int
    section: Section


class Rows:
    """The sections of a template, and those that are shown down to a depth (0 for all)."""

    def __init__(self, template: Template, depth: int) -> None:
        self.all: list[Row] = []
        for section in template.sections:
            self._add(section, -1, 1, depth)
        self.shown = [row for row in self.all if not depth or row.depth <= depth]

    def _add(self, section: Section, parent: int, depth: int, most: int) -> None:
        number = len(self.all)
        last = number + sum(1 for _ in section.walk()) - 1 if depth == most else number
        self.all.append(Row(number, parent, last, depth, section))
        for child in section.sections:
            self._add(child, number, depth + 1, most)

    def cells(self, coverage: Coverage) -> list[Cell]:
        """Return the cells of one document."""
        stands, places = coverage.stands, self._places(coverage)
        letters = self._letters(stands)
        found = []
        for row in self.shown:
            part = [stand for stand, owed in stands[row.number : row.last + 1] if owed]
            letter, (page, anchor) = letters[row.number], places[row.number]
            if row.last > row.number and len(part) > 1:
                filled = sum(stand.is_filled for stand in part)
                found.append(Cell(_summed(filled, part), filled, len(part), anchor, page))
            else:
                found.append(Cell(letter, anchor=anchor if letter else None, page=page))
        return found

    def _letters(self, stands: Sequence[tuple[Stand, bool]]) -> list[str]:
        """Return what is shown of each section: of parts that are not there, as their whole."""
        found: list[str] = []
        for row, (stand, owed) in zip(self.all, stands, strict=True):
            letter = stand.value
            if stand is Stand.NOT_ASKED:
                above = found[row.parent] if row.parent >= 0 else ""
                letter = above if above == Stand.MISSING.value else ""
            elif stand is Stand.MISSING and not owed:
                letter = ""
            found.append(letter)
        return found

    def _places(self, coverage: Coverage) -> list[tuple[str, str]]:
        """Return where each section is or belongs: the page, "" for the first, and the anchor."""
        found: list[tuple[str, str]] = []
        gone = {Stand.MISSING.value, Stand.NOT_ASKED.value}
        for row, letter in zip(self.all, coverage.letters, strict=True):
            page = coverage.pages.get(row.number, "")
            if row.number in coverage.anchors:
                found.append((page, coverage.anchors[row.number]))
            elif letter.upper() in gone:
                found.append(found[row.parent] if row.parent >= 0 else ("", ""))
            else:
                found.append((page, usual_anchor(row.section.title)))
        return found


def _summed(filled: int, part: Sequence[Stand]) -> str:
    """Return the letter of a cell that sums up several sections."""
    if filled == len(part):
        return Stand.FILLED.value
    if filled == 0 and len(set(part)) == 1:
        return part[0].value
    return Stand.IN_PART.value
