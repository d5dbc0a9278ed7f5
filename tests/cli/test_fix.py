"""`fix`: what documents lack, put in by the command."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sphinx_tdd.cli import main
from sphinx_tdd.cli.fix import Fixing
from tests.cli.isolated import isolated

__all__ = ["isolated"]

THIN = (
    "---\ntdd-template: concise-design\n---\n\n# Tool\n\n## Introduction\n\n- **Purpose:** x\n"
    "- **Audience:** y\n"
)


@pytest.fixture
def document(isolated: Path) -> Path:
    """A document that lacks most of its template."""
    path = isolated / "tool.md"
    path.write_bytes(THIN.encode())
    return path


def test_it_writes_what_is_missing_once(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document.chmod(0o640)
    assert main(["fix", "tool.md"]) == 0
    assert capsys.readouterr().out == "tool.md: put in: 10 sections, 1 item\n"
    text = document.read_text("utf-8")
    assert text.startswith(THIN.replace("- **Audience", "- **Scope:**\n- **Audience"))
    assert "\n## System Overview\n\n% Introduce the product" in text
    assert document.stat().st_mode & 0o777 == 0o640
    assert main(["fix", "tool.md"]) == 0
    assert capsys.readouterr().out == ""
    assert document.read_text("utf-8") == text
    assert main(["check", "tool.md", "--select", "missing_section,missing_item"]) == 0


@pytest.mark.parametrize(
    ("name", "top", "directive"),
    [
        ("a.md", "# Tool\n\n", "```{include} parts/a.inc\n```\n"),
        ("a.rst", "Tool\n====\n\n", ".. include:: parts/a.inc\n"),
    ],
)
def test_what_is_included_is_not_put_in_again_and_stays(
    isolated: Path, capsys: pytest.CaptureFixture[str], name: str, top: str, directive: str
) -> None:
    (isolated / "parts").mkdir()
    part = "Introduction\n------------\n\n- **Purpose:** x\n- **Scope:** y\n"
    (isolated / "parts" / "a.inc").write_text(part, "utf-8")
    (isolated / name).write_text(top + directive, "utf-8")
    assert main(["fix", name, "--template", "concise-design"]) == 1
    out = capsys.readouterr().out
    assert "parts/a.inc:5: left: 'Introduction' lacks the item 'Audience'" in out
    assert "'Purpose'" not in out
    assert (isolated / "parts" / "a.inc").read_text("utf-8") == part
    assert (isolated / name).read_text("utf-8") == top + directive


def test_it_shows_what_it_would_write(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fix", "--diff"]) == 1
    out, err = capsys.readouterr()
    assert document.read_text("utf-8") == THIN
    assert err == "tool.md: to put in: 10 sections, 1 item\n"
    assert out.startswith("--- a/tool.md\n+++ b/tool.md\n@@ ")
    assert not [line for line in out.split("\n")[2:] if line.startswith("-")]
    patched = subprocess.run(
        ["git", "apply", "-"], input=out, text=True, check=False, capture_output=True
    )
    assert patched.returncode == 0, patched.stderr
    shown = document.read_text("utf-8")
    document.write_text(THIN, "utf-8")
    assert main(["fix"]) == 0
    assert document.read_text("utf-8") == shown


def test_bytes_are_kept(document: Path) -> None:
    data = b"\xef\xbb\xbf" + THIN.replace("\n", "\r\n").encode().rstrip()
    document.write_bytes(data)
    assert main(["fix"]) == 0
    found = document.read_bytes()
    assert found.startswith(b"\xef\xbb\xbf---\r\n")
    assert found.count(b"\n") == found.count(b"\r\n")
    assert not found.endswith(b"\n")


def test_a_template_may_be_named(isolated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.rst").write_text("Tool\n====\n\nContext\n-------\n\nx\n", "utf-8")
    assert main(["fix", "a.rst"]) == 2
    assert "name one with --template" in capsys.readouterr().err
    assert main(["fix", "a.rst", "--template", "adr-nygard"]) == 0
    assert "\nDecision\n--------\n" in Path("a.rst").read_text("utf-8")


def test_what_is_left_is_told(isolated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("tdd.toml").write_text('template_path = ["templates"]\n', "utf-8")
    Path("templates").mkdir()
    Path("templates/own.yaml").write_text(
        "id: own\ntitle: Own\nfields: [Owner]\nsections: [{title: Goals}]\n", "utf-8"
    )
    Path("a.md").write_text("---\ntdd-template: own\n---\n\n# T\n", "utf-8")
    assert main(["fix", "a.md"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("a.md: put in: 1 section\na.md:1: left: the field 'Owner' is ")
    assert "(only its writer knows what it says)" in out


def test_a_full_disk_loses_nothing(
    document: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    assert main(["fix"]) == 2
    assert "tool.md can't be written: No space left on device" in capsys.readouterr().err
    assert document.read_text("utf-8") == THIN
    assert [path.name for path in document.parent.iterdir()] == ["tool.md"]


def test_ctrl_c_loses_nothing(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    assert main(["fix"]) == 130
    assert document.read_text("utf-8") == THIN
    assert [path.name for path in document.parent.iterdir()] == ["tool.md"]


def test_what_can_not_be_read_is_told(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.md").write_bytes(b"# T\xff\n")
    assert main(["fix"]) == 2
    err = capsys.readouterr().err
    assert "not all could be done:\nbad.md: it is no text in UTF-8, see line 1" in err
    assert "## System Overview" in document.read_text("utf-8")


def test_a_new_document_is_left_as_it_is(isolated: Path) -> None:
    for name in ("design-doc", "formal-design", "openstack-spec"):
        for suffix in ("md", "rst"):
            path = Path(f"{name}.{suffix}")
            assert main(["new", name, str(path), "--date", "2026-03-04"]) == 0
            text = path.read_text("utf-8")
            main(["fix", str(path)])
            assert path.read_text("utf-8") == text


def test_the_owner_is_kept(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, int]] = []
    stat = Path.stat

    def of_somebody(path: Path, **options: Any) -> os.stat_result:
        found = list(stat(path, **options))
        found[4:6] = (4711, 815) if path.name == "tool.md" else found[4:6]
        return os.stat_result(found)

    monkeypatch.setattr(Path, "stat", of_somebody)
    monkeypatch.setattr(os, "chown", lambda _file, *owner: given.append(owner))
    assert main(["fix"]) == 0
    assert given == [(4711, 815)]


def test_a_link_stays_one(document: Path) -> None:
    document.rename("real.txt")
    document.symlink_to("real.txt")
    assert main(["fix"]) == 0
    assert document.is_symlink()
    assert "## System Overview" in Path("real.txt").read_text("utf-8")


def test_a_file_that_is_read_only_is_left(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path("zoo.md")
    other.write_text(THIN, "utf-8")
    document.chmod(0o444)
    assert main(["fix"]) == 2
    out, err = capsys.readouterr()
    assert document.read_text("utf-8") == THIN
    assert "tool.md can't be written: it is read-only" in err
    assert out == "zoo.md: put in: 10 sections, 1 item\n"
    assert other.read_text("utf-8") != THIN


def test_what_was_changed_meanwhile_is_not_lost(
    document: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mended = Fixing._mended

    def slow(*given: Any) -> Any:
        document.write_text("mine", "utf-8")
        return mended(*given)

    monkeypatch.setattr(Fixing, "_mended", slow)
    assert main(["fix"]) == 2
    assert "tool.md was changed while it was read; run it again" in capsys.readouterr().err
    assert document.read_text("utf-8") == "mine"


def test_templates_that_are_not_there_are_told(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("own.md").write_text("---\ntdd-template: madrr\n---\n\n# T\n", "utf-8")
    told = "own.md: there is no template 'madrr'; did you mean 'madr'?"
    assert main(["fix", "own.md"]) == 2
    assert capsys.readouterr().err.endswith(f"is held against a template:\n{told}\n")
    assert main(["fix"]) == 1
    assert told in capsys.readouterr().err
    assert main(["fix", "--template", "madrr"]) == 2
    assert "--template: there is no template 'madrr'" in capsys.readouterr().err
    assert main(["fix", "tool.md"]) == 0


def test_faults_of_templates_are_told(isolated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("tdd.toml").write_text('template_path = ["templates"]\n', "utf-8")
    Path("templates").mkdir()
    Path("templates/own.yaml").write_text(
        "id: own\ntitle: Own\nsections: [{title: Goals, tabel: [A]}]\n", "utf-8"
    )
    Path("a.md").write_text("---\ntdd-template: own\n---\n\n# T\n", "utf-8")
    assert main(["fix", "a.md"]) == 0
    err = capsys.readouterr().err
    assert "templates/own.yaml:3: sections[0].tabel: 'tabel' is not known here" in err


def test_designs_over_many_pages_are_left(
    isolated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("index.md").write_text(
        "---\ntdd-template: own\ntdd-pages: toctree\n---\n\n# T\n\n```{toctree}\none\n```\n",
        "utf-8",
    )
    Path("one.md").write_text("# Goals\n\nx\n", "utf-8")
    Path("tdd.toml").write_text('template_path = ["templates"]\n', "utf-8")
    Path("templates").mkdir()
    own = "id: own\ntitle: Own\nsections: [{title: Goals}]\n"
    Path("templates/own.yaml").write_text(own, "utf-8")
    assert main(["fix"]) == 0
    assert capsys.readouterr().err == ""
    Path("templates/own.yaml").write_text(own.replace("}]", "}, {title: Risks}]"), "utf-8")
    assert main(["fix"]) == 1
    told = capsys.readouterr().err
    assert "left: missing section 'Risks': it belongs " in told
    assert told.endswith("(it is a design over many pages)\n")


def test_what_is_moved_is_told(isolated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("tdd.toml").write_text('template_path = ["templates"]\n', "utf-8")
    Path("templates").mkdir()
    Path("templates/own.yaml").write_text(
        "id: own\ntitle: Own\norder: strict\nsections: [{title: A}, {title: B}, {title: C}]\n",
        "utf-8",
    )
    Path("a.md").write_text(
        "---\ntdd-template: own\n---\n\n# T\n\n## B\n\nx\n\n## A\n\nx\n", "utf-8"
    )
    assert main(["fix", "--order"]) == 0
    assert capsys.readouterr().out == "a.md: put in: 1 section\na.md: moved: 1 section\n"
