"""A document as it is written: its lines, its headings, and how it writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..checks.trees import ROOT, Tree
from ..model.outline import Heading
from ..model.template import Template
from ..model.titles import title_key
from .lines import Lines
from .style import Adornment, Style, Syntax

_ATX = re.compile(r"^ {0,3}#{1,6}(?=[ \t]|$)")
_UNDERLINE = re.compile(r"^\s*([!-/:-@[-`{-~])\1*\s*$")
_ITEM = re.compile(r"^\s*(?P<bullet>[-*+])\s+(?:\[[ xX]\]\s+)?(?P<rest>\S.*)$")
_BOLD = re.compile(r"^(?P<mark>\*\*|__)[^*_]+?(?P<inner>:?)(?P=mark)(?P<outer>:?)")
_TARGET = {
    "md": re.compile(r"^\([^()]+\)=\s*$"),
    "rst": re.compile(r"^\.\. _(?:`[^`]+`|[^:`]+):\s*$|^__ |^\.\. __:"),
}
_COMMENT = {"md": re.compile(r"^%|^<!--"), "rst": re.compile(r"^\.\.(?:\s+(?![\[_|])(?!\S+::)|$)")}
_TRANSITION = {
    "md": re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$"),
    "rst": re.compile(r"^([!-/:-@[-`{-~])\1{3,}\s*$"),
}
_SILENCING = "tdd: ignore"
_MOST_BLANKS = 3
_INSET = 3
"""So many blanks may stand before a heading of Markdown."""


class Page:
    """A document of which the text and the outline are known.

    Attributes:
        style: how its parts are written.
    """

    def __init__(self, text: str, syntax: Syntax, tree: Tree, template: Template) -> None:
        self.lines = Lines(text, syntax)
        self.syntax: Syntax = syntax
        self.tree = tree
        self.headings = sorted(
            (s.heading for s in tree.spots[1:] if _is_own(s.heading)), key=lambda h: h.line
        )
        self.style = self._style(template)

    # -- where headings begin and end -----------------------------------------------------

    def first_line(self, heading: Heading) -> int:
        """Return the first line of a heading: that above its text, where there is one."""
        over = self.syntax == "rst" and self._has_overline(heading.line)
        return heading.line - over

    def last_line(self, heading: Heading) -> int:
        """Return the last line of a heading itself: that below its text, where there is one."""
        return heading.line + bool(heading.line and self._is_underlined(heading.line))

    def is_inset(self, heading: Heading) -> bool:
        """Whether a heading stands in what is indented, as in a directive."""
        text = self.lines[self.last_line(heading)] if heading.line else ""
        inset = len(text) - len(text.lstrip())
        return inset > (_INSET if self.syntax == "md" else 0)

    def _is_underlined(self, line: int) -> bool:
        if self.syntax == "md" and _ATX.match(self.lines[line]):
            return False
        return _UNDERLINE.match(self.lines[line + 1]) is not None

    def _has_overline(self, line: int) -> bool:
        above, below = self.lines[line - 1].strip(), self.lines[line + 1].strip()
        if not (above and _UNDERLINE.match(above) and above[:1] == below[:1]):
            return False
        return line == 2 or self.lines.is_blank(line - 2) or len(above) == len(below)

    def next_heading(self, line: int) -> int:
        """Return the first line of the next heading after a line; past the end where none is."""
        after = (heading for heading in self.headings if heading.line > line)
        found = next(after, None)
        return self.first_line(found) if found is not None else len(self.lines) + 1

    def own_end(self, heading: Heading) -> int:
        """Return the last line of a heading's own content, its comments too."""
        return self.end(max(heading.own_end, self.last_line(heading)), heading.line)

    def whole_end(self, heading: Heading) -> int:
        """Return the last line of a heading with all below it, comments too."""
        last = max((h.line for h in heading.walk() if _is_own(h)), default=heading.line)
        below = next(h for h in heading.walk() if h.line == last)
        return self.own_end(below)

    def end(self, line: int, above: int) -> int:
        """Return where what a line ends is over, before what leads the next heading.

        Args:
            above: the line of the heading under which it stands.
        """
        line = max(line, self.end_of_front_matter() if not above else line)
        line = min(line, len(self.lines))
        start = self.lead(self.next_heading(max(line, above)), line)
        while start - 1 > line and self.lines.is_blank(start - 1):
            start -= 1
        return max(start - 1, line)

    def lead(self, start: int, least: int) -> int:
        """Return the first line of what leads a heading, such as its label; `start` for nothing.

        Args:
            least: a line at which something else ends.
        """
        found = start
        while True:
            blank = found
            while blank - 1 > least and self.lines.is_blank(blank - 1):
                blank -= 1
            first = blank
            while first - 1 > least and not self.lines.is_blank(first - 1):
                first -= 1
            if first == blank or not self._leads(first, blank, found - blank):
                return found
            found = first

    def _leads(self, first: int, stop: int, below: int) -> bool:
        """Whether lines that stand together lead the heading after them."""
        texts = [self.lines[line] for line in range(first, stop)]
        if all(_TARGET[self.syntax].match(text) for text in texts):
            return True
        if len(texts) == 1 and _TRANSITION[self.syntax].match(texts[0]):
            return True
        above = first - 1
        while above > 0 and self.lines.is_blank(above):
            above -= 1
        # A comment belongs to what it stands nearer to; one that silences, to what it silences.
        is_near = below < first - 1 - above
        silences = any(_SILENCING in text for text in texts)
        return bool(_COMMENT[self.syntax].match(texts[0])) and is_near and not silences

    def end_of_front_matter(self) -> int:
        """Return the last line of front matter or of docinfo, 0 without."""
        if self.syntax == "md":
            if self.lines[1].rstrip() != "---":
                return 0
            lines = range(2, len(self.lines) + 1)
            return next((n for n in lines if self.lines[n].rstrip() in ("---", "...")), 0)
        line = 1
        while self.lines[line].startswith((":", " ")):
            line += 1
        return line - 1

    # -- how it is written ----------------------------------------------------------------

    def _style(self, template: Template) -> Style:
        bullet, label = self._labels()
        md = self.syntax == "md"
        return Style(
            syntax=self.syntax,
            setext=frozenset(self._levels(self._is_setext, 2)) if md else frozenset(),
            closed=frozenset(self._levels(self._is_closed, 6)) if md else frozenset(),
            adornments=() if md else tuple(self._adornments()),
            before=_usual((self._blanks_above(h) for h in self.headings[1:]), 1),
            after=_usual(self._blanks_below(), 0),
            bullet=bullet,
            label=label,
            language=language_of(self.headings, template),
        )

    def _levels(self, has: Callable[[int], bool], deepest: int) -> Iterator[int]:
        """Yield the levels at which most headings are of a form; of unused ones as the rest."""
        votes: dict[int, Counter[bool]] = {}
        for heading in self.headings:
            votes.setdefault(heading.level, Counter())[has(heading.line)] += 1
        everywhere = sum(votes.values(), Counter[bool]())
        for level in range(1, deepest + 1):
            vote = votes.get(level, everywhere)
            if vote[True] > vote[False]:
                yield level

    def _is_setext(self, line: int) -> bool:
        return not _ATX.match(self.lines[line]) and self._is_underlined(line)

    def _is_closed(self, line: int) -> bool:
        text = self.lines[line].strip()
        bare = text.rstrip("#")
        return _ATX.match(text) is not None and bare != text and bare[-1:] in (" ", "\t")

    def _adornments(self) -> Iterator[Adornment]:
        depths: dict[int, Adornment] = {}
        for spot in self.tree.spots[1:]:
            heading, depth = spot.heading, len(self.tree.ancestors(spot.index))
            if _is_own(heading) and depth not in depths:
                text, below = self.lines[heading.line], self.lines[heading.line + 1].strip()
                inset = text[: len(text) - len(text.lstrip())]
                over = self._has_overline(heading.line)
                depths[depth] = Adornment(below[:1] or "=", over, inset if over else "")
        return iter([depths[depth] for depth in sorted(depths)])

    def _blanks_above(self, heading: Heading) -> int:
        return self._blanks(self.first_line(heading) - 1, -1)

    def _blanks_below(self) -> Iterator[int]:
        for heading in self.headings:
            below = self.last_line(heading) + 1
            if self.next_heading(heading.line) > below:
                yield self._blanks(below, 1)

    def _blanks(self, line: int, step: int) -> int:
        count = 0
        while 1 <= line <= len(self.lines) and self.lines.is_blank(line):
            count, line = count + 1, line + step
        return count

    def _labels(self) -> tuple[str, str]:
        """Return the bullet and the form of labels that the document's lists have most."""
        bullets: Counter[str] = Counter()
        labels: Counter[str] = Counter()
        for number in range(1, len(self.lines) + 1):
            if (item := _ITEM.match(self.lines[number])) is None:
                continue
            bullets[item["bullet"]] += 1
            bold = _BOLD.match(item["rest"])
            if bold and bool(bold["inner"]) != bool(bold["outer"]):
                mark = bold["mark"]
                labels[f"{mark}{{}}{bold['inner']}{mark}{bold['outer']}"] += 1
        return _most(bullets, "-"), _most(labels, "**{}:**")


def _is_own(heading: Heading) -> bool:
    return heading.line > 0 and not heading.source and not heading.page


def _usual(counts: Iterable[int], least: int) -> int:
    found = Counter(min(max(count, least), _MOST_BLANKS) for count in counts)
    return max(sorted(found), key=lambda count: found[count], default=1)


def _most(found: Counter[str], usual: str) -> str:
    return max(sorted(found), key=lambda each: found[each], default=usual)


def language_of(headings: Sequence[Heading], template: Template) -> str:
    """Return the language in which most headings are named, "" for that of the template."""
    keys = {title_key(heading.title) for heading in headings}
    votes: Counter[str] = Counter()
    for section in template.walk():
        votes[""] += section.key in keys
        for names in section.names:
            votes[names.language] += any(
                title_key(name) in keys for name in (names.usual, *names.others)
            )
    return max(sorted(votes), key=lambda language: votes[language], default="")


__all__ = ["ROOT", "Page", "language_of"]
