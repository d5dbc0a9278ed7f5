"""Documents of other projects read quickly and with the parsers of a build: the same outlines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sphinx_tdd.readers.markdown import read_markdown
from sphinx_tdd.readers.reading import Reading
from sphinx_tdd.readers.syntax import EXTENSIONS
from sphinx_tdd.readers.unsure import Unsure
from sphinx_tdd.readers.whole import read_whole
from tests.readers.pieces import context

FOLDER = Path(os.environ.get("TDD_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the documents of other projects are not here"),
]


@pytest.mark.parametrize(("name", "least"), [("cips", 85), ("cip-mutants", 130), ("wild", 25)])
def test_markdown(name: str, least: int) -> None:
    quick = 0
    for path in sorted((FOLDER / name).rglob("*.md")):
        text = path.read_text(encoding="utf-8-sig")
        try:
            outline = read_markdown(text, EXTENSIONS)
        except Unsure:
            continue
        quick += 1
        assert Reading(outline) == read_whole(text, context(".md")), path
    assert quick >= least
