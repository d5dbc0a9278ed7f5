"""The findings as a page of HTML: numbers, the rules by how often, and groups that fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..directives.project_views import RULE
from ..directives.words import _, capital, word
from ..model.finding import SEVERITIES
from .figures import Figure, figures, progress, tag_of
from .markup import Html, Links, element, for_the_eye, joined, raw
from .tables import Cell, Line, folding_table

if TYPE_CHECKING:
    from docutils import nodes

    from .report_view import Findings, Frequent, Group, Row
    from .view_nodes import Page

OPEN = 30
"""The most findings of a group that is not folded, and of all groups that are not."""

MOST = 5000
"""The most findings that a page lists: browsers open some megabytes, and nobody reads more."""

_LOOKS = {"error": "bad", "warning": "part"}


class ReportPage:
    """One view of the findings."""

    def __init__(self, content: Findings, anchor: str, page: Page) -> None:
        self.content = content
        self.id = anchor
        self.links = Links(page)
        self.first: dict[str, str] = {}
        for row, place in self._places():
            self.first.setdefault(tag_of(row.severity), place)
            self.first.setdefault(tag_of(row.rule), place)

    def _places(self) -> Iterator[tuple[Row, str]]:
        for group in self.content.groups:
            for row in group.rows:
                yield row, group.anchor

    def render(self, caption: str, count: str) -> nodes.raw:
        """Return the page.

        Args:
            caption: words before the title of each group.
            count: the line that counts the findings.
        """
        content = self.content
        if content.total:
            inner = [self._figures(), self._rules(), *self._groups(caption)]
            if content.shown != content.total:
                inner.append(element("p", count, class_="tdd-count"))
        else:
            inner = [self._nothing(count)]
        inner += [self._ignored()] if content.ignored else []
        kind = {"class_": "tdd-board", "id": self.id, "data_filter": _("Filter findings")}
        return raw(element("div", joined(inner, "\n"), **kind))

    def _nothing(self, count: str) -> Html:
        """Return the sentence that nothing is lacking, and in how many documents."""
        said: list[str] = [element("b", count)]
        if self.content.documents and not self.content.asked:
            words = _("%(total)s documents") % {"total": self.content.documents}
            said += [" ", words if self.content.documents > 1 else _("1 document")]
        return element("p", for_the_eye("✓"), " ", *said, class_="tdd-all-good")

    # -- numbers --------------------------------------------------------------------------

    def _figures(self) -> Html:
        content = self.content
        said = _("of %(count)s documents with findings") % {"count": content.documents}
        first = f"#{self.id}-rules"
        words = _("finding") if content.total == 1 else _("findings")
        found = [Figure(str(content.total), words, first)]
        for severity in reversed(SEVERITIES):
            count = content.severities.get(severity, 0)
            tag = tag_of(severity)
            if count and tag in self.first:
                place = f"#{self.first[tag]}"
                look = _LOOKS.get(severity, "")
                found.append(Figure(str(count), _severity(severity, count), place, tag, look))
        if content.documents and not content.asked:
            place = self.links.uri(*content.listed) if content.listed[0] else ""
            found.append(Figure(str(content.affected), said, place))
        return figures(found, _("In numbers"))

    def _rules(self) -> Html:
        """Return a table of the rules, the most frequent first, with what they are about."""
        heads = [_("Rule"), _("Findings"), _("Documents")]
        lines = [self._rule(each) for each in self.content.rules]
        table = folding_table(heads, lines, "tdd-sorted tdd-rules-table")
        return element("div", table, id=f"{self.id}-rules")

    def _rule(self, rule: Frequent) -> Line:
        tag = tag_of(rule.name)
        name = element("code", rule.name)
        if tag in self.first:
            name = element("a", name, href=f"#{self.first[tag]}", data_tag=tag)
        drawn = progress(rule.count, self.content.rules[0].count, "part")
        gist = element("div", _with_code(rule.gist), class_="tdd-gist")
        return Line(
            [
                Cell(joined([name, " ", gist]), head=True),
                Cell(joined([str(rule.count), " ", drawn]), sort=rule.count),
                Cell(str(rule.documents), number=True),
            ],
            f"{self.id}-rule-{rule.name}",
        )

    # -- groups ---------------------------------------------------------------------------

    def _groups(self, caption: str) -> Iterator[Html]:
        """Yield the groups; where there are very many findings, the last without theirs."""
        left, is_open = MOST, OPEN
        for group in self.content.groups:
            listed = len(group.rows) <= left
            left -= len(group.rows) if listed else 0
            opened = listed and len(group.rows) <= is_open
            is_open -= len(group.rows) if opened else 0
            yield self._group(group, caption, listed=listed, opened=opened)
        if self.content.shown > MOST:
            words = _("Of the findings, %(count)s at most are listed here; tdd.json holds all.")
            yield element("p", words % {"count": MOST}, class_="tdd-count")

    def _group(self, group: Group, caption: str, *, listed: bool, opened: bool) -> Html:
        lead = f"{caption}: " if caption else ""
        title = element("code", group.title) if self.content.by == RULE else group.title
        pills = self._pills(group)
        name = element("b", lead, title or _("The project"))
        head = joined([name, *pills], " ")
        if not listed:
            link = self.links.to(group.name, "", head) if self._is_document(group) else head
            return element("p", link, class_="tdd-fold tdd-unlisted", id=group.anchor)
        inside = element(
            "ul", joined(map(self._item, group.rows), "\n"), class_="tdd-findings-list"
        )
        if self._is_document(group):
            link = self.links.to(group.name, "", _("To the document"))
            inside = joined([element("p", link, class_="tdd-to"), inside])
        return element(
            "details",
            element("summary", head),
            inside,
            class_="tdd-fold tdd-filtered",
            id=group.anchor,
            open=opened,
        )

    def _pills(self, group: Group) -> list[Html]:
        """Return how many findings of a group there are of each severity."""
        counts = Counter(row.severity for row in group.rows)
        return [
            _pill(each, f"{counts[each]} {_severity(each, counts[each])}")
            for each in reversed(SEVERITIES)
            if counts[each]
        ]

    def _is_document(self, group: Group) -> bool:
        return bool(group.name) and self.content.by != RULE

    def _item(self, row: Row) -> Html:
        """Return a finding: how much it matters, where it is, what it is."""
        severity = _pill(row.severity, capital(row.severity))
        message = element("span", row.message, class_="tdd-message")
        parts = [severity, " ", self._place(row), " ", message]
        if self.content.by != RULE:
            uri = f"#{self.id}-rule-{row.rule}"
            parts += [" ", element("a", element("code", row.rule), href=uri, class_="tdd-rule")]
        return element("li", *parts, data_tags=f"{tag_of(row.severity)} {tag_of(row.rule)}")

    def _place(self, row: Row) -> Html:
        """Return the section that a finding is about, as a link, and its line."""
        said = _("line\N{NO-BREAK SPACE}%(line)s") % {"line": row.line}
        if row.source:
            said = f"{row.source}, {said}"
        if not row.docname:
            return element("span", f"{row.source}:{row.line}" if row.source else "–")
        lead = f"{row.document}: " if self.content.by == RULE else ""
        link = self.links.to(row.page or row.docname, row.anchor, f"{lead}{row.section or said}")
        return joined([link, element("small", said)], " ") if row.section else link

    def _ignored(self) -> Html:
        """Return what comments silence, with the reasons."""
        heads = [_("Document"), _("Place"), _("Finding"), _("Reason")]
        lines = [
            Line(
                [
                    Cell(row.document or _("The project"), head=True),
                    Cell(self._place(row)),
                    Cell(row.message),
                    Cell(row.reason or "–"),
                ]
            )
            for row in self.content.ignored
        ]
        title = _("Ignored, with the reason that is given")
        return folding_table(heads, lines, "tdd-ignored-table", title, f"{self.id}-ignored")


def _severity(severity: str, count: int) -> str:
    """Return the word for findings of a severity, as it stands after their number."""
    many = {"error": _("errors"), "warning": _("warnings")}
    return many.get(severity, word(severity)) if count != 1 else word(severity)


def _pill(severity: str, words: str) -> Html:
    return element("span", words, class_=f"tdd-pill tdd-pill-{_LOOKS.get(severity, 'none')}")


def _with_code(text: str) -> Html:
    """Return text in which names stand between backticks."""
    parts = text.split("`")
    return joined(element("code", part) if n % 2 else part for n, part in enumerate(parts))
