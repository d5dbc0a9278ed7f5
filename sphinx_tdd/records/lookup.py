"""Records found by their names, and by what they say of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from ..model.kind import Record
from .plain import slug

SUPERSEDES = "supersedes"
"""The field that names the records which a record replaces."""


class Lookup:
    """The records of a project, to be asked for by name or by place."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = tuple(records)
        self._named: dict[tuple[str, str], Record] = {}
        self._made: dict[tuple[str, str], list[Record]] = defaultdict(list)
        self._at = {(record.docname, record.anchor): record for record in self.records}
        for record in self.records:
            key = (record.kind, record.id)
            if record.named:
                self._named.setdefault(key, record)
            else:
                self._made[key].append(record)

    def find(self, kind: str, target: str, docname: str) -> Record | None:
        """Return the record that `target` means in a document, or None.

        An id that a writer gave is known everywhere. A name made from a title (or the title
        itself) is known in its own document first, elsewhere where only one record has it.
        """
        named = self._named.get((kind, target))
        if named is not None:
            return named
        made = self._made.get((kind, target)) or self._made.get((kind, slug(target)), [])
        here = [record for record in made if record.docname == docname]
        if here:
            return here[0]
        return made[0] if len(made) == 1 else None

    def at(self, docname: str, anchor: str) -> Record | None:
        """Return the record at a place, or None."""
        return self._at.get((docname, anchor))

    def superseders(self, docname: str, anchor: str) -> list[Record]:
        """Return the records that say they supersede the one at a place."""
        return self.superseding.get((docname, anchor), [])

    @cached_property
    def superseding(self) -> dict[tuple[str, str], list[Record]]:
        """By place, the records that say they supersede the one there."""
        back: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in self.records:
            for target in superseded(record):
                other = self.find(record.kind, target, record.docname)
                if other is not None and other is not record:
                    back[other.docname, other.anchor].append(record)
        return dict(back)


def superseded(record: Record) -> tuple[str, ...]:
    """Return the ids of the records that this one says it supersedes."""
    value = record.fields.get(SUPERSEDES, ())
    return (value,) if isinstance(value, str) else tuple(p for p in value if isinstance(p, str))


def shown_name(record: Record) -> str:
    """Return what a reference to a record shows: its id, or its title where the id is our own."""
    return record.id if record.named else record.title


def face(record: Record) -> str:
    """Return all that another page shows of a record, to tell whether that page is stale."""
    return "\0".join((record.docname, record.anchor, shown_name(record), record.title))
