"""`tdd-report`: the findings by document and by rule, each with its place."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from docutils import nodes

from sphinx_tdd.ext import report_page
from tests.conftest import MakeProject, Project, Result
from tests.ext.pages import figures_in, groups_in, tables_in

TEMPLATE = """
    id: small
    sections:
      - title: Overview
      - title: Costs
      - title: Risks
"""
PAY = """
    # Payments

    ## Overview

    [What it does]

    ## Costs

    Little.

    ## Risks

    ```{risk-table}
    - id: PAY-1
      risk: It is slow
      impact: huge
      likelihood: medium
      mitigation: Caching
    ```
"""
LEDGER = """
    Ledger
    ======

    .. tdd: ignore empty_section "Costs": the team is not paid

    Overview
    --------

    It books.

    Costs
    -----
"""
INDEX = "# Home\n\n```{toctree}\n:glob:\n\n*\ndesigns/*\n```\n"
CONF = {
    "tdd_documents": {"designs/*": "small", "nowhere/*": "small"},
    "tdd_template_path": ["own"],
    "copyright": "the team",
    "version": "1",
}
DIRECTIVES = {
    "md": "# List\n\n```{{tdd-report}}\n{}\n```\n",
    "rst": "List\n====\n\n.. tdd-report::\n{}\n",
}
GLOB = "tdd_documents: the pattern 'nowhere/*' matches no document"
RISKS = "missing section 'Risks': it belongs after 'Costs' (line 11)"
TEXT = "template text left in: '[What it does]'"
HUGE = "'impact': 'huge' is not on the scale low, medium, high"


def page_of(suffix: str, **options: str) -> str:
    lines = [f":{name}: {value}".rstrip() for name, value in options.items()]
    indent = "   " if suffix == "rst" else ""
    return DIRECTIVES[suffix].format("\n".join(indent + line for line in lines))


def project_of(make_project: MakeProject, suffix: str = "md", **options: str) -> Project:
    files = {
        "index.md": INDEX,
        "designs/pay.md": PAY,
        "designs/ledger.rst": LEDGER,
        "own/small.yaml": TEMPLATE,
        f"list.{suffix}": page_of(suffix, **options),
    }
    return make_project(files, **CONF)


def groups(result: Result) -> dict[str, list[list[str]]]:
    """The findings of each group of the page, by its head."""
    return groups_in(result.body("list"))


def text(result: Result) -> str:
    return result.resolved("list").astext()


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_by_document(make_project: MakeProject, suffix: str) -> None:
    result = project_of(make_project, suffix).build()
    assert groups(result) == {
        "The project 1 warning": [["Warning", "–", GLOB, "unmatched_glob"]],
        "Ledger 1 warning": [["Warning", "Risks line 11", RISKS, "missing_section"]],
        "Payments 2 warnings": [
            ["Warning", "Overview line 5", TEXT, "placeholder"],
            ["Warning", "Risks line 16", HUGE, "record_value"],
        ],
    }
    assert not result.others


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_by_rule(make_project: MakeProject, suffix: str) -> None:
    result = project_of(make_project, suffix, by="rule").build()
    assert groups(result) == {
        "missing_section 1 warning": [["Warning", "Ledger: Risks line 11", RISKS, ""]],
        "placeholder 1 warning": [["Warning", "Payments: Overview line 5", TEXT, ""]],
        "record_value 1 warning": [["Warning", "Payments: Risks line 16", HUGE, ""]],
        "unmatched_glob 1 warning": [["Warning", "–", GLOB, ""]],
    }


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_on_paper_each_document_has_a_table(make_project: MakeProject, suffix: str) -> None:
    result = project_of(make_project, suffix).build("epub")
    found = {}
    for table in result.resolved("list").findall(nodes.table):
        rows = [[cell.astext() for cell in row.children] for row in table.findall(nodes.row)]
        found[table.children[0].astext()] = rows[1:]
    assert found["Payments: 2 findings"] == [
        ["Overview, line\N{NO-BREAK SPACE}5", TEXT, "Warning", "placeholder"],
        ["Risks, line\N{NO-BREAK SPACE}16", HUGE, "Warning", "record_value"],
    ]
    assert list(found) == [
        "The project: 1 finding",
        "Ledger: 1 finding",
        "Payments: 2 findings",
    ]


def test_the_rules_are_told_by_how_often(make_project: MakeProject) -> None:
    project = project_of(make_project)
    project.write("designs/more.md", PAY.replace("PAY-1", "MORE-1").replace("huge", "high"))
    [table] = tables_in(project.build().body("list"))
    assert table[:2] == [
        ["Rule", "Findings", "Documents"],
        [
            "placeholder Text of the template was left in: [Goal 1], TBD, High/Med/Low, "
            "an instruction.",
            "2",
            "2",
        ],
    ]
    assert [row[1:] for row in table[2:]] == [["1", "1"]] * 3


def test_numbers_lead_to_their_places(make_project: MakeProject) -> None:
    project = project_of(make_project)
    project.write("all.md", "# All\n\n```{tdd-documents}\n```\n")
    body = project.build(tdd_severity={"placeholder": "error"}).body("list")
    assert figures_in(body) == [
        ("4 findings", "#tdd-report-1-rules"),
        ("1 error", "#tdd-report-1-designs-pay"),
        ("3 warnings", "#tdd-report-1-project"),
        ("2 of 2 documents with findings", "all.html#tdd-documents-1"),
    ]
    for target in re.findall(r'href="#([^"]+)"', body):
        assert f'id="{target}"' in body


def test_documents_with_findings_are_counted_among_those_with_a_template(
    make_project: MakeProject,
) -> None:
    """What is found in others is listed: it makes them none of the documents that are told."""
    project = project_of(make_project)
    for name in ("x", "y"):
        project.write(f"{name}.md", PAY.replace("PAY-1", name))
    body = project.build().body("list")
    assert figures_in(body)[-1][0] == "2 of 2 documents with findings"
    assert 'id="tdd-report-1-x"' in body


def test_what_is_filtered_by_has_tags(make_project: MakeProject) -> None:
    body = project_of(make_project).build().body("list")
    tags = {tag for each in re.findall(r' data-tags="([^"]*)"', body) for tag in each.split()}
    asked = set(re.findall(r' data-tag="([^"]*)"', body))
    assert asked == tags == {
        "#warning", "#placeholder", "#record_value", "#missing_section", "#unmatched_glob",
    }  # fmt: skip


def test_many_findings_fold(make_project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    project = project_of(make_project)
    monkeypatch.setattr(report_page, "OPEN", 2)
    heads = re.findall(r"<details[^>]*?( open)?>", project.build().body("list"))
    assert heads == [" open", " open", ""]
    monkeypatch.setattr(report_page, "MOST", 2)
    result = project.build(fresh=True)
    assert list(groups(result)) == ["The project 1 warning", "Ledger 1 warning"]
    body = result.body("list")
    assert re.search(r'<p class="[^"]*" id="tdd-report-1-designs-pay"><a href="designs/pay', body)
    assert "Of the findings, 2 at most are listed here; tdd.json holds all." in body


def test_links_lead_to_the_sections(make_project: MakeProject) -> None:
    body = project_of(make_project, ignored="").build().body("list")
    # What is missing belongs after "Costs"; so it stands there that it would.
    assert re.search(r'href="designs/ledger.html#costs"[^>]*>Risks<', body)
    assert re.search(r'href="designs/pay.html#overview"[^>]*>Overview<', body)
    assert re.search(r'href="designs/pay.html#risks"[^>]*>Risks<', body)
    assert re.search(r'href="designs/pay.html"', body)


def test_ignored_ones_have_their_reason(make_project: MakeProject) -> None:
    without = project_of(make_project).build()
    assert "is not paid" not in text(without)
    result = project_of(make_project, ignored="").build()
    assert "<caption>Ignored, with the reason that is given</caption>" in result.body("list")
    assert tables_in(result.body("list"))[-1][1:] == [
        ["Ledger", "Costs line 11", "section 'Costs' is empty", "the team is not paid"]
    ]


@pytest.mark.parametrize(
    ("options", "captions", "count"),
    [
        ({"documents": "designs/p*"}, ["Payments 2 warnings"], "2 findings"),
        (
            {"caption": "Gaps", "rule": "placeholder"},
            ["Gaps: Payments 1 warning"],
            "1 finding",
        ),
        ({"rule": "placeholder"}, ["Payments 1 warning"], "1 finding"),
        (
            {"rule": "Record Value, missing-section"},
            ["Ledger 1 warning", "Payments 1 warning"],
            "2 findings",
        ),
        ({"rule": "risk_unowned"}, [], "No findings."),
        ({"severity": "error"}, [], "No findings."),
        (
            {"limit": "2"},
            ["The project 1 warning", "Ledger 1 warning"],
            "2 of 4 findings",
        ),
    ],
)
def test_options(
    make_project: MakeProject, options: dict[str, str], captions: list[str], count: str
) -> None:
    result = project_of(make_project, **options).build()
    assert list(groups(result)) == captions
    body = result.body("list")
    assert count in body or count == figures_in(body)[0][0]
    assert not result.of("tdd.register")


def test_severity_in_words(make_project: MakeProject) -> None:
    project = project_of(make_project, severity="error, info")
    result = project.build(tdd_severity={"placeholder": "error", "missing_section": "info"})
    assert [row[0] for rows in groups(result).values() for row in rows] == ["Info", "Error"]
    assert '<span class="tdd-pill tdd-pill-bad">Error</span>' in result.body("list")


def test_what_is_suppressed_is_left_out(make_project: MakeProject) -> None:
    result = project_of(make_project).build(suppress_warnings=["tdd.placeholder"])
    assert "placeholder" not in text(result)
    assert figures_in(result.body("list"))[0][0] == "3 findings"


def test_nothing_is_lacking(make_project: MakeProject) -> None:
    result = make_project({"index.md": page_of("md")}, tdd_documents={}).build()
    assert "Nothing is lacking." in result.body()
    assert "tdd-figures" not in result.body()
    assert "<table" not in result.body()


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (":by: template", "there is no way to group 'template'; there are document, rule"),
        (":rule: placehodler", "there is no rule 'placehodler'; did you mean 'placeholder'?"),
        (":severity: bad", "there is no severity 'bad'; there are info, warning, error"),
        (":ignored: no", "takes no value, not 'no'"),
        (":limit: few", "'few' is no number from 1 on"),
        (":severtiy: info", "'tdd-report' has no option 'severtiy'; did you mean 'severity'?"),
    ],
)
def test_what_can_not_be_used_is_told(make_project: MakeProject, option: str, told: str) -> None:
    project = project_of(make_project)
    project.write("list.md", f"# List\n\n```{{tdd-report}}\n{option}\n```\n")
    result = project.build()
    assert [told in line for line in result.warnings if line.startswith("list.md:4: ")] == [True]
    # That, too, is a finding, which the page shows of itself.
    assert told in unescape(result.body("list"))


def test_documents_lead_to_their_findings(make_project: MakeProject) -> None:
    project = project_of(make_project)
    project.write("all.md", "# All\n\n```{tdd-documents}\n```\n")
    result = project.build()
    targets = re.findall(r'href="(list.html#[^"]*)"', result.body("all"))
    assert targets == [
        "list.html#tdd-report-1",
        "list.html#tdd-report-1-designs-pay",
        "list.html#tdd-report-1-designs-ledger",
    ]
    for target in targets:
        assert f'id="{target.partition("#")[2]}"' in result.body("list")
    project.write("list.md", page_of("md", by="rule"))
    again = project.build()
    assert "list.html#tdd-report-1-" not in again.body("all")


@pytest.mark.parametrize("name", ["rules", "ignored"])
def test_a_document_called_like_a_part_of_the_page_has_an_id_of_its_own(
    make_project: MakeProject, name: str
) -> None:
    project = project_of(make_project, ignored="")
    project.write(f"{name}.md", PAY.replace("PAY-1", "R-1"))
    body = project.build().body("list")
    found = re.findall(r' id="([^"]+)"', body)
    assert f"tdd-report-1-{name}-2" in found
    assert len(found) == len(set(found))


def test_names_that_differ_in_signs_alone_have_ids_of_their_own(make_project: MakeProject) -> None:
    project = project_of(make_project)
    project.write("designs/pay_x.md", PAY.replace("PAY-1", "X-1"))
    project.write("designs/pay-x.md", PAY.replace("PAY-1", "Y-1"))
    body = project.build().body("list")
    ids = re.findall(r'<details[^>]* id="([^"]*)"', body)
    assert len(ids) == len(set(ids)) == 5


@pytest.mark.parametrize("builder", ["text", "man", "latex", "epub", "singlehtml"])
def test_other_writers(make_project: MakeProject, builder: str) -> None:
    project = project_of(make_project, ignored="")
    conf = {"man_pages": [("index", "x", "x", ["x"], 1)]} if builder == "man" else {}
    result = project.build(builder, **conf)
    assert not result.others
    if builder == "man":  # where links lead nowhere
        assert "<#" not in (result.outdir / "x.1").read_text(encoding="utf-8")


EDITS = [
    ("designs/pay.md", "[What it does]", "\n[What it does]"),
    ("designs/pay.md", "impact: huge", "impact: giant"),
    ("designs/pay.md", "# Payments", "# Paying"),
    ("designs/ledger.rst", "the team is not paid", "nobody is"),
    ("designs/ledger.rst", "\nCosts\n-----\n", ""),
    ("own/small.yaml", "- title: Costs", "- title: Fees"),
]


@pytest.mark.parametrize("options", [{"ignored": ""}, {"by": "rule"}])
def test_the_page_is_written_again_when_what_it_shows_changes(
    make_project: MakeProject, options: dict[str, str], tmp_path: Path
) -> None:
    project = project_of(make_project, **options)
    before = project.build().body("list")
    for name, old, new in EDITS:
        project.replace(name, old, new)
        incremental = project.build()
        beside = Project.__new__(Project)
        beside.source, beside.conf, beside.output = project.source, project.conf, tmp_path / "new"
        assert incremental.body("list") == beside.build(fresh=True).body("list"), old
        if old not in {"the team is not paid"} or "ignored" in options:
            assert incremental.body("list") != before, old
        before = incremental.body("list")
    silent = project.build(tdd_documents={"designs/*": "small"})
    assert "nowhere" not in silent.body("list")
    again = project.build(tdd_documents={"designs/*": "small"})
    assert "list" not in re.findall(r"writing output\.\.\. \[.*?\] (\S+)", again.status)
