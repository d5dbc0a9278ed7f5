"""The rules about labelled items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.finding import Rule
from ..model.outline import Block
from ..model.template import Item
from .conditions import reason
from .content import has_real
from .held import HELD, TEMPLATE_TEXT, Facts, Held, is_answer, is_owed
from .labelled import Labelled, as_label, from_metadata, in_file, in_headings, labelled
from .meeting import Meeting, Met, StandIn
from .places import Found, found, line_of, place_in, place_of, quoted, title_of
from .recorded import named_in, sheets, stands_for
from .rules import rule


def items_met(facts: Facts, held: Held) -> list[Met]:
    """Return the items owed in a section, each with what it is in the document."""
    if not held.section.items or held.state not in {HELD, TEMPLATE_TEXT}:
        return []
    if held.met is None:
        held.met = _items_met(facts, held)
    return held.met


def _items_met(facts: Facts, held: Held) -> list[Met]:
    offered = offered_in(facts, held)
    found = Meeting(facts.kinds, _stand_in(facts, held)).meet(held.section.items, offered)
    closed = {
        met.path
        for met in found
        if met.item.items and met.found and not _owes_inside(facts, met.found)
    }
    return [
        met
        for met in found
        if (met.item.required or met.item.value)
        and (not closed or closed.isdisjoint(met.path[:n] for n in range(1, len(met.path))))
    ]


def offered_in(facts: Facts, held: Held) -> list[Labelled]:
    """Return what is labelled in a section; in a part that is a record, its fields."""
    if held.record is not None:
        file = held.file_of(held.record)
        return [in_file(found, file) for found in labelled((held.record,))]
    offered = in_headings(held.headings)
    offered += _headings_that_are_items(facts, held)
    if held.section.front_matter:
        offered += from_metadata(facts.outline.metadata)
    return offered


def _headings_that_are_items(facts: Facts, held: Held) -> Iterator[Labelled]:
    """Yield headings that bear the name of an item: the section's own, and free ones beside it.

    The section's own counts only where it is not the title that the template gives it.
    """
    tree, keys = facts.alignment.tree, held.section.item_keys
    if held.spot is None or not keys or held.section.pinned:
        return
    own = tree[held.spot]
    if own.key in keys and own.key not in held.section.usual:
        yield as_label(own.heading)
    for index in tree[own.parent].children:
        spot = tree[index]
        if spot.key in keys and index not in facts.taken and not spot.is_contents:
            yield as_label(spot.heading)


def _owes_inside(facts: Facts, item: Labelled) -> bool:
    """Whether an item owes what the template wants in it: not "N/A", nor template text alone."""
    if is_answer(item.value, facts.answers):
        return False
    paragraph = Block("paragraph", item.line, item.value, item.label)
    units = facts.reader.read((paragraph, *item.blocks))
    return not units or has_real(units)


def _stand_in(facts: Facts, held: Held) -> StandIn:
    """Return what finds the records of an item's kind in the section.

    What stands inside another item stands for this one only where it has the field that this
    item is about, as a risk table has the mitigation.
    """

    def find(item: Item, offered: Sequence[Labelled]) -> Labelled | None:
        kind = facts.kinds.get(item.kind)
        if kind is None:
            return None
        for sheet in sheets(kind, held.blocks):
            if not stands_for(sheet, item):
                continue
            if named_in(kind, item.title) or not _is_inside_another(
                sheet.block, (item, held.section.items), offered
            ):
                line, file = sheet.block.line, held.file_of(sheet.block)
                return Labelled(item.title, line, "", (sheet.block,), source=file)
        return None

    return find


def _is_inside_another(
    block: Block, owed: tuple[Item, Sequence[Item]], offered: Sequence[Labelled]
) -> bool:
    """Whether a block stands inside another item of the section than the first of `owed`."""
    item, items = owed
    keys = {key for other in items if other is not item for key in other.keys}
    inside = (x for x in offered if x.key in keys and not x.column and not x.kind)
    return any(block is each for x in inside for top in x.blocks for each in top.walk())


def _is_item_owed(facts: Facts, held: Held, met: Met) -> bool:
    """Whether an item is owed by this document, in this section."""
    if held.excused or not is_owed(met.item.required, facts.status, facts.statuses):
        return False
    return reason(facts, held, met.item.when) is not None


@rule(Rule.MISSING_ITEM)
def missing_item(facts: Facts) -> Iterator[Found]:
    """Tell each labelled item that is owed and not there."""
    for held in facts.with_items:
        if not held.checked:
            continue
        for met in items_met(facts, held):
            if met.found is None and _is_item_owed(facts, held, met):
                yield _no_item(facts, held, met)


def _no_item(facts: Facts, held: Held, met: Met) -> Found:
    name = " > ".join(met.path)
    title = title_of(held)
    there = quoted(title) if title else "the document"
    words = f"{there} lacks the item {quoted(name)}"
    if met.item.repeat:
        words = f"{there} names no {quoted(name)}: at least one is owed, under any label"
    why = reason(facts, held, met.item.when)
    words += f"; owed since {why}" if why else ""
    place = place_of(held, _table(facts, held))
    words += _elsewhere(facts, met.item, place.source)
    return found(Rule.MISSING_ITEM, words, place, held.section.path, (name,))


def _elsewhere(facts: Facts, item: Item, seen_from: str) -> str:
    """Return where a heading that is nothing else in the template bears the name of an item."""
    for spot in facts.alignment.tree.spots[1:] if not item.repeat else ():
        if spot.key in item.keys and spot.index not in facts.taken:
            line = line_of(spot.heading.line, spot.heading.source, seen_from)
            return f"; {quoted(spot.heading.title)}, {line}, stands elsewhere"
    return ""


def _table(facts: Facts, held: Held) -> Block | None:
    """Return the table whose rows are the repeated parts, None where there is none."""
    kind = facts.kinds.get(held.section.kind)
    if kind is None or not held.inline or held.record is not None:
        return None
    return next((sheet.block for sheet in sheets(kind, held.blocks)), None)


@rule(Rule.EMPTY_ITEM)
def empty_item(facts: Facts) -> Iterator[Found]:
    """Tell each labelled item that has its label alone."""
    told: set[tuple[int, str, str]] = set()
    for held in facts.with_items:
        for met in items_met(facts, held):
            item = met.found
            if item is None or not _is_empty(met):
                continue
            # All that front matter says has one line.
            at = (item.line, item.source, item.label)
            if at not in told and _is_item_owed(facts, held, met):
                told.add(at)
                place = place_in(held, item.line, item.source)
                message = f"the item {quoted(item.label)} has nothing after its label"
                yield found(Rule.EMPTY_ITEM, message, place, held.section.path, (item.label,))


def _is_empty(met: Met) -> bool:
    item: Labelled | None = met.found
    return item is not None and item.is_empty and not (met.item.repeat and item.bare)
