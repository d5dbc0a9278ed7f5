"""Template documents written with drawings, directives and tables of other tools."""

from __future__ import annotations

from textwrap import dedent

import pytest

from sphinx_tdd.derive.document import derive
from sphinx_tdd.model.template import Section
from sphinx_tdd.readers.text import read_text


def owed(text: str, suffix: str) -> Section:
    """The one section of a template document."""
    head = "# T\n\n## Part\n\n" if suffix == ".md" else "T\n=\n\nPart\n----\n\n"
    (section,) = derive(read_text(head + dedent(text), suffix), f"t{suffix}", suffix).sections
    return section


@pytest.mark.parametrize(
    ("suffix", "text", "drawing"),
    [
        (".md", "```mermaid\ngraph TD\nA-->B\n```\n", True),
        (".md", "```{mermaid}\ngraph TD\nA-->B\n```\n", True),
        (".md", "```plantuml\nA -> B\n```\n", True),
        (".md", "```{component-diagram}\n:caption: All of them\n```\n", True),
        (".md", "![a picture](picture.png)\n", False),
        (".md", "```python\na = b\n```\n", False),
        (".rst", ".. graphviz::\n\n   digraph {\n   a -> b\n   }\n", True),
        (".rst", ".. code-block:: dot\n\n   digraph { a -> b }\n", True),
        (".rst", ".. image:: picture.png\n", False),
        (".rst", "::\n\n   digraph { a -> b }\n", False),
    ],
)
def test_a_sample_drawing_asks_for_one(suffix: str, text: str, drawing: bool) -> None:
    assert owed(text, suffix).diagram is drawing


@pytest.mark.parametrize(
    ("suffix", "text", "kind"),
    [
        (".rst", ".. risk-table::\n\n   - risk: [risk]\n", "risk"),
        (".rst", ".. document-info::\n\n   version: [version]\n", "document-info"),
        (".md", "```{risk-register}\n:where: status = open\n```\n", "risk"),
        (".md", "```{needs-thing}\n:status: open\n:owner: Ada\n\nWhat is owed here?\n```\n", ""),
    ],
)
def test_records_are_asked_for_by_their_directives(suffix: str, text: str, kind: str) -> None:
    section = owed(text, suffix)
    assert (section.kind, section.items) == (kind, ())


def test_a_flat_table_has_columns_and_is_no_record() -> None:
    rows = "   * - Name\n     - Value\n   * - [n]\n     - [v]\n"
    text = f".. flat-table::\n   :header-rows: 1\n\n{rows}"
    section = owed(text, ".rst")
    assert [column.title for column in section.columns] == ["Name", "Value"]
    assert section.kind == ""
