"""A template as flat lists in its own order: what all documents that follow it are held against.

It is made once for a template, with all that can be found out without a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from ..model.template import Section, Template

Keys = frozenset[str]
Named = dict[str, list[int]]
"""The indices of sections, by the keys that they bear."""


class Owed(msgspec.Struct, frozen=True):
    """A section of the template, where it stands in the tree.

    Attributes:
        parent: the index of its parent, -1 at the top.
        inner: the keys of each section below it.
        answered: the keys of the items owed in it and in its repeated parts.
    """

    index: int
    section: Section
    parent: int
    children: tuple[int, ...] = ()
    inner: tuple[Keys, ...] = ()
    answered: Keys = frozenset()

    @property
    def keys(self) -> Keys:
        """The keys by which a heading is known as this section."""
        return self.section.keys


class Repeat(msgspec.Struct, frozen=True):
    """A repeated part, and what is owed in each."""

    section: Section
    below: Contract | None


class Contract:
    """The sections that a template owes, repeated parts and what is in them left out.

    Attributes:
        sections: all sections of the template, repeated parts and what is in them too.
        owed: those that are no repeated parts, in order.
        top: the indices of those at the top.
        repeats: the repeated parts by the index of their parent, -1 at the top.
        by_key: the indices of the sections that bear a key.
        named: of those right under a parent, -1 for the top, the ones that bear a key.
        strict: those that ask more of a heading than its key.
        shared: by parent, the kinds of which records are shared out among sections under it.
        depends: whether what is owed depends on what a document holds.
        numbers: the number of each of `sections`, by its identity; of those with the same path,
            that of the first.
        levels: the levels at which those at the top have to stand where some may at no other.
    """

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = [part for section in sections for part in section.walk()]
        paths = [part.path for part in self.sections]
        self.numbers = {id(part): paths.index(part.path) for part in self.sections}
        self.owed: list[Owed] = []
        self.repeats: dict[int, tuple[Repeat, ...]] = {}
        self.shared: dict[int, tuple[str, ...]] = {}
        self.top = self._add_all(sections, -1)
        self.by_key: Named = {}
        self.named: dict[int, Named] = {}
        for owed in self.owed:
            for key in owed.keys:
                self.by_key.setdefault(key, []).append(owed.index)
                self.named.setdefault(owed.parent, {}).setdefault(key, []).append(owed.index)
        self.strict = frozenset(owed.index for owed in self.owed if _is_strict(owed.section))
        self.depends = any(part.when or part.one_of for part in self.sections)
        self.levels = {s.level for i in self.top if (s := self.owed[i].section).pinned}

    def _add_all(self, sections: Sequence[Section], parent: int) -> tuple[int, ...]:
        repeated = [_repeat(section) for section in sections if section.repeat]
        if repeated:
            self.repeats[parent] = tuple(repeated)
        if shared := _shared(sections):
            self.shared[parent] = shared
        return tuple(self._add(section, parent) for section in sections if not section.repeat)

    def _add(self, section: Section, parent: int) -> int:
        index = len(self.owed)
        self.owed.append(Owed(index, section, parent))
        children = self._add_all(section.sections, index)
        inner = tuple(part.keys for part in section.walk() if part is not section)
        parts = (repeat.section for repeat in self.repeats.get(index, ()))
        items = section.item_keys.union(*(part.item_keys for part in parts))
        self.owed[index] = Owed(index, section, parent, children, inner, items)
        return index

    def children(self, index: int) -> tuple[int, ...]:
        """Return the sections under one, or at the top (-1), in order."""
        return self.top if index < 0 else self.owed[index].children

    def siblings(self, index: int) -> tuple[int, ...]:
        """Return the sections under the same parent, this one among them, in order."""
        return self.children(self.owed[index].parent)


def _is_strict(section: Section) -> bool:
    return section.match != "tolerant" or (section.pinned and section.level > 0)


def _shared(siblings: Sequence[Section]) -> tuple[str, ...]:
    """Return the kinds of siblings of which several are of one kind, or one takes some sorts."""
    single = [section for section in siblings if section.kind and not section.repeat]
    kinds = [section.kind for section in single]
    return tuple({s.kind: None for s in single if s.sorts or kinds.count(s.kind) > 1})


def _repeat(section: Section) -> Repeat:
    return Repeat(section, Contract(section.sections) if section.sections else None)


@lru_cache(maxsize=256)
def contract_of(template: Template) -> Contract:
    """Return the contract of a template, made once for all documents that follow it."""
    return Contract(template.sections)
