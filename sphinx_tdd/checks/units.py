"""The content of a section as units of text, each with whether it is template text left in.

A unit is what a placeholder must be all of: a paragraph, a list item, a table cell, a labelled
value, a code block, a piece of raw markup, a heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ..model.outline import Block, Heading
from ..model.titles import title_key
from . import placeholders as text_is
from .content import NOTHING, Content, content_of, glance, has_real
from .instructions import instruction
from .prompts import Label, Prompts


class Unit(msgspec.Struct, frozen=True, gc=False):
    """A text that a reader takes in as one.

    Attributes:
        line: where it stands; a table's cells have the line of their row.
        text: the text, without its label.
        placeholder: whether it is template text left in.
        row: the line of the table row that it is a cell of, or 0.
        header: whether it is a cell of a table's header.
        label: the label that leads it, or "".
        source: the name of an included file where it stands in one.
        kind: the kind of the record in whose block it stands, or "".
    """

    line: int
    text: str
    placeholder: bool
    row: int = 0
    header: bool = False
    label: str = ""
    source: str = ""
    kind: str = ""


class UnitReader:
    """Reads blocks into units; knows the prompts of one template."""

    def __init__(self, prompts: Prompts) -> None:
        self.prompts = prompts
        self._sections: dict[int, Content] = {}

    def section(self, heading: Heading) -> Content:
        """Return what a section's own content comes to; asked again, the same."""
        blocks = heading.blocks
        if not blocks:
            return NOTHING
        found = self._sections.get(id(heading))
        if found is None:
            alone = not heading.sections and len(blocks) == 1
            found = glance(self.prompts, blocks, alone)
            found = found or content_of(self.read(blocks, alone))
            self._sections[id(heading)] = found
        return found

    def read(self, blocks: Sequence[Block], alone: bool = False) -> list[Unit]:
        """Return the units of blocks.

        Args:
            blocks: what stands in a section, an item or a cell.
            alone: whether a paragraph here is all of a section or of a labelled value.
        """
        found: list[Unit] = []
        label = ""
        for index, block in enumerate(blocks):
            if block.kind == "paragraph":
                follows = bool(label) and (
                    index + 1 == len(blocks) or bool(blocks[index + 1].label)
                )
                # Under a label of the writer's own, "A list of all limits" may be a response.
                own = follows and not alone and not self.prompts.told_by(label).known
                units = self._paragraph(block, alone or follows, own)
                label = block.label if block.label and not block.text else ""
            else:
                label = ""
                units = self._block(block)
                if block.kind == "item" and self.prompts.known:
                    units = self._answered(units, blocks[index + 1 : index + 2])
            found += _from(block, units) if block.source else units
        return found

    def _answered(self, units: list[Unit], after: Sequence[Block]) -> list[Unit]:
        """Return the units of a list item; a point of the template that is answered is none left.

        The answer stands in the item, or right below it; to a question also in the next item.
        """
        first = units[0] if units else None
        if first is None or not first.placeholder or not self.prompts.match(first.text):
            return units
        is_next = bool(after) and after[0].kind == "item" and not first.text.endswith("?")
        below = [] if is_next else self.read(after)
        if not has_real([*units[1:], *below]):
            return units
        return [msgspec.structs.replace(first, placeholder=False), *units[1:]]

    def _block(self, block: Block) -> list[Unit]:
        if block.kind == "item":
            return self._item(block)
        if block.kind == "table":
            return self._table(block)
        if block.kind == "row":
            return self._record(block)
        if block.kind == "code":
            return [Unit(block.line, block.text, self._code(block))]
        if block.kind == "diagram":
            left = bool(block.text) and text_is.bracketed_code(block.text)
            return [Unit(block.line, block.text or "(diagram)", left)]
        if block.kind == "raw":
            return [Unit(block.line, block.text, self.prompts.left_in_as(block.text, "raw"))]
        if block.kind == "other" and block.blocks and block.style:
            units = self.read(block.blocks)
            return [msgspec.structs.replace(unit, kind=block.style) for unit in units]
        if block.blocks:
            return self.read(block.blocks)
        return [Unit(block.line, block.text or block.style, False)]

    def _record(self, row: Block) -> list[Unit]:
        """Return the units of a block of one record: its title, then its fields."""
        title = Unit(row.line, row.label, self.prompts.left_in(row.label))
        return [title, *self.read(row.blocks)]

    def _code(self, block: Block) -> bool:
        return text_is.phrase_as_code(block.text) or self.prompts.match(block.text)

    def _paragraph(self, block: Block, alone: bool, own: bool = False) -> list[Unit]:
        text, label = block.text, block.label
        if not label:
            left = self.prompts.left_in_as(text, block.style)
            left = left or (alone and instruction(text, orders_alone=own))
            return [Unit(block.line, text, left)] if text or left else []
        told = self.prompts.told_by(label)
        if told.left or (told.starts and self.prompts.match(f"{label}: {text}")):
            return [Unit(block.line, f"{label}: {text}", True)]
        return [Unit(block.line, text, self._value(text, told), label=label)] if text else []

    def _value(self, text: str, label: Label) -> bool:
        """Whether the value after a label is template text."""
        if self.prompts.left_in(text):
            return not (label.of_form and text_is.form(text))
        return label.known and instruction(text)

    def _item(self, block: Block) -> list[Unit]:
        found: list[Unit] = []
        known = False
        if block.label:
            told = self.prompts.told_by(block.label)
            known = told.known
            if told.left:
                found.append(Unit(block.line, block.label, True))
        elif len(block.blocks) == 2 and block.blocks[0].label and not block.blocks[0].text:
            known = self.prompts.told_by(block.blocks[0].label).known
            return [*self.read(block.blocks[:1]), *self.read(block.blocks[1:], known)]
        return found + self.read(block.blocks, known and len(block.blocks) == 1)

    def _table(self, table: Block) -> list[Unit]:
        columns = header_row(table)
        found: list[Unit] = []
        for row in table.blocks:
            for index, cell in enumerate(row.blocks):
                if cell.style == "shown":  # it stands elsewhere in the table
                    continue
                column = columns[index] if index < len(columns) else ""
                units = self._cell(cell, row, column)
                found += _from(row, units) if row.source else units
        return found

    def _cell(self, cell: Block, row: Block, column: str) -> list[Unit]:
        header, text = row.style == "header", cell.text
        if cell.blocks:
            units = self.read(cell.blocks)
            return [msgspec.structs.replace(u, row=row.line, header=header) for u in units]
        if not text:
            return []
        left = cell.style != "code" and self.prompts.left_in_as(text, cell.style)
        if left and text_is.form(text) and self.prompts.told_by(column).of_form:
            left = False
        left = left and not _is_type(text, row, column)
        return [Unit(cell.line, text, left, row.line, header)]


