"""One fault is told once, by the template's finding or by the record's, not by both."""

from __future__ import annotations

import pytest

from tests.conftest import MakeProject

CONF = {
    "tdd_documents": {"index": "design-doc"},
    "tdd_severity": {"missing_section": "off", "empty_section": "off"},
}
HEAD = "# D\n\n## Risks and Mitigations\n\n```{risk-table}\n"


@pytest.mark.parametrize(
    ("rows", "rules"),
    [
        ("- risk: A\n  impact: low\n  likelihood: low\n", ["missing_column"]),
        (
            "- risk: A\n  impact: High/Medium/Low\n  likelihood: low\n  mitigation: M\n",
            ["placeholder"],
        ),
        ("- risk: A\n  impact: TBD\n  likelihood: low\n  mitigation: M\n", ["placeholder"]),
        ("- risk: A\n  impact: huge\n  likelihood: low\n  mitigation: M\n", ["record_value"]),
        (
            "- risk: A\n  impact: low\n  likelihood: low\n  mitigation: M\n"
            "- risk: B\n  impact: low\n  likelihood: low\n",
            ["record_missing_field"],
        ),
    ],
)
def test_one_fault_one_finding(make_project: MakeProject, rows: str, rules: list[str]) -> None:
    result = make_project({"index.md": f"{HEAD}{rows}```\n"}, **CONF).build("dummy")
    assert [line.rpartition("[tdd.")[2].rstrip("]") for line in result.warnings] == rules
