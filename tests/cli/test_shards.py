"""A project checked in parts says what it says as a whole, once the parts are joined."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sphinx_tdd.cli import main
from sphinx_tdd.model.finding import RULE_NAMES

_TEMPLATE = """\
id: small
title: A small design
sections:
  - title: Goals
  - title: Costs
"""
_RISK = "```{risk-table}\n- risk: It is slow\n  likelihood: high\n  impact: high\n```\n"
DOCUMENTS = {
    "a/one.md": f"# One\n\n## Goals\n\nTBD\n\n## Risks\n\n{_RISK}",
    "a/two.md": "# Two\n\n## Goals\n\nFast.\n\n## Costs\n\nLow.\n",
    "b/three.rst": "Three\n=====\n\nCosts\n-----\n\nLow.\n",
    "b/four.md": "# Four\n\n## Costs\n\n",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with its documents in a folder, and two patterns of which one matches."""
    docs = tmp_path / "docs"
    (docs / "templates").mkdir(parents=True)
    (docs / "templates" / "small.yaml").write_text(_TEMPLATE, "utf-8")
    (docs / "conf.py").write_text(
        'project = "Shards"\nextensions = ["myst_parser", "sphinx_tdd"]\n'
        'tdd_template_path = ["templates"]\n'
        'tdd_documents = {"[ab]/*": "small"}\n',
        "utf-8",
    )
    for name, text in DOCUMENTS.items():
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(folder: Path, name: str, *paths: str) -> str:
    assert main(["check", *paths, "--source", "docs", "-f", "json", "-o", name]) == 1
    return (folder / name).read_text("utf-8")


def test_parts_that_are_joined_are_the_whole(project: Path) -> None:
    whole = checked(project, "all.json")
    checked(project, "1.json", "docs/a")
    checked(project, "2.json", "docs/b/three.rst", "docs/a/two.md")
    checked(project, "3.json", "docs/b/four.md")
    assert main(["report", "merge", "3.json", "1.json", "2.json", "-o", "joined.json"]) == 0
    assert (project / "joined.json").read_text("utf-8") == whole
    data: dict[str, Any] = json.loads(whole)
    assert [each["path"] for each in data["documents"]] == sorted(DOCUMENTS, key=_docname)
    assert data["summary"]["findings"]
    assert data["records"]


def _docname(path: str) -> str:
    return path.rpartition(".")[0]


def test_formats_for_ci_name_files_from_where_the_command_was_run(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["check", "--source", "docs", "-f", "github", "-f", "sarif", "-o", "x.sarif"]
    assert main(argv) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line.startswith("::warning file=docs/") for line in lines)
    (run,) = json.loads((project / "x.sarif").read_text("utf-8"))["runs"]
    assert len(run["results"]) == len(lines)
    for result in run["results"]:
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert (project / artifact["uri"]).is_file()
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules.keys() - set(RULE_NAMES), "one is a rule of a kind"
    assert all("fullDescription" in rule for rule in rules.values())
