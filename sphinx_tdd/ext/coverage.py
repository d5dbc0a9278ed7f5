"""`tdd-coverage`: the sections of a template by the documents that follow it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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

FEW = 12
"""The most documents of a template of which each has a column of its own."""

LISTED = 40
"""The most documents that are named beside a section, where it has no columns."""


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

    @property
    def is_filled(self) -> bool:
        """Whether nothing is lacking in it."""
        return self.letter in _FILLED


_FILLED = frozenset({Stand.FILLED.value, Stand.ANSWERED.value})


class Line(msgspec.Struct, frozen=True):
    """The row of a section.

    Attributes:
        depth: how deep it stands, from 1.
        cells: one for each document; empty where there are too many of these.
        counts: in how many documents it stands how, by letter.
        gaps: the numbers of documents in which it lacks something, with their cells, the first
            few of each letter; only where there are no cells.
    """

    title: str
    depth: int
    cells: list[Cell]
    counts: dict[str, int]
    gaps: list[tuple[int, Cell]]

    @property
    def filled(self) -> int:
        """In how many documents it is filled."""
        return sum(count for letter, count in self.counts.items() if letter in _FILLED)

    @property
    def owed(self) -> int:
        """In how many documents it is owed or there."""
        return sum(count for letter, count in self.counts.items() if letter)


class Sheet(msgspec.Struct, frozen=True):
    """The documents that follow a template, as names, titles and counts, and its sections.

    Attributes:
        total: how many documents there are; where they are too many for columns, only those are
            told of that a section names.
    """

    template: str
    documents: list[tuple[str, str, Sections]]
    total: int
    sections: Sections
    lines: list[Line]


class Cover(msgspec.Struct, frozen=True):
    """What the view shows.

    Attributes:
        documents: how many there are.
        complete: in how many of them no section lacks anything.
        stands: how many of the sections that they owe stand how, by letter.
        places: by the name of another sort of view, the page and the anchor of one.
    """

    sheets: list[Sheet]
    documents: int
    complete: int
    sections: Sections
    stands: dict[str, int]
    places: dict[str, tuple[str, str]]


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
    documents = [each for group in by_template.values() for each in group]
    sheets = (_sheet(project, name, by_template[name], options) for name in sorted(by_template))
    return Cover(
        sheets=[sheet for sheet in sheets if sheet],
        documents=len(documents),
        complete=sum(each.sections.filled == each.sections.required for each in documents),
        sections=total(each.sections for each in documents),
        stands=_stands(documents),
        places={name: project.place_of(name) for name in ("documents", "report")},
    )


def _stands(documents: Iterable[DocumentReport]) -> dict[str, int]:
    """Return how many of the owed sections stand how: their letters are capitals."""
    found: Counter[str] = Counter()
    for each in documents:
        found.update(each.coverage.letters)
    return {stand.value: found[stand.value] for stand in Stand if stand is not Stand.NOT_ASKED}


def _sheet(
    project: Project, name: str, documents: list[DocumentReport], options: dict[str, str]
) -> Sheet | None:
    """Return how the sections of a template stand; None where no row is left."""
    template = project.templates.get(name)
    if template is None:
        return None
    rows = Rows(template, int(options.get("depth", 0)))
    columns = [rows.cells(each.coverage) for each in documents]
    only = letters_of(options["only"]) if "only" in options else None
    lines = [
        _line(row, cells)
        for row, *cells in zip(rows.shown, *columns, strict=True)
        if only is None or any(cell.letter in only for cell in cells)
    ]
    if not lines:
        return None
    few = range(len(documents)) if len(documents) <= FEW else _named(lines)
    heads = [
        (d.docname, project.document(d.docname)["title"], d.sections)
        for d in (documents[number] for number in few)
    ]
    place = {number: n for n, number in enumerate(few)}
    for line in lines:
        line.gaps[:] = [(place[number], cell) for number, cell in line.gaps]
    sections = total(each.sections for each in documents)
    return Sheet(template.title or name, heads, len(documents), sections, lines)


def _named(lines: Iterable[Line]) -> list[int]:
    """Return the numbers of the documents in which a section lacks something."""
    return sorted({number for line in lines for number, _cell in line.gaps})


def _line(row: Row, cells: list[Cell]) -> Line:
    """Return the row of a section: of each document, or of those in which it lacks something."""
    counts = dict(sorted(Counter(cell.letter for cell in cells).items()))
    if len(cells) <= FEW:
        return Line(row.section.title, row.depth, cells, counts, [])
    by_letter: dict[str, list[tuple[int, Cell]]] = {}
    for number, cell in enumerate(cells):
        if cell.letter and not cell.is_filled:
            by_letter.setdefault(cell.letter, []).append((number, cell))
    order = (stand.value for stand in reversed(Stand))
    gaps = [each for letter in order for each in by_letter.get(letter, ())[:LISTED]]
    return Line(row.section.title, row.depth, [], counts, gaps)


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
