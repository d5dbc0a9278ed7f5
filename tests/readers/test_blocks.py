"""Blocks of nodes that other extensions made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes

from sphinx_tdd.checks.trees import has_content
from sphinx_tdd.model.outline import Block
from sphinx_tdd.readers.blocks import BlockReader
from sphinx_tdd.readers.text import read_text
from tests.conftest import MakeProject


def test_a_source_that_is_a_path_is_held_against_that_of_the_document() -> None:
    here, there = Path("/docs/a.rst"), Path("/docs/part.rst")
    reader = BlockReader(lambda _path: (), str(here), lambda path: Path(path).name)
    found: list[Block] = []
    for path in (here, there):
        node = nodes.paragraph("", "Text.")
        node.source = path  # type: ignore[assignment]
        found += reader.read(node)
    assert [block.source for block in found] == ["", "part.rst"]


def test_what_is_filled_when_pages_are_written_is_content(make_project: MakeProject) -> None:
    listed = "# Left\n\n## To do\n\n```{todolist}\n```\n\n## Text\n\n"
    conf: dict[str, Any] = {"extensions": ["myst_parser", "sphinx.ext.todo", "sphinx_tdd"]}
    small = "id: small\ntitle: S\nsections: [{title: To do}, {title: Text}]\n"
    files = {"index.md": listed, "small.yaml": small}
    mapped: dict[str, Any] = {"tdd_documents": {"index": "small"}, "tdd_template_path": ["."]}
    result = make_project(files, **conf, **mapped).build("dummy")
    assert ["section 'Text' is empty" in warning for warning in result.warnings] == [True]
    to_do, text = read_text(listed, ".md").root.sections[0].sections
    assert (has_content(to_do.blocks), has_content(text.blocks)) == (True, False)
