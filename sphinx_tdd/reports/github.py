"""A report as commands of GitHub Actions, which show findings beside the lines changed."""

from __future__ import annotations

from ..model.finding import Finding
from ..model.report import Report
from .plain import without_controls
from .rendering import Place, Rendering, loud

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_VALUE = _IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def write_github(report: Report, rendering: Rendering) -> str:
    """Return a line for each finding."""
    return "".join(f"{_line(place)}\n" for place in loud(report, rendering))


def _line(place: Place) -> str:
    finding = place.finding
    values = {"title": _title(finding)}
    if place.path:
        values = {"file": place.path, "line": str(place.line), **values}
    said = ",".join(f"{name}={value.translate(_IN_VALUE)}" for name, value in values.items())
    message = without_controls(finding.message).translate(_IN_TEXT)
    return f"::{_COMMANDS[finding.severity]} {said}::{message}"


def _title(finding: Finding) -> str:
    return finding.rule.replace("_", " ").capitalize()
