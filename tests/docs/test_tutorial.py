"""The tutorial's steps: what pages show is what the package prints, and no step is forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sphinx_tdd.cli import main

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "steps/own-template"
PAGE = (DOCS / "tutorials/own-template.md").read_text("utf-8")


def _steps(tutorial: str) -> list[str]:
    names = (path.name for path in (DOCS / "steps" / tutorial).iterdir())
    return sorted(names, key=lambda name: int(name.split("-")[0]))


@pytest.mark.parametrize(
    ("tutorial", "hidden"), [("first-design", []), ("own-template", ["8-derived"])]
)
def test_each_step_is_on_the_page(tutorial: str, hidden: list[str]) -> None:
    steps = _steps(tutorial)
    page = (DOCS / f"tutorials/{tutorial}.md").read_text("utf-8")
    assert [int(name.split("-")[0]) for name in steps] == list(range(1, len(steps) + 1))
    assert [name for name in steps if f"steps/{tutorial}/{name} " not in page] == hidden


def test_the_lines_that_a_page_names_are_those_of_the_findings() -> None:
    page = (DOCS / "tutorials/first-design.md").read_text("utf-8")
    written = DOCS / "steps/first-design/2-written/docs/designs/gift-cards.md"
    lines = written.read_text("utf-8").split("\n")
    placed = {
        "TBD": "Line 57 holds",
        "Risks & Mitigation": "After line 65",
        "Plans:**": "At line 68",
    }
    for text, told in placed.items():
        (number,) = (n for n, line in enumerate(lines, 1) if text in line)
        assert told in page
        assert told.split()[-1 if told.startswith(("After", "At")) else 1] == str(number)


def test_the_template_that_is_edited_is_the_one_that_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    template = FOLDER / "1-before/docs/specs/template.rst"
    kept = FOLDER / "8-derived/docs/templates/proposal.yaml"
    assert main(["templates", "derive", "--id", "proposal", str(template)]) == 0
    hint = f"write it anew: templates derive --id proposal … > {kept}"
    assert kept.read_text("utf-8") == capsys.readouterr().out, hint


def test_the_job_runs_what_the_page_has_run() -> None:
    (file,) = (FOLDER / _steps("own-template")[-1] / ".github/workflows").iterdir()
    steps = yaml.safe_load(file.read_text("utf-8"))["jobs"]["docs"]["steps"]
    (build,) = (step["run"] for step in steps if "-m sphinx " in step.get("run", ""))
    shown = re.findall(r"(?m)^python -m sphinx -q -W .*$", PAGE)
    assert build in {command.replace(" -q", "") for command in shown}
