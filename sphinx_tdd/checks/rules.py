"""The rules: each is one small function from what is held to what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

import msgspec

from ..model.finding import Rule
from . import placeholders as text_is
from .conditions import reason
from .held import EMPTY, MISSING, Facts, Held
from .likeness import resembling
from .places import (
    Found,
    at,
    belongs,
    found,
    listed,
    place_in,
    quoted,
    spot_above,
    title_of,
    where_to,
)
from .recorded import is_register
from .trees import ROOT, Spot
from .units import Unit

Check = Callable[[Facts], Iterator[Found]]
RULES: dict[Rule, Check] = {}
"""The function of each rule that holds a document against its template."""


def rule(name: Rule) -> Callable[[Check], Check]:
    """Register the function of a rule."""

    def keep(check: Check) -> Check:
        RULES[name] = check
        return check

    return keep


def is_reported(held: Held | None) -> bool:
    """Whether a finding on this section or one above it stands for all that is below."""
    if held is None:
        return False
    gone = not held.is_there or (held.state is EMPTY and not held.stands)
    return gone or is_reported(held.parent)


def _owed_below(held: Held) -> list[str]:
    """Return the titles of what went with a missing section: the sections owed below it."""
    below = [h for child in held.children for h in child.walk()]
    return list(
        dict.fromkeys(h.group or h.section.title for h in below if h.owed and not h.is_there)
    )


@rule(Rule.MISSING_SECTION)
def missing_section(facts: Facts) -> Iterator[Found]:
    """Tell the topmost of missing sections, with what went with it."""
    for held in facts.all:
        # Asked first as what `is_there` nearly always rests on.
        if held.state is not MISSING or held.is_there:
            continue
        if not held.owed or held.group or is_reported(held.parent):
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
        why = f"; owed since {held.why}" if held.why else ""
        message = f"{words}{with_it}{why}{resembling(facts, held, place.source)}"
        yield found(Rule.MISSING_SECTION, message, place, held.section.path, gone)


@rule(Rule.EMPTY_SECTION)
def empty_section(facts: Facts) -> Iterator[Found]:
    """Tell the topmost of empty sections, with what it owes."""
    told: set[tuple[int, int, str]] = set()
    for held in facts.all:
        if held.state is not EMPTY or held.stands or not held.headings:
            continue
        place = at(facts, held.spot) if held.spot is not None else place_in(held)
        key = (place.spot, place.line, place.source)
        if key in told or is_reported(held.parent) or held.excused:
            continue
        told.add(key)
        owes = tuple(_owes(facts, held))
        what = "record" if held.row is not None else "section"
        words = f"{what} {quoted(title_of(held))} {_how_empty(held)}"
        message = f"{words}: it owes {listed(owes)}" if owes else words
        yield found(Rule.EMPTY_SECTION, message, place, held.section.path, owes)


def _how_empty(held: Held) -> str:
    """Say how a section is empty: it may hold records, but none that belong in it."""
    section = held.section
    if not held.strays:
        return "is empty"
    if all(is_register(block) for block in held.own):
        return f"holds no {section.kind} of its own, only a register"
    sorts = " or ".join(map(quoted, section.sorts))
    return f"holds no {section.kind} of its own sort, {sorts}"


def _owes(facts: Facts, held: Held) -> Iterator[str]:
    """Yield all that is owed in a section: items, columns, a diagram, subsections."""
    section = held.section
    for item in section.items:
        if item.required and reason(facts, held, item.when) is not None:
            yield item.title
    yield from (column.title for column in section.columns)
    if section.diagram:
        yield "a diagram"
    owed = (child for child in held.children if child.owed)
    yield from dict.fromkeys(child.group or child.section.title for child in owed)


@rule(Rule.PLACEHOLDER)
def placeholder(facts: Facts) -> Iterator[Found]:
    """Tell template text wherever it was left; of a table's row, all of it at once."""
    tree, reader = facts.alignment.tree, facts.reader
    for spot in tree.spots:
        index, heading = spot.index, spot.heading
        own = reader.section(heading)
        left = list(own.left)
        if index != ROOT and reader.prompts.left_in_title(heading.title, heading.style):
            left.insert(0, Unit(heading.line, heading.title, True))
        if not (left or heading.comments) or _is_in_contents(facts, spot):
            continue
        for _row, together in groupby(left, key=_row_of) if left else ():
            yield _template_text(facts, index, list(together))
        if own.size and heading.comments:
            # Of a section that holds nothing else, another rule says that it is empty.
            yield from _comments(facts, spot)


def _is_in_contents(facts: Facts, spot: Spot) -> bool:
    """Whether a heading heads a table of contents, or stands in one and is nothing else."""
    listed = spot.index in facts.alignment.tree.in_contents
    return listed and (spot.is_contents or spot.index not in facts.taken)


def _row_of(unit: Unit) -> tuple[int, str]:
    """Return by what texts are told at once: the row of a table, else the line."""
    return unit.row or -unit.line, unit.source


def _comments(facts: Facts, spot: Spot) -> Iterator[Found]:
    """Tell, for information, the template's own comments: no reader sees them."""
    prompts = facts.reader.prompts
    for comment in spot.heading.comments if prompts.advice or prompts.known else ():
        known = bool(prompts.known) and prompts.match(comment.text)
        if known or text_is.fold(comment.text) in prompts.advice:
            text = _shorten(comment.text)
            message = f"comment of the template left in: {quoted(text)}"
            place = at(facts, spot.index, comment.line)
            path = path_of(facts, spot.index)
            yield found(Rule.PLACEHOLDER, message, place, path, (text,), severity="info")


def _template_text(facts: Facts, spot: int, units: list[Unit]) -> Found:
    texts = tuple(_shorten(unit.text) for unit in units)
    label = f"under {quoted(units[0].label)} " if units[0].label else ""
    to_do = all(text_is.to_do(unit.text) for unit in units)
    what = "still to be done" if to_do else "template text left in"
    message = f"{what} {label}".rstrip() + f": {listed(texts)}"
    place = at(facts, spot, units[0].line)
    if units[0].source:
        place = msgspec.structs.replace(place, source=units[0].source)
    path = _path_of_record(facts, spot, units[0].kind) or path_of(facts, spot)
    return found(Rule.PLACEHOLDER, message, place, path, texts)


def _path_of_record(facts: Facts, spot: int, kind: str) -> tuple[str, ...]:
    """Return the path of the repeated part that a record under a heading is, or nothing."""
    parts = (held for held in facts.all if kind and held.row and held.section.kind == kind)
    return next((held.section.path for held in parts if spot_above(held) == spot), ())


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
