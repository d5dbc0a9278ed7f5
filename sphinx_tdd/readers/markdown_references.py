"""Definitions of links in Markdown, `[name]: address`, and the names that they give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from .unsure import Unsure

_MAYBE = re.compile(r"^\[[^\]\n]+\]:", re.MULTILINE)
_DEFINITION = re.compile(
    r"\[(?!\^)([^\[\]\\\n]+)\]:[ \t]+(?!(?:javascript|vbscript|file|data|inv|path|project):)"
    r"(?:[^\s()\\<>&\x00-\x20\x7f]|&(?![#a-zA-Z0-9]+;))+"
    r"(?:[ \t]+(?:\"[^\"\\\n]*\"|'[^'\\\n]*'))?[ \t]*",
    re.IGNORECASE,
)
_BOXES = frozenset({"", "X"})

_defined: ContextVar[frozenset[str]] = ContextVar("defined", default=frozenset())


def defined() -> frozenset[str]:
    """Return the names of links that the document defines."""
    return _defined.get()


def normal(name: str) -> str:
    """Return the name of a link as names are compared."""
    return " ".join(name.split()).lower().upper()


def definitions(paragraph: str) -> int:
    """Return how many definitions a paragraph is made of.

    Raises:
        Unsure: it holds something else.
    """
    lines = paragraph.split("\n")
    if not all(map(_DEFINITION.fullmatch, lines)):
        raise Unsure("the definition of a link")
    return len(lines)


@contextmanager
def names_of(text: str) -> Iterator[int]:
    """Let the names be known that a document defines; give how many definitions it has.

    Raises:
        Unsure: a definition is unusual.
    """
    count = 0
    names = set()
    for match in _MAYBE.finditer(text) if "]:" in text else ():
        found = _DEFINITION.match(text, match.start())
        name = normal(found[1]) if found else ""
        if name in _BOXES:
            raise Unsure("the definition of a link")
        names.add(name)
        count += 1
    token = _defined.set(frozenset(names))
    try:
        yield count
    finally:
        _defined.reset(token)
