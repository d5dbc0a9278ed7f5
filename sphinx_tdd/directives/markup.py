"""A table in the document's own markup read as rows: what its cells say, and their nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from docutils import nodes
from docutils.nodes import Element

from ..records.requote import says, split_key
from ..records.tree import Text

if TYPE_CHECKING:
    from collections.abc import Sequence


class Grid(msgspec.Struct):
    """A table's cells, each as text with its line, and as the element that holds its nodes."""

    header: list[Text]
    rows: list[list[Text]]
    cells: list[list[Element]]
    caption: nodes.title | None


def is_yaml(lines: Sequence[str]) -> bool:
    """Whether a body begins like YAML, and not like a table."""
    written = [line for line in lines if says(line)]
    if not written:
        return True
    first, second = written[0], written[1] if len(written) > 1 else ""
    if "|" in first and set(second.strip()) <= set("|:- ") and "-" in second:
        return False
    found = split_key(first)
    return bool(found["dashes"] or found["key"]) or first.lstrip()[:1] in {"[", "{"}


def read_table(table: nodes.table, body: Sequence[str], first: int) -> Grid:
    """Return what a table says.

    Args:
        table: the table as the parser made it.
        body: the lines it was made from.
        first: the line of the first of them.
    """
    heads = [row for head in table.findall(nodes.thead) for row in head.findall(nodes.row)]
    bodies = [part for part in table.findall(nodes.tbody) if _owner(part) is table]
    rows = [row for part in bodies for row in part.children if isinstance(row, nodes.row)]
    top = int(table.line or first)
    lines = _Lines(top, _is_piped(body, top - first))
    header = [_text(cell, lines.header(cell)) for cell in (heads[-1].children if heads else ())]
    cells = list(_spread(rows))
    texts = [[_text(c, lines.row(c, i)) for c in row] for i, row in enumerate(cells)]
    caption = next((part for part in table.children if isinstance(part, nodes.title)), None)
    return Grid(header, texts, cells, caption)


class _Lines:
    """The lines of cells: those of a Markdown table have none, so they are counted."""

    def __init__(self, top: int, piped: bool) -> None:
        self.top = top
        self.piped = piped

    def header(self, cell: nodes.Node) -> int:
        return self.top if self.piped else _line(cell, self.top)

    def row(self, cell: nodes.Node, index: int) -> int:
        return self.top + 2 + index if self.piped else _line(cell, self.top)


def _is_piped(body: Sequence[str], at: int) -> bool:
    """Whether a Markdown table begins at a line of the body: its second line is all dashes."""
    below = body[at + 1].strip() if 0 <= at < len(body) - 1 else ""
    return "-" in below and "|" in body[at] and set(below) <= set("|:- ")


def _owner(part: Element) -> nodes.Node:
    return part.parent.parent


def _line(cell: nodes.Node, default: int) -> int:
    return next((node.line for node in cell.findall() if node.line), default)


def _text(cell: nodes.Node, line: int) -> Text:
    blocks = cell.children if isinstance(cell, Element) else ()
    written = (getattr(block, "rawsource", "") or block.astext() for block in blocks)
    return Text("\n\n".join(written).strip(), line)


def _spread(rows: Sequence[nodes.row]) -> Iterator[list[Element]]:
    """Yield the cells of each row; one that spans rows or columns stands in each of them."""
    hanging: dict[int, tuple[int, Element]] = {}
    for row in rows:
        cells: list[Element] = []
        waiting = [cell for cell in row.children if isinstance(cell, nodes.entry)]
        while waiting or len(cells) in hanging:
            column = len(cells)
            if column in hanging:
                left, cell = hanging.pop(column)
                if left > 1:
                    hanging[column] = (left - 1, cell)
                cells.append(cell.deepcopy())  # footnotes and targets stay with the first
                continue
            cell = waiting.pop(0)
            for offset in range(int(cell.get("morecols", 0)) + 1):
                if cell.get("morerows"):
                    hanging[column + offset] = (int(cell["morerows"]), cell)
                cells.append(cell.deepcopy() if offset else cell)
        yield cells
