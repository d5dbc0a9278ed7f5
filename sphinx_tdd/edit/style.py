"""How a document is written: its headings, its labels, its blank lines."""

from __future__ import annotations

from typing import Literal

import msgspec

from ..readers.syntax import MARKDOWN

Syntax = Literal["md", "rst"]

UNDERLINES = "=-~^\"'`+*#.:_"
"""The characters of headings in reStructuredText, from the top, where a document has no say."""

DEEPEST = 6
"""The deepest level of a heading in Markdown."""


class Adornment(msgspec.Struct, frozen=True):
    """The lines of a heading in reStructuredText.

    Attributes:
        char: what they are made of.
        over: whether there is one above the text too.
        inset: the blanks before the text.
    """

    char: str
    over: bool = False
    inset: str = ""


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How parts of a document are written.

    Attributes:
        setext: the levels whose headings are underlined in Markdown.
        closed: the levels whose headings end with the signs that they begin with: `## Goals ##`.
        adornments: those of reStructuredText from the top level down.
        before: how many blank lines stand above a heading.
        after: how many stand below it.
        bullet: the mark of a list item.
        label: the form of a label, `{}` standing for its words.
        language: in which language parts are named, "" for that of the template.
    """

    syntax: Syntax
    setext: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()
    adornments: tuple[Adornment, ...] = ()
    before: int = 1
    after: int = 1
    bullet: str = "-"
    label: str = "**{}:**"
    language: str = ""

    def adornment(self, level: int) -> Adornment:
        """Return the lines of headings of a level; of one that is not used yet, unlike others."""
        if level <= len(self.adornments):
            return self.adornments[level - 1]
        used = {each.char for each in self.adornments}
        free = [char for char in UNDERLINES if char not in used]
        return Adornment(free[min(level - len(self.adornments), len(free)) - 1])


def syntax_of(suffix: str) -> Syntax:
    """Return the syntax of files whose names end so."""
    return "md" if suffix.casefold() in MARKDOWN else "rst"
