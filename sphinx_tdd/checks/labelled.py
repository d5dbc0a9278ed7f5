"""Labelled items in every shape that people write, matched with those a template owes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ..model.outline import Block, Heading
from ..model.template import Item
from ..model.titles import part_keys, title_key
from .trees import has_content
from .units import body_rows, header_row

_PAIR = 2
"""How many columns a table of labels and values has."""


class Labelled(msgspec.Struct, frozen=True):
    """Something with a label and a value.

    Attributes:
        value: the text that follows the label on its line.
        blocks: the blocks that belong to it.
        bare: whether the label is all of its list item or heading.
        source: the path of an included file where it stands in one.
    """

    label: str
    line: int
    value: str = ""
    blocks: tuple[Block, ...] = ()
    bare: bool = False
    source: str = ""

    @property
    def key(self) -> str:
        """The key of its label."""
        return title_key(self.label)

    @property
    def is_empty(self) -> bool:
        """Whether nothing follows the label."""
        return not self.value and not has_content(self.blocks)


class Met(msgspec.Struct, frozen=True):
    """An owed item, and the labelled thing that it is in the document, or None."""

    item: Item
    found: Labelled | None
    path: tuple[str, ...]


def labelled(blocks: Sequence[Block]) -> Iterator[Labelled]:
    """Yield what is labelled in blocks, in any depth, outer before inner."""
    for index, block in enumerate(blocks):
        if block.kind == "paragraph" and block.label:
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
    for index, label in enumerate(header_row(table)):
        cells = [row.blocks[index].text for row in body if index < len(row.blocks)]
        names_parts = index == 0 and len(table.blocks[0].blocks) <= _PAIR
        if len(table.blocks) > 1 and label and not names_parts:
            yield Labelled(label, table.blocks[0].line, " ".join(filter(None, cells)))


def in_headings(headings: Sequence[Heading]) -> list[Labelled]:
    """Return what is labelled in headings, the first one's own content before the others.

    A heading below the first is itself a label of what stands under it.
    """
    found: list[Labelled] = []
    for number, heading in enumerate(headings):
        own = [_in(x, heading.source) for x in labelled(heading.blocks)]
        if number:
            below = (*heading.blocks, *(b for s in heading.sections for b in _all_blocks(s)))
            found.append(Labelled(heading.title, heading.line, "", below, source=heading.source))
        found.extend(own)
    return found


def _in(found: Labelled, source: str) -> Labelled:
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


def meet(
    items: Sequence[Item], offered: Sequence[Labelled], path: tuple[str, ...] = ()
) -> list[Met]:
    """Return each owed item with what it is in the document, nested items after their own."""
    known = {key for item in items if not item.repeat for key in item.keys}
    found: list[Met] = []
    used: set[int] = set()
    for item in items:
        if not item.repeat:
            choice = _choose(item, offered, known)
            used.update(id(x) for x in offered if x.key in item.keys)
            found.append(Met(item, choice, (*path, item.title)))
            found.extend(_nested(item, choice, offered, (*path, item.title)))
    for item in items:
        if item.repeat:
            parts = [x for x in offered if id(x) not in used and x.key and x.key not in known]
            found.extend(_repeated(item, parts, (*path, item.title)))
    return found


def _choose(item: Item, offered: Sequence[Labelled], known: set[str]) -> Labelled | None:
    """Return the labelled thing that is the item.

    One that holds something comes before one that doesn't, a whole label before one that names
    several things.
    """
    whole = [x for x in offered if x.key in item.keys]
    fused = [
        x
        for x in offered
        if x.key not in known and not x.bare and not item.keys.isdisjoint(part_keys(x.label))
    ]
    options = whole or fused
    held = [x for x in options if not x.is_empty]
    return next(iter([*held, *options]), None)


def _nested(
    item: Item, choice: Labelled | None, offered: Sequence[Labelled], path: tuple[str, ...]
) -> list[Met]:
    """Return the items owed inside an item: looked for in it, then in the whole section."""
    if not item.items or choice is None or choice.is_empty:
        return []
    inside = list(labelled(choice.blocks))
    inner_keys = {x.key for x in inside}
    rest = [x for x in offered if x is not choice and x.key not in inner_keys]
    named = {key for below in item.items if not below.repeat for key in below.keys}
    return meet(item.items, [*inside, *(x for x in rest if x.key in named)], path)


def _repeated(item: Item, parts: Sequence[Labelled], path: tuple[str, ...]) -> list[Met]:
    """Return a repeated item once, its empty parts, and what is owed in each of its parts.

    A part under any name that is a bare list item names something: it is not empty.
    """
    if not parts:
        return [Met(item, None, path)]
    held = [part for part in parts if part.bare or not part.is_empty]
    found = [Met(item, part, path) for part in (*held[:1], *(p for p in parts if p not in held))]
    for part in parts if item.items else ():
        found.extend(meet(item.items, list(labelled(part.blocks)), path))
    return found
