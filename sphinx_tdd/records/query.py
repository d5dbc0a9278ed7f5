"""Conditions on records, as `:where:` and the rules of kinds have them.

    impact = high, status != closed, due < 2026-06-01
    status = open | in progress and (level = top or due < today + 14)

A condition is the name of a field, an operator and a value. Commas, line ends and the word `and`
join conditions; `or` stands between groups of them; parentheses group otherwise. The operators
are `=`, `!=`, `<`, `<=`, `>`, `>=`, `~` (contains) and `!~`. Several values have `|` between
them; quotes let a value hold a comma, `and` or `or`; `none` is a value that is not given.

What follows from a condition is worked out when it is parsed; matching parses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from ..model.kind import Kind
from .columns import Column, Item, QueryError, back_names, column, unknown
from .conditions import Comparison
from .levels import Scale
from .meets import Test
from .scan import Scanner
from .sorting import SortKey, group, parse_columns, parse_keys, sort, sort_by

__all__ = [
    "Column",
    "Item",
    "Query",
    "QueryError",
    "SortKey",
    "back_names",
    "column",
    "group",
    "parse",
    "parse_columns",
    "parse_keys",
    "sort",
    "sort_by",
]

LONGEST = 1000
"""How many characters a condition may have."""

DEEPEST = 10
"""How deep parentheses may be nested."""

_BETWEEN = re.compile(r"[\s,]*")


class Query:
    """A condition, ready to be held against records.

    Attributes:
        text: the condition as it was written.
        names: the names of the columns that it asks for.
        uses_today: whether the answer depends on the day.
    """

    __slots__ = ("_test", "names", "text", "uses_today")

    def __init__(self, text: str, test: Test, asked: list[Comparison]) -> None:
        self.text = text
        self.names = frozenset(one.column.name for one in asked)
        self.uses_today = any(one.uses_today for one in asked)
        self._test = test

    def matches(self, item: Item, today: date) -> bool:
        """Whether a record meets the condition on a day."""
        return self._test(item, today)


def parse(
    text: str,
    kind: Kind,
    scale: Scale,
    *,
    strict: bool = True,
    backs: Mapping[str, str] | None = None,
) -> Query:
    """Return the condition that a text says about records of a kind.

    Args:
        text: the condition, of at most `LONGEST` characters.
        kind: what the records are.
        scale: the project's scale.
        strict: whether a value that the field can't have (a step off the scale, an unknown
            choice, a date that is none) is an error; else no record meets it.
        backs: the ways back that may be asked for, as `back_names` gives them; where None, those
            that the kind itself has.

    Raises:
        QueryError: the text is no condition, or asks for what the kind does not have.
    """
    if len(text) > LONGEST:
        raise QueryError(f"a condition has at most {LONGEST} characters", LONGEST)
    parser = _Parser(text, kind, scale, strict, backs)
    return Query(text, parser.read(), parser.asked)


class _Parser:
    def __init__(
        self, text: str, kind: Kind, scale: Scale, strict: bool, backs: Mapping[str, str] | None
    ) -> None:
        self.kind = kind
        self.scale = scale
        self.strict = strict
        self.backs = backs
        self.asked: list[Comparison] = []
        self.scanner = Scanner(text, lambda name: self._column(name) is not None)

    def read(self) -> Test:
        test = self._either(0)
        if self.scanner.next:
            raise self.scanner.error("this ')' closes nothing")
        return test

    def _either(self, depth: int) -> Test:
        """Read groups with `or` between them."""
        tests = [self._all(depth)]
        while self._step_over("or"):
            tests.append(self._all(depth))
        return _joined(tests, _one_of_two)

    def _all(self, depth: int) -> Test:
        """Read conditions with commas, line ends or `and` between them."""
        tests = [self._one(depth)]
        while self._goes_on():
            tests.append(self._one(depth))
        return _joined(tests, _both)

    def _goes_on(self) -> bool:
        """Step over what joins two conditions; False where no other follows."""
        between = self.scanner.skip(_BETWEEN)
        if self._step_over("and"):
            return True
        if self.scanner.next in {"", ")"} or self.scanner.joiner():
            return False
        if not between.strip(" \t"):
            raise self.scanner.error("a comma, 'and' or 'or' is missing before this")
        return True

    def _step_over(self, joiner: str) -> bool:
        if self.scanner.joiner() != joiner:
            return False
        self.scanner.at += len(joiner)
        return True

    def _one(self, depth: int) -> Test:
        scanner = self.scanner
        scanner.skip(_BETWEEN)
        if scanner.next != "(":
            return self._comparison()
        if depth == DEEPEST:
            raise scanner.error(f"parentheses are nested more than {DEEPEST} deep")
        opened = scanner.at
        scanner.at += 1
        test = self._either(depth + 1)
        if scanner.next != ")":
            raise QueryError("this '(' is not closed", opened)
        scanner.at += 1
        return test

    def _comparison(self) -> Test:
        written = self.scanner.condition()
        asked = self._column(written.name)
        if asked is None:
            raise QueryError(unknown(written.name, self.kind, self.backs), written.position)
        negated = written.sign.startswith("!")
        sign = {"!=": "=", "!~": "~"}.get(written.sign, written.sign)
        found = Comparison(asked, sign, written.words, self.scale, negated, self.strict)
        self.asked.append(found)
        return found.test()

    def _column(self, name: str) -> Column | None:
        return column(name, self.kind, self.backs)


def _joined(tests: list[Test], join: Callable[[Test, Test], Test]) -> Test:
    """Return one test for several: pairs of halves, which is faster than a loop over all."""
    if len(tests) == 1:
        return tests[0]
    half = len(tests) // 2
    return join(_joined(tests[:half], join), _joined(tests[half:], join))


def _both(first: Test, second: Test) -> Test:
    return lambda item, today: first(item, today) and second(item, today)


def _one_of_two(first: Test, second: Test) -> Test:
    return lambda item, today: first(item, today) or second(item, today)
