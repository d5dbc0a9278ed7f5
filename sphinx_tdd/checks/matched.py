"""What was matched so far: the state of an alignment, and its result."""

from __future__ import annotations

import msgspec

from .contract import Contract
from .lazily import Lazily
from .trees import Tree

OWN, BELOW, BESIDE, ELSEWHERE, NOWHERE = range(5)
"""How far from its own parent a section was found."""


class Match(msgspec.Struct, frozen=True, gc=False):
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


class Alignment(msgspec.Struct, frozen=True, dict=True):
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
    owners: dict[int, list[int]]

    @property
    def tops(self) -> list[int]:
        """The document itself, and the headings from its title down to the root."""
        return [*reversed(self.tree.ancestors(self.root)), self.root]

    @Lazily
    def taken(self) -> set[int]:
        """The headings that are something in the template, in parts too."""
        found = set(self.owners)
        for parts in self.parts.values():
            for part in parts:
                found.add(part.spot)
                found |= part.below.taken if part.below else set()
        return found


class Matched:
    """The sections that have their headings, while others are still without.

    Attributes:
        root: the heading under which the top of the template stands.
        matches: by the index of the owed section.
        owners: the owed sections of each matched heading.
    """

    def __init__(self, contract: Contract, tree: Tree, root: int) -> None:
        self.contract = contract
        self.tree = tree
        self.root = root
        self.matches: dict[int, Match] = {}
        self.owners: dict[int, list[int]] = {}

    def note(self, owed: int, match: Match) -> None:
        """Keep that a heading is a section."""
        self.matches[owed] = match
        self.owners.setdefault(match.spot, []).append(owed)

    def spot_of(self, owed: int) -> int | None:
        """Return the heading of an owed section; of -1 the root; None where it has none yet."""
        if owed < 0:
            return self.root
        return self.matches[owed].spot if owed in self.matches else None
