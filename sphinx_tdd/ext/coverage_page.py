"""Coverage as a page of HTML: numbers, a bar, and for each template its sections, folding away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ..directives.project_views import SHOWN
from ..directives.words import _, pair, word
from ..model.report import Sections, Stand
from .coverage import LISTED
from .figures import Figure, bar, figures, progress, swatch
from .markup import Html, Links, element, for_the_eye, hidden, joined, raw
from .tables import Cell as Column
from .tables import Line as Shown
from .tables import folding_table

if TYPE_CHECKING:
    from docutils import nodes

    from .coverage import Cell, Cover, Line, Sheet
    from .view_nodes import Page

WORDED = 3
"""The most documents whose cells have words beside their signs, and whose columns have titles."""

OFTEN = 5
"""How many of the sections are told that lack most often."""

LOOKS: dict[str, tuple[str, str]] = {
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

_COLOURS = {"filled": "good", "part": "part", "lacking": "bad", "not-owed": "none"}


class CoveragePage:
    """One view of coverage."""

    def __init__(self, content: Cover, anchor: str, page: Page) -> None:
        self.content = content
        self.id = anchor
        self.links = Links(page)
        self.first: dict[str, str] = {}
        for number, sheet in enumerate(content.sheets):
            for place, line in enumerate(sheet.lines):
                for letter in line.counts:
                    self.first.setdefault(letter, self._row(number, place))

    def _row(self, sheet: int, line: int) -> str:
        return f"{self.id}-{sheet + 1}-{line + 1}"

    def render(self, captions: list[str]) -> nodes.raw:
        """Return the page.

        Args:
            captions: the words above each table.
        """
        sheets = [
            self._sheet(number, sheet, captions[number])
            for number, sheet in enumerate(self.content.sheets)
        ]
        head = [self._figures(), self._whole(), *self._often()]
        inner = joined([*head, *sheets], "\n")
        return raw(element("div", inner, class_="tdd-board", id=self.id))

    # -- numbers --------------------------------------------------------------------------

    def _figures(self) -> Html:
        content, sections = self.content, self.content.sections
        found = [
            Figure(
                f"{sections.percent}\N{NO-BREAK SPACE}%",
                _sections_filled(sections),
                f"#{self.id}-1",
            ),
            Figure(str(content.documents), _documents(content.documents), self._to("documents")),
            Figure(
                str(content.complete),
                _("with all sections filled"),
                self._to("documents"),
                look="good",
            ),
        ]
        if content.complete < content.documents:
            found.append(
                Figure(
                    str(content.documents - content.complete),
                    _("with sections to fill"),
                    self._to("report"),
                    look="part",
                )
            )
        return figures(found, _("In numbers"))

    def _to(self, view: str) -> str:
        docname, anchor = self.content.places.get(view, ("", ""))
        return self.links.uri(docname, anchor) if docname else ""

    def _whole(self) -> Html:
        """Return the bar of all sections, and what its parts are."""
        stands = [(letter, n) for letter, n in self.content.stands.items() if n]
        drawn = bar((count, _look(letter)) for letter, count in stands)
        words = (self._stand(letter, count) for letter, count in stands)
        return joined([drawn, element("ul", *words, class_="tdd-legend")])

    def _stand(self, letter: str, count: int) -> Html:
        said = f"{count} {word(SHOWN[letter])}"
        shown = for_the_eye(LOOKS[letter][1])
        if letter in self.first:
            said = element("a", said, href=f"#{self.first[letter]}")
        return element("li", swatch(_look(letter)), shown, " ", said)

    def _often(self) -> Iterator[Html]:
        """Yield the sections that lack most often, where that can be told."""
        found = [
            (line.owed - line.filled, line.title, self._row(number, place))
            for number, sheet in enumerate(self.content.sheets)
            for place, line in enumerate(sheet.lines)
            if not line.cells and line.owed > line.filled
        ]
        worst = sorted(found, key=lambda each: -each[0])[:OFTEN]
        links = [
            joined([element("a", title, href=f"#{anchor}"), f" ({count})"])
            for count, title, anchor in worst
        ]
        if links:
            yield element("p", pair(_("Lacking most often"), ""), joined(links, ", "))

    # -- templates ------------------------------------------------------------------------

    def _sheet(self, number: int, sheet: Sheet, caption: str) -> Html:
        """Return the sections of a template, which fold away where nothing lacks."""
        sections = sheet.sections
        lacks = sections.filled < sections.required
        look = "part" if lacks else "good"
        state = for_the_eye("!" if lacks else "✓", "tdd-state")
        said = f"{sheet.total} {_documents(sheet.total)}, {_sections_filled(sections)}"
        summary = element(
            "summary", state, element("b", caption), " ",
            element("span", said, class_="tdd-fold-said"),
            progress(sections.filled, sections.required, look),
        )  # fmt: skip
        anchor = f"{self.id}-{number + 1}"
        classes = "tdd-fold tdd-row-gaps" if lacks else "tdd-fold"
        inside = self._matrix(number, sheet) if sheet.lines[0].cells else self._list(number, sheet)
        return element("details", summary, inside, class_=classes, id=anchor, open=lacks)

    def _matrix(self, number: int, sheet: Sheet) -> Html:
        """Return a table with a column for each document."""
        documents, worded = sheet.documents, len(sheet.documents) <= WORDED
        titles = [title for _docname, title, _sections in documents]
        heads = [
            self.links.to(name, "", title if worded else str(n + 1), title=title)
            for n, (name, title, _sections) in enumerate(documents)
        ]
        lines = [
            Shown(
                [_section(line), *self._cells(line, documents, worded=worded)],
                self._row(number, place),
            )
            for place, line in enumerate(sheet.lines)
        ]
        classes = "tdd-cover-table" if worded else "tdd-cover-table tdd-cover-signs"
        labels = titles if worded else [str(n + 1) for n in range(len(titles))]
        table = folding_table([_("Section"), *heads], lines, classes, labels=["", *labels])
        if worded:
            return table
        names = (element("li", self.links.to(name, "", title)) for name, title, _s in documents)
        return joined([element("ol", *names, class_="tdd-cover-names"), table])

    def _cells(
        self, line: Line, documents: list[tuple[str, str, Sections]], *, worded: bool
    ) -> Iterator[Column]:
        for cell, (docname, title, _sections) in zip(line.cells, documents, strict=True):
            words, sign = _said(cell), for_the_eye(LOOKS[cell.letter][1])
            content = joined([sign, " ", words if worded else hidden(f"{title}: {words}")])
            if cell.anchor is not None:
                place, hover = cell.page or docname, None if worded else words
                content = self.links.to(place, cell.anchor, content, title=hover)
            yield Column(content, classes=f"tdd-cover-{LOOKS[cell.letter][0]}")

    def _list(self, number: int, sheet: Sheet) -> Html:
        """Return a table of sections, each with the documents in which it lacks something."""
        heads = [_("Section"), _("Filled"), _("Lacking")]
        lines = [
            Shown(
                [_section(line), _share(line), self._gaps(line, sheet)], self._row(number, place)
            )
            for place, line in enumerate(sheet.lines)
        ]
        return folding_table(heads, lines, "tdd-sorted tdd-cover-list")

    def _gaps(self, line: Line, sheet: Sheet) -> Column:
        count = line.owed - line.filled
        if not count:
            return Column("–", sort=0, classes="tdd-none")
        groups = groupby(line.gaps, key=lambda gap: gap[1].letter)
        parts = [self._named(line, letter, gaps, sheet) for letter, gaps in groups]
        summary = element("summary", f"{count} {_documents(count)}")
        return Column(element("details", summary, *parts), sort=count)

    def _named(
        self, line: Line, letter: str, gaps: Iterable[tuple[int, Cell]], sheet: Sheet
    ) -> Html:
        """Return the links to the documents in which a section stands in one way."""
        links = []
        for number, cell in gaps:
            docname, title, _sections = sheet.documents[number]
            link = self.links.to(cell.page or docname, cell.anchor or "", title)
            links.append(joined([link, f" ({_said(cell)})" if cell.owed else ""]))
        count = line.counts[letter]
        if count > LISTED:
            links.append(Html(_("and %(count)s more") % {"count": count - LISTED}))
        said = pair(f"{count} {word(SHOWN[letter])}", "")
        return element("p", for_the_eye(LOOKS[letter][1]), " ", said, joined(links, ", "))


def _look(letter: str) -> str:
    return _COLOURS[LOOKS[letter][0]]


def _said(cell: Cell) -> str:
    if cell.owed:
        return _("%(filled)s of %(required)s") % {"filled": cell.filled, "required": cell.owed}
    return word(SHOWN[cell.letter])


def _section(line: Line) -> Column:
    return Column(line.title, head=True, classes=f"tdd-depth-{min(line.depth, 4)}")


def _share(line: Line) -> Column:
    """Return in how many documents a section is filled, and of how many that owe it."""
    if not line.owed:
        return Column("–", classes="tdd-none")
    by_look = [(_look(letter), count) for letter, count in line.counts.items() if letter]
    parts = [
        (sum(count for look, count in by_look if look == each), each)
        for each in ("good", "part", "bad")
    ]
    said = _("%(filled)s of %(required)s") % {"filled": line.filled, "required": line.owed}
    return Column(joined([said, " ", bar(parts)]), sort=1000 * line.filled // line.owed)


def _documents(count: int) -> str:
    return _("document") if count == 1 else _("documents")


def _sections_filled(sections: Sections) -> str:
    return _("%(filled)s of %(required)s sections filled") % {
        "filled": sections.filled, "required": sections.required,
    }  # fmt: skip
