"""What one document says, read from its text: all that a check without a build needs of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from ..directives.view import View
from ..model.kind import Kind, Problem, Record
from ..model.outline import Outline
from ..records.levels import Scale
from .syntax import EXTENSIONS, Unreadable


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What readers have to know of the project, and of the document beside its text.

    Attributes:
        docname: the document's name, as Sphinx has it.
        suffix: `.md` or `.rst`, whatever the file itself is called.
        path: the document's file, relative to the source folder, with `/`.
        root: the source folder, outside of which no file is read; None where there is none.
        extensions: MyST's optional syntax that is on.
        kinds: the kinds of record that the project has, by name.
        scale: the steps of impact and likelihood.
        language: the language of the document, as `language` in conf.py has it.
    """

    docname: str
    suffix: str
    path: str = ""
    root: Path | None = None
    extensions: tuple[str, ...] = EXTENSIONS
    kinds: Mapping[str, Kind]
    scale: Scale
    language: str = "en"


class Reading(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What one document says; the same as a build finds out when it reads the document.

    Attributes:
        outline: what it has.
        records: the records that its directives state, in the order of the document.
        problems: what is wrong with these, or with how the document names its template.
        information: what directives say of the document itself: id, version, status, owner.
        toctrees: what each of its toctrees says: `:glob:`, `:reversed:` and the entries as
            written, a line each. Headings note the same as their `pages`.
        views: the directives that show what some documents of the project hold, named by patterns.
        beside: the files that it rests on besides its own, relative to the source folder; one
            that is not there counts, too.
    """

    outline: Outline
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    information: dict[str, str] = {}
    toctrees: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    beside: tuple[str, ...] = ()


Reader = Callable[[str, Context], Reading]
"""Reads a text.

Raises:
    Unreadable: it can't be read as a document.
"""

__all__ = ["Context", "Reader", "Reading", "Unreadable"]
