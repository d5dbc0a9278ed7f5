"""The cells of a register as values: what is shown in them, and where they lead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from ..model.kind import Field, Record
from ..records.export import words_of
from ..records.links import is_name, targets_of
from ..records.plain import plain_text
from ..records.query import Column, Item
from .excerpts import Excerpt, text_of
from .names import name_of, title_of

if TYPE_CHECKING:
    from .project import Project


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one cell shows.

    Attributes:
        text: its words, without markup: also what the CSV file has.
        excerpt: its text as the record's page shows it, where that is more than words.
        step: the step of a level, from 1, 0 for none.
        rank: its place among the values of its column, from 1, where words do not tell the order.
        links: the words that lead somewhere: each with docname and anchor; for what may be a
            record of another project "" and the kinds that it may be of, with commas.
    """

    text: str = ""
    excerpt: Excerpt = []
    step: int = 0
    rank: int = 0
    links: tuple[tuple[str, str, str], ...] = ()


def cell_of(project: Project, item: Item, column: Column, lead: bool) -> Cell:
    """Return the cell of a record in a column; the one that leads it links to the record."""
    record = item.record
    if column.name in {"document", "document-title"}:
        title = item.document.get("title", record.docname)
        return Cell(title, links=((title, record.docname, ""),))
    cell = _value(project, item, column)
    if lead and not cell.links:
        text = cell.text or name_of(project, record).text
        return Cell(text, links=((text, record.docname, record.anchor),))
    return cell


def _value(project: Project, item: Item, column: Column) -> Cell:
    value: Any = column.value(item)
    if value is None:
        return Cell()
    if column.field is None and column.type == "links":
        return _ways(project, item.record, column.name)
    if column.type == "links":
        return _links(project, item.record, column, value)
    if column.field is not None:
        excerpt = project.shown(item.record).get(column.field.name)
        if excerpt is not None and column.type in {"text", "list", "entries", "tasks"}:
            return Cell(text_of(excerpt), excerpt)
    step = column.step(item) if column.step else None
    return Cell(words_of(value, column), step=step or 0)


def _ways(project: Project, record: Record, name: str) -> Cell:
    ways = project.links.back.get((record.docname, record.anchor), ())
    return _leading(project, (way.record for way in ways if way.name == name))


def _leading(project: Project, records: Iterable[Record]) -> Cell:
    names = [name_of(project, one) for one in records]
    links = tuple((name.text, name.docname, name.anchor) for name in names)
    return Cell(", ".join(text for text, _, _ in links), links=links)


def _links(project: Project, record: Record, column: Column, value: Any) -> Cell:
    """Return the names in a field of links, each with the record that it means."""
    field, links = column.field, []
    for name in (value,) if isinstance(value, str) else value:
        found = project.links.target(record, field, name) if field else None
        links.append(
            (
                found.id if name == found.id and found.named else title_of(project, found),
                found.docname,
                found.anchor,
            )
            if found
            else (plain_text(name), "", _kinds_of(field, record, name))
        )
    return Cell(", ".join(text for text, _, _ in links), links=tuple(links))


def _kinds_of(field: Field | None, record: Record, name: str) -> str:
    return ",".join(targets_of(field, record.kind)) if field and is_name(name) else ""
