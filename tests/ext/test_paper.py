"""Tables and records in plain text, manual pages and Info: in lines of 80 characters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils.utils import column_width

from tests.conftest import MakeProject
from tests.docs import trees

MD = """
# Risks

```{risk-table}
:caption: What may go wrong

- id: RISK-1
  risk: The `ledger` is late and nobody notices it for a whole day, or even longer than that
  impact: High
  likelihood: low
  mitigation: |
    Two things:

    - Retry
    - Alert
- id: RISK-2
  risk: 銀行の応答が遅い
  impact: high
  likelihood: high
  mitigation: Wait
```

```{risk-matrix}
```

```{risk-register}
:columns: id, risk, level
:group-by: status
```
"""
RST = """
Risks
=====

.. risk-table::
   :caption: What may go wrong

   - id: RISK-1
     risk: The ``ledger`` is late and nobody notices it for a whole day, or even longer than that
     impact: High
     likelihood: low
     mitigation: |
       Two things:

       - Retry
       - Alert
   - id: RISK-2
     risk: 銀行の応答が遅い
     impact: high
     likelihood: high
     mitigation: Wait

.. risk-matrix::

.. risk-register::
   :columns: id, risk, level
   :group-by: status
"""
SYNTAX = pytest.mark.parametrize("file", [("index.md", MD), ("index.rst", RST)], ids=["md", "rst"])
FOLDED = """
What may go wrong

RISK-1 · Medium risk – The "ledger" is late and nobody notices it for
a whole day, or even longer than that
   Impact: High
   Likelihood: Low
   Mitigation: Two things:

   * Retry

   * Alert

RISK-2 · High risk – 銀行の応答が遅い
   Impact: High
   Likelihood: High
   Mitigation: Wait
"""


@SYNTAX
def test_a_table_too_wide_for_its_lines_is_a_list_in_plain_text(
    make_project: MakeProject, file: tuple[str, str]
) -> None:
    text = make_project(dict([file])).build("text").text("index.txt")
    assert FOLDED in text.replace("**", "")
    assert re.search(r"\| ID +\| Risk +\| Level +\|", text), "one that fits stays a table"
    assert re.search(r"\| Impact: high +\| Medium: RISK-1 +\| High +\| High: RISK-2 +\|", text)


@SYNTAX
def test_a_table_too_wide_for_its_lines_is_a_list_in_a_manual_page(
    make_project: MakeProject, file: tuple[str, str]
) -> None:
    made = make_project(dict([file]), project="P", version="1", author="A").build("man")
    page = (made.outdir / "p.1").read_text(encoding="utf-8")
    assert "\n.br\n\\fBImpact:\\fP High\n.br\n\\fBLikelihood:\\fP Low\n" in page
    assert page.index("\n.B RISK") < page.index("\n.TS\n"), "one that fits stays a table"


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_no_line_of_any_table_is_longer_than_80(tmp_path: Path, suffix: str) -> None:
    made = trees.project(tmp_path, suffix).build("text")
    lines = [
        (path.name, line)
        for path in sorted(made.outdir.glob("snippets/**/*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert sum(line.startswith("+-") for _, line in lines) > 100
    assert [found for found in lines if column_width(found[1]) > 80] == []


def test_an_address_that_fits_no_column_stays_whole(make_project: MakeProject) -> None:
    address = "https://example.org/" + "a" * 38
    table = f"```{{reference-table}}\n- document: Uninterruptible\n  location: {address}\n```\n"
    text = make_project({"index.md": f"# A\n\n{table}"}).build("text").text("index.txt")
    assert f"\nUninterruptible\n   Link: {address}\n" in text


def test_the_groups_of_a_register_look_alike(make_project: MakeProject) -> None:
    rows = [("short", "open"), ("long " * 90, "closed")]
    body = "".join(
        f"- risk: Risk {status}\n  status: {status}\n  mitigation: {text}\n"
        for text, status in rows
    )
    register = "```{risk-register}\n:columns: risk, mitigation\n:group-by: status\n```\n"
    page = f"# A\n\n```{{risk-table}}\n:columns: risk\n\n{body}```\n\n## B\n\n{register}"
    text = make_project({"index.md": page}).build("text").text("index.txt")
    after = text[text.index("\nB\n") :]
    assert "+--" not in after
    assert "Risk open\n   Mitigation: short\n" in after
    assert "\nRisk open\n" not in text[: text.index("\nB\n")], "a table of its own"


def test_a_record_keeps_its_indentation_below_a_list(make_project: MakeProject) -> None:
    page = (
        "# A\n\n```{decision-record} One queue\n:id: ADR-1\n:status: accepted\n\n"
        "context: It was slow\nalternatives:\n- name: Two\n  cons: [dear, slow]\n"
        "consequences: Less\n```\n"
    )
    made = make_project({"index.md": page}, project="P", author="A").build("man")
    text = (made.outdir / "p.1").read_text(encoding="utf-8")
    assert "\\fBOne queue\\fP\n.INDENT 0.0\n.INDENT 3.5\n" in text
    below = text[text.index("slow\n.UNINDENT") : text.index("\\fBConsequences")]
    assert below.count(".UNINDENT") == below.count(".INDENT") + 2, "the lists end, no more"


def test_a_link_of_ours_has_no_address_in_a_manual_page(make_project: MakeProject) -> None:
    page = (
        "# A\n\n```{risk-table}\n- id: RISK-1\n  risk: Late\n  impact: low\n"
        "  likelihood: low\n  mitigation: Wait\n```\n\nSee {tdd:risk}`RISK-1`.\n\n"
        "```{risk-register}\n:columns: id, risk\n```\n"
    )
    made = make_project({"index.md": page}, project="P", author="A").build("man")
    text = (made.outdir / "p.1").read_text(encoding="utf-8")
    assert re.search(r"See RISK\\-1(\\&)?\.\n", text)
    assert "<#" not in text
