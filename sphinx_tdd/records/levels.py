"""The scale of impact and likelihood, and the level that follows from both.

With `n` steps, counted from 1, the level is `impact * likelihood // n + 1`, at most `n`: the
product is cut into bands as wide as the scale has steps. That gives the matrices in common use.
Of 3 steps, 1 and 2 are low, 3 and 4 medium, 6 and 9 high; of 5, the products 1 to 4, 5 to 9, 10
to 14, 15 to 19 and 20 to 25 are the five levels.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

import msgspec

from ..model.kind import Kind, Value
from ..model.phrases import LEVELS

DEFAULT_STEPS = ("low", "medium", "high")

_SYNONYMS = {
    "medium": ("mid", "moderate", "middle", "average"),
    "very low": ("negligible", "minimal"),
    "very high": ("critical", "crit", "severe", "extreme"),
    "critical": ("very high", "v high", "vh", "severe", "extreme"),
}
_NUMBER = re.compile(r"\(?(\d{1,3})\)?(?:\s*(?:/|of|out of)\s*(\d{1,3}))?$")
_NUMBERED = re.compile(r"\(?\d{1,3}\)?\s*[-–—:=.)]?\s+(?=[^\W\d])|\s*[-–—:=]?\s*\(?\d{1,3}\)?$")
_NOT_WORD = re.compile(r"[\W_]+")


def _key(text: str) -> str:
    return _NOT_WORD.sub(" ", text.casefold()).strip()


class Scale(msgspec.Struct, frozen=True, dict=True):
    """The steps of a project's scale, from the least to the most."""

    steps: tuple[str, ...] = DEFAULT_STEPS

    @cached_property
    def _by_key(self) -> dict[str, int]:
        found = {_key(step): number for number, step in enumerate(self.steps, 1)}
        for key, number in tuple(found.items()):
            for synonym in (*_SYNONYMS.get(key, ()), *LEVELS.get(key, ())):
                found.setdefault(synonym, number)
        return found

    def step(self, text: str) -> int | None:
        """Return the step, from 1, that a writer means by `text`; None where it is off the scale.

        A step is meant by its name in any case, by a short form that fits no other (`H`, `med`,
        `v. high`), by its number, or by name and number (`3 - high`).
        """
        number = _NUMBER.match(text.strip())
        if number:
            return self._number(number)
        key = _key(text)
        return self._named(key) or self._named(_key(_NUMBERED.sub("", text.strip())))

    def name(self, step: int) -> str:
        """Return the name of a step."""
        return self.steps[step - 1]

    def shade(self, step: int) -> int:
        """Return the colour of a step: five, whatever the number of steps; 1 the least, 5 most."""
        return 1 + round((step - 1) * 4 / (len(self.steps) - 1))

    def level(self, impact: int, likelihood: int) -> int:
        """Return the step of impact times likelihood, both from 1."""
        count = len(self.steps)
        return min(count, impact * likelihood // count + 1)

    def _number(self, found: re.Match[str]) -> int | None:
        count = len(self.steps)
        if found[2] and int(found[2]) != count:
            return None
        return int(found[1]) if 1 <= int(found[1]) <= count else None

    def _named(self, key: str) -> int | None:
        if not key:
            return None
        if key in self._by_key:
            return self._by_key[key]
        names = enumerate((_key(step) for step in self.steps), 1)
        fits = {number for number, name in names if _is_short(key, name)}
        return fits.pop() if len(fits) == 1 else None


def _is_short(key: str, name: str) -> bool:
    """Whether `key` abbreviates `name` word by word, or by its initials."""
    short, words = key.split(), name.split()
    if len(short) == len(words):
        return all(word.startswith(part) for part, word in zip(short, words, strict=True))
    return len(words) > 1 and key == "".join(word[0] for word in words)


def level_of(kind: Kind, fields: Mapping[str, Value], scale: Scale) -> int | None:
    """Return the level of a record, from 1, or None where it has none."""
    values = [fields.get(name) for name in kind.level]
    steps = [scale.step(value) for value in values if isinstance(value, str)]
    if len(steps) != 2 or steps[0] is None or steps[1] is None:
        return None
    return scale.level(steps[0], steps[1])
