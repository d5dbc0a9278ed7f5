"""Runs of `*` and `_` in Markdown paired into emphasis, as CommonMark has it."""

from __future__ import annotations

import unicodedata

from .unsure import Unsure

SPACES = " \t\n\x0b\x0c\r\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
"""What Markdown takes for white space."""
_MOST = 200
"""More marks in one text than any writer needs; pairing takes their number squared."""


class Mark:
    """One `*` or `_`.

    Attributes:
        place: which of the paragraph's pieces it is.
        sign: the character.
        run: which run of marks it belongs to.
        length: how many marks that run has.
        opens: whether it may begin emphasis.
        closes: whether it may end emphasis.
        end: the mark that ends what it begins.
    """

    __slots__ = ("closes", "end", "length", "opens", "place", "run", "sign")

    def __init__(
        self, place: int, sign: str, run: int, length: int, opens: bool, closes: bool
    ) -> None:
        self.place = place
        self.sign = sign
        self.run = run
        self.length = length
        self.opens = opens
        self.closes = closes
        self.end = -1


def flanks(sign: str, before: str, after: str) -> tuple[bool, bool]:
    """Return whether a run of marks between two characters may begin, and may end, emphasis."""
    space_before, space_after = before in SPACES, after in SPACES
    mark_before, mark_after = _is_punctuation(before), _is_punctuation(after)
    left = not space_after and (not mark_after or space_before or mark_before)
    right = not space_before and (not mark_before or space_after or mark_after)
    if sign == "*":
        return left, right
    return left and (not right or mark_before), right and (not left or mark_after)


def _is_punctuation(character: str) -> bool:
    return not character.isalnum() and unicodedata.category(character)[0] in "PS"


def pair(marks: list[Mark]) -> dict[int, str]:
    """Return what becomes of each mark that has a partner, by its place.

    `<em`, `<strong` and `>` begin and end; "" goes with another mark to make strong emphasis.

    Raises:
        Unsure: there are very many.
    """
    if len(marks) > _MOST:
        raise Unsure("very many marks of emphasis")
    _find_partners(marks)
    return _tags(marks)


def _find_partners(marks: list[Mark]) -> None:
    waiting: list[int] = []
    run = -1
    since = 0
    for index, mark in enumerate(marks):
        if mark.run != run:
            run, since = mark.run, len(waiting)
        depth = _opener(marks, waiting[:since], mark) if mark.closes else -1
        if depth < 0:
            waiting.append(index)
            continue
        marks[waiting[depth]].end = index
        del waiting[depth:]
        since = len(waiting)
        mark.opens = False


def _opener(marks: list[Mark], waiting: list[int], closer: Mark) -> int:
    """Return how deep in the open marks the partner of a closing one is, or -1."""
    for depth in range(len(waiting) - 1, -1, -1):
        opener = marks[waiting[depth]]
        if opener.sign == closer.sign and opener.opens and not _odd(opener, closer):
            return depth
    return -1


def _odd(opener: Mark, closer: Mark) -> bool:
    """Whether two runs can't be partners by the rule of three."""
    if not (opener.closes or closer.opens) or (opener.length + closer.length) % 3:
        return False
    return bool(opener.length % 3 or closer.length % 3)


def _tags(marks: list[Mark]) -> dict[int, str]:
    tags: dict[int, str] = {}
    index = len(marks) - 1
    while index >= 0:
        mark = marks[index]
        if mark.end >= 0:
            end = marks[mark.end]
            if index and _is_double(marks, marks[index - 1], mark):
                tags[marks[index - 1].place] = "<strong"
                tags[marks[mark.end + 1].place] = ">"
                tags[mark.place] = tags[end.place] = ""
                index -= 1
            else:
                tags[mark.place] = "<em"
                tags[end.place] = ">"
        index -= 1
    return tags


def _is_double(marks: list[Mark], outer: Mark, inner: Mark) -> bool:
    """Whether two marks that follow each other, and their partners, make strong emphasis."""
    return (
        outer.end == inner.end + 1
        and outer.sign == inner.sign
        and outer.place == inner.place - 1
        and marks[outer.end].place == marks[inner.end].place + 1
    )
