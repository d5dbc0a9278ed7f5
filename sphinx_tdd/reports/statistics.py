"""How much was found, in tables: by rule, by template and by document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..model.finding import Finding
from ..model.report import DocumentReport, Report, total
from .plain import one_line
from .rendering import Place, Rendering, places

_BY_RULE = ("Rule", "Errors", "Warnings", "Info", "Silenced", "Old debt")
_BY_TEMPLATE = ("Template", "Documents", "Complete", "Filled", "Findings")
_BY_DOCUMENT = ("Document", "Template", "Filled", "Findings", "Old debt")


def write_statistics(report: Report, rendering: Rendering) -> str:
    """Return the tables; those without rows are left out."""
    found = list(places(report, rendering))
    tables = [
        (_BY_RULE, list(_rules(found))),
        (_BY_TEMPLATE, list(_templates(report.checked))),
        (_BY_DOCUMENT, list(_documents(report.documents, rendering))),
    ]
    made = ("".join(f"{line}\n" for line in aligned([h, *rows])) for h, rows in tables if rows)
    return "\n".join(made)


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows as lines, their columns as wide as the widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _rules(found: Sequence[Place]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each rule that found something, and one for all of several."""
    findings = [place.finding for place in found]
    rules = sorted({finding.rule for finding in findings})
    for rule in rules:
        yield rule, *_counts(f for f in findings if f.rule == rule)
    if len(rules) > 1:
        yield "all", *_counts(findings)


def _counts(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield how many there are in each column; each finding is in one."""
    columns = [_column(finding) for finding in findings]
    return (str(columns.count(column)) for column in _BY_RULE[1:])


def _column(finding: Finding) -> str:
    if finding.suppressed or finding.ignored is not None:
        return "Silenced"
    if finding.known:
        return "Old debt"
    return {"error": "Errors", "warning": "Warnings"}.get(finding.severity, "Info")


def _templates(documents: Sequence[DocumentReport]) -> Iterator[tuple[str, ...]]:
    for template in sorted({each.template or "" for each in documents}):
        mine = [each for each in documents if each.template == template]
        sections = total(each.sections for each in mine)
        complete = sum(each.complete for each in mine)
        filled = f"{sections.filled}/{sections.required}"
        findings = sum(each.open for each in mine)
        yield one_line(template), str(len(mine)), str(complete), filled, str(findings)


def _documents(
    documents: Iterable[DocumentReport], rendering: Rendering
) -> Iterator[tuple[str, ...]]:
    """Yield a row for each document that owes something, those that owe most first."""
    rows = []
    for each in documents:
        old = sum(f.known and not f.suppressed and f.ignored is None for f in each.findings)
        if each.open or old:
            rows.append((-each.open, -old, rendering.path(each.path), each))
    for found, old, path, each in sorted(rows, key=lambda row: row[:3]):
        sections = each.sections
        filled = f"{sections.filled}/{sections.required}"
        yield one_line(path), one_line(each.template or ""), filled, str(-found), str(-old)
