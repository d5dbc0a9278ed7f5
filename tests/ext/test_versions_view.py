"""`tdd-versions`: which versions are followed, and what documents would owe under another."""

from __future__ import annotations

import re
from typing import Any

import pytest
from docutils import nodes

from tests.conftest import MakeProject, Project, Result
from tests.ext.pages import figures_in

NOTE = """
    id: note
    version: "3"
    sections:
      - title: Problem
      - title: Cost
        since: 2
        sections:
          - title: Per Month
            since: 3
            table: [Month, Amount]
      - title: Fax
        until: 1
      - title: Team
        since: 3
        items: [Owner, Date]
      - title: Picture
        since: 3
        diagram: true
      - title: Risks
        since: 3
        sections:
          - title: Security
"""
FILES = {
    "index.rst": "Home\n====\n\n.. toctree::\n   :glob:\n\n   list\n   notes/*\n   specs/*/*\n",
    "own/note.yaml": NOTE,
    "notes/one.md": """
        ---
        tdd-template: note@1
        ---
        # One

        ## Problem

        It is slow.

        ## Fax

        Yes.
        """,
    "notes/two.rst": """
        :tdd-template: note@2

        Two
        ===

        Problem
        -------

        It is slow.

        Cost
        ----

        Two days.

        Team
        ----

        :Owner: Ada

        Picture
        -------

        Not drawn yet.
        """,
    "notes/three.md": """
        ---
        tdd-template: note
        ---
        # Three

        ## Problem

        N/A

        ## Cost

        ### Per Month

        N/A

        ## Team

        N/A

        ## Picture

        N/A

        ## Risks

        N/A
        """,
}
OLD = "# Title\n\n## Problem\n\nWhat is wrong?\n"
NEW = OLD + "\n## Rollout\n\nWhen does it go live?\n"
SPECS = {
    "_templates/2025.1.md": OLD,
    "specs/2025.1/pay.rst": "Pay\n===\n\nProblem\n-------\n\nMoney is slow.\n",
}
DIRECTIVES = {
    "md": "# List\n\n```{{tdd-versions}}\n{}\n```\n",
    "rst": "List\n====\n\n.. tdd-versions::\n{}\n",
}
MAPPING = {"specs/{version}/*": "_templates/{version}.md"}
CONF: dict[str, Any] = {
    "tdd_documents": MAPPING,
    "tdd_template_path": ["own"],
    "exclude_patterns": ["_templates"],
    "copyright": "the team",
    "version": "1",
}
SPEC = "_templates/{version}.md"


def page_of(suffix: str, **options: str) -> str:
    lines = [f":{name}: {value}".rstrip() for name, value in options.items()]
    indent = "   " if suffix == "rst" else ""
    return DIRECTIVES[suffix].format("\n".join(indent + line for line in lines))


def project_of(make_project: MakeProject, suffix: str = "md", **options: str) -> Project:
    page = {f"list.{suffix}": page_of(suffix, **options)}
    return make_project({**FILES, **SPECS, **page}, **CONF)


def tables(result: Result) -> dict[str, list[list[str]]]:
    """The rows of each table of the page, without its head, by its caption."""
    found = {}
    for number, table in enumerate(result.resolved("list").findall(nodes.table)):
        rows = list(table.findall(nodes.row))[1:]
        cells = [[cell.astext().replace("\n\n", "; ") for cell in row.children] for row in rows]
        titled = isinstance(table.children[0], nodes.title)
        found[table.children[0].astext() if titled else f"table {number}"] = cells
    return found


def count(result: Result) -> str:
    return list(result.resolved("list").findall(nodes.paragraph))[-1].astext()


ONE = ["One", "1", "Cost (with: Per Month); Team; Picture; Risks (with: Security)"]
TWO = [
    "Two",
    "2",
    "Cost > Per Month; Team > Date (item); Risks (with: Security); Picture (diagram)",
]
NOTES = [["note", "1", "1"], ["", "2", "1"], ["", "3 (newest)", "1"]]


@pytest.mark.parametrize("suffix", ["md", "rst"])
@pytest.mark.parametrize("parallel", [1, 2])
def test_what_it_shows(make_project: MakeProject, suffix: str, parallel: int) -> None:
    result = project_of(make_project, suffix).build(parallel=parallel)
    assert tables(result) == {
        "table 0": [[SPEC, "2025.1 (newest)", "1"], *NOTES],
        "note: to version 3, 2 documents": [ONE, TWO],
    }
    assert count(result) == "4 documents, 2 to migrate"
    assert result.warnings == []


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        ("**", [("4 documents", "#tdd-versions-1"), ("2 to migrate", "#tdd-versions-1-note")]),
        ("specs/*", [("1 document", "#tdd-versions-1"), ("0 to migrate", "")]),
        ("nowhere", []),
    ],
)
def test_numbers_lead_to_their_places(
    make_project: MakeProject, documents: str, said: list[tuple[str, str]]
) -> None:
    body = project_of(make_project, documents=documents).build().body("list")
    assert figures_in(body) == said
    assert all(f'id="{target[1:]}"' in body for _words, target in said if target)


