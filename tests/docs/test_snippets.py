"""The examples of the documentation: each builds in both syntaxes, and to one expected tree."""

from __future__ import annotations

import pytest

from sphinx_tdd.model.kind_library import KindLibrary
from tests.conftest import Result
from tests.docs.trees import SNIPPETS, TREES, build, tree

NAMES = sorted(path.stem for path in SNIPPETS.glob("*.md"))
DIRECTIVES = [
    name
    for head in KindLibrary().heads()
    for name, there in ((f"{head.name}-table", head.table), (f"{head.name}-record", head.record))
    if there
]
SYNTAX = pytest.mark.parametrize("suffix", [".md", ".rst"])


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """All snippets in each syntax."""
    return {suffix: build(tmp_path_factory.mktemp("built"), suffix) for suffix in (".md", ".rst")}


def test_both_syntaxes_have_the_same_snippets() -> None:
    assert sorted(path.stem for path in SNIPPETS.glob("*.rst")) == NAMES
    assert sorted(path.stem for path in TREES.iterdir()) == NAMES
    assert NAMES


@SYNTAX
def test_snippets_build_without_a_warning(builds: dict[str, Result], suffix: str) -> None:
    assert builds[suffix].warnings == []


@SYNTAX
@pytest.mark.parametrize("name", NAMES)
def test_a_snippet_gives_its_tree(builds: dict[str, Result], name: str, suffix: str) -> None:
    expected = (TREES / f"{name}.txt").read_text(encoding="utf-8")
    assert tree(builds[suffix], name) == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_snippet_is_shown(name: str) -> None:
    pages = [path.read_text(encoding="utf-8") for path in SNIPPETS.parent.rglob("*.md")]
    assert any(f"{{tdd-snippet}} {name}\n" in page for page in pages)


@pytest.mark.parametrize("name", [*DIRECTIVES, "document-info"])
def test_every_directive_has_a_snippet(name: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in SNIPPETS.glob("*.md")]
    assert any(f"`{{{name}}}" in text for text in texts)
