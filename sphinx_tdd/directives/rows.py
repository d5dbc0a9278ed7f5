"""The rows of a table directive: from its body, in YAML or as a table, and from its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from docutils import nodes
from docutils.nodes import Element, Node

from ..model.finding import Rule
from ..model.kind import Field
from ..records.body import Body, read_yaml
from ..records.data_files import CSV_SUFFIXES, JSON_SUFFIXES
from ..records.grid import columns_of, read_csv, read_grid
from ..records.reader import Entry, Reader, knows
from ..records.tree import Pair, Text
from . import files
from .base import KindDirective
from .lines import is_rst, relative_source
from .markup import Grid, is_yaml, read_table

OPENAPI = "openapi"
"""The option that names an OpenAPI description, for the kinds that take one."""


class Row(msgspec.Struct):
    """A record with the file it was read from, and the nodes of its values parsed already."""

    entry: Entry
    path: str
    made: dict[str, list[Node]]


class RowReader:
    """Reads what one table directive was given.

    Attributes:
        left_over: nodes of the body that are no rows: they are shown below the table.
        caption: the caption that a table in the body has.
    """

    def __init__(self, directive: KindDirective) -> None:
        self.directive = directive
        self.kind = directive.kind
        self.left_over: list[Node] = []
        self.caption: nodes.title | None = None
        self.taken = directive.taken()
        self.shared = list(self._shared())

    def _shared(self) -> Iterator[Pair]:
        """Yield the fields that the options give to all rows."""
        directive = self.directive
        for name, text in directive.options.items():
            field = self.kind.field(name)
            if field is not None and field.option and text:
                line = directive.option_line(name)
                yield Pair(field.name, line, Text(text, line))

    def rows(self) -> list[Row]:
        """Return the rows of the files, then those of the body; notes where there are none."""
        directive = self.directive
        before = len(directive.host.problems())
        found = [*self._of_file(), *self._of_openapi(), *self._of_body()]
        after = len(directive.host.problems())
        if not found and before == after:
            message = f"this {directive.name} has no rows"
            directive.note(Rule.RECORD_YAML, directive.line, message)
        return found

    def _known(self, key: str) -> bool:
        return knows(self.kind, key)

    def _read(self, body: Body, path: str, source: str) -> list[Row]:
        directive = self.directive
        reader = Reader(self.kind, directive.docname, directive.scale, source, self.taken)
        reading = reader.rows(body.root, self.shared)
        problems = [msgspec.structs.replace(problem, source=source) for problem in body.problems]
        directive.note_all(sorted((*problems, *reading.problems), key=lambda p: p.line))
        self.taken |= {entry.record.id for entry in reading.entries}
        return [Row(entry, path, {}) for entry in reading.entries]

    def _file(self, option: str, other: tuple[str, ...]) -> tuple[Path, str] | None:
        """Return the file that an option names, with its text; None where there is none."""
        if option not in self.directive.options:
            return None
        try:
            path = files.locate(self.directive.host, self.directive.options[option])
            return path, files.read_text(path, other)
        except files.Refused as refusal:
            self.directive.note_option(Rule.RECORD_FILE, option, str(refusal))
            return None

    def _of_openapi(self) -> list[Row]:
        """Read the operations of an OpenAPI description: the fields that the kind has."""
        found = self._file(OPENAPI, JSON_SUFFIXES) if self.kind.openapi else None
        if found is None:
            return []
        # Imported late: few documents have such a file.
        from ..records.openapi import read_openapi

        path, text = found
        body = read_openapi(text, self._known, rst=is_rst(self.directive))
        return self._read(body, str(path), relative_source(self.directive.host, str(path)))

    def _of_file(self) -> list[Row]:
        found = self._file("file", CSV_SUFFIXES)
        if found is None:
            return []
        path, text = found
        if path.suffix.lower() in CSV_SUFFIXES:
            body = read_csv(text, self.kind)
        else:
            body = read_yaml(text.splitlines(), 1, self._known)
        return self._read(body, str(path), relative_source(self.directive.host, str(path)))

    def _of_body(self) -> list[Row]:
        directive = self.directive
        lines = list(directive.content)
        if not any(line.strip() for line in lines):
            return []
        if not is_yaml(lines):
            return self._of_markup(lines)
        body = read_yaml(lines, directive.first, self._known)
        return self._read(body, directive.path, directive.source)

    def _of_markup(self, lines: Sequence[str]) -> list[Row]:
        """Read a table in the document's own markup; keep its nodes for what is shown."""
        directive = self.directive
        parsed = directive.parse_content()
        tables = [node for node in parsed if isinstance(node, nodes.table)]
        self.left_over = parsed
        if len(tables) != 1:
            self._refuse(f"holds {len(tables) or 'none'}")
            return []
        grid = read_table(tables[0], lines, directive.first)
        if not grid.header:
            self._refuse("its table has no header row, which names the fields")
            return []
        self.left_over = [node for node in parsed if node is not tables[0]]
        self.caption = grid.caption
        fields = columns_of(grid.header, self.kind, [])
        body = read_grid(grid.header, _plain(fields, grid), self.kind)
        rows = self._read(body, directive.path, directive.source)
        for row, cells, texts in zip(rows, grid.cells, grid.rows, strict=False):
            row.made = _made(fields, cells, texts)
        return rows

    def _refuse(self, what: str) -> None:
        message = f"the body is either a YAML list of rows or one table, and {what}"
        self.directive.note(Rule.RECORD_YAML, self.directive.first, message)


_WITHOUT_MARKUP = frozenset({"id", "date", "choice", "links"})
"""The types of fields whose markup in a cell is decoration: a bold id is still that id."""


def _plain(fields: Sequence[Field | None], grid: Grid) -> list[list[Text]]:
    """Return the texts of a table's cells, without markup where it means nothing.

    A column of ids that hold digits alone counts rows: it names no record.
    """
    rows = [list(row) for row in grid.rows]
    for column, field in enumerate(fields):
        if field is None or field.type not in _WITHOUT_MARKUP:
            continue
        texts = [_words(cells, column) for cells in grid.cells]
        given = [text for text in texts if text]
        counts = field.type == "id" and given and all(t.rstrip(".").isdigit() for t in given)
        for row, text in zip(rows, texts, strict=True):
            if column < len(row):
                value = "" if counts else text
                row[column] = msgspec.structs.replace(row[column], value=value)
    return rows


def _words(cells: Sequence[Element], column: int) -> str:
    """Return what a reader sees of a cell, "" where a row has no such cell."""
    return " ".join(cells[column].astext().split()) if column < len(cells) else ""


def _made(
    fields: Sequence[Field | None], cells: Sequence[Element], texts: Sequence[Text]
) -> dict[str, list[Node]]:
    """Return the nodes of a row's cells by the field of their column."""
    made: dict[str, list[Node]] = {}
    for field, cell, text in zip(fields, cells, texts, strict=False):
        if field is not None and field.name not in made:
            made[field.name] = list(cell.children)
            if cell.children:
                cell.children[0].line = text.line
    return made
