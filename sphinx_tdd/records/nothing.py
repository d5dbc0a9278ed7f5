"""Texts that say that nothing is given."""

from __future__ import annotations

from ..model.phrases import NOTHING

_NOTHING = frozenset(
    [
        "",
        "none",
        "n/a",
        "na",
        "n.a",
        "nil",
        "null",
        "-",
        "–",
        "—",
        "--",
        "---",
        "?",
        "??",
        "???",
        "..",
        "…",
        "tbd",
        "tba",
        "tbc",
        "todo",
        "to do",
        "not applicable",
        "to be defined",
        "to be determined",
        "to be decided",
        "to be done",
        "",
        *NOTHING,
    ]
)
_LONGEST_NOTHING = 30
_AROUND = " \t\n*_`'\"“”[](){}<>"
_FIRST = {text[:1] for text in _NOTHING}
_BEGINNINGS = frozenset({*_AROUND, *_FIRST, *(first.upper() for first in _FIRST)})


def is_nothing(text: str) -> bool:
    """Whether a text says that nothing is given: `none`, `n/a`, `-`, `TBD` and their like."""
    if text[:1] not in _BEGINNINGS or len(text) > _LONGEST_NOTHING:
        return False
    bare = text.strip(_AROUND).casefold()
    return bare in _NOTHING or bare.rstrip(".:!。") in _NOTHING
