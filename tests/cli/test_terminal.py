"""The text for people on a terminal and in a pipe."""

from __future__ import annotations

import io
import re
import subprocess
import sys

import pytest

from sphinx_tdd.cli.terminal import print_text
from sphinx_tdd.reports.text import write_text
from tests.reports.awkward import EMPTY, RENDERING, REPORT

_COLOUR = re.compile(r"\x1b\[[\d;]*m")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["awkward", "empty"])
def test_a_terminal_shows_the_same_text_in_colours(report: object) -> None:
    out = Terminal()
    print_text(report, RENDERING, out)  # type: ignore[arg-type]
    shown = out.getvalue()
    assert _COLOUR.search(shown)
    assert _COLOUR.sub("", shown) == write_text(report, RENDERING)  # type: ignore[arg-type]


def test_no_colours_where_they_are_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = Terminal()
    print_text(REPORT, RENDERING, out)
    assert not re.search(r"\x1b\[[\d;]*3[0-9]", out.getvalue())


def test_a_pipe_gets_plain_text() -> None:
    out = io.StringIO()
    print_text(REPORT, RENDERING, out)
    assert out.getvalue() == write_text(REPORT, RENDERING)


def test_what_a_pipe_can_not_take_stops_nothing() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", newline="")
    print_text(REPORT, RENDERING, out)
    out.flush()
    assert raw.getvalue().decode("ascii").count("\n") == write_text(REPORT, RENDERING).count("\n")


def test_a_pipe_loads_no_colours() -> None:
    script = (
        "import io, sys\n"
        "from sphinx_tdd.cli.terminal import print_text\n"
        "from sphinx_tdd.model.report import Report\n"
        "from sphinx_tdd.reports import FORMATS, Rendering\n"
        "for each in FORMATS.values(): each(Report(project='P'))\n"
        "print_text(Report(project='P'), Rendering(), io.StringIO())\n"
        "print(*sorted({'rich', 'sphinx', 'docutils'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == []
