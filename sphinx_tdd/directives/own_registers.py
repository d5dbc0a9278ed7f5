"""A register in a document that has such records itself is a table of them, for the outline.

A writer who describes each component in a block gives the overview that the template owes by a
register, and does not define the components twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes

from ..model.kind import Record
from .marks import DOCNAME, NUMBER, VIEW
from .view import View


def let_registers_stand(
    document: nodes.document, docname: str, views: Sequence[View], records: Sequence[Record]
) -> None:
    """Write on the placeholder of each register the records of its own document that it takes."""
    for node in document.findall(nodes.container):
        view = views[node[NUMBER]] if VIEW in node and node.get(DOCNAME) == docname else None
        if view is not None and view.name == "register" and view.takes(docname):
            _write(node, list(_holders(document, records, view.kind)), view)


def _write(node: nodes.container, holders: list[nodes.Element], view: View) -> None:
    if holders:
        fields = [name for holder in holders for name in holder["tdd-fields"]]
        node["tdd-kind"] = view.kind
        node["tdd-fields"] = list(dict.fromkeys(fields))
        node["tdd-records"] = [facts for holder in holders for facts in holder["tdd-records"]]


def _holders(
    document: nodes.document, records: Sequence[Record], kind: str
) -> Iterator[nodes.Element]:
    """Yield the tables and blocks of the document that hold records of the register's kind."""
    seen: set[int] = set()
    for record in records:
        place = document.ids.get(record.anchor) if record.kind == kind else None
        while place is not None and "tdd-records" not in place:
            place = place.parent
        if place is not None and id(place) not in seen:
            seen.add(id(place))
            yield place
