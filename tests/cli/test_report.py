"""`report merge` as it is typed, and where outputs go."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from sphinx_tdd.cli import main, written
from sphinx_tdd.cli.failure import Failure
from sphinx_tdd.reports import FORMATS
from tests.reports.values import document, finding, report

ONE = report(document("a", finding(line=12)))
TWO = report(document("b"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, value in {"1.json": ONE, "2.json": TWO}.items():
        (tmp_path / name).write_text(FORMATS["json"](value), "utf-8")
    return tmp_path


def test_shards_are_joined(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "merge", "1.json", "2.json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [each["docname"] for each in data["documents"]] == ["a", "b"]
    assert data["summary"]["documents"] == 2


def test_several_formats_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["report", "merge", "2.json", "1.json", "--prefix", "docs"]
    argv += ["--format", "github", "--output", "-", "--format", "sarif", "--output", "out/x.sarif"]
    argv += ["--format", "json", "--output", "all.json"]
    assert main(argv) == 0
    assert "file=docs/a.md,line=12" in capsys.readouterr().out
    assert json.loads((folder / "out/x.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert len(json.loads((folder / "all.json").read_text("utf-8"))["documents"]) == 2


@pytest.mark.parametrize("name", FORMATS)
def test_any_format_is_written(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "merge", "1.json", "--format", name]) == 0
    assert capsys.readouterr().out == FORMATS[name](ONE)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "Missing argument 'FILE...'"),
        (["none.json"], "none.json can't be read: No such file"),
        (["bad.json"], "bad.json is no report of sphinx-tdd"),
        (["1.json", "other.json"], "1.json and other.json say different things of 'a'"),
        (["1.json", "--format", "jsn"], "there is no format 'jsn'; did you mean 'json'?"),
        (["1.json", "-f", "text", "-o", "x", "-f", "json", "-o", "x"], "can't both go to x"),
        (["1.json", "--output", "1.json/x"], "1.json/x can't be written: "),
    ],
)
def test_what_can_not_be_done_is_told(
    folder: Path, argv: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bad.json").write_text("{", "utf-8")
    (folder / "other.json").write_text(FORMATS["json"](report(document("a"))), "utf-8")
    assert main(["report", "merge", *argv]) == 2
    assert said in capsys.readouterr().err


def test_a_file_without_a_format_is_json(folder: Path) -> None:
    assert main(["report", "merge", "1.json", "--output", "x"]) == 0
    assert (folder / "x").read_text("utf-8") == FORMATS["json"](ONE)


def test_a_file_is_written_whole_or_not_at_all(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "x.json"
    file.write_text("before", "utf-8")
    file.chmod(0o640)

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(Failure, match=r"x\.json can't be written: No space left on device"):
            written.write_file(file, "after")
    assert file.read_text("utf-8") == "before"
    assert sorted(each.name for each in folder.iterdir()) == ["1.json", "2.json", "x.json"]
    written.write_file(file, "after")
    assert file.read_text("utf-8") == "after"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_what_is_no_file_stays_what_it_is(folder: Path) -> None:
    written.write_file(Path("/dev/null"), "x")
    assert Path("/dev/null").is_char_device()
    with pytest.raises(Failure, match="Is a directory"):
        written.write_file(folder, "x")


def test_a_link_stays_a_link(folder: Path) -> None:
    link = folder / "link.json"
    link.symlink_to(folder / "1.json")
    written.write_file(link, "x")
    assert link.is_symlink()
    assert (folder / "1.json").read_text("utf-8") == "x"
