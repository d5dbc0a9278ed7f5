"""Labelled items in every shape that people write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ..model.outline import Block, Heading
from ..model.titles import title_key
from .recorded import is_made, rows_of
from .trees import has_content
from .units import body_rows, header_row

_SORTS = frozenset(
    map(title_key, ("Category", "STRIDE", "STRIDE Category", "Threat Category", "Threat Type"))
)
"""The keys of columns that say of which sort a row is, which is a label of it too."""

_PAIR = 2
"""How many columns a table of labels and values has."""


class Labelled(msgspec.Struct, frozen=True, gc=False):
    """Something with a label and a value.

    Attributes:
        value: the text that follows the label on its line.
        blocks: the blocks that belong to it.
        bare: whether the label is all of its list item or heading.
        source: the path of an included file where it stands in one.
        column: the table that it is a column of, or the records that it is a field of.
        kind: the kind of the record that it is, or a field of, or "".
    """

    label: str
    line: int
    value: str = ""
    blocks: tuple[Block, ...] = ()
    bare: bool = False
    source: str = ""
    column: Block | None = None
    kind: str = ""

    @property
    def key(self) -> str:
        """The key of its label."""
        return title_key(self.label)

    @property
    def is_empty(self) -> bool:
        """Whether nothing follows the label."""
        return not self.value and not has_content(self.blocks)


def labelled(blocks: Sequence[Block]) -> Iterator[Labelled]:
    """Yield what is labelled in blocks, in any depth, outer before inner."""
    for index, block in enumerate(blocks):
        if is_made(block):
            yield from _records(block)
        elif block.kind == "paragraph" and block.label:
            rest = () if block.text else _followers(blocks[index + 1 :])
            yield Labelled(block.label, block.line, block.text, rest, source=block.source)
        elif block.kind == "item":
            yield from _item(block)
        elif block.kind == "table":
            yield from _rows(block)
        elif block.blocks:
            yield from labelled(block.blocks)


def _followers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks up to the next label."""
    end = next((i for i, b in enumerate(blocks) if b.kind == "paragraph" and b.label), len(blocks))
    return tuple(blocks[:end])


def _item(block: Block) -> Iterator[Labelled]:
    if block.label:
        yield Labelled(block.label, block.line, "", block.blocks, source=block.source)
    first = block.blocks[0] if block.blocks else None
    if first is not None and not block.label and first.kind == "paragraph":
        rest = tuple(block.blocks[1:])
        if first.label and not (rest and rest[0].label):
            yield Labelled(first.label, first.line, first.text, rest, source=first.source)
            yield from labelled(rest)
            return
        if not first.label:
            yield Labelled(first.text, first.line, "", rest, bare=True, source=first.source)
    yield from labelled(block.blocks)


def _rows(table: Block) -> Iterator[Labelled]:
    """A row whose first cell is a label, and a column under its header."""
    body = body_rows(table)
    rows = table.blocks if all(len(row.blocks) == 2 for row in table.blocks) else body
    for row in rows:
        if len(row.blocks) > 1:
            value = " ".join(cell.text for cell in row.blocks[1:] if cell.text)
            yield Labelled(row.blocks[0].text, row.line, value)
    heads = header_row(table)
    for index in (n for n, head in enumerate(heads) if n and title_key(head) in _SORTS):
        for row in (each for each in body if index < len(each.blocks)):
            yield Labelled(row.blocks[index].text, row.line, row.blocks[0].text)
    for index, label in enumerate(heads):
        cells = [row.blocks[index].text for row in body if index < len(row.blocks)]
        names_parts = index == 0 and len(table.blocks[0].blocks) <= _PAIR
        if len(table.blocks) > 1 and label and not names_parts:
            value = " ".join(filter(None, cells))
            yield Labelled(label, table.blocks[0].line, value, column=table)


def _records(block: Block) -> Iterator[Labelled]:
    """Each record under its title, and each field that any of them gives."""
    made = [row for row in block.blocks if row.style == "record"]
    rows = rows_of(block)
    for row, each in zip(rows, made, strict=True):
        alone = (msgspec.structs.replace(block, kind="other", blocks=(each,)),)
        rest = alone if len(row.given) > 1 else ()
        yield Labelled(row.title, row.line, "", rest, source=row.source, kind=block.style)
    hidden = {c.label: c.text for row in reversed(rows) for c in row.blocks if c.kind == "cell"}
    for name in dict.fromkeys(name for row in rows for name in sorted(row.given)):
        value = hidden.get(name, "")
        yield Labelled(name, block.line, value, (block,), column=block, kind=block.style)


def in_headings(headings: Sequence[Heading]) -> list[Labelled]:
    """Return what is labelled in headings, the first one's own content before the others.

    A heading below the first is itself a label of what stands under it.
    """
    found: list[Labelled] = []
    for number, heading in enumerate(headings):
        own = list(labelled(heading.blocks))
        if heading.source:
            own = [in_file(x, heading.source) for x in own]
        if number:
            found.append(as_label(heading))
        found.extend(own)
    return found


def as_label(heading: Heading) -> Labelled:
    """Return a heading as the label of all that stands under it."""
    below = tuple(_all_blocks(heading))
    return Labelled(heading.title, heading.line, "", below, source=heading.source)


def in_file(found: Labelled, source: str) -> Labelled:
    """Return what is labelled with the file of its heading, where it has none of its own."""
    return found if found.source or not source else msgspec.structs.replace(found, source=source)


def _all_blocks(heading: Heading) -> Iterator[Block]:
    yield from heading.blocks
    for section in heading.sections:
        yield from _all_blocks(section)


def from_metadata(metadata: Mapping[str, str]) -> list[Labelled]:
    """Return front matter or docinfo as labelled values; MyST makes a blank one "null"."""
    values = {name: "" if value == "null" else value for name, value in metadata.items()}
    return [Labelled(name.removeprefix("tdd-"), 1, value) for name, value in values.items()]
