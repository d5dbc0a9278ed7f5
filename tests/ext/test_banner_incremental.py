"""When a page is written again for its banner: where that says something else, and never else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MakeProject, Project, Result
from tests.ext.test_banner import ALL, FILES, TEMPLATE, said
from tests.ext.test_stale import stamps, written

RISKS = """
    ## Risks

    ```{risk-table}
    - id: PAY-1
      risk: It pays twice
      impact: high
      likelihood: low
      mitigation: A key
      mitigated-by: ADR-1
    ```
"""
DECISIONS = """
    # Decisions

    ```{decision-table}
    - id: ADR-1
      title: A key for each payment
      decision: Each has one.
    ```
"""
MORE = {"decisions.md": DECISIONS, "index.md": FILES["index.md"].replace("notes", "*")}
Edit = Callable[[Project], dict[str, Any]]


def swap(name: str, old: str, new: str) -> Edit:
    def edit(project: Project) -> dict[str, Any]:
        project.replace(name, old, new)
        return {}

    return edit


def say(**conf: Any) -> Edit:
    return lambda project: conf


INDEX = {"index"}
"""Sphinx writes it where it writes anything."""

EDITS: dict[str, tuple[Edit, set[str]]] = {
    "nothing": (say(), set()),
    "a section more": (
        swap("own/small.yaml", "- title: Costs", "- title: Costs\n  - title: Plan"),
        {"pay", "ledger"},
    ),
    "a section more that nobody owes": (
        swap(
            "own/small.yaml",
            "- title: Costs",
            "- title: Costs\n  - {title: Plan, required: false}",
        ),
        set(),
    ),
    "a section that one of them has": (
        swap("own/small.yaml", "- title: Costs", "- {title: Costs, required: approved}"),
        {"ledger"},
    ),
    "the title of the template": (
        swap("own/small.yaml", "title: Small designs", "title: Designs"),
        {"pay", "ledger"},
    ),
    "a hint in the template": (
        swap("own/small.yaml", "title: Small designs", "title: Small designs\nhint: For all."),
        set(),
    ),
    "a severity": (say(tdd_severity={"placeholder": "error"}), {"ledger"}),
    "a severity of what nobody does": (say(tdd_severity={"one_of": "error"}), set()),
    "drafts are told gently": (say(tdd_severity_by_status={"draft": "info"}), {"ledger"}),
    "a record elsewhere": (swap("decisions.md", "ADR-1", "ADR-2"), {"pay", "decisions"}),
    "prose elsewhere": (swap("notes.md", "nothing", "none"), {"notes"}),
    "only those that owe": (say(tdd_document_banner="incomplete"), {"pay"}),
    "none": (say(tdd_document_banner="none"), {"pay", "ledger"}),
    "another answer": (say(tdd_empty_answers=["Nothing"]), set()),
    "its status": (swap("designs/ledger.rst", "draft", "review"), {"ledger"}),
    "its own word": (
        swap("designs/pay.md", "owner:", "tdd-banner: none\nowner:"),
        {"pay"},
    ),
}


def project_of(make_project: MakeProject) -> Project:
    project = make_project({**FILES, **MORE}, **ALL)
    path = project.source / "designs/pay.md"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + "\n" + "\n".join(line[4:] for line in RISKS.splitlines()), "utf-8")
    return project


def bodies(result: Result) -> dict[str, str]:
    return {name: result.body(name) for name in sorted(result.app.env.found_docs)}


@pytest.mark.parametrize("jobs", [0, 2])
@pytest.mark.parametrize("name", EDITS)
def test_exactly_the_pages_that_show_it(make_project: MakeProject, name: str, jobs: int) -> None:
    edit, expected = EDITS[name]
    project = project_of(make_project)
    before = stamps(project.build(parallel=jobs))
    conf = edit(project)
    result = project.build(parallel=jobs, **conf)
    assert written(before, result) - INDEX == expected
    clean = project.beside("clean").build(parallel=jobs, **conf)
    assert bodies(result) == bodies(clean)
    before = stamps(result)
    assert not written(before, project.build(parallel=jobs, **conf))


def test_turned_on_and_off(make_project: MakeProject) -> None:
    project = project_of(make_project)
    first = project.build(tdd_document_banner="none")
    before = stamps(first)
    for wanted in ("all", "none", "all"):
        result = project.build(tdd_document_banner=wanted)
        assert written(before, result) - INDEX == {"pay", "ledger"}
        assert "0 added, 0 changed, 0 removed" in result.status
        before = stamps(result)


def test_each_output_folder_by_itself(make_project: MakeProject) -> None:
    """The text has no banners: where they alone change, nothing of it is written again."""
    project = project_of(make_project)
    for builder in ("html", "text"):
        project.build(builder, doctrees="shared")
    project.replace("own/small.yaml", "- title: Costs", "- title: Costs\n  - title: Plan")
    text = project.build("text", doctrees="shared")
    assert "writing output... [" not in text.status
    result = project.build(doctrees="shared")
    assert "'Plan'" in said(result, "designs/pay")


def test_a_design_over_many_pages(make_project: MakeProject) -> None:
    files = {
        "index.md": "# Home\n\n```{toctree}\ndesigns/pay/index\n```\n",
        "designs/pay/index.md": "# Pay\n\n```{toctree}\noverview\ncosts\n```\n",
        "designs/pay/overview.md": "# Overview\n\nMoney moves.\n",
        "designs/pay/costs.rst": "Costs\n=====\n\nTBD\n",
        "own/small.yaml": TEMPLATE,
    }
    project = make_project(files, **{**ALL, "tdd_documents": {"designs/*/": "small"}})
    before = project.build()
    assert "1 still owed · 1 of 2" in said(before, "designs/pay/index")
    times = {p: p.stat().st_mtime_ns for p in before.outdir.rglob("*.html")}
    project.replace("designs/pay/costs.rst", "TBD", "None.")
    result = project.build()
    assert "✓ Complete · 2 of 2" in said(result, "designs/pay/index")
    same = {
        p.relative_to(result.outdir).as_posix() for p in times if p.stat().st_mtime_ns == times[p]
    }
    assert "designs/pay/overview.html" in same
    assert "designs/pay/index.html" not in same
