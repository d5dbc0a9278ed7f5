"""`summary`: the completeness of each document, from the `tdd.json` of a build."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click

from sphinx_tdd.model.follows import is_path
from sphinx_tdd.model.report import DocumentReport, Migration, Report, total
from sphinx_tdd.reports.json import NotAReport, read_json
from sphinx_tdd.reports.statistics import aligned
from sphinx_tdd.reports.summary import to_migrate

from .failure import Failure

HEADER = ("Document", "Template", "Status", "Filled", "Findings", "")


@click.command("summary")
@click.argument("file", metavar="PATH", type=click.Path(path_type=Path))
@click.option(
    "--migration",
    is_flag=True,
    help="List what documents would owe in the version of their template that they are to reach.",
)
def summary(file: Path, migration: bool) -> None:
    """Print what a build found, document by document.

    PATH is the tdd.json that the build wrote.
    """
    write(read(file), sys.stdout, migration=migration)


def read(path: Path) -> Report:
    """Return the report in the file.

    Raises:
        Failure: where the file is not there or is not what a build writes.
    """
    try:
        return read_json(path.read_bytes())
    except OSError as error:
        raise Failure(f"{path} can't be read: {error.strerror}") from error
    except NotAReport as error:
        raise Failure(f"{path} {error}") from error


def write(report: Report, out: TextIO, *, migration: bool = False) -> None:
    """Write a row for each document and one for the whole project.

    Args:
        report: what a build found.
        out: where to.
        migration: whether to write what documents would owe in the version they are to reach.
    """
    if report.checked:
        out.writelines(f"{line}\n" for line in aligned([HEADER, *map(_row, report.checked)]))
        out.write("\n")
    out.write(f"{_conclusion(report)}\n")
    if migration:
        out.write("\n")
        out.writelines(f"{line}\n" for line in _migrations(report))


def _migrations(report: Report) -> Iterator[str]:
    """Yield each document that follows another version, with what it would owe."""
    for document in report.migrating:
        target, owes = (document.migration or Migration("")).target, _owes(document)
        yield f"{_template(document)} to {target}: {document.path}"
        yield from owes or ["  nothing more"]
    if not report.migrating:
        yield "No document follows another version of its template than it is to reach."


def _owes(document: DocumentReport) -> list[str]:
    owes = document.migration.owes if document.migration else ()
    return [f"  {each.source or document.path}:{each.line}: {each.message}" for each in owes]


def _row(document: DocumentReport) -> tuple[str, ...]:
    counted = sum(finding.counts for finding in document.findings)
    quiet = sum(finding.severity == "info" for finding in document.told)
    sections = document.sections
    return (
        document.docname,
        _template(document),
        document.status or "",
        f"{sections.filled}/{sections.required}",
        f"{counted} (+{quiet} info)" if quiet else str(counted),
        _state(document),
    )


def _state(document: DocumentReport) -> str:
    """Return whether a document is complete, in the words of its banner."""
    if document.so_far:
        return "complete so far"
    return "complete" if document.complete else ""


def _template(document: DocumentReport) -> str:
    """Return the template of a document with its version; a path tells it by itself."""
    name, version = document.template or "", document.version or ""
    return name if not version or is_path(name) else f"{document.family}@{version}"


def _conclusion(report: Report) -> str:
    if not report.checked:
        return "No document was held against a template."
    sections = total(document.sections for document in report.checked)
    last = to_migrate(report)
    rules = ", ".join(f"{rule} {count}" for rule, count in report.counted.items())
    return (
        f"{report.complete} of {len(report.checked)} documents complete, "
        f"{sections.filled} of {sections.required} sections filled; findings: {rules or 'none'}"
        f"{f'; {last}' if last else ''}"
    )
