"""The domain `tdd`: what the build knows of each document, and the roles that lead to records.

Everything in its data is plain and kept by docname, so that a document read again, removed, or
read in another process takes its own along and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Set
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from ..model.kind import Problem, Record, decode_records, encode_records
from ..model.kind_library import KindLibrary
from ..records.lookup import Lookup, shown_name
from ..records.made import Made
from .domain_data import BY_DOCUMENT, DomainData
from .leads import ANCHOR, FROM, KINDS, TITLE, leads_in

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..directives.view import View
    from .project import Project

ANY = ""
"""The kind in a reference that any kind of record may answer."""

GLOSSARY = "term"
"""The role of Sphinx that leads to terms, which records may be."""

_ANY_ROLES = frozenset({"any", "myst"})

OUTLINE = "tdd_outline"
"""The attribute of a doctree with the document's outline as bytes; no writer sees it."""


class TddDomain(DomainData):
    """Records, outlines and verdicts of all documents.

    Attributes:
        kinds: the kinds of record that the project has; `domain_of_kinds` fills them in, with the
            roles and object types that follow from them.
        project: all documents together, once they are judged; of this build, never kept.
        made: the records that documents are themselves, once it is known which are; of this
            build, never kept.
    """

    name = "tdd"
    label = "Technical design"
    kinds: ClassVar[KindLibrary] = KindLibrary()

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._lookup: Lookup | None = None
        self._fresh: dict[str, list[Record]] = {}
        self._decoded: dict[str, tuple[bytes, tuple[Record, ...]]] = {}
        self.project: Project | None = None
        self.made = Made()
        self.made_key = b""

    # -- records ---------------------------------------------------------------------------

    def records_of(self, docname: str) -> tuple[Record, ...]:
        """Return a document's records: that which it is itself, and those stated in it."""
        stated = self.stated_in(docname)
        itself = self.made.records.get(docname)
        found = stated if itself is None else (itself, *stated)
        if docname in self.made.superseding:
            return tuple(map(self.made.whole, found))
        return found

    def stated_in(self, docname: str) -> tuple[Record, ...]:
        """Return the records that directives in a document state, in the order of the document."""
        if docname in self._fresh:
            return tuple(self._fresh[docname])
        data = self.records.get(docname)
        if data is None:
            return ()
        kept = self._decoded.get(docname)
        if kept is None or kept[0] is not data:
            kept = self._decoded[docname] = (data, decode_records(data))
        return kept[1]

    def all_records(self) -> Iterator[Record]:
        """Yield every record of the project, by docname, in the order of its document."""
        for docname in sorted({*self.records, *self._fresh, *self.made.records}):
            yield from self.records_of(docname)

    def stated_records(self) -> Iterator[Record]:
        """Yield every record that a directive states, by docname."""
        for docname in sorted(self.records):
            yield from self.stated_in(docname)

    def take_made(self, made: Made, key: bytes) -> None:
        """Take the records that documents are themselves; of this build, never kept here."""
        self.made, self.made_key = made, key
        self._lookup = None

    def said(self, docname: str) -> dict[str, str]:
        """Return what a document says of itself, and of the decision that it is."""
        said = self.information.get(docname, {})
        itself = self.made.records.get(docname)
        if itself is None:
            return said
        own = {"id": itself.id} if itself.named else {}
        status = itself.fields.get("status")
        return {**own, **said, **({"status": status} if isinstance(status, str) else {})}

    # -- notes ----------------------------------------------------------------------------

    def note_outline(self, docname: str, doctree: nodes.document, outline: bytes) -> None:
        """Keep a document's outline with its doctree, which Sphinx keeps in a file by itself.

        The environment is read and written as a whole in nearly every build, and few builds ask
        for the outline of a document that they did not read.
        """
        self.outlines[docname] = outline
        self.marks[docname] = hashlib.blake2b(outline, digest_size=16).digest()
        setattr(doctree, OUTLINE, outline)

    def outline_of(self, docname: str) -> bytes:
        """Return a document's outline, as bytes."""
        if docname not in self.outlines:
            return bytes(getattr(self.env.get_doctree(docname), OUTLINE))
        return self.outlines[docname]

    def note_records(self, docname: str, records: Iterable[Record]) -> None:
        """Add records to those of their document."""
        self._fresh.setdefault(docname, list(self.stated_in(docname))).extend(records)
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

    def note_view(self, docname: str, view: View) -> int:
        """Keep a directive that shows what the project holds; return its number, from 0."""
        views = self.views.get(docname, ())
        self.views[docname] = (*views, view)
        return len(views)

    def note_information(self, docname: str, information: dict[str, str]) -> None:
        """Add to what a document says of itself."""
        if information:
            self.information.setdefault(docname, {}).update(information)

    # -- the life of a document -----------------------------------------------------------

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        for part in BY_DOCUMENT:
            self.data[part].pop(docname, None)
        if docname in self.shown:
            self.read_again[docname] = set(self.shown[docname])
        self._fresh.pop(docname, None)
        self.made.records.pop(docname, None)
        self._lookup = None

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        for part in BY_DOCUMENT:
            theirs, ours = otherdata[part], self.data[part]
            ours.update({name: theirs[name] for name in docnames if name in theirs})
        self._lookup = None

    def note_document(self, docname: str, document: nodes.document) -> None:
        """Note what a document refers to, also by `:any:` and in translated text, and its records.

        Not `process_doc`: MyST-Parser makes references of some links after that.
        """
        for node in document.findall(addnodes.pending_xref):
            kind = node.get("reftype", "")
            if node.get("refdomain") == self.name:
                for each in node.get(KINDS, (kind,)):
                    self.note_reference(docname, each, node["reftarget"])
            elif kind == GLOSSARY:
                self.note_reference(docname, GLOSSARY, node["reftarget"])
            elif kind in _ANY_ROLES:
                self.note_reference(docname, ANY, node["reftarget"])
        if docname in self._fresh:
            self._keep_records(docname, document)
            self.let_registers_stand(docname, document)

    def let_registers_stand(self, docname: str, document: nodes.document) -> None:
        """Write on the registers of a document which of its own records they show."""
        if docname in self.views:
            # Imported late: few documents have a register.
            from ..directives.own_registers import let_registers_stand

            let_registers_stand(document, docname, self.views[docname], self.stated_in(docname))

    def _keep_records(self, docname: str, document: nodes.document) -> None:
        """Keep the records of a document that was read whole, and their text as it is shown."""
        # Imported late: a build in which nothing changed reads no document.
        from .excerpts import pack, take

        records = self._fresh.pop(docname)
        self.records[docname] = encode_records(records)
        excerpts = take(document, records)
        if excerpts:
            self.excerpts[docname] = pack(excerpts)
            texts = (text for fields in excerpts.values() for text in fields.values())
            leads = {lead for text in texts for lead in leads_in(text)}
            self.leads[docname] = {lead for lead in leads if lead[0] != self.name}

    # -- finding records ------------------------------------------------------------------

    @property
    def lookup(self) -> Lookup:
        """The records of the project, to be asked for by name or place."""
        if self._lookup is None:
            self._lookup = Lookup(self.all_records())
        return self._lookup

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
        if ANCHOR in node:
            place, title = (node["tdd-docname"], node[ANCHOR]), node.get(TITLE)
            return _refnode(builder, fromdocname, *place, contnode, title)
        source = node.get(FROM, fromdocname)
        if KINDS in node:
            record = self.lookup.find_any(node[KINDS], target, source)
        else:
            record = self.lookup.find(typ, target, source)
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
        find, source = self.lookup.find, node.get(FROM, fromdocname)
        found = ((kind, find(kind, target, source)) for kind in sorted(self.roles))
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
            # A field that names a record by its title shows the title.
            by_title = KINDS in node and node["reftarget"] != record.id
            text = contnode.astext() if by_title else shown_name(record)
            content = nodes.inline("", text, classes=contnode.get("classes", []))
        title = record.title if record.named else None
        return _refnode(builder, fromdocname, record.docname, record.anchor, content, title)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield what stands in `objects.inv` and in the search: the records that have an id."""
        for record in self.all_records():
            if record.named:
                yield record.id, record.id, record.kind, record.docname, record.anchor, 1


def _refnode(
    builder: Builder,
    source: str,
    docname: str,
    anchor: str,
    content: nodes.Node,
    title: str | None,
) -> nodes.reference:
    """Return a reference; where all documents are on one page, to the place there alone.

    Sphinx names the document too then, and an address with two places leads nowhere.
    """
    made = make_refnode(builder, source, docname, anchor, content, title)
    before, _sign, place = made.get("refuri", "").rpartition("#")
    if "#" in before:
        made["refuri"] = f"{before.partition('#')[0]}#{place}"
    return made


def domain_of(env: BuildEnvironment) -> TddDomain:
    """Return the domain of an environment."""
    return cast("TddDomain", env.domains["tdd"])


def domain_of_kinds(kinds: KindLibrary) -> type[TddDomain]:
    """Return the domain with the roles and object types of kinds."""
    names = {head.name: head.title.lower() for head in kinds.heads()}
    made: dict[str, Any] = {
        "kinds": kinds,
        "object_types": {name: ObjType(title, name) for name, title in names.items()},
        "roles": {
            name: XRefRole(warn_dangling=True, innernodeclass=nodes.inline) for name in names
        },
        "dangling_warnings": {
            name: f"there is no {title} %(target)r" for name, title in names.items()
        },
    }
    return type("TddDomain", (TddDomain,), made)
