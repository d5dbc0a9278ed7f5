"""The rules about labelled items."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.finding import Rule
from ..model.outline import Block
from ..model.template import Item
from .held import Facts, Held, State, is_answer, is_owed
from .labelled import Labelled, Met, from_metadata, in_headings, meet
from .places import Found, Place, found, quoted, spot_above
from .rules import rule
from .tables import is_table_of
from .units import real


def items_met(facts: Facts, held: Held) -> list[Met]:
    """Return the items owed in a section, each with what it is in the document."""
    if not held.section.items or held.state not in {State.HELD, State.TEMPLATE_TEXT}:
        return []
    if held.met is None:
        held.met = _items_met(facts, held)
    return held.met


def _items_met(facts: Facts, held: Held) -> list[Met]:
    offered = in_headings(held.headings)
    if held.section.front_matter:
        offered += from_metadata(facts.outline.metadata)
    found = meet(held.section.items, offered)
    closed = {
        met.path
        for met in found
        if met.item.items and met.found and not _owes_inside(facts, met.found)
    }
    return [
        met
        for met in found
        if met.item.required and closed.isdisjoint(met.path[:n] for n in range(1, len(met.path)))
    ]


def _owes_inside(facts: Facts, item: Labelled) -> bool:
    """Whether an item owes what the template wants in it: not "N/A", nor template text alone."""
    if is_answer(item.value, facts.answers):
        return False
    paragraph = Block("paragraph", item.line, item.value, item.label)
    units = list(facts.reader.read((paragraph, *item.blocks)))
    return not units or bool(real(units))


def _stand_in(facts: Facts, held: Held, item: Item) -> bool:
    """Whether a table of the item's kind stands in the section."""
    kind = facts.kinds.get(item.kind)
    return kind is not None and any(is_table_of(kind, b, item.title) for b in held.blocks)


def _is_item_owed(facts: Facts, held: Held, met: Met) -> bool:
    owed = is_owed(met.item.required, facts.status, facts.statuses)
    return owed and not held.excused and not _stand_in(facts, held, met.item)


@rule(Rule.MISSING_ITEM)
def missing_item(facts: Facts) -> Iterator[Found]:
    """Tell each labelled item that is owed and not there."""
    for held in facts.all:
        if not held.checked:
            continue
        for met in items_met(facts, held):
            if met.found is None and _is_item_owed(facts, held, met):
                yield _no_item(facts, held, met)


def _no_item(facts: Facts, held: Held, met: Met) -> Found:
    heading = held.headings[0]
    spot = held.spot if held.spot is not None else spot_above(held)
    name = " > ".join(met.path)
    title = heading.title or "the document"
    words = f"{quoted(title)} lacks the item {quoted(name)}"
    if met.item.repeat:
        words = f"{quoted(title)} names no {quoted(name)}: at least one is owed, under any label"
    place = Place(heading.own_end, spot, source=heading.source)
    return found(Rule.MISSING_ITEM, words, place, held.section.path, (name,))


@rule(Rule.EMPTY_ITEM)
def empty_item(facts: Facts) -> Iterator[Found]:
    """Tell each labelled item that has its label alone."""
    told: set[tuple[int, str]] = set()
    for held in facts.all:
        for met in items_met(facts, held):
            item = met.found
            if item is None or not _is_empty(met) or (item.line, item.source) in told:
                continue
            if _is_item_owed(facts, held, met):
                told.add((item.line, item.source))
                spot = held.spot if held.spot is not None else spot_above(held)
                place = Place(item.line, spot, source=item.source)
                message = f"the item {quoted(item.label)} has nothing after its label"
                yield found(Rule.EMPTY_ITEM, message, place, held.section.path, (item.label,))


def _is_empty(met: Met) -> bool:
    item: Labelled | None = met.found
    return item is not None and item.is_empty and not (met.item.repeat and item.bare)
