"""The rules: each is one small function from what is held to what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from ..model.finding import Rule
from ..model.outline import Block
from ..model.template import Item
from .held import Facts, Held, State, is_answer, is_owed
from .labelled import Labelled, Met, from_metadata, in_headings, meet
from .places import (
    Found,
    Place,
    at,
    belongs,
    found,
    listed,
    quoted,
    resembling,
    where_to,
)
from .tables import best_fit, is_table_of, tables
from .trees import ROOT
from .units import Unit, real

Check = Callable[[Facts], Iterator[Found]]
RULES: dict[Rule, Check] = {}
"""The function of each rule that holds a document against its template."""

_PICTURES = ("<svg", "<img", "<object", "<picture", 'class="mermaid"')


def rule(name: Rule) -> Callable[[Check], Check]:
    """Register the function of a rule."""

    def keep(check: Check) -> Check:
        RULES[name] = check
        return check

    return keep


def _is_reported(held: Held | None) -> bool:
    """Whether a finding on this section or one above it stands for all that is below."""
    if held is None:
        return False
    gone = not held.is_there or (held.state is State.EMPTY and not held.stands)
    return gone or _is_reported(held.parent)


def _owed_below(held: Held) -> list[str]:
    """Return the titles of what went with a missing section: the sections owed below it."""
    below = [h for child in held.children for h in child.walk()]
    return list(dict.fromkeys(h.section.title for h in below if h.owed and not h.is_there))


@rule(Rule.MISSING_SECTION)
def missing_section(facts: Facts) -> Iterator[Found]:
    """Tell the topmost of missing sections, with what went with it."""
    for held in facts.all:
        if not held.owed or held.is_there or _is_reported(held.parent):
            continue
        if held.parent and held.parent.excused:
            continue
        place = belongs(facts, held)
        gone = tuple(_owed_below(held))
        with_it = f"; with it {listed(gone)}" if gone else ""
        title, where = quoted(held.section.title), where_to(held, place)
        words = f"missing section {title}: {where}"
        if held.section.repeat:
            words = f"no {title}: at least one is owed, under any title; {where}"
        message = f"{words}{with_it}{resembling(facts, held)}"
        yield found(Rule.MISSING_SECTION, message, place, held.section.path, gone)


@rule(Rule.EMPTY_SECTION)
def empty_section(facts: Facts) -> Iterator[Found]:
    """Tell the topmost of empty sections, with what it owes."""
    told: set[int] = set()
    for held in facts.all:
        if held.state is not State.EMPTY or held.stands or held.spot is None or held.spot in told:
            continue
        if _is_reported(held.parent) or held.excused:
            continue
        told.add(held.spot)
        owes = tuple(_owes(held))
        words = f"section {quoted(held.headings[0].title)} is empty"
        message = f"{words}: it owes {listed(owes)}" if owes else words
        yield found(Rule.EMPTY_SECTION, message, at(facts, held.spot), held.section.path, owes)


def _owes(held: Held) -> Iterator[str]:
    """Yield all that is owed in a section: items, columns, a diagram, subsections."""
    section = held.section
    yield from (item.title for item in section.items if item.required)
    yield from (column.title for column in section.columns)
    if section.diagram:
        yield "a diagram"
    yield from dict.fromkeys(child.section.title for child in held.children if child.owed)


@rule(Rule.PLACEHOLDER)
def placeholder(facts: Facts) -> Iterator[Found]:
    """Tell template text wherever it was left; of a table's row, all of it at once."""
    tree = facts.alignment.tree
    for spot in tree.spots:
        if spot.is_contents or any(tree[i].is_contents for i in tree.ancestors(spot.index)):
            continue
        own = facts.reader.section(spot.heading)
        units = [facts.reader.heading(spot.heading), *own] if spot.index != ROOT else own
        left = [unit for unit in units if unit.placeholder]
        for _row, together in groupby(left, key=lambda unit: unit.row or -unit.line):
            yield _template_text(facts, spot.index, list(together))


def _template_text(facts: Facts, spot: int, units: list[Unit]) -> Found:
    texts = tuple(_shorten(unit.text) for unit in units)
    label = f"under {quoted(units[0].label)} " if units[0].label else ""
    message = f"template text left in {label}".rstrip() + f": {listed(texts)}"
    return found(
        Rule.PLACEHOLDER, message, at(facts, spot, units[0].line), path_of(facts, spot), texts
    )


def _shorten(text: str, most: int = 60) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= most else folded[: most - 1].rstrip() + "…"


def path_of(facts: Facts, spot: int) -> tuple[str, ...]:
    """Return a heading's path in the template, or in the document where it is not in it."""
    for held in facts.all:
        if held.spot == spot:
            return held.section.path
    tree = facts.alignment.tree
    above = [tree[i].heading.title for i in reversed(tree.ancestors(spot)) if i != ROOT]
    return (*above, tree[spot].heading.title) if spot != ROOT else ()


