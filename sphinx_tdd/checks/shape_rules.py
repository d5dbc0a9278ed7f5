"""The rules about where sections stand: order, place, twice, too many."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ..model.finding import After, Rule, Severity
from ..model.titles import title_key
from .held import Facts, Held, Place
from .places import Found, at, belongs, found, line_of, quoted, where_to
from .rules import path_of, rule
from .trees import ROOT


@rule(Rule.MISPLACED_SECTION)
def misplaced_section(facts: Facts) -> Iterator[Found]:
    """Tell each section that stands under another parent, where its own parent is there."""
    told: set[int] = set()
    for held in facts.all:
        if not held.misplaced or held.spot is None or held.spot in told:
            continue
        if held.parent is not None and held.parent.spot is None:
            continue
        told.add(held.spot)
        place = belongs(facts, held)
        tree = facts.alignment.tree
        under = tree[tree[held.spot].parent].heading.title
        here = f"{quoted(held.headings[0].title)} stands under {quoted(under)}"
        spot = at(facts, held.spot)
        mended = Place(spot.line, spot.spot, place.after, spot.source)
        message = f"{here}: {where_to(held, mended)}"
        yield found(Rule.MISPLACED_SECTION, message, mended, held.section.path)


@rule(Rule.SECTION_ORDER)
def section_order(facts: Facts) -> Iterator[Found]:
    """Tell the fewest sections that would have to move, where the template is strict."""
    if facts.template.order != "strict":
        return
    groups = [facts.top, *(tuple(held.children) for held in facts.all)]
    for group in groups:
        placed = [held for held in group if held.spot is not None and not held.misplaced]
        spots = [held.spot for held in placed if held.spot is not None]
        stay = _longest_rising(spots)
        for index, held in enumerate(placed):
            if index not in stay and held.whole:
                yield _out_of_order(
                    facts, held, [h for i, h in enumerate(placed[:index]) if i in stay]
                )


def _out_of_order(facts: Facts, held: Held, before: Sequence[Held]) -> Found:
    severity: Severity | None = "warning" if facts.template.insists else None
    spot = at(facts, held.spot or 0)
    title = quoted(held.headings[0].title)
    if not before:
        place = Place(spot.line, spot.spot, None, spot.source)
        message = f"{title} belongs first"
        return found(Rule.SECTION_ORDER, message, place, held.section.path, severity=severity)
    last = before[-1].headings[0]
    after = After(last.title, last.line, last.source)
    place = Place(spot.line, spot.spot, after, spot.source)
    line = line_of(last.line, last.source, spot.source)
    message = f"{title} belongs after {quoted(last.title)} ({line})"
    return found(Rule.SECTION_ORDER, message, place, held.section.path, severity=severity)


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the indices of the longest strictly rising subsequence (patience sorting)."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        pile = bisect_left(tails, number)
        tails[pile : pile + 1] = [number]
        tail_at[pile : pile + 1] = [index]
        before.append(tail_at[pile - 1] if pile else -1)
    stay: set[int] = set()
    index = tail_at[-1] if tail_at else -1
    while index >= 0:
        stay.add(index)
        index = before[index]
    return stay


@rule(Rule.DUPLICATE_SECTION)
def duplicate_section(facts: Facts) -> Iterator[Found]:
    """Tell each heading that repeats one of the template's under the same parent."""
    tree = facts.alignment.tree
    for spot in tree.spots:
        children = [tree.spots[child].key for child in spot.children]
        if len(children) < 2 or len(set(children)) == len(children):
            continue
        first: dict[str, int] = {}
        for child in sorted(spot.children, key=lambda i: (i not in facts.taken, i)):
            key = tree[child].key
            if key in first and child not in facts.taken and first[key] in facts.taken:
                other, place = tree[first[key]].heading, at(facts, child)
                line = line_of(other.line, other.source, place.source)
                title = quoted(tree[child].heading.title)
                message = f"section {title} stands twice here; the other one is in {line}"
                path = path_of(facts, first[key])
                yield found(Rule.DUPLICATE_SECTION, message, place, path)
            first.setdefault(key, child)


@rule(Rule.EXTRA_SECTION)
def extra_section(facts: Facts) -> Iterator[Found]:
    """Tell each topmost heading that is not in a closed template."""
    closed = {held.spot for held in facts.all if held.section.closed}
    if not facts.template.closed and not closed:
        return
    tree = facts.alignment.tree
    wrappers = {facts.alignment.root, *tree.ancestors(facts.alignment.root)}
    doubled = {each.spot for each in duplicate_section(facts)}
    settled = set(_allowed(facts))
    for spot in tree.spots[1:]:
        known = spot.index in facts.taken or spot.index in wrappers or spot.index in doubled
        if known or spot.is_contents or settled.intersection(tree.ancestors(spot.index)):
            continue
        if spot.index in settled or _is_item(facts, spot.index):
            continue
        in_reach = facts.template.closed == "all" or (
            facts.template.closed == "top" and spot.parent in wrappers
        )
        if not in_reach and spot.parent not in closed:
            continue
        settled.add(spot.index)
        message = f"section {quoted(spot.heading.title)} is not in the template"
        yield found(Rule.EXTRA_SECTION, message, at(facts, spot.index), path_of(facts, spot.index))


def _allowed(facts: Facts) -> Iterator[int]:
    """Yield the headings that may be there though the template does not name them.

    They are allowed by their title, or by the end of their path as in "Solution > Notes".
    """
    tree = facts.alignment.tree
    wanted = [tuple(map(title_key, title.split(">"))) for title in facts.template.allowed]
    for spot in tree.spots[1:] if wanted else ():
        path = [tree[i].key for i in (spot.index, *tree.ancestors(spot.index))]
        if any(tuple(reversed(path[: len(keys)])) == keys for keys in wanted):
            yield spot.index


def _is_item(facts: Facts, spot: int) -> bool:
    """Whether a heading answers a labelled item of the section that it stands in."""
    tree = facts.alignment.tree
    above = {i for i in tree.ancestors(spot) if i != ROOT}
    return any(
        tree[spot].key in item.keys
        for held in facts.all
        if held.spot in above
        for item in held.section.items
    )
