"""Records in order and in groups, and the lists of names that say by what.

What has a value of the column's sort comes first, then what has words where a step, a day or a
number belongs, then what has nothing; "greatest first" turns each of the first two round alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from ..model.kind import Kind, Value
from .columns import Column, Item, QueryError, column, unknown
from .compare import amount, day, fold, natural
from .meets import is_given
from .nothing import is_nothing
from .plain import plain_text
from .values import flat

Thing = TypeVar("Thing")
Order = tuple[int, tuple[Any, ...]]
"""How much a value is of its column's sort (0 is, 1 is words, 2 is none), and its key there."""

_MISSING: Order = (2, ())
_NAMES = re.compile(r"[^,;\n]+")
_DIRECTION = re.compile(r"\s(asc|ascending|desc|descending)$", re.IGNORECASE)


class Name(msgspec.Struct, frozen=True):
    """One name in `:sort:` or `:columns:`: whether the greatest comes first, where it stands."""

    text: str
    down: bool
    position: int


class SortKey(msgspec.Struct, frozen=True):
    """What records are sorted by, and whether the greatest comes first."""

    column: Column
    down: bool = False


def names_in(text: str) -> Iterator[Name]:
    """Yield the names that `-level, due` or `level desc; due` say."""
    for found in _NAMES.finditer(text):
        name = found[0].strip()
        direction = _DIRECTION.search(name)
        bare = name[: direction.start()] if direction else name
        down = bare.startswith("-") or bool(direction and direction[1].lower().startswith("d"))
        bare = bare.lstrip("+-− ").strip()
        if bare:
            yield Name(bare, down, found.start() + found[0].index(bare))


def parse_keys(
    text: str, kind: Kind, backs: Mapping[str, str] | None = None
) -> tuple[SortKey, ...]:
    """Return what `:sort:` says: names with commas between them, `-` for greatest first.

    Raises:
        QueryError: a name is that of no column.
    """
    return tuple(SortKey(_column(n, kind, backs), n.down) for n in names_in(text))


def parse_columns(text: str, kind: Kind, backs: Mapping[str, str] | None = None) -> list[Column]:
    """Return what `:columns:` says: names with commas between them.

    Raises:
        QueryError: a name is that of no column.
    """
    return [_column(name, kind, backs) for name in names_in(text)]


def _column(name: Name, kind: Kind, backs: Mapping[str, str] | None) -> Column:
    found = column(name.text, kind, backs)
    if found is None:
        raise QueryError(unknown(name.text, kind, backs), name.position)
    return found


def sort(items: Iterable[Item], keys: Sequence[SortKey]) -> list[Item]:
    """Return items in order; those that no key tells apart stay as they were."""
    return sort_by(items, keys, lambda item: item)


def sort_by(
    things: Iterable[Thing], keys: Sequence[SortKey], item: Callable[[Thing], Item]
) -> list[Thing]:
    """Return things in the order of their items, for those who sort more than records."""
    found = [(thing, item(thing)) for thing in things]
    for key in reversed(keys):
        found = _sorted(found, key)
    return [thing for thing, _ in found]


def _sorted(pairs: list[tuple[Thing, Item]], key: SortKey) -> list[tuple[Thing, Item]]:
    order = orderer(key.column)
    ranks: tuple[list[tuple[tuple[Any, ...], tuple[Thing, Item]]], ...] = ([], [], [])
    for pair in pairs:
        rank, value = order(pair[1])
        ranks[rank].append((value, pair))
    for same in ranks[:2]:
        same.sort(key=_first, reverse=key.down)
    return [pair for same in ranks for _, pair in same]


def _first(pair: tuple[tuple[Any, ...], Any]) -> tuple[Any, ...]:
    return pair[0]


def orderer(by: Column) -> Callable[[Item], Order]:
    """Return the function that gives the order of an item in a column."""
    ask, step, of_text = by.ask, by.step, text_orderer(by)

    def order(item: Item) -> Order:
        if step is not None and (found := step(item)) is not None:
            return 0, (found,)
        value = ask(item)
        text = value if isinstance(value, str) else _first_given(value)
        return _MISSING if is_nothing(text) and text not in by.choices else of_text(text)

    return order


def _first_given(value: Value | None) -> str:
    texts = () if value is None else flat(value)
    return next((text for text in texts if not is_nothing(text)), "")


def text_orderer(by: Column) -> Callable[[str], Order]:
    """Return the function that gives the order of a text in a column."""
    if by.type == "choice":
        places = {fold(choice): (place,) for place, choice in enumerate(by.choices)}
        return lambda text: _or_words(places.get(fold(text)), text)
    if by.type == "date":
        return lambda text: _or_words((found,) if (found := day(text)) else None, text)
    if by.type == "quantity":
        return lambda text: _or_words(
            (found.measure, found.base) if (found := amount(text)) else None, text
        )
    return _of_text if by.type != "level" else lambda text: (1, natural(text))


def _or_words(key: tuple[Any, ...] | None, text: str) -> Order:
    return (1, natural(text)) if key is None else (0, key)


def _of_text(text: str) -> Order:
    """Return the order of a text: amounts with known units first, by what they are."""
    found = amount(text) if text[:1].isdecimal() else None
    if found is not None and found.whole:
        return 0, (0, found.measure, found.base)
    return 0, (1, *natural(text))


def group(
    items: Iterable[Item], by: Column, keys: Sequence[SortKey] = ()
) -> list[tuple[str, list[Item]]]:
    """Return items under the values of a column, in its order, and those with none under "".

    An item stands under each of several values. Within a group, items keep their order. Values
    are the same where they differ in case or hyphens alone.

    Args:
        keys: what the items are sorted by; groups follow its direction where `by` is among them.
    """
    found: dict[str, tuple[str, list[Item]]] = {}
    order: dict[str, Order] = {}
    of_text, of_item, headings_of = text_orderer(by), orderer(by), _headings(by)
    for item in items:
        headings = headings_of(item)
        for heading in headings or [""]:
            key = fold(heading)
            if key not in found:
                found[key] = heading, []
                several = len(headings) > 1
                order[key] = of_text(heading) if several else of_item(item)
            found[key][1].append(item)
    down = any(key.down for key in keys if key.column.name == by.name)
    return [found[key] for key in _in_order(order, down=down)]


def _in_order(order: Mapping[str, Order], *, down: bool) -> Iterator[str]:
    for rank in range(3):
        same = [key for key, (found, _) in order.items() if found == rank]
        yield from sorted(same, key=lambda key: order[key][1], reverse=down)


def _headings(by: Column) -> Callable[[Item], list[str]]:
    """Return the function that gives the values under which an item stands."""
    known: dict[str, list[str]] = {}

    def headings(item: Item) -> list[str]:
        value = by.ask(item)
        if not isinstance(value, str):
            return _each(value)
        if value not in known:
            known[value] = [plain_text(value) or value] if is_given(by, item) else []
        return known[value]

    return headings


def _each(value: Value | None) -> list[str]:
    """Return the texts of several values, each once, without markup."""
    found: dict[str, str] = {}
    for part in value or ():
        text = plain_text(part if isinstance(part, str) else next(flat((part,)), ""))
        if not is_nothing(text):
            found.setdefault(fold(text), text)
    return list(found.values())
