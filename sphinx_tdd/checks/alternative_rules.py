"""The rule about alternatives of which one is owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.finding import Rule
from .alternatives import Group, groups, lacking, titles
from .held import Facts, Held
from .likeness import resembling
from .places import Found, belongs, found, listed, quoted, where_to
from .rules import is_reported, rule


@rule(Rule.ONE_OF)
def one_of(facts: Facts) -> Iterator[Found]:
    """Tell each group of which no alternative is complete, with what the nearest one lacks."""
    for group in groups(facts):
        above = group.above
        is_told = is_reported(above) or (above is not None and above.excused)
        if not is_told and not group.is_met and any(held.owed for held in group.members):
            yield _none_of(facts, group)


def _none_of(facts: Facts, group: Group) -> Found:
    nearest = group.nearest
    missing = lacking(nearest)
    place = belongs(facts, missing[0])
    names = " and ".join(" with ".join(map(quoted, titles(each))) for each in group.alternatives)
    where = where_to(missing[0], place)
    if len(missing) < len(nearest):
        there = [title for title in titles(nearest) if title not in titles(missing)]
        be = "is" if len(there) == 1 else "are"
        where = f"{listed(there)} {be} there, {listed(titles(missing))} not; {where}"
    like = next(filter(None, (resembling(facts, h, place.source) for h in _gone(group))), "")
    gone = tuple(dict.fromkeys(held.section.title for held in _gone(group)))
    path = group.above.section.path if group.above else ()
    return found(Rule.ONE_OF, f"one of {names} is owed: {where}{like}", place, path, gone)


def _gone(group: Group) -> Sequence[Held]:
    return [held for held in group.members if not held.is_there]
