"""Missing items put where they belong, written as their sisters in the document are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from ..checks.held import Facts, Held
from ..checks.item_rules import items_met
from ..checks.labelled import Labelled
from ..checks.meeting import Met
from ..model.outline import Block, Heading
from . import markup
from .lines import Insertion
from .page import Page
from .parts import Writer
from .sections import Unmendable

_CLOSING = re.compile(r"[*_`]{0,3}\s?[:：]?[*_`]{0,3}")
_MARKER = re.compile(r"^(?P<indent>\s*)(?P<number>\d{1,9})(?P<rest>[.)]\s+)")
_LISTED = re.compile(r"^(?P<lead>\s*(?:[-*+]|\d{1,9}[.)])\s+)")
_FRONT_MATTER = 1
"""The line of what front matter gives."""


class _Sister(msgspec.Struct, frozen=True):
    """An item of the document beside one that is missing.

    Attributes:
        place: where it comes in the template.
        line: its first line.
        end: its last one.
    """

    place: int
    found: Labelled
    line: int
    end: int


def item_insertions(
    facts: Facts, page: Page, writer: Writer, held: Held, missing: Sequence[Met], plain: bool
) -> Iterator[tuple[Met, Insertion]]:
    """Yield where each of some missing items of one section belongs, and how it is written.

    Args:
        plain: whether they are put in as a list of their own, whatever stands beside them.

    Raises:
        Unmendable: there is no place for them.
    """
    if held.row is not None:
        raise Unmendable("it is a field of a record: only its writer knows what it says")
    heading = held.headings[0]
    if heading.source or heading.page:
        raise Unmendable("it belongs in another file")
    met = items_met(facts, held)
    if held.spot is None and held.section.front_matter and _is_in_front_matter(met):
        raise Unmendable("it belongs in the front matter: only its writer knows what it says")
    blocks = [block for each in held.headings for block in each.blocks]
    for each in missing:
        beside = [m for m in met if m.path[:-1] == each.path[:-1]]
        sisters = [] if plain else list(_sisters(page, beside, heading, blocks))
        place = next(i for i, m in enumerate(beside) if m is each)
        yield each, _insertion(page, writer, (each, place), sisters, _outer(met, each), heading)


def _is_in_front_matter(met: Iterable[Met]) -> bool:
    return any(m.found is not None and m.found.line <= _FRONT_MATTER for m in met)


def _outer(met: Sequence[Met], inner: Met) -> Met | None:
    """Return the item inside which one is owed."""
    above = (m for m in met if m.path == inner.path[:-1] and m.found is not None)
    return next(above, None)


def _sisters(
    page: Page, beside: Sequence[Met], heading: Heading, blocks: Sequence[Block]
) -> Iterator[_Sister]:
    """Yield the items that stand beside a missing one, each with its lines."""
    for place, met in enumerate(beside):
        found = met.found
        if found is None or found.source or found.column is not None or found.kind:
            continue
        if found.line > _FRONT_MATTER and found.label in page.lines[found.line]:
            yield _Sister(place, found, found.line, _end(page, found, heading, blocks))


def _end(page: Page, found: Labelled, heading: Heading, blocks: Sequence[Block]) -> int:
    """Return the last line of what belongs to a label."""
    everything = [b for top in blocks for b in top.walk() if not b.source]
    own = [b for b in everything if b.line == found.line]
    inside = [b.line for top in (*own, *found.blocks) for b in top.walk() if not b.source]
    last = max([found.line, *inside])
    below = min((b.line for b in everything if b.line > last), default=0)
    stop = min(below or page.own_end(heading) + 1, page.next_heading(found.line))
    end = stop - 1
    while end > last and page.lines.is_blank(end):
        end -= 1
    return max(end, last)


def _insertion(
    page: Page, writer: Writer, wanted: tuple[Met, int], sisters: Sequence[_Sister],
    outer: Met | None, heading: Heading,
) -> Insertion:  # fmt: skip
    met, place = wanted
    before = [sister for sister in sisters if sister.place < place]
    after = [sister for sister in sisters if sister.place > place]
    name = writer.name_of(met.item)
    if before or after:
        like = before[-1] if before else after[0]
        written = _like(page, like, markup.escaped(name, page.style), sisters)
        if written is not None:
            gap = _gap(page, sisters)
            line = like.end if before else like.line - 1
            return Insertion(line, (written,), gap if before else 0, gap, rank=0)
    indent = ""
    line = page.own_end(heading)
    if outer is not None and outer.found is not None and len(met.path) > 1:
        line = _end(page, outer.found, heading, heading.blocks)
        listed = _LISTED.match(page.lines[outer.found.line])
        indent = " " * len(listed["lead"]) if listed else ""
    apart = 0 if indent and page.syntax == "md" else 1
    lines = (f"{indent}{text}" for text in writer.items([met.item]))
    return Insertion(line, tuple(lines), apart, apart, rank=1, of=(line, len(indent)))


def _like(page: Page, sister: _Sister, name: str, sisters: Sequence[_Sister]) -> str | None:
    """Return the line of a new label in the form of another one, None where it can't be had."""
    text, label = page.lines[sister.line], sister.found.label
    lead, _, rest = text.partition(label)
    if not rest.strip() and not lead.strip(" -*+"):  # a term, whose text stands below it
        return None if not _LISTED.match(text) else f"{lead}{name}"
    closing = _CLOSING.match(rest)
    end = closing[0].rstrip() if closing else ""
    if lead.lstrip().startswith("|") and page.syntax == "md":
        bare = rest[len(end) :].replace("\\|", "  ")
        return f"{lead}{name}{end}{re.sub(r'[^|]', ' ', bare)}".rstrip()
    if (marker := _MARKER.match(lead)) is not None:
        if page.syntax == "rst" and any(other.line > sister.line for other in sisters):
            return None  # its numbers have to follow each other
        number = int(marker["number"]) + 1
        lead = f"{marker['indent']}{number}{lead[marker.end('number') :]}"
    return f"{lead}{name}{end}"


def _gap(page: Page, sisters: Sequence[_Sister]) -> int:
    """Return how many blank lines part the items of a list."""
    pairs = pairwise(sisters)
    blanks = [b.line - a.end - 1 for a, b in pairs if b.line > a.end]
    if blanks:
        return min(*blanks, 1) if len(blanks) > 1 else min(blanks[0], 1)
    only = page.lines[sisters[0].line].lstrip()
    return 0 if _LISTED.match(only) or only[:1] in ("|", ":") else 1
