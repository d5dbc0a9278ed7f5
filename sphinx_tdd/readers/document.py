"""A document read from its text without Sphinx, whichever syntax it has."""

from __future__ import annotations

from .reading import Context, Reading
from .text import read_text


def read_document(text: str, context: Context) -> Reading:
    """Return what a document says.

    Raises:
        Unreadable: it can't be read as a document.
    """
    return Reading(read_text(text, context.suffix, context.extensions))
