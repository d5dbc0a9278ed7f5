"""Owed items matched with what is labelled in a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from ..model.kind import Kind
from ..model.template import Item
from ..model.titles import part_keys, second_names, title_key
from .labelled import Labelled, labelled
from .recorded import Keys, given_keys, sheets

StandIn = Callable[[Item, Sequence[Labelled]], Labelled | None]
"""Finds the records that stand for an item among all that is labelled beside it."""

Path = tuple[str, ...]


class Met(msgspec.Struct, frozen=True, gc=False):
    """An owed item, and the labelled thing that it is in the document, or None."""

    item: Item
    found: Labelled | None
    path: Path


def _names(found: Labelled, known: Keys) -> Keys:
    """Return the keys of a label: without a parenthesis at its end where that is no item."""
    key = title_key(found.label)
    return frozenset((key,) if key in known else (key, *second_names(found.label)))


class Meeting:
    """Matches items with what is labelled; knows the kinds of the records among it."""

    def __init__(
        self, kinds: Mapping[str, Kind] | None = None, stand_in: StandIn | None = None
    ) -> None:
        self.kinds = kinds or {}
        self.stand_in = stand_in

    def meet(
        self, items: Sequence[Item], offered: Sequence[Labelled], path: Path = ()
    ) -> list[Met]:
        """Return each owed item with what it is in the document, nested items after their own."""
        plain = [item for item in items if not item.repeat]
        wanted = [item.keys for item in plain]
        known = frozenset().union(*wanted)
        keys = self._keys(wanted, known, offered)
        found: list[Met] = []
        for item in plain:
            choice = self._choose(item, offered, keys, known)
            found.append(Met(item, choice, (*path, item.title)))
            found.extend(self._nested(item, choice, offered, (*path, item.title)))
        free = [x for x, names in zip(offered, keys, strict=True) if known.isdisjoint(names)]
        for item in items:
            if item.repeat:
                parts = [x for x in free if x.key and _may_be_part(x, item)]
                found.extend(self._repeated(item, parts, (*path, item.title)))
        return found

    def _keys(
        self, wanted: Sequence[Keys], known: Keys, offered: Sequence[Labelled]
    ) -> list[Keys]:
        """Return the keys by which each labelled thing answers items; a field has several."""
        fields: dict[str, dict[str, Keys]] = {}
        kinds = {x.kind for x in offered if x.kind and x.column}
        if not kinds:
            return [_names(x, known) for x in offered]
        for kind in kinds:
            given = {x.label for x in offered if x.kind == kind and x.column}
            fields[kind] = given_keys(self.kinds.get(kind), given, wanted)
        return [
            fields[x.kind][x.label] if x.kind and x.column else _names(x, known) for x in offered
        ]

    def _choose(
        self, item: Item, offered: Sequence[Labelled], keys: Sequence[Keys], known: Keys
    ) -> Labelled | None:
        """Return the labelled thing that is the item.

        One that holds something comes before one that doesn't, a whole label before one that
        names several things. Where records of the item's kind may stand for it, their columns
        don't by themselves.
        """
        wanted = item.keys
        options = [
            x for x, names in zip(offered, keys, strict=True) if not names.isdisjoint(wanted)
        ]
        if not options:
            free = (x for x in offered if not x.bare and x.key not in known)
            options = [x for x in free if not wanted.isdisjoint(part_keys(x.label))]
        kind = self.kinds.get(item.kind)
        if kind is not None and self.stand_in is not None:
            options = [x for x in options if not _is_column_of(kind, x)]
            options += filter(None, [self.stand_in(item, offered)])
        return next((x for x in options if not x.is_empty), options[0] if options else None)

    def _nested(
        self, item: Item, choice: Labelled | None, offered: Sequence[Labelled], path: Path
    ) -> list[Met]:
        """Return the items owed inside an item: looked for in it, then in the whole section."""
        if not item.items or choice is None or choice.is_empty:
            return []
        inside = list(labelled(choice.blocks))
        inner_keys = {x.key for x in inside}
        rest = [x for x in offered if x is not choice and x.key not in inner_keys]
        named = {key for below in item.items if not below.repeat for key in below.keys}
        also = (x for x in rest if x.key in named or (x.kind and x.column))
        return self.meet(item.items, [*inside, *also], path)

    def _repeated(self, item: Item, parts: Sequence[Labelled], path: Path) -> list[Met]:
        """Return a repeated item once, its empty parts, and what is owed in each of its parts.

        A part under any name that is a bare list item names something: it is not empty.
        """
        if not parts:
            return [Met(item, None, path)]
        held = [part for part in parts if part.bare or not part.is_empty]
        empty = (part for part in parts if part not in held)
        found = [Met(item, part, path) for part in (*held[:1], *empty)]
        for part in parts if item.items else ():
            found.extend(self.meet(item.items, list(labelled(part.blocks)), path))
        return found


def _is_column_of(kind: Kind, found: Labelled) -> bool:
    """Whether something labelled is a column of a table of a kind."""
    return found.column is not None and any(sheets(kind, (found.column,)))


def _may_be_part(offered: Labelled, item: Item) -> bool:
    """Whether something labelled may be a repeated item: of records each, and none of its fields.

    Records of another kind than the item's are something else.
    """
    if not offered.kind:
        return True
    return not offered.column and (not item.kind or offered.kind == item.kind)
