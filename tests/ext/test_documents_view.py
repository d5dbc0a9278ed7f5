"""`tdd-documents`: which documents, what is said of each, and when its page is written again."""

from __future__ import annotations

import re

import pytest

from tests.conftest import MakeProject, Project, Result
from tests.ext.pages import figures_in, tables_in
from tests.ext.test_documents import report

TEMPLATE = """
    id: small
    sections:
      - title: Overview
      - title: Costs
      - title: Risks
"""
PAY = """
    ---
    status: review
    owner: Ada
    version: "1.2"
    ---
    # Payments

    ## Overview

    Money moves.

    ## Costs

    None yet, as it is built by the team itself.

    ## Risks

    ```{risk-table}
    - id: PAY-1
      risk: It is slow
      impact: medium
      likelihood: medium
      mitigation: Caching
    - id: PAY-2
      risk: It pays *twice*
      impact: high
      likelihood: high
      mitigation: A key
      status: closed
    ```
"""
LEDGER = """
    :status: draft

    Ledger
    ======

    Overview
    --------

    It books.

    Risks
    -----

    .. risk-record:: Books are lost

       impact: high
       likelihood: high
       mitigation: Copies
"""
LIST = "# List\n\n```{tdd-documents}\n```\n"
INDEX = "# Home\n\n```{toctree}\n:glob:\n\n*\ndesigns/*\n```\n"
FILES = {
    "index.md": INDEX,
    "list.md": LIST,
    "designs/pay.md": PAY,
    "designs/ledger.rst": LEDGER,
    "own/small.yaml": TEMPLATE,
}
CONF = {
    "tdd_documents": {"designs/*": "small"},
    "tdd_template_path": ["own"],
    "copyright": "the team",
    "version": "1",
}


def project_of(make_project: MakeProject, page: str = LIST, suffix: str = "md") -> Project:
    files = {name: text for name, text in FILES.items() if name != "list.md"}
    return make_project({**files, f"list.{suffix}": page}, **CONF)


def rows(result: Result, docname: str = "list") -> list[list[str]]:
    """The cells of the last table of a page, its head among them, without its foot."""
    *found, foot = tables_in(result.body(docname))[-1]
    assert foot[0] == "All"
    return found


def titles(result: Result) -> list[str]:
    """The titles of the documents that are shown."""
    found = tables_in(result.body("list"))
    return [row[0].rpartition(": ")[2] for row in found[-1][1:-1]] if found else []


def written(result: Result) -> set[str]:
    """The pages that a build wrote."""
    return set(re.findall(r"writing output\.\.\. \[.*?\] (\S+)", result.status))


DIRECTIVES = {
    "md": "# List\n\n```{{tdd-documents}}\n{}\n```\n",
    "rst": "List\n====\n\n.. tdd-documents::\n{}\n",
}


def page_of(suffix: str, **options: str) -> str:
    lines = [f":{name.replace('_', '-')}: {value}".rstrip() for name, value in options.items()]
    indent = "   " if suffix == "rst" else ""
    return DIRECTIVES[suffix].format("\n".join(indent + line for line in lines))


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_all_that_is_said_of_a_document(make_project: MakeProject, suffix: str) -> None:
    result = project_of(make_project, page_of(suffix), suffix).build()
    assert rows(result) == [
        [
            "Document", "Template", "Status", "Version", "Owner", "Sections filled", "Findings",
            "Top risk",
        ],
        [
            "draft with gaps: Ledger", "small", "Draft", "", "", "2 of 3", "1",
            "High Books are lost",
        ],
        [
            "complete: Payments", "small", "Review", "1.2", "Ada", "3 of 3", "0",
            "Medium It is slow",
        ],
    ]  # fmt: skip
    assert tables_in(result.body("list"))[-1][-1][5:7] == ["5 of 6", "1"]
    assert not result.others


def test_links_lead_to_documents_and_risks(make_project: MakeProject) -> None:
    body = project_of(make_project).build().body("list")
    assert 'href="designs/pay.html"' in body
    assert 'href="designs/pay.html#risk-PAY-1"' in body
    assert re.search(r'<progress [^>]*value="2" max="3" aria-hidden="true"></progress>', body)


def test_numbers_lead_to_their_places(make_project: MakeProject) -> None:
    project = project_of(make_project)
    project.write("all.md", "# All\n\n```{tdd-coverage}\n```\n\n```{tdd-report}\n```\n")
    result = project.build()
    body = result.body("list")
    assert figures_in(body) == [
        ("2 documents", "#tdd-documents-1"),
        ("1 complete", "#tdd-documents-1-2"),
        ("1 draft with gaps", "#tdd-documents-1-1"),
        ("83 % 5 of 6 sections filled", "all.html#tdd-coverage-1"),
        ("1 finding", "all.html#tdd-report-2"),
        ("1 with top risk high", "#tdd-documents-1-1"),
    ]
    for _words, target in figures_in(body):
        page, _, anchor = target.partition("#")
        assert f'id="{anchor}"' in (result.body(page.removesuffix(".html")) if page else body)