def test_links_lead_to_where_it_belongs(make_project: MakeProject) -> None:
    body = project_of(make_project).build().body("list")
    assert re.search(r'href="notes/one.html#problem"[^>]*><span>Team</span></a></p>', body)
    assert re.search(r'href="notes/two.html#team"[^>]*><span>Team &gt; Date</span></a> \(', body)
    assert re.search(r'href="notes/two.html#cost"[^>]*><span>Cost &gt; Per Month<', body)
    assert 'href="notes/one.html"' in body
    assert 'id="tdd-versions-1"' in body
    assert 'id="tdd-versions-1-note"' in body


@pytest.mark.parametrize(
    ("options", "captions", "said"),
    [
        ({"documents": "specs/*"}, ["table 0"], "1 document, none to migrate"),
        (
            {"documents": "notes/t*", "caption": "Our notes"},
            ["Our notes", "Our notes: note: to version 3, 1 document"],
            "2 documents, 1 to migrate",
        ),
        (
            {"template": "Note"},
            ["table 0", "note: to version 3, 2 documents"],
            "3 documents, 2 to migrate",
        ),
        ({"template": SPEC}, ["table 0"], "1 document, none to migrate"),
        ({"template": "_templates/2025.1.md"}, ["table 0"], "1 document, none to migrate"),
        (
            {"limit": "1"},
            ["table 0", "note: to version 3, 1 document"],
            "4 documents, 2 to migrate, 1 shown",
        ),
        (
            {"template": "letter"},
            [],
            "None of these documents follows a template that has versions.",
        ),
    ],
)
def test_options(
    make_project: MakeProject, options: dict[str, str], captions: list[str], said: str
) -> None:
    result = project_of(make_project, **options).build()
    assert list(tables(result)) == captions
    assert count(result) == said
    assert result.warnings == []


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (":limit: few", "'few' is no number from 1 on"),
        (":template:", "names nothing"),
        (":templat: note", "'tdd-versions' has no option 'templat'; did you mean 'template'?"),
        (":documents: note/*", ":documents: 'note/*' matches no document"),
    ],
)
def test_what_can_not_be_used_is_told(make_project: MakeProject, option: str, told: str) -> None:
    project = project_of(make_project)
    project.write("list.md", f"# List\n\n```{{tdd-versions}}\n{option}\n```\n")
    (line,) = project.build().warnings
    assert line.startswith("list.md:4: ")
    assert told in line


def test_no_versions_at_all(make_project: MakeProject) -> None:
    files = {"index.md": page_of("md"), "_templates/note.md": OLD, "pay.md": OLD}
    documents = {"pay": "_templates/note.md"}
    result = make_project(files, tdd_documents=documents, exclude_patterns=["_templates"]).build()
    assert "No document follows a template that has versions." in result.body()
    assert "<table" not in result.body()


def test_a_version_that_is_to_be_reached(make_project: MakeProject) -> None:
    result = project_of(make_project).build(tdd_target_version="2")
    assert tables(result) == {
        "table 0": [
            [SPEC, "2025.1 (newest)", "1"],
            ["note", "1", "1"],
            ["", "2 (to be reached)", "1"],
            ["", "3 (newest)", "1"],
        ],
        "note: to version 2, 2 documents": [
            ["One", "1", "Cost"],
            ["Three", "3", "nothing more"],
        ],
    }
    assert result.warnings == []


def test_a_target_that_no_template_has(make_project: MakeProject) -> None:
    (line,) = project_of(make_project).build(tdd_target_version="2025.2").warnings
    assert "tdd_target_version: no template that is followed has the version '2025.2'; did" in line


PAGES = ("list", "notes/one", "notes/two", "notes/three", "specs/2025.1/pay")


def stamps(result: Result) -> dict[str, int]:
    """When each page was written, but for the one with the toctree, which Sphinx adds."""
    return {page: (result.outdir / f"{page}.html").stat().st_mtime_ns for page in PAGES}


def written(before: dict[str, int], result: Result) -> list[str]:
    return [page for page, stamp in stamps(result).items() if stamp != before[page]]


@pytest.mark.parametrize("parallel", [1, 2])
def test_a_new_version_writes_the_page_again_and_no_other(
    make_project: MakeProject, parallel: int
) -> None:
    project = project_of(make_project)
    first = stamps(project.build(parallel=parallel))
    assert written(first, project.build(parallel=parallel)) == []
    project.write("_templates/2025.2.md", NEW)
    again = project.build(parallel=parallel)
    assert written(first, again) == ["list"]
    assert "0 added, 0 changed, 0 removed" in again.status
    assert tables(again)[f"{SPEC}: to version 2025.2, 1 document"] == [
        ["Pay", "2025.1", "Rollout"]
    ]
    assert tables(again)["table 0"][:2] == [[SPEC, "2025.1", "1"], ["", "2025.2 (newest)", "0"]]
    project.write("_templates/2025.3.md", NEW)  # with a target of its own, nobody owes more
    fixed = project.build(parallel=parallel, tdd_target_version="2025.2")
    assert tables(fixed)["table 0"][1:3] == [
        ["", "2025.2 (to be reached)", "0"],
        ["", "2025.3 (newest)", "0"],
    ]
    three = stamps(fixed)
    project.remove("_templates/2025.3.md")
    less = project.build(parallel=parallel, tdd_target_version="2025.2")
    assert written(three, less) == ["list"]
    assert tables(less)["table 0"][1] == ["", "2025.2 (newest, to be reached)", "0"]


