"""How a command says that it can't be carried out."""

from __future__ import annotations

USAGE_ERROR = 2
"""The exit status where a command could not be carried out as asked."""


class Failure(Exception):
    """A command can't be carried out; its text says why, for the one who typed it."""
