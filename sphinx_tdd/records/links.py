"""What records say of each other: links that their fields name, and the ways back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

import msgspec

from ..model.finding import Rule
from ..model.kind import ANY_KIND, Field, Kind, Problem, Record, Value
from ..model.titles import did_you_mean
from .lookup import Lookup, shown_name
from .nothing import is_nothing

Place = tuple[str, str]
"""A docname and an anchor: the place of a record."""

_UNCHECKED = re.compile(r"[`<>|]|\]\(|://|\(external\)\W*$", re.IGNORECASE)
"""What makes a name no name of a record: markup, an address, a word that it is somebody else's."""


class Link(msgspec.Struct, frozen=True):
    """A name in a field, and the record that it means, None where there is none."""

    record: Record
    field: Field
    name: str
    target: Record | None


class Back(msgspec.Struct, frozen=True):
    """A way back: the words for it, and the record that leads here.

    Attributes:
        standing: whether it leads from one record to another of its own kind alone, as from a
            decision to the one that supersedes it.
    """

    words: str
    name: str
    record: Record
    standing: bool = False


def names_in(record: Record, field: Field) -> tuple[str, ...]:
    """Return the names of other records that a field of a record holds."""
    return tuple(filter(is_name, _texts(record.fields.get(field.name, ()))))


def _texts(value: Value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(t for t in value if isinstance(t, str))


def is_name(text: str) -> bool:
    """Whether a text in a field of links is meant to be the name of a record."""
    return bool(text.strip()) and not is_nothing(text) and not _UNCHECKED.search(text)


def targets_of(field: Field, kind: str) -> tuple[str, ...]:
    """Return the kinds that the names in a field of a kind may be of, `any` for all."""
    return field.targets or (kind,)


class Links:
    """All links between the records of a project."""

    def __init__(self, lookup: Lookup, kinds: Mapping[str, Kind]) -> None:
        self.lookup = lookup
        self.kinds = kinds
        self._backs: dict[str, frozenset[str]] = {}

    @cached_property
    def all(self) -> tuple[Link, ...]:
        """Every name in a field of links, in the order of the records."""
        return tuple(self._all())

    def _all(self) -> Iterator[Link]:
        fields: dict[str, tuple[Field, ...]] = {}
        for record in self.lookup.records:
            if record.kind not in fields:
                fields[record.kind] = link_fields(self.kinds.get(record.kind))
            for field in fields[record.kind]:
                for name in names_in(record, field):
                    yield Link(record, field, name, self.target(record, field, name))

    def target(self, record: Record, field: Field, name: str) -> Record | None:
        """Return the record that a name in a field means, never the record itself; or None."""
        wanted = targets_of(field, record.kind)
        found = self.lookup.find_any(wanted, name, record.docname)
        return None if found is record else found

    @cached_property
    def back(self) -> dict[Place, tuple[Back, ...]]:
        """By place, the ways back from the record there, in the order of the records."""
        found: dict[Place, dict[Place, Back]] = defaultdict(dict)
        for link in self.all:
            if link.target is not None and link.field.back:
                there = found[link.target.docname, link.target.anchor]
                field, kind = link.field, link.record.kind
                standing = targets_of(field, kind) == (kind,)
                way = Back(field.back, field.back_name, link.record, standing)
                there.setdefault((link.record.docname, link.record.anchor + way.name), way)
        return {place: tuple(ways.values()) for place, ways in found.items()}

    def back_names(self, record: Record) -> dict[str, tuple[str, ...]]:
        """Return the names of the records that lead to a record, by the name of the way back."""
        found: dict[str, tuple[str, ...]] = {}
        for way in self.back.get((record.docname, record.anchor), ()):
            found[way.name] = (*found.get(way.name, ()), way.record.id)
        for name in record.fields.keys() - found.keys():
            # What it says itself of a way back, as "superseded by ADR-9", to no record of ours.
            if name in self._back_names(record.kind):
                found[name] = _texts(record.fields[name])
        return found

    def _back_names(self, kind: str) -> frozenset[str]:
        """Return the names of the ways back that are no fields of a kind."""
        if kind not in self._backs:
            names = {field.back_name for field in link_fields(self.kinds.get(kind))}
            fields = self.kinds[kind].by_name if kind in self.kinds else {}
            self._backs[kind] = frozenset(names - fields.keys())
        return self._backs[kind]

    def broken(self, known: Callable[[str, str], bool]) -> Iterator[tuple[str, Problem]]:
        """Yield, with its docname, a problem for each name that leads nowhere.

        Args:
            known: whether another project has a record of a kind under a name.
        """
        for link in self.all:
            wanted = targets_of(link.field, link.record.kind)
            kinds = self.kinds if ANY_KIND in wanted else wanted
            if link.target is None and not any(known(kind, link.name) for kind in kinds):
                yield link.record.docname, self._problem(link, wanted)

    def _problem(self, link: Link, wanted: tuple[str, ...]) -> Problem:
        lead = (
            f"{link.field.name!r} of the {link.record.kind} {shown_name(link.record)!r} names "
            f"{link.name!r}"
        )
        line = link.record.lines.get(link.field.name, link.record.line)
        text = f"{lead}, {self._why(link, wanted)}"
        return Problem(Rule.BROKEN_REFERENCE.value, line, text, link.record.source)

    def _why(self, link: Link, wanted: tuple[str, ...]) -> str:
        """Return why a name leads nowhere, in words."""
        find, docname = self.lookup.find_any, link.record.docname
        if find(wanted, link.name, docname) is link.record:
            return "which is itself"
        same = self.lookup.titled(wanted, link.name)
        if len(same) > 1:
            return f"a title that {len(same)} records have: name one by its id"
        other = find((ANY_KIND,), link.name, docname)
        if other is not None:
            kinds = " or ".join(wanted)
            return f"and that is no {kinds} but the {other.kind} {other.title!r}"
        titles = [self.kinds[kind].title.lower() for kind in wanted if kind in self.kinds]
        what = f"such {titles[0]}" if len(wanted) == 1 and titles else "record of that name"
        own = {link.record.id, link.record.title}
        offered = [name for name in self.lookup.names(wanted) if name not in own]
        hint = did_you_mean(link.name, offered)
        advice = "; what is not of this project is marked (external)"
        return f"and there is no {what}{hint or (advice if len(wanted) > 1 else '')}"


def link_fields(kind: Kind | None) -> tuple[Field, ...]:
    """Return the fields of a kind that name other records."""
    return tuple(f for f in kind.fields if f.type == "links") if kind else ()
