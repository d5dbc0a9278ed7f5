"""A report as GitLab's code quality JSON, for the widget of a merge request."""

from __future__ import annotations

from typing import Any

import msgspec

from ..model.report import Report
from .fingerprint import fingerprints
from .plain import one_line
from .rendering import Place, Rendering, loud

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}
"""GitLab also has `critical` and `blocker`, which no rule raises."""


def write_gitlab(report: Report, rendering: Rendering) -> str:
    """Return a list of findings.

    A fingerprint stays the same where lines move; equal findings are told apart by their number.
    """
    named = fingerprints(loud(report, rendering))
    found = [_finding(place, name, rendering) for place, name in named]
    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"


def _finding(place: Place, name: str, rendering: Rendering) -> dict[str, Any]:
    return {
        "description": one_line(place.finding.message),
        "check_name": place.finding.rule,
        "fingerprint": name,
        "severity": _SEVERITIES[place.finding.severity],
        "location": {
            "path": place.path or rendering.settings or rendering.path("."),
            "lines": {"begin": place.line},
        },
    }
