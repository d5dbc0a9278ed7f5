"""What is known of a document once its text is read: all but what it has, which is judged."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from .. import __version__
from ..directives.view import View
from ..model.kind import Problem, Record
from ..model.outline import Outline
from ..readers.syntax import EXTENSIONS
from .configuration import Configuration
from .files import Files

if TYPE_CHECKING:
    from ..readers.reading import Context

_NAMES = ("language", "smartquotes")
"""What else of Sphinx's configuration the reading of a document rests on."""


_TOP = 4096
"""How much of a document is looked at for what it says at its top."""
_PAGES = re.compile(rb"tdd[-_ ]pages", re.IGNORECASE)


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
        beside: the files that were read for it besides its own, relative to the source folder.
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
    beside: tuple[str, ...] = ()


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
        self.extensions = _extensions(configuration)
        said = [configuration.sphinx.get(name) for name in _NAMES]
        scale = configuration.settings.risk_scale
        basis = [__version__, configuration.kinds.digest, scale, said, self.extensions]
        self.basis = hashlib.blake2b(repr(basis).encode(), digest_size=16)

    def data(self, docname: str) -> bytes:
        """Return what the file of a document holds.

        Raises:
            OSError: it can't be read.
        """
        if docname in self.given:
            return self.given[docname]
        return (self.files.source / self.files.paths[docname]).read_bytes()

    def names_pages(self, docname: str) -> bool:
        """Whether a document seems to say at its top that it has other pages."""
        if docname in self.given:
            return _PAGES.search(self.given[docname][:_TOP]) is not None
        try:
            with (self.files.source / self.files.paths[docname]).open("rb") as file:
                return _PAGES.search(file.read(_TOP)) is not None
        except OSError:
            return False

    def mark(self, docname: str, data: bytes, beside: Iterable[str] = ()) -> bytes:
        """Return a digest of all that the reading of a document rests on.

        Args:
            data: what its own file holds.
            beside: the files that are read for it besides.
        """
        digest = self.basis.copy()
        path = self.files.paths[docname]
        digest.update(f"{docname}\0{path}\0{self.files.syntax_of(path)}\0".encode())
        digest.update(data)
        for name in beside:
            digest.update(self._held(name))
        return digest.digest()

    def _held(self, path: str) -> bytes:
        """Return a digest of a file beside the documents; one that can't be read has its own."""
        try:
            data = (self.files.source / path).read_bytes()
        except OSError as error:
            return str(error.strerror).encode()
        return hashlib.blake2b(data, digest_size=16).digest()

    def read(self, docname: str, data: bytes) -> tuple[Facts, Outline]:
        """Return what is known of a document, and what it has.

        Raises:
            Unreadable: it is no text, or can't be read as a document.
        """
        # Imported late: where nothing changed, nothing is read.
        from ..checks.information import information
        from ..readers.document import read_document
        from ..readers.syntax import TOO_DEEP, Unreadable
        from .many_pages import TOCTREE
        from .said import find_banner, find_pages, find_template

        try:
            found = read_document(text_of(data), self.context(docname))
        except RecursionError as error:
            raise Unreadable(TOO_DEEP) from error
        named, paged = find_template(found.outline), find_pages(found.outline)
        said = (named, paged, find_banner(found.outline))
        problems = tuple(each for each in said if isinstance(each, Problem))
        facts = Facts(
            self.mark(docname, data, found.beside),
            found.outline.title,
            named if isinstance(named, str) else None,
            paged == TOCTREE,
            found.toctrees,
            found.records,
            (*found.problems, *problems),
            {**information(found.outline), **found.information},
            found.views,
            found.beside,
        )
        return facts, found.outline

    def context(self, docname: str) -> Context:
        """Return what readers have to know of the project and of a document."""
        from ..readers.reading import Context
        from ..records.levels import Scale

        configuration = self.configuration
        return Context(
            docname=docname,
            suffix=self.files.syntax_of(self.files.paths[docname]),
            path=self.files.paths[docname],
            root=configuration.source,
            extensions=self.extensions,
            kinds=configuration.kinds,
            scale=Scale(configuration.settings.risk_scale),
            language=configuration.language,
        )


def _extensions(configuration: Configuration) -> tuple[str, ...]:
    """Return the optional syntax of MyST that is on."""
    said = configuration.sphinx.get("myst_enable_extensions")
    if isinstance(said, list | set | tuple):
        return tuple(sorted(map(str, said)) if isinstance(said, set) else map(str, said))
    computed = "myst_enable_extensions" in configuration.computed
    return EXTENSIONS if configuration.conf is None or computed else ()


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
