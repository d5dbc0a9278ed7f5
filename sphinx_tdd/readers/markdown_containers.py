"""What holds other blocks in Markdown: lists and quotations; and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.outline import Block
from . import markdown_signs as signs
from .emphasis import SPACES
from .labels import BOX
from .markdown_paragraphs import put_paragraph
from .markdown_tables import columns, table
from .unsure import Unsure

if TYPE_CHECKING:
    from .markdown_blocks import Scanner

_CODE = 4
_NO_LIST = -1
_BEGINNINGS = ("**", "{r")
"""How a text begins that is no block of another kind, beside letters."""


def read_list(
    scanner: Scanner, line: int, end: int, base: int, mark: str, into: list[Block]
) -> int:
    """Read a list whose first item begins at a line; return the line after it."""
    scanner.sections.content()
    while mark:
        line = _item(scanner, line, end, base, mark, into)
        mark = next_marker(scanner, line, end, base, mark)
    return line


def next_marker(scanner: Scanner, line: int, end: int, base: int, mark: str) -> str:
    """Return the marker of a list's next item; "" where the list has ended.

    Args:
        scanner: has the lines.
        line: the line, from 0, where the item would begin.
        end: the line after the last one of what the list is in.
        base: the column where that begins.
        mark: the marker of the item before.
    """
    if line >= end or not base <= scanner.indents[line] < base + _CODE:
        return ""
    rest = scanner.rests[line]
    if not rest or scanner.ends_list(rest):
        return ""
    following, kind = signs.marker(rest)
    same = kind == mark[-1] and (len(following) > 1) == (len(mark) > 1)
    return following if same else ""


def _item(scanner: Scanner, line: int, end: int, base: int, mark: str, into: list[Block]) -> int:
    after = _simple_item(scanner, line, end, base, mark, into)
    if after:
        return after
    first = line
    empty, column = _step_in(scanner, line, mark)
    scanner.noted = line + 1
    before, scanner.start = scanner.start, None
    box = _box(scanner, line, column)
    inner: list[Block] = []
    scanner.deeper(1)
    if empty and (line + 1 >= len(scanner.rests) or not scanner.rests[line + 1]):
        line = min(line + 2, end)
    else:
        scanner.boxed = first if box else -1
        line = scanner.content(line, end, column, base, inner)
    scanner.deeper(-1)
    if scanner.start is None and before is None and scanner.depth:
        raise Unsure("an item without a text that begins another")
    start = scanner.start or ""
    style = "task" if box else task_style(start)
    into.append(Block("item", first + 1, "", "", style, tuple(inner)))
    scanner.start = start if before is None else before
    return line


def _simple_item(
    scanner: Scanner, line: int, end: int, base: int, mark: str, into: list[Block]
) -> int:
    """Read an item that is one line of text, as most are; return 0 where it may be more."""
    rest = scanner.rests[line]
    text = rest[len(mark) + 1 :]
    if not text[:1].isalnum() and not (text[:2] in _BEGINNINGS and text[2:3].isalnum()):
        return 0
    if text[0].isdigit() and signs.NUMBER.match(text):
        return 0
    after = _after_line(scanner, line, end, base, scanner.indents[line] + len(mark) + 1)
    if after:
        inner: list[Block] = []
        scanner.boxed = -1
        scanner.noted = line + 1
        start = put_paragraph(text.strip(SPACES), line + 1, False, inner)
        scanner.starts(start)
        into.append(Block("item", line + 1, "", "", task_style(start), tuple(inner)))
    return after


def _after_line(scanner: Scanner, line: int, end: int, base: int, column: int) -> int:
    """Return the line after an item's first one if the item surely ends there, else 0."""
    after = line + 1
    if after >= end:
        return after
    rest = scanner.rests[after]
    if rest:
        near = scanner.indents[after] < min(column, base + _CODE)
        return after if near and _surely_begins(rest) else 0
    after += 1
    if after < end and (not scanner.rests[after] or scanner.indents[after] >= column):
        return 0
    return after


