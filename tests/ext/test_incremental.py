"""An incremental build tells and shows what a clean one does, whatever was edited before it."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Project, Result

TEMPLATE = """
id: small
sections:
  - title: Overview
  - title: Data Flow
  - title: Risks
    table: [Risk, Impact, Likelihood, Mitigation]
  - title: Decisions
    required: review
"""
STRICTER = TEMPLATE + "  - title: Rollout\n"
PAY = """
---
status: draft
---
# Payments

## Overview

[What it does], see {tdd:risk}`RISK-1`, {tdd:decision}`ADR-2` and {any}`RISK-7`.

## Risks

```{risk-table}
- id: RISK-1
  risk: The processor is down
  impact: high
  likelihood: low
  mitigation: Queue and retry
```
"""
LEDGER = """
:status: approved

Ledger
======

Overview
--------

It books what is captured.

Data Flow
---------

One way.

Risks
-----

.. risk-table::

   - id: RISK-7
     risk: Two bookings of one payment, as :tdd:risk:`RISK-1`
     impact: medium
     likelihood: medium
     mitigation: A key for each

Decisions
---------

.. decision-record:: Book twice
   :id: ADR-1
   :status: superseded

   context: Auditors ask for both sides.

.. decision-record:: Book once
   :id: ADR-2
   :supersedes: ADR-1

   context: Twice was not needed.
"""
PLAIN = "# Notes\n\nNothing that refers to another page.\n"
FILES = {
    "index.md": "# Home\n\n```{toctree}\n:glob:\n\nnotes\ndesigns/*\n```\n",
    "notes.md": PLAIN,
    "designs/pay.md": PAY,
    "designs/ledger.rst": LEDGER,
    "templates/small.yaml": TEMPLATE,
}
CONF = {
    "tdd_documents": {"designs/*": "small"},
    "tdd_template_path": ["templates"],
    "tdd_document_banner": "all",
}

Edit = Callable[[Project], None]


def swap(name: str, old: str, new: str) -> Edit:
    """Replace text where it stands; where it doesn't any more, put it back."""

    def edit(project: Project) -> None:
        path = project.source / name
        if not path.exists():
            return
        text = path.read_text(encoding="utf-8")
        changed = text.replace(old, new) if old in text else text.replace(new, old)
        path.write_text(changed, encoding="utf-8")

    return edit


def add_or_remove(name: str, text: str) -> Edit:
    def edit(project: Project) -> None:
        if (project.source / name).exists():
            project.remove(name)
        else:
            project.write(name, text)

    return edit


def rename(one: str, other: str) -> Edit:
    def edit(project: Project) -> None:
        old, new = project.source / one, project.source / other
        if new.exists():
            old, new = new, old
        if old.exists():
            old.rename(new)

    return edit


EDITS: dict[str, Edit] = {
    "fill": swap("designs/pay.md", "[What it does]", "It takes payments"),
    "section out": swap("designs/ledger.rst", "Data Flow\n---------\n\nOne way.\n", ""),
    "section in": swap("designs/pay.md", "## Risks", "## Data Flow\n\nBoth ways.\n\n## Risks"),
    "retitle record": swap("designs/pay.md", "The processor is down", "The processor is slow"),
    "retitle decision": swap("designs/ledger.rst", "Book once", "Book one side"),
    "another id": swap("designs/pay.md", "id: RISK-1", "id: RISK-9"),
    "supersede": swap("designs/ledger.rst", ":supersedes: ADR-1", ":date: 2026-01-02"),
    "level": swap("designs/pay.md", "likelihood: low", "likelihood: high"),
    "bad value": swap("designs/pay.md", "impact: high", "impact: enormous"),
    "status": swap("designs/pay.md", "status: draft", "status: approved"),
    "template": swap("templates/small.yaml", TEMPLATE.strip(), STRICTER.strip()),
    "broken template": swap("templates/small.yaml", "sections:", "sectoins:"),
    "another document": add_or_remove("designs/more.md", PAY.replace("RISK-1", "RISK-5")),
    "same id": add_or_remove("designs/same.md", PAY),
    "rename": rename("designs/pay.md", "designs/payments.md"),
    "plain page": swap("notes.md", "Nothing", "Not much"),
    "nothing": lambda project: None,
}


