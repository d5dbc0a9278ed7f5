"""What is owed after all: conditions, and groups of alternatives of which one is enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..model.template_terms import OneOf
from .conditions import reason
from .held import Facts, Held, is_owed


class Group(msgspec.Struct, frozen=True):
    """Alternatives of which a template owes at least one.

    Attributes:
        above: the section in which they stand, None at the top.
        alternatives: what is held of the sections of each, in their order.
    """

    above: Held | None
    alternatives: tuple[tuple[Held, ...], ...]

    @property
    def members(self) -> list[Held]:
        """All that is held of any of the alternatives."""
        return list(dict.fromkeys(held for each in self.alternatives for held in each))

    @property
    def is_met(self) -> bool:
        """Whether one of them is there as a whole."""
        return any(not lacking(each) for each in self.alternatives)

    @property
    def nearest(self) -> tuple[Held, ...]:
        """The one of which most is there, the first of equals."""
        return min(self.alternatives, key=lambda each: len(lacking(each)) / len(titles(each)))


def titles(alternative: Sequence[Held]) -> list[str]:
    """Return the titles of an alternative; a repeated section has one."""
    return list(dict.fromkeys(held.section.title for held in alternative))


def lacking(alternative: Sequence[Held]) -> list[Held]:
    """Return what of an alternative is not there."""
    there = {held.section.title for held in alternative if held.is_there}
    return [held for held in alternative if held.section.title not in there]


def settled(facts: Facts) -> Facts:
    """Find out what is owed where that depends on what the document holds; return the facts."""
    if not facts.depends:
        return facts
    _settle(facts, facts.top, None)
    for group in groups(facts):
        _settle_group(facts, group)
    return facts


def _settle(facts: Facts, siblings: Sequence[Held], above: Held | None) -> None:
    """Note of sections, and of all below them, whether they are owed and why."""
    asked = above is None or above.owed or above.spot is not None
    for held in siblings:
        when = held.section.when
        why = reason(facts, held.parent, when) if when else ""
        held.owed = held.owed and asked and why is not None
        held.why = why or ""
        if held.children:
            _settle(facts, held.children, held)


def groups(facts: Facts) -> Iterator[Group]:
    """Yield all groups of alternatives, those in repeated parts for each part."""
    if not facts.depends:
        return
    if facts.template.one_of:
        yield from _groups(facts.template.one_of, facts.top, None)
    for held in facts.all:
        if held.section.one_of:
            yield from _groups(held.section.one_of, held.children, held)


def _groups(one_of: OneOf, siblings: Sequence[Held], above: Held | None) -> Iterator[Group]:
    known = {held.section.title for held in siblings}
    for group in one_of:
        # A version of the template may do without some of its sections.
        whole = [alternative for alternative in group if known.issuperset(alternative)]
        if len(whole) > 1:
            members = ([h for h in siblings if h.section.title in each] for each in whole)
            yield Group(above, tuple(map(tuple, members)))


def _settle_group(facts: Facts, group: Group) -> None:
    """Of a group that is owed, what is there is owed, and where none is whole, the nearest."""
    asked = group.above is None or group.above.owed or group.above.spot is not None
    due = asked and any(_may_be_owed(facts, held) for held in group.members)
    words = " or ".join(" with ".join(titles(each)) for each in group.alternatives)
    missing = [] if group.is_met else lacking(group.nearest)
    for held in group.members:
        held.group = words
        held.owed = due and (held.is_there or held in missing)


def _may_be_owed(facts: Facts, held: Held) -> bool:
    """Whether a section would be owed by itself; that it is optional is what a group is for."""
    required = True if held.section.required is False else held.section.required
    when = reason(facts, held.parent, held.section.when)
    return when is not None and is_owed(required, facts.status, facts.statuses)
