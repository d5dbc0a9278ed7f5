"""Header cells of tables that say in HTML what they head: a column or a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class HeaderCell(nodes.entry):
    """A header cell, as only pages of HTML have it.

    Sphinx's other writers take it for the entry that it is; docutils has no attribute that its
    writer of HTML would make a `scope` of.
    """


def add_header_cells(app: Sphinx) -> None:
    """Let the writer of HTML know header cells."""
    app.add_node(HeaderCell, html=(_visit, _depart))


def _visit(self: HTML5Translator, node: HeaderCell) -> None:
    self.visit_entry(node)
    scope = f'<th scope="{node["scope"]}"'
    self.body[-1] = self.body[-1].replace("<th", scope, 1)


def _depart(self: HTML5Translator, node: HeaderCell) -> None:
    self.depart_entry(node)


def say_scopes(table: nodes.table) -> None:
    """Make header cells of the cells in the head of a table, and of those in its stub columns."""
    for group in (part for part in table.children if isinstance(part, nodes.tgroup)):
        columns = [part for part in group.children if isinstance(part, nodes.colspec)]
        stubs = [column.get("stub") for column in columns]
        for part in group.children[len(columns) :]:
            in_head = isinstance(part, nodes.thead)
            rows = part.children if in_head or any(stubs) else ()
            for row in (row for row in rows if isinstance(row, nodes.row)):
                for cell, stub in zip(list(row.children), stubs, strict=True):
                    if isinstance(cell, nodes.entry) and (in_head or stub):
                        row.replace(cell, _header(cell, "col" if in_head else "row"))


def _header(cell: nodes.entry, scope: str) -> HeaderCell:
    made = HeaderCell("", *cell.children, **cell.attributes)
    made["scope"] = scope
    return made
