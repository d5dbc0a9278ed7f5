"""The parts of a template as they are written into a document, with nothing filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ..checks.trees import CONTENTS_KEYS
from ..model.kind import Kind
from ..model.template import Column, Item, Section
from ..model.template_terms import OneOf
from . import markup
from .numbers import Number
from .style import Style


class Writer(msgspec.Struct, frozen=True):
    """Writes parts of a template.

    Attributes:
        kinds: the kinds of record, whose directives are offered.
        optional: whether parts are written that may be left out.
        owed: the paths of the sections that are written, where a document says it; else None.
    """

    style: Style
    kinds: Mapping[str, Kind]
    optional: bool = False
    owed: frozenset[tuple[str, ...]] | None = None

    def only(self, owed: frozenset[tuple[str, ...]]) -> Writer:
        """Return what writes the sections with these paths alone."""
        return msgspec.structs.replace(self, owed=owed)

    def wants(self, part: Section | Item) -> bool:
        """Whether a part is written: it is owed whatever the document says, or all are asked."""
        return self.optional or (part.required is not False and not part.when)

    def name_of(self, part: Section | Item | Column) -> str:
        """Return what a part is called in the language of the document."""
        names = {each.language: each.usual for each in part.names}
        return names.get(self.style.language, part.title)

    def section(self, section: Section, level: int, number: Number | None = None) -> list[str]:
        """Return a section with all that is owed below it.

        Args:
            number: its number, None where headings have none.
        """
        title = self.name_of(section)
        lines = markup.heading(self.style, level, title, "" if number is None else str(number))
        gap = self.style.after
        for piece in self.pieces(section):
            lines += [*[""] * gap, *piece]
            gap = 1
        for place, child in enumerate(self.chosen(section.sections, section.one_of), 1):
            below = number.below(place) if number is not None else None
            lines += [*[""] * max(self.style.before, 1), *self.section(child, level + 1, below)]
        return lines

    def chosen(self, sections: Sequence[Section], groups: OneOf) -> list[Section]:
        """Return those of the sections that are written; of alternatives the first one."""
        first = {title for group in groups for title in group[0]}
        others = {title for group in groups for each in group for title in each} - first
        return [each for each in sections if self._is_chosen(each, first, others)]

    def _is_chosen(self, section: Section, first: set[str], others: set[str]) -> bool:
        if section.key in CONTENTS_KEYS:  # Sphinx makes it by itself
            return False
        if self.owed is not None:
            return section.path in self.owed
        if self.optional or section.title in first:
            return True
        return self.wants(section) and section.title not in others

    def pieces(self, section: Section) -> Iterator[list[str]]:
        """Yield what stands under the heading of a section, piece by piece."""
        if section.hint:
            yield markup.advice(self.style, section.hint)
        if more := " ".join(self._advice(section)):
            yield markup.advice(self.style, more)
        kind = self.kinds.get(section.kind)
        if kind is not None and not section.repeat and (kind.table or kind.record):
            yield markup.example(self.style, kind, section.sorts)
        if items := self._live(section):
            yield list(self.items(items))
        if section.columns and kind is None:
            yield self.table(section)

    def _live(self, section: Section) -> list[Item]:
        """Return the items that are written: none of a section that owes none of its items.

        Nobody would be told that they are blank.
        """
        owes = any(item.required is not False for item in section.items)
        return [item for item in section.items if owes and self.wants(item)]

    def _advice(self, section: Section) -> Iterator[str]:
        """Yield what the hint of a section does not say of what is owed in it."""
        if section.repeat:
            yield "One heading for each, under its own name."
        if section.diagram:
            yield "A diagram is owed: an image, a drawing or a literal block."
        if section.min_words:
            yield f"It takes {section.min_words} words at least."
        if self.optional and not self._live(section) and section.items:
            yield f"It may tell: {', '.join(map(self.name_of, section.items))}."
        for item in section.items:
            kind = self.kinds.get(item.kind)
            if kind is not None and kind.table and self.wants(item):
                yield f"'{self.name_of(item)}' may be a table of records, {kind.name}-table."

    def items(self, items: Sequence[Item], depth: int = 0) -> Iterator[str]:
        """Yield labelled items, each with those that it owes inside it."""
        for item in items:
            yield markup.labelled(self.style, self.name_of(item), depth)
            inside = [each for each in item.items if self.wants(each)]
            apart = [""] if inside and self.style.syntax == "rst" else []
            yield from (*apart, *self.items(inside, depth + 1), *apart)

    def table(self, section: Section) -> list[str]:
        """Return the table that a section owes, with a blank row."""
        return markup.table(self.style, [self.name_of(each) for each in section.columns])
