"""The domain `tdd`: what the build knows of each document, and the roles that lead to records.

Everything in its data is plain and kept by docname, so that a document read again, removed, or
read in another process takes its own along and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from ..model.kind import Kind, Problem, Record
from ..records.lookup import Lookup, face, shown_name

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

ANY = ""
"""The kind in a reference that any kind of record may answer."""

_ANY_ROLES = frozenset({"any", "myst"})

Reference = tuple[str, str]
"""A kind (or `ANY`) and what is referred to."""


class TddDomain(Domain):
    """Records, outlines and verdicts of all documents.

    Attributes:
        kinds: the kinds of record that the project has; `domain_of_kinds` fills them in, with the
            roles and object types that follow from them.
    """

    name = "tdd"
    label = "Technical design"
    data_version = 1
    initial_data: ClassVar[dict[str, dict[str, Any]]] = {
        "outlines": {},  # docname -> outline as bytes
        "records": {},  # docname -> its records
        "problems": {},  # docname -> what is wrong with its records
        "references": {},  # docname -> the records it refers to
        "verdicts": {},  # docname -> key and verdict as bytes
        "shown": {},  # docname -> by builder, a digest of what its references led to
    }
    kinds: ClassVar[dict[str, Kind]] = {}

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._lookup: Lookup | None = None

    # -- the data, typed ------------------------------------------------------------------

    @property
    def outlines(self) -> dict[str, bytes]:
        """Each document's outline, as bytes."""
        return self.data["outlines"]  # type: ignore[no-any-return]

    @property
    def records(self) -> dict[str, tuple[Record, ...]]:
        """Each document's records, in the order of the document."""
        return self.data["records"]  # type: ignore[no-any-return]

    @property
    def problems(self) -> dict[str, tuple[Problem, ...]]:
        """What is wrong with each document's records."""
        return self.data["problems"]  # type: ignore[no-any-return]

    @property
    def references(self) -> dict[str, set[Reference]]:
        """What each document refers to."""
        return self.data["references"]  # type: ignore[no-any-return]

    @property
    def verdicts(self) -> dict[str, tuple[bytes, bytes]]:
        """Each document's verdict under the key of what it was judged by."""
        return self.data["verdicts"]  # type: ignore[no-any-return]

    @property
    def shown(self) -> dict[str, dict[str, bytes]]:
        """What each document's references led to when a builder last wrote it."""
        return self.data["shown"]  # type: ignore[no-any-return]

    def all_records(self) -> Iterator[Record]:
        """Yield every record of the project, by docname, in the order of its document."""
        for docname in sorted(self.records):
            yield from self.records[docname]

    # -- notes ----------------------------------------------------------------------------

    def note_outline(self, docname: str, outline: bytes) -> None:
        """Keep a document's outline."""
        self.outlines[docname] = outline

    def note_records(self, docname: str, records: Iterable[Record]) -> None:
        """Add records to those of their document."""
        self.records[docname] = (*self.records.get(docname, ()), *records)
        self._lookup = None

    def note_record(self, docname: str, record: Record) -> None:
        """Add a record to those of its document."""
        self.note_records(docname, (record,))

    def note_problems(self, docname: str, problems: Iterable[Problem]) -> None:
        """Add to what is wrong with a document's records; said when findings are judged."""
        added = tuple(problems)
        if added:
            self.problems[docname] = (*self.problems.get(docname, ()), *added)

    def note_problem(self, docname: str, problem: Problem) -> None:
        """Add one problem to those of its document."""
        self.note_problems(docname, (problem,))

    def note_reference(self, docname: str, kind: str, target: str) -> None:
        """Keep that a document refers to a record (of any kind where `kind` is empty)."""
        self.references.setdefault(docname, set()).add((kind, target))

    # -- the life of a document -----------------------------------------------------------

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        for part in self.initial_data:
            self.data[part].pop(docname, None)
        self._lookup = None

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for part in self.initial_data:
            theirs, ours = otherdata[part], self.data[part]
            ours.update({name: theirs[name] for name in docnames if name in theirs})
        self._lookup = None

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note what the document refers to, also by `:any:` and in translated text."""
        for node in document.findall(addnodes.pending_xref):
            kind = node.get("reftype", "")
            if node.get("refdomain") == self.name:
                self.note_reference(docname, kind, node["reftarget"])
            elif kind in _ANY_ROLES:
                self.note_reference(docname, ANY, node["reftarget"])

    # -- finding records ------------------------------------------------------------------

    @property
    def lookup(self) -> Lookup:
        """The records of the project, to be asked for by name or place."""
        if self._lookup is None:
            self._lookup = Lookup(self.all_records())
        return self._lookup

    # -- pages to write again -------------------------------------------------------------

    def stale(self, builder: str = "") -> list[str]:
        """Return the documents that show records of other pages which have changed since.

        What is shown now is kept, for each builder by itself: builders may share one environment
        and write at different times.
        """
        changed = []
        for docname in sorted({*self.references, *self.records, *self.shown}):
            digest = self._digest(docname)
            if self.shown.get(docname, {}).get(builder, b"") != digest:
                self.shown.setdefault(docname, {})[builder] = digest
                changed.append(docname)
        return changed

    def _digest(self, docname: str) -> bytes:
        """Return a digest of what a document shows of records; empty where it shows nothing."""
        parts: list[str] = []
        for kind, target in sorted(self.references.get(docname, ())):
            kinds = [kind] if kind != ANY else sorted(self.roles)
            found = [self.lookup.find(name, target, docname) for name in kinds]
            parts += (f"{kind}\0{target}\0{face(record)}" for record in found if record)
        for record in self.records.get(docname, ()):
            others = self.lookup.superseders(docname, record.anchor)
            parts += (f"{record.anchor}\0{face(other)}" for other in others)
        text = "\n".join(parts).encode()
        return hashlib.blake2b(text, digest_size=16).digest() if parts else b""

    # -- references -----------------------------------------------------------------------

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return the reference that a role of ours stands for, or None."""
        if "tdd-anchor" in node:
            record = self.lookup.at(node["tdd-docname"], node["tdd-anchor"])
        else:
            record = self.lookup.find(typ, target, fromdocname)
        return self._reference(builder, fromdocname, record, node, contnode) if record else None

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return the references that `:any:` may mean, with their roles."""
        find = self.lookup.find
        found = ((kind, find(kind, target, fromdocname)) for kind in sorted(self.roles))
        return [
            (f"tdd:{kind}", self._reference(builder, fromdocname, record, node, contnode))
            for kind, record in found
            if record is not None
        ]

    def _reference(
        self,
        builder: Builder,
        fromdocname: str,
        record: Record,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference:
        content: nodes.Node = contnode
        if not node.get("refexplicit"):
            content = nodes.inline("", shown_name(record), classes=contnode.get("classes", []))
        title = record.title if record.named else None
        return make_refnode(builder, fromdocname, record.docname, record.anchor, content, title)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield what stands in `objects.inv` and in the search: the records that have an id."""
        for record in self.all_records():
            if record.named:
                yield record.id, record.id, record.kind, record.docname, record.anchor, 1


def domain_of(env: BuildEnvironment) -> TddDomain:
    """Return the domain of an environment."""
    return cast("TddDomain", env.domains["tdd"])


def domain_of_kinds(kinds: Mapping[str, Kind]) -> type[TddDomain]:
    """Return the domain with the roles and object types of kinds."""
    names = {kind.name: kind.title.lower() for kind in kinds.values()}
    made: dict[str, Any] = {
        "kinds": dict(kinds),
        "object_types": {name: ObjType(title, name) for name, title in names.items()},
        "roles": {
            name: XRefRole(warn_dangling=True, innernodeclass=nodes.inline) for name in names
        },
        "dangling_warnings": {
            name: f"there is no {title} %(target)r" for name, title in names.items()
        },
    }
    return type("TddDomain", (TddDomain,), made)
