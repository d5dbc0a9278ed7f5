"""Records found by their names, and by what they say of each other."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from ..model.kind import ANY_KIND, Record
from .plain import plain_text


class Lookup:
    """The records of a project, to be asked for by name or by place."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = tuple(records)
        self._named: dict[tuple[str, str], Record] = {}
        self._made: dict[tuple[str, str], list[Record]] = defaultdict(list)
        self._other: dict[tuple[str, str], list[Record]] = defaultdict(list)
        self._at = {(record.docname, record.anchor): record for record in self.records}
        for record in self.records:
            key = (record.kind, record.id)
            if record.named:
                self._named.setdefault(key, record)
            else:
                self._made[key].append(record)
            for name in record.names:
                self._other[record.kind, name].append(record)

    def find(self, kind: str, target: str, docname: str) -> Record | None:
        """Return the record that `target` means in a document, or None.

        An id that a writer gave is known everywhere. A name made from a title (or the title
        itself) is known in its own document first, elsewhere where only one record has it.
        """
        named = self._named.get((kind, target))
        if named is not None:
            return named
        made = self._made.get((kind, target)) or self._titled_made(kind, target)
        here = [record for record in made if record.docname == docname]
        if here:
            return here[0]
        return made[0] if len(made) == 1 else self._by_other_name(kind, target, docname)

    def _by_other_name(self, kind: str, name: str, docname: str) -> Record | None:
        """Return the record that another of its names means: the one nearby, or the only one."""
        if not self._other:
            return None
        from .numbers import name_key  # late: few projects have such records

        found = self._other.get((kind, name.casefold())) or self._other.get((kind, name_key(name)))
        folder = posixpath.dirname(docname)
        near = [one for one in found or () if posixpath.dirname(one.docname) == folder]
        chosen = near if len(near) == 1 else found or []
        return chosen[0] if len(chosen) == 1 else None

    def _titled_made(self, kind: str, title: str) -> list[Record]:
        """Return the records without an id of the writer's that have a title, in any case."""
        return [
            record for record in self._by_title.get((kind, fold(title)), ()) if not record.named
        ]

    def at(self, docname: str, anchor: str) -> Record | None:
        """Return the record at a place, or None."""
        return self._at.get((docname, anchor))

    def find_any(self, kinds: Iterable[str], name: str, docname: str) -> Record | None:
        """Return the record of one of the kinds that a field means by `name`, or None.

        By its id, or by its title in any case; the document's own records come first where several
        have the title.
        """
        wanted = self._kinds if ANY_KIND in kinds else tuple(kinds)
        found = (self.find(kind, name, docname) for kind in wanted)
        first = next((record for record in found if record is not None), None)
        return first or self._titled(wanted, fold(name), docname) or self._cased(wanted, name)

    def _cased(self, kinds: Iterable[str], name: str) -> Record | None:
        """Return the one record whose id is a name but for upper and lower case."""
        same = [one for kind in kinds for one in self._by_id.get((kind, name.casefold()), ())]
        return same[0] if len(same) == 1 else None

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], list[Record]]:
        found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in self._named.values():
            found[record.kind, record.id.casefold()].append(record)
        return found

    def titled(self, kinds: Iterable[str], name: str) -> list[Record]:
        """Return all records of kinds that have a title, in any case."""
        wanted = self._kinds if ANY_KIND in kinds else tuple(kinds)
        return [record for kind in wanted for record in self._by_title.get((kind, fold(name)), ())]

    def _titled(self, kinds: Iterable[str], key: str, docname: str) -> Record | None:
        same = [record for kind in kinds for record in self._by_title.get((kind, key), ())]
        here = [record for record in same if record.docname == docname]
        if here:
            return here[0]
        return same[0] if len(same) == 1 else None

    @cached_property
    def _kinds(self) -> tuple[str, ...]:
        return tuple(sorted({record.kind for record in self.records}))

    @cached_property
    def _by_title(self) -> dict[tuple[str, str], list[Record]]:
        found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in self.records:
            found[record.kind, fold(record.title)].append(record)
        return found

    def names(self, kinds: Iterable[str]) -> list[str]:
        """Return the names by which records of kinds can be called: ids, and titles."""
        wanted = self._kinds if ANY_KIND in kinds else tuple(kinds)
        records = [record for record in self.records if record.kind in wanted]
        ids = [record.id for record in records if record.named]
        return list(dict.fromkeys([*ids, *(plain_text(record.title) for record in records)]))


def fold(title: str) -> str:
    """Return a title as it is compared: its words without markup, in lower case."""
    return " ".join(plain_text(title).casefold().split())


def shown_name(record: Record) -> str:
    """Return what a reference to a record shows: its id, or its title where the id is our own."""
    return record.id if record.named else record.title


def face(record: Record) -> str:
    """Return all that another page shows of a record, to tell whether that page is stale."""
    return "\0".join((record.docname, record.anchor, shown_name(record), record.title))
