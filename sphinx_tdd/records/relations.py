"""Sentences on how entities are related: which others they name, and how many of each.

A sentence is read for what it plainly says, as in "one Order has many Lines", "belongs to
Customer" or "Customer 1..* Order". How many there are is left open where it is not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from ..model.titles import title_key

_WORD = re.compile(r"[^\W_]+")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LONGEST = 12
"""How many words of a name are looked at."""

_TAIL = 60
"""How many characters before a name may say how many there are."""

ONE, MANY, SOME, MAYBE = "1", "*", "1..*", "0..1"

_AMOUNT = r"(?:\d+|[*nNmM]|\d+\s*\.\.\s*(?:\d+|[*nNmM]))"
_COUNT = (
    (MAYBE, r"zero or one|at most one|an optional|one optional|0 or 1"),
    (SOME, r"one or more|one or many|one to many|at least one|1 or more"),
    (
        MANY,
        r"zero or more|zero or many|zero to many|any number of|a number of|many|several|multiple"
        r"|0 or more",
    ),
    (ONE, r"exactly one|a single|one|single|each|every|an|a"),
)
_BEFORE = re.compile(
    rf"(?:^|[\s(])(?:(?P<amount>{_AMOUNT})|"
    + "|".join(f"(?P<c{number}>{words})" for number, (_, words) in enumerate(_COUNT))
    + r")(?:\s+[^\W\d_]+)?[\s\"'“(]*$",
    re.IGNORECASE,
)
_SIDE = rf"{_AMOUNT}|one|many"
_PAIR = re.compile(
    rf"(?<![\w.])(?P<left>{_SIDE})\s*(?::|-to-|\bto\b|->|→|<?-{{1,2}}>?|[–—])\s*(?P<right>{_SIDE})"
    r"(?![\w.])",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\b(?:itself|parent|child|children|another|other|previous|next)\b", re.IGNORECASE
)
_OWNER = re.compile(r"\b(?:belongs? to|part of|owned by|child of)\b", re.IGNORECASE)


class Mention(msgspec.Struct, frozen=True):
    """A name in a sentence: where it stands, and what may be meant by it."""

    start: int
    end: int
    keys: tuple[int, ...]


class Relation(msgspec.Struct, frozen=True):
    """What a sentence says of two entities.

    Attributes:
        mention: the name of the other one.
        own: how many of the one that the sentence stands at, "" where it is not said.
        other: how many of the other one.
    """

    mention: Mention
    own: str = ""
    other: str = ""


class Names:
    """The names of entities, to be found in sentences in singular or plural."""

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self._keys: dict[tuple[str, ...], dict[int, None]] = {}
        for name, key in names:
            words = tuple(word for word, _, _ in _words(name))[:_LONGEST]
            if words:
                self._keys.setdefault(words, {})[key] = None

    @cached_property
    def _most(self) -> int:
        return max((len(words) for words in self._keys), default=0)

    def find(self, sentence: str) -> list[Mention]:
        """Return the names in a sentence, the longest that fits at each place."""
        words, found, place = list(_words(sentence)), [], 0
        while place < len(words):
            length, keys = self._at(words, place)
            if length:
                start, end = words[place][1], words[place + length - 1][2]
                found.append(Mention(start, end, keys))
            place += length or 1
        return _named_as_written(sentence, found)

    def _at(self, words: list[tuple[str, int, int]], place: int) -> tuple[int, tuple[int, ...]]:
        for length in range(min(self._most, len(words) - place), 0, -1):
            keys = self._keys.get(tuple(word for word, _, _ in words[place : place + length]))
            if keys:
                return length, tuple(keys)
        return 0, ()


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text with their places; `OrderLine` is two."""
    for found in _WORD.finditer(text):
        start = found.start()
        for part in _HUMPS.split(found[0]):
            yield title_key(part) or part.casefold(), start, start + len(part)
            start += len(part)


def _named_as_written(sentence: str, found: list[Mention]) -> list[Mention]:
    """Leave out names in small letters where others begin with a capital.

    "kept in order of the Lines" speaks of lines.
    """
    capital = [each for each in found if sentence[each.start].isupper()]
    return capital or found


def relations(sentence: str, names: Names, own: int) -> list[Relation]:
    """Return what a sentence that stands at the entity `own` says of others.

    An entity is related to itself where no other is named, and it is named twice or a word says
    so, as in "has one parent Category".
    """
    mentions = names.find(sentence)
    others = [each for each in mentions if own not in each.keys]
    if not others and mentions and (len(mentions) > 1 or _SELF.search(sentence)):
        others = mentions[-1:]
    mine = next((each for each in mentions if own in each.keys and each not in others), None)
    seen: dict[tuple[int, ...], Mention] = {}
    for each in others:
        seen.setdefault(each.keys, each)
    return [_relation(sentence, mine, each, mentions) for each in seen.values()]


def _relation(
    sentence: str, own: Mention | None, other: Mention, mentions: list[Mention]
) -> Relation:
    pair = _PAIR.search(sentence)
    if pair:
        left, right = _amount(pair["left"]), _amount(pair["right"])
        turned = own is not None and other.start < own.start
        return Relation(other, right if turned else left, left if turned else right)
    ends: Mapping[int, int] = {each.end: each.start for each in mentions}
    counts = [
        _count(sentence, max((e for e in ends if e <= each.start), default=0), each.start)
        if each
        else ""
        for each in (own, other)
    ]
    if not counts[1] and _OWNER.search(sentence, own.end if own else 0, other.start):
        counts[1] = ONE
    return Relation(other, counts[0], counts[1])


def _count(sentence: str, start: int, end: int) -> str:
    """Return how many the words between two places say that there are."""
    found = _BEFORE.search(sentence[max(start, end - _TAIL) : end])
    if not found:
        return ""
    if found["amount"]:
        return _amount(found["amount"])
    return next(count for n, (count, _) in enumerate(_COUNT) if found[f"c{n}"])


def _amount(text: str) -> str:
    """Return an amount in one form: `1`, `*`, `0..1`, `1..*`, or numbers as they were written."""
    words = {"one": ONE, "many": MANY, "n": MANY, "m": MANY}
    parts = [part.strip().casefold() for part in text.split("..")]
    shown = "..".join(words.get(part, part) for part in parts)
    return MANY if shown == "0..*" else shown
