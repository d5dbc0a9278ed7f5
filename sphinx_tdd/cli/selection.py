"""Which documents of which project the paths on the command line mean."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from sphinx_tdd.model.titles import did_you_mean
from sphinx_tdd.project.configuration import Configuration, Unusable, configure
from sphinx_tdd.project.files import Files, find_files, suffix_of, why_none

from .failure import Failure

if TYPE_CHECKING:
    from sphinx_tdd.project.run import Outcome

STDIN = "-"
"""The path that stands for standard input."""


class Selection(msgspec.Struct, frozen=True):
    """A project, and the documents in it that are meant.

    Attributes:
        names: the docnames, None for all documents.
        given: the text of documents that is not to be had from their files, by docname.
        unread: what could not be looked into, a folder or a link, each with the reason.
    """

    configuration: Configuration
    files: Files
    names: frozenset[str] | None = None
    given: Mapping[str, bytes] = {}
    unread: tuple[str, ...] = ()

    @property
    def prefix(self) -> str:
        """The source folder as seen from where the command runs, "" where it is that."""
        path = os.path.relpath(self.files.source, Path.cwd()).replace("\\", "/")
        return "" if path == "." else path

    def path(self, docname: str) -> str:
        """Return the file of a document as seen from where the command runs."""
        return self.seen(self.files.paths[docname])

    def seen(self, path: str) -> str:
        """Return a path in the source folder as seen from where the command runs."""
        return f"{self.prefix}/{path}".removeprefix("/")


def select(
    paths: Sequence[str],
    source: Path | None = None,
    stdin: tuple[str, bytes] | None = None,
    *,
    strangers: bool = False,
) -> Selection:
    """Return the documents that are meant.

    Args:
        paths: files, folders and patterns; none for the whole project.
        source: the source folder, where it is said.
        stdin: the name of a file and its text, which is to be taken for what the file holds.
        strangers: whether files count that are none of the project's documents.

    Raises:
        Failure: there is no such file, or it is not clear which project is meant.
    """
    wanted = list(_expanded(paths))
    named = [*wanted, *([Path(stdin[0])] if stdin else [])]
    configuration = configured(_start(named), source)
    files = find_files(configuration)
    if not named:
        return _with_unread(Selection(configuration, files), [""])
    paths_of = dict(files.paths)
    names = frozenset(_names(wanted, files, paths_of, strangers))
    given = {}
    if stdin is not None:
        docname = _added(Path(stdin[0]), files, paths_of)
        given, names = {docname: stdin[1]}, names | {docname}
    files = msgspec.structs.replace(files, paths={n: paths_of[n] for n in sorted(paths_of)})
    folders = [_within(place, files) for place in wanted if place.is_dir()]
    return _with_unread(Selection(configuration, files, names, given), folders)


def _with_unread(selection: Selection, folders: Sequence[str]) -> Selection:
    """Return a selection with what could not be looked into in some folders, "" for all."""
    unread = tuple(
        f"{selection.seen(place)}: {why}"
        for place, why in selection.files.broken
        if any(not folder or f"{place}/".startswith(f"{folder}/") for folder in folders)
    )
    return msgspec.structs.replace(selection, unread=unread)


def unreadable(outcome: Outcome, selection: Selection) -> list[str]:
    """Return what a check of a selection could not read, each with the reason."""
    files = {selection.seen(path): why for path, why in outcome.unreadable}
    others = (told for told in selection.unread if told.partition(": ")[0] not in files)
    return [*others, *(f"{path}: {why}" for path, why in files.items())]


def configured(start: Path, source: Path | None = None) -> Configuration:
    """Return the configuration of the project that a folder belongs to.

    Raises:
        Failure: a file can't be read, or it is not clear which project is meant.
    """
    try:
        return configure(start, source)
    except Unusable as error:
        raise Failure(str(error)) from error


def _expanded(paths: Sequence[str]) -> Iterator[Path]:
    """Yield the files and folders that paths and patterns name."""
    for text in paths:
        if os.path.lexists(text):
            yield Path(text)
        elif glob.has_magic(text):
            found = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 - as shells do
            if not found:
                raise Failure(f"nothing matches {text!r}")
            yield from map(Path, found)
        else:
            folder = Path(text).parent
            beside = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []
            raise Failure(f"there is no {text!r}{did_you_mean(Path(text).name, beside)}")


def _start(named: Sequence[Path]) -> Path:
    """Return the folder from which the project is looked for."""
    first = named[0] if named else Path()
    return (first if first.is_dir() else first.parent).resolve()


def _names(
    wanted: Sequence[Path], files: Files, paths: dict[str, str], strangers: bool
) -> Iterator[str]:
    """Yield the documents in files and folders.

    Args:
        paths: the files of documents by docname, to which strangers are added.
    """
    known = {path: name for name, path in files.paths.items()}
    for place in wanted:
        within = _within(place, files)
        if place.is_dir():
            found = [n for path, n in known.items() if not within or path.startswith(f"{within}/")]
            yield from found
        elif within in known:
            yield known[within]
        elif strangers:
            yield _added(place, files, paths)
        else:
            why = why_none(within, files)
            message = f"{place} is no document of the project, and is passed over: {why}"
            click.echo(f"sphinx-tdd: {message}", err=True)


def _added(path: Path, files: Files, paths: dict[str, str]) -> str:
    """Return the docname of a file, which counts as a document."""
    within = _within(path, files)
    suffix = suffix_of(within, files.syntax)
    if not suffix:
        raise Failure(f"{path}: the name of a document ends in {' or '.join(files.syntax)}")
    name = within[: len(within) - len(suffix)]
    paths.setdefault(name, within)
    return name


def _within(path: Path, files: Files) -> str:
    """Return a path relative to the source folder, with `/`; "" for that folder or one above it.

    A link stays what it is called, unless only what it leads to is in the source folder.
    """
    named = Path(os.path.normpath(Path.cwd() / path))
    source = files.source.resolve()
    for found in (named.parent.resolve() / named.name, named.resolve()):
        if found.is_relative_to(source):
            within = found.relative_to(source).as_posix()
            return "" if within == "." else within
    if path.is_dir() and source.is_relative_to(named.resolve()):
        return ""
    raise Failure(f"{path} lies outside the source folder {source}; say another with --source")
