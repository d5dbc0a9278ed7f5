"""One comparison: what its values mean for its column, and the test that follows.

A record without the value never meets `=`, `<`, `>` or `~`, and always meets `!=` and `!~`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..model.titles import did_you_mean, title_key
from .columns import Column, QueryError
from .levels import Scale
from .meets import (
    ORDERS,
    Test,
    amount_order,
    at_steps,
    contains,
    date_order,
    has_one_of,
    in_spans,
    missing,
    one_of,
    step_order,
    text_order,
)
from .spans import Span, is_today, span_of

TOP = "top"
"""The word for the highest step of whatever scale the project has."""

NONE = "none"
"""The word for a value that is not given."""

_ORDERED = frozenset({"level", "date", "quantity", "text", "id"})
_DAYS = "a day (2026-06-01), a month (2026-06), a year (2026), or today, today + 14, today - 7"


class Word(msgspec.Struct, frozen=True):
    """A value in a condition: its text, whether it is quoted, and where it stands."""

    text: str
    quoted: bool = False
    position: int = 0


class Comparison(msgspec.Struct, frozen=True):
    """A column and the values it is held against.

    Attributes:
        operator: `=`, `~`, `<`, `<=`, `>` or `>=`.
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
        return dates and any(is_today(word.text) for word in self.words)

    def test(self) -> Test:
        """Return the test that it stands for.

        Raises:
            QueryError: a value or the operator does not suit the column.
        """
        test = self._test()
        if test is None:
            return lambda item, today: False
        if self.negated:
            return lambda item, today: not test(item, today)
        return test

    def _test(self) -> Test | None:
        """Return the test without regard to `negated`; None where no value can be met."""
        if self.operator in ORDERS:
            return self._order()
        return self._contains() if self.operator == "~" else self._equal()

    def _contains(self) -> Test:
        for word in self.words:
            if not word.text:
                raise QueryError("'~' needs a text that is looked for", word.position)
        return contains(self.column, [word.text for word in self.words])

    def _equal(self) -> Test | None:
        words = [word for word in self.words if not self._is_none(word)]
        given = self._one_of(words) if words else None
        if len(words) == len(self.words):
            return given
        absent = missing(self.column)
        if given is None:
            return absent
        return lambda item, today: absent(item, today) or given(item, today)

    def _is_none(self, word: Word) -> bool:
        """Whether a value means that nothing is given, and is none that the column can have."""
        if word.quoted or word.text.casefold() != NONE:
            return not word.text
        own = self.scale.steps if self.column.type == "level" else self.column.choices
        return NONE not in map(str.casefold, own)

    def _one_of(self, words: Sequence[Word]) -> Test | None:
        texts = [word.text for word in words]
        match self.column.type:
            case "level":
                steps = frozenset(self._steps(words))
                return at_steps(self.column, steps) if steps else None
            case "date":
                spans = [span for word in words if (span := self._span(word)) is not None]
                return in_spans(self.column, spans) if spans else None
            case "choice":
                return one_of(self.column, [self._choice(word) for word in words])
            case "list" | "entries" | "tasks":
                return has_one_of(self.column, texts)
            case _:
                return one_of(self.column, texts)

    def _order(self) -> Test | None:
        word = self._only_word()
        match self.column.type:
            case "level":
                steps = list(self._steps([word]))
                return step_order(self.column, self.operator, steps[0]) if steps else None
            case "date":
                span = self._span(word)
                return date_order(self.column, self.operator, span) if span else None
            case "quantity":
                return self._amount_order(word)
        if not word.quoted and is_today(word.text):
            message = f"{self.column.name!r} holds no date, so it can't be compared with today"
            raise QueryError(message, word.position)
        return text_order(self.column, self.operator, word.text)

    def _only_word(self) -> Word:
        """Return the value of a comparison by order.

        Raises:
            QueryError: there are several, none is given, or the column has no order.
        """
        word, name = self.words[0], self.column.name
        if self.column.type not in _ORDERED:
            raise QueryError(
                f"{name!r} has no order, so {self.operator!r} asks nothing of it; "
                f"write: {name} = {word.text}",
                word.position,
            )
        if len(self.words) > 1 or self._is_none(word):
            raise QueryError(
                f"{self.operator!r} takes one value; several values and 'none' go with = and !=",
                self.words[-1].position,
            )
        return word

    # -- what the values mean -------------------------------------------------------------

    def _steps(self, words: Sequence[Word]) -> Iterator[int]:
        steps = self.scale.steps
        for word in words:
            step = self.scale.step(word.text)
            if word.text.casefold() == TOP and TOP not in map(str.casefold, steps):
                step = len(steps)
            if step is not None:
                yield step
            elif self.strict:
                hint = did_you_mean(word.text, steps)
                message = f"{word.text!r} is not on the scale {', '.join(steps)}{hint}"
                raise QueryError(message, word.position)

    def _choice(self, word: Word) -> str:
        choices = self.column.choices
        found = next((c for c in choices if title_key(c) == title_key(word.text)), None)
        if found is None and self.strict:
            raise QueryError(
                f"{self.column.name!r} is never {word.text!r}: it is one of "
                f"{', '.join(choices)}{did_you_mean(word.text, choices)}",
                word.position,
            )
        return found or word.text

    def _span(self, word: Word) -> Span | None:
        span = span_of(word.text)
        if span is None and self.strict:
            raise QueryError(f"{word.text!r} is no day; write {_DAYS}", word.position)
        return span

    def _amount_order(self, word: Word) -> Test | None:
        test = amount_order(self.column, self.operator, word.text)
        if test is None and self.strict:
            raise QueryError(
                f"{word.text!r} is no number; write one, with its unit where it has one, "
                "such as 200 ms",
                word.position,
            )
        return test
