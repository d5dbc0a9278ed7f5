"""A report in short: the line at the end of a build and of a check."""

from __future__ import annotations

from ..model.report import Report, total


def in_short(report: Report) -> str:
    """Return the report's summary on one line, without a line break at the end."""
    checked = len(report.checked)
    noun = "document" if checked == 1 else "documents"
    sections = total(document.sections for document in report.checked)
    filled = f"{sections.filled} of {sections.required} sections filled"
    first = f"{checked} {noun} checked, {report.complete} complete, {filled}"
    counted, last = report.counted, to_migrate(report)
    rest = f"; {last}" if last else ""
    if not counted:
        return f"{first}{rest}"
    number = sum(counted.values())
    rules = ", ".join(f"{rule} {count}" for rule, count in counted.items())
    return f"{first}, {number} {'finding' if number == 1 else 'findings'}: {rules}{rest}"


def to_migrate(report: Report) -> str:
    """Return how many documents follow another version than they are to reach, "" for none."""
    number = len(report.migrating)
    if not number:
        return ""
    subject = "1 document follows" if number == 1 else f"{number} documents follow"
    which = "an older version of" if report.behind else "another version than the target of"
    return f"{subject} {which} {'its' if number == 1 else 'their'} template"
