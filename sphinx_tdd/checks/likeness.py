"""Where a missing section may be meant: the end of its message. It never makes a match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.outline import Heading
from ..model.titles import closest
from .held import Facts, Held
from .labelled import labelled
from .places import line_of, quoted
from .trees import Spot

_LIKE_HERE, _LIKE_ELSEWHERE = 0.75, 0.85
"""How alike a heading has to be to be asked for: under the section's own parent, elsewhere."""


def resembling(facts: Facts, held: Held, seen_from: str) -> str:
    """Return "; did you mean …" with a heading that is nothing else in the template, or "".

    Args:
        seen_from: the path of the file that the reader is in.
    """
    tree, root = facts.alignment.tree, facts.alignment.root
    free = facts.free
    same = next((spot for spot in free if spot.key in held.section.keys), None)
    if same is not None and (held.section.pinned or held.section.match != "tolerant"):
        return f"; {_why_not(held, same, seen_from)}"
    parent = held.parent.spot if held.parent and held.parent.spot is not None else root
    near = [spot for spot in free if tree[parent].holds(spot.index)]
    # A label is asked for in the section's own parent alone: elsewhere it is any word.
    inside = tree[parent].heading.walk() if parent != root else ()
    return (
        _did_you_mean(held, near, _LIKE_HERE, seen_from)
        or _a_label(held, inside, seen_from)
        or _did_you_mean(held, free, _LIKE_ELSEWHERE, seen_from)
    )


def _did_you_mean(held: Held, spots: Sequence[Spot], cutoff: float, seen_from: str) -> str:
    found = {spot.heading.title: spot for spot in reversed(spots)}
    title = closest(held.section.title, found, cutoff=cutoff)
    if title is None:
        return ""
    return f"; did you mean {quoted(title)}, {_line(found[title], seen_from)}?"


def _a_label(held: Held, headings: Iterable[Heading], seen_from: str) -> str:
    """Return where the title stands as a label: a section needs a heading."""
    for heading in headings:
        for each in labelled(heading.blocks):
            if each.key in held.section.keys and each.column is None and not each.kind:
                line = line_of(each.line, each.source or heading.source, seen_from)
                return f"; {quoted(each.label)}, {line}, is a label, not a heading"
    return ""


def _line(spot: Spot, seen_from: str) -> str:
    return line_of(spot.heading.line, spot.heading.source, seen_from)


def _why_not(held: Held, spot: Spot, seen_from: str) -> str:
    """Return why a heading that all but the strict would take for a section is not it."""
    here = f"{quoted(spot.heading.title)} in {_line(spot, seen_from)}"
    if not held.section.is_named(spot.heading.title):
        return f"{here} is written in another way"
    if held.section.level and held.section.level != spot.level:
        return f"{here} is of level {spot.level}, not {held.section.level}"
    return f"{here} stands elsewhere"
