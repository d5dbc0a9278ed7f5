"""What directives ask of those who read the document: Sphinx, or a reader without a build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from docutils import nodes
from docutils.parsers.rst.states import RSTState
from docutils.statemachine import StringList

from ..model.kind import Kind, Problem, Record
from ..records.levels import Scale
from .view import View


class Host(Protocol):
    """Knows the project and the document, and keeps what directives find out."""

    @property
    def docname(self) -> str:
        """Return the name of the document that is read."""

    @property
    def path(self) -> str:
        """Return its file, relative to the source folder, with `/`."""

    @property
    def file(self) -> str:
        """Return its file as parsers name it."""

    @property
    def root(self) -> Path | None:
        """Return the source folder; None where no file may be read."""

    @property
    def scale(self) -> Scale:
        """Return the steps of impact and likelihood."""

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """Return the kinds of record that the project has, by name."""

    def stated(self) -> Sequence[Record]:
        """Return the records that were noted for the document so far."""

    def problems(self) -> Sequence[Problem]:
        """Return the problems that were noted for the document so far."""

    def views(self) -> Sequence[View]:
        """Return the views that were noted for the document so far."""

    def note_records(self, records: Iterable[Record]) -> None:
        """Keep records."""

    def note_problems(self, problems: Iterable[Problem]) -> None:
        """Keep what is wrong."""

    def note_view(self, view: View) -> None:
        """Keep a view."""

    def note_information(self, information: dict[str, str]) -> None:
        """Keep what the document says of itself."""

    def note_dependency(self, path: str) -> None:
        """Keep that the document is made from a file too, by its path in the source folder."""

    def has_setting(self, name: str) -> bool:
        """Whether the project has a setting, as it has where an extension is loaded."""

    def anchor(self, document: nodes.document, kind: str, id: str) -> str:
        """Return an id for the place of a record that no other node of the document has."""

    def index(self, title: str, records: Iterable[Record]) -> list[nodes.Element]:
        """Return what stands in the index for records of a kind with a title."""

    def link(self, content: nodes.Element, kinds: Sequence[str], name: str) -> nodes.Element:
        """Return a reference to a record of one of several kinds, by its name."""

    def nested(self, state: RSTState, content: StringList, offset: int) -> list[nodes.Node]:
        """Return the nodes of content without headings."""
