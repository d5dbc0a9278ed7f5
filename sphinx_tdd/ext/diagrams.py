"""The diagrams: what components need, how entities are related, what replaced a decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..directives.view import View
from ..model.kind import Record
from ..records.nothing import is_nothing
from ..records.plain import plain_text
from ..records.query import Item
from ..records.relations import Names, Relation, relations
from ..records.values import flat
from .excerpts import text_of
from .graph import Graph, Link, Node, Thing, graph, node_of, of_name, of_record
from .names import title_of

if TYPE_CHECKING:
    from .project import Project

_SENTENCES = re.compile(r"\n|;\s|(?<=[.!?])\s+(?=[A-Z])")


# -- components ---------------------------------------------------------------------------


def component_content(project: Project, view: View) -> Graph:
    """Return what a diagram of components shows: an edge leads to what a component needs."""
    return graph(project, view, _needs, _component, _nothing)


def _needs(project: Project, item: Item) -> Iterator[Link]:
    own = of_record(item.record)
    for target in _targets(project, item, "dependencies"):
        yield Link(own, target)


def _component(project: Project, record: Record) -> Node:
    return node_of(project, record, _text(project, record, "technology"))


# -- decisions ----------------------------------------------------------------------------


def decision_content(project: Project, view: View) -> Graph:
    """Return what a graph of decisions shows: an edge leads from the old to the new."""
    return graph(project, view, _replaced, _decision, _nothing)


def _replaced(project: Project, item: Item) -> Iterator[Link]:
    own = of_record(item.record)
    for target in _targets(project, item, "supersedes"):
        yield Link(target, own)


def _decision(project: Project, record: Record) -> Node:
    status = record.fields.get("status", "")
    return Node(
        title_of(project, record),
        record.id if record.named else "",
        record.kind,
        status if isinstance(status, str) else "",
        [],
        record.docname,
        record.anchor,
    )


# -- entities -----------------------------------------------------------------------------


def entity_content(project: Project, view: View) -> Graph:
    """Return what a diagram of entities shows: an edge for each one that a sentence names."""
    found = _Entities(project)
    return graph(project, view, found.links, _entity, found.unread)


class _Entities:
    """All entities of a project, by their names in sentences."""

    def __init__(self, project: Project) -> None:
        self.records = [item.record for item in project.items.get("entity", ())]
        names = [
            (name, number)
            for number, record in enumerate(self.records)
            for name in _names(project, record)
        ]
        self.names = Names(names)
        self.place = {id(record): number for number, record in enumerate(self.records)}

    def links(self, project: Project, item: Item) -> Iterator[Link]:
        """Yield an edge for each entity that a sentence of the record names."""
        own = of_record(item.record)
        for sentence in _relationships(project, item.record):
            for each in self._read(sentence, item.record):
                other = of_record(self._nearest(each, item.record))
                mention = (each.mention.start, each.mention.end)
                yield Link(own, other, sentence, mention, (each.own, each.other))

    def unread(self, project: Project, item: Item) -> list[str]:
        """Return the sentences of a record that name no other entity."""
        sentences = _relationships(project, item.record)
        return [each for each in sentences if not self._read(each, item.record)]

    def _read(self, sentence: str, record: Record) -> list[Relation]:
        return relations(sentence, self.names, self.place[id(record)])

    def _nearest(self, relation: Relation, record: Record) -> Record:
        """Return the entity that is meant: the one in the same document, else the first."""
        meant = [self.records[key] for key in relation.mention.keys]
        here = [each for each in meant if each.docname == record.docname]
        return (here or meant)[0]


def _names(project: Project, record: Record) -> set[str]:
    """Return the names by which sentences call an entity, also in the language of its page."""
    named = {record.id} if record.named else set()
    return {title_of(project, record), plain_text(record.title)} | named


def _relationships(project: Project, record: Record) -> list[str]:
    """Return the sentences on the relationships of an entity, as its page has them."""
    excerpt = project.shown(record).get("relationships")
    if excerpt:
        texts = [text_of([part]) for part in _items(excerpt)]
    else:
        texts = [*flat(record.fields.get("relationships", ()))]
    parts = (plain_text(part) for text in texts for part in _SENTENCES.split(text))
    return [part for part in parts if part and not is_nothing(part)]


def _items(excerpt: list[object]) -> Iterator[object]:
    """Yield the items of lists in an excerpt, and its other blocks as they are."""
    for part in excerpt:
        if isinstance(part, list) and part[0] in {"bullet_list", "enumerated_list"}:
            yield from part[2:]
        else:
            yield part


def _entity(project: Project, record: Record) -> Node:
    return node_of(project, record, lines=_attributes(record))


def _attributes(record: Record) -> list[str]:
    """Return the attributes of an entity: `name: type, constraints`."""
    value = record.fields.get("attributes", ())
    texts = (value,) if isinstance(value, str) else value
    return [plain_text(t) if isinstance(t, str) else _attribute(t) for t in texts]


def _attribute(entry: dict[str, str | tuple[str, ...]]) -> str:
    parts = [", ".join(flat(entry.get(key, ""))) for key in ("name", "type", "constraints")]
    name, *rest = (plain_text(part) for part in parts)
    said = ", ".join(part for part in rest if part)
    return f"{name}: {said}" if said else name


# -- shared -------------------------------------------------------------------------------


def _nothing(project: Project, item: Item) -> tuple[str, ...]:
    return ()


def _targets(project: Project, item: Item, name: str) -> Iterator[Thing]:
    """Yield what a field of links names: records, and names that no record has."""
    field = item.kind.by_name.get(name)  # a team's own kind may have no such field
    kinds = (field.targets if field else ()) or (item.kind.name,)
    for text in flat(item.record.fields.get(name, ())):
        words = plain_text(text)
        if words and not is_nothing(words):
            find, docname = project.lookup.find_any, item.record.docname
            found = find(kinds, text, docname) or find(kinds, words, docname)
            elsewhere = any(project.is_elsewhere(kind, text) for kind in kinds)
            yield of_record(found) if found else of_name(words, elsewhere)


def _text(project: Project, record: Record, name: str) -> str:
    """Return a field's text without markup, as the record's page has it."""
    excerpt = project.shown(record).get(name)
    if excerpt:
        return text_of(excerpt)
    return ", ".join(plain_text(text) for text in flat(record.fields.get(name, "")) if text)
