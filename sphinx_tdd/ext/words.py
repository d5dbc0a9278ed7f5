"""The words that the extension itself prints, in the language of the project."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

CATALOG = "sphinx_tdd"
LOCALE = Path(__file__).parent.parent / "locale"

_ = get_translation(CATALOG)


def word(text: str) -> str:
    """Return a word of ours (a column's heading, a step of the scale) in the reader's language."""
    return str(_(text)) if text else ""


def capital(text: str) -> str:
    """Return a word of ours with its first letter in upper case, the others as they are."""
    shown = word(text)
    return shown[:1].upper() + shown[1:]
