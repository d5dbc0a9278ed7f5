"""Widths of a table's columns, from what stands in them.

A width is a number of characters in plain text, and a share of the line everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from math import isqrt

from docutils import nodes

_ROWS = 200
"""How many rows are looked at: more would cost time and change little."""

_LINE = 100
"""How wide a table in plain text gets, unless its words need more."""

_SLACK = 4
"""Room beside the longest word: the rims of a cell, and letters wider than most."""

_FREE, _MOST, _WHOLE, _LONGEST_WORD = 20, 40, 16, 30
_HYPHENS = re.compile(r"-+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def widths(head: Sequence[str], rows: Iterable[Sequence[Sequence[str]]]) -> list[int]:
    """Return the widths of columns with these headings and these texts in each row's cells.

    A short text stays on one line. A longer one gets more room the longer it is, less and less
    so. No column is narrower than its longest word, if that is of usual length.
    """
    wanted = [len(heading) + _SLACK for heading in head]
    least = [_longest_word(heading) + _SLACK for heading in head]
    for row in islice(rows, _ROWS):
        for number, lines in enumerate(row):
            for text in lines:
                wanted[number] = max(wanted[number], _room(text))
                least[number] = max(least[number], _longest_word(text) + _SLACK)
    return share(least, wanted, _LINE)


def share(least: Sequence[int], wanted: Sequence[int], line: int) -> list[int]:
    """Return the widths of columns in a line: the least, and of what is left what each wants."""
    more = [max(width - low, 0) for width, low in zip(wanted, least, strict=True)]
    room = min(max(line - sum(least), 0), sum(more))
    parts = zip(least, more, strict=True)
    return [low + extra * room // (sum(more) or 1) for low, extra in parts]


def is_whole(field_type: str, text: str) -> bool:
    """Whether a value is not to be broken into lines: RISK-12, 2026-03-01."""
    return field_type in {"date", "id"} or _DAY.fullmatch(text) is not None


def whole(field_type: str, text: str) -> list[str]:
    """Return the classes of a paragraph with a value of a field of a type."""
    return ["tdd-whole"] if is_whole(field_type, text) else []


def wide(columns: Iterable[int]) -> list[str]:
    """Return the classes that say which columns hold running text, counted from 1."""
    return [f"tdd-wide-{number}" for number, width in enumerate(columns, 1) if width > _WHOLE]


def lines_of(cell: nodes.Node) -> list[str]:
    """Return the lines of text in a cell."""
    return [line for child in cell.children for line in child.astext().split("\n") if line]


def _room(text: str) -> int:
    length = len(text)
    return min(length if length <= _FREE else _FREE + 2 * isqrt(length - _FREE), _MOST)


def _longest_word(text: str) -> int:
    return max(map(_length, text.split()), default=0)


def _length(word: str) -> int:
    """Return how long a word is: RISK-30 stays whole, a very long one may be broken.

    Two capitals take the room of three small letters.
    """
    if len(word) <= _WHOLE:
        return len(word) + sum(map(str.isupper, word)) // 2
    return min(max(_WHOLE, *map(len, _HYPHENS.split(word))), _LONGEST_WORD)
