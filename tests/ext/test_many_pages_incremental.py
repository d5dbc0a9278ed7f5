"""Designs over many pages: an incremental build tells and shows what a clean one does."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import MakeProject, Project
from tests.ext.test_incremental import Edit, add_or_remove, clean, rename, shown, swap

PAY = "designs/payments/"
TEMPLATE = """
id: small
sections:
  - title: Overview
  - title: Architecture
    sections:
      - title: Components
      - title: Data Flow
  - title: Risks
    table: [Risk, Impact, Likelihood, Mitigation]
"""
FILES = {
    "index.md": "# Home\n\n```{toctree}\n:glob:\n\ndesigns/*/index\nviews\n```\n",
    "views.md": (
        "# Views\n\n```{tdd-report}\n```\n\n```{tdd-coverage}\n```\n\n```{tdd-documents}\n:all:\n"
        "```\n\n```{risk-register}\n:columns: id, risk, document-status, document\n```\n"
    ),
    f"{PAY}index.rst": (
        ":status: draft\n\nPayments\n========\n\nIt takes payments.\n\n.. toctree::\n\n"
        "   overview\n   architecture\n   risks\n"
    ),
    f"{PAY}overview.md": "# Overview\n\nAll of it.\n",
    f"{PAY}architecture.rst": (
        "Architecture\n============\n\nIn parts.\n\n.. toctree::\n   :glob:\n   :hidden:\n\n"
        "   parts/*\n"
    ),
    f"{PAY}parts/a.md": "# Components\n\nOne.\n",
    f"{PAY}parts/b.rst": "Data Flow\n=========\n\nOne way.\n",
    f"{PAY}risks.md": (
        "# Risks\n\n```{risk-table}\n- id: R-1\n  risk: Down\n  impact: high\n"
        "  likelihood: low\n  mitigation: Queue\n```\n"
    ),
    "designs/other/index.md": "# Other\n\n## Overview\n\nSo be it.\n",
    "templates/small.yaml": TEMPLATE,
}
CONF: dict[str, Any] = {
    "tdd_documents": {"designs/*/": "small"},
    "tdd_template_path": ["templates"],
    "tdd_document_banner": "all",
}
OWN = "---\ntdd-template: small\n---\n"

EDITS: dict[str, Edit] = {
    "empty a page": swap(f"{PAY}overview.md", "All of it.\n", ""),
    "move text down": swap(f"{PAY}risks.md", "# Risks\n", "% a comment\n\n# Risks\n"),
    "rename a heading": swap(f"{PAY}parts/a.md", "# Components", "# Pieces"),
    "bad value": swap(f"{PAY}risks.md", "impact: high", "impact: enormous"),
    "raise the risk": swap(f"{PAY}risks.md", "likelihood: low", "likelihood: high"),
    "toctree shorter": swap(f"{PAY}index.rst", "   overview\n", ""),
    "toctree in another order": swap(
        f"{PAY}index.rst", "   overview\n   architecture\n", "   architecture\n   overview\n"
    ),
    "page included elsewhere": swap(
        f"{PAY}architecture.rst", "   parts/*", "   parts/*\n   risks"
    ),
    "another page": add_or_remove(f"{PAY}parts/c.md", "# Risks\n\nMore of them: [Name].\n"),
    "a page less": add_or_remove(f"{PAY}parts/b.rst", "Data Flow\n=========\n\nOne way.\n"),
    "rename a page": rename(f"{PAY}parts/a.md", f"{PAY}parts/z.md"),
    "page of its own": swap(f"{PAY}overview.md", "# Overview", f"{OWN}# Overview"),
    "a listed page less": add_or_remove(f"{PAY}overview.md", "# Overview\n\nAll of it.\n"),
    "status": swap(f"{PAY}index.rst", ":status: draft", ":status: approved"),
    "a comment": swap(f"{PAY}risks.md", "# Risks\n", "# Risks\n\n% tdd: ignore placeholder\n"),
    "template": swap("templates/small.yaml", "title: Data Flow", "title: Flow of Control"),
    "index gone": rename(f"{PAY}index.rst", f"{PAY}start.rst"),
    "two designs": swap(
        "designs/other/index.md", "So be it.", "So.\n\n```{toctree}\n../payments/risks\n```"
    ),
    "nothing": lambda project: None,
}


@pytest.mark.parametrize("name", EDITS)
def test_one_edit(name: str, make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    project.build()
    for _turn in ("there", "and back"):
        EDITS[name](project)
        assert shown(project.build()) == shown(clean(project))


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
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


@pytest.mark.parametrize("names", [["nothing"], ["another page", "empty a page", "bad value"]])
def test_serial_and_parallel_are_the_same(names: list[str], make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    for number in range(8):
        text = f"# Part {number}\n\nWords.\n"
        project.write(f"{PAY}parts/p{number}.md", text)
    incremental = project.build(parallel=2)
    for name in names:
        EDITS[name](project)
        incremental = project.build(parallel=2)
    assert shown(incremental) == shown(clean(project)) == shown(clean(project, parallel=2))


def test_an_edit_of_a_page_reads_no_other(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    project.build("text")
    EDITS["empty a page"](project)
    result = project.build("text")
    assert re.findall(r"reading sources\.\.\. \[.*?\] (\S+)", result.status) == [f"{PAY}overview"]
    assert result.of("tdd.empty_section") == [
        f"{PAY}overview.md:1: WARNING: section 'Overview' is empty [tdd.empty_section]"
    ]
    again = project.build("text")
    assert "checking designs" not in again.status
    assert again.of("tdd.") == result.of("tdd.")


def test_an_edited_template_reads_no_page(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    project.build("text")
    EDITS["template"](project)
    result = project.build("text")
    assert "0 added, 0 changed, 0 removed" in result.status
    assert any("missing section 'Flow of Control'" in line for line in result.warnings)


def test_a_document_of_its_own_that_goes(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    project.replace(f"{PAY}index.rst", "   overview\n", "")
    project.write(f"{PAY}all.md", "# Overview\n\n```{toctree}\noverview\n```\n")
    project.replace(f"{PAY}index.rst", "   risks\n", "   risks\n   all\n")
    EDITS["page of its own"](project)
    first = project.build()
    assert f"{PAY}all.md:1: WARNING: section 'Overview' is empty [tdd.empty_section]" not in (
        first.warnings
    )
    project.remove(f"{PAY}overview.md")
    second = project.build()  # Sphinx does not write the list of links again
    found, expected = shown(second), shown(clean(project))
    assert [found[part] for part in ("told", "report")] == [expected["told"], expected["report"]]
    assert f"{PAY}all.md:1: WARNING: section 'Overview' is empty [tdd.empty_section]" in (
        second.warnings
    )
