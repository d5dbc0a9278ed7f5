"""`tdd-coverage`: how each section stands in each document, and where its cell leads."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest
from docutils import nodes

from sphinx_tdd.model.outline import usual_anchor
from tests.conftest import MakeProject, Project, Result
from tests.ext.pages import figures_in, tables_in

TEMPLATE = """
    id: small
    title: Small Design
    sections:
      - title: Overview
      - title: Goals
        required: false
      - title: Architecture
        sections:
          - title: Component
            repeat: true
            sections:
              - title: Interfaces
          - title: Data Flow
            items: [Source, Sink]
      - title: Costs
      - title: Security
        sections:
          - title: Authentication
      - title: Risks
"""
PAY = """
    # Payments

    ## 1. Overview

    Money moves.

    ## Architecture

    ### Gateway

    It talks.

    #### Interfaces

    Two of them.

    ### Worker

    It works.

    ### Data Flow

    - **Source:** the shop

    (what-it-costs)=
    ## Costs

    N/A

    ## Security

    ### Authentication

    [How users are known]

    ## Risks
"""
LEDGER = """
    Ledger
    ======

    Overview
    --------

    It books.

    Goals
    -----

    To book.

    Security
    --------

    N/A
"""
INDEX = "# Home\n\n```{toctree}\n:glob:\n\n*\ndesigns/*\n```\n"
CONF = {
    "tdd_documents": {"designs/*": "small"},
    "tdd_template_path": ["own"],
    "copyright": "the team",
    "version": "1",
}
DIRECTIVES = {
    "md": "# List\n\n```{{tdd-coverage}}\n{}\n```\n",
    "rst": "List\n====\n\n.. tdd-coverage::\n{}\n",
}


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


def tables(result: Result) -> list[list[list[str]]]:
    """The cells of each table of the page, without the signs for the eye."""
    return tables_in(result.body("list"))


def links(result: Result) -> dict[tuple[str, str], str]:
    """Where each cell of the body leads, by section and document."""
    head, *rows = re.findall(r"<tr.*?</tr>", result.body("list"), re.S)
    names = [re.sub(r"<[^>]+>|\s", "", cell) for cell in re.findall(r"<th.*?</th>", head, re.S)]
    found = {}
    for row in rows:
        title, *cells = re.findall(r"<t[hd].*?</t[hd]>", row, re.S)
        for name, cell in zip(names[1:], cells, strict=True):
            target = re.search(r'href="([^"]*)"', cell)
            found[re.sub(r"<[^>]+>|\n", "", title), name] = target[1] if target else ""
    return found


ALL = [
    ["Section", "Ledger", "Payments"],
    ["Overview", "filled", "filled"],
    ["Goals", "filled", "not owed"],
    ["Architecture", "missing", "filled"],
    ["Component", "missing", "filled"],
    ["Interfaces", "missing", "in part"],
    ["Data Flow", "missing", "in part"],
    ["Costs", "missing", "N/A"],
    ["Security", "N/A", "placeholder"],
    ["Authentication", "N/A", "placeholder"],
    ["Risks", "missing", "empty"],
]


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_how_each_section_stands(make_project: MakeProject, suffix: str) -> None:
    result = project_of(make_project, suffix).build()
    assert tables(result) == [ALL]
    body = result.body("list")
    assert "<b>Small Design</b>" in body
    assert "2 documents, 7 of 17 sections filled" in body
    assert not result.others


def test_counts_are_those_of_the_report(make_project: MakeProject) -> None:
    """A repeated part counts once; what is in one that is not there is not asked for."""
    result = project_of(make_project).build()
    for document in result.app.env.domains["tdd"].project.report.checked:  # type: ignore[attr-defined]
        stands = [stand for stand, owed in document.coverage.stands if owed]
        assert len(stands) == document.sections.required
        assert sum(stand.is_filled for stand in stands) == document.sections.filled


def test_each_cell_leads_to_the_place(make_project: MakeProject) -> None:
    result = project_of(make_project).build()
    found = links(result)
    assert found["Overview", "Payments"] == "designs/pay.html#overview"
    assert found["Component", "Payments"] == "designs/pay.html#gateway"
    assert found["Costs", "Payments"] == "designs/pay.html#what-it-costs"
    assert found["Goals", "Payments"] == ""  # it is neither owed nor there
    # What is missing leads to the heading after which it belongs; below it, to the same.
    assert found["Architecture", "Ledger"] == "designs/ledger.html#goals"
    assert found["Interfaces", "Ledger"] == "designs/ledger.html#goals"
    assert found["Risks", "Ledger"] == "designs/ledger.html#security"
    for target in filter(None, found.values()):
        page, _, anchor = target.partition("#")
        assert f'id="{anchor}"' in (result.outdir / page).read_text(encoding="utf-8")


def test_places_with_unusual_ids(make_project: MakeProject) -> None:
    project = project_of(make_project)
    project.write(
        "designs/pay.md",
        """
        # Overview

        ## Overview

        Money moves.

        ## Kosten für später (Costs)

        Much.

        ## Risks

        ### Risks

        One.
        """,
    )
    project.replace("own/small.yaml", "title: Costs", "title: Kosten für später (Costs)")
    found = links(project.build())
    assert found["Overview", "Overview"] == "designs/pay.html#id1"
    assert found["Kosten für später (Costs)", "Overview"].endswith("#kosten-fur-spater-costs")


@pytest.mark.parametrize(
    "title", ["Data Flow", "1.2 Data & Flow", "C++ / C#", "Ärger – übel", "2"]
)
def test_the_usual_anchor_is_that_of_docutils(title: str) -> None:
    assert usual_anchor(title) == nodes.make_id(title)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {"depth": "1"},
            [
                ["Section", "Ledger", "Payments"],
                ["Overview", "filled", "filled"],
                ["Goals", "filled", "not owed"],
                ["Architecture", "0 of 3", "2 of 4"],
                ["Costs", "missing", "N/A"],
                ["Security", "2 of 2", "0 of 2"],
                ["Risks", "missing", "empty"],
            ],
        ),
        ({"only": "missing"}, [ALL[0], *ALL[3:8], ALL[10]]),
        ({"only": "Placeholder, empty"}, [ALL[0], *ALL[8:11]]),
        (
            {"documents": "*/pay", "only": "lacking"},
            [[row[0], row[2]] for row in (ALL[0], *ALL[5:7], *ALL[8:11])],
        ),
    ],
)
def test_options(
    make_project: MakeProject, options: dict[str, str], expected: list[list[str]]
) -> None:
    result = project_of(make_project, **options).build()
    assert tables(result) == [expected]
    assert not result.of("tdd.register")


@pytest.mark.parametrize("options", [{"template": "other"}, {"documents": "none/*"}])
def test_no_document(make_project: MakeProject, options: dict[str, str]) -> None:
    result = project_of(make_project, **options).build()
    assert tables(result) == []
    assert "no document follows a template" in result.body("list")


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (":only: mising", "there is no state 'mising'; did you mean 'missing'?"),
        (":depth: deep", "'deep' is no number from 1 on"),
        (":template:", "names nothing"),
        (":colums: a", "'tdd-coverage' has no option 'colums'"),
    ],
)
def test_what_can_not_be_used_is_told(make_project: MakeProject, option: str, told: str) -> None:
    project = project_of(make_project)
    project.write("list.md", f"# List\n\n```{{tdd-coverage}}\n{option}\n```\n")
    result = project.build()
    assert [told in line for line in result.warnings if line.startswith("list.md:4: ")] == [True]
    assert tables(result) == [ALL]


def with_more(project: Project, count: int) -> Project:
    for number in range(count):
        project.write(f"designs/x{number:02}.md", f"# X{number}\n\n## Overview\n\nText.\n")
    return project


def test_many_documents_have_signs_under_numbers(make_project: MakeProject) -> None:
    result = with_more(project_of(make_project), 9).build()
    [table] = tables(result)
    assert table[0] == ["Section", *(str(number + 1) for number in range(11))]
    assert table[3][1:3] == ["Ledger: missing", "Payments: filled"]
    names = re.search(r'<ol class="tdd-cover-names">(.*?)</ol>', result.body("list"))
    assert names and re.findall(r">([^<]+)</a>", names[1])[:3] == ["Ledger", "Payments", "X0"]


def test_on_paper_many_documents_stand_in_several_tables(make_project: MakeProject) -> None:
    result = with_more(project_of(make_project, caption="All"), 9).build("epub")
    found = list(result.resolved("list").findall(nodes.table))
    assert [len(next(table.findall(nodes.row)).children) - 1 for table in found] == [6, 5]
    titles = [node.astext() for node in result.resolved("list").findall(nodes.title)][1:]
    assert titles == ["All (1 of 2)", "All (2 of 2)"]


def test_very_many_documents_are_counted_and_those_that_lack_are_named(
    make_project: MakeProject,
) -> None:
    result = with_more(project_of(make_project), 50).build()
    [table] = tables(result)
    assert table[:3] == [
        ["Section", "Filled", "Lacking"],
        ["Overview", "52 of 52", "–"],
        ["Goals", "1 of 1", "–"],
    ]
    assert table[7][:2] == ["Costs", "1 of 52"]
    assert table[7][2].startswith("51 documents 51 missing: Ledger, X0, X1")
    assert table[7][2].endswith("X38, and 11 more")
    assert 'href="designs/x38.html#overview"' in result.body("list")
    assert "Lacking most often: " in result.body("list")


@pytest.mark.parametrize("builder", ["epub", "text"])
def test_very_many_documents_elsewhere(make_project: MakeProject, builder: str) -> None:
    result = with_more(project_of(make_project), 50).build(builder)
    [table] = result.resolved("list").findall(nodes.table)
    rows = [[cell.astext() for cell in row.children] for row in table.findall(nodes.row)]
    assert rows[7][1:] == [
        "1 of 52",
        "missing: Ledger, X0, X1, X2, X3, X4, X5, X6, X7, X8, and 41 more",
    ]


def test_numbers_lead_to_their_places(make_project: MakeProject) -> None:
    project = project_of(make_project)
    project.write("all.md", "# All\n\n```{tdd-documents}\n```\n\n```{tdd-report}\n```\n")
    body = project.build().body("list")
    assert figures_in(body) == [
        ("41 % 7 of 17 sections filled", "#tdd-coverage-1-1"),
        ("2 documents", "all.html#tdd-documents-1"),
        ("0 with all sections filled", "all.html#tdd-documents-1"),
        ("2 with sections to fill", "all.html#tdd-report-2"),
    ]
    legend = re.search(r'<ul class="tdd-legend">(.*?)</ul>', body, re.S)
    assert legend
    assert re.findall(r'href="#tdd-coverage-1-1-(\d+)">([^<]+)<', legend[1]) == [
        ("1", "4 filled"), ("7", "3 N/A"), ("5", "2 in part"), ("8", "2 placeholder"),
        ("10", "1 empty"), ("3", "5 missing"),
    ]  # fmt: skip


def test_a_template_folds_where_nothing_lacks(make_project: MakeProject) -> None:
    project = project_of(make_project)
    assert re.findall(r"<details[^>]* open>", project.build().body("list"))
    done = project_of_one(make_project)
    assert re.findall(r"<details[^>]*>", done.build().body("list")) == [
        '<details class="tdd-fold" id="tdd-coverage-1-1">'
    ]


def project_of_one(make_project: MakeProject) -> Project:
    files = {
        "index.md": "# Home\n\n```{tdd-coverage}\n```\n\n```{toctree}\nlist\n```\n",
        "list.md": "# One\n\n```{tdd-coverage}\n```\n\n## Costs\n\nNone.\n",
        "own/tiny.yaml": "id: tiny\nsections:\n  - title: Costs\n",
    }
    return make_project(files, tdd_documents={"list": "tiny"}, tdd_template_path=["own"])


def test_rows_have_headers_and_signs_have_words(make_project: MakeProject) -> None:
    body = project_of(make_project).build().body("list")
    assert len(re.findall(r'<th[^>]* scope="row"|<th scope="row"', body)) == len(ALL) - 1
    assert '<span class="tdd-sign" aria-hidden="true">✗</span> ' in body
    assert re.search(r'<td role="cell" class="tdd-cover-lacking"', body)


@pytest.mark.parametrize("builder", ["text", "man", "latex", "epub", "singlehtml"])
def test_other_writers(make_project: MakeProject, builder: str) -> None:
    project = project_of(make_project)
    conf = {"man_pages": [("index", "x", "x", ["x"], 1)]} if builder == "man" else {}
    result = project.build(builder, **conf)
    assert not result.others
    files = {"text": "list.txt", "man": "x.1"}
    if builder in files:
        text = (result.outdir / files[builder]).read_text(encoding="utf-8")
        assert "› › Interfaces" in text
        assert "✓" not in text


def written(result: Result) -> set[str]:
    return set(re.findall(r"writing output\.\.\. \[.*?\] (\S+)", result.status))


EDITS = [
    ("designs/pay.md", "[How users are known]", "By keys."),
    ("designs/pay.md", "# Payments", "# Paying"),
    ("designs/pay.md", "### Gateway", "### Doorway"),
    ("designs/pay.md", "## Costs", "## Cost"),
    ("designs/pay.md", "- **Source:** the shop", "- **Source:** the shop\n- **Sink:** a book"),
    ("own/small.yaml", "title: Small Design", "title: Tiny Design"),
    ("own/small.yaml", "- title: Costs", "- title: Costs and Fees\n    aliases: [Costs, Cost]"),
]


@pytest.mark.parametrize("options", [{}, {"depth": "1"}])
def test_the_page_is_written_again_when_what_it_shows_changes(
    make_project: MakeProject, options: dict[str, str], tmp_path: Path
) -> None:
    project = project_of(make_project, **options)
    project.build()
    seen = []
    for name, old, new in EDITS:
        project.replace(name, old, new)
        incremental = project.build()
        body = incremental.body("list")
        seen.append(("list" in written(incremental), body))
        project_again = Project.__new__(Project)
        project_again.source, project_again.conf = project.source, project.conf
        project_again.output = tmp_path / "clean"
        assert body == project_again.build(fresh=True).body("list"), old
    changed = [body for body, _ in groupby(body for _, body in seen)]
    assert sum(again for again, _ in seen) >= len(changed) - 1
    assert "list" not in written(project.build())


def test_the_page_stays_when_what_it_shows_does(make_project: MakeProject) -> None:
    project = project_of(make_project)
    project.build()
    project.replace("designs/pay.md", "Money moves.", "Money moves fast.")
    assert "list" not in written(project.build())


def test_serial_and_parallel_are_the_same(make_project: MakeProject) -> None:
    project = project_of(make_project)
    for number in range(8):
        project.write(f"designs/x{number}.md", f"# X{number}\n\n## Overview\n\nText.\n")
    project.write("all.md", "# All\n\n```{tdd-documents}\n```\n\n```{tdd-report}\n```\n")
    serial = project.build(fresh=True)
    pages = {name: serial.body(name) for name in ("list", "all")}
    parallel = project.build(fresh=True, parallel=2)
    assert {name: parallel.body(name) for name in ("list", "all")} == pages
