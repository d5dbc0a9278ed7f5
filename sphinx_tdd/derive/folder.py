"""A template learned from documents that follow none yet: what most of them have."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from ..checks.trees import CONTENTS_KEYS
from ..model.outline import Heading, Outline
from ..model.template import Column, Item, Section, Template
from ..model.template_parts import place
from ..model.template_terms import Field
from ..model.titles import closest, cut_number, title_key
from .parts import columns_of, items_of
from .titles import Title

_ALIKE = 0.75
"""How alike two titles are, at least, of which one may be another name of the other."""
_FEWEST = 2
"""In how many documents another name of a section is, at least."""
_DEEPEST = 4
"""How many levels below the title are learned; deeper headings are a document's own."""

Path = tuple[str, ...]


class TooFew(ValueError):
    """The documents have nothing in common; the text says how many were read."""


class Learned(msgspec.Struct, frozen=True):
    """A template, and what was counted for it.

    Attributes:
        remarks: by the path of a section, in how many documents it is, and under which names.
    """

    template: Template
    remarks: dict[Path, str]


class _Group:
    """Headings of several documents that are one section: at most one of each document.

    Attributes:
        repeat: whether they are examples of a part, as "Phase 1" is, each the first of its kind.
    """

    def __init__(self) -> None:
        self.repeat = False
        self.headings: dict[int, Heading] = {}
        self.places: dict[int, int] = {}

    def add(self, document: int, number: int, heading: Heading) -> None:
        """Add the heading of a document that is the given one below its parent."""
        if document not in self.headings:
            self.headings[document] = heading
            self.places[document] = number

    def take(self, other: _Group) -> None:
        """Take over what another group holds."""
        self.headings.update(other.headings)
        self.places.update(other.places)

    def titles(self) -> list[tuple[str, int]]:
        """Return the titles as written, the most usual first, each with its number."""
        written = (
            _stem(h) if self.repeat else cut_number(h.title) for h in self.headings.values()
        )
        found = Counter(" ".join(title.split()) for title in written)
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def learn(outlines: Sequence[Outline], name: str, share: float) -> Learned:
    """Return the template of what at least a share of documents have, in their usual order.

    Args:
        outlines: the documents.
        name: the id of the template.
        share: from 0 to 100: of the documents, or for a subsection of those with its parent.

    Raises:
        TooFew: no section is in that many of them.
    """
    learner = _Learner(share)
    tops = {number: _tops(outline) for number, outline in enumerate(outlines)}
    sections = tuple(place(part, ()) for part in learner.sections(tops, ()))
    if not sections:
        raise TooFew(f"no section is in {share:g} % of the {len(outlines)} documents read")
    about = (
        f"Learned from {len(outlines)} documents: the sections that at least {share:g} % of them\n"
        "have, in their usual order. Above each: how many have it, and its other names."
    )
    title = name.replace("-", " ").capitalize()
    template = Template(id=name, title=title, sections=sections, fields=learner.fields(outlines))
    return Learned(template, {(): about, **learner.remarks})


def _tops(outline: Outline) -> Sequence[Heading]:
    """Return the sections of a document: those below its title where it has one."""
    tops = outline.root.sections
    return tops[0].sections if len(tops) == 1 else tops


def _head(outline: Outline) -> Heading:
    """Return what stands above all sections: below the title where there is one."""
    tops = outline.root.sections
    return tops[0] if len(tops) == 1 else outline.root


