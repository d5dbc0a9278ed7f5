"""Directives of docutils go by their names in the language of the document, too."""

from __future__ import annotations

import pytest

from sphinx_tdd.readers.text import parse


@pytest.mark.parametrize(
    ("language", "name", "tag"),
    [
        ("de", "achtung", "attention"),
        ("de", "Achtung", "attention"),
        ("de", "note", "note"),
        ("fr", "danger", "danger"),
        ("fr", "avertissement", "warning"),
    ],
)
def test_a_name_in_the_language_of_the_document(language: str, name: str, tag: str) -> None:
    tree = parse(f".. {name}:: Some text.\n", ".rst", language=language)
    assert tree.children[0].tagname == tag
    assert tree.astext() == "Some text."
