"""Finding out what a document holds of each section that its template owes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from ..model.kind import Kind
from ..model.outline import Block, Heading, Outline
from ..model.template import Required, Section, Template
from .align import align
from .alternatives import settled
from .content import Content, content_of, has_real, joined
from .held import (
    ANSWERED,
    EMPTY,
    HELD,
    MISSING,
    TEMPLATE_TEXT,
    Facts,
    Held,
    fold_answer,
    is_answer,
    is_owed,
)
from .labelled import Labelled, from_metadata, in_headings
from .matched import ELSEWHERE, Alignment
from .meeting import Meeting
from .prompts import Prompts
from .recorded import (
    is_register,
)
from .sharing import share_out
from .trees import CONTENTS_KEYS, ROOT, Tree, has_content
from .unheaded import is_inline, records_in
from .units import UnitReader


def hold(
    template: Template,
    outline: Outline,
    *,
    status: str = "",
    statuses: tuple[str, ...] = (),
    answers: Sequence[str] = (),
    kinds: Mapping[str, Kind] | None = None,
    tree: Tree | None = None,
) -> Facts:
    """Hold an outline against a template."""
    alignment = align(template, outline, tree)
    facts = Facts(
        template,
        outline,
        alignment,
        status,
        statuses,
        _folded(tuple(answers)),
        kinds or {},
        UnitReader(_prompts(template)),
    )
    holder = _Holder(facts)
    top = holder.hold_all(template.sections, alignment, -1, None)
    for answered in holder.answered:
        for held in answered.walk():
            held.excused = True
    return settled(msgspec.structs.replace(facts, top=tuple(top)))


@lru_cache(maxsize=64)
def _prompts(template: Template) -> Prompts:
    """Return the prompts of a template; made once for all documents that follow it."""
    return Prompts(template)


@lru_cache(maxsize=64)
def _folded(answers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold_answer(answer) for answer in answers)


class _Holder:
    """Builds what is held, section by section.

    Attributes:
        answered: the sections that say that they have nothing to say.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.tree = facts.alignment.tree
        self.taken = facts.taken
        self.reader = facts.reader
        self.answered: list[Held] = []

    def hold_all(
        self, sections: Sequence[Section], alignment: Alignment, parent: int, above: Held | None
    ) -> list[Held]:
        """Return what is held of sections under one parent, in the order of the template."""
        found: list[Held] = []
        plain = iter(alignment.contract.children(parent))
        repeated = 0
        for section in sections:
            if section.repeat:
                found.extend(self._parts(section, alignment, (parent, repeated), above))
                repeated += 1
            else:
                found.append(self._plain(section, alignment, next(plain), above))
        for name in alignment.contract.shared.get(parent, ()):
            if (kind := self.facts.kinds.get(name)) is not None:
                share_out(kind, found, above)
        return found

    def _plain(
        self, section: Section, alignment: Alignment, owed: int, above: Held | None
    ) -> Held:
        match = alignment.matches.get(owed)
        spot = match.spot if match else None
        held = self._new(section, spot, above)
        if match is not None and match.distance >= ELSEWHERE:
            held.misplaced = not self._follows_part(alignment, owed, match.spot)
        held.whole = match is None or match.whole
        if section.sections:
            held.children = self.hold_all(section.sections, alignment, owed, held)
        self._settle(held)
        return held

    def _follows_part(self, alignment: Alignment, owed: int, spot: int) -> bool:
        """Whether a heading seems to stand under a repeated part that is a level too high."""
        parent = alignment.contract.owed[owed].parent
        above = self.tree[spot].parent
        keyed = (parts for key, parts in alignment.parts.items() if key[0] == parent)
        return any(part.spot == above for parts in keyed for part in parts)

    def _parts(
        self, section: Section, alignment: Alignment, key: tuple[int, int], above: Held | None
    ) -> list[Held]:
        """Return the repeated parts: headings and records, or what stands there without either."""
        found: list[Held] = []
        for part in alignment.parts.get(key, ()):
            held = self._new(section, part.spot, above)
            if part.below is not None:
                held.children = self.hold_all(section.sections, part.below, -1, held)
            self._settle(held)
            records = list(records_in(held.blocks, section, self.facts.kinds))
            # A heading over several records groups parts, as one over subsections does.
            several = len(records) > 1 and not held.children
            found += self._record_parts(section, records, held) if several else [held]
        parent = self._own(above)
        found += self._record_parts(section, records_in(parent, section, self.facts.kinds), above)
        return found or [self._inline_part(section, above)]

    def _own(self, above: Held | None) -> Sequence[Block]:
        """Return what stands in the parent itself; at the top, under the document's title."""
        if above is not None:
            return above.blocks
        return [block for heading in self._tops() for block in heading.blocks]

    def _tops(self) -> tuple[Heading, ...]:
        """Return the document itself and the heading under which its sections stand."""
        spots = dict.fromkeys((ROOT, self.facts.alignment.root))
        return tuple(self.tree[spot].heading for spot in spots)

    def _record_parts(
        self, section: Section, records: Iterable[Block], above: Held | None
    ) -> Iterator[Held]:
        for block in records:
            held = self._new(section, None, above)
            held.parent = above.parent if above and above.section is section else above
            held.headings = above.headings if above else self._tops()
            held.record, held.inline, held.state = block, True, HELD
            held.under = above.spot if above else self.facts.alignment.root
            self._settle_record(held)
            yield held

    def _settle_record(self, held: Held) -> None:
        """Find out what a record gives that is a repeated part."""
        row = held.row
        kind = self.facts.kinds[held.section.kind]
        ids = {field.name for field in kind.fields if field.type == "id"}
        if row is None or row.given <= {kind.subject, *ids}:
            held.state = EMPTY
            return
        units = self.reader.read(row.blocks)
        if units and not has_real(units):
            held.state = TEMPLATE_TEXT

    def _inline_part(self, section: Section, above: Held | None) -> Held:
        """A repeated part without a heading: its parent may hold what it owes."""
        held = self._new(section, None, above)
        headings = above.headings if above else (self.facts.outline.root,)
        if is_inline(section, headings, self.facts.kinds):
            held.inline, held.headings, held.state = True, headings, HELD
        return held

    def _new(self, section: Section, spot: int | None, above: Held | None) -> Held:
        required: Required = section.required
        if required is not True:
            required = is_owed(required, self.facts.status, self.facts.statuses)
        required = required and section.key not in CONTENTS_KEYS
        owed = required and (above is None or above.owed or above.spot is not None)
        headings = self._extent(spot) if spot is not None else ()
        state = MISSING if spot is None else HELD
        return Held(section, above, spot, headings, state, owed, children=[])

    def _extent(self, spot: int) -> tuple[Heading, ...]:
        """Return a heading and those below it that are nothing else in the template."""
        own = self.tree.spots[spot]
        if not own.children:
            return (own.heading,)
        found = [own.heading]
        for child in own.children:
            if child not in self.taken and not self.tree[child].is_contents:
                found.extend(self._extent(child))
        return tuple(found)

    def _settle(self, held: Held) -> None:
        """Find out what a section that has a heading holds."""
        if held.spot is None:
            self._settle_front_matter(held)
            return
        content = self._content(held)
        if content.size <= 1 and self._is_answer(held, content):
            held.state = ANSWERED
            self.answered.append(held)
        elif content.real and not _gathers(held):
            return  # a writer's own words
        elif _is_void(held) and not self.tree[held.spot].is_contents:
            held.state = HELD if _any_below(held) else EMPTY
        elif content.size and not content.real:
            held.state = TEMPLATE_TEXT

    def _content(self, held: Held) -> Content:
        """Return what a section's own content comes to."""
        reader = self.reader
        if not held.children and len(held.headings) == 1:
            return reader.section(held.headings[0])
        if len(held.own) < len(held.blocks):
            return content_of(reader.read(held.own))
        if len(held.headings) == 1:
            return reader.section(held.headings[0])
        return joined(map(reader.section, held.headings))

    def _settle_front_matter(self, held: Held) -> None:
        """Document information may stand in front matter, or right under title or subtitle."""
        if not held.section.front_matter:
            return
        outline, alignment = self.facts.outline, self.facts.alignment
        below = self.tree[alignment.root].children[:1]
        subtitle = [i for i in below if i not in self.taken]
        headings = tuple(self.tree[i].heading for i in (*alignment.tops, *subtitle))
        offered = [*from_metadata(outline.metadata), *in_headings_each(headings)]
        found = Meeting(self.facts.kinds).meet(held.section.items, offered)
        if any(met.found is not None for met in found):
            held.inline, held.headings, held.state = True, headings, HELD

    def _is_answer(self, held: Held, content: Content) -> bool:
        if len(held.headings) != 1:
            return False
        if content.size:  # "N/A: not in the cloud" reads as a label with its text
            return is_answer(content.only, self.facts.answers)
        blocks = held.headings[0].blocks  # a bold "N/A" reads as a label
        bare = len(blocks) == 1 and bool(blocks[0].label) and not blocks[0].text
        return bare and is_answer(blocks[0].label, self.facts.answers)


def _any_below(held: Held) -> bool:
    """Whether a section below one that holds nothing itself is there and not empty."""
    below = (c for c in held.children if c.spot is not None or c.stands or c.record)
    return any(child.state is not EMPTY or child.strays for child in below)


def _is_void(held: Held) -> bool:
    """Whether a section has no content, or registers alone where records are its content."""
    return _gathers(held) or not has_content(held.own)


def _gathers(held: Held) -> bool:
    """Whether a section whose content is records has registers alone, or nothing."""
    if not held.section.kind:
        return False
    own = held.own
    return not own or (is_register(own[0]) and all(map(is_register, own)))


def in_headings_each(headings: Sequence[Heading]) -> list[Labelled]:
    """Return what is labelled in the own content of each heading."""
    return [found for heading in headings for found in in_headings((heading,))]