class _Learner:
    """Counts what documents have, from the top down."""

    def __init__(self, share: float) -> None:
        self.share = share
        self.remarks: dict[Path, str] = {}

    def sections(
        self, siblings: Mapping[int, Sequence[Heading]], above: Path
    ) -> tuple[Section, ...]:
        """Return the sections that enough documents have below one parent."""
        if len(above) >= _DEEPEST:
            return ()
        groups = self._groups(siblings)
        least = max(self._least(len(siblings)), 1)
        usual = [group for group in groups if len(group.headings) >= least]
        return tuple(self._section(group, len(siblings), above) for group in _in_order(usual))

    def _least(self, documents: int) -> int:
        return math.ceil(documents * self.share / 100)

    @staticmethod
    def _groups(siblings: Mapping[int, Sequence[Heading]]) -> list[_Group]:
        """Return the headings by their keys, other names of one section together."""
        by_key: dict[str, _Group] = {}
        for document, headings in siblings.items():
            parts = _parts(headings)
            for number, heading in enumerate(headings):
                part = title_key(_stem(heading))
                repeat = part in parts
                key = f"{part} #" if repeat else title_key(heading.title)
                if key and key not in CONTENTS_KEYS:
                    group = by_key.setdefault(key, _Group())
                    group.repeat = repeat
                    group.add(document, number, heading)
        return list(_merged(by_key))

    def _section(self, group: _Group, documents: int, above: Path) -> Section:
        (title, _), *others = group.titles()
        path = (*above, title)
        aliases = {title_key(other): other for other, _ in reversed(others)}
        aliases.pop(title_key(title), None)
        self.remarks[path] = self._remark(group, documents, aliases.values())
        headings = list(group.headings.values())
        below = {number: h.sections for number, h in group.headings.items()}
        return Section(
            title=title,
            path=(),
            aliases=tuple(sorted(aliases.values())),
            repeat=group.repeat,
            items=self._items(headings),
            columns=self._columns(headings),
            sections=self.sections(below, path),
        )

    @staticmethod
    def _remark(group: _Group, documents: int, aliases: Iterable[str]) -> str:
        counts = Counter[str]()
        for title, count in group.titles():
            counts[title_key(title)] += count
        named = ", ".join(f"{alias!r} {counts[title_key(alias)]}" for alias in sorted(aliases))
        words = f"in {len(group.headings)} of {documents}"
        return f"{words}, of them {named}" if named else words

    def fields(self, outlines: Sequence[Outline]) -> tuple[Field, ...]:
        """Return the labels that enough documents have above their sections."""
        heads = [_head(outline) for outline in outlines]
        return tuple(Field(item.title) for item in self._items(heads))

    def _items(self, headings: Sequence[Heading]) -> tuple[Item, ...]:
        """Return the bold labels that enough of the sections have."""
        found = [{title_key(i.title): i for i in items_of(h.blocks)} for h in headings]
        names = self._frequent([list(items) for items in found], len(headings))
        firsts = (next(items[name] for items in found if name in items) for name in names)
        return tuple(Item(item.title) for item in firsts)

    def _columns(self, headings: Sequence[Heading]) -> tuple[Column, ...]:
        """Return the columns that enough of the sections have in their largest table."""
        found = [{title_key(c.title): c for c in columns_of(h.blocks)} for h in headings]
        names = self._frequent([list(columns) for columns in found], len(headings))
        return tuple(next(c[name] for c in found if name in c) for name in names)

    def _frequent(self, lists: Sequence[Sequence[str]], total: int) -> list[str]:
        counts = Counter(name for names in lists for name in names)
        least = max(self._least(total), 2)
        return [name for name, count in counts.items() if count >= least]


def _stem(heading: Heading) -> str:
    """Return "Phase" of "Phase 1", "" of what is no example of anything."""
    title = Title(heading.title)
    return title.stem if title.count else ""


def _parts(headings: Sequence[Heading]) -> set[str]:
    """Return the keys of the parts of which at least two examples stand side by side."""
    counts = Counter(title_key(_stem(heading)) for heading in headings)
    return {key for key, count in counts.items() if key and count > 1}


def _merged(by_key: dict[str, _Group]) -> Iterator[_Group]:
    """Yield groups, rarer ones merged into more frequent ones whose name they are much like.

    Two titles that stand in one document are two sections, however alike they are.
    """
    waiting = sorted(by_key.items(), key=lambda pair: (-len(pair[1].headings), pair[0]))
    kept: dict[str, _Group] = {}
    for key, group in waiting:
        apart = [
            k
            for k, other in kept.items()
            if other.repeat is group.repeat and other.headings.keys().isdisjoint(group.headings)
        ]
        seldom = len(group.headings) < _FEWEST
        same = None if seldom else closest(key, apart, cutoff=_ALIKE)
        if same is None:
            kept[key] = group
        else:
            kept[same].take(group)
    yield from kept.values()


def _in_order(groups: Sequence[_Group]) -> list[_Group]:
    """Return groups in their usual order.

    By how many others each one comes before in most documents that have both.
    """

    def wins(group: _Group) -> int:
        return sum(_comes_before(group, other) for other in groups if other is not group)

    return sorted(groups, key=lambda g: (-wins(g), sum(g.places.values()) / len(g.places)))


def _comes_before(one: _Group, other: _Group) -> bool:
    both = one.places.keys() & other.places.keys()
    return sum(one.places[d] < other.places[d] for d in both) * 2 > len(both)
