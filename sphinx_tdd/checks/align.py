"""Alignment: which heading of a document is which section of its template.

Whole titles are matched in rounds, nearest first: a child of its own parent; below that parent;
lifted beside it or slipped a level in its place; elsewhere. In each round the best overall
assignment wins, and each match sends the rounds back to the nearest. The first of the rounds, one
walk from the top down, finds nearly all: where it finds all, there are no others. Then a heading
that names several things and is none as a whole may stand for each of them. Repeated parts come
last, from headings that are nothing else, so that they never take a sibling's title.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ..model.outline import Outline
from ..model.template import Section, Template
from ..model.titles import part_keys, second_names
from .assign import Pair, assign
from .contract import Contract, Named, contract_of
from .lazily import Lazily
from .matched import ELSEWHERE, NOWHERE, OWN, Alignment, Match, Matched
from .nearness import Nearness
from .part_finder import PartFinder
from .trees import ROOT, Spot, Tree

_TITLE, _ALIAS, _NAME = 10.0, 6.0, 5.0


def align(template: Template, outline: Outline, tree: Tree | None = None) -> Alignment:
    """Return which heading of the outline is which section of the template.

    Args:
        tree: the headings of the outline, where they are known.
    """
    return align_contract(contract_of(template), tree or Tree(outline), None)


def align_contract(contract: Contract, tree: Tree, scope: int | None) -> Alignment:
    """Return the alignment of what is owed with what stands below the heading `scope`.

    Without a scope it is the document, and the heading that best fits is its root.
    """
    aligner = _Aligner(contract, tree, scope)
    if not aligner.match_down():
        aligner.match_rounds()
    aligner.match_fused()
    aligner.settle()
    matched = aligner.matched
    finder = PartFinder(matched, align_contract)
    parts = {
        (parent, index): part
        for parent, repeats in contract.repeats.items()
        for index, part in enumerate(finder.parts(parent, repeats))
    }
    return Alignment(tree, contract, matched.root, matched.matches, parts, matched.owners)


class _Aligner:
    """Makes one alignment."""

    def __init__(self, contract: Contract, tree: Tree, scope: int | None) -> None:
        self.contract = contract
        self.tree = tree
        self.scope = ROOT if scope is None else scope
        root = self._find_root() if scope is None else scope
        self.matched = Matched(contract, tree, root)
        self.nearness = Nearness(self.matched)
        self.wrappers = {root, *tree.ancestors(root)}

    @Lazily
    def offered(self) -> dict[int, list[int]]:
        """By the index of a section, the headings known by one of its keys.

        A table of contents is there only where the template has one.
        """
        found: dict[int, list[int]] = {}
        for index in self.tree.below(self.scope):
            if index not in self.wrappers:
                for owed in self._known(self.tree[index], self.contract.by_key):
                    found.setdefault(owed, []).append(index)
        return found

    def _known(self, spot: Spot, named: Named) -> Iterable[int]:
        """Return the sections, among those that bear names, which a heading may be."""
        contract = self.contract
        if spot.key in contract.by_key and not spot.names:
            found: Iterable[int] = named.get(spot.key, ())
        else:
            names = {spot.key, *spot.names}
            if spot.key not in contract.by_key:
                names.update(second_names(spot.heading.title))
            found = {owed for name in names for owed in named.get(name, ())}
        if contract.strict.isdisjoint(found):
            return found
        return [owed for owed in found if _may_be(contract.owed[owed].section, spot)]

    def _find_root(self) -> int:
        """Return the heading with the most top sections right below it, the topmost of equals."""
        tree, named = self.tree, self.contract.named.get(-1, {})
        # The strict look at levels too: of what stands too high, the document is no parent.
        levels = self.contract.levels if 0 not in self.contract.levels else set()

        def score(spot: Spot) -> int:
            below = [tree.spots[i] for i in spot.children]
            placed = [each for each in below if each.level in levels] if levels else below
            return len({owed for each in placed for owed in named.get(each.key, ())})

        best, most = ROOT, 0
        for spot in tree.spots:
            if spot.children and (found := score(spot)) > most:
                best, most = spot.index, found
        if not most:
            return tree[ROOT].children[0] if len(tree[ROOT].children) == 1 else ROOT
        # A section lifted to the level of the document's title seems the parent of all after it,
        # and so does one below which the others slipped.
        above = tree[best].parent
        lifted = tree[best].key in named and (above != ROOT or len(tree[above].children) > 1)
        return above if lifted else best

    def match_down(self) -> bool:
        """Match what stands right under its own parent; return whether nothing else is left.

        That is, whether no other heading bears the name of a section that has none.
        """
        spots = self.tree.spots
        groups = [(-1, self.matched.root)]
        while groups:
            parent, at = groups.pop()
            if (named := self.contract.named.get(parent)) is not None:
                children = spots[at].children
                pairs = [(o, i) for i in children for o in self._known(spots[i], named)]
                groups += self._note_best(pairs, OWN)
        matches, owners = self.matched.matches, {*self.matched.owners, *self.wrappers}
        free = [spots[i] for i in self.tree.below(self.scope) if i not in owners]
        known = (owed for spot in free for owed in self._known(spot, self.contract.by_key))
        return all(owed in matches for owed in known)

    def match_rounds(self) -> None:
        """Match whole titles, nearest first."""
        self._match_own()
        distance, pairs = self._nearest()
        while pairs:
            self._note_best(pairs, distance)
            self._match_own()
            distance, pairs = self._nearest()

    def _match_own(self) -> None:
        """Match all that stands right under its own parent, from the top down.

        What is under one heading is wanted by nothing that belongs under another, so that each
        parent is settled by itself.
        """
        waiting: dict[int, list[int]] = {}
        for owed in self._waiting():
            spot = self.matched.spot_of(self.contract.owed[owed].parent)
            if spot is not None:
                waiting.setdefault(spot, []).append(owed)
        groups = list(waiting.items())
        while groups:
            parent, group = groups.pop()
            pairs = [(o, i) for o in group for i in self._free(o) if self.tree[i].parent == parent]
            for owed, index in self._note_best(pairs, OWN):
                children = self.contract.owed[owed].children
                groups.append((index, self._waiting(children)))

    def _waiting(self, among: Iterable[int] | None = None) -> list[int]:
        """Return the sections that have no heading yet though some may be theirs."""
        offered, matches = self.offered, self.matched.matches
        among = offered if among is None else among
        return [owed for owed in among if owed in offered and owed not in matches]

    def _free(self, owed: int) -> list[int]:
        """Return the headings that may be a section and are nothing yet."""
        return [i for i in self.offered[owed] if i not in self.matched.owners]

    def _nearest(self) -> tuple[int, list[Pair]]:
        """Return the nearest of what is left to match, and how near it is."""
        found: dict[int, list[Pair]] = {}
        for owed in self._waiting():
            for index in self._free(owed):
                distance = self.nearness.distance(self.contract.owed[owed], index)
                found.setdefault(distance, []).append((owed, index))
        distance = min(found, default=NOWHERE)
        pairs = found[distance] if distance < NOWHERE else []
        if distance == ELSEWHERE:
            # What is elsewhere is found from the top down, so that a section that was moved
            # takes its own children along.
            depths = [len(self.contract.owed[owed].section.path) for owed, _ in pairs]
            top = min(depths)
            pairs = [pair for pair, depth in zip(pairs, depths, strict=True) if depth == top]
        return distance, pairs

    def _note_best(self, pairs: list[Pair], distance: int) -> list[Pair]:
        """Match the best of pairs at a distance and return it: all, where none wants another's."""
        wanted, offered = {owed for owed, _ in pairs}, {index for _, index in pairs}
        if len(wanted) < len(pairs) or len(offered) < len(pairs):
            pairs = assign({(owed, i): self._weight(owed, i) for owed, i in pairs})
        for owed, index in pairs:
            self.matched.note(owed, Match(index, distance))
        return pairs

    def _weight(self, index: int, at: int) -> float:
        """How well a heading fits a section.

        Its title counts before an alias before a label, then what is below it, whether it holds
        anything, and last its place: the first before a later one.
        """
        owed, spot = self.contract.owed[index], self.tree[at]
        if spot.key in owed.section.usual:
            fit = _TITLE
        else:
            fit = _ALIAS if spot.key in owed.keys else _NAME
        have = {self.tree[below].key for below in self.tree.below(at)}
        overlap = sum(not keys.isdisjoint(have) for keys in owed.inner) / max(len(owed.inner), 1)
        held = 0.0 if self.tree.is_bare(at) else 0.3
        return fit + overlap + held - at / (1000.0 + len(self.tree))

    def match_fused(self) -> None:
        """Match headings that name several sections and are none as a whole."""
        matched, by_key = self.matched, self.contract.by_key
        before = len(matched.matches)
        for index in self.tree.below(self.scope):
            spot = self.tree[index]
            if index in matched.owners or spot.key in by_key:
                continue
            parts = part_keys(spot.heading.title)
            for each in sorted({owed for key in parts for owed in by_key.get(key, ())}):
                owed = self.contract.owed[each]
                if each in matched.matches or owed.section.match != "tolerant":
                    continue
                distance = self.nearness.distance(owed, index)
                if distance <= ELSEWHERE:
                    matched.note(each, Match(index, distance, whole=False))
        if len(matched.matches) > before:
            self.match_rounds()

    def settle(self) -> None:
        """Tell anew how far away sections are that were elsewhere: parents were found since."""
        contract, matches = self.contract, self.matched.matches
        for index, match in matches.items():
            if match.distance == ELSEWHERE:
                distance = self.nearness.distance(contract.owed[index], match.spot)
                nearer = min(match.distance, distance)
                matches[index] = msgspec.structs.replace(match, distance=nearer)


def _may_be(section: Section, spot: Spot) -> bool:
    """Whether a heading is written and stands as strictly as the template asks."""
    level = not section.pinned or not section.level or section.level == spot.level
    return level and section.is_named(spot.heading.title)
