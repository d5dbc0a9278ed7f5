"""The directive that makes a table of records: `risk-table` and its like."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from docutils.nodes import Node
from docutils.statemachine import StringList

from ..model.finding import Rule
from ..model.kind import Field
from ..model.titles import did_you_mean
from ..records.columns import Column, Item, column
from ..records.levels import level_of
from ..records.reader import Entry
from ..records.sorting import Name, SortKey, names_in, sort_by
from ..records.values import Given
from .base import KindDirective, badge, separated
from .cells import Cells, standing, words
from .lines import first_line, is_rst, opening_line
from .marks import COLUMNS, ENTRIES
from .rows import OPENAPI, Row, RowReader
from .widths import is_whole, lines_of, whole, wide, widths
from .words import capital, word

LEVEL = "level"
"""The name of the column that is computed."""

_NO_FIELD = Field(name=LEVEL, type="level")
OPTIONS = ("caption", "name", "columns", "sort", "file", "class")


class RecordTable(KindDirective):
    """Reads rows of one kind and shows them as one table."""

    optional_arguments = 1
    final_argument_whitespace = True
    caption: nodes.title | None
    left_over: list[Node]

    def run(self) -> list[Node]:
        """Return the table, with what stands in the index before it."""
        self.prepare()
        self._take_title()
        of_kind = (OPENAPI,) if self.kind.openapi else ()
        offered = (*OPTIONS, *of_kind, *(f.name for f in self.kind.fields if f.option))
        self.refuse_options((n for n in self.options if not self._takes(n)), offered)
        reader = RowReader(self)
        rows = reader.rows()
        if not rows:
            return reader.left_over
        self.caption, self.left_over = reader.caption, reader.left_over
        self._sort(rows)
        table, entries = self._table(rows)
        self.keep(entries)
        return [*self.index(e.record for e in entries), table, *self.left_over]

    def _takes(self, option: str) -> bool:
        """Whether the table has an option: one of its own, or a field that all rows share."""
        field = self.kind.field(option)
        own = option in OPTIONS or (option == OPENAPI and self.kind.openapi)
        return own or (field is not None and field.option)

    def _take_title(self) -> None:
        """Take words behind the directive's name as the caption, as Sphinx's own tables have it.

        In reStructuredText a body without a blank line before it is read as more of them: it stays
        a body.
        """
        text = self.arguments[0] if self.arguments else ""
        lines = text.split("\n") if is_rst(self) else [text]
        title = lines[0].strip() if opening_line(self).rstrip().endswith(lines[0].strip()) else ""
        if title:
            self.options.setdefault("caption", title)
        if lines[bool(title) :] != [""] and is_rst(self):
            self._put_back(lines[bool(title) :])

    def _put_back(self, lines: list[str]) -> None:
        """Make lines that were read as an argument the beginning of the body again."""
        if not lines:
            return
        gap = first_line(self) - self.line - 1 - len(lines) if self.content else 0
        lines = [*lines, *[""] * max(0, gap)]
        items = [(self.path, self.line + number) for number in range(len(lines))]
        self.content = StringList([*lines, *self.content], items=[*items, *self.content.items])
        self.first = self.line + 1

    # -- what is shown, in which order ----------------------------------------------------

    def _names(self, option: str) -> list[tuple[Name, Column]]:
        """Return the names in an option with their columns; the unknown ones are noted."""
        found: list[tuple[Name, Column]] = []
        for name in names_in(self.options.get(option, "")):
            wanted = column(name.text, self.kind)
            if wanted is None or not (wanted.name == LEVEL or wanted.field):
                self._unknown_name(option, name.text)
            else:
                found.append((name, wanted))
        return found

    def _unknown_name(self, option: str, name: str) -> None:
        offered = [field.name for field in self.kind.fields] + [LEVEL] * bool(self.kind.level)
        hint = did_you_mean(name, offered) or f"; it has {', '.join(offered)}"
        text = f":{option}: {name!r} is no field of {self.kind.name!r}{hint}"
        self.note_option(Rule.RECORD_FIELD, option, text)

    def _columns(self, rows: Sequence[Row]) -> list[Field]:
        """Return the columns that are asked for.

        Else those that the kind shows, but for one that no row has and none owes; and of a table
        in markup the others that it has.
        """
        named = [wanted.field or _NO_FIELD for _, wanted in self._names("columns")]
        given = {name for row in rows for name in row.entry.given}
        written = {name for row in rows for name in row.made if name in given}
        usual = [f for f in self.kind.fields if f.shown and (f.required or f.name in given)]
        others = [f for f in self.kind.fields if f.name in written and f.type != "id"]
        found = named or [*usual, *(field for field in others if field not in usual)]
        return found or [field for field in self.kind.fields if field.name in given]

    def _sort(self, rows: list[Row]) -> None:
        keys = tuple(SortKey(wanted, name.down) for name, wanted in self._names("sort"))
        if keys:
            rows[:] = sort_by(rows, keys, self._item)

    def _item(self, row: Row) -> Item:
        return Item(row.entry.record, self.kind, self.scale)

    # -- the table ------------------------------------------------------------------------

    def _table(self, rows: list[Row]) -> tuple[nodes.table, list[Entry]]:
        columns = self._columns(rows)
        table = nodes.table(
            classes=["tdd-table", f"tdd-{self.kind.name}-table", "colwidths-given"]
        )
        table["classes"] += self.classes()
        self.add_name(table)
        self._add_caption(table)
        group = nodes.tgroup(cols=len(columns))
        head = [_heading(field) for field in columns]
        body = nodes.tbody()
        labels = {ENTRIES: "yes"} if any(f.type in {"entries", "tasks"} for f in columns) else {}
        entries = []
        for row in rows:
            target = nodes.target("", "", **labels)
            entry = self.anchored(row.entry, target)
            body += self._row(row, target, columns)
            entries.append(entry)
        cells = ([lines_of(cell) for cell in row.children] for row in body.children)
        sizes = widths(head, cells)
        table["classes"] += wide(sizes)
        group += [nodes.colspec(colwidth=size) for size in sizes]
        group += nodes.thead("", nodes.row("", *(nodes.entry("", words(h)) for h in head)))
        group += body
        table += group
        table[COLUMNS] = [field.name for field in columns]
        self.mark(table, entries)
        return table, entries

    def _add_caption(self, table: nodes.table) -> None:
        if self.options.get("caption"):
            text = self.options["caption"]
            inline, messages = self.parse_inline(text, self.lineno)
            self.caption = nodes.title(text, "", *inline)
            self.caption.source, self.caption.line = self.path, self.option_line("caption")
            self.left_over += messages
        table += self.caption if self.caption is not None else []

    def _row(self, row: Row, target: nodes.target, columns: list[Field]) -> nodes.row:
        cells = Cells(self, row.path)
        entries = [nodes.entry("", *self._cell(row, field, cells)) for field in columns]
        entries[0].insert(0, self._lead(row, target, columns))
        return nodes.row("", *entries)

    def _lead(self, row: Row, target: nodes.target, columns: list[Field]) -> nodes.paragraph:
        """Return the first line of a row's first cell: its anchor, id and level."""
        record = row.entry.record
        parts: list[Node] = []
        if record.named and not any(field.type == "id" for field in columns):
            parts.append(nodes.inline("", record.id, classes=["tdd-id"]))
        hidden = all(field.name != self.kind.subject for field in columns)
        if hidden and self.kind.subject in record.fields:
            parts.append(nodes.strong("", record.title))
        level = level_of(self.kind, record.fields, self.scale)
        if level is not None and _NO_FIELD not in columns:
            parts.append(badge(self.scale, level, self.kind))
        return nodes.paragraph("", "", target, *separated(parts), classes=["tdd-lead"])

    def _cell(self, row: Row, field: Field, cells: Cells) -> list[Node]:
        if field is _NO_FIELD:
            level = level_of(self.kind, row.entry.record.fields, self.scale)
            return [] if level is None else [_paragraph(badge(self.scale, level, self.kind))]
        given = row.entry.given.get(field.name)
        if given is None:
            return []
        if field.type == "links":
            return [self.links(field, given)]
        shown = self._word(field, given)
        if shown:
            line = words("" if field.name == "status" else shown)
            line += standing(str(given.value)) if field.name == "status" else []
            line["classes"] += whole(field.type, shown)
            return [line]
        return row.made.get(field.name) or cells.value(field, given)

    def _word(self, field: Field, given: Given) -> str:
        """Return what is shown for a value that is a word of ours or no markup, else ""."""
        value = given.value
        if not isinstance(value, str):
            return ""
        if field.type == "level":
            return capital(value) if value in self.scale.steps else ""
        if field.type == "choice":
            return capital(value) if value in field.choices else ""
        return value if is_whole(field.type, value) else ""


def _paragraph(child: Node) -> nodes.paragraph:
    return nodes.paragraph("", "", child)


def _heading(field: Field) -> str:
    return capital(LEVEL) if field is _NO_FIELD else word(field.heading)