EDITS = [
    ("own/note.yaml", "- title: Risks\n  ", "- title: Dangers\n  "),
    ("own/note.yaml", 'version: "3"', 'version: "4"'),
    ("notes/one.md", "note@1", "note@2"),
    ("notes/two.rst", "Two\n===", "Too\n==="),
    ("notes/two.rst", ":Owner: Ada", ":Owner: Ada\n:Date: May"),
    ("notes/two.rst", "drawn yet.\n", "drawn yet.\n\nDangers\n-------\n\nNone.\n"),
    ("specs/2025.1/pay.rst", "Pay\n===", "Pay\n===\n\nAll\n---\n\nText.\n"),
]


def test_the_page_is_written_again_when_what_it_shows_changes(make_project: MakeProject) -> None:
    project = project_of(make_project)
    result = project.build()
    before, first = result.body("list"), stamps(result)
    for name, old, new in EDITS:
        project.replace(name, old, new)
        incremental = project.build()
        whole = project.beside("new").build(fresh=True)
        assert incremental.body("list") == whole.body("list"), new
        same = "All" in new
        assert (incremental.body("list") == before) is same, new
        assert ("list" in written(first, incremental)) is not same, new
        before, first = incremental.body("list"), stamps(incremental)


@pytest.mark.parametrize("builder", ["text", "man", "latex", "epub", "singlehtml"])
def test_other_writers(make_project: MakeProject, builder: str) -> None:
    project = project_of(make_project)
    conf = {"man_pages": [("index", "x", "x", ["x"], 1)]} if builder == "man" else {}
    result = project.build(builder, **conf)
    assert not result.warnings
    if builder == "text":
        text = " ".join(result.text("list.txt").replace("|", " ").split())
        assert '"note": to version 3, 2 documents' in text
        assert "Cost (with: Per Month); Team; Picture" in text
    if builder == "man":
        assert "<#" not in (result.outdir / "x.1").read_text(encoding="utf-8")


def test_in_another_language(make_project: MakeProject) -> None:
    body = project_of(make_project).build(language="de").body("list")
    assert "4 Dokumente, 2 umzustellen" in body
    assert "3 (neueste)" in body
    assert "(Punkt)" in body


SORTS = """
    id: sorts
    versions: [1, 2]
    fields: [reviewer]
    one_of: [[Ideas, Options]]
    sections:
      - title: Problem
      - title: Ideas
        since: 2
      - title: Options
        since: 2
      - title: Costs
        since: 2
        items: [Owner]
      - title: Money
        since: 2
        table: [Month, Amount]
      - title: More
        since: 2
        table: [Month, Amount]
"""
SORTED = """
    ---
    tdd-template: sorts@1
    ---
    # Pay

    ## Problem

    It is slow.

    ## Costs

    ## Money

    | Month |
    | ----- |
    | May   |

    ## More

    Nothing here.
"""


def test_each_sort_of_what_would_be_owed(make_project: MakeProject) -> None:
    files = {"index.md": SORTED, "own/sorts.yaml": SORTS, "list.md": page_of("md")}
    project = make_project(files, tdd_documents={"list": "none"}, tdd_template_path=["own"])
    result = project.build(suppress_warnings=["toc", "tdd.missing_field"])
    ((_title, _version, owes),) = tables(result)["sorts: to version 2, 1 document"]
    assert owes.split("; ") == [
        "top of the document (one of: Ideas, Options)",
        "Costs (empty)",
        "Money > Amount (column)",
        "More (table: Month, Amount)",
    ]


def test_a_design_over_many_pages(make_project: MakeProject) -> None:
    files = {
        "index.md": "# Home\n\n```{toctree}\nlist\npay/index\n```\n",
        "list.md": page_of("md", documents="pay/cost"),
        "own/note.yaml": NOTE,
        "pay/index.md": "# Pay\n\n## Problem\n\nSlow.\n\n```{toctree}\ncost\n```\n",
        "pay/cost.md": "# Cost\n\nTwo days.\n",
    }
    project = make_project(files, tdd_documents={"pay/": "note@2"}, tdd_template_path=["own"])
    body = project.build().body("list")
    assert re.search(r'href="pay/cost.html(#cost)?"[^>]*><span>Cost &gt; Per Month<', body)
