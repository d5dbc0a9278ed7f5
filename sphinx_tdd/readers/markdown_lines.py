"""The lines of MyST Markdown: where each begins, and which of them begin a block."""

from __future__ import annotations

from functools import cached_property

from . import markdown_signs as signs
from .markdown_tables import columns
from .unsure import Unsure

CODE = 4
"""So many spaces make a line code."""
_INTERRUPTING = frozenset("#`~%>+(-*_0123456789[<:")


class Lines:
    """The lines of one document.

    Attributes:
        lines: those of the source.
        piped: whether any may be in a table.
        tabs: whether there are tabs.
    """

    def __init__(self, text: str, lines: list[str]) -> None:
        self.lines = lines
        self.piped = "|" in text
        self.tabs = "\t" in text

    @cached_property
    def rests(self) -> list[str]:
        """The lines without their indentation."""
        return [line.lstrip(" \t") for line in self.lines]

    @cached_property
    def indents(self) -> list[int]:
        """The columns where the lines begin."""
        lines = self.lines
        found = [len(a) - len(b) for a, b in zip(lines, self.rests, strict=True)]
        if self.tabs:
            found = [len(a[:b].expandtabs(4)) for a, b in zip(lines, found, strict=True)]
        return found

    def texts(self, first: int, end: int, base: int, top: bool) -> list[str]:
        """Return some lines as they are inside of what they stand in."""
        if top and not base:
            return self.lines[first:end]
        found = []
        for line in range(first, end):
            indent = self.indents[line]
            if indent > base and "\t" in self.lines[line][:indent]:
                raise Unsure("tabs inside of something")
            found.append(" " * (indent - base) + self.rests[line])
        return found

    def interrupts(self, line: int, end: int, base: int, outer: int, lazy: bool) -> bool:
        """Whether a line ends the paragraph or the table above it."""
        rest = self.rests[line]
        if rest[0] in _INTERRUPTING:
            found = self._begins(rest)
            if found is None:
                found = self._begins_list(line, base, outer, lazy)
            if found:
                return True
        return lazy and self.piped and bool(self.columns_at(line, end, base))

    def _begins(self, rest: str) -> bool | None:
        """Whether a block begins that needs no look at what is around; None for a list perhaps."""
        sign = rest[0]
        if sign == "#":
            return bool(signs.HASHES.match(rest))
        if sign in "`~":
            return bool(signs.FENCE.match(rest))
        if sign in "%>":
            return True
        if sign == "(":
            return bool(signs.TARGET.match(rest))
        if sign == "<":
            return signs.html_end(rest, True) is not None
        if sign == "[":
            if rest[1:2] == "^":
                raise Unsure("a footnote")
            return False
        if sign == ":":
            if signs.COLON.match(rest):
                raise Unsure("a field or a fence of colons")
            return False
        return True if signs.RULE.match(rest) or signs.BREAK.match(rest) else None

    def _begins_list(self, line: int, base: int, outer: int, lazy: bool) -> bool:
        indent = self.indents[line]
        if outer >= 0 and indent - outer >= CODE and indent < base:
            return False
        rest = self.rests[line]
        mark, _ = signs.marker(rest)
        if not mark or not lazy or indent < base:
            return bool(mark)
        if mark[:-1] and int(mark[:-1]) != 1:
            return False
        return bool(rest[len(mark) :].strip(" \t"))

    def ends_list(self, rest: str) -> bool:
        """Whether a block begins that ends the list above it."""
        if rest[0] not in "`~%>+(-*_:":
            return False
        if rest[0] in "-*+" and rest[1:2] == " " and rest[2:3].isalnum():
            return False
        return bool(self._begins(rest))

    def columns_at(self, line: int, end: int, base: int) -> int:
        """Return how many columns the table has that begins at a line; 0 if none does."""
        below = line + 1
        if below >= end or self.rests[below][:1] not in ("|", "-", ":"):
            return 0
        if not base <= self.indents[below] < base + CODE:
            return 0
        return columns(self.rests[line], self.rests[below])
