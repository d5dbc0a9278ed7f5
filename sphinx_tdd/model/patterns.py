r"""Regular expressions of users, matched in a time that they can't make long.

Python's own matcher tries one way after another: a pattern such as `(a+)+$` takes years on thirty
letters. Here all ways are followed at once, one step for each character of the text, so that a
match takes at most as many steps as the text has characters times the pattern has states. What
can't be matched so (references back, looking ahead or behind) is refused.

What a single character, a class such as `[A-Z]` or an escape such as `\d` means is asked of `re`.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import lru_cache

LONGEST_VALUE = 200
"""The most characters of a text that is held against a pattern."""

_LONGEST = 300
_DEEPEST = 20
_MOST_STATES = 2000
_FLAGS = {"i": re.IGNORECASE, "s": re.DOTALL, "a": re.ASCII, "u": re.UNICODE}
_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|0[0-7]{0,2}|\D)")
_COUNT = re.compile(r"\{(\d*)(,?)(\d*)\}")
_GROUP = re.compile(r"\((?:\?(?:(?P<flags>[isau]*):|P<\w+>))?")
_GLOBAL = re.compile(r"\(\?([isau]+)\)")
_PLACES = ("^", "$", r"\A", r"\Z", r"\z", r"\b", r"\B")
_NOT_HERE = ", which can't be matched here"
_REFUSED = {
    "(?=": "looks ahead", "(?!": "looks ahead", "(?<": "looks behind",
    "(?P=": "refers back to a group", "(?(": "asks whether a group matched",
    "(?>": "has an atomic group",
}  # fmt: skip
Test = re.Pattern[str]
Make = Callable[[int], int]
"""Adds states that lead to the state of a number, and returns the number of their first."""


class PatternError(ValueError):
    """A pattern that can't be used; its text says why."""


class Pattern:
    """A regular expression that a whole text may have the form of."""

    def __init__(self, text: str) -> None:
        """Read a pattern.

        Raises:
            PatternError: it is none, or one that can't be matched in bounded time.
        """
        if len(text) > _LONGEST:
            raise PatternError(f"it has more than {_LONGEST} characters")
        self.tests: list[Test | None] = [None]
        self.places: list[Test | None] = [None]
        self.next: list[tuple[int, ...]] = [()]
        _check(text)
        self.start = _Reader(text, self).read()(0)
        self._tested: dict[tuple[int, str], bool] = {}

    def add(self, after: tuple[int, ...], test: Test | None, place: Test | None) -> int:
        """Add a state that takes a character, asks for a place, or neither; return its number."""
        if len(self.next) >= _MOST_STATES:
            raise PatternError("it repeats too much: it would need too many steps")
        self.next.append(after)
        self.tests.append(test)
        self.places.append(place)
        return len(self.next) - 1

    def matches(self, text: str) -> bool:
        """Whether all of a text, of at most `LONGEST_VALUE` characters, has the pattern's form."""
        if len(text) > LONGEST_VALUE:
            return False
        states = self._reached({self.start}, text, 0)
        for at, character in enumerate(text):
            taken = {s for s in states if self._takes(s, character)}
            states = self._reached({s for state in taken for s in self.next[state]}, text, at + 1)
        return 0 in states

    def _takes(self, state: int, character: str) -> bool:
        test = self.tests[state]
        if test is None:
            return False
        key = (state, character)
        if key not in self._tested:
            self._tested[key] = test.fullmatch(character) is not None
        return self._tested[key]

    def _reached(self, states: set[int], text: str, at: int) -> set[int]:
        """Return the states that are reached from others without taking a character."""
        found: set[int] = set()
        waiting = list(states)
        while waiting:
            state = waiting.pop()
            if state in found:
                continue
            found.add(state)
            place = self.places[state]
            if self.tests[state] is None and (place is None or place.match(text, at)):
                waiting.extend(self.next[state])
        return found


