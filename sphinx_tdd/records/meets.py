"""What a condition asks of a record, for each sort of value: a test made once for all records."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from ..model.kind import Value
from ..model.titles import title_key
from .columns import Column, Item
from .compare import amount, day, fold, given, natural
from .plain import plain_text
from .spans import Span
from .values import flat

Test = Callable[[Item, date], bool]
"""Whether an item meets a condition on a day."""

Order = Callable[[Any, Any], bool]

ORDERS: dict[str, Order] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
"""The operators that compare."""

_MARKUP = re.compile(r"[`*_\[<\\:{]")
_TASK = re.compile(r"\[[ xX]\]\s+")


def is_given(column: Column, item: Item) -> bool:
    """Whether an item has a value in a column; `-`, `TBD` and their like are none."""
    value = column.ask(item)
    if value is None:
        return False
    if given(value) or value in column.choices:
        return True
    return column.step is not None and column.step(item) is not None


def missing(column: Column) -> Test:
    """Return the test for nothing being given."""
    return lambda item, today: not is_given(column, item)


# -- equal, and contained -----------------------------------------------------------------


def one_of(column: Column, texts: Sequence[str]) -> Test:
    """Return the test for a text being one of several."""
    ask, wanted = column.ask, frozenset(map(fold, texts))

    def test(item: Item, today: date) -> bool:
        value = ask(item)
        if isinstance(value, str):
            return fold(value) in wanted or _plain(value) in wanted
        return value is not None and any(fold(text) in wanted for text in flat(value))

    return test


def _plain(text: str) -> str | None:
    """Return what is compared of a text that holds markup, or None."""
    return fold(plain_text(text)) if _MARKUP.search(text) else None


def has_one_of(column: Column, texts: Sequence[str]) -> Test:
    """Return the test for an element of a list being one of several, as titles are compared."""
    ask, wanted = column.ask, frozenset(map(_element, texts))

    def test(item: Item, today: date) -> bool:
        return any(_element(text) in wanted for text in _texts(ask(item)))

    return test


@lru_cache(maxsize=4096)
def _element(text: str) -> str:
    """Return what is compared of one element of a list."""
    return title_key(_TASK.sub("", text, count=1)) or fold(text)


def contains(column: Column, texts: Sequence[str]) -> Test:
    """Return the test for one of several texts being a part of the value."""
    ask, wanted = column.ask, [fold(text) for text in texts]

    def test(item: Item, today: date) -> bool:
        texts = [fold(text) for text in _texts(ask(item))]
        return any(part in text for text in texts for part in wanted)

    return test


def at_steps(column: Column, steps: Collection[int]) -> Test:
    """Return the test for a level being at one of several steps."""
    step = column.step
    return lambda item, today: step is not None and step(item) in steps


def in_spans(column: Column, spans: Sequence[Span]) -> Test:
    """Return the test for a day being in one of several spans."""
    ask = column.ask

    def test(item: Item, today: date) -> bool:
        days = [found for text in _texts(ask(item)) if (found := day(text))]
        bounds = [span(today) for span in spans] if days else []
        return any(first <= found <= last for found in days for first, last in bounds)

    return test


def _texts(value: Value | None) -> Iterator[str]:
    return iter(()) if value is None else flat(value)


# -- less, and greater --------------------------------------------------------------------


def step_order(column: Column, sign: str, wanted: int) -> Test:
    """Return the test that compares a level with a step."""
    step, compare = column.step, ORDERS[sign]

    def test(item: Item, today: date) -> bool:
        found = step(item) if step is not None else None
        return found is not None and compare(found, wanted)

    return test


def date_order(column: Column, sign: str, span: Span) -> Test:
    """Return the test that compares a day with a span: before its first, after its last day."""
    ask, compare = column.ask, ORDERS[sign]
    at = 0 if sign in {"<", ">="} else 1

    def test(item: Item, today: date) -> bool:
        days = (day(text) for text in _texts(ask(item)))
        return any(found is not None and compare(found, span(today)[at]) for found in days)

    return test


def amount_order(column: Column, sign: str, text: str) -> Test | None:
    """Return the test that compares quantities, or None where `text` is none.

    Where both have a unit of one measure they are compared by it; where one has no unit, by their
    numbers; others never meet it.
    """
    ask, compare, wanted = column.ask, ORDERS[sign], amount(text)
    if wanted is None:
        return None

    def meets(part: str) -> bool:
        found = amount(part)
        if found is None:
            return False
        if found.measure == wanted.measure:
            return compare(found.base, wanted.base)
        return not (found.measure and wanted.measure) and compare(found.number, wanted.number)

    return lambda item, today: any(meets(part) for part in _texts(ask(item)))


def text_order(column: Column, sign: str, text: str) -> Test:
    """Return the test that compares texts: amounts with known units as such, others naturally.

    A text that begins with a digit is never compared with one that does not.
    """
    ask, compare, wanted, key = column.ask, ORDERS[sign], amount(text), natural(text)

    def meets(part: str) -> bool:
        found = amount(part) if wanted is not None and wanted.whole else None
        if wanted is not None and found is not None and found.whole:
            return found.measure == wanted.measure and compare(found.base, wanted.base)
        other = natural(part)
        return (other[0] == "") is (key[0] == "") and compare(other, key)

    def test(item: Item, today: date) -> bool:
        value = ask(item)
        return given(value) and any(meets(part) for part in _texts(value))

    return test
