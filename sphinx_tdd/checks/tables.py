"""Tables: which one a section owes, its columns, and tables that records made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ..model.kind import Kind
from ..model.outline import Block
from ..model.template import Column
from ..model.titles import part_keys, title_key
from .trees import has_content
from .units import body_rows, header_row

_ENOUGH = 2
"""How many of a kind's shown columns make a plain table one of that kind."""


class Fit(msgspec.Struct, frozen=True):
    """A table, and the owed columns that it has and lacks."""

    table: Block
    has: tuple[Column, ...]
    lacks: tuple[Column, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no row below the header holds anything."""
        if self.table.style and not self.table.blocks:
            return False
        return not any(has_content(row.blocks) for row in body_rows(self.table))


def tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield all tables in blocks, those that records made among them."""
    for top in blocks:
        for block in top.walk():
            if block.kind == "table" or (block.kind == "other" and block.style and block.text):
                yield block


def column_keys(table: Block, kinds: Iterable[Kind] = ()) -> set[str]:
    """Return the keys by which a table's columns are known.

    A table that records made has the columns of all fields that its rows give, by all the names
    of the field, also where the column is not shown.
    """
    keys = {title_key(text) for text in header_row(table)} if table.blocks else set()
    keys |= (
        {part for text in header_row(table) for part in part_keys(text)} if table.blocks else set()
    )
    for kind in kinds:
        if kind.name == table.style:
            given = set(table.text.split(","))
            keys |= {key for field in kind.fields if field.name in given for key in field.keys}
    return keys


def best_fit(
    columns: Sequence[Column], blocks: Iterable[Block], kinds: Iterable[Kind]
) -> Fit | None:
    """Return the table with the most of the owed columns, or None where none has any."""
    best: Fit | None = None
    known = list(kinds)
    for table in tables(blocks):
        keys = column_keys(table, known)
        has = tuple(column for column in columns if not column.keys.isdisjoint(keys))
        if has and (best is None or len(has) > len(best.has)):
            best = Fit(table, has, tuple(c for c in columns if c not in has))
    return best


def is_table_of(kind: Kind, block: Block, title: str = "") -> bool:
    """Whether a block, or one in it, is a table of a kind.

    Args:
        title: the title of the section that the table is to stand for; a field that it names,
            such as the mitigation in "Mitigation Strategies", must be among the columns.
    """
    words = set(title_key(title).split())
    named = [f for f in kind.fields if title_key(f.name) in words]
    subject = kind.by_name.get(kind.subject)
    for table in tables((block,)):
        keys = column_keys(table, (kind,))
        shown = [f for f in kind.fields if f.shown and not f.keys.isdisjoint(keys)]
        full = all(not f.keys.isdisjoint(keys) for f in named)
        about = table.style == kind.name or subject in shown
        if full and about and len(shown) >= _ENOUGH and has_content(body_rows(table)):
            return True
    return False
