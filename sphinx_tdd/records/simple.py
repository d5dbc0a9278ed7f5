"""The plainest bodies read without YAML: one value a line, nothing to quote or to continue.

Most tables and records are of that kind, and reading them so takes a fifth of the time. What is
not is left to `body`, and where both can read a body they say the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .tree import Items, Node, Pair, Pairs, Text

_LINE = re.compile(
    r"( *)(- +)?(?:([^\W\d_][\w-]*(?: [\w-]+){0,3}):(?: +|$))?([^\W_].*)?", re.DOTALL
)

_MOST_INDENTED = 40


class _NotSimple(Exception):
    """There is something that takes YAML to read."""


class _Entry(NamedTuple):
    indent: int
    column: int
    key: str
    value: str
    line: int

    @property
    def dashed(self) -> bool:
        return self.column > self.indent


def read_simple(lines: Sequence[str], first: int) -> Node | None:
    """Return what a body says; None where it takes YAML to read it (or where it is empty)."""
    try:
        reader = _Simple(lines, first)
        root = reader.node() if reader.entries else None
    except _NotSimple:
        return None
    return root if reader.at == len(reader.entries) else None


def _entry(line: str, number: int) -> _Entry:
    text = line.rstrip(" ")
    found = _LINE.fullmatch(text)
    if found is None or not text.isprintable():
        raise _NotSimple
    indent, dash, key, value = found.groups("")
    if len(indent) > _MOST_INDENTED or not (key or (dash and value)):
        raise _NotSimple
    if value and (": " in value or " #" in value or value[-1] == ":"):
        raise _NotSimple
    return _Entry(len(indent), len(indent) + len(dash), key, value, number)


class _Simple:
    def __init__(self, lines: Sequence[str], first: int) -> None:
        numbered = ((line, first + i) for i, line in enumerate(lines) if line and line != "\n")
        self.entries = [_entry(line, number) for line, number in numbered]
        self.at = 0

    def node(self) -> Node:
        entry = self.entries[self.at]
        return self.items(entry.indent) if entry.dashed else self.pairs(entry.indent)

    def items(self, indent: int) -> Items:
        """Read the items whose dashes stand at `indent`."""
        found: list[Node] = []
        line = self.entries[self.at].line
        while (entry := self.next()) and entry.dashed and entry.indent == indent:
            if entry.key:
                found.append(self.pairs(entry.column))
            else:
                self.at += 1
                self.alone(indent)
                found.append(Text(entry.value, entry.line))
        return Items(tuple(found), line)

    def pairs(self, column: int) -> Pairs:
        """Read the fields that begin at `column`, the first perhaps behind a dash."""
        found = []
        entry = self.entries[self.at]
        line = entry.line
        while entry.key:
            self.at += 1
            found.append(Pair(entry.key, entry.line, self.value(entry, column)))
            following = self.next()
            if following is None or following.dashed or following.indent != column:
                break
            entry = following
        return Pairs(tuple(found), line)

    def value(self, entry: _Entry, column: int) -> Node:
        if entry.value:
            self.alone(column)
            return Text(entry.value, entry.line)
        following = self.next()
        if following is None or following.indent < column + (not following.dashed):
            raise _NotSimple
        return self.node()

    def alone(self, column: int) -> None:
        """Make sure that the next line does not continue a value."""
        following = self.next()
        if following is not None and following.indent > column:
            raise _NotSimple

    def next(self) -> _Entry | None:
        return self.entries[self.at] if self.at < len(self.entries) else None
