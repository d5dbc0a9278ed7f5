"""A view: a directive that shows what the whole project holds, as it was written."""

from __future__ import annotations

import msgspec


class View(msgspec.Struct, frozen=True):
    """A register, a matrix, a diagram, a list of documents: what it was told to show.

    Plain data, kept with the document it stands in. What it shows is found out once all documents
    are read.

    Attributes:
        name: which sort of view it is, a key of `views.VIEWS`.
        kind: the kind of record that it shows, or "".
        options: what the writer told it, already checked.
        number: its place among the views of its document, from 0.
    """

    name: str
    docname: str
    kind: str = ""
    options: dict[str, str] = {}
    number: int = 0
