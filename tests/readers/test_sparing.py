"""Paragraphs with too much markup, and nesting that is too deep."""

from __future__ import annotations

import pytest

from sphinx_tdd.model.kind_library import KindLibrary
from sphinx_tdd.readers.document import read_document
from sphinx_tdd.readers.reading import Context
from sphinx_tdd.readers.text import Unreadable, read_text
from sphinx_tdd.records.levels import Scale

TITLES = {".md": "# A\n\n", ".rst": "A\n=\n\n"}
KINDS = KindLibrary()


def text_of(paragraph: str, suffix: str) -> str:
    context = Context(docname="a", suffix=suffix, kinds=KINDS, scale=Scale())
    found = read_document(f"{TITLES[suffix]}{paragraph}\n", context)
    return found.outline.root.sections[0].blocks[0].text


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_a_paragraph_with_much_markup_is_read(suffix: str) -> None:
    assert text_of("*a* " * 2_000, suffix).startswith("a a a")


@pytest.mark.parametrize("suffix", [".md", ".rst"])
@pytest.mark.parametrize("piece", ["*[a](b ", "`a <", "|a| ", "[", "_a"])
def test_one_with_too_much_is_plain_text(suffix: str, piece: str) -> None:
    paragraph = "text " + piece * 6_000
    assert text_of(paragraph, suffix).replace(" ", "") == paragraph.replace(" ", "")


def test_a_long_paragraph_with_little_markup_is_read() -> None:
    assert text_of("word " * 20_000 + "*end*", ".md").endswith("word end")


DEEP = "\n".join(f"{' ' * depth}x" for depth in range(1_500))


def test_what_is_nested_too_deeply_is_not_read() -> None:
    with pytest.raises(Unreadable, match="nested too deeply"):
        read_text(DEEP, ".rst")
