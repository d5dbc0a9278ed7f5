"""A report on a terminal: the text for people, coloured."""

from __future__ import annotations

from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from sphinx_tdd.model.report import Report
from sphinx_tdd.reports.rendering import Rendering
from sphinx_tdd.reports.text import Line, Role, lines, write_text

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {
    Role.HEADING: "bold underline",
    Role.PLACE: "cyan",
    Role.ERROR: "bold red",
    Role.WARNING: "yellow",
    Role.INFO: "blue",
    Role.MESSAGE: "",
    Role.RULE: "dim",
    Role.HINT: "italic",
    Role.GOOD: "bold green",
    Role.BAD: "bold red",
}


def print_text(report: Report, rendering: Rendering, out: TextIO) -> None:
    """Write a report for people: coloured on a terminal, plain elsewhere."""
    if isinstance(out, TextIOWrapper):
        out.reconfigure(errors="replace")  # what it can't show is no reason to stop
    if not out.isatty():
        out.write(write_text(report, rendering))
        return
    # Imported late: it takes 60 ms, and nothing but a terminal shows colours.
    from rich.console import Console

    console = Console(file=out, soft_wrap=True, highlight=False)
    for line in lines(report, rendering):
        console.print(_coloured(line))


def _coloured(line: Line) -> Text:
    from rich.text import Text

    return Text.assemble(*((text, _STYLES[role]) for role, text in line))
