"""A report in short, for the end of a build's output."""

from __future__ import annotations

from ..model.report import Report


def write_text(report: Report) -> str:
    """Return the report's summary as one or two lines without a line break at the end."""
    checked = len(report.checked)
    noun = "document" if checked == 1 else "documents"
    first = f"{checked} {noun} checked, {report.complete} complete"
    counted = report.counted
    if not counted:
        return first
    number = sum(counted.values())
    rules = ", ".join(f"{rule} {count}" for rule, count in counted.items())
    return f"{first}, {number} {'finding' if number == 1 else 'findings'}: {rules}"
