"""Tables: which one a section owes, and its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from ..model.kind import Kind
from ..model.outline import Block
from ..model.template import Column, Section
from ..model.titles import part_keys, title_key
from .recorded import Keys, answered, is_made, is_one, names_of, rows_of, tables
from .trees import has_content
from .units import body_rows, header_row


class Fit(msgspec.Struct, frozen=True):
    """A table, and the owed columns that it has and lacks.

    Attributes:
        table: the table, or the first of the records that are one together.
    """

    table: Block
    has: tuple[Column, ...]
    lacks: tuple[Column, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no row below the header holds anything."""
        if is_made(self.table):
            return not self.has
        return not any(has_content(row.blocks) for row in body_rows(self.table))

    @property
    def blank(self) -> Iterator[Column]:
        """The owed columns that a plain table has, and that say nothing in any row."""
        header = header_row(self.table)
        rows = [] if is_made(self.table) else body_rows(self.table)
        if not rows or any(len(row.blocks) != len(header) for row in rows):  # cells may span
            return
        keys = [{title_key(text), *part_keys(text)} for text in header]
        for column in self.has:
            at = [i for i, each in enumerate(keys) if not column.keys.isdisjoint(each)]
            if not any(has_content((row.blocks[i],)) for row in rows for i in at):
                yield column


def best_fit(section: Section, blocks: Iterable[Block], kinds: Mapping[str, Kind]) -> Fit | None:
    """Return the table with the most of the columns that a section owes, None where none has any.

    Records of the section's kind that give nothing at all are such a table too: one without rows,
    which lacks no column.
    """
    columns = section.columns
    best: Fit | None = None
    for table, has in _columns_of(section, blocks, kinds):
        if has is None:
            best = best or Fit(table, (), ())
        elif any(has) and (best is None or sum(has) > len(best.has)):
            there = [c for c, is_there in zip(columns, has, strict=True) if is_there]
            best = Fit(table, tuple(there), tuple(c for c in columns if c not in there))
    return best


def _columns_of(
    section: Section, blocks: Iterable[Block], kinds: Mapping[str, Kind]
) -> Iterator[tuple[Block, list[bool] | None]]:
    """Yield each table with which of the columns it has; None for one that gives nothing.

    Records that stand alone, one after the other, are one table: it has a column where any of
    them gives it, as a plain table has it where cells are blank.
    """
    wanted = [column.keys for column in section.columns]
    single: dict[str, list[Block]] = {}
    for table in tables(blocks):
        if is_one(table):
            single.setdefault(table.style, []).append(table)
        elif is_made(table):
            yield table, _made_columns(section, kinds.get(table.style), (table,), wanted)
        else:
            keys = column_keys(table)
            yield table, [not each.isdisjoint(keys) for each in wanted]
    for name, records in single.items():
        yield records[0], _made_columns(section, kinds.get(name), records, wanted)


def _made_columns(
    section: Section, kind: Kind | None, made: Iterable[Block], wanted: Sequence[Keys]
) -> list[bool] | None:
    """Return which columns records have; None where they are of the kind and give nothing.

    The other names of a field are for sections of its own kind: in one of another kind a column
    counts by what it is called, as that of a plain table does.
    """
    given = {name for block in made for row in rows_of(block) for name in row.given}
    if kind is None or section.kind in {"", kind.name}:
        return answered(kind, given, wanted) if given or kind is None or not section.kind else None
    fields = [field for field in kind.fields if field.name in given]
    keys = frozenset().union(*map(names_of, fields))
    return [not each.isdisjoint(keys) for each in wanted]


def column_keys(table: Block) -> set[str]:
    """Return the keys by which a plain table's columns are known."""
    header = header_row(table)
    return {title_key(text) for text in header} | {p for text in header for p in part_keys(text)}
