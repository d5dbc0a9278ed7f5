"""Tables that fold, and records with a list of fields, in HTML."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import MakeProject

RISKS = """\
- risk: The disk runs full
  impact: high
  likelihood: low
  mitigation: Watch it
"""
DECISION = """\
context: It was slow
decision: |
  One queue:

  - for all
alternatives:
- name: Two queues
  cons: More to run
consequences: Reports wait
"""


def _in_markdown(name: str, title: str, body: str) -> str:
    return f"```{{{name}}} {title}\n{body}```\n"


def _in_rst(name: str, title: str, body: str) -> str:
    lines = "".join(f"   {line}" if line.strip() else line for line in body.splitlines(True))
    return f".. {name}:: {title}\n\n{lines}\n"


SYNTAXES = {
    "pay.md": ("# Payments\n\n", _in_markdown),
    "pay.rst": ("Payments\n========\n\n", _in_rst),
}


def _page(make_project: MakeProject, name: str, *directive: str) -> str:
    title, written = SYNTAXES[name]
    made = make_project({"index.md": "# I\n", name: title + written(*directive)})
    return made.build("html").body("pay")


@pytest.mark.parametrize("name", SYNTAXES)
def test_a_table_holds_the_headings_of_its_columns(make_project: MakeProject, name: str) -> None:
    page = _page(make_project, name, "risk-table", "", RISKS)
    (style,) = re.findall(r'<table style="([^"]*)"[^>]*tdd-fold', page)
    assert unescape(style).split(";") == [
        "--tdd-1:'Risk'",
        "--tdd-2:'Impact'",
        "--tdd-3:'Likelihood'",
        "--tdd-4:'Mitigation'",
    ]


def test_a_heading_can_end_nothing(make_project: MakeProject) -> None:
    kind = """\
name: thing
title: Thing
subject: thing
plural: Things
hint: A thing.
table: true
record: false
sort: thing
register: [thing, document]
fields:
- name: thing
  hint: What it is.
  title: "It's \\\\ ;\\"><b> a"
  required: true
"""
    table = _in_markdown("thing-table", "", "- thing: one\n")
    files = {"index.md": "# I\n\n" + table, "kinds/thing.yaml": kind}
    result = make_project(files).build("html", tdd_kind_path=["kinds"], smartquotes=False)
    page = result.body("index")
    (style,) = re.findall(r'<table style="([^"]*)"', page)
    assert unescape(style) == r"""--tdd-1:'It\'s \\ ;"><b> a'"""
    assert "<b>" not in page


@pytest.mark.parametrize("name", SYNTAXES)
def test_a_record_lists_its_fields(make_project: MakeProject, name: str) -> None:
    page = _page(make_project, name, "decision-record", "One queue", DECISION)
    names = re.findall(r'<dt class="field-\w+">(.*?)<span class="colon">:</span></dt>', page)
    assert names == ["Context", "Decision", "Alternatives considered", "Consequences"]
    bodies = re.findall(r'<dd class="field-\w+">(.*?)</dd>', page, re.S)
    assert [re.sub(r"\s*<[^>]*>\s*", " ", body).split() for body in bodies] == [
        ["It", "was", "slow"],
        ["One", "queue:", "for", "all"],
        ["Two", "queues", "Cons:", "More", "to", "run"],
        ["Reports", "wait"],
    ]


def test_a_record_without_fields_has_no_list(make_project: MakeProject) -> None:
    page = _page(make_project, "pay.md", "question-record", "Who pays?", ":id: Q-1\n")
    assert "tdd-record" in page
    assert "tdd-fields" not in page


def test_what_leads_to_a_record_is_a_field(make_project: MakeProject) -> None:
    component = _in_markdown("component-record", "Ledger", ":id: C-1\n\npurpose: Books\n")
    risk = "- risk: Lost\n  impact: high\n  likelihood: low\n  mitigated-by: C-1\n"
    text = "# I\n\n" + component + "\n" + _in_markdown("risk-table", "", risk)
    page = make_project({"index.md": text}).build("html").body("index")
    assert re.search(r'Mitigates<span class="colon">:</span></dt>\s*<dd[^>]*><p[^>]*><a', page)


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_cells_with_words_as_long_as_lines_are_marked(
    make_project: MakeProject, suffix: str
) -> None:
    """A word of such a length would make its column wider than the page."""
    word = "com.example.payments.settlement.ReconciliationJob"
    body = RISKS.replace("The disk runs full", f"{word} fails")
    head = "```{risk-table}\n" if suffix == "md" else ".. risk-table::\n\n"
    lines = body if suffix == "md" else "".join(f"   {line}\n" for line in body.splitlines())
    tail = "```\n" if suffix == "md" else ""
    title = "# Risks\n\n" if suffix == "md" else "Risks\n=====\n\n"
    page = f"{title}{head}{lines}{tail}"
    html = make_project({f"index.{suffix}": page}).build().text("index")
    cells = re.findall(r"<td([^>]*)>(.*?)</td>", html, re.S)
    assert [word in text for _, text in cells] == ["tdd-long" in a for a, _ in cells]
    assert word in html
