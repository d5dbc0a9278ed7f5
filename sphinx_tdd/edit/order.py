"""Sections moved to where they belong, byte for byte."""

from __future__ import annotations

from ..checks.held import Facts
from ..model.finding import Finding
from ..model.outline import Heading
from .edits import Edit
from .page import Page
from .sections import Unmendable


def moving_edits(facts: Facts, page: Page, finding: Finding) -> tuple[Edit, Edit]:
    """Return the changes that move a section: one takes it out, one puts it in.

    Raises:
        Unmendable: it can't be moved as it is.
    """
    tree = facts.alignment.tree
    spots = [s for s in tree.spots[1:] if s.heading.line == finding.line and not s.heading.source]
    if not spots or finding.source or (finding.after and finding.after.path):
        raise Unmendable("it belongs in another file")
    spot = spots[0]
    target = _target(facts, finding, spot.index)
    beside = target[0] or next((tree[i].heading for i in tree[target[1]].children), None)
    level = beside.level if beside is not None else tree[target[1]].heading.level + 1
    if spot.heading.level != level and page.syntax == "md":
        raise Unmendable("its level would have to change")
    if page.syntax == "rst" and len(tree.ancestors(spot.index)) != target[2]:
        raise Unmendable("its level would have to change")
    return _moved(page, spot.heading, target[0], tree[target[1]].heading)


def _target(facts: Facts, finding: Finding, moved: int) -> tuple[Heading | None, int, int]:
    """Return the heading after which a section belongs, the one under which, and how deep."""
    tree = facts.alignment.tree
    line = finding.after.line if finding.after else 0
    held = next(h for h in facts.all if h.spot == moved)
    parent = held.parent.spot if held.parent else facts.alignment.root
    if parent is None:
        raise Unmendable("the section that it belongs in is missing")
    depth = len(tree.ancestors(parent)) + 1
    before = next((s.index for s in tree.spots[1:] if s.heading.line == line), parent)
    while before != parent and tree[before].parent != parent:
        before = tree[before].parent
        if before == 0:
            raise Unmendable("its new place is not under the section that it belongs in")
    return (tree[before].heading if before != parent else None), parent, depth


def _moved(
    page: Page, moved: Heading, after: Heading | None, parent: Heading
) -> tuple[Edit, Edit]:
    lines = page.lines
    first, last = page.lead(page.first_line(moved), 0), page.whole_end(moved)
    end = page.whole_end(after) if after is not None else page.own_end(parent)
    if first <= end + 1 <= last + 1:
        raise Unmendable("it stands where it belongs, among comments or labels")
    text = lines.text[lines.starts[first - 1] : lines.ends[last - 1]]
    stop = last
    while stop < len(lines) and lines.is_blank(stop + 1):
        stop += 1
    if stop < len(lines):  # what parts it from the next heading goes along
        apart = lines.text[lines.ends[last - 1] : lines.starts[stop]]
        out = Edit(lines.starts[first - 1], lines.starts[stop], "")
    else:
        above = first - 1
        while above > 1 and lines.is_blank(above):
            above -= 1
        apart = lines.text[lines.ends[above - 1] : lines.starts[first - 1]]
        out = Edit(lines.ends[above - 1], lines.ends[last - 1], "")
    at = lines.ends[end - 1] if end else 0
    return out, Edit(at, at, f"{apart}{text}" if end else f"{text}{apart}")
