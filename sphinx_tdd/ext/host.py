"""What Sphinx does for the directives of a document that it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import make_id
from sphinx.util.parsing import nested_parse_to_nodes

from ..records.levels import DEFAULT_STEPS, Scale
from ..records.lookup import shown_name
from .domain import domain_of
from .leads import KINDS

if TYPE_CHECKING:
    from docutils.parsers.rst.states import RSTState
    from docutils.statemachine import StringList
    from sphinx.environment import BuildEnvironment

    from ..directives.view import View
    from ..model.kind import Kind, Problem, Record


class SphinxHost:
    """The environment and the domain, for the document that is being read."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.domain = domain_of(env)
        self.docname = env.current_document.docname
        self.root: Path | None = Path(env.srcdir)
        self.scale = Scale(tuple(getattr(env.config, "tdd_risk_scale", DEFAULT_STEPS)))

    @property
    def path(self) -> str:
        """The document's file, relative to the source folder."""
        return Path(self.env.doc2path(self.docname, base=False)).as_posix()

    @property
    def file(self) -> str:
        """The document's file as Sphinx names it."""
        return str(self.env.doc2path(self.docname))

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of record that the project has."""
        return self.domain.kinds

    def stated(self) -> Sequence[Record]:
        """Return the records of the document so far."""
        return self.domain.stated_in(self.docname)

    def problems(self) -> Sequence[Problem]:
        """Return the problems of the document so far."""
        return self.domain.problems.get(self.docname, ())

    def views(self) -> Sequence[View]:
        """Return the views of the document so far."""
        return self.domain.views.get(self.docname, ())

    def note_records(self, records: Iterable[Record]) -> None:
        """Keep records in the domain."""
        self.domain.note_records(self.docname, records)

    def note_problems(self, problems: Iterable[Problem]) -> None:
        """Keep what is wrong; it is told when the findings are judged."""
        self.domain.note_problems(self.docname, problems)

    def note_view(self, view: View) -> None:
        """Keep a view in the domain."""
        self.domain.note_view(self.docname, view)

    def note_information(self, information: dict[str, str]) -> None:
        """Keep what the document says of itself in the domain."""
        self.domain.note_information(self.docname, information)

    def note_dependency(self, path: str) -> None:
        """Let Sphinx read the document again when a file changes."""
        self.env.note_dependency(path)

    def has_setting(self, name: str) -> bool:
        """Whether an extension that is loaded has a setting."""
        return name in self.env.config

    def anchor(self, document: nodes.document, kind: str, id: str) -> str:
        """Return an id as Sphinx makes them."""
        return make_id(self.env, document, kind, id)

    def index(self, title: str, records: Iterable[Record]) -> list[nodes.Element]:
        """Return the entries of the index, as Sphinx has them."""
        entries = [
            ("single", f"{title}; {_index_name(record)}", record.anchor, "", None)
            for record in records
        ]
        return [addnodes.index(entries=entries)]

    def link(self, content: nodes.Element, kinds: Sequence[str], name: str) -> nodes.Element:
        """Return a reference that is resolved when pages are written."""
        return addnodes.pending_xref(
            "",
            content,
            refdomain=self.domain.name,
            reftype=kinds[0],
            reftarget=name,
            refdoc=self.docname,
            refexplicit=False,
            # Told with the findings, since a build reads few of the documents that it judges.
            refwarn=False,
            **{KINDS: list(kinds)},
        )

    def nested(self, state: RSTState, content: StringList, offset: int) -> list[nodes.Node]:
        """Return the nodes of content without headings."""
        return nested_parse_to_nodes(state, content, offset=offset, allow_section_headings=False)


def _index_name(record: Record) -> str:
    """Return a record's id and title, without what separates the parts of an index entry."""
    name = shown_name(record)
    text = name if name == record.title else f"{name}: {record.title}"
    return text.replace(";", ",")
