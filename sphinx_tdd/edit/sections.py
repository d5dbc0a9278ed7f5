"""Missing sections put where they belong, with all that is owed in them."""

from __future__ import annotations

from ..checks.held import Facts, Held
from ..checks.places import belongs
from ..checks.trees import ROOT
from .lines import Insertion
from .numbers import Numbers
from .page import Page
from .parts import Writer
from .style import DEEPEST

_AFTER_ITEMS = 2


class Unmendable(Exception):
    """Something can't be put in; its text says why."""


def section_insertion(
    facts: Facts, page: Page, writer: Writer, numbers: Numbers, held: Held
) -> Insertion:
    """Return the lines of a missing section, and where they belong.

    Raises:
        Unmendable: there is no place for it.
    """
    _refuse_alike(facts, held)
    tree = facts.alignment.tree
    place = belongs(facts, held)
    line = place.after.line if place.after else 0
    parent, before = place.spot, _sister(facts, place.spot, line)
    heading = tree[before].heading if before != ROOT else tree[parent].heading
    if heading.source or heading.page or place.source:
        raise Unmendable("it belongs in another file")
    if page.is_inset(heading):
        raise Unmendable(f"{heading.title!r} stands inside a directive")
    line = page.whole_end(heading) if before != ROOT else page.own_end(heading)
    level = _level(facts, page, held, parent, before)
    if level > DEEPEST and page.syntax == "md":
        raise Unmendable("there is no deeper level of headings in Markdown")
    lines = _lines(writer, held, level, numbers, parent, before)
    gap = page.style.before
    return Insertion(line, tuple(lines), gap, gap, rank=_AFTER_ITEMS)


def _refuse_alike(facts: Facts, held: Held) -> None:
    """Refuse what has a heading already, written less strictly than the template asks."""
    if held.section.match == "tolerant" and not held.section.pinned:
        return
    for spot in facts.alignment.tree.spots[1:]:
        if spot.key in held.section.keys and spot.index not in facts.taken:
            title, line = spot.heading.title, spot.heading.line
            raise Unmendable(f"{title!r} in line {line} has to be written as the template does")


def _lines(
    writer: Writer, held: Held, level: int, numbers: Numbers, parent: int, before: int
) -> list[str]:
    owed = frozenset(h.section.path for h in held.walk() if h.owed and not h.is_there)
    number = numbers.next(parent, before)
    return writer.only(owed).section(held.section, level, number)


def _sister(facts: Facts, parent: int, line: int) -> int:
    """Return the heading right below the parent after which a section belongs, ROOT for none.

    What it follows in the template may stand deeper; the section comes after all of what that
    is in.
    """
    tree = facts.alignment.tree
    if not line or line == tree[parent].heading.line:
        return ROOT
    spots = [i for i in tree.below(parent) if tree[i].heading.line == line]
    spot = spots[0] if spots else ROOT
    while spot != ROOT and tree[spot].parent != parent:
        spot = tree[spot].parent
    return spot


def _level(facts: Facts, page: Page, held: Held, parent: int, before: int) -> int:
    """Return the level of a new heading: that of those beside it, else the next below."""
    tree = facts.alignment.tree
    beside = [before] if before != ROOT else list(tree[parent].children[:1])
    if page.syntax == "rst":
        return len(tree.ancestors(parent)) + 1
    if beside:
        return tree[beside[0]].heading.level or tree[beside[0]].level
    if held.section.pinned and held.section.level:
        return held.section.level
    return tree[parent].heading.level + 1
