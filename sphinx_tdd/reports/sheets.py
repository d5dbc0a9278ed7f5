"""Tables of words as CSV and as Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import msgspec

from .markdown import plain

_FORMULA = frozenset("=+-@\t\r\n|%＝＋－＠")


class Sheet(msgspec.Struct, frozen=True):
    """A table of words, with a title.

    Attributes:
        heads: the headings of its columns.
        rows: the cells of each row, as many as there are headings.
    """

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[str]]


def write_csv(sheet: Sheet) -> str:
    """Return a table as CSV (RFC 4180), without its title; no cell starts a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(safe, sheet.heads))
    writer.writerows(map(safe, row) for row in sheet.rows)
    return out.getvalue()


def safe(text: str) -> str:
    """Return a text on one line for a spreadsheet: it can't start a formula.

    A sign that spreadsheets take for the beginning of a formula is preceded by an apostrophe, as
    OWASP's page on CSV injection advises.
    """
    line = " ".join(text.split())
    return f"'{line}" if line[:1] in _FORMULA else line


def write_markdown(sheets: Iterable[Sheet]) -> str:
    """Return tables as Markdown, each below its title; what is in them is no markup."""
    return "\n".join(map(_markdown, sheets))


def _markdown(sheet: Sheet) -> str:
    head = [_row(sheet.heads), f"|{' --- |' * len(sheet.heads)}"]
    lines = [*head, *map(_row, sheet.rows)]
    return f"## {plain(sheet.title)}\n\n" + "".join(f"{line}\n" for line in lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(plain, cells))} |"