def _from(block: Block, units: Iterable[Unit]) -> list[Unit]:
    """Return units with the file of the block that they stand in, where they name none."""
    return [
        unit if unit.source else msgspec.structs.replace(unit, source=block.source)
        for unit in units
    ]


def _is_type(text: str, row: Block, column: str) -> bool:
    """Whether a cell such as `[id]` is a list of something, in a row that says something else.

    It is not where the word is the column's own, as `[mitigation]` under "Mitigation".
    """
    inner = text.strip()[1:-1]
    plain = inner.isalpha() and inner.islower() and text.startswith("[")
    others = [cell.text for cell in row.blocks if cell.text and cell.text != text]
    written = any(not other.startswith("[") for other in others)
    return plain and written and title_key(inner) not in title_key(column).split()


def header_row(table: Block) -> list[str]:
    """Return the texts of a table's header; of its first row where none is marked as one."""
    rows = [row for row in table.blocks if row.style == "header"] or list(table.blocks[:1])
    return [cell.text for cell in rows[-1].blocks] if rows else []


def body_rows(table: Block) -> list[Block]:
    """Return a table's rows below its header."""
    marked = any(row.style == "header" for row in table.blocks)
    rows = table.blocks if marked else table.blocks[1:]
    return [row for row in rows if row.style != "header"]
