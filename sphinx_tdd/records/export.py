"""Records as rows of words: what registers and exports have in their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..model.kind import Kind, Record
from .links import Links
from .plain import plain_text
from .query import Column, Item, parse_columns

_PARAGRAPH = re.compile(r"\n\s*\n")


def usual_columns(kind: Kind, backs: Mapping[str, str], items: Iterable[Item]) -> list[Column]:
    """Return the columns that a register of a kind has, of those that hold anything."""
    usual = kind.register or ("id", *kind.shown, *(["level"] if kind.level else []), "document")
    found = parse_columns(",".join(usual), kind, dict(backs))
    shown = list(items)
    return [each for each in found if any(each.value(item) for item in shown)]


def words_of(value: Any, column: Column) -> str:
    """Return a value in words, without markup and on one line; an id as it is."""
    text = value if isinstance(value, str) else _joined(_texts(value))
    if column.type == "id":
        return text
    return " ".join(plain_text(part) for part in _PARAGRAPH.split(text) if part.strip())


def _texts(value: Any) -> list[str]:
    parts = [part if isinstance(part, str) else next(iter(part.values()), "") for part in value]
    return [part if isinstance(part, str) else ", ".join(part) for part in parts]


def _joined(texts: Iterable[str]) -> str:
    """Return texts one after the other, with commas between those that are no sentences."""
    joined = ""
    for text in texts:
        between = " " if joined.endswith((".", "!", "?", ";", ":")) else ", "
        joined += f"{between}{text}" if joined else text
    return joined


def rows(items: Iterable[Item], columns: Sequence[Column], links: Links) -> Iterator[list[str]]:
    """Yield the cells of each record in words."""
    for item in items:
        yield [cell(item, column, links) for column in columns]


def cell(item: Item, column: Column, links: Links) -> str:
    """Return what a record has in a column, in words."""
    record = item.record
    if column.name in {"document", "document-title"}:
        return item.document.get("title", record.docname)
    if column.type == "links" and column.field is None:
        ways = links.back.get((record.docname, record.anchor), ())
        return ", ".join(_name(way.record) for way in ways if way.name == column.name)
    value: Any = column.value(item)
    if value is None:
        return ""
    if column.type == "links" and column.field is not None:
        names = (value,) if isinstance(value, str) else value
        targets = ((name, links.target(record, column.field, name)) for name in names)
        return ", ".join(_target(name, found) for name, found in targets)
    return words_of(value, column)


def _target(name: str, found: Record | None) -> str:
    """Return what is shown for a name of a record: an id as it is, else the title."""
    if found is None:
        return plain_text(name)
    return found.id if found.named and name == found.id else plain_text(found.title)


def _name(record: Record) -> str:
    return record.id if record.named else plain_text(record.title)
