"""What the directives of all kinds share: options taken as text, lines, problems, records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import msgspec
from docutils import nodes

from ..model.kind import Field, Kind, Record
from ..records.levels import Scale
from ..records.links import is_name, targets_of
from ..records.plain import plain_text
from ..records.reader import Entry
from ..records.values import Given
from .cells import words
from .directive import TddDirective
from .facts import facts_of
from .marks import COLUMNS, DOCNAME
from .words import _, capital, small, word

if TYPE_CHECKING:
    from docutils.nodes import Element, Node


class KindDirective(TddDirective):
    """A directive that reads records of one kind."""

    kind: ClassVar[Kind]

    def taken(self) -> set[str]:
        """Return the ids that records of the kind have in this document already."""
        return {record.id for record in self.host.stated() if record.kind == self.kind.name}

    def anchored(self, entry: Entry, place: Element) -> Entry:
        """Return the entry with its anchor, which is given to the node that is its place."""
        document = self.state.document
        anchor = self.host.anchor(document, self.kind.name, entry.record.id)
        place["ids"].insert(0, anchor)
        place[DOCNAME] = self.docname
        document.set_id(place)
        record = msgspec.structs.replace(entry.record, anchor=anchor, lines=self._lines(entry))
        return msgspec.structs.replace(entry, record=record)

    def _lines(self, entry: Entry) -> dict[str, int]:
        """Return the lines of the fields that a check over all records may speak of."""
        spoken_of = {rule.field for rule in self.kind.rules}
        return {
            name: given.lines[0]
            for name, given in entry.given.items()
            if given.lines[0] != entry.record.line
            and (name in spoken_of or self.kind.by_name[name].type == "links")
        }

    def keep(self, entries: Iterable[Entry]) -> None:
        """Note the records."""
        self.host.note_records([entry.record for entry in entries])

    def index(self, records: Iterable[Record]) -> list[Element]:
        """Return what stands in the index for the records."""
        made = self.host.index(capital(self.kind.title), records)
        for node in made:
            node.source, node.line = self.path, self.line
        return made

    def links(self, field: Field, given: Given) -> nodes.paragraph:
        """Return the names of other records as references; names that mean none stay text."""
        result = words("")
        result.clear()
        names = (given.value,) if isinstance(given.value, str) else given.value
        for name, line in zip(names, given.lines, strict=False):
            result += nodes.Text(", ") if result.children else []
            result += self._link(field, str(name), line)
        return result

    def _link(self, field: Field, name: str, line: int) -> Node:
        if not is_name(name):
            return nodes.Text(plain_text(name))
        kinds = targets_of(field, self.kind.name)
        content = nodes.inline("", name, classes=["xref", "tdd", f"tdd-{kinds[0]}"])
        reference = self.host.link(content, kinds, name)
        reference.source, reference.line = self.path, line
        return reference

    def mark(self, node: Element, entries: Iterable[Entry]) -> None:
        """Write on a node what kind of records it holds, and which fields are given."""
        entries = list(entries)
        given = {name for entry in entries for name in entry.given}
        shown = node.get(COLUMNS, ()) if isinstance(node, nodes.table) else None
        node["tdd-kind"] = self.kind.name
        node["tdd-fields"] = [f.name for f in self.kind.fields if f.name in given]
        node["tdd-records"] = [facts_of(self.kind, entry, shown) for entry in entries]
        node.source, node.line = self.path, self.line


def badge(scale: Scale, level: int, kind: Kind) -> nodes.inline:
    """Return a level as text with a class for its colour."""
    shade = scale.shade(level)
    names = {"level": word(scale.name(level)), "record": small(kind.title)}
    text = _("%(level)s %(record)s") % names
    return nodes.inline(
        "", text[:1].upper() + text[1:], classes=["tdd-level", f"tdd-level-{shade}"]
    )


def separated(parts: list[Node]) -> list[Node]:
    """Return inline nodes with a dot between each two."""
    result: list[Node] = []
    for part in parts:
        result += [nodes.Text(" · "), part] if result else [part]
    return result
