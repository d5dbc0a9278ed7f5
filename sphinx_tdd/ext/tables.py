"""Tables of views on pages of HTML, which fold where there is little room.

A row that is folded is a block of its cells, each with the heading of its column before it. That
it is still a table is told by its roles, for those who hear the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from .markup import Html, element, joined

LONG = "tdd-long"
"""The class of a cell with a word that may be broken anywhere: its column would be as wide."""

_LONG_WORD = re.compile(r"\S{30}")
_TAG = re.compile(r"<[^>]*>")


class Cell(msgspec.Struct, frozen=True):
    """A cell.

    Attributes:
        head: whether it heads its row.
        sort: what it is sorted by, where that is not its text.
        number: whether it is a number alone.
        classes: of its own.
    """

    content: str
    head: bool = False
    sort: int | None = None
    number: bool = False
    classes: str = ""


class Line(msgspec.Struct, frozen=True):
    """A row.

    Attributes:
        anchor: its id, "" for none.
        tags: what it may be asked for by in a filter, with a space between.
    """

    cells: Sequence[Cell]
    anchor: str = ""
    classes: str = ""
    tags: str = ""


def folding_table(
    heads: Sequence[str],
    lines: Sequence[Line],
    classes: str,
    caption: str = "",
    anchor: str = "",
    *,
    foot: Line | None = None,
    filtered: bool = False,
    labels: Sequence[str] = (),
) -> Html:
    """Return a table.

    Args:
        classes: of its own; `tdd-sorted` where the script sorts it by itself.
        labels: what stands before the cells of a folded row, where that is not the headings.
        filtered: whether the script filters it, and sorts it with others of the view.
    """
    labels = labels or heads
    parts = [element("caption", caption)] if caption else []
    parts.append(_group("thead", [element("tr", *map(_head, heads), role="row")]))
    parts.append(_group("tbody", [_row(line, labels) for line in lines]))
    if foot:
        parts.append(_group("tfoot", [_row(foot, labels)]))
    kinds = f"tdd-view-table {'tdd-filtered ' if filtered else ''}{classes}"
    return element("table", joined(parts, "\n"), class_=kinds, id=anchor or None, role="table")


def _group(name: str, rows: Sequence[Html]) -> Html:
    return element(name, joined(rows, "\n"), role="rowgroup")


def _row(line: Line, labels: Sequence[str]) -> Html:
    cells = (_cell(cell, label) for cell, label in zip(line.cells, labels, strict=True))
    return element(
        "tr",
        *cells,
        role="row",
        id=line.anchor or None,
        class_=line.classes or None,
        data_tags=line.tags or None,
    )


def is_long(text: str) -> bool:
    """Say whether a word in a text is as long as a line."""
    return _LONG_WORD.search(text) is not None


def _head(content: str) -> Html:
    classes = LONG if _looks_long(content) else None
    return element("th", content, scope="col", role="columnheader", class_=classes)


def _looks_long(content: str) -> bool:
    return is_long(_TAG.sub(" ", content) if isinstance(content, Html) else content)


def _cell(cell: Cell, label: str) -> Html:
    known = {"tdd-number": cell.number, LONG: _looks_long(cell.content)}
    classes = " ".join(filter(None, (cell.classes, *(name for name in known if known[name]))))
    if cell.head:
        return element("th", cell.content, scope="row", role="rowheader", class_=classes or None)
    return element(
        "td",
        cell.content,
        role="cell",
        class_=classes or None,
        data_label=label or None,
        data_sort=cell.sort,
    )
