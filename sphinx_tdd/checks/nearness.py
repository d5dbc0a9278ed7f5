"""How far from its place in the template a heading stands."""

from __future__ import annotations

from ..model.titles import title_key
from .contract import Owed
from .matched import BELOW, BESIDE, ELSEWHERE, NOWHERE, OWN, Matched
from .trees import ROOT

_IN_FRONT = frozenset(map(title_key, ("Executive Summary", "Management Summary", "Abstract")))
"""What holds the document in short, with headings that are sections of it."""


class Nearness:
    """Tells distances in the light of what was matched so far."""

    def __init__(self, matched: Matched) -> None:
        self.matched = matched
        self.tree = matched.tree

    def distance(self, owed: Owed, index: int) -> int:
        """How far from the section's own parent the heading stands."""
        parent = self.matched.spot_of(owed.parent)
        if owed.section.pinned:
            return OWN if self.tree[index].parent == parent else NOWHERE
        anchor = self._anchor(index)
        if parent is not None:
            if self.tree[index].parent == parent:
                return OWN
            if anchor == parent or (owed.parent < 0 and anchor in (None, ROOT)):
                return BELOW if self._is_likely(owed, index) else NOWHERE
        if self._is_beside(owed, index) or self._slipped(owed, index, anchor):
            return BESIDE
        # Where its own parent is missing, and told, a section may stand under any heading.
        known = parent is None or self._is_under_known(index)
        return ELSEWHERE if known and not self._answers_item(index) else NOWHERE

    def _is_likely(self, owed: Owed, index: int) -> bool:
        """Whether a heading below one that is nothing in the template may be a section of it.

        By another name of it, one that owes sections is taken only with one of them.
        """
        if self.tree[index].key in owed.section.usual or not owed.children:
            return True
        have = {self.tree[below].key for below in self.tree.below(index)}
        return any(not keys.isdisjoint(have) for keys in owed.inner)

    def _anchor(self, index: int) -> int | None:
        """Return the nearest heading above that is a section of the template, or the root."""
        above = self.tree.ancestors(index)
        return next((i for i in above if i in self.matched.owners or i == self.matched.root), None)

    def _is_beside(self, owed: Owed, index: int) -> bool:
        """Whether a heading stands where a section above its own stands, or would stand."""
        above, here = owed.parent, self.tree[index].parent
        while above >= 0:
            above = self.matched.contract.owed[above].parent
            if self.matched.spot_of(above) == here:
                return True
        return False

    def _slipped(self, owed: Owed, index: int, anchor: int | None) -> bool:
        """Whether a heading follows a sibling in its place, but a level too deep.

        The sibling's heading then seems its parent. In its place means: after all that is the
        sibling's own, and no section that stands between them in the template stands elsewhere.
        """
        siblings = self.matched.contract.siblings(owed.index)
        at = siblings.index(owed.index)
        for before in reversed(siblings[:at]):
            match = self.matched.matches.get(before)
            if match is None:
                continue
            if match.spot == anchor:
                return self._after_own(before, index)
            if anchor is None or not self.tree[anchor].holds(match.spot):
                return False
        return False

    def _after_own(self, owed: int, index: int) -> bool:
        children = self.matched.contract.owed[owed].children
        return all(
            self.matched.matches[c].spot < index for c in children if c in self.matched.matches
        )

    def _is_under_known(self, index: int) -> bool:
        """Whether a heading's parent is something in the template.

        A heading under one that is not, such as "Security" under "Presigned URLs", rather
        belongs to that one than to the template.
        """
        parent = self.tree[index].parent
        if parent in self.matched.owners or parent in (self.matched.root, ROOT):
            return True
        if self.tree[parent].key in _IN_FRONT:
            return True
        above = self.tree[parent].parent
        siblings = self.tree[above].children
        before = [i for i in siblings[: siblings.index(parent)] if i in self.matched.owners][-1:]
        # A repeated part stands in the section that has such parts, or a level too high after it.
        owners = (owner for i in (above, *before) for owner in self.matched.owners.get(i, ()))
        return any(owner in self.matched.contract.repeats for owner in owners)

    def _answers_item(self, index: int) -> bool:
        """Whether a heading rather is a labelled item of the section that it stands in."""
        key = self.tree[index].key
        for above in self.tree.ancestors(index):
            for owner in self.matched.owners.get(above, ()):
                if key in self.matched.contract.owed[owner].answered:
                    return True
        return False
