"""A report as GitLab's code quality JSON, for the widget of a merge request."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from ..model.report import Report
from .fingerprint import fingerprint
from .plain import one_line
from .rendering import Place, Rendering, loud

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}
"""GitLab also has `critical` and `blocker`, which no rule raises."""


def write_gitlab(report: Report, rendering: Rendering) -> str:
    """Return a list of findings.

    A fingerprint stays the same where lines move; equal findings are told apart by their number.
    """
    before: Counter[str] = Counter()
    found = []
    for place in loud(report, rendering):
        same = fingerprint(place)
        found.append(_finding(place, fingerprint(place, before[same]), rendering))
        before[same] += 1
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
