"""What a diagram shows, as values: nodes, and edges from one to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from ..directives.kind_views import backs_of
from ..model.kind import Record
from ..model.titles import title_key
from ..records.plain import plain_text
from ..records.query import Item, parse, parse_keys, sort
from .names import title_of

if TYPE_CHECKING:
    from ..directives.view import View
    from .project import Project

Key = tuple[str, str]
"""What a node stands for: docname and anchor of a record, or "" and the key of a name."""


class Node(msgspec.Struct, frozen=True):
    """One thing in a diagram.

    Attributes:
        title: its words.
        id: the id that the writer gave it, where the diagram shows that.
        kind: the kind of its record; "" where no record has the name.
        note: what else is said of it in short: a status, a technology.
        lines: what it holds, such as the attributes of an entity.
        docname: the document of its record, "" where there is none.
        anchor: the place of its record.
        is_external: whether the writer said that it is described elsewhere.
    """

    title: str
    id: str = ""
    kind: str = ""
    note: str = ""
    lines: list[str] = []
    docname: str = ""
    anchor: str = ""
    is_external: bool = False

    @property
    def name(self) -> str:
        """Its id with its title, in one line."""
        return f"{self.id}: {self.title}" if self.id else self.title


class Edge(msgspec.Struct, frozen=True):
    """A line from a node to another, each by its place among the nodes.

    Attributes:
        text: the sentence that it stands for, "" where all edges of a diagram say the same.
        mention: where in the sentence the other node is named.
        ends: how many there are at either end, "" where it is not said.
    """

    source: int
    target: int
    text: str = ""
    mention: tuple[int, int] = (0, 0)
    ends: tuple[str, str] = ("", "")


class Graph(msgspec.Struct, frozen=True):
    """What a diagram shows.

    Attributes:
        nodes: its nodes: first the records that were asked for, then what they are linked with.
        own: how many of the nodes are records that were asked for.
        unread: for each of these records, its sentences from which no edge follows.
        total: how many records of the kind the chosen documents have.
    """

    nodes: list[Node]
    edges: list[Edge]
    own: int
    total: int
    unread: list[list[str]]


class Thing(msgspec.Struct, frozen=True):
    """What an edge leads to or comes from, before it has a place among the nodes."""

    key: Key
    record: Record | None = None
    name: str = ""
    is_elsewhere: bool = False


class Link(msgspec.Struct, frozen=True):
    """An edge before its ends have a place among the nodes."""

    source: Thing
    target: Thing
    text: str = ""
    mention: tuple[int, int] = (0, 0)
    ends: tuple[str, str] = ("", "")


def of_record(record: Record) -> Thing:
    """Return the thing that a record is."""
    return Thing((record.docname, record.anchor), record)


def of_name(name: str, is_elsewhere: bool = False) -> Thing:
    """Return the thing that has a name and no record."""
    words, is_external = _outside(name)
    return Thing(("", title_key(words)), None, words, is_external or is_elsewhere)


EXTERNAL = "(external)"
"""What follows a name that is described nowhere."""

Links = Callable[["Project", Item], Iterable[Link]]
"""Finds the edges that a record speaks of."""

Unread = Callable[["Project", Item], Iterable[str]]
"""Finds the sentences of a record from which no edge follows."""

Show = Callable[["Project", Record], Node]
"""Makes the node of a record that was asked for."""


def graph(project: Project, view: View, links: Links, show: Show, unread: Unread) -> Graph:
    """Return the graph of the records of a view's kind.

    `:where:` says which records there are in it, `:documents:` of which of them it speaks: what
    those are linked with is in it too.
    """
    met = _met(project, view)
    chosen = [item for item in met if view.takes(item.record.docname)]
    own = {of_record(item.record).key: item.record for item in chosen}
    known = {of_record(item.record).key for item in met}
    found = [
        link
        for item in met
        for link in links(project, item)
        if {link.source.key, link.target.key} & own.keys()
        and all(_is_in(each, view.kind, known) for each in (link.source, link.target))
    ]
    things = {key: Thing(key, record) for key, record in own.items()}
    for link in found:
        things.setdefault(link.source.key, link.source)
        things.setdefault(link.target.key, link.target)
    place = {key: number for number, key in enumerate(things)}
    items = project.items.get(view.kind, ())
    return Graph(
        [_node(project, thing, view.kind, show) for thing in things.values()],
        [_edge(link, place) for link in found],
        len(own),
        sum(view.takes(item.record.docname) for item in items),
        [list(unread(project, item)) for item in chosen],
    )


def _met(project: Project, view: View) -> list[Item]:
    """Return the records that meet the condition of a view, in the order of their kind."""
    kind = project.kinds[view.kind]
    items = sort(project.items.get(view.kind, ()), parse_keys(kind.sort, kind))
    if "where" not in view.options:
        return items
    backs = backs_of(kind, project.kinds.values())
    query = parse(view.options["where"], kind, project.scale, backs=backs)
    return [item for item in items if query.matches(item, project.today)]


def _is_in(thing: Thing, kind: str, known: set[Key]) -> bool:
    return thing.record is None or thing.record.kind != kind or thing.key in known


def _node(project: Project, thing: Thing, kind: str, show: Show) -> Node:
    record = thing.record
    if record is None:
        return Node(thing.name, is_external=thing.is_elsewhere)
    if record.kind == kind:
        return show(project, record)
    return node_of(project, record)


def _outside(name: str) -> tuple[str, bool]:
    """Return the words of a name, and whether it is said to be described elsewhere."""
    text = plain_text(name)
    words = text[: -len(EXTERNAL)].rstrip() if text.casefold().endswith(EXTERNAL) else text
    return (words, True) if words and words != text else (text, False)


def node_of(project: Project, record: Record, note: str = "", lines: Iterable[str] = ()) -> Node:
    """Return the node of a record that is known by its title."""
    return Node(
        title_of(project, record),
        "",
        record.kind,
        note,
        list(lines),
        record.docname,
        record.anchor,
    )


def _edge(link: Link, place: dict[Key, int]) -> Edge:
    source, target = place[link.source.key], place[link.target.key]
    return Edge(source, target, link.text, link.mention, link.ends)


def by_source(content: Graph) -> dict[int, list[Edge]]:
    """Return the edges of a graph by the place of the node that they lead from."""
    found: dict[int, list[Edge]] = {}
    for edge in content.edges:
        found.setdefault(edge.source, []).append(edge)
    return found