def _surely_begins(rest: str) -> bool:
    """Whether a line begins with the marker of an item or is a heading."""
    if rest[0] == "#":
        return bool(signs.HASHES.match(rest))
    return (rest[0] in "-*+" or rest[0].isdigit()) and bool(signs.marker(rest)[0])


def task_style(start: str) -> str:
    """Return the style of an item whose text begins so: that of a task where it has a box."""
    if start[:1] != "[" and not BOX.match(start):
        return ""
    if len(start.strip()) == len("[x]") and BOX.match(f"{start} "):
        raise Unsure("perhaps the box of a task")
    return "task" if BOX.match(start) else ""


def _step_in(scanner: Scanner, line: int, mark: str) -> tuple[bool, int]:
    """Take the marker from an item's first line.

    Returns:
        whether nothing follows it, and the column where the item's content begins.
    """
    initial = scanner.indents[line] + len(mark)
    after = scanner.rests[line][len(mark) :]
    rest = after.lstrip(" \t")
    spaces = after[: len(after) - len(rest)]
    if "\t" in spaces:
        raise Unsure("a tab after the marker of an item")
    inside = len(spaces) if rest and len(spaces) <= _CODE else 1
    scanner.indents[line] = initial + len(spaces)
    scanner.rests[line] = rest
    return not rest, initial + inside


def _box(scanner: Scanner, line: int, column: int) -> bool:
    """Take the box of a task from an item's first line, if there is one."""
    rest = scanner.rests[line]
    if not scanner.tasks:
        return False
    if rest[:1] != "[" or not signs.BOX.match(rest) or scanner.indents[line] - column >= _CODE:
        return False
    if not rest[4:].strip(" \t") or rest[4] in " \t":
        raise Unsure("an unusual box of a task")
    scanner.rests[line] = rest[4:]
    return True


def read_quote(
    scanner: Scanner, line: int, end: int, base: int, outer: int, into: list[Block]
) -> int:
    """Read a quotation; return the line after it."""
    rests, indents = scanner.rests, scanner.indents
    first = line
    while line < end and rests[line]:
        if rests[line][0] != ">" or indents[line] < base:
            if not _ends_quote(scanner, line, end, base, outer):
                raise Unsure("a quotation that goes on without its mark")
            break
        _step_into_quote(scanner, line)
        line += 1
    scanner.sections.content()
    scanner.noted = first + 1
    scanner.boxed = -1
    scanner.deeper(1)
    inner: list[Block] = []
    after = scanner.content(first, line, 0, _NO_LIST, inner)
    scanner.deeper(-1)
    if after != line or all(block.kind == "raw" for block in inner):
        raise Unsure("a quotation that ends early, or has no text")
    into += inner
    return line


def _ends_quote(scanner: Scanner, line: int, end: int, base: int, outer: int) -> bool:
    if not scanner.rests[line - 1]:
        return True
    if scanner.indents[line] - base >= _CODE:
        return False
    return scanner.interrupts(line, end, base, outer, False)


def _step_into_quote(scanner: Scanner, line: int) -> None:
    rest = scanner.rests[line][1:]
    inner = rest.lstrip(" \t")
    spaces = rest[: len(rest) - len(inner)]
    if "\t" in spaces:
        raise Unsure("a tab after the mark of a quotation")
    scanner.indents[line] = max(len(spaces) - 1, 0)
    scanner.rests[line] = inner


def read_table(
    scanner: Scanner, line: int, end: int, base: int, outer: int, into: list[Block]
) -> int:
    """Read a table; return the line after it."""
    rests, indents = scanner.rests, scanner.indents
    scanner.sections.content()
    count = columns(rests[line], rests[line + 1])
    texts = [rests[line]]
    first = line
    line += 2
    while line < end and rests[line] and base <= indents[line] < base + _CODE:
        if rests[line][0] != "|" and scanner.interrupts(line, end, base, outer, False):
            break
        texts.append(rests[line])
        line += 1
    found, scanner.noted = table(texts, first + 1, count)
    into.append(found)
    header = found.blocks[0].blocks
    scanner.starts(header[0].text if header else "")
    return line
