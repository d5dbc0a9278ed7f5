"""What the quick readers leave to the thorough one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from .syntax import EXTENSIONS

_MOST_MARKS = 5_000
_MARKS = "*_`[<|{$~!"


def is_too_much(text: str) -> bool:
    """Whether a paragraph holds so many marks that it is read as plain text."""
    return len(text) > _MOST_MARKS and sum(map(text.count, _MARKS)) > _MOST_MARKS


class Unsure(Exception):
    """A text holds something that a quick reader does not know; its text says what."""


_SIGNS = {
    "alert": r"\[!",
    "amsmath": r"\\begin\{",
    "attrs_block": r"\{",
    "attrs_image": r"\{",
    "attrs_inline": r"\{",
    "html_admonition": r"<[dD][iI][vV]",
    "html_image": r"<[iI][mM][gG]",
    "section_ref": "§",
    "substitution": r"\{",
}
"""What each further extension of MyST's acts on: a text without it is read as without them."""


@lru_cache(maxsize=64)
def signs(extensions: Iterable[str]) -> re.Pattern[str] | None:
    """Return what a text must not hold to be read quickly; None where any may be.

    Raises:
        Unsure: an extension is on of which nothing is known.
    """
    on = set(extensions)
    unknown = on - set(EXTENSIONS) - set(_SIGNS)
    if unknown:
        raise Unsure(f"the extension {min(unknown)}")
    found = [sign for name, sign in _SIGNS.items() if name in on]
    return re.compile("|".join(found)) if found else None
