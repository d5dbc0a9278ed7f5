"""`new`: a document to begin with."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from sphinx_tdd.cli import main
from sphinx_tdd.cli.new import title_of
from tests.cli.isolated import isolated

__all__ = ["isolated"]

TODAY = ("--date", "2026-03-04", "--author", "Ann Lee")


def test_it_writes_markdown(isolated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "concise-design", "0042-refund-tool.md", *TODAY]) == 0
    text = Path("0042-refund-tool.md").read_text("utf-8")
    assert text.startswith(
        "---\ntdd-template: concise-design\nauthor: Ann Lee\nstatus: draft\ndate: 2026-03-04\n"
        "---\n\n# Refund tool\n\n% Suits a small system"
    )
    assert "\n## Introduction\n\n% Place the document" in text
    assert "\n- **Purpose:**\n- **Scope:**\n" in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert capsys.readouterr().out == (
        "0042-refund-tool.md: Concise Design, 11 sections at the top\n"
    )


def test_it_writes_restructuredtext(isolated: Path) -> None:
    given = ["--title", "Where refunds go", "--set", "owner=Payments: all", "--set", "status="]
    assert main(["new", "madr", "a.rst", *TODAY, *given]) == 0
    text = Path("a.rst").read_text("utf-8")
    assert text.startswith(
        ":tdd-template: madr\n:author: Ann Lee\n:date: 2026-03-04\n:owner: Payments: all\n\n"
        "Where refunds go\n================\n\n.. Suits one decision"
    )
    assert ".. alternative-table::" in text


def test_values_that_yaml_takes_for_something_else_are_quoted(isolated: Path) -> None:
    given = [f"--set={name}" for name in ("a=yes", "b=1.10", "c=x: y", "d=#1", 'e=say "so"', "f=")]
    assert main(["new", "madr", "a.md", *TODAY, *given]) == 0
    lines = Path("a.md").read_text("utf-8").split("---")[1].strip().split("\n")
    assert lines[-5:] == ['a: "yes"', 'b: "1.10"', 'c: "x: y"', 'd: "#1"', 'e: "say \\"so\\""']


def test_a_field_that_is_there_takes_what_is_set(isolated: Path) -> None:
    given = ["--set=Date=2020-01-02", "--set=STATUS=accepted", "--title", " "]
    assert main(["new", "madr", "keep-answers.md", *TODAY, *given]) == 0
    text = Path("keep-answers.md").read_text("utf-8")
    assert "\nstatus: accepted\ndate: 2020-01-02\n---\n\n# Keep answers\n" in text


def test_what_is_optional_is_told_or_written(
    isolated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "kep", "a.md", *TODAY]) == 0
    told = capsys.readouterr().out
    assert "; left out, as they are optional: Infrastructure Needed, " in told
    assert told.endswith(" more; --all writes them\n")
    assert told.count(" > ") < 6
    assert main(["new", "kep", "b.md", *TODAY, "--all"]) == 0
    assert "left out" not in capsys.readouterr().out
    assert len(Path("b.md").read_text("utf-8")) > len(Path("a.md").read_text("utf-8"))


def test_a_version(isolated: Path) -> None:
    Path("own.yaml").write_text(
        "id: own\ntitle: Own\nversions: ['1', '2']\nsections:\n  - title: Old\n    until: '1'\n"
        "  - title: New\n    since: '2'\n",
        "utf-8",
    )
    assert main(["new", "own.yaml", "a.md", *TODAY]) == 0
    text = Path("a.md").read_text("utf-8")
    assert "## New" in text
    assert "## Old" not in text


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["desing-doc", "a.md"], "there is no template 'desing-doc'; did you mean 'design-doc'?"),
        (["xyzzy", "a.md"], "there is no template 'xyzzy'; there are adr-nygard, arc42"),
        (["madr@9", "a.md"], "the template 'madr' has no version '9': there are '4'"),
        (["madr", "a.docx"], "a.docx has to end with .md or .rst"),
        (["madr", "there.md"], "there.md is there already; nothing was written"),
        (["madr", "no/folder/a.md"], "there is no folder no/folder; make it first"),
        (["madr", "a.md", "--set", "owner"], "--set 'owner' is not written as NAME=VALUE"),
        (["madr", "a.md", "--language", "xx"], "no names in the language 'xx'; there are de"),
        (["madr", "a.md", "--set", "tdd-template=x"], "--set can't change tdd-template"),
        (["madr", "a.md", "--date", "2026-02-30"], "--date '2026-02-30' is no day, such as 20"),
        (["madr", "a.md", "--date", "today"], "--date 'today' is no day, such as 20"),
        (["gone.yaml", "a.md"], "there is no file gone.yaml"),
        (["broken.yaml", "a.md"], "broken.yaml"),
        (["docs/gone.md", "a.md"], "there is no template document 'docs/gone.md'"),
        (["madr"], "Missing argument 'PATH'"),
    ],
)
def test_what_it_refuses(
    argv: list[str], said: str, isolated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("there.md").write_text("mine\n", "utf-8")
    Path("broken.yaml").write_text("id: broken\n", "utf-8")
    before = sorted(Path().iterdir())
    assert main(["new", *argv]) == 2
    assert said in capsys.readouterr().err
    assert sorted(Path().iterdir()) == before
    assert Path("there.md").read_text("utf-8") == "mine\n"


def test_a_full_disk_leaves_nothing(
    isolated: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any, **_more: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(Path, "touch", full)
    assert main(["new", "madr", "a.md", *TODAY]) == 2
    assert "a.md can't be written: No space left on device" in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_without_git_there_is_no_author(isolated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["new", "madr", "a.md", "--date", "2026-03-04"]) == 0
    assert "author" not in Path("a.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("0042-keep-answers.md", "Keep answers"),
        ("2026-03-04-refund_tool.rst", "Refund tool"),
        ("API.md", "API"),
        ("42.md", "42"),
        ("überweisung.md", "Überweisung"),
    ],
)
def test_titles_of_names(name: str, title: str) -> None:
    assert title_of(Path(name)) == title


def test_it_tells_where_nothing_reads_markdown(
    isolated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("conf.py").write_text("extensions = []\n", "utf-8")
    assert main(["new", "madr", "a.md", *TODAY]) == 0
    assert "no extension in conf.py reads Markdown; `sphinx-tdd init`" in capsys.readouterr().err
    assert main(["new", "madr", "b.rst", *TODAY]) == 0
    assert capsys.readouterr().err == ""
