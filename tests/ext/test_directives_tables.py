"""Tables that a team has already, with a fence put around them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.conftest import Project, Result

ROWS = """\
```{risk-table}
| %s | Risk | Impact | Likelihood | Mitigation |
| --- | --- | --- | --- | --- |
| %s | first | High | Low | x |
| %s | second | High | Low | x |
```
"""


def ids(result: Result) -> list[str]:
    return [record["id"] for record in json.loads(result.text("tdd.json"))["records"]]


def test_markup_around_an_id_is_decoration(make_project: Callable[..., Project]) -> None:
    text = "# T\n\n" + ROWS % ("ID", "**R-1**", "[`R-2`](https://example.org)")
    text += "\n{tdd:risk}`R-1` and {tdd:risk}`R-2`\n"
    result = make_project({"index.md": text}, tdd_documents={}).build()
    assert result.warnings == []
    assert ids(result) == ["R-1", "R-2"]


@pytest.mark.parametrize("header", ["#", "No", "ID"])
def test_numbers_of_rows_name_no_record(make_project: Callable[..., Project], header: str) -> None:
    text = "# T\n\n" + "\n".join([ROWS % (header, "1", "2."), ROWS % (header, "1", "2")])
    result = make_project({"index.md": text}, tdd_documents={}).build()
    assert result.of("tdd.duplicate_record") == []
    assert not {"1", "2", "2."} & set(ids(result))


def test_words_behind_the_name_are_the_caption(make_project: Callable[..., Project]) -> None:
    md = "# T\n\n```{risk-table} Our risks\n- risk: a\n  impact: huge\n  likelihood: low\n"
    md += "  mitigation: m\n```\n"
    rst = "T\n=\n\n.. risk-table:: Our risks\n\n   - risk: a\n     impact: huge\n"
    rst += "     likelihood: low\n     mitigation: m\n"
    for name, text, line in (("index.md", md, 5), ("index.rst", rst, 7)):
        result = make_project({name: text}, tdd_documents={}).build()
        (told,) = result.of("tdd")
        assert told.startswith(f"{name}:{line}: "), told
        assert "Our risks</span>" in result.text()
        assert len(ids(result)) == 1


def test_a_doubled_id_in_a_file_is_told_there(make_project: Callable[..., Project]) -> None:
    row = "- id: X\n  risk: %s\n  impact: low\n  likelihood: low\n  mitigation: m\n"
    files = {
        "index.md": "# T\n\n```{risk-table}\n:file: risks.yaml\n```\n",
        "risks.yaml": row % "a" + row % "b",
    }
    result = make_project(files, tdd_documents={}).build()
    places = [line.partition(": ")[0] for line in result.of("tdd.duplicate_record")]
    assert places == ["risks.yaml:1", "risks.yaml:6"]
    records = json.loads(result.text("tdd.json"))["records"]
    assert {record["path"] for record in records} == {"risks.yaml"}
