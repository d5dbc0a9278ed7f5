"""Tables of the documentation fold on a phone as those of records do: each row is a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_tdd.ext.folding import FoldingTable, fold

if TYPE_CHECKING:
    from sphinx.application import Sphinx

AFTER_OURS = 900
"""When it is done: the extension has folded the tables of records, and chosen its style sheet."""

EXAMPLES = ("examples/designs/", "examples/refunds/", "examples/versions/")
"""Pages that show what users see of theirs."""

FEW = 2
"""So many columns stand beside each other on a phone, too."""


def wide(table: nodes.table) -> bool:
    """Tell whether a table has more columns than a phone, each with a heading for its card."""
    head = table.next_node(nodes.thead)
    if isinstance(table, FoldingTable) or "tdd-table" in table["classes"] or head is None:
        return False
    headings = [cell.astext() for cell in head.children[-1].children]
    return len(headings) > FEW and all(headings[1:])


def fold_tables(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Fold what is wide, on the pages that are the documentation's own."""
    if app.builder.name not in {"html", "dirhtml"} or docname.startswith(EXAMPLES):
        return
    tables = list(filter(wide, doctree.findall(nodes.table)))
    for table in tables:
        fold(table)
    doctree["tdd-style"] = bool(tables) or doctree.get("tdd-style", False)
    doctree.setdefault("tdd-script", False)


def setup(app: Sphinx) -> dict[str, bool]:
    """Have each page looked through."""
    app.connect("doctree-resolved", fold_tables, priority=AFTER_OURS)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
