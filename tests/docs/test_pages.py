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
    ("page", "directive"),
    [
        ("how-to/registers", "risk-register"),
        ("how-to/matrix", "risk-matrix"),
        ("how-to/risks", "risk-table"),
        ("how-to/versions", "tdd-versions"),
    ],
)
def test_a_page_lists_the_options_that_there_are(
    make_project: MakeProject, page: str, directive: str
) -> None:
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    table = text.partition("| Option |")[2].partition("\n\n")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `:")]
    listed = [name for row in rows for name in _OPTION.findall(row.split("|")[1])]
    faulty = f"# T\n\n```{{{directive}}}\n:nonsense: x\n```\n"
    result = make_project({"index.md": faulty}, tdd_documents={}).build("dummy")
    offered = _OFFERED.search(result.stderr)
    assert offered, result.stderr
    assert sorted(listed) == sorted(offered[1].split(", "))
