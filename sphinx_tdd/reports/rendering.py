"""What all formats are told alike beside the report, and the findings in their order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from ..model.finding import Finding, Rule
from ..model.report import DocumentReport, Report

OLD_DEBT = "old debt, in the baseline"
"""Why a finding that the baseline holds is kept quiet."""

CAN_BE_PUT_IN = frozenset(
    rule.value
    for rule in (Rule.MISSING_SECTION, Rule.MISSING_ITEM, Rule.MISSING_TABLE, Rule.MISSING_COLUMN)
)
"""The rules of which `sphinx-tdd fix` puts in what is missing."""

_ON_WINDOWS = re.compile(r"[A-Za-z]:[\\/]")


class Rendering(msgspec.Struct, frozen=True):
    """What a format needs to know beside the report.

    Attributes:
        prefix: the source folder as seen from the folder to which paths are to be relative: where
            the command was run, or the root of the repository. "" where they are the same.
        settings: the file of the project's settings, relative to the same folder. Formats that
            need a file for each finding give it to those that have none.
        rules: what rules ask for that are none of `Rule`, by name.
        paid: how many entries of the baseline nothing was found for any more.
    """

    prefix: str = ""
    settings: str = ""
    rules: Mapping[str, str] = {}
    paid: int = 0

    def path(self, path: str) -> str:
        """Return where a file is that a report names relative to the source folder."""
        if is_absolute(path):
            return path.replace("\\", "/") if _ON_WINDOWS.match(path) else path
        return posixpath.normpath(posixpath.join(self.prefix.replace("\\", "/"), path))


Writer = Callable[[Report, Rendering], str]
"""Writes a report in one format; the text ends with a line break where it is not empty."""


class Place(NamedTuple):
    """A finding and where it is.

    Attributes:
        path: the file, "" where it is about the whole project and names none.
        document: None where it belongs to none.
    """

    finding: Finding
    path: str
    document: DocumentReport | None

    @property
    def line(self) -> int:
        """The line in the file, from 1."""
        return max(self.finding.line, 1) if self.path else 1

    @property
    def text(self) -> str:
        """The place as compilers write it, "" where there is no file."""
        return f"{self.path}:{self.line}" if self.path else ""


def places(report: Report, rendering: Rendering) -> Iterator[Place]:
    """Yield all findings: those of the project, then those of each document, by line."""
    yield from _sorted(report.findings, None, rendering)
    for document in sorted(report.documents, key=lambda each: (each.docname, each.path)):
        yield from _sorted(document.findings, document, rendering)


def loud(report: Report, rendering: Rendering) -> Iterator[Place]:
    """Yield the findings that nothing keeps quiet, information too."""
    return (place for place in places(report, rendering) if not place.finding.silent)


def _sorted(
    findings: tuple[Finding, ...], document: DocumentReport | None, rendering: Rendering
) -> list[Place]:
    own = document.path if document else ""
    made = (Place(f, _path(f.source or own, rendering), document) for f in findings)
    return sorted(made, key=lambda place: _key(place, own, rendering))


def _key(place: Place, own: str, rendering: Rendering) -> tuple[bool, str, int]:
    """Return what sorts findings: those in the document's own file first, then by line.

    Those of one line keep their order, which is that of the template.
    """
    return place.path != _path(own, rendering), place.path, place.finding.line


def _path(path: str, rendering: Rendering) -> str:
    return rendering.path(path) if path else ""


def is_absolute(path: str) -> bool:
    """Whether a path starts at the root of a file system, here or on Windows."""
    return path.startswith("/") or _ON_WINDOWS.match(path) is not None
