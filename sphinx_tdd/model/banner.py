"""Which documents have a banner: the words for it, in the settings and in documents."""

from __future__ import annotations

from typing import Any

from .titles import did_you_mean

KEY = "tdd-banner"
"""The name by which a document says it for itself, whatever the settings say."""

NONE, ALL, INCOMPLETE = "none", "all", "incomplete"

WORDS = (NONE, ALL, INCOMPLETE)
"""No document, each that follows a template, or each of these that still owes something."""

_OTHERS = {"false": NONE, "0": NONE, "true": ALL, "1": ALL}


def banner_word(value: Any) -> str | None:
    """Return which of the words a value stands for, True and False among them; None for none."""
    word = str(value).strip().casefold() if isinstance(value, str | bool | int) else ""
    word = _OTHERS.get(word, word)
    return word if word in WORDS else None


def allowed(value: Any) -> str:
    """Return what to say of a value that is none of the words."""
    hint = did_you_mean(value, WORDS) if isinstance(value, str) else ""
    return f"allowed are {', '.join(map(repr, WORDS))}{hint}"
