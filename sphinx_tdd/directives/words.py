"""The words that the extension itself prints, in the language of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from gettext import translation
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.kind import Kind

CATALOG = "sphinx_tdd"
LOCALE = Path(__file__).parent.parent / "locale"

Translate = Callable[[str], str]
"""Gives the words for a text in the reader's language."""

_speakers: list[Translate] = [str]


def speak(translate: Translate) -> None:
    """Let words be those that a function gives, from now on."""
    _speakers[0] = translate


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let words be those of a language, as far as there is a catalog for it."""
    _speakers.append(_translate(language))
    try:
        yield
    finally:
        _speakers.pop()


@cache
def _translate(language: str) -> Translate:
    return translation(CATALOG, LOCALE, [language], fallback=True).gettext


def _(text: str) -> str:
    return str(_speakers[-1](text))


def word(text: str) -> str:
    """Return a word of ours (a column's heading, a step of the scale) in the reader's language."""
    return _(text) if text else ""


def capital(text: str) -> str:
    """Return a word of ours with its first letter in upper case, the others as they are."""
    shown = word(text)
    return shown[:1].upper() + shown[1:]


def small(text: str) -> str:
    """Return a word of ours as it stands within a sentence.

    In small letters, but where it is translated: not all languages write it so.
    """
    lower = text.lower()
    within = word(lower)
    if within != lower:
        return within
    shown = word(text)
    return shown if shown != text else lower


def with_colon(text: str) -> str:
    """Return words with the colon that sets them off from what follows."""
    return _("%(label)s:") % {"label": text}


def pair(text: str, value: str) -> str:
    """Return words, a colon and a value."""
    return _("%(label)s: %(value)s") % {"label": text, "value": value}


def counted(kind: Kind, shown: int, total: int) -> str:
    """Return how many records of a kind there are, and how many of them are shown."""
    words = small(kind.title if total == 1 else kind.words)
    if shown == total:
        return _("%(total)s %(records)s") % {"total": total, "records": words}
    numbers = {"shown": shown, "total": total, "records": words}
    return _("%(shown)s of %(total)s %(records)s") % numbers
