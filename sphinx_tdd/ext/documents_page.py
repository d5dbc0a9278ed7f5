"""The list of documents as a page of HTML: numbers, shares, and a table that folds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from docutils.nodes import make_id

from ..directives.words import _, capital, word
from ..model.report import total
from .documents_view import COLUMNS
from .figures import Figure, figures, progress, tag_of
from .markup import Html, Links, element, hidden, joined, raw
from .tables import Cell, Line, folding_table

if TYPE_CHECKING:
    from docutils import nodes

    from ..directives.view import View
    from .documents_view import Documents, Row
    from .view_nodes import Page

_STATE = "state"
"""What those words say that tell whether a document is complete."""

_TAGGED = ("Top risk", "Template", "Status", _STATE)
"""What documents are asked for by; of the same words the last have the tag without more."""

MANY = 20
"""From so many documents on, tables tell how those of each template and status stand."""


class DocumentsPage:
    """One list of documents."""

    def __init__(self, content: Documents, view: View, page: Page) -> None:
        self.content = content
        self.rows = content.rows
        self.page = page
        self.caption = view.options.get("caption", "")
        self.id = f"tdd-documents-{view.number + 1}"
        self.links = Links(page)
        self.means: dict[str, str] = {}
        said = [self._said(row) for row in self.rows]
        for what in _TAGGED:
            self.means.update((tag_of(each[what]), what) for each in said)
        self.first: dict[str, int] = {}
        for number, row in enumerate(self.rows):
            for tag in self.tags(row):
                self.first.setdefault(tag, number)

    def render(self, count: str) -> nodes.raw:
        """Return the page.

        Args:
            count: the line that counts the documents.
        """
        inner = [self._figures(), *self._shares(), self._table()]
        filtered = element(
            "div", joined(inner, "\n"), class_="tdd-board", data_filter=_("Filter documents")
        )
        return raw(filtered, element("p", count, class_="tdd-count"))

    # -- tags -----------------------------------------------------------------------------

    def tags(self, row: Row) -> list[str]:
        """Return what a row may be asked for by."""
        return [self.tag(what, words) for what, words in self._said(row).items() if words]

    def tag(self, what: str, words: str) -> str:
        """Return the tag for words; those that mean several things have one for each."""
        tag = tag_of(words)
        return tag if self.means.get(tag) == what else tag_of(f"{word(what)} {words}")

    def _said(self, row: Row) -> dict[str, str]:
        """Return the words that a row may be asked for by, by what they are said of."""
        return {
            _STATE: self.state(row),
            "Status": word(row.status),
            "Template": row.template,
            "Top risk": self._risk_words(row),
        }

    def state(self, row: Row) -> str:
        """Return the words for whether a document is complete."""
        if not row.template:
            return ""
        if row.so_far:
            return _("complete so far")
        if row.complete:
            return _("complete")
        if row.step == 0:
            return _("%(status)s with gaps") % {"status": word(row.status)}
        return _("with gaps")

    def _risk_words(self, row: Row) -> str:
        return word(row.risk.level) if row.risk else ""

    def _place(self, tag: str) -> str:
        return f"#{self.id}-{self.first[tag] + 1}"

    # -- numbers --------------------------------------------------------------------------

    def _figures(self) -> Html:
        found = [self._whole(), *self._states(), *self._sections(), *self._findings()]
        return figures([*found, *self._risks()], _("In numbers"))

    def _whole(self) -> Figure:
        words = _("documents") if len(self.rows) != 1 else _("document")
        return Figure(str(len(self.rows)), words, f"#{self.id}")

    def _states(self) -> Iterator[Figure]:
        counts = Counter(self.state(row) for row in self.rows)
        counts.pop("", None)
        looks = {_("complete"): "good", _("complete so far"): ""}
        order = [*looks, *counts]
        for words in sorted(counts, key=order.index):
            look = looks.get(words, "part")
            tag = self.tag(_STATE, words)
            yield Figure(str(counts[words]), words, self._place(tag), tag, look)

    def _sections(self) -> Iterator[Figure]:
        sections = total(row.sections for row in self.rows)
        if sections.required:
            numbers = {"filled": sections.filled, "required": sections.required}
            words = _("%(filled)s of %(required)s sections filled") % numbers
            yield Figure(f"{sections.percent}\N{NO-BREAK SPACE}%", words, self._to("coverage"))

    def _findings(self) -> Iterator[Figure]:
        count = sum(row.findings for row in self.rows)
        words = (_("findings") if count != 1 else _("finding")) + self._informing()
        look = "bad" if any(row.errors for row in self.rows) else "part" if count else ""
        yield Figure(str(count), words, self._to("report"), look=look)

    def _informing(self) -> str:
        """Return how many more findings inform alone; reports count them with the others."""
        return _informing(sum(row.quiet for row in self.rows))

    def _to(self, view: str) -> str:
        docname, anchor = self.content.places.get(view, ("", ""))
        return self.links.uri(docname, anchor) if docname else ""

    def _risks(self) -> Iterator[Figure]:
        """Yield how many documents have a risk of the highest level that there is."""
        steps = Counter(row.risk.step for row in self.rows if row.risk)
        if steps:
            step = max(steps)
            level = next(row.risk.level for row in self.rows if row.risk and row.risk.step == step)
            tag = self.tag("Top risk", word(level))
            words = _("with top risk %(level)s") % {"level": word(level)}
            look = f"level-{self.page.project.scale.shade(step)}"
            yield Figure(str(steps[step]), words, self._place(tag), tag, look)

    # -- shares ---------------------------------------------------------------------------

    def _shares(self) -> Iterator[Html]:
        """Yield how the documents of each template and status stand, where there are many."""
        if len(self.rows) < MANY:
            return
        by_template = self._by("Template", lambda row: row.template)
        by_status = self._by("Status", lambda row: word(row.status))
        yield element("div", *by_template, *by_status, class_="tdd-shares")

    def _by(self, what: str, name: Callable[[Row], str]) -> Iterator[Html]:
        groups: dict[str, list[Row]] = {}
        for row in self.rows:
            groups.setdefault(name(row), []).append(row)
        if len(groups) < 2:
            return
        lines = [
            self._share(what, each, groups[each])
            for each in sorted(groups, key=lambda g: (not g, g))
        ]
        heads = [word(what), _("Documents"), capital(_("complete")), _("Findings")]
        yield folding_table(heads, lines, "tdd-sorted tdd-share-table")

    def _share(self, what: str, name: str, rows: list[Row]) -> Line:
        tag, complete = (
            name and self.tag(what, name),
            sum(row.complete and not row.so_far for row in rows),
        )
        said = element("a", capital(name), href=self._place(tag), data_tag=tag) if tag else "–"
        share, drawn = round(100 * complete / len(rows)), progress(complete, len(rows), "good")
        return Line(
            [
                Cell(said, head=True),
                Cell(str(len(rows)), number=True),
                Cell(joined([str(complete), " ", drawn]), sort=share),
                Cell(str(sum(row.findings for row in rows)), number=True),
            ]
        )

    # -- the table ------------------------------------------------------------------------

    def _table(self) -> Html:
        heads = [word(COLUMNS[name].heading) for name in self.content.columns]
        marked = set(self.first.values())
        lines = [self._line(row, n, marked) for n, row in enumerate(self.rows)]
        foot = Line([self._sum(name) for name in self.content.columns])
        return folding_table(
            heads, lines, "tdd-documents-table", self.caption, self.id, foot=foot, filtered=True
        )

    def _line(self, row: Row, number: int, marked: set[int]) -> Line:
        cells = [_CELLS[name](self, row) for name in self.content.columns]
        anchor = f"{self.id}-{number + 1}" if number in marked else ""
        look = "tdd-row-gaps" if row.template and not row.complete else ""
        return Line(cells, anchor, look, " ".join(self.tags(row)))

    def _sum(self, name: str) -> Cell:
        if name == "title":
            return Cell(_("All"), head=True)
        if name == "complete":
            sections = total(row.sections for row in self.rows)
            return Cell(_filled(sections.filled, sections.required))
        if name == "findings":
            count = sum(row.findings for row in self.rows)
            return Cell(joined([str(count), _kept(self._informing())]))
        return Cell("")

    def title(self, row: Row) -> Cell:
        """Return the cell that names a document, and says whether it is complete."""
        sign = "…" if row.so_far else "✓" if row.complete else "!"
        state = self.state(row)
        mark = element("span", sign, class_="tdd-state", aria_hidden="true", title=state)
        link = self.links.to(row.docname, "", row.title)
        return Cell(joined([mark, hidden(f"{state}: "), link]) if state else link, head=True)

    def status(self, row: Row) -> Cell:
        """Return the cell of the status, which is sorted by how far it is."""
        text = capital(row.status)
        classes = f"tdd-status {make_id(f'tdd-status-{row.status}')}"
        shown = element("span", text, class_=classes) if text else text
        return Cell(shown, sort=row.step if row.step >= 0 else None)

    def complete(self, row: Row) -> Cell:
        """Return the cell of the sections filled, which is sorted by their share."""
        sections = row.sections
        if not sections.required:
            return Cell("–", classes="tdd-none")
        look = "good" if sections.filled == sections.required else "part"
        drawn = progress(sections.filled, sections.required, look)
        share = 1000 * sections.filled // sections.required
        said = _filled(sections.filled, sections.required)
        return Cell(joined([said, " ", drawn]), sort=share)

    def findings(self, row: Row) -> Cell:
        """Return the cell of the number of findings, which leads to them."""
        look = "bad" if row.errors else "part" if row.findings else "none"
        said: Html = element("span", str(row.findings), class_=f"tdd-pill tdd-pill-{look}")
        content = joined([said, _kept(_informing(row.quiet))])
        if row.report[0] and (row.findings or row.quiet):
            content = self.links.to(*row.report, content)
        return Cell(content, sort=1000 * row.findings + row.quiet)

    def risk(self, row: Row) -> Cell:
        """Return the cell of the risk of the highest level."""
        risk = row.risk
        if risk is None:
            return Cell("–", classes="tdd-none")
        shade = self.page.project.scale.shade(risk.step)
        level = element("span", capital(risk.level), class_=f"tdd-level tdd-level-{shade}")
        link = self.links.to(risk.page or row.docname, risk.anchor, risk.title)
        return Cell(element("div", level, " ", link, class_="tdd-two-lines"), sort=risk.step)


def _informing(count: int) -> str:
    return _(" (+%(count)s info)") % {"count": count} if count else ""


def _kept(words: str) -> Html:
    """Return words that stay on one line."""
    return joined([" ", element("span", words.strip(), class_="tdd-part")]) if words else Html("")


def _filled(filled: int, required: int) -> str:
    return _("%(filled)s of %(required)s") % {"filled": filled, "required": required}


def _text(name: str) -> Callable[[DocumentsPage, Row], Cell]:
    return lambda page, row: Cell(getattr(row, name))


_CELLS: dict[str, Callable[[DocumentsPage, Row], Cell]] = {
    "title": DocumentsPage.title,
    "template": _text("template"),
    "status": DocumentsPage.status,
    "version": _text("version"),
    "owner": _text("owner"),
    "complete": DocumentsPage.complete,
    "findings": DocumentsPage.findings,
    "risk": DocumentsPage.risk,
}
