"""Repeated parts: which headings are examples of them, whatever they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .contract import Contract, Repeat
from .labelled import labelled
from .matched import Alignment, Matched, Part
from .trees import Tree, has_content

Align = Callable[[Contract, Tree, int], Alignment]
"""Aligns what is owed in a part with what stands below its heading."""


class PartFinder:
    """Finds repeated parts among the headings that are nothing else."""

    def __init__(self, matched: Matched, align: Align) -> None:
        self.matched = matched
        self.tree = matched.tree
        self.align = align

    def parts(self, parent: int, repeats: Sequence[Repeat]) -> Iterator[tuple[Part, ...]]:
        """Yield the parts of each repeated section under one parent."""
        spot = self.matched.spot_of(parent)
        contract = self.matched.contract
        seen = {key for i in contract.children(parent) for key in contract.owed[i].keys}
        found: list[list[int]] = [[] for _ in repeats]
        for index in self._part_spots(spot, repeats) if spot is not None else ():
            key = self.tree[index].key
            if key not in seen:
                found[self._which(key, repeats)].append(index)
            seen.add(key)
        for repeat, indices in zip(repeats, found, strict=True):
            yield tuple(self._part(repeat, index) for index in indices)

    def _is_part(self, index: int, repeats: Sequence[Repeat]) -> bool:
        """Whether a heading that follows a section that holds more than parts is one of these."""
        wanted = {key for repeat in repeats for key in repeat.section.item_keys}
        found = {x.key for x in labelled(self.tree[index].heading.blocks)}
        return not wanted.isdisjoint(found)

    def _part(self, repeat: Repeat, index: int) -> Part:
        below = self.align(repeat.below, self.tree, index) if repeat.below else None
        return Part(index, below)

    def _part_spots(self, parent: int, repeats: Sequence[Repeat]) -> list[int]:
        """Return the headings that are parts: free children, else free followers of the parent."""
        spot = self.tree[parent]
        children = [i for i in spot.children if self._is_free(i)]
        if children or parent == self.matched.root or has_content(spot.heading.blocks):
            return children
        siblings = self.tree[spot.parent].children
        followers = siblings[siblings.index(parent) + 1 :]
        taken = next((n for n, i in enumerate(followers) if not self._is_free(i)), len(followers))
        bare = not spot.children
        return [i for i in followers[:taken] if bare or self._is_part(i, repeats)]

    def _is_free(self, index: int) -> bool:
        """Whether a heading is nothing else: no section, no contents, no wrapper of sections."""
        if index in self.matched.owners or self.tree[index].is_contents:
            return False
        wraps = any(below in self.matched.owners for below in self.tree.below(index))
        return not (wraps and not has_content(self.tree[index].heading.blocks))

    @staticmethod
    def _which(key: str, repeats: Sequence[Repeat]) -> int:
        """Return the repeated section whose title leads a heading's, else the first."""
        named = (n for n, repeat in enumerate(repeats) if key.startswith(repeat.section.key))
        return next(named, 0)
