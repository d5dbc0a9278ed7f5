"""What directives of ours write on their nodes, for readers: records, drawings, views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes

from ..model.outline import Block

OURS = frozenset({"tdd-kind", "tdd-view", "tdd-diagram"})
"""The attributes of what our directives made, so that no reader needs to know their nodes."""


def is_lead(node: nodes.Element) -> bool:
    """Whether a paragraph holds what a record is known by, such as its id, not its text."""
    return "tdd-lead" in node.get("classes", ())


def with_facts(shown: list[Block], facts: Sequence[Sequence[Any]]) -> Iterator[Block]:
    """Yield rows as they are shown, each record's with what is known of it besides.

    Where a record is not shown as one row, what is known of it is a row by itself.
    """
    rows = [row for row in shown if row.style != "header"]
    apart = len(rows) != len(facts)
    yield from (row for row in shown if apart or row.style == "header")
    for index, (title, line, source, fields, hidden) in enumerate(facts):
        cells = () if apart else rows[index].blocks
        style = "shown" if apart else ""
        more = (Block("cell", at, text, name, style) for name, at, text in hidden)
        yield Block("row", line, fields, title, "record", (*cells, *more), source)
