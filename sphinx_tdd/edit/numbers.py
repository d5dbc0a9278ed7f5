"""The numbers of headings: how a document counts, and which number comes next."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from ..checks.trees import ROOT, Tree

_NUMBER = re.compile(
    r"^(?P<above>(?:\d+\.)*)(?:(?P<decimal>\d+)|(?P<roman>[IVXLC]+)|(?P<letter>[A-Z]))"
    r"(?P<tail>[.):]?)(?P<gap>\s+)(?=\S)"
)
_ROMAN = (("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5),
          ("IV", 4), ("I", 1))  # fmt: skip


class Number(msgspec.Struct, frozen=True):
    """The number of a heading.

    Attributes:
        above: the numbers of the headings above it, as in "3.2.".
        form: whether it is a "decimal", a "roman" number or a "letter".
        tail: what stands right behind it, such as a full stop.
        gap: what parts it from the title.
        depth: how many levels of headings below it are numbered.
    """

    value: int
    above: str = ""
    form: str = "decimal"
    tail: str = "."
    gap: str = " "
    depth: int = 0

    def __str__(self) -> str:
        """Return the number as it stands before a title."""
        return f"{self.above}{_written(self.value, self.form)}{self.tail}{self.gap}"

    def below(self, value: int) -> Number | None:
        """Return the number of a heading below, None where these have none."""
        if not self.depth or self.form != "decimal":
            return None
        above = f"{self.above}{self.value}."
        return Number(value, above, "decimal", self.tail, self.gap, self.depth - 1)


def number_of(title: str) -> Number | None:
    """Return the number with which a title begins, None where it has none."""
    found = _NUMBER.match(title)
    if found is None:
        return None
    tail, gap = found["tail"], found["gap"]
    if found["decimal"]:
        return Number(int(found["decimal"][:9]), found["above"], "decimal", tail, gap)
    if not tail or found["above"]:  # "A word" and "I think" begin with no number
        return None
    if found["roman"] and (value := _value(found["roman"])):
        return Number(value, "", "roman", tail, gap)
    letter = found["letter"] or found["roman"]
    return Number(ord(letter) - 64, "", "letter", tail, gap) if len(letter) == 1 else None


def _value(roman: str) -> int:
    """Return what a Roman number says, 0 where it is none."""
    return next((n for n in range(1, 60) if _written(n, "roman") == roman), 0)


def _written(value: int, form: str) -> str:
    if form == "letter":
        return chr(64 + value) if value <= 26 else str(value)
    if form == "decimal":
        return str(value)
    text = ""
    for sign, worth in _ROMAN:
        while value >= worth:
            text, value = text + sign, value - worth
    return text


class Numbers:
    """Gives new headings their numbers; what it gave is taken."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.taken: dict[int, set[int]] = {}
        depths = (
            len(tree.ancestors(spot.index))
            for spot in tree.spots[1:]
            if _decimal(spot.heading.title)
        )
        self.deepest = max(depths, default=0)

    def next(self, parent: int, before: int) -> Number | None:
        """Return the number of a new heading below `parent` that comes after `before`.

        It is the next one that is free there; where all are taken, the next after all others:
        no heading is numbered anew. None where the headings beside it have no numbers.

        Args:
            before: the index of the heading before it; ROOT for none.
        """
        spots = self.tree[parent].children
        numbers = [(i, number_of(self.tree[i].heading.title)) for i in spots]
        given = [(index, number) for index, number in numbers if number is not None]
        if len(given) * 2 <= len(numbers) or not given:
            return self._first(parent) if not numbers else None
        earlier = [number for index, number in given if index <= before]
        later = [number for index, number in given if index > before]
        taken = self.taken.setdefault(parent, set())
        taken |= {number.value for _, number in given}
        value = self._free(earlier, later, taken)
        taken.add(value)
        depth = max(self.deepest - len(self.tree.ancestors(parent)) - 1, 0)
        return msgspec.structs.replace(given[0][1], value=value, depth=depth)

    @staticmethod
    def _free(earlier: Sequence[Number], later: Sequence[Number], taken: set[int]) -> int:
        value = earlier[-1].value + 1 if earlier else max(later[0].value - 1, 1)
        while value in taken and (not later or value < later[0].value):
            value += 1
        return max(taken) + 1 if value in taken else value

    def _first(self, parent: int) -> Number | None:
        """Return the number of the first heading below one that has a number itself."""
        if parent == ROOT:
            return None
        above = number_of(self.tree[parent].heading.title)
        if above is None or above.form != "decimal":
            return None
        depth = max(self.deepest - len(self.tree.ancestors(parent)), 0)
        taken = self.taken.setdefault(parent, set())
        taken.add(len(taken) + 1)
        return msgspec.structs.replace(above, depth=depth).below(len(taken))


def _decimal(title: str) -> bool:
    found = number_of(title)
    return found is not None and found.form == "decimal"
