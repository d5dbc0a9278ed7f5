"""Records as pages of HTML show them: tables that fold on a phone, cards with a list of fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from ..directives.cells import LABEL

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

_COLONS = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}:\N{FULLWIDTH COLON}"


class FoldingTable(nodes.table):
    """A table whose rows the style sheet sets as cards where the screen is narrow.

    Sphinx's other writers take it for the table that it is. A card needs the heading of each
    column beside its value: the page has them once, as properties of the table.
    """


def add_folding_tables(app: Sphinx) -> None:
    """Let the writer of HTML know tables that fold."""
    app.add_node(FoldingTable, html=(_visit, _depart))


def _visit(self: HTML5Translator, node: FoldingTable) -> None:
    self.visit_table(node)
    style = escape(";".join(_properties(node["tdd-headings"])), quote=True)
    # Themes set more before the table, in the same piece.
    self.body[-1] = self.body[-1].replace("<table", f'<table style="{style}"', 1)


def _depart(self: HTML5Translator, node: FoldingTable) -> None:
    self.depart_table(node)


def _properties(headings: Sequence[str]) -> Iterator[str]:
    """Yield what the style sheet takes the headings from, as strings of CSS.

    A string of CSS ends at its quote or at a line break, and a backslash escapes
    (https://www.w3.org/TR/css-syntax-3/#consume-string-token).
    """
    for number, heading in enumerate(headings, 1):
        text = " ".join(heading.split()).replace("\\", "\\\\").replace("'", "\\'")
        yield f"--tdd-{number}:'{text}'"


def fold(table: nodes.table) -> FoldingTable:
    """Return a table as one that folds, in the same place."""
    head = table.next_node(nodes.thead)
    cells = head.children[-1].children if head is not None else ()
    made = FoldingTable("", *table.children, **table.attributes)
    made["tdd-headings"] = [cell.astext() for cell in cells]
    made["classes"].append("tdd-fold")
    if table.parent is not None:
        table.replace_self(made)
    return made


def list_fields(block: nodes.admonition) -> None:
    """Set the fields of a record as a list: what has a label is a field with that name."""
    body = nodes.field_body()
    fields = nodes.field_list(classes=["tdd-fields"])
    at = next((i for i, node in enumerate(block.children) if _label(node)), None)
    if at is None:
        return
    rest = block.children[at:]
    del block[at:]
    for node in rest:
        label = _label(node)
        if label:
            body = nodes.field_body()
            fields += nodes.field("", nodes.field_name("", label), body)
            node.children = node.children[2:]  # without the label and the blank after it
        if not label or node.children:
            body += node
    block += fields


def _label(node: Node) -> str:
    """Return the label that a paragraph begins with, "" for none of ours."""
    if not isinstance(node, nodes.paragraph) or not node.children:
        return ""
    first = node.children[0]
    if not isinstance(first, nodes.strong):
        return ""
    ours = LABEL in first or "tdd-back" in node["classes"]
    return first.astext().rstrip(_COLONS) if ours else ""
