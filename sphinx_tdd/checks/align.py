"""Alignment: which heading of a document is which section of its template.

Whole titles are matched in rounds, nearest first: a child of its own parent; below that parent;
lifted beside it or slipped a level in its place; elsewhere. In each round the best overall
assignment wins, and each match sends the rounds back to the nearest. Then a heading that names
several things and is none as a whole may stand for each of them. Repeated parts come last, from
headings that are nothing else, so that they never take a sibling's title.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..model.outline import Outline
from ..model.template import Section, Template
from ..model.titles import part_keys, second_names
from .assign import assign
from .matched import ELSEWHERE, OWN, Alignment, Match, Matched
from .nearness import Nearness
from .part_finder import PartFinder
from .trees import ROOT, Contract, Owed, Spot, Tree

_TITLE, _ALIAS, _NAME = 10.0, 6.0, 5.0


def align(template: Template, outline: Outline) -> Alignment:
    """Return which heading of the outline is which section of the template."""
    return align_sections(template.sections, Tree(outline), None)


def align_sections(sections: Sequence[Section], tree: Tree, scope: int | None) -> Alignment:
    """Return the alignment of sections with what stands below the heading `scope`.

    Without a scope it is the document, and the heading that best fits is its root.
    """
    aligner = _Aligner(Contract(sections), tree, scope)
    aligner.match_rounds()
    aligner.match_fused()
    aligner.settle()
    matched = aligner.matched
    finder = PartFinder(matched, align_sections)
    parts = {
        (parent, index): part
        for parent, repeats in matched.contract.repeats.items()
        for index, part in enumerate(finder.parts(parent, repeats))
    }
    owners = {spot: tuple(owed) for spot, owed in matched.owners.items()}
    return Alignment(tree, matched.contract, matched.root, matched.matches, parts, owners)


class _Aligner:
    """Makes one alignment."""

    def __init__(self, contract: Contract, tree: Tree, scope: int | None) -> None:
        self.contract = contract
        self.tree = tree
        self.scope = ROOT if scope is None else scope
        self.known = frozenset(key for owed in contract.owed for key in owed.keys)
        self.by_key = self._index()
        root = self._find_root() if scope is None else scope
        self.wrappers = {root, *tree.ancestors(root)}
        self.matched = Matched(contract, tree, root)
        self.nearness = Nearness(self.matched)

    def _index(self) -> dict[str, list[int]]:
        """Return the headings by key; a table of contents only where the template has one."""
        found: dict[str, list[int]] = {}
        for index in self.tree.below(self.scope):
            spot = self.tree[index]
            names = {spot.key, *spot.names}
            if spot.key not in self.known:
                names |= set(second_names(spot.heading.title))
            for key in names & self.known:
                found.setdefault(key, []).append(index)
        return found

    def _find_root(self) -> int:
        """Return the heading with the most top sections right below it, the topmost of equals."""
        top_keys = [self.contract.owed[index].keys for index in self.contract.top]
        tree = self.tree

        # The strict look at levels too: of what stands too high, the document is no parent.
        levels = {
            s.level for i in self.contract.top if (s := self.contract.owed[i].section).pinned
        }

        def score(index: int) -> int:
            children = (tree[child] for child in tree[index].children)
            below = {
                spot.key for spot in children if not levels or 0 in levels or spot.level in levels
            }
            return sum(not keys.isdisjoint(below) for keys in top_keys)

        parents = [spot.index for spot in tree.spots if spot.children]
        best = max(parents, key=lambda index: (score(index), -index), default=ROOT)
        if not score(best):
            return tree[ROOT].children[0] if len(tree[ROOT].children) == 1 else ROOT
        # A section lifted to the level of the document's title seems the parent of all after it,
        # and so does one below which the others slipped.
        is_section = any(tree[best].key in keys for keys in top_keys)
        above = tree[best].parent
        lifted = is_section and (above != ROOT or len(tree[above].children) > 1)
        return above if lifted else best

    def candidates(self, owed: Owed) -> set[int]:
        """Return the free headings known by a key of the section."""
        found = {index for key in owed.keys for index in self.by_key.get(key, ())}
        free = {i for i in found if i not in self.matched.owners and i not in self.wrappers}
        return {i for i in free if self._may_be(owed.section, self.tree[i])}

    @staticmethod
    def _may_be(section: Section, spot: Spot) -> bool:
        """Whether a heading is written and stands as strictly as the template asks."""
        level = not section.pinned or not section.level or section.level == spot.level
        return level and section.is_named(spot.heading.title)

    def match_rounds(self) -> None:
        """Match whole titles, nearest first."""
        distance = OWN
        while distance <= ELSEWHERE:
            waiting = [
                owed for owed in self.contract.owed if owed.index not in self.matched.matches
            ]
            pairs = [
                (owed, index)
                for owed in waiting
                for index in self.candidates(owed)
                if self.nearness.distance(owed, index) == distance
            ]
            # What is elsewhere is found from the top down, so that a section that was moved
            # takes its own children along.
            top = min((len(owed.section.path) for owed, _ in pairs), default=0)
            weights = {
                (owed.index, index): self._weight(owed, self.tree[index])
                for owed, index in pairs
                if distance < ELSEWHERE or len(owed.section.path) == top
            }
            for owed_index, index in assign(weights):
                self.matched.note(owed_index, Match(index, distance))
            distance = OWN if weights else distance + 1

    def _weight(self, owed: Owed, spot: Spot) -> float:
        """How well a heading fits.

        Its title counts before an alias before a label, then what is below it, whether it holds
        anything, and last its place: the first before a later one.
        """
        if spot.key in owed.section.usual:
            fit = _TITLE
        else:
            fit = _ALIAS if spot.key in owed.keys else _NAME
        wanted = [part.keys for part in owed.section.walk() if part is not owed.section]
        have = {self.tree[index].key for index in self.tree.below(spot.index)}
        overlap = sum(not keys.isdisjoint(have) for keys in wanted) / max(len(wanted), 1)
        held = 0.0 if self.tree.is_bare(spot.index) else 0.3
        return fit + overlap + held - spot.index / (1000.0 + len(self.tree))

    def match_fused(self) -> None:
        """Match headings that name several sections and are none as a whole."""
        for index in self.tree.below(self.scope):
            spot = self.tree[index]
            if index in self.matched.owners or spot.key in self.known:
                continue
            parts = set(part_keys(spot.heading.title))
            for owed in self.contract.owed if parts else ():
                if owed.index in self.matched.matches or parts.isdisjoint(owed.keys):
                    continue
                if owed.section.match != "tolerant":
                    continue
                distance = self.nearness.distance(owed, index)
                if distance <= ELSEWHERE:
                    self.matched.note(owed.index, Match(index, distance, whole=False))
        self.match_rounds()

    def settle(self) -> None:
        """Tell anew how far away sections are that were elsewhere: parents were found since."""
        contract, matches = self.contract, self.matched.matches
        for index, match in matches.items():
            if match.distance == ELSEWHERE:
                distance = self.nearness.distance(contract.owed[index], match.spot)
                nearer = min(match.distance, distance)
                matches[index] = msgspec.structs.replace(match, distance=nearer)
