"""Quotes, dashes and ellipses: the same whether or not a build made them typographic.

Sphinx turns `"` into the quotes of the project's language while it reads a document, but not for
every builder nor in every project, and who reads a text without a build never sees it. So quotes
and ellipses are read as the plain ones that writers type, and dashes as the characters that they
stand for, by which labels are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

_ENGLISH = "“”‘’"
_NONE = frozenset({"ja", "zh"})
"""The languages whose quotes Sphinx leaves alone."""

_APOSTROPHE = "’"
_SPACE = r"[\u00a0\u202f]?"
"""The space that French has inside its quotes."""

_language: ContextVar[str] = ContextVar("language", default="en")


@contextmanager
def quotes_of(language: str) -> Iterator[None]:
    """Let the quotes of a language be those that are read as plain ones."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def language() -> str:
    """Return the language whose quotes are read as plain ones."""
    return _language.get()


def usual(text: str) -> str:
    """Return a text with plain quotes and ellipses, and with dashes as characters."""
    if text.isascii():
        if "--" not in text and ". ." not in text:
            return text
        return _with_signs(text) if _plain_quotes(_language.get()) else text
    replaced = _plain_quotes(_language.get())
    if not replaced:
        return text
    for pattern, plain in replaced:
        text = pattern.sub(plain, text)
    return _with_signs(text)


def as_typed(text: str) -> str:
    """Return a text as writers type it, with plain dashes too: what is no prose."""
    return usual(text).replace("—", "---").replace("–", "--")


def _with_signs(text: str) -> str:
    text = text.replace("---", "—").replace("--", "–")
    return text.replace("…", "...").replace(". . .", "...")


@cache
def _plain_quotes(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what the quotes of a language are, each with the plain one; nothing for none."""
    if re.split("[-_]", language.casefold())[0] in _NONE:
        return ()
    opening, closing, inner_opening, inner_closing = _quotes(language)
    single = f"{inner_opening}|{inner_closing}|{_APOSTROPHE}"
    return (re.compile(f"{opening}|{closing}"), '"'), (re.compile(single), "'")


def _quotes(language: str) -> tuple[str, ...]:
    """Return the patterns of the quotes of a language: the outer two, the inner two."""
    found: Sequence[str] = _ENGLISH
    if language.casefold() not in {"en", ""}:
        # Imported late: it loads much of docutils, and most documents are in English.
        from docutils.utils import normalize_language_tag
        from docutils.utils.smartquotes import smartchars

        tags = normalize_language_tag(language)
        found = next((smartchars.quotes[t] for t in tags if t in smartchars.quotes), _ENGLISH)
    outer, outer_end, inner, inner_end = (re.sub(r"[\u00a0\u202f]", "", quote) for quote in found)
    return f"{outer}{_SPACE}", f"{_SPACE}{outer_end}", f"{inner}{_SPACE}", f"{_SPACE}{inner_end}"
