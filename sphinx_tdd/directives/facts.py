"""What is written on a node for those who read the doctree into an outline."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..model.kind import Kind
from ..records.plain import plain_text
from ..records.reader import Entry
from ..records.values import flat

Facts = list[object]
"""Of one record its title, line and source; its fields; the texts of those that are not shown."""


def facts_of(kind: Kind, entry: Entry, shown: Collection[str] | None) -> Facts:
    """Return what is known of a record besides what its node shows.

    Args:
        shown: the fields whose text the node shows; None for all.
    """
    record = entry.record
    fields = ",".join(_fields(kind, entry))
    hidden = [] if shown is None else list(_hidden(entry, shown))
    return [record.title, record.line, record.source, fields, hidden]


def _fields(kind: Kind, entry: Entry) -> Iterator[str]:
    """Yield the name of each field that is given; of one with choices its value too."""
    for field in kind.fields:
        value = entry.record.fields.get(field.name)
        if value is not None:
            yield f"{field.name}={value}" if value in field.choices else field.name


def _hidden(entry: Entry, shown: Collection[str]) -> Iterator[list[object]]:
    for name, given in entry.given.items():
        if name not in shown:
            for text, line in zip(flat(given.value), given.lines, strict=False):
                yield [name, line, plain_text(text)]