def shown(result: Result) -> dict[str, str]:
    """The body of each page, the report, and what was told, but for the folder's own name."""
    pages = {
        path.relative_to(result.outdir).as_posix(): body(path.read_text(encoding="utf-8"))
        for path in sorted(result.outdir.rglob("*.html"))
        if result.app.env.found_docs
        >= {path.relative_to(result.outdir).with_suffix("").as_posix()}
    }
    told = "\n".join(sorted(line for line in result.warnings if "[tdd." in line))
    report = (result.outdir / "tdd.json").read_text(encoding="utf-8")
    return {**pages, "told": told, "report": report}


def body(page: str) -> str:
    """What stands in the theme's main block, without the links to other pages around it."""
    found = re.search(r'<div class="body" role="main">(.*?)<div class="clearer">', page, re.S)
    assert found
    return found[1]


def clean(project: Project, parallel: int = 0) -> Result:
    """A clean build of the same sources beside the incremental one."""
    other = project.output.parent / "clean"
    shutil.rmtree(other, ignore_errors=True)
    beside = Project.__new__(Project)
    beside.source, beside.output, beside.conf = project.source, other, project.conf
    return beside.build(parallel=parallel)


@pytest.mark.parametrize("name", EDITS)
def test_one_edit(name: str, make_project: Callable[..., Project]) -> None:
    project = make_project(FILES, **CONF)
    project.build()
    for _turn in ("there", "and back"):
        EDITS[name](project)
        assert shown(project.build()) == shown(clean(project))


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    database=None,
)
@given(edits=st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=5))
def test_edits_in_any_order(edits: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder) / "project", FILES, CONF)
        project.build()
        for name in edits:
            EDITS[name](project)
            assert shown(project.build()) == shown(clean(project)), edits


def test_serial_and_parallel_are_the_same(make_project: Callable[..., Project]) -> None:
    project = make_project(FILES, **CONF)
    more = {f"designs/d{n}.md": PAY.replace("RISK-1", f"RISK-{n + 20}") for n in range(8)}
    for name, text in more.items():
        project.write(name, text)
    serial, parallel = project.build(), clean(project, parallel=2)
    assert shown(serial) == shown(parallel)
    report = json.loads(shown(serial)["report"])
    assert report["summary"]["documents"] == 10


def test_an_edited_template_reads_no_document(make_project: Callable[..., Project]) -> None:
    project = make_project(FILES, **CONF)
    first = project.build()
    assert "Rollout" not in first.stderr
    EDITS["template"](project)
    second = project.build()
    assert "0 added, 0 changed, 0 removed" in second.status
    assert "missing section 'Rollout'" in second.stderr


def test_a_build_with_nothing_changed_tells_the_same(make_project: Callable[..., Project]) -> None:
    project = make_project(FILES, **CONF)
    first = shown(project.build())
    again = project.build()
    assert "0 added, 0 changed, 0 removed" in again.status
    assert shown(again) == first
    assert "checking designs" not in again.status


def test_pages_that_have_nothing_to_do_with_an_edit_stay(
    make_project: Callable[..., Project],
) -> None:
    project = make_project(FILES, **CONF)
    project.build()
    EDITS["retitle record"](project)
    result = project.build()
    assert "notes" not in re.findall(r"writing output\.\.\. \[.*?\] (\S+)", result.status)
    assert "The processor is slow" in result.text("designs/ledger")


def test_two_clean_builds_are_the_same_to_the_byte(make_project: Callable[..., Project]) -> None:
    project = make_project(FILES, **CONF)

    def files(result: Result) -> dict[str, bytes]:
        return {
            path.relative_to(result.outdir).as_posix(): path.read_bytes()
            for path in result.outdir.rglob("*")
            if path.is_file() and path.suffix in {".html", ".json", ".css"}
        }

    assert files(project.build()) == files(clean(project))
