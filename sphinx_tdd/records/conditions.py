"""One comparison made ready: what a condition asks of a record, worked out once for all of them.

A record without the value never meets `=`, `<`, `>` or `~`, and always meets `!=` and `!~`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any

import msgspec

from ..model.kind import Value
from ..model.titles import did_you_mean, title_key
from .columns import Column, Item, QueryError
from .compare import amount, day, fold, given, natural
from .levels import Scale
from .plain import plain_text
from .values import flat

Test = Callable[[Item, date], bool]
"""Whether an item meets a condition on a day."""

Days = Callable[[date], tuple[date, date]]
"""The first and the last day of a span, known once today is."""

ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
TOP = "top"
"""The word for the highest step of whatever scale the project has."""

NONE = "none"
"""The word for a value that is not given."""

_ORDERED = frozenset({"level", "date", "quantity", "text", "id"})
_MARKUP = re.compile(r"[`*_\[<\\:{]")
_TASK = re.compile(r"\[[ xX]\]\s+")
_SPAN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_TODAY = re.compile(
    r"today(?:\s*(?P<sign>[+-])\s*(?P<count>[0-9]{1,5})\s*(?P<unit>d|days?|w|weeks?)?)?",
    re.IGNORECASE,
)
_DAYS = "a day (2026-06-01), a month (2026-06), a year (2026), or today, today + 14, today - 7"


class Word(msgspec.Struct, frozen=True):
    """A value in a condition: its text, whether it is quoted, and where it stands."""

    text: str
    quoted: bool = False
    position: int = 0


class Comparison(msgspec.Struct, frozen=True):
    """A column, an operator (`=`, `~`, `<`, `<=`, `>`, `>=`) and the values it is held against.

    Attributes:
        negated: whether the opposite is asked (`!=`, `!~`).
        strict: whether a value that the column can't have is an error; else it is met by nothing.
    """

    column: Column
    operator: str
    words: tuple[Word, ...]
    scale: Scale
    negated: bool = False
    strict: bool = True

    @property
    def uses_today(self) -> bool:
        """Whether the answer depends on the day."""
        dates = self.column.type == "date" and self.operator != "~"
        return dates and any(_TODAY.fullmatch(word.text) for word in self.words)

    def test(self) -> Test:
        """Return the test that it stands for.

        Raises:
            QueryError: a value or the operator does not suit the column.
        """
        found = self._test()
        if found is None:
            return lambda item, today: False
        if self.negated:
            return lambda item, today: not found(item, today)
        return found

    def _test(self) -> Test | None:
        if self.operator == "~":
            self._refuse_empty()
            return _contains(self.column, [fold(word.text) for word in self.words])
        if self.operator in ORDERS:
            return self._order()
        wanted = [word for word in self.words if not self._is_none(word)]
        tests = [self._equal(wanted)] if wanted else []
        if len(wanted) < len(self.words):
            tests.append(_missing(self.column))
        return _any([test for test in tests if test is not None])

    def _refuse_empty(self) -> None:
        for word in self.words:
            if not word.text:
                raise QueryError("'~' needs a text that is looked for", word.position)

    def _is_none(self, word: Word) -> bool:
        """Whether a value means that nothing is given, and is none that the column can have."""
        if not word.text:
            return True
        key = word.text.casefold()
        own = self.scale.steps if self.column.type == "level" else self.column.choices
        return not word.quoted and key == NONE and key not in map(str.casefold, own)

    def _equal(self, words: list[Word]) -> Test | None:
        match self.column.type:
            case "level":
                return _at_steps(self.column, set(self._steps(words)))
            case "date":
                return _in_spans(self.column, [span for w in words if (span := self._span(w))])
            case "choice":
                return _is_one_of(self.column, {fold(self._choice(word)) for word in words})
            case "list" | "entries" | "tasks":
                return _has_one_of(self.column, {_element(word.text) for word in words})
            case _:
                return _is_one_of(self.column, {fold(word.text) for word in words})

    def _order(self) -> Test | None:
        word = self.words[0]
        if self.column.type not in _ORDERED:
            raise QueryError(
                f"{self.column.name!r} has no order, so {self.operator!r} asks nothing of it; "
                f"write: {self.column.name} = {word.text}",
                word.position,
            )
        if len(self.words) > 1 or self._is_none(word):
            raise QueryError(
                f"{self.operator!r} takes one value; several values and 'none' go with = and !=",
                self.words[-1].position,
            )
        compare = ORDERS[self.operator]
        match self.column.type:
            case "level":
                steps = list(self._steps([word]))
                return _step_order(self.column, compare, steps[0]) if steps else None
            case "date":
                span = self._span(word)
                return _date_order(self.column, self.operator, span) if span else None
            case "quantity":
                return self._amount_order(word)
        if not word.quoted and _TODAY.fullmatch(word.text):
            raise QueryError(
                f"{self.column.name!r} holds no date, so it can't be compared with today",
                word.position,
            )
        return _text_order(self.column, compare, word.text)

    # -- what the values mean -------------------------------------------------------------

    def _steps(self, words: list[Word]) -> Iterator[int]:
        for word in words:
            step = self.scale.step(word.text)
            if word.text.casefold() == TOP and TOP not in map(str.casefold, self.scale.steps):
                step = len(self.scale.steps)
            if step is not None:
                yield step
            elif self.strict:
                steps = self.scale.steps
                hint = did_you_mean(word.text, steps)
                raise QueryError(
                    f"{word.text!r} is not on the scale {', '.join(steps)}{hint}", word.position
                )

    def _choice(self, word: Word) -> str:
        choices = self.column.choices
        for choice in choices:
            if title_key(choice) == title_key(word.text):
                return choice
        if self.strict and choices:
            hint = did_you_mean(word.text, choices)
            raise QueryError(
                f"{self.column.name!r} is never {word.text!r}: it is one of "
                f"{', '.join(choices)}{hint}",
                word.position,
            )
        return word.text

    def _span(self, word: Word) -> Days | None:
        span = _span_of(word.text)
        if span is None and self.strict:
            raise QueryError(f"{word.text!r} is no day; write {_DAYS}", word.position)
        return span

    def _amount_order(self, word: Word) -> Test | None:
        if amount(word.text) is not None:
            return _amount_order(self.column, ORDERS[self.operator], word.text)
        if self.strict:
            raise QueryError(
                f"{word.text!r} is no number; write one, with its unit where it has one, "
                "such as 200 ms",
                word.position,
            )
        return None


# -- the tests, one for each sort of value ------------------------------------------------


def _any(tests: list[Test]) -> Test | None:
    if len(tests) < 2:
        return tests[0] if tests else None
    first, second = tests
    return lambda item, today: first(item, today) or second(item, today)


def is_given(column: Column, item: Item) -> bool:
    """Whether an item has a value in a column; `-`, `TBD` and their like are none."""
    value = column.ask(item)
    if value is None:
        return False
    if given(value):
        return True
    step = column.step(item) if column.step else None
    return step is not None or value in column.choices


def _missing(column: Column) -> Test:
    return lambda item, today: not is_given(column, item)


def _element(text: str) -> str:
    """Return what is compared of one element of a list."""
    return title_key(_TASK.sub("", text, count=1)) or fold(text)


def _has_one_of(column: Column, wanted: set[str]) -> Test:
    ask = column.ask

    def test(item: Item, today: date) -> bool:
        value = ask(item)
        return value is not None and any(_element(text) in wanted for text in flat(value))

    return test


def _is_one_of(column: Column, wanted: set[str]) -> Test:
    ask = column.ask

    def test(item: Item, today: date) -> bool:
        value = ask(item)
        if isinstance(value, str):
            return fold(value) in wanted or _plain(value) in wanted
        return value is not None and any(fold(text) in wanted for text in flat(value))

    return test


def _plain(text: str) -> str | None:
    """Return what is compared of a text that holds markup, or None."""
    return fold(plain_text(text)) if _MARKUP.search(text) else None


def _contains(column: Column, wanted: list[str]) -> Test:
    ask = column.ask

    def test(item: Item, today: date) -> bool:
        value = ask(item)
        if value is None:
            return False
        texts = [fold(text) for text in flat(value)]
        return any(part in text for text in texts for part in wanted)

    return test


def _at_steps(column: Column, wanted: set[int]) -> Test | None:
    step = column.step
    return None if step is None or not wanted else lambda item, today: step(item) in wanted


def _step_order(column: Column, compare: Callable[[Any, Any], bool], wanted: int) -> Test | None:
    step = column.step
    if step is None:
        return None

    def test(item: Item, today: date) -> bool:
        found = step(item)
        return found is not None and compare(found, wanted)

    return test


def _texts(value: Value | None) -> Iterator[str]:
    return iter(()) if value is None else flat(value)


def _in_spans(column: Column, spans: list[Days]) -> Test | None:
    ask = column.ask

    def test(item: Item, today: date) -> bool:
        days = [found for text in _texts(ask(item)) if (found := day(text))]
        bounds = [span(today) for span in spans] if days else []
        return any(first <= found <= last for found in days for first, last in bounds)

    return test if spans else None


def _date_order(column: Column, sign: str, span: Days) -> Test:
    ask, compare = column.ask, ORDERS[sign]
    at = 0 if sign in {"<", ">="} else 1

    def test(item: Item, today: date) -> bool:
        days = (day(text) for text in _texts(ask(item)))
        return any(found is not None and compare(found, span(today)[at]) for found in days)

    return test


def _span_of(text: str) -> Days | None:
    """Return the span of days that a text means, or None."""
    relative = _TODAY.fullmatch(text)
    if relative:
        count = int(relative["count"] or 0) * (
            7 if (relative["unit"] or "").startswith("w") else 1
        )
        return _from_today(-count if relative["sign"] == "-" else count)
    exact = day(text)
    if exact is not None:
        return lambda today: (exact, exact)
    span = _SPAN.fullmatch(text)
    bounds = _bounds(int(span[1]), int(span[2] or 0), whole=span[2] is None) if span else None
    return None if bounds is None else lambda today: bounds


def _bounds(year: int, month: int, *, whole: bool) -> tuple[date, date] | None:
    if not MINYEAR <= year <= MAXYEAR or not (whole or 1 <= month <= 12):
        return None
    if whole or month == 12:
        return date(year, month or 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month + 1, 1) - timedelta(days=1)


def _from_today(days: int) -> Days:
    def span(today: date) -> tuple[date, date]:
        try:
            found = today + timedelta(days=days)
        except OverflowError:
            found = date.max if days > 0 else date.min
        return found, found

    return span


def _amount_order(column: Column, compare: Callable[[Any, Any], bool], text: str) -> Test:
    """Compare amounts of one measure by it, and by the number where one has no unit."""
    ask, wanted = column.ask, amount(text)

    def test(item: Item, today: date) -> bool:
        for part in _texts(ask(item)):
            found = amount(part)
            if found is None or wanted is None:
                continue
            if found.measure == wanted.measure:
                return compare(found.base, wanted.base)
            if not found.measure or not wanted.measure:
                return compare(found.number, wanted.number)
        return False

    return test


def _text_order(column: Column, compare: Callable[[Any, Any], bool], text: str) -> Test:
    """Compare amounts with known units as such, the rest naturally; no words with numbers."""
    ask, wanted, key = column.ask, amount(text), natural(text)
    starts_with_digit = key[0] == ""

    def meets(value: str) -> bool:
        found = amount(value) if wanted is not None and wanted.whole else None
        if wanted is not None and found is not None and found.whole:
            return found.measure == wanted.measure and compare(found.base, wanted.base)
        other = natural(value)
        return (other[0] == "") is starts_with_digit and compare(other, key)

    def test(item: Item, today: date) -> bool:
        value = ask(item)
        return given(value) and any(meets(part) for part in _texts(value))

    return test
