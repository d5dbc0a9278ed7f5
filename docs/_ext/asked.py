"""The directive `tdd-asked`: conditions, each with the records that it finds in an example.

The records are those of a snippet's first table. Each line is `condition ; ids ; words`; a line
whose condition finds other records fails the build.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from kind_reference import KINDS
from markdown import code, table
from package import watch
from sphinx.util.docutils import SphinxDirective

from sphinx_tdd.records.body import read_yaml
from sphinx_tdd.records.levels import Scale
from sphinx_tdd.records.query import Item, QueryError, parse
from sphinx_tdd.records.reader import Reader, knows

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SNIPPETS = Path(__file__).parents[1] / "snippets"
TODAY = date(2025, 6, 15)
"""The day on which the conditions are asked."""

_TABLE = re.compile(r"`{3,}\{([\w-]+)-table\}\n((?::.*\n)*)\n?((?:.*\n)*?)`{3,}\n")
_DOCUMENT = {"title": "Payments", "status": "review"}


class Asked(SphinxDirective):
    """`{tdd-asked} SNIPPET`: a table of the conditions in its lines."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        watch(self.env, SNIPPETS)
        items = list(_items(self.arguments[0]))
        rows = []
        for line in self.content:
            condition, ids, words = (part.strip() for part in line.split(" ; "))
            try:
                found = _found(condition, items)
            except QueryError as error:
                raise self.error(f"{condition}: {error}") from error
            if found != ids:
                raise self.error(f"{condition} finds {found or 'nothing'}, and not {ids}")
            rows.append([code(condition), words, ids])
        return list(self.parse_text_to_nodes(table(["Condition", "Asks", "Finds above"], rows)))


def _items(name: str) -> list[Item]:
    """Return the records of the first table of a snippet."""
    match = _TABLE.search((SNIPPETS / f"{name}.md").read_text(encoding="utf-8"))
    if match is None:
        raise LookupError(f"no table in {name}")
    kind, scale = KINDS[match[1]], Scale()
    root = read_yaml(match[3].split("\n"), 1, lambda key: knows(kind, key)).root
    reading = Reader(kind, name, scale).rows(root)
    return [Item(entry.record, kind, scale, {}, _DOCUMENT) for entry in reading.entries]


def _found(condition: str, items: list[Item]) -> str:
    """Return the numbers of the records that meet a condition, as the page writes them."""
    query = parse(condition, items[0].kind, items[0].scale)
    return ", ".join(item.record.id for item in items if query.matches(item, TODAY))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("tdd-asked", Asked)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
