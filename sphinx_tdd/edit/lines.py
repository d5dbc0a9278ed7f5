"""The lines of a text where they stand in it, numbered as readers number them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from .edits import Edit
from .style import Syntax

_ENDS = {
    "md": re.compile(r"\r\n|\r|\n"),
    "rst": re.compile(r"\r\n|[\r\n\x1c-\x1e\x85\u2028\u2029]"),
}


class Insertion(msgspec.Struct, frozen=True):
    """Lines that are put in after a line.

    Attributes:
        after: the line before them, 0 for the top of the text.
        gap: how many blank lines they want above them.
        tail: how many they want below them.
        rank: of several at one place the lower one comes first.
        of: a list that the lines are items of: nothing parts them from others of it.
    """

    after: int
    lines: tuple[str, ...]
    gap: int = 1
    tail: int = 1
    rank: int = 0
    of: tuple[int, ...] = ()


class Lines:
    """The lines of a text, counted from 1."""

    def __init__(self, text: str, syntax: Syntax) -> None:
        self.text = text
        self.starts = [0]
        self.ends: list[int] = []
        for end in _ENDS[syntax].finditer(text):
            self.ends.append(end.start())
            self.starts.append(end.end())
        if self.starts[-1] < len(text):
            self.ends.append(len(text))
            self.starts.append(len(text))

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, line: int) -> str:
        """Return a line without its end; one outside the text is blank."""
        if not 1 <= line <= len(self):
            return ""
        return self.text[self.starts[line - 1] : self.ends[line - 1]]

    def is_blank(self, line: int) -> bool:
        """Whether a line holds nothing that is seen; one outside the text does not."""
        return not self[line].strip()

    def end_of(self, line: int) -> Edit:
        """Return the empty change at the end of a line, before what parts it from the next."""
        return Edit(self.ends[line - 1], self.ends[line - 1], "")

    def newline(self, line: int) -> str:
        """Return what ends a line, or the nearest one above it that has an end."""
        for each in [*range(min(line, len(self)), 0, -1), *range(1, len(self) + 1)]:
            if end := self.text[self.ends[each - 1] : self.starts[each]]:
                return end
        return "\n"

    def inserted(self, insertions: Iterable[Insertion]) -> Iterator[Edit]:
        """Yield the changes that put lines in."""
        places = sorted(insertions, key=lambda each: (each.after, each.rank))
        for after, together in groupby(places, key=lambda each: each.after):
            yield self._put_in(after, list(together))

    def _put_in(self, after: int, pieces: Sequence[Insertion]) -> Edit:
        """Return the change that puts in all that belongs after one line."""
        end = self.newline(after)
        lines: list[str] = []
        wanted = 0 if not after or self.is_blank(after) else pieces[0].gap
        for above, piece in zip((None, *pieces), pieces, strict=False):
            if above is not None:
                wanted = 0 if above.of and above.of == piece.of else max(wanted, piece.gap)
            lines += [*[""] * wanted, *piece.lines]
            wanted = piece.tail
        if not self.is_blank(after + 1):
            lines += [""] * wanted
        start = self.starts[after]
        if after and start == self.ends[after - 1]:  # the last line of the text has no end
            return Edit(start, start, "".join(f"{end}{line}" for line in lines))
        return Edit(start, start, "".join(f"{line}{end}" for line in lines))
