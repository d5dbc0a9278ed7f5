"""A view: a directive that shows what the whole project holds, as it was written."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

import msgspec

HERE = frozenset({".", "this"})
"""What `:documents:` says for the document of the directive itself."""


class View(msgspec.Struct, frozen=True):
    """A register, a matrix, a diagram, a list of documents: what it was told to show.

    Plain data, kept with the document it stands in. What it shows is found out once all documents
    are read.

    Attributes:
        name: which sort of view it is, a key of `views.VIEWS`.
        kind: the kind of record that it shows, or "".
        options: what the writer told it, already checked.
        number: its place among the views of its document, from 0.
        line: the line of the directive, from 1.
        source: the name of the file it stands in where that is not the document.
    """

    name: str
    docname: str
    kind: str = ""
    options: dict[str, str] = {}
    number: int = 0
    line: int = 1
    source: str = ""

    @property
    def patterns(self) -> list[str]:
        """The patterns over docnames in `:documents:`, none for all documents."""
        parts = self.options.get("documents", "").replace("\n", ",").split(",")
        return [part.strip() for part in parts if part.strip()]

    def takes(self, docname: str) -> bool:
        """Whether `:documents:` takes a document."""
        wanted = self.patterns
        own = self.docname if HERE & set(wanted) else None
        return not wanted or docname == own or any(fnmatchcase(docname, each) for each in wanted)

    def unmatched(self, docnames: Iterable[str]) -> list[str]:
        """Return the patterns that take no document."""
        names = list(docnames)
        asked = (each for each in self.patterns if each not in HERE)
        return [each for each in asked if not any(fnmatchcase(name, each) for name in names)]
