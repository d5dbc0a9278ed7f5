"""The directive `document-info`: what a document says of itself, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.nodes import Node

from ..model.finding import Rule
from ..model.kind import Field
from ..records.body import read_yaml
from ..records.plain import plain_text
from ..records.reader import Reader, knows
from ..records.tree import Pair, Pairs, Text
from ..records.values import Given
from .base import KindDirective
from .cells import Cells, standing, words
from .words import word

if TYPE_CHECKING:
    from ..records.reader import Entry

OPTIONS = ("class", "name")
_KEPT = {"id": "id", "version": "version", "status": "status", "author": "owner"}
"""The fields that the project's lists show, and the names by which they are asked for."""


def is_word(text: str) -> bool:
    """Whether a text is words alone, without markup."""
    return text.replace(" ", "").replace("-", "").isalnum()


class InformationDirective(KindDirective):
    """Shows the fields of its body and of the front matter; what the body says comes first."""

    def run(self) -> list[Node]:
        """Return the table."""
        self.prepare()
        self.refuse_options((name for name in self.options if name not in OPTIONS), OPTIONS)
        entry = self._entry()
        if not entry.given:
            message = (
                f"this {self.name} has nothing to show: give fields in its body, as in "
                "'version: 1.2', or in the front matter"
            )
            self.note(Rule.RECORD_YAML, self.line, message)
            return []
        self._keep(entry)
        return [self._table(entry)]

    def _entry(self) -> Entry:
        body = read_yaml(list(self.content), self.first, lambda key: knows(self.kind, key))
        self.note_all(body.problems)
        reader = Reader(self.kind, self.docname, self.scale, self.source)
        own = body.root.pairs if isinstance(body.root, Pairs) else ()
        said = {field.name for pair in own if (field := self.kind.field(pair.key))}
        pairs = tuple(pair for pair in self._front_matter() if pair.key not in said)
        reading = reader.one(body.root, self.line, Pairs(pairs, self.line))
        self.note_all(p for p in reading.problems if p.rule != Rule.RECORD_MISSING_FIELD.value)
        return reading.entries[0]

    def _front_matter(self) -> Iterator[Pair]:
        """Yield the fields of the front matter; both parsers set it as a list at the top."""
        found = [n for n in self.state.document.children if isinstance(n, nodes.field_list)]
        for item in found[0].children if found else ():
            if isinstance(item, nodes.field):
                name, value = item.children[0].astext(), item.children[-1].astext()
                field = self.kind.field(name.removeprefix("tdd-"))
                line = item.line or 1
                if field is not None and value.strip() and value != "null":
                    yield Pair(field.name, line, Text(value.strip(), line))

    def _keep(self, entry: Entry) -> None:
        """Note what the project's lists show."""
        said = {}
        for name, key in _KEPT.items():
            value = entry.record.fields.get(name)
            if value:
                texts = (value,) if isinstance(value, str) else value
                said[key] = ", ".join(plain_text(t) for t in texts if isinstance(t, str))
        self.host.note_information(said)

    def _table(self, entry: Entry) -> nodes.table:
        cells = Cells(self, self.path)
        table = nodes.table(classes=["tdd-table", "tdd-document-info", "colwidths-given"])
        table["classes"] += self.classes()
        self.add_name(table)
        group = nodes.tgroup(cols=2)
        group += [nodes.colspec(colwidth=24, stub=1), nodes.colspec(colwidth=56)]
        group += nodes.tbody("", *self._rows(entry, cells))
        table += group
        self.mark(table, [entry])
        return table

    def _rows(self, entry: Entry, cells: Cells) -> Iterator[nodes.row]:
        for field in self.kind.fields:
            given = entry.given.get(field.name)
            if given is not None:
                head = nodes.entry("", words(word(field.heading)))
                yield nodes.row("", head, nodes.entry("", *self._value(field, given, cells)))

    def _value(self, field: Field, given: Given, cells: Cells) -> list[Node]:
        if field.name == "status" and isinstance(given.value, str) and is_word(given.value):
            return [nodes.paragraph("", "", standing(given.value))]
        if isinstance(given.value, str):
            return cells.value(field, given)
        texts = [part for part in given.value if isinstance(part, str)]
        return cells.text(", ".join(texts), given.lines[0])
