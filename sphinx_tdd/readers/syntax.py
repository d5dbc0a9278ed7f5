"""The syntaxes that are read, known by the ends of files' names; loads no parser."""

from __future__ import annotations

MARKDOWN = frozenset({".md", ".markdown", ".myst"})
RESTRUCTUREDTEXT = frozenset({".rst", ".rest", ".txt"})
SUFFIXES = MARKDOWN | RESTRUCTUREDTEXT
"""The ends of the names of files that can be read."""

EXTENSIONS = ("colon_fence", "deflist", "fieldlist", "strikethrough", "tasklist", "dollarmath")
"""What of MyST's optional syntax is read where a project says nothing."""


TOO_DEEP = "what it holds is nested too deeply to be read"


GLOB, REVERSED = ":glob:", ":reversed:"
"""The options of a toctree that say what its entries stand for, as they are written."""


class Unreadable(ValueError):
    """A file that can't be read as a document; its text says why."""
