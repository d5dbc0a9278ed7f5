"""The command as it is typed: its exit status, what it prints, and what it leaves unloaded."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from sphinx_tdd import __version__
from sphinx_tdd.cli import main
from sphinx_tdd.model.template_schema import schema


def test_templates_schema_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "schema"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["$defs"].keys() == schema()["$defs"].keys()
    assert printed["$ref"] == schema()["$ref"]


def test_the_schema_that_is_shipped_is_the_one_that_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["templates", "schema"])
    file = resources.files("sphinx_tdd") / "data" / "schemas" / "template.json"
    hint = "write it anew: python -m sphinx_tdd templates schema > " + str(file)
    assert file.read_text("utf-8") == capsys.readouterr().out, hint


def test_report_schema_prints_the_schema_of_what_is_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["report", "schema"]) == 0
    keys = json.loads(capsys.readouterr().out)["$defs"]["ReportKeys"]["properties"]
    assert list(keys) == ["version", "project", "summary", "documents", "findings", "records"]


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"sphinx-tdd {__version__}\n"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ([], "Usage: sphinx-tdd"),
        (["frobnicate"], "there is no command 'frobnicate'; there are "),
        (["template"], "did you mean 'templates'?"),
        (["report"], "Usage: sphinx-tdd report"),
        (["templates", "frobnicate"], "there is no command 'frobnicate'; there are "),
        (["summary"], "Missing argument 'PATH'"),
        (["summary", "--migrate"], "--migration"),
    ],
)
def test_what_is_no_command_exits_2_and_says_why(
    argv: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(argv) == 2
    assert said in capsys.readouterr().err


def test_a_command_that_fails_exits_2_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["summary", str(tmp_path / "tdd.json")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("sphinx-tdd: ")
    assert "can't be read" in err


def test_as_a_module_it_runs_without_sphinx() -> None:
    script = (
        "import runpy, sys\n"
        "sys.argv = ['sphinx_tdd', 'templates', 'schema']\n"
        "try:\n"
        "    runpy.run_module('sphinx_tdd', run_name='__main__')\n"
        "except SystemExit as stopped:\n"
        "    assert not stopped.code, stopped.code\n"
        "loaded = {'sphinx', 'docutils', 'myst_parser', 'rich'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_the_summary_takes_an_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tdd.json"
    file.write_text('{"version": 1, "project": "P", "documents": []}', encoding="utf-8")
    assert main(["summary", str(file), "--migration"]) == 0
    assert "No document follows another version" in capsys.readouterr().out


def test_no_command_loads_sphinx(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "conf.py").write_text('extensions = ["myst_parser"]\n', encoding="utf-8")
    text = "# T\n\n```{risk-table}\n- risk: It is slow\n```\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    commands = (
        "check --template kep", "templates", "templates show kep", "rules", "explain placeholder",
        "records", "records -f json", "init --yes", "check",
    )  # fmt: skip
    script = (
        "import sys\n"
        "from sphinx_tdd.cli import main\n"
        f"print([main(line.split()) for line in {commands!r}], file=sys.stderr)\n"
        "loaded = {'sphinx', 'rich'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert "[1, 0, 0, 0, 0, 0, 0, 0, 2]" in done.stderr


@pytest.mark.parametrize("argv", [["--help"], ["templates", "--help"], ["report", "--help"]])
def test_what_is_said_of_each_command_is_not_cut(
    argv: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert main(argv) == 0
    assert "..." not in capsys.readouterr().out.partition("Commands:")[2]


def test_what_is_typed_wrong_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--jobs", "many"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("sphinx-tdd: Invalid value for '--jobs'")
    assert err.endswith("See sphinx-tdd check --help\n")
    assert err.count("\n") == 1


def _shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = f'set -o pipefail; run() {{ "{sys.executable}" -m sphinx_tdd "$@"; }}; {script}'
    (folder / ".git").mkdir()
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize("command", ["rules", "templates schema", "templates", "check --help"])
def test_a_full_disk_is_told_and_is_no_finding(command: str, tmp_path: Path) -> None:
    done = _shell(f"run {command} > /dev/full", tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        "sphinx-tdd: what was found can't be written: No space left on device\n"
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs a shell")
@pytest.mark.parametrize("script", ["run rules >&-", "run templates schema | head -c 1"])
def test_where_nobody_reads_nothing_is_told(script: str, tmp_path: Path) -> None:
    assert _shell(script, tmp_path).stderr == ""