def test_a_draft_that_is_told_gently_is_complete_so_far(make_project: MakeProject) -> None:
    """The report counts it as complete; a reader sees that it lacks something all the same."""
    gently = {"draft": "info"}
    result = project_of(make_project).build(tdd_severity_by_status=gently)
    assert not result.of("tdd.")
    assert report(result)["summary"]["complete"] == 2
    body = result.body("list")
    assert [words for words, _ in figures_in(body)][1:3] == ["1 complete", "1 complete so far"]
    assert "2 documents, 1 complete, 1 complete so far" in body
    assert any(row[0] == "complete so far: Ledger" for row in rows(result))


def test_rows_have_the_tags_that_numbers_ask_for(make_project: MakeProject) -> None:
    body = project_of(make_project).build().body("list")
    assert re.findall(r' data-tags="([^"]*)"', body) == [
        "#draft-with-gaps #draft #small #high",
        "#complete #review #small #medium",
    ]
    tags = {tag for each in re.findall(r'data-tags="([^"]*)"', body) for tag in each.split()}
    assert set(re.findall(r' data-tag="([^"]*)"', body)) <= tags


def test_a_status_that_is_called_like_a_state_has_a_tag_of_its_own(
    make_project: MakeProject,
) -> None:
    """A number shows what it counts alone: a document of status *complete* may have gaps."""
    project = project_of(make_project)
    project.write("designs/ledger.rst", LEDGER.replace("draft", "complete"))
    body = project.build().body("list")
    assert re.findall(r' data-tags="([^"]*)"', body) == [
        "#with-gaps #status-complete #small #high",
        "#complete #review #small #medium",
    ]
    assert '<a href="#tdd-documents-1-2" data-tag="#complete"><b' in body


def test_what_informs_alone_is_counted_beside_the_findings(make_project: MakeProject) -> None:
    """A report counts both together: from the two numbers a reader sees why."""
    body = project_of(make_project).build(tdd_severity_by_status={"draft": "info"}).body("list")
    assert "0 findings (+1 info)" in [words for words, _ in figures_in(body)]
    *_, foot = tables_in(body)[-1]
    assert foot[0] == "All" and "0 (+1 info)" in foot


def test_a_status_is_a_badge_as_on_banners(make_project: MakeProject) -> None:
    body = project_of(make_project).build(tdd_document_banner="all").body
    badge = '<span class="tdd-status tdd-status-review">Review</span>'
    assert badge in body("list") and badge in body("designs/pay")


def test_many_documents_are_told_by_template_and_status(make_project: MakeProject) -> None:
    project = project_of(make_project)
    for number in range(20):
        status = "---\nstatus: draft\n---\n" if number % 2 else ""
        project.write(f"designs/x{number:02}.md", f"{status}# X{number}\n\n## Overview\n\nText.\n")
    by_status, listed = tables_in(project.build().body("list"))
    assert by_status == [
        ["Status", "Documents", "Complete", "Findings"],
        ["Draft", "11", "0", "21"],
        ["Review", "1", "1", "0"],
        ["–", "10", "0", "20"],
    ]
    assert len(listed) == 1 + 22 + 1


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", 'a" onclick="b', "A & B"])
def test_what_writers_say_is_text(make_project: MakeProject, text: str) -> None:
    project = project_of(make_project)
    project.replace("designs/ledger.rst", "status: draft", f"status: draft\n:owner: {text}")
    result = project.build()
    assert rows(result)[1][4].replace("”", '"').replace("“", '"') == text
    assert "<script>alert" not in result.body("list")


@pytest.mark.parametrize("suffix", ["md", "rst"])
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"status": "Draft, approved"}, ["Ledger"]),
        ({"template": "other"}, []),
        ({"template": "small"}, ["Ledger", "Payments"]),
        ({"documents": "designs/p*"}, ["Payments"]),
        ({"sort": "-title"}, ["Payments", "Ledger"]),
        ({"sort": "-complete"}, ["Payments", "Ledger"]),
        ({"sort": "findings"}, ["Payments", "Ledger"]),
        ({"sort": "-status"}, ["Payments", "Ledger"]),
        ({"sort": "risk"}, ["Payments", "Ledger"]),
        ({"sort": "owner desc"}, ["Payments", "Ledger"]),
        ({"sort": "-findings", "limit": "1"}, ["Ledger"]),
        ({"all": "", "sort": "title"}, ["Home", "Ledger", "List", "Payments"]),
    ],
)
def test_options(
    make_project: MakeProject, options: dict[str, str], expected: list[str], suffix: str
) -> None:
    result = project_of(make_project, page_of(suffix, **options), suffix).build()
    assert not result.of("tdd.register")
    assert titles(result) == expected


