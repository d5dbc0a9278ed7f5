"""New documents from template documents: their text, under another title."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_tdd.cli import main
from tests.cli.isolated import isolated

__all__ = ["isolated"]

MARKDOWN = "# [Title]\r\n\r\n% Keep it short.\r\n\r\n## Goals\r\n\r\n[What it is for]\r\n"
RST = (
    "..\n   A licence.\n\n=====================\n Title of your spec\n=====================\n\n"
    "Problem\n=======\n\nSay what is wrong.\n"
)


@pytest.fixture
def project(isolated: Path) -> Path:
    (isolated / "conf.py").write_text('extensions = ["myst_parser", "sphinx_tdd"]\n', "utf-8")
    (isolated / "specs").mkdir()
    (isolated / "specs" / "template.md").write_bytes(MARKDOWN.encode())
    (isolated / "specs" / "template.rst").write_text(RST, "utf-8")
    return isolated


def test_markdown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--set", "owner=Ann"]
    assert main(["new", "specs/template.md", "specs/a.md", "--title", "Keep", *given]) == 0
    assert capsys.readouterr().out == (
        "specs/a.md: a copy of specs/template.md under its own title\n"
    )
    top = "---\r\ntdd-template: specs/template.md\r\nowner: Ann\r\n---\r\n\r\n"
    text = (project / "specs" / "a.md").read_bytes().decode()
    assert text == top + MARKDOWN.replace("[Title]", "Keep")
    assert main(["check", "specs/a.md"]) == 1
    assert "template text left in: '[What it is for]'" in capsys.readouterr().out


def test_fields_come_behind_those_that_are_there(project: Path) -> None:
    template = project / "specs" / "template.md"
    template.write_text("---\nowner: team\n---\n\n# [Title]\n\n## Goals\n", "utf-8")
    assert main(["new", "specs/template.md", "specs/keep-it.md", "--set", "owner=Ann"]) == 0
    assert (project / "specs" / "keep-it.md").read_text("utf-8") == (
        "---\nowner: team\ntdd-template: specs/template.md\n---\n\n# Keep it\n\n## Goals\n"
    )


def test_restructuredtext(project: Path) -> None:
    assert main(["new", "specs/template.rst", "specs/keep-it-for-a-long-time.rst"]) == 0
    text = (project / "specs" / "keep-it-for-a-long-time.rst").read_text("utf-8")
    line = "=" * 25
    title = f"{line}\n Keep it for a long time\n{line}\n"
    old = "=====================\n Title of your spec\n=====================\n"
    assert text == ":tdd-template: specs/template.rst\n\n" + RST.replace(old, title)


def test_in_the_other_syntax_it_is_written_anew(project: Path) -> None:
    assert main(["new", "specs/template.rst", "specs/keep.md", "--date", "2026-03-04"]) == 0
    text = (project / "specs" / "keep.md").read_text("utf-8")
    assert text.startswith(
        "---\ntdd-template: specs/template.rst\ndate: 2026-03-04\n---\n\n# Keep\n\n## Problem\n"
    )