def items_met(facts: Facts, held: Held) -> list[Met]:
    """Return the items owed in a section, each with what it is in the document."""
    if not held.section.items or held.state not in {State.HELD, State.TEMPLATE_TEXT}:
        return []
    offered = in_headings(held.headings)
    if held.section.front_matter:
        offered += from_metadata(facts.outline.metadata)
    found = meet(held.section.items, offered)
    closed = {met.path for met in found if met.found and not _owes_inside(facts, met.found)}
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
    spot = held.spot if held.spot is not None else _spot_above(held)
    name = " > ".join(met.path)
    title = heading.title or "the document"
    words = f"{quoted(title)} lacks the item {quoted(name)}"
    if met.item.repeat:
        words = f"{quoted(title)} names no {quoted(name)}: at least one is owed, under any label"
    place = Place(heading.own_end, spot, source=heading.source)
    return found(Rule.MISSING_ITEM, words, place, held.section.path, (name,))


def _spot_above(held: Held) -> int:
    above = held.parent
    while above is not None and above.spot is None:
        above = above.parent
    return ROOT if above is None or above.spot is None else above.spot


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
                spot = held.spot if held.spot is not None else _spot_above(held)
                place = Place(item.line, spot, source=item.source)
                message = f"the item {quoted(item.label)} has nothing after its label"
                yield found(Rule.EMPTY_ITEM, message, place, held.section.path, (item.label,))


def _is_empty(met: Met) -> bool:
    item: Labelled | None = met.found
    return item is not None and item.is_empty and not (met.item.repeat and item.bare)


def _owes_table(held: Held) -> bool:
    return bool(held.section.columns) and held.owed and held.checked


@rule(Rule.MISSING_TABLE)
def missing_table(facts: Facts) -> Iterator[Found]:
    """Tell each section that owes a table and has none with any of its columns."""
    for held in facts.all:
        if not _owes_table(held) or best_fit(
            held.section.columns, held.blocks, facts.kinds.values()
        ):
            continue
        columns = tuple(column.title for column in held.section.columns)
        other = next(tables(held.blocks), None)
        but = "; the one it has names none of them" if other is not None else ""
        title = held.headings[0].title
        message = f"{quoted(title)} owes a table with the columns {listed(columns)}{but}"
        place = _table_place(facts, held, other.line if other else 0)
        yield found(Rule.MISSING_TABLE, message, place, held.section.path, columns)


def _table_place(facts: Facts, held: Held, line: int) -> Place:
    heading = held.headings[0]
    spot = held.spot if held.spot is not None else _spot_above(held)
    return Place(line or heading.own_end, spot, source=heading.source)


@rule(Rule.MISSING_COLUMN)
def missing_column(facts: Facts) -> Iterator[Found]:
    """Tell each owed column that a table lacks."""
    for held in facts.all:
        if not _owes_table(held):
            continue
        fit = best_fit(held.section.columns, held.blocks, facts.kinds.values())
        for column in fit.lacks if fit else ():
            title, name = quoted(held.headings[0].title), quoted(column.title)
            message = f"the table in {title} lacks the column {name}"
            place = _table_place(facts, held, fit.table.line if fit else 0)
            yield found(Rule.MISSING_COLUMN, message, place, held.section.path, (column.title,))


@rule(Rule.EMPTY_TABLE)
def empty_table(facts: Facts) -> Iterator[Found]:
    """Tell each owed table that has no row with anything in it."""
    for held in facts.all:
        if not held.section.columns or held.spot is None or held.excused:
            continue
        fit = best_fit(held.section.columns, held.blocks, facts.kinds.values())
        if fit is not None and fit.is_empty:
            message = f"the table in {quoted(held.headings[0].title)} has no rows"
            place = _table_place(facts, held, fit.table.line)
            yield found(Rule.EMPTY_TABLE, message, place, held.section.path)


@rule(Rule.MISSING_DIAGRAM)
def missing_diagram(facts: Facts) -> Iterator[Found]:
    """Tell each section or item that owes a diagram and has none."""
    for held in facts.all:
        if not (held.owed and held.checked and held.section.diagram) or _has_diagram(held.blocks):
            continue
        title = held.headings[0].title
        message = f"{quoted(title)} owes a diagram: an image, a drawing or a literal block"
        place = _table_place(facts, held, 0)
        yield found(Rule.MISSING_DIAGRAM, message, place, held.section.path, ("a diagram",))
    for held in facts.all:
        if held.checked:
            for met in items_met(facts, held):
                if met.item.diagram and met.found and not _has_diagram(met.found.blocks):
                    message = f"the item {quoted(met.found.label)} owes a diagram"
                    place = _table_place(facts, held, met.found.line)
                    yield found(
                        Rule.MISSING_DIAGRAM, message, place, held.section.path, (met.item.title,)
                    )


def _has_diagram(blocks: Sequence[Block]) -> bool:
    for top in blocks:
        for block in top.walk():
            if block.kind in {"code", "diagram"}:
                return True
            if block.kind == "raw" and any(mark in block.text for mark in _PICTURES):
                return True
    return False
