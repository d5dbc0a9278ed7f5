"""What a document holds of each owed section: the ground on which the rules stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache

import msgspec

from ..model.finding import After
from ..model.kind import Kind
from ..model.outline import Block, Heading, Outline
from ..model.template import Required, Section, Template
from .lazily import Lazily
from .matched import Alignment
from .meeting import Met
from .recorded import Row, rows_of
from .tables import Fit
from .trees import Spot, has_content
from .units import UnitReader


class State(Enum):
    """What is known of an owed section."""

    MISSING = "missing"
    """No heading is this section."""
    EMPTY = "empty"
    """There is a heading and nothing under it."""
    ANSWERED = "answered"
    """It says that it has nothing to say, as "N/A" does."""
    TEMPLATE_TEXT = "template text"
    """It holds template text alone."""
    HELD = "held"
    """It holds something."""


MISSING, EMPTY, ANSWERED, TEMPLATE_TEXT, HELD = State
"""The same by short names: an Enum takes longer to find its member than most questions here."""


class Held(msgspec.Struct, dict=True, eq=False):
    """An owed section and what the document has of it.

    Attributes:
        spot: the index of its heading, None where it has none.
        headings: its heading and those below it that are nothing else in the template.
        inline: whether it is a repeated part that stands in its parent without a heading.
        misplaced: whether it stands under another parent.
        stands: whether a table of its kind stands for it.
        record: the record that is the repeated part.
        under: the index of the heading under which that record stands.
        owed: whether the document owes it.
        met: its items, once a rule has asked for them.
        excused: whether the section, or one above it, says that it has nothing to say.
        why: why it is owed where that depends on something: "'Status' is 'review'".
        group: where it is one of several of which some are owed: what they are called together.
    """

    section: Section
    parent: Held | None
    spot: int | None
    headings: tuple[Heading, ...]
    state: State
    owed: bool
    inline: bool = False
    misplaced: bool = False
    whole: bool = True
    stands: bool = False
    record: Block | None = None
    under: int | None = None
    children: list[Held] = []
    met: list[Met] | None = None
    excused: bool = False
    why: str = ""
    group: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the document has the section in one form or another."""
        return self.state is not MISSING or self.stands

    @property
    def checked(self) -> bool:
        """Whether what is owed inside the section can be asked for."""
        return self.state is HELD and not self.excused

    def walk(self) -> Iterator[Held]:
        """Yield this section and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def add_to(self, found: list[Held]) -> None:
        """Add this section and all below it to a list: `walk`, without its cost."""
        found.append(self)
        for child in self.children:
            child.add_to(found)

    @Lazily
    def row(self) -> Row | None:
        """The record that is the repeated part, None where it is none."""
        return rows_of(self.record)[0] if self.record is not None else None

    @Lazily
    def blocks(self) -> Sequence[Block]:
        """The blocks of all its headings."""
        if self.record is not None:
            return [self.record]
        if len(self.headings) == 1:
            return self.headings[0].blocks
        return [block for heading in self.headings for block in heading.blocks]

    def file_of(self, block: Block) -> str:
        """Return the path of the file that a block of it stands in, "" for the document's own."""
        for heading in self.headings:
            for top in heading.blocks:
                if any(each is block for each in top.walk()):
                    return block.source or top.source or heading.source
        return block.source or (self.headings[0].source if self.headings else "")

    @property
    def strays(self) -> bool:
        """Whether it is empty though records stand under its heading: none belong in it."""
        found = self.state is EMPTY and self.record is None
        return found and has_content(self.own)

    @Lazily
    def own(self) -> Sequence[Block]:
        """Its blocks without the records that are parts of it, as headings below it are not."""
        if not self.children:
            return self.blocks
        parts = {id(child.record) for child in self.children if child.record is not None}
        return [block for block in self.blocks if id(block) not in parts] if parts else self.blocks


class Place(msgspec.Struct, frozen=True, gc=False):
    """A line to point at, the heading it stands under, and the heading it follows."""

    line: int
    spot: int
    after: After | None = None
    source: str = ""


