"""A document read from its text without Sphinx, whichever syntax it has."""

from __future__ import annotations

from .reading import Context, Reading


def read_document(text: str, context: Context) -> Reading:
    """Return what a document says.

    Raises:
        Unreadable: it can't be read as a document.
    """
    from .whole import read_whole

    return read_whole(text, context)
