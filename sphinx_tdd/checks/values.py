"""The values of labelled items, and whether a value is what a template allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

import msgspec

from ..model.dates import is_date
from ..model.patterns import LONGEST_VALUE, pattern
from ..model.template_terms import Value
from ..model.titles import did_you_mean
from .labelled import Labelled
from .placeholders import fold
from .recorded import rows_of
from .units import body_rows, header_row

_LONGEST_SHOWN = 60
_VERSION = re.compile(r"[vV]?\d+(?:\.\d+)*(?:[-+.]?[A-Za-z0-9]+)*")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>.]+(?:\.[^\s@<>.]+)+")


class Given(msgspec.Struct, frozen=True):
    """A value with the line where it stands."""

    text: str
    line: int
    source: str = ""


def value_of(found: Labelled) -> str:
    """Return the value of something labelled as text: what follows its label, else below it."""
    if found.value or found.column is not None:
        return found.value.strip()
    texts = (block.text for block in found.blocks if block.kind == "paragraph")
    return " ".join(filter(None, texts)).strip()


def values_of(found: Labelled) -> Iterator[Given]:
    """Yield the values of something labelled: of a column or a field, each one."""
    if found.column is None:
        if text := value_of(found):
            yield Given(text, found.line, found.source)
        return
    column = header_row(found.column).index(found.label) if not found.kind else -1
    for row in rows_of(found.column) if found.kind else body_rows(found.column):
        for index, cell in enumerate(row.blocks):
            if cell.kind == "cell" and (
                index == column or (found.kind and cell.label == found.label)
            ):
                yield Given(
                    cell.text.strip(), cell.line, cell.source or row.source or found.source
                )


def wrong_with(text: str, value: Value) -> str:
    """Return what is wrong with a value that is not allowed, as the end of a sentence, or ""."""
    if value.choices and (wrong := _not_among(text, value.choices)):
        choices = ", ".join(f"'{choice}'" for choice in value.choices)
        hint = did_you_mean(wrong, value.choices)
        return f"says {_shown(text)}; allowed: {choices}{hint}"
    if value.format and (len(text) > LONGEST_VALUE or not _FORMATS[value.format](text)):
        return f"says {_shown(text)}, which is no {_WORDS[value.format]}"
    if value.pattern:
        return _wrong_form(text, value)
    return ""


def _not_among(text: str, choices: Sequence[str]) -> str:
    """Return what of a value is no choice, "" where it is one or a list of some."""
    allowed = set(map(fold, choices))
    parts = [part.strip() for part in text.split(",")] if fold(text) not in allowed else []
    return next((part for part in parts if fold(part) not in allowed), "")


def _wrong_form(text: str, value: Value) -> str:
    if len(text) > LONGEST_VALUE:
        return f"has {len(text)} characters; a value of this form has at most {LONGEST_VALUE}"
    if pattern(value.pattern).matches(text):
        return ""
    return f"says {_shown(text)}, which does not have the form {value.form or value.pattern}"


def _shown(text: str) -> str:
    folded = " ".join(text.split())
    short = folded if len(folded) <= _LONGEST_SHOWN else f"{folded[: _LONGEST_SHOWN - 1]}…"
    return f"'{short}'"


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https", "ftp"} and bool(parts.netloc) and " " not in text


_FORMATS: dict[str, Callable[[str], bool]] = {
    "date": is_date,
    "version": lambda text: _VERSION.fullmatch(text) is not None,
    "email": lambda text: _EMAIL.fullmatch(text) is not None,
    "url": _is_url,
    "number": lambda text: _NUMBER.fullmatch(text) is not None,
}
_WORDS = {
    "date": "date such as 2025-01-31",
    "version": "version such as 1.2",
    "email": "email address",
    "url": "address of the web",
    "number": "number",
}
