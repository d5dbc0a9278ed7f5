"""The tutorial's steps: what pages show is what the package prints, and no step is forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sphinx_tdd.cli import main

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "steps/own-template"
STEPS = sorted((path.name for path in FOLDER.iterdir()), key=lambda name: int(name.split("-")[0]))
PAGE = (DOCS / "tutorials/own-template.md").read_text("utf-8")


def test_each_step_is_on_the_page() -> None:
    assert [int(name.split("-")[0]) for name in STEPS] == list(range(1, len(STEPS) + 1))
    assert [name for name in STEPS if f"steps/own-template/{name} " not in PAGE] == ["8-derived"]


def test_the_template_that_is_edited_is_the_one_that_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    template = FOLDER / "1-before/docs/specs/template.rst"
    kept = FOLDER / "8-derived/docs/templates/proposal.yaml"
    assert main(["templates", "derive", "--id", "proposal", str(template)]) == 0
    hint = f"write it anew: templates derive --id proposal … > {kept}"
    assert kept.read_text("utf-8") == capsys.readouterr().out, hint


def test_the_job_runs_what_the_page_has_run() -> None:
    (file,) = (FOLDER / STEPS[-1] / ".github/workflows").iterdir()
    steps = yaml.safe_load(file.read_text("utf-8"))["jobs"]["docs"]["steps"]
    (build,) = (step["run"] for step in steps if "-m sphinx " in step.get("run", ""))
    shown = re.findall(r"(?m)^python -m sphinx -q -W .*$", PAGE)
    assert build in {command.replace(" -q", "") for command in shown}
