"""Rows of a table whose header names the fields: of CSV text, or of a table in the document."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from ..model.finding import Rule
from ..model.kind import Field, Kind, Problem
from ..model.titles import did_you_mean
from .body import Body
from .tree import Items, Pair, Pairs, Text

_DELIMITERS = ",;\t|"


def read_csv(text: str, kind: Kind) -> Body:
    """Read CSV (commas, semicolons, tabs or bars). Never raises; faults are in the result."""
    lines = text.splitlines(keepends=True)
    header = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=header.count)
    rows: list[list[Text]] = []
    try:
        for line, cells in _numbered(csv.reader(lines, delimiter=delimiter)):
            if any(cell.strip() for cell in cells):
                rows.append([Text(cell.strip(), line) for cell in cells])
    except csv.Error as error:
        line = rows[-1][0].line + 1 if rows else 1
        return Body(None, (Problem(Rule.RECORD_FILE.value, line, f"this is not CSV: {error}"),))
    return read_grid(rows[0], rows[1:], kind) if rows else Body(None)


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line where it begins: one in quotes may span several."""
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1  # type: ignore[attr-defined]


def read_grid(header: Sequence[Text], rows: Sequence[Sequence[Text]], kind: Kind) -> Body:
    """Return the rows of a table as mappings.

    A column that names no field is reported once, and left out; an empty cell gives nothing.
    """
    problems: list[Problem] = []
    columns = columns_of(header, kind, problems)
    items = []
    for row in rows:
        if not row:
            continue
        if any(cell.value for cell in row[len(header) :]):
            problems.append(
                Problem(
                    Rule.RECORD_FIELD.value,
                    row[0].line,
                    f"this row has {len(row)} cells and the header {len(header)}; the rest is "
                    "left out",
                )
            )
        pairs = (
            Pair(field.name, cell.line, cell)
            for field, cell in zip(columns, row, strict=False)
            if field is not None and cell.value
        )
        items.append(Pairs(tuple(pairs), row[0].line))
    return Body(Items(tuple(items), header[0].line if header else 1), tuple(problems))


def columns_of(header: Sequence[Text], kind: Kind, problems: list[Problem]) -> list[Field | None]:
    """Return the field that each column holds, None where it holds none; notes what is wrong."""
    columns: list[Field | None] = []
    for cell in header:
        field = kind.field(cell.value)
        if field is None and cell.value:
            hint = did_you_mean(
                cell.value, [name for f in kind.fields for name in (f.name, f.title)]
            )
            problems.append(
                Problem(
                    Rule.RECORD_FIELD.value,
                    cell.line,
                    f"the column {cell.value!r} is no field of {kind.name!r} and left out{hint}",
                )
            )
        elif field is not None and field in columns:
            problems.append(
                Problem(
                    Rule.RECORD_FIELD.value,
                    cell.line,
                    f"the column {cell.value!r} gives {field.name!r} again and is left out",
                )
            )
            field = None
        columns.append(field)
    return columns
