"""Which directives there are: the one table that names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from ..model.kind import Kind
    from ..model.kind_library import Head
    from .directive import TddDirective


class Entry(msgspec.Struct, frozen=True):
    """A directive.

    Attributes:
        target: the module in this package and the class that does the work, `module:Class`.
        kind: the name of the kind whose records it reads or shows, "" for none.
        titled: whether words may stand behind its name.
    """

    name: str
    target: str
    kind: str
    titled: bool = True


OF_NO_KIND = (
    Entry("document-info", "information:InformationDirective", "document-info", titled=False),
    Entry("risk-matrix", "kind_views:MatrixDirective", "risk"),
    Entry("component-diagram", "kind_views:ComponentDiagram", "component"),
    Entry("entity-diagram", "kind_views:EntityDiagram", "entity"),
    Entry("decision-graph", "kind_views:DecisionGraph", "decision"),
    Entry("tdd-coverage", "project_views:CoverageDirective", ""),
    Entry("tdd-documents", "project_views:DocumentsDirective", ""),
    Entry("tdd-report", "project_views:ReportDirective", ""),
    Entry("tdd-versions", "project_views:VersionsDirective", ""),
)
"""The directives beside those that each kind has."""

_BY_NAME = {entry.name: entry for entry in OF_NO_KIND}
_OF_KIND = re.compile(r"(?P<kind>.+)-(?:table|record|register)")


def entries_of(head: Head | Kind) -> Iterator[Entry]:
    """Yield the directives that a kind has."""
    if head.table:
        yield Entry(f"{head.name}-table", "tables:RecordTable", head.name)
    if head.record:
        yield Entry(f"{head.name}-record", "blocks:RecordBlock", head.name)
    if head.table or head.record:
        yield Entry(f"{head.name}-register", "kind_views:RegisterDirective", head.name)


def find(name: str, kinds: Mapping[str, Kind]) -> Entry | None:
    """Return the directive of a name, with or without that of the domain; None for none of ours.

    Args:
        kinds: the kinds of record that the project has, by name.
    """
    name = name.casefold().removeprefix("tdd:")
    match = _OF_KIND.fullmatch(name)
    kind = kinds.get(match["kind"]) if match else None
    found = (entry for entry in entries_of(kind) if entry.name == name) if kind else iter(())
    return _BY_NAME.get(name) or next(found, None)


def working(target: str, name: str, kind: Kind | None) -> type[TddDirective]:
    """Return the class that does the work of a directive; imported late, few documents need it."""
    module, _, base = target.partition(":")
    found = getattr(import_module(f".{module}", __package__), base)
    made: type[TddDirective] = type(name, (found,), {"kind": kind} if kind else {})
    return made
