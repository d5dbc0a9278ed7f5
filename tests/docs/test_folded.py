"""Tables of the documentation fold on a phone where they are wide, and only then."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from docutils import nodes

EXT = Path(__file__).parents[2] / "docs" / "_ext"
wide = runpy.run_path(str(EXT / "folded.py"))["wide"]


def table(*headings: str, classes: tuple[str, ...] = ()) -> nodes.table:
    cells = [nodes.entry("", nodes.paragraph("", text)) for text in headings]
    group = nodes.tgroup("", nodes.thead("", nodes.row("", *cells)), nodes.tbody())
    return nodes.table("", group, classes=list(classes))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (table("Key", "Type", "Meaning"), True),
        (table("", "sphinx_tdd", "sphinx-needs"), True),
        (table("Key", "Meaning"), False),
        (table("In the template", "", "In the document", ""), False),
        (table("Risk", "Impact", "Level", classes=("tdd-table",)), False),
        (nodes.table("", nodes.tgroup("", nodes.tbody())), False),
    ],
)
def test_what_is_wide(made: nodes.table, expected: bool) -> None:
    assert wide(made) is expected
