"""Alignment: which heading of a document is which section of its template.

Whole titles are matched in rounds, nearest first: a child of its own parent; below that parent;
lifted beside it or slipped a level in its place; elsewhere. In each round the best overall
assignment wins, and each match sends the rounds back to the nearest. Then a heading that names
several things and is none as a whole may stand for each of them. Repeated parts come last, from
headings that are nothing else, so that they never take a sibling's title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ..model.outline import Outline
from ..model.template import Item, Section, Template
from ..model.titles import part_keys
from .assign import assign
from .labelled import labelled
from .trees import ROOT, Contract, Owed, Spot, Tree, has_content

OWN, BELOW, BESIDE, ELSEWHERE, NOWHERE = range(5)
"""How far from its own parent a section was found."""

_TITLE, _ALIAS, _NAME = 10.0, 6.0, 5.0


class Match(msgspec.Struct, frozen=True):
    """A heading that is a section of the template.

    Attributes:
        spot: the index of the heading.
        distance: how far from its own parent it stands.
        whole: False where the heading names several sections.
    """

    spot: int
    distance: int
    whole: bool = True


class Part(msgspec.Struct, frozen=True):
    """One heading that is a repeated part, and how what is below it is aligned."""

    spot: int
    below: Alignment | None = None


class Alignment(msgspec.Struct, frozen=True):
    """What was found of a template.

    Attributes:
        root: the heading under which the top of the template stands (0: the document).
        matches: by the index of the owed section.
        parts: the repeated parts by parent and index among its repeated parts.
        owners: the owed sections of each matched heading.
    """

    tree: Tree
    contract: Contract
    root: int
    matches: dict[int, Match]
    parts: dict[tuple[int, int], tuple[Part, ...]]
    owners: dict[int, tuple[int, ...]]

    def spot_of(self, owed: int) -> int | None:
        """Return the heading of an owed section; of -1 the root; None where it is missing."""
        if owed < 0:
            return self.root
        return self.matches[owed].spot if owed in self.matches else None

    def taken(self) -> set[int]:
        """Return the headings that are something in the template, in parts too."""
        found = set(self.owners)
        for parts in self.parts.values():
            for part in parts:
                found.add(part.spot)
                found |= part.below.taken() if part.below else set()
        return found


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
    parts = {
        (parent, index): part
        for parent, repeats in aligner.contract.repeats.items()
        for index, part in enumerate(aligner.parts(parent, repeats))
    }
    owners = {spot: tuple(owed) for spot, owed in aligner.owners.items()}
    return Alignment(tree, aligner.contract, aligner.root, aligner.matches, parts, owners)


def item_keys(items: Iterable[Item]) -> Iterator[str]:
    """Yield the keys of all items, nested ones too."""
    for item in items:
        yield from item.keys
        yield from item_keys(item.items)


class _Aligner:
    """The state of one alignment."""

    def __init__(self, contract: Contract, tree: Tree, scope: int | None) -> None:
        self.contract = contract
        self.tree = tree
        self.scope = ROOT if scope is None else scope
        self.matches: dict[int, Match] = {}
        self.owners: dict[int, list[int]] = {}
        self.known = frozenset(key for owed in contract.owed for key in owed.keys)
        self.by_key = self._index()
        self.root = self._find_root() if scope is None else scope
        self.wrappers = {self.root, *tree.ancestors(self.root)}

    def _index(self) -> dict[str, list[int]]:
        """Return the headings by key; a table of contents only where the template has one."""
        found: dict[str, list[int]] = {}
        for index in self.tree.below(self.scope):
            spot = self.tree[index]
            for key in {spot.key, *spot.names} & self.known:
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
        # A section lifted to the level of the document's title seems the parent of all after it.
        is_section = any(tree[best].key in keys for keys in top_keys)
        lifted = is_section and len(tree[tree[best].parent].children) > 1
        return tree[best].parent if lifted else best

    def candidates(self, owed: Owed) -> set[int]:
        """Return the free headings known by a key of the section."""
        found = {index for key in owed.keys for index in self.by_key.get(key, ())}
        free = {i for i in found if i not in self.owners and i not in self.wrappers}
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
            waiting = [owed for owed in self.contract.owed if owed.index not in self.matches]
            pairs = [
                (owed, index)
                for owed in waiting
                for index in self.candidates(owed)
                if self._distance(owed, index) == distance
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
                self._note(owed_index, Match(index, distance))
            distance = OWN if weights else distance + 1

    def _note(self, owed: int, match: Match) -> None:
        self.matches[owed] = match
        self.owners.setdefault(match.spot, []).append(owed)

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

    def _distance(self, owed: Owed, index: int) -> int:
        """How far from the section's own parent the heading stands."""
        parent = self._spot_of(owed.parent)
        if owed.section.pinned:
            return OWN if self.tree[index].parent == parent else NOWHERE
        anchor = self._anchor(index)
        if parent is not None:
            if self.tree[index].parent == parent:
                return OWN
            if anchor == parent or (owed.parent < 0 and anchor in (None, ROOT)):
                return BELOW
        if self._is_beside(owed, index) or self._slipped(owed, index, anchor):
            return BESIDE
        # Where its own parent is missing, and told, a section may stand under any heading.
        known = parent is None or self._is_under_known(index)
        return ELSEWHERE if known and not self._answers_item(index) else NOWHERE

    def _spot_of(self, owed: int) -> int | None:
        if owed < 0:
            return self.root
        return self.matches[owed].spot if owed in self.matches else None

    def _anchor(self, index: int) -> int | None:
        """Return the nearest heading above that is a section of the template, or the root."""
        above = self.tree.ancestors(index)
        return next((i for i in above if i in self.owners or i == self.root), None)

    def _is_beside(self, owed: Owed, index: int) -> bool:
        """Whether a heading stands where a section above its own stands, or would stand."""
        above, here = owed.parent, self.tree[index].parent
        while above >= 0:
            above = self.contract.owed[above].parent
            if self._spot_of(above) == here:
                return True
        return False

    def _slipped(self, owed: Owed, index: int, anchor: int | None) -> bool:
        """Whether a heading follows a sibling in its place, but a level too deep.

        The sibling's heading then seems its parent. In its place means: after all that is the
        sibling's own, and no section that stands between them in the template stands elsewhere.
        """
        siblings = self.contract.siblings(owed.index)
        at = siblings.index(owed.index)
        for before in reversed(siblings[:at]):
            match = self.matches.get(before)
            if match is None:
                continue
            if match.spot == anchor:
                return self._after_own(before, index)
            if anchor is None or not self.tree[anchor].holds(match.spot):
                return False
        return False

    def _after_own(self, owed: int, index: int) -> bool:
        children = self.contract.owed[owed].children
        return all(self.matches[c].spot < index for c in children if c in self.matches)

    def _is_under_known(self, index: int) -> bool:
        """Whether a heading's parent is something in the template.

        A heading under one that is not, such as "Security" under "Presigned URLs", rather
        belongs to that one than to the template.
        """
        parent = self.tree[index].parent
        if parent in self.owners or parent in (self.root, ROOT):
            return True
        above = self.tree[parent].parent
        siblings = self.tree[above].children
        before = [i for i in siblings[: siblings.index(parent)] if i in self.owners][-1:]
        # A repeated part stands in the section that has such parts, or a level too high after it.
        owners = (owner for i in (above, *before) for owner in self.owners.get(i, ()))
        return any(owner in self.contract.repeats for owner in owners)

    def _answers_item(self, index: int) -> bool:
        """Whether a heading rather is a labelled item of the section that it stands in."""
        key = self.tree[index].key
        for above in self.tree.ancestors(index):
            for owner in self.owners.get(above, ()):
                owed = self.contract.owed[owner]
                repeats = self.contract.repeats.get(owner, ())
                if key in item_keys([*owed.section.items, *(i for r in repeats for i in r.items)]):
                    return True
        return False

    def match_fused(self) -> None:
        """Match headings that name several sections and are none as a whole."""
        for index in self.tree.below(self.scope):
            spot = self.tree[index]
            if index in self.owners or spot.key in self.known:
                continue
            parts = set(part_keys(spot.heading.title))
            for owed in self.contract.owed if parts else ():
                if owed.index in self.matches or parts.isdisjoint(owed.keys):
                    continue
                if owed.section.match != "tolerant":
                    continue
                distance = self._distance(owed, index)
                if distance <= ELSEWHERE:
                    self._note(owed.index, Match(index, distance, whole=False))
        self.match_rounds()

    def parts(self, parent: int, repeats: Sequence[Section]) -> Iterator[tuple[Part, ...]]:
        """Yield the parts of each repeated section under one parent."""
        spot = self._spot_of(parent)
        siblings = self.contract.top if parent < 0 else self.contract.owed[parent].children
        seen = {key for index in siblings for key in self.contract.owed[index].keys}
        found: list[list[int]] = [[] for _ in repeats]
        for index in self._part_spots(spot, repeats) if spot is not None else ():
            key = self.tree[index].key
            if key not in seen:
                found[self._which(key, repeats)].append(index)
            seen.add(key)
        for section, indices in zip(repeats, found, strict=True):
            yield tuple(self._part(section, index) for index in indices)

    def _is_part(self, index: int, repeats: Sequence[Section]) -> bool:
        """Whether a heading that follows a section that holds more than parts is one of these."""
        wanted = set(item_keys(item for section in repeats for item in section.items))
        found = {x.key for x in labelled(self.tree[index].heading.blocks)}
        return not wanted.isdisjoint(found)

    def _part(self, section: Section, index: int) -> Part:
        below = align_sections(section.sections, self.tree, index) if section.sections else None
        return Part(index, below)

    def _part_spots(self, parent: int, repeats: Sequence[Section]) -> list[int]:
        """Return the headings that are parts: free children, else free followers of the parent."""
        spot = self.tree[parent]
        children = [i for i in spot.children if self._is_free(i)]
        if children or parent == self.root or has_content(spot.heading.blocks):
            return children
        siblings = self.tree[spot.parent].children
        followers = siblings[siblings.index(parent) + 1 :]
        taken = next((n for n, i in enumerate(followers) if not self._is_free(i)), len(followers))
        bare = not spot.children
        return [i for i in followers[:taken] if bare or self._is_part(i, repeats)]

    def _is_free(self, index: int) -> bool:
        """Whether a heading is nothing else: no section, no contents, no wrapper of sections."""
        if index in self.owners or self.tree[index].is_contents:
            return False
        wraps = any(below in self.owners for below in self.tree.below(index))
        return not (wraps and not has_content(self.tree[index].heading.blocks))

    @staticmethod
    def _which(key: str, repeats: Sequence[Section]) -> int:
        """Return the repeated section whose title leads a heading's, else the first."""
        named = (n for n, section in enumerate(repeats) if key.startswith(section.key))
        return next(named, 0)