def test_columns_and_caption(make_project: MakeProject) -> None:
    page = page_of("md", columns="Document, findings", caption="All of them")
    project = project_of(make_project, page)
    result = project.build()
    assert rows(result)[0] == ["Document", "Findings"]
    assert "<caption>All of them</caption>" in result.body("list")
    assert "All of them" in project.build("text").text("list.txt")


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (":sort: findigs", "there is no column 'findigs'; did you mean 'findings'?"),
        (":columns: colour", "there is no column 'colour'; there are title, template"),
        (":limit: 0", "'0' is no number from 1 on"),
        (":all: of them", "takes no value, not 'of them'"),
        (":status: ,", "names nothing"),
        (":statsu: draft", "'tdd-documents' has no option 'statsu'; did you mean 'status'?"),
    ],
)
def test_what_can_not_be_used_is_told(make_project: MakeProject, option: str, told: str) -> None:
    page = f"# List\n\n```{{tdd-documents}}\n{option}\n```\n"
    result = project_of(make_project, page).build()
    assert [
        line
        for line in result.warnings
        if line.startswith("source/list.md:4: ") or "list.md:4" in line
    ]
    assert told in result.stderr
    assert len(rows(result)) == 3  # what is good is shown


def test_without_a_checked_document(make_project: MakeProject) -> None:
    result = make_project({"index.md": LIST}, tdd_documents={}).build()
    assert "no document follows a template" in result.body()
    assert "<table" not in result.body()


@pytest.mark.parametrize("builder", ["text", "man", "latex", "epub", "singlehtml", "dirhtml"])
def test_other_writers(make_project: MakeProject, builder: str) -> None:
    project = project_of(make_project)
    conf = {"man_pages": [("index", "x", "x", ["x"], 1)]} if builder == "man" else {}
    result = project.build(builder, **conf)
    assert not result.others
    if builder == "text":
        assert "2 of 3 (66\N{NO-BREAK SPACE}%)" in result.text("list.txt")


def test_the_page_is_written_again_when_what_it_shows_changes(make_project: MakeProject) -> None:
    project = project_of(make_project)
    project.build()
    edits = [
        ("designs/pay.md", "owner: Ada", "owner: Grace"),
        ("designs/pay.md", 'version: "1.2"', 'version: "1.3"'),
        ("designs/pay.md", "status: review", "status: approved"),
        ("designs/pay.md", "# Payments", "# Paying"),
        ("designs/pay.md", "likelihood: medium", "likelihood: high"),
        ("designs/pay.md", "It is slow", "It is very slow"),
        ("designs/pay.md", "Money moves.", "[What it does]"),
        ("own/small.yaml", "- title: Costs", "- title: Spending"),
    ]
    for name, old, new in edits:
        project.replace(name, old, new)
        incremental = project.build()
        assert "list" in written(incremental), old
        body, shown = incremental.body("list"), rows(incremental)
        clean = project.build(doctrees="clean", fresh=True)
        assert (body, shown) == (clean.body("list"), rows(clean)), old
    assert "list" not in written(project.build(doctrees="clean"))


def test_the_page_stays_when_what_it_shows_does(make_project: MakeProject) -> None:
    project = project_of(make_project)
    project.build()
    project.replace("designs/pay.md", "Money moves.", "Money moves fast.")
    assert "list" not in written(project.build())


def test_another_template_for_a_document_is_seen(make_project: MakeProject) -> None:
    project = project_of(make_project)
    project.write("own/same.yaml", TEMPLATE.replace("small", "same"))
    project.build()
    result = project.build(tdd_documents={"designs/pay": "same", "designs/*": "small"})
    assert ["complete: Payments", "same"] in [row[:2] for row in rows(result)]
    assert ">same<" in result.body("list")


# -- the files beside the pages --------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (True, ["tdd-badge.json", "tdd-summary.md", "tdd.json"]),
        (
            "out/designs.json",
            ["out/designs-badge.json", "out/designs-summary.md", "out/designs.json"],
        ),
        (False, []),
    ],
)
@pytest.mark.parametrize("builder", ["html", "text"])
def test_reports_beside_the_pages(
    make_project: MakeProject, wanted: bool | str, names: list[str], builder: str
) -> None:
    project = project_of(make_project)
    result = project.build(builder, tdd_json=wanted)
    found = [p for suffix in ("json", "md") for p in result.outdir.rglob(f"*.{suffix}")]
    assert sorted(p.relative_to(result.outdir).as_posix() for p in found) == names
    times = {path: path.stat().st_mtime_ns for path in found}
    project.build(builder, tdd_json=wanted)
    assert {path: path.stat().st_mtime_ns for path in found} == times
    if wanted:
        summary = next(p for p in found if p.suffix == ".md").read_text(encoding="utf-8")
        assert "**1 of 2 documents complete**, 5 of 6 sections filled" in summary
        assert "- **High**: Books are lost, in Ledger" in summary


def test_reports_are_kept_out_of_an_epub(make_project: MakeProject) -> None:
    project = project_of(make_project)
    project.build("epub")
    again = project.build("epub")
    assert not again.others
    assert "tdd" not in (again.outdir / "content.opf").read_text(encoding="utf-8").replace(
        "tdd.css", ""
    )
