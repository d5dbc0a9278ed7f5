"""Options that pages list in a table, held against those that the directives say they have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import MakeProject

DOCS = Path(__file__).parents[2] / "docs"
_OPTION = re.compile(r"`:([\w-]+):`")
_OFFERED = re.compile(r"has no option 'nonsense'; it has ([\w, -]+) \[")


@pytest.mark.parametrize(
    ("page", "number", "directive"),
    [
        ("how-to/registers", 1, "risk-register"),
        ("how-to/matrix", 1, "risk-matrix"),
        ("how-to/risks", 1, "risk-table"),
        ("how-to/versions", 1, "tdd-versions"),
        ("how-to/diagrams", 1, "component-diagram"),
        ("how-to/overview", 1, "tdd-documents"),
        ("how-to/overview", 2, "tdd-coverage"),
        ("how-to/overview", 3, "tdd-report"),
    ],
)
def test_a_page_lists_the_options_that_there_are(
    make_project: MakeProject, page: str, number: int, directive: str
) -> None:
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    table = text.split("| Option |")[number].partition("\n\n")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `:")]
    listed = [name for row in rows for name in _OPTION.findall(row.split("|")[1])]
    faulty = f"# T\n\n```{{{directive}}}\n:nonsense: x\n```\n"
    result = make_project({"index.md": faulty}, tdd_documents={}).build("dummy")
    offered = _OFFERED.search(result.stderr)
    assert offered, result.stderr
    assert sorted(listed) == sorted(offered[1].split(", "))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pictures_that_there_are_are_those_of_the_readme(scheme: str) -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    named = re.findall(rf"docs/_static/pictures/(\w+-{scheme}\.png)", readme)
    there = (DOCS / "_static/pictures").glob(f"*-{scheme}.png")
    assert sorted(named) == sorted(path.name for path in there)
