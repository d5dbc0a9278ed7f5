"""Where a finding stands and how it is told: lines, neighbours, words."""

from __future__ import annotations

import msgspec

from ..model.finding import After, Finding, Rule, Severity
from ..model.outline import Block
from .held import Facts, Held, Place
from .trees import ROOT


class Found(msgspec.Struct, frozen=True):
    """A finding and the heading it stands under, by which a comment may silence it."""

    finding: Finding
    spot: int


def found(
    rule: Rule,
    message: str,
    place: Place,
    section: tuple[str, ...] = (),
    missing: tuple[str, ...] = (),
    severity: Severity | None = None,
) -> Found:
    """Return a finding at a place, with the usual severity of its rule or another one."""
    finding = Finding(
        rule=rule.value,
        severity=severity or rule.default_severity,
        line=max(place.line, 1),
        section=section,
        missing=missing,
        after=place.after,
        message=message,
        source=place.source,
    )
    return Found(finding, place.spot)


def at(facts: Facts, spot: int, line: int = 0) -> Place:
    """Return the place of a heading, or of a line under it."""
    heading = facts.alignment.tree[spot].heading
    return Place(line or heading.line or 1, spot, source=heading.source)


def belongs(facts: Facts, held: Held) -> Place:
    """Return the place after which a missing section belongs.

    It is the nearest section before it in the template that the document has under the same
    parent, or else the parent itself. Several ask for it.
    """
    if id(held) not in facts.places:
        facts.places[id(held)] = _belongs(facts, held)
    return facts.places[id(held)]


def _belongs(facts: Facts, held: Held) -> Place:
    tree = facts.alignment.tree
    parent = held.parent.spot if held.parent and held.parent.spot is not None else None
    parent = facts.alignment.root if parent is None else parent
    spot = _last_before(facts, held, parent)
    if spot is not None:
        heading = tree[spot].heading
        after = After(heading.title, heading.line, heading.source)
        return Place(heading.end, parent, after, heading.source)
    heading = tree[parent].heading
    above = After(heading.title, heading.line, heading.source) if heading.line else None
    return Place(heading.own_end, parent, above, heading.source)


def _last_before(facts: Facts, held: Held, parent: int) -> int | None:
    """Return the heading after which a section belongs under one parent, None where none is.

    That of the nearest section before it; where sections between them are missing, the last of
    what stands of those, if it comes later.
    """
    tree = facts.alignment.tree
    siblings = list(held.parent.children if held.parent else facts.top)
    last: int | None = None
    for before in reversed(siblings[: siblings.index(held)]):
        parts = [before] if before.spot is not None else before.walk()
        spots = [p.spot for p in parts if p.spot is not None and not p.misplaced]
        placed = [spot for spot in spots if tree[parent].holds(spot)]
        last = max([*placed, -1 if last is None else last]) if placed else last
        if placed and before.spot is not None:
            break
    return last


def quoted(title: str) -> str:
    """Return a title in single quotes, whatever it holds."""
    return f"'{title}'"


def listed(titles: list[str] | tuple[str, ...], most: int = 12) -> str:
    """Return titles as a writer lists them; of very many the first."""
    names = [quoted(title) for title in titles[:most]]
    if len(titles) > most:
        return ", ".join(names) + f" and {len(titles) - most} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def where_to(held: Held, place: Place) -> str:
    """Return where a missing section belongs, in words."""
    words = f"it belongs under {quoted(_parent(held.parent))}" if held.parent else "it belongs"
    if place.after is None:
        return f"{words} at the top" if not held.parent else words
    above = held.parent.headings[0] if held.parent and held.parent.headings else None
    if above and (above.line, above.source) == (place.after.line, place.after.path):
        return f"{words}, first in it"
    comma = "," if held.parent else ""
    line = line_of(place.after.line, place.after.path, place.source)
    return f"{words}{comma} after {quoted(place.after.title)} ({line})"


def _parent(held: Held) -> str:
    """Return what a section is called in which another belongs; of several parts, which."""
    there = held.row is not None or bool(held.headings)
    return title_of(held) if held.section.repeat and there else held.section.title


def line_of(line: int, path: str, seen_from: str) -> str:
    """Return a line in words, with its file where the reader is in another one."""
    if path == seen_from:
        return f"line {line}"
    return f"line {line} of {path or 'the main file'}"


def place_line(held: Held) -> int:
    """Return the line of a section's heading, 0 where it has none."""
    return held.headings[0].line if held.headings else 0


def title_of(held: Held) -> str:
    """Return what a section is called in the document: its heading, or the title of its record."""
    row = held.row
    return row.title if row is not None else held.headings[0].title


def place_in(held: Held, line: int = 0, source: str | None = None) -> Place:
    """Return the place of a line in a section, of its end without a line, of its record.

    Args:
        source: the path of the file that the line is one of; None for that of the heading.
    """
    spot = held.spot if held.spot is not None else spot_above(held)
    if held.row is not None and held.record is not None:
        file = held.file_of(held.record) if source is None else source
        return Place(line or held.row.line, spot, source=held.row.source or file)
    heading = held.headings[0]
    file = heading.source if source is None else source
    return Place(line or heading.own_end, spot, source=file)


def place_of(held: Held, block: Block | None) -> Place:
    """Return the place of a block of a section; of the section's end where there is none."""
    return place_in(held, block.line, held.file_of(block)) if block else place_in(held)


def spot_above(held: Held) -> int:
    """Return the nearest heading above a section that has none of its own."""
    if held.under is not None:
        return held.under
    above = held.parent
    while above is not None and above.spot is None:
        above = above.parent
    return ROOT if above is None or above.spot is None else above.spot
