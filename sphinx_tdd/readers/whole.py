"""All that a document says, read from its text without Sphinx: its directives are run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..directives.cells import set_labels_at
from ..directives.files import Refused, locate
from ..directives.lines import relative_source
from ..directives.own_registers import let_registers_stand
from ..directives.plain import PlainHost
from ..directives.words import speaking
from .doctree import read
from .reading import Context, Reading
from .text import docinfo, parse
from .toctree import toctrees_of
from .typography import quotes_of

if TYPE_CHECKING:
    from docutils import nodes

    from ..records.decision_files import Page, Part

_NO_FILE = "text"


def read_whole(text: str, context: Context) -> Reading:
    """Return what a document says.

    Raises:
        Unreadable: docutils gives up on it.
    """
    return _read(text, context)[0]


def read_decision(text: str, context: Context) -> Page:
    """Return what a document has that is to be read as a decision.

    Raises:
        Unreadable: docutils gives up on it.
    """
    # Imported late: few documents are decisions.
    from .decision_page import FRONT, read_page

    reading, tree = _read(text, context)
    head = text.splitlines(keepends=True)[:FRONT]
    with quotes_of(context.language):
        return read_page(context.docname, tree, reading.outline, head, reading.outline.title)


def read_texts(text: str, context: Context) -> tuple[Part, ...]:
    """Return the texts of a page of a decision over many pages.

    Raises:
        Unreadable: docutils gives up on it.
    """
    from .decision_page import texts_of

    with quotes_of(context.language):
        return tuple(texts_of(context.docname, _read(text, context)[1]))


def _read(text: str, context: Context) -> tuple[Reading, nodes.document]:
    file = str(context.root / context.path) if context.root and context.path else _NO_FILE
    host = PlainHost(
        context.docname, context.path, file, context.root, context.scale, context.kinds
    )
    with speaking(context.language):
        tree = parse(
            text,
            context.suffix,
            context.extensions,
            file=file,
            language=context.language,
            ours=host.directive,
            find=lambda name: _beside(host, name),
        )
        records = tuple(host.stated())
        for record in records:
            if record.anchor in tree.ids:
                set_labels_at(tree.ids[record.anchor])
    if records and host.views():
        let_registers_stand(tree, context.docname, host.views(), records)
    own = text.splitlines()

    def lines(path: str) -> Sequence[str]:
        return own if path == file else _lines_of(path)

    with quotes_of(context.language):
        metadata = docinfo(tree)
    outline = read(tree, metadata, lines, lambda path: relative_source(host, path))
    reading = Reading(
        outline,
        records,
        tuple(host.problems()),
        host.information,
        tuple(toctrees_of(tree)),
        tuple(view for view in host.views() if view.patterns),
        tuple(host.beside),
    )
    return reading, tree


def _beside(host: PlainHost, name: str) -> Path | None:
    try:
        return locate(host, name)
    except Refused:
        return None


def _lines_of(path: str) -> Sequence[str]:
    """Return the lines of a file that a directive read; none where it can't be read."""
    try:
        return Path(path).read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError:
        return ()
