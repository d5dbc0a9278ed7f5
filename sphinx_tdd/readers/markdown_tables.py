"""Tables of Markdown: their lines cut into cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..model.outline import Block
from .emphasis import SPACES
from .markdown_paragraphs import words
from .markdown_references import defined
from .markdown_signs import DELIMITER, DELIMITERS
from .typography import language
from .unsure import Unsure

_ESCAPED = re.compile(r"\\*\|")
_ODD = re.compile(r"[^ \"#%'()+,\-./0-9:;=>?@A-Z\]^a-z|}]")
"""What a row of plain texts has none of."""
_MOST_MISSING = 1000
"""How many cells may be missing from rows before their number is looked at more closely."""


def cells_of(rest: str) -> list[str]:
    """Return the cells of a row; a pipe with a backslash before it is text."""
    rest = rest.strip(SPACES)
    if "\\" in rest:
        return _ends_cut(_escaped_cells(rest))
    return _ends_cut(rest.split("|"))


def _ends_cut(cells: list[str]) -> list[str]:
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells


def _escaped_cells(rest: str) -> list[str]:
    cells = [""]
    escaped = False
    for character in rest:
        if character != "|":
            cells[-1] += character
        elif escaped:
            cells[-1] = cells[-1][:-1] + "|"
        else:
            cells.append("")
        escaped = character == "\\"
    return cells


@lru_cache(maxsize=256)
def columns(header: str, below: str) -> int:
    """Return how many columns a table has whose first two lines these are; 0 if it is none."""
    if "|" not in header or not DELIMITERS.match(below):
        return 0
    marks = [mark.strip(SPACES) for mark in below.split("|")]
    last = len(marks) - 1
    kept = [mark for index, mark in enumerate(marks) if mark or index not in (0, last)]
    if not all(DELIMITER.match(mark) for mark in kept):
        return 0
    count = len(cells_of(header))
    return count if count == len(kept) else 0


def table(texts: Sequence[str], line: int, count: int) -> tuple[Block, int]:
    """Return a table, and the line that MyST-Parser notes last.

    Args:
        texts: the lines of the header and of the other rows.
        line: that of the header.
        count: how many columns it has.

    Raises:
        Unsure: it holds markup that is not known here.
    """
    header, _ = row(texts[0], line, count, True)
    rows = [header]
    noted = line
    for place, text in enumerate(texts[1:], line + 2):
        found, lined = row(text, place, count, False)
        noted = place if lined else noted
        rows.append(found)
    return Block("table", line, "", "", "", tuple(rows)), noted


def row(rest: str, line: int, count: int, header: bool) -> tuple[Block, bool]:
    """Return a row of a table, and whether MyST-Parser notes the line of any markup in it.

    Raises:
        Unsure: it holds markup that is not known here.
    """
    texts = cells_of(rest)[:count]
    style = "header" if header else ""
    if len(texts) == count and not _ODD.search(rest) and "--" not in rest and ". ." not in rest:
        if "  " in rest:
            texts = [" ".join(text.split()) for text in texts]
        plain = [Block("cell", line, text.strip()) for text in texts]
        return Block("row", line, "", "", style, tuple(plain)), False
    if count - len(texts) > _MOST_MISSING:
        raise Unsure("a row with very few cells")
    found = []
    spoken, names = language(), defined()
    lined = False
    for text in texts:
        said = words(text.strip(SPACES), spoken, names)
        lined = lined or said.lined
        shape = said.style or ("strong" if said.bold else "")
        found.append(Block("cell", line, said.raw if shape == "raw" else said.text, "", shape))
    found += [Block("cell", line)] * (count - len(texts))
    return Block("row", line, "", "", style, tuple(found)), lined
