"""Blocks of nodes that other extensions made."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes

from sphinx_tdd.model.outline import Block
from sphinx_tdd.readers.blocks import BlockReader


def test_a_source_that_is_a_path_is_held_against_that_of_the_document() -> None:
    here, there = Path("/docs/a.rst"), Path("/docs/part.rst")
    reader = BlockReader(lambda _path: (), str(here), lambda path: Path(path).name)
    found: list[Block] = []
    for path in (here, there):
        node = nodes.paragraph("", "Text.")
        node.source = path  # type: ignore[assignment]
        found += reader.read(node)
    assert [block.source for block in found] == ["", "part.rst"]
