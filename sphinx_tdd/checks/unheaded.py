"""What stands for a repeated part without a heading: a record, or what its parent holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model.kind import Kind
from ..model.outline import Block, Heading
from ..model.template import Section
from .labelled import in_headings
from .meeting import Meeting
from .recorded import is_made, is_of, is_one, is_view, sheets

Kinds = Mapping[str, Kind]


def records_in(blocks: Sequence[Block], section: Section, kinds: Kinds) -> Iterator[Block]:
    """Yield the single records in blocks that are parts; the rows of a table are inline."""
    kind = kinds.get(section.kind)
    for sheet in sheets(kind, blocks) if kind is not None else ():
        row = sheet.rows[0]
        if is_one(sheet.block) and is_of(row, sheet.kind, section.sorts, section.keys):
            yield sheet.block


def is_inline(section: Section, headings: Sequence[Heading], kinds: Kinds) -> bool:
    """Whether headings hold what a repeated part owes; records of another kind are no part."""
    of_kind = {"", section.kind}
    if section.items:
        offered = in_headings(headings[:1])
        if section.kind:
            offered = [x for x in offered if x.kind in of_kind]
        met = Meeting(kinds).meet(section.items, offered)
        return any(item.found is not None for item in met)
    blocks = [block for heading in headings for block in heading.blocks]
    return any(
        block.kind in {"item", "table", "other"}
        and not is_view(block)
        and not (section.kind and is_made(block) and block.style not in of_kind)
        for block in blocks
    )
