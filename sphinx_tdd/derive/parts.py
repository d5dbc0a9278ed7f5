"""What a section of a template document owes: its labels, its table, its drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..checks.placeholders import bracketed, left_in
from ..checks.units import body_rows, header_row
from ..model.outline import Block
from ..model.template import Column, Item
from ..model.titles import title_key
from .titles import Title, examples, is_phrase

_REMARKS = frozenset(
    map(title_key, ("Note", "NB", "Warning", "Important", "Tip", "Hint", "Example", "Caution"))
)
_LONGEST_LABEL = 6
"""A bold text of more words is a sentence."""
_DRAWING = re.compile(r"\b(?:diagram|drawing|flow ?chart|sketch)(?:e?s)?\b", re.IGNORECASE)
_DRAWN = frozenset({"mermaid", "plantuml", "puml", "dot", "graphviz", "d2", "ditaa", "svgbob"})
"""The languages of code in which a drawing is written."""
_PAIR = 2
_VALUES = frozenset(
    map(title_key, ("Value", "Detail", "Details", "Description", "Information", "Content", ""))
)
"""What the second column of a table of labels and values is called."""


def items_of(blocks: Iterable[Block]) -> tuple[Item, ...]:
    """Return the labelled items that blocks owe: bold labels, and labels left without a value."""
    labels = [label for label in _labels(tuple(blocks)) if label.is_item]
    repeated = examples([label.title for label in labels])
    found: dict[str, Item] = {}
    for label in labels:
        repeats = title_key(label.title.stem) in repeated and not label.title.free
        title = label.title.stem if repeats else label.title.text
        marked = not repeats and label.title.written != title
        aliases = (label.title.written,) if marked else ()
        item = Item(title, aliases, not label.title.optional, repeats, items=label.below)
        if not label.title.free and (repeats or label.title.count or not label.title.stem):
            found.setdefault(title_key(title), item)
    return tuple(found.values())


class _Label(NamedTuple):
    """A label of a template document, with the items inside it."""

    title: Title
    below: tuple[Item, ...] = ()

    @property
    def is_item(self) -> bool:
        """Whether it names something: it is no sentence and no remark."""
        text = self.title.text
        sentence = len(text.split()) > _LONGEST_LABEL or text.endswith((".", "?", "!"))
        return not sentence and title_key(text) not in {"", *_REMARKS}


def _labels(blocks: Sequence[Block]) -> Iterator[_Label]:
    for block in blocks:
        if block.kind == "table":
            yield from _rows(block)
        elif block.kind == "paragraph" and block.style == "strong" and block.label:
            yield _Label(Title(block.label.strip(": ")))
        elif block.kind == "item" and block.style != "task":
            yield from _list_item(block)
        elif block.kind in {"other", "row"} and block.blocks and not block.style:
            yield from _labels(block.blocks)


def _list_item(block: Block) -> Iterator[_Label]:
    """Yield the label of a list item, of a bold term or of a field."""
    if block.label and block.style == "strong":
        yield _Label(Title(block.label), items_of(block.blocks))
        return
    first = block.blocks[0] if block.blocks else None
    if block.label or first is None or first.kind != "paragraph" or not first.label:
        return
    if first.style == "strong" or (_is_blank(first) and _is_title(first.label)):
        yield _Label(Title(first.label.strip(": ")), items_of(block.blocks[1:]))


def _is_title(label: str) -> bool:
    """Whether a label without markup is written as a title, not as the start of a sentence."""
    return label[:1].isupper() and label[-1:].isalnum()


def _rows(table: Block) -> Iterator[_Label]:
    """Yield the labels of a table of labels and values."""
    for row in _rows_of_values(table):
        yield _Label(Title(row.blocks[0].text))


def _rows_of_values(table: Block) -> Sequence[Block]:
    """Return the rows of a table that has labels in its first column, each with its value.

    The labels are bold, those in the header too; or nothing is in the second column yet.
    """
    if any(len(row.blocks) != _PAIR for row in table.blocks):
        return []
    if all(row.blocks[0].style == "strong" for row in table.blocks):
        bold = any(row.blocks[1].style == "strong" for row in table.blocks)
        return [] if bold else table.blocks
    rows, header = body_rows(table), header_row(table)
    labels = all(row.blocks[0].text and not _is_blank(row.blocks[0]) for row in rows)
    blank = all(_is_blank(row.blocks[1]) for row in rows)
    if not (rows and title_key(header[-1]) in _VALUES and labels and blank):
        return []
    return rows if _has_header(table) else table.blocks


def _is_blank(block: Block) -> bool:
    return not block.text or left_in(block.text) or is_phrase(block.text)


def _has_header(table: Block) -> bool:
    return any(row.style == "header" for row in table.blocks)


def columns_of(blocks: Iterable[Block]) -> tuple[Column, ...]:
    """Return the columns of the largest table in blocks."""
    tables = [block for top in blocks for block in top.walk() if block.kind == "table"]
    headers = [_titles_of(table) for table in tables if not _rows_of_values(table)]
    widest = max(headers, key=len, default=[])
    titles = (title for title in widest if title_key(title) and not left_in(title))
    return tuple(Column(title) for title in dict.fromkeys(titles))


def _titles_of(table: Block) -> Sequence[str]:
    """Return a table's header; a first row that is none in markup has to be bold for it."""
    first = table.blocks[0].blocks if table.blocks else ()
    bold = all(cell.style == "strong" for cell in first)
    return header_row(table) if bold or _has_header(table) else ()


def owes_drawing(blocks: Iterable[Block]) -> bool:
    """Whether blocks hold a sample drawing, or a phrase in brackets that asks for one."""
    for top in blocks:
        for block in top.walk():
            if block.kind == "diagram" and block.style not in {"image", "figure"}:
                return True
            if block.kind == "code" and block.style in _DRAWN:
                return True
            if block.kind == "diagram" and block.text and "\n" in block.text:
                return True
            if bracketed(block.text) and _DRAWING.search(block.text):
                return True
    return False


def kind_of(blocks: Iterable[Block]) -> str:
    """Return the kind of record that a directive in blocks makes, or ""."""
    found = (block.style for top in blocks for block in top.walk() if block.kind == "other")
    return next((style for style in found if style), "")
