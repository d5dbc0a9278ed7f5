"""A report as a badge: the JSON that the endpoint of shields.io reads."""

from __future__ import annotations

import msgspec

from ..model.report import Report
from .rendering import Rendering

SCHEMA = 1
"""The version of the schema that shields.io asks for."""

_LABEL = "designs"
_MOST, _HALF = 0.8, 0.5


def write_badge(report: Report, rendering: Rendering) -> str:
    """Return the badge as JSON text that ends with a line break."""
    message, color = _said(report)
    data = {"schemaVersion": SCHEMA, "label": _LABEL, "message": message, "color": color}
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"


def _said(report: Report) -> tuple[str, str]:
    """Return what the badge says, and its colour."""
    checked, complete = len(report.checked), report.complete
    message = f"{complete} of {checked} complete" if checked else "none checked"
    of_project = sum(finding.counts for finding in report.findings)
    if of_project:
        message += f", {of_project} {'finding' if of_project == 1 else 'findings'}"
    if report.failed:
        return message, "red"
    if complete == checked and not of_project:
        return message, "brightgreen" if checked else "lightgrey"
    share = complete / checked if checked else 0
    return message, "yellowgreen" if share >= _MOST else "yellow" if share >= _HALF else "orange"