class _Reader:
    """Reads a pattern's text: each method returns what makes the states of a part of it."""

    def __init__(self, text: str, pattern: Pattern) -> None:
        self.text = text
        self.pattern = pattern
        self.at = 0
        self.depth = 0

    def read(self) -> Make:
        """Read all of it."""
        found = _GLOBAL.match(self.text)
        self.at = found.end() if found else 0
        make = self._choice(_flags(found[1] if found else ""))
        if self.at < len(self.text):
            raise PatternError("a parenthesis is closed that was not opened")
        return make

    def _choice(self, flags: int) -> Make:
        ways = [self._row(flags)]
        while self.text[self.at : self.at + 1] == "|":
            self.at += 1
            ways.append(self._row(flags))
        if len(ways) == 1:
            return ways[0]
        return lambda after: self.pattern.add(tuple(way(after) for way in ways), None, None)

    def _row(self, flags: int) -> Make:
        parts: list[Make] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            parts.append(self._repeated(self._part(flags)))
        return lambda after: _in_a_row(parts, after)

    def _part(self, flags: int) -> Make:
        rest = self.text[self.at :]
        if rest.startswith("("):
            return self._group(flags, rest)
        found = _CLASS.match(rest) or _ESCAPE.match(rest)
        if rest.startswith("\\") and found is None:
            raise PatternError("it refers back to a group" + _NOT_HERE)
        piece = found[0] if found else rest[0]
        self.at += len(piece)
        test = _compiled(piece, flags)
        if piece in _PLACES:
            return lambda after: self.pattern.add((after,), None, test)
        return lambda after: self.pattern.add((after,), test, None)

    def _group(self, flags: int, rest: str) -> Make:
        for start, what in _REFUSED.items():
            if rest.startswith(start):
                raise PatternError(f"it {what}" + _NOT_HERE)
        found = _GROUP.match(rest)
        if found is None or (found[0] == "(" and rest[1:2] == "?"):
            raise PatternError(f"{rest[:4]!r} is not known here")
        self.depth += 1
        if self.depth > _DEEPEST:
            raise PatternError("its groups are nested too deeply")
        self.at += found.end()
        make = self._choice(flags | _flags(found["flags"] or ""))
        if self.text[self.at : self.at + 1] != ")":
            raise PatternError("a parenthesis is not closed")
        self.at += 1
        self.depth -= 1
        return make

    def _repeated(self, part: Make) -> Make:
        """Read how often a part may stand, if that is said."""
        found = _COUNT.match(self.text, self.at)
        sign = self.text[self.at : self.at + 1]
        if found and found[0] != "{}":
            least = int(found[1] or 0)
            most = int(found[3]) if found[3] else (None if found[2] else least)
            self.at = found.end()
        elif sign and sign in "*+?":
            least, most = int(sign == "+"), 1 if sign == "?" else None
            self.at += 1
        else:
            return part
        after = self.text[self.at : self.at + 1]
        if after == "+":
            raise PatternError("it repeats without giving back" + _NOT_HERE)
        self.at += after == "?"
        return lambda after: self._times(part, least, most, after)

    def _times(self, part: Make, least: int, most: int | None, after: int) -> int:
        """Add the states of a part that stands `least` to `most` times."""
        first = after
        if most is None:
            loop = self.pattern.add((), None, None)
            self.pattern.next[loop] = (part(loop), after)
            first = loop
        for _ in range((most or least) - least):
            first = self.pattern.add((part(first), after), None, None)
        return _in_a_row([part] * min(least, _MOST_STATES), first)


def _in_a_row(parts: list[Make], after: int) -> int:
    for part in reversed(parts):
        after = part(after)
    return after


def _flags(letters: str) -> int:
    return sum({_FLAGS[letter].value for letter in letters})


@lru_cache(maxsize=512)
def _compiled(piece: str, flags: int) -> Test:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return re.compile(piece, flags)


def _check(text: str) -> None:
    """Ask `re` whether a text is a pattern at all; it compiles one without matching."""
    try:
        _compiled(text, 0)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(f"it is no regular expression: {error}") from error


@lru_cache(maxsize=512)
def pattern(text: str) -> Pattern:
    """Return a pattern, read once.

    Raises:
        PatternError: it can't be used.
    """
    return Pattern(text)


def fault_of(text: str) -> str:
    """Return what is wrong with a pattern, or ""."""
    try:
        pattern(text)
    except PatternError as error:
        return str(error)
    return ""


__all__ = ["LONGEST_VALUE", "Pattern", "PatternError", "fault_of", "pattern"]
