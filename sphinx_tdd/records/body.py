"""A YAML body read leniently: every scalar as text, every fault named, the rest kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import yaml

from ..model.finding import Rule
from ..model.kind import Problem
from .quoting import suggest
from .requote import indent_of, requote, says, spaced, split_key
from .simple import read_simple
from .tree import Items, Node, Pair, Pairs, Text
from .walk import FAULTS, Overrun, Walker

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS = {
    "mapping values are not allowed": "it holds a colon followed by a space",
    "found undefined alias": "it starts with a `*` that YAML takes for an alias",
    "did not find expected alphabetic": "it starts with a `*` or `&` that YAML takes for a name",
    "cannot start any token": "it starts with a character that YAML keeps for itself",
    "could not find expected ':'": "a line has no 'field: value', or its indentation is off",
    "while scanning a quoted scalar": "a quote is opened and not closed",
    "found unexpected end of stream": "a quote or bracket is opened and not closed",
    "found unknown escape": "there is a backslash in double quotes",
    "did not find expected '-' indicator": "its indentation is off",
    "did not find expected key": "its indentation is off",
    "block sequence entries are not allowed": "a list has to begin on a line of its own",
    "did not find expected ',' or": "a bracket is opened and not closed",
    "special characters are not allowed": "it holds a character that can't be printed",
}


_NO_SPACE = re.compile(r"(?P<key>\s*\w[\w -]*):(?P<value>[^\s:/\\].*)")


class Body(msgspec.Struct, frozen=True):
    """What a body says, None where it says nothing, and what is wrong with it."""

    root: Node | None
    problems: tuple[Problem, ...] = ()


def read_yaml(
    lines: Sequence[str], first: int = 1, known: Callable[[str], bool] = lambda _: False
) -> Body:
    """Read a YAML body. Never raises; what can't be read is reported, the rest returned.

    Args:
        lines: the body's lines.
        first: the line of the first of them in its file, from 1.
        known: whether a key is the name of a field of the body's kind.
    """
    simple = read_simple(lines, first)
    return Body(simple) if simple is not None else _Reader(known).read(lines, first)


class _Reader:
    def __init__(self, known: Callable[[str], bool]) -> None:
        self.known = known
        self.problems: list[Problem] = []

    def read(self, lines: Sequence[str], first: int) -> Body:
        try:
            root = self._compose(lines, first)
        except FAULTS:
            root = self._rescue([spaced(line) for line in lines], first)
        return Body(root, tuple(sorted(self.problems, key=lambda problem: problem.line)))

    def note(self, line: int, message: str) -> None:
        self.problems.append(Problem(Rule.RECORD_YAML.value, line, message))

    def _compose(self, lines: Sequence[str], first: int) -> Node | None:
        """Read lines as one YAML value.

        Raises:
            yaml.YAMLError: and the other `FAULTS`, where they are none.
        """
        text = "\n".join(requote(lines, self.known))
        node = yaml.compose(text, Loader=_LOADER)
        return Walker(first, len(text), self.note).walk(node) if node is not None else None

    def _rescue(self, lines: Sequence[str], first: int) -> Node | None:
        """Read row by row, so that a broken one does not hide the others."""
        start = next((i for i, line in enumerate(lines) if says(line)), None)
        if start is None:
            return None
        found = split_key(lines[start])
        if not found["dashes"]:
            return self._fields(lines[start:], first + start)
        margin = indent_of(lines[start])
        cuts = [i for i, line in enumerate(lines) if _is_row(line, margin)]
        rows = [
            self._row(lines[begin:end], first + begin)
            for begin, end in zip(cuts, [*cuts[1:], len(lines)], strict=True)
        ]
        return Items(tuple(row for row in rows if row is not None), first + start)

    def _row(self, lines: Sequence[str], line: int) -> Node | None:
        try:
            root = self._compose(lines, line)
        except FAULTS:
            at = lines[0].index("-")
            return self._fields([lines[0][:at] + " " + lines[0][at + 1 :], *lines[1:]], line)
        return root.items[0] if isinstance(root, Items) and root.items else None

    def _fields(self, lines: Sequence[str], first: int) -> Node | None:
        """Read field by field, so that a broken one does not hide the others."""
        lines = [self._spaced(line, first + index) for index, line in enumerate(lines)]
        cuts = self._cuts(lines, first)
        if not cuts:
            return self._only_text(lines, first)
        parts = zip(cuts, [*cuts[1:], len(lines)], strict=True)
        pairs = [pair for a, b in parts for pair in self._field(lines[a:b], first + a)]
        return Pairs(tuple(pairs), first + cuts[0])

    def _spaced(self, line: str, number: int) -> str:
        """Return the line with the space that lacks after the name of a field."""
        found = _NO_SPACE.match(line)
        if not found or not self.known(found["key"]):
            return line
        self.note(number, f"there is no space after '{found['key'].strip()}:'")
        return f"{found['key']}: {found['value']}"

    def _only_text(self, lines: Sequence[str], first: int) -> Node | None:
        start = next((i for i, line in enumerate(lines) if says(line)), None)
        if start is None:
            return None
        return Text("\n".join(line.strip() for line in lines[start:]).strip(), first + start)

    def _cuts(self, lines: Sequence[str], first: int) -> list[int]:
        """Return where fields begin: keys at the margin, and known ones indented by mistake."""
        margin = next((indent_of(line) for line in lines if says(line)), 0)
        cuts: list[int] = []
        for index, line in enumerate(lines):
            found = split_key(line)
            key = found["key"]
            if not key or found["dashes"] or line.lstrip().startswith("#"):
                continue
            if indent_of(line) == margin:
                cuts.append(index)
            elif cuts and self.known(key) and _has_plain_value(lines[cuts[-1]]):
                cuts.append(index)
                self.note(
                    first + index,
                    f"{key!r} is indented otherwise than the fields beside it; start it in the "
                    "same column as they start",
                )
        return cuts

    def _field(self, lines: Sequence[str], line: int) -> tuple[Pair, ...]:
        try:
            root = self._compose(_dedent(lines), line)
        except FAULTS as error:
            return (self._as_written(lines, line, error),)
        if isinstance(root, Pairs):
            return root.pairs
        return (self._as_written(lines, line, ValueError("it is no 'field: value'")),)

    def _as_written(self, lines: Sequence[str], line: int, error: Exception) -> Pair:
        """Return a field whose value YAML can't read with the text that stands there."""
        found = split_key(lines[0])
        key = found["key"].strip("'\"")
        rest = _dedent(lines[1:])
        text = "\n".join([found["value"].strip(), *(part.rstrip() for part in rest)])
        begin = line + (0 if found["value"].strip() else 1)
        text = text.strip()
        if isinstance(error, Overrun):
            self.note(line, f"{key!r} can't be read: {error}")
            return Pair(key, line, Text("", line))
        self.note(
            line + min(_line_of(error), len(lines) - 1),
            f"{key!r} is not YAML: {_words(error)}; it is taken as written; "
            f"write it as: {suggest(key, text)}",
        )
        return Pair(key, line, Text(text, begin))


def _is_row(line: str, margin: int) -> bool:
    return indent_of(line) == margin and bool(split_key(line)["dashes"])


def _has_plain_value(line: str) -> bool:
    value = split_key(line)["value"].strip()
    return bool(value) and value[0] not in "|>"


def _dedent(lines: Sequence[str]) -> list[str]:
    margin = min((indent_of(line) for line in lines if line.strip()), default=0)
    return [line[margin:] for line in lines]


def _line_of(error: Exception) -> int:
    simple = getattr(error, "context", "") == "while scanning a simple key"
    mark = getattr(error, "context_mark" if simple else "problem_mark", None)
    return mark.line if mark else 0


def _words(error: Exception) -> str:
    """Return an error of YAML in words that need no knowledge of YAML."""
    text = str(error) or type(error).__name__
    for part, words in _WORDS.items():
        if part in text:
            return words
    return str(getattr(error, "problem", None) or text.splitlines()[0])
