"""What is known of a document once its text is read: all but what it has, which is judged."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from .. import __version__
from ..directives.view import View
from ..model.kind import Problem, Record
from ..model.outline import Outline
from .configuration import Configuration
from .files import Files

if TYPE_CHECKING:
    from ..readers.reading import Context

_NAMES = ("language", "myst_enable_extensions", "smartquotes")
"""What of Sphinx's configuration the reading of a document rests on."""


class Facts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of a document that was read.

    Attributes:
        mark: a digest of all that the reading rests on.
        title: its title.
        template: what it says itself of the template that it follows, None for nothing.
        paged: whether it says that it is the first page of a design over many.
        toctrees: what each of its toctrees says, as `Reading` has it.
        records: the records that its directives state.
        problems: what is wrong with these by themselves, or with how it names its template.
        information: what it says of itself: id, version, status, owner.
        views: the directives that show what some documents of the project hold, named by patterns.
    """

    mark: bytes
    title: str = ""
    template: str | None = None
    paged: bool = False
    toctrees: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    information: dict[str, str] = {}
    views: tuple[View, ...] = ()


class Source:
    """Reads the documents of a project.

    Args:
        files: its documents.
        given: the text of documents that is not to be had from their files, by docname.
    """

    def __init__(
        self, configuration: Configuration, files: Files, given: dict[str, bytes] | None = None
    ) -> None:
        self.configuration = configuration
        self.files = files
        self.given = given or {}
        sphinx = configuration.sphinx
        said = [sphinx.get(name) for name in _NAMES]
        basis = [__version__, configuration.kinds.digest, configuration.settings.risk_scale, said]
        self.basis = hashlib.blake2b(repr(basis).encode(), digest_size=16)

    def data(self, docname: str) -> bytes:
        """Return what the file of a document holds.

        Raises:
            OSError: it can't be read.
        """
        if docname in self.given:
            return self.given[docname]
        return (self.files.source / self.files.paths[docname]).read_bytes()

    def mark(self, docname: str, data: bytes) -> bytes:
        """Return a digest of all that the reading of a document rests on."""
        digest = self.basis.copy()
        digest.update(f"{docname}\0{self.files.paths[docname]}\0".encode())
        digest.update(data)
        return digest.digest()

    def read(self, docname: str, data: bytes) -> tuple[Facts, Outline]:
        """Return what is known of a document, and what it has.

        Raises:
            Unreadable: it is no text, or can't be read as a document.
        """
        # Imported late: where nothing changed, nothing is read.
        from ..checks.information import information
        from ..readers.document import read_document
        from .many_pages import TOCTREE
        from .said import find_pages, find_template

        found = read_document(text_of(data), self.context(docname))
        named, paged = find_template(found.outline), find_pages(found.outline)
        problems = tuple(each for each in (named, paged) if isinstance(each, Problem))
        facts = Facts(
            self.mark(docname, data),
            found.outline.title,
            named if isinstance(named, str) else None,
            paged == TOCTREE,
            found.toctrees,
            found.records,
            (*found.problems, *problems),
            {**information(found.outline), **found.information},
            found.views,
        )
        return facts, found.outline

    def context(self, docname: str) -> Context:
        """Return what readers have to know of the project and of a document."""
        from ..readers.reading import Context
        from ..readers.syntax import EXTENSIONS
        from ..records.levels import Scale

        configuration = self.configuration
        extensions = configuration.sphinx.get("myst_enable_extensions")
        usual = () if configuration.conf is not None else EXTENSIONS
        if extensions is None and "myst_enable_extensions" in configuration.computed:
            usual = EXTENSIONS
        return Context(
            docname=docname,
            suffix=self.files.syntax_of(self.files.paths[docname]),
            path=self.files.paths[docname],
            root=configuration.source,
            extensions=tuple(extensions) if isinstance(extensions, list | set | tuple) else usual,
            kinds=configuration.kinds,
            scale=Scale(configuration.settings.risk_scale),
            language=configuration.language,
        )


def text_of(data: bytes) -> str:
    """Return the text in a file, with the line ends that Python reads in all of them.

    Raises:
        Unreadable: it is no text in UTF-8.
    """
    from ..readers.syntax import Unreadable

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"it is no text in UTF-8, see line {line}") from error
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
