"""The file that `:file:` names: found inside the source folder, noted, and read."""

from __future__ import annotations

import posixpath
from pathlib import Path
from posixpath import dirname
from typing import TYPE_CHECKING

from ..records.data_files import CSV_SUFFIXES, YAML_SUFFIXES

if TYPE_CHECKING:
    from .host import Host


class Refused(Exception):
    """A file that can't be used; its text says why."""


def locate(host: Host, name: str) -> Path:
    """Return the file that a document names, beside it or, after a `/`, from the source folder.

    Raises:
        Refused: the file is not there, or lies outside the source folder (links are followed).
    """
    if host.root is None:
        raise Refused(f"the file {name!r} is not read: the document has no source folder")
    try:
        relative = relative_path(host.path, name)
        path = (host.root / relative).resolve()
        inside = path.is_relative_to(host.root.resolve())
        there = inside and path.is_file()
    except (OSError, ValueError, RuntimeError) as error:
        raise Refused(f"{name!r} is no name of a file: {error}") from error
    if not inside:
        raise Refused(
            f"the file {name!r} lies outside the source folder; put it beside the document"
        )
    host.note_dependency(relative)
    if not there:
        raise Refused(f"there is no file {name!r} beside the document")
    return path


def relative_path(document: str, name: str) -> str:
    """Return the path in the source folder of a file that a document there names."""
    beside = name[1:] if name.startswith("/") else posixpath.join(dirname(document), name)
    return posixpath.normpath(beside)


def read_text(path: Path, other: tuple[str, ...] = CSV_SUFFIXES) -> str:
    """Return the text of a file of YAML, or of another format.

    Args:
        path: the file.
        other: the suffixes that files of the other format have.

    Raises:
        Refused: it can't be read, or is not UTF-8.
    """
    if path.suffix.lower() not in YAML_SUFFIXES + other:
        known = ", ".join(YAML_SUFFIXES + other)
        formats = f"YAML nor {other[0].lstrip('.').upper()}"
        raise Refused(f"the file {path.name!r} is neither {formats} ({known})")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"the file {path.name!r} is not UTF-8 text: {error.reason}") from error
    except OSError as error:
        raise Refused(f"the file {path.name!r} can't be read: {error.strerror}") from error
