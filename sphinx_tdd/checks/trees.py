"""An outline as a flat list in document order, with parents by index."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..model.outline import Block, Heading, Outline
from ..model.titles import title_key
from .lazily import Lazily

ROOT = 0
"""The index of the document itself among the spots."""

_NO_NAMES: frozenset[str] = frozenset()
_CONTENTS = (
    *("Table of Contents", "Contents", "TOC"),
    *("Inhalt", "Inhaltsverzeichnis", "Inhaltsübersicht"),
    *("Sommaire", "Table des matières"),
    *("目次", "もくじ"),
)
CONTENTS_KEYS = frozenset(map(title_key, _CONTENTS))
"""Titles of a table of contents, which Sphinx makes by itself, in all languages."""


class Spot(msgspec.Struct, frozen=True, gc=False):
    """A heading of the document, where it stands in the tree.

    Attributes:
        parent: the index of its parent; of the document itself, 0.
        last: the index of the last heading below it, or its own.
        key: the key of its title.
        names: the keys of its explicit labels and its original title.
        level: its level: as Markdown writes it, else how deep it stands below the document's
            title, which is of level 1; 0 for the document itself.
    """

    index: int
    heading: Heading
    parent: int
    children: tuple[int, ...]
    last: int
    key: str
    names: frozenset[str]
    level: int = 0

    @property
    def is_contents(self) -> bool:
        """Whether it heads a table of contents, which Sphinx makes by itself."""
        return self.key in CONTENTS_KEYS

    def holds(self, index: int) -> bool:
        """Whether the heading at `index` is this one or stands below it."""
        return self.index <= index <= self.last


def top_level(outline: Outline) -> int:
    """Return the level of a document's top headings: 1 where the only one is its title."""
    return 1 if len(outline.root.sections) == 1 else 2


_OPEN = Spot(0, Heading("", 0, 0, 0), 0, (), 0, "", _NO_NAMES)
"""What stands in for a heading while those below it are added."""


class Tree:
    """The headings of a document."""

    def __init__(self, outline: Outline) -> None:
        self.spots: list[Spot] = []
        self._add(outline.root, 0, top_level(outline) - 1)

    def _add(self, heading: Heading, parent: int, depth: int) -> int:
        spots = self.spots
        index = len(spots)
        names = frozenset(map(title_key, heading.names)) if heading.names else _NO_NAMES
        key, level = title_key(heading.title), heading.level or depth
        if not heading.sections:
            spots.append(Spot(index, heading, parent, (), index, key, names, level))
            return index
        spots.append(_OPEN)
        children = tuple([self._add(child, index, depth + 1) for child in heading.sections])
        last = len(spots) - 1
        spots[index] = Spot(index, heading, parent, children, last, key, names, level)
        return index

    @Lazily
    def in_contents(self) -> frozenset[int]:
        """The tables of contents, and the headings below them."""
        heads = [spot for spot in self.spots if spot.is_contents]
        return frozenset(i for spot in heads for i in range(spot.index, spot.last + 1))

    def __getitem__(self, index: int) -> Spot:
        return self.spots[index]

    def __len__(self) -> int:
        return len(self.spots)

    def below(self, index: int) -> range:
        """Return the indices of the headings below the one at `index`."""
        return range(index + 1, self.spots[index].last + 1)

    def ancestors(self, index: int) -> list[int]:
        """Return the indices of the headings above, nearest first, the document itself last."""
        found = []
        while index != ROOT:
            index = self.spots[index].parent
            found.append(index)
        return found

    def is_bare(self, index: int) -> bool:
        """Whether nothing stands under the heading, not even a subsection."""
        spot = self.spots[index]
        return not spot.children and not has_content(spot.heading.blocks)


_ANYTHING = frozenset({"code", "diagram", "table", "other"})
"""The kinds of block that say something even without a text."""


def has_content(blocks: Sequence[Block]) -> bool:
    """Whether a reader finds anything in the blocks."""
    for block in blocks:
        if block.text or block.label or block.kind in _ANYTHING or has_content(block.blocks):
            return True
    return False
