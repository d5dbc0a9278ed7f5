"""`summary`: the completeness of each document, from the `tdd.json` of a build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

import msgspec

from sphinx_tdd.model.finding import Finding
from sphinx_tdd.model.report import DocumentReport, Report, total

from .failure import Failure

VERSION = 1
"""The version of the file that is understood."""

HEADER = ("Document", "Template", "Status", "Filled", "Findings", "")


class _Version(msgspec.Struct):
    version: int


class _File(msgspec.Struct):
    """What is needed of the file; its records are not."""

    project: str
    documents: tuple[DocumentReport, ...]
    findings: tuple[Finding, ...] = ()


def read(path: Path) -> Report:
    """Return the report in the file.

    Raises:
        Failure: where the file is not there or is not what a build writes.
    """
    try:
        data = path.read_bytes()
        found = msgspec.json.decode(data, type=_Version).version
        if found != VERSION:
            raise Failure(f"{path} is of version {found}; only {VERSION} is understood")
        file = msgspec.json.decode(data, type=_File)
    except OSError as error:
        raise Failure(f"{path} can't be read: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        raise Failure(f"{path} is not a tdd.json that a build wrote: {error}") from error
    return Report(project=file.project, documents=file.documents, findings=file.findings)


def write(report: Report, out: TextIO) -> None:
    """Write a row for each document and one for the whole project."""
    if report.checked:
        out.writelines(f"{line}\n" for line in _aligned([HEADER, *map(_row, report.checked)]))
        out.write("\n")
    out.write(f"{_conclusion(report)}\n")


def _row(document: DocumentReport) -> tuple[str, ...]:
    counted = sum(finding.counts for finding in document.findings)
    quiet = sum(finding.severity == "info" for finding in document.findings)
    sections = document.sections
    return (
        document.docname,
        document.template or "",
        document.status or "",
        f"{sections.filled}/{sections.required}",
        f"{counted} (+{quiet} info)" if quiet else str(counted),
        "complete" if document.complete else "",
    )


def _conclusion(report: Report) -> str:
    if not report.checked:
        return "No document was held against a template."
    sections = total(document.sections for document in report.checked)
    rules = ", ".join(f"{rule} {count}" for rule, count in report.counted.items())
    return (
        f"{report.complete} of {len(report.checked)} documents complete, "
        f"{sections.filled} of {sections.required} sections filled; findings: {rules or 'none'}"
    )


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows as lines, their columns as wide as the widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
