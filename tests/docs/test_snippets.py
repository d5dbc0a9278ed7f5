"""The examples of the documentation: each builds in both syntaxes, and to the same records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docutils import nodes

from sphinx_tdd.ext.domain import domain_of
from tests.conftest import Project, Result

SNIPPETS = Path(__file__).parents[2] / "docs" / "snippets"
NAMES = sorted(path.stem for path in SNIPPETS.glob("*.md"))
CONF = {"numfig": True, "tdd_documents": {}, "nitpicky": True}


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """Build all snippets of a syntax as one project, since they refer to each other."""
    found = {}
    for suffix in (".md", ".rst"):
        paths = [p for p in SNIPPETS.iterdir() if p.suffix in {suffix, ".csv"}]
        files = {f"snippets/{p.name}": p.read_text(encoding="utf-8") for p in paths}
        index = "Snippets\n========\n\n.. toctree::\n   :glob:\n\n   snippets/*\n"
        title = {".md": "# Snippet\n\n", ".rst": "Snippet\n=======\n\n"}[suffix]
        titled = {n: title + t if n.endswith(suffix) else t for n, t in files.items()}
        root = tmp_path_factory.mktemp(suffix[1:])
        found[suffix] = Project(root, {"index.rst": index, **titled}, CONF).build()
    return found


def test_both_syntaxes_have_the_same_snippets() -> None:
    assert sorted(path.stem for path in SNIPPETS.glob("*.rst")) == NAMES
    assert NAMES


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_snippets_build_without_a_warning(builds: dict[str, Result], suffix: str) -> None:
    assert builds[suffix].warnings == []


@pytest.mark.parametrize("name", NAMES)
def test_snippets_give_the_same_records_in_both_syntaxes(
    builds: dict[str, Result], name: str
) -> None:
    markdown, rst = (builds[suffix] for suffix in (".md", ".rst"))
    assert list(records(markdown, name)) == list(records(rst, name))
    assert list(shapes(markdown, name)) == list(shapes(rst, name))


@pytest.mark.parametrize("name", NAMES)
def test_every_snippet_is_shown(name: str) -> None:
    pages = [path.read_text(encoding="utf-8") for path in SNIPPETS.parent.glob("*.md")]
    assert any(f"{{tdd-snippet}} {name}\n" in page for page in pages)


def records(build: Result, name: str) -> Iterator[tuple[str, str, str]]:
    """Yield what the records of a snippet are."""
    for record in domain_of(build.app.env).records_of(f"snippets/{name}"):
        yield record.kind, record.id, record.anchor


def shapes(build: Result, name: str) -> Iterator[tuple[str, ...]]:
    """Yield the nodes of each table and block of records, by their kinds."""
    for made in build.doctree(f"snippets/{name}").findall(nodes.Element):
        if "tdd-kind" in made:
            yield tuple(type(node).__name__ for node in made.findall() if node.astext())