class Facts(msgspec.Struct, frozen=True, dict=True):
    """A document held against its template: all that a rule needs.

    Attributes:
        status: the document's status, folded, or "".
        statuses: the project's statuses, from first to last.
        answers: the keys of the texts that fill a section and owe nothing more.
    """

    template: Template
    outline: Outline
    alignment: Alignment
    status: str
    statuses: tuple[str, ...]
    answers: tuple[str, ...]
    kinds: Mapping[str, Kind]
    reader: UnitReader
    top: tuple[Held, ...] = ()

    @Lazily
    def all(self) -> tuple[Held, ...]:
        """All owed sections in the order of the template, repeated parts each by itself."""
        found: list[Held] = []
        for held in self.top:
            held.add_to(found)
        return tuple(found)

    @Lazily
    def with_items(self) -> tuple[Held, ...]:
        """The sections in which items are owed."""
        return tuple(held for held in self.all if held.section.items)

    @Lazily
    def with_columns(self) -> tuple[Held, ...]:
        """The sections in which a table is owed."""
        return tuple(held for held in self.all if held.section.columns)

    @Lazily
    def with_measures(self) -> tuple[Held, ...]:
        """The sections that have a least or a most number of words."""
        return tuple(h for h in self.all if h.section.min_words or h.section.max_words)

    @Lazily
    def fits(self) -> dict[int, Fit | None]:
        """The tables that sections owe, by the identity of what is held, once a rule has asked."""
        return {}

    @Lazily
    def places(self) -> dict[int, Place]:
        """Where sections belong, by the identity of what is held, once somebody has asked."""
        return {}

    @property
    def depends(self) -> bool:
        """Whether what is owed depends on what the document holds."""
        return self.alignment.contract.depends or bool(self.template.one_of)

    @property
    def taken(self) -> set[int]:
        """The headings that are something in the template."""
        return self.alignment.taken

    @Lazily
    def free(self) -> tuple[Spot, ...]:
        """The headings that are nothing in the template, nor a table of contents."""
        tree, known = self.alignment.tree, {self.alignment.root, *self.taken}
        return tuple(s for s in tree.spots[1:] if s.index not in known and not s.is_contents)


def is_owed(required: Required, status: str, statuses: Sequence[str]) -> bool:
    """Whether a part is owed by a document of a status.

    No status, or one that is not in the list, owes everything but what is optional.
    """
    if isinstance(required, bool):
        return required
    wanted = required.casefold()
    if status not in statuses or wanted not in statuses:
        return True
    return statuses.index(status) >= statuses.index(wanted)


_REASON = re.compile(
    r"^(?:\s*[.,;:!(–—。、，：；（-].*|\s+(?:for|to|because|since|as|here|at|in|yet"
    r"|für|weil|da|denn|pour|car|parce que)\b.*)?$",
    re.DOTALL,
)


_MARKS = "_*`'\" "
_AROUND = _MARKS + "".join(filter(str.isspace, map(chr, range(0x3001))))


@lru_cache(maxsize=64)
def _starts(answers: tuple[str, ...]) -> frozenset[str]:
    """Return with which letters answers begin; "" where one is empty."""
    return frozenset(answer[:1] for answer in answers)


def fold_answer(text: str) -> str:
    """Return an answer in the form in which texts are compared with it."""
    return " ".join(text.casefold().split()).strip(" .。")


def is_answer(text: str, answers: Sequence[str]) -> bool:
    """Whether a text says that there is nothing to say, with or without a reason."""
    # A glance at its first letter tells nearly every text from an answer.
    starts = _starts(tuple(answers))
    if text.lstrip(_AROUND)[:1].casefold()[:1] not in starts and "" not in starts:
        return False
    folded = " ".join(text.casefold().split()).strip(_MARKS)
    if not folded.startswith(tuple(answers)):
        return False
    return any(
        folded.startswith(answer) and _REASON.match(folded[len(answer) :]) is not None
        for answer in answers
    )
