"""The words of a condition: names, operators and values, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from .columns import QueryError
from .conditions import Word

_SAME = {
    "==": "=",
    ":": "=",
    "is": "=",
    "<>": "!=",
    "≠": "!=",
    "is not": "!=",
    "=<": "<=",
    "≤": "<=",
    "=>": ">=",
    "≥": ">=",
    "contains": "~",
}
"""Operators as others have them, and what they are here."""

_ELSEWHERE = {
    "in": "= a | b",
    "not in": "!= a | b",
    "like": "~ text",
    "not like": "!~ text",
}
"""Operators of other languages that are none here, and what to write."""

_SIGN = re.compile(r"!=|!~|<=|>=|==|<>|=<|=>|[=<>~:≠≤≥]")
_NAME = re.compile(r"[^!=<>~:≠≤≥,|()\n\"“„]*")
_WORD_SIGN = re.compile(
    r"\s+(is\s+not|is|contains|not\s+in|in|not\s+like|like)(?=\s|$)", re.IGNORECASE
)
_JOINER = re.compile(r"(?:and|or)(?=[\s(,]|$)", re.IGNORECASE)
_JOINED = re.compile(r"\s(?:and|or)(?=[\s(,]|$)", re.IGNORECASE)
_BLANK = re.compile(r"[^\S\n]*")
_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "‘": "’"}
_SIGN_INSIDE = re.compile(r"!~|!=|[=<>≠≤≥]")
_THOUSANDS = re.compile(r"(?<=[0-9]),[0-9]{3}(?![0-9])")
_ENDS = frozenset(",|)\n")
_LONGEST_SHOWN = 60


class Written(msgspec.Struct, frozen=True):
    """One condition as it is written: a name and where it stands, an operator, values."""

    name: str
    position: int
    sign: str
    words: tuple[Word, ...]


class Scanner:
    """Reads a text from its start to its end.

    Attributes:
        at: where the next character is, from 0.
        is_field: whether a name is that of a column; some have `and` or `is` in them.
    """

    def __init__(self, text: str, is_field: Callable[[str], bool]) -> None:
        self.text = text
        self.at = 0
        self.is_field = is_field
        self._before: Written | None = None

    @property
    def next(self) -> str:
        """The next character, "" at the end."""
        return self.text[self.at : self.at + 1]

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Step over what a pattern matches here, and return it."""
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def joiner(self) -> str:
        """Return the word here that joins conditions, `and` or `or`, else ""."""
        found = _JOINER.match(self.text, self.at)
        return found[0].lower() if found else ""

    def error(self, message: str) -> QueryError:
        """Return an error at this place."""
        return QueryError(message, self.at)

    def condition(self) -> Written:
        """Read one condition.

        Raises:
            QueryError: there is none.
        """
        start = self.at
        if self.next in _QUOTES:
            name = self._quoted()
            self.skip(_BLANK)
            sign = self._sign(name)
        else:
            name, sign = self._name_and_sign()
        self._before = Written(name, start, sign, self._words(sign))
        return self._before

    # -- names and operators --------------------------------------------------------------

    def _name_and_sign(self) -> tuple[str, str]:
        run = self.skip(_NAME)
        name = run.strip()
        if self.is_field(name):
            return name, self._sign(name)
        start = self.at - len(run)
        signs = list(_WORD_SIGN.finditer(run))
        word = next((found for found in signs if self.is_field(run[: found.start()])), None)
        joined = _JOINED.search(run)
        if word is None and signs and (not joined or signs[0].start() < joined.start()):
            word = signs[0]
        if word is not None:
            self.at = start + word.end()
            return run[: word.start()], self._word_sign(word, start)
        if joined:
            self.at = start + joined.start()
            name = run[: joined.start()]
        return name, self._sign(name, start)

    def _word_sign(self, found: re.Match[str], start: int) -> str:
        word = " ".join(found[1].lower().split())
        if word in _ELSEWHERE:
            name = found.string[: found.start()]
            raise QueryError(
                f"{word!r} is no operator; write: {name} {_ELSEWHERE[word]}",
                start + found.start(1),
            )
        return _SAME[word]

    def _sign(self, name: str, start: int | None = None) -> str:
        """Read the operator that follows a name."""
        sign = self.skip(_SIGN) if name else ""
        if sign:
            return _SAME.get(sign, sign)
        if self.next == "!":
            raise self.error("'!' is no operator; they are = != < <= > >= ~ (contains) and !~")
        if not name and not self.next:
            raise self.error("a condition is missing here; write one such as: status = open")
        if not name:
            raise self.error(
                f"a condition begins with the name of a field, not with {self.next!r}"
            )
        raise QueryError(
            f"{_shown(name)!r} has no comparison; write: {self._example(name)}",
            self.at if start is None else start,
        )

    def _example(self, name: str) -> str:
        """Return what may have been meant by a name without a comparison."""
        before = self._before
        if before is None or before.sign not in {"=", "!=", "~", "!~"}:
            return "field = value, such as status = open"
        last = before.words[-1].text
        return (
            f"{before.name} {before.sign} {_shown(last)} | {_shown(name)} for several values, "
            "or quotes around a value that holds a comma, 'and' or 'or'"
        )

    # -- values ---------------------------------------------------------------------------

    def _words(self, sign: str) -> tuple[Word, ...]:
        words = [self._word(sign)]
        while self.next == "|":
            self.at += 1
            words.append(self._word("|"))
        return tuple(words)

    def _word(self, after: str) -> Word:
        """Read one value, and the blanks on both sides of it."""
        self.skip(_BLANK)
        start = self.at
        if not self.next or self.next in _ENDS or self.joiner():
            raise self.error(f"after {after!r} a value is missing; 'none' is what is not given")
        quoted = self.next in _QUOTES
        text = self._quoted() if quoted else self._bare()
        self.skip(_BLANK)
        if quoted and self.next and self.next not in _ENDS and not self.joiner():
            raise self.error("after a value in quotes comes a comma, |, 'and', 'or' or the end")
        return Word(text, quoted, start)

    def _quoted(self) -> str:
        """Read a text in quotes; a quote in it is written twice."""
        start, close = self.at, _QUOTES[self.next]
        doubled = close * 2 if close == self.next else ""
        parts = []
        self.at += 1
        while (end := self.text.find(close, self.at)) >= 0:
            parts.append(self.text[self.at : end])
            self.at = end + 1
            if not doubled or not self.text.startswith(doubled, end):
                return close.join(parts)
            self.at += 1
        raise QueryError(f"the quote {self.text[start]!r} is not closed", start)

    def _bare(self) -> str:
        """Read a value without quotes, to what ends it outside of parentheses."""
        start = self.at
        opened: list[int] = []
        while self.next:
            char = self.next
            if not opened and self._value_ends():
                break
            if char == "(":
                opened.append(self.at)
            elif char == ")":
                opened.pop()
            self.at += 1
        if opened:
            raise QueryError("this '(' is not closed", opened[-1])
        value = self.text[start : self.at]
        sign = _SIGN_INSIDE.search(value)
        if sign:
            raise QueryError(
                f"{sign[0]!r} stands within a value; put a comma between two conditions, or "
                "quotes around the value",
                start + sign.start(),
            )
        return " ".join(value.split())

    def _value_ends(self) -> bool:
        """Whether a value without quotes ends here; the comma of 10,000 does not end it."""
        if self.next in _ENDS:
            return not _THOUSANDS.match(self.text, self.at)
        return _JOINED.match(self.text, self.at) is not None


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
