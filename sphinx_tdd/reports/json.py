"""A report as JSON: sorted, without times or absolute paths, the same for the same sources.

What is written can be read again; only what pages alone need is not in it: anchors, how each
section stands, and the records of the highest level.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from ..model.finding import Finding
from ..model.kind import Record, Value
from ..model.report import DocumentReport, Migration, Report, TemplateVersions, total
from .rendering import Rendering

VERSION = 1
"""The version of the format; it rises when a key changes its meaning or goes."""


class NotAReport(ValueError):
    """A text is no report as this version writes it; the error says why."""


def write_json(report: Report, rendering: Rendering) -> str:
    """Return the report as JSON text that ends with a line break."""
    data = {
        "version": VERSION,
        "project": report.project,
        "summary": {
            "documents": len(report.checked),
            "complete": report.complete,
            "sections": total(document.sections for document in report.checked),
            "findings": report.counted,
            "versions": report.versions,
        },
        "documents": [_document(document) for document in report.documents],
        "findings": [_finding(finding) for finding in report.findings],
        "records": [_record(record) for record in report.records],
    }
    return _text(data)


def write_records(project: str, records: Iterable[Record]) -> str:
    """Return the records of a project as JSON, in the keys that a report has for them."""
    return _text(
        {"version": VERSION, "project": project, "records": [_record(each) for each in records]}
    )


def _text(data: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"


def _document(document: DocumentReport) -> dict[str, Any]:
    return {
        "docname": document.docname,
        "path": document.path,
        **({"pages": document.pages} if document.pages else {}),
        "title": document.title,
        "template": document.template,
        "version": document.version,
        "status": document.status,
        "complete": document.complete,
        "sections": document.sections,
        "findings": [_finding(finding) for finding in document.findings],
        "migration": _migration(document.migration),
    }


def _migration(migration: Migration | None) -> dict[str, Any] | None:
    """Return what a document would owe in another version, None where it follows that one."""
    if migration is None:
        return None
    return {"target": migration.target, "owes": [_finding(each) for each in migration.owes]}


def _finding(finding: Finding) -> dict[str, Any]:
    """Return a finding's keys; `path` only where the line is one of another file."""
    where = {"path": finding.source} if finding.source else {}
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        **where,
        "line": finding.line,
        "section": finding.section,
        "missing": finding.missing,
        "after": finding.after,
        "message": finding.message,
        "suppressed": finding.suppressed,
        "ignored": finding.ignored,
        **({"known": True} if finding.known else {}),
    }


def _record(record: Record) -> dict[str, Any]:
    return {
        "kind": record.kind,
        "id": record.id,
        "docname": record.docname,
        **({"path": record.source} if record.source else {}),
        "line": record.line,
        "title": record.title,
        "fields": record.fields,
    }


# -- reading --------------------------------------------------------------------------------


class _Version(msgspec.Struct):
    version: int


class _Summary(msgspec.Struct):
    versions: dict[str, dict[str, int]] = {}


class _Record(msgspec.Struct, kw_only=True):
    """A record as a mapping; `Record` is kept as a list elsewhere."""

    kind: str
    id: str
    docname: str
    path: str = ""
    line: int
    title: str
    fields: dict[str, Value]


class _File(msgspec.Struct, kw_only=True):
    project: str
    summary: _Summary = msgspec.field(default_factory=_Summary)
    documents: tuple[DocumentReport, ...]
    findings: tuple[Finding, ...] = ()
    records: tuple[_Record, ...] = ()


def read_json(text: str | bytes) -> Report:
    """Return the report that was written.

    Raises:
        NotAReport: where the text is none, or one of another version.
    """
    try:
        found = msgspec.json.decode(text, type=_Version).version
        if found != VERSION:
            raise NotAReport(f"is of version {found}; only {VERSION} is understood")
        file = msgspec.json.decode(text, type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NotAReport(f"is no report of sphinx-tdd: {error}") from error
    return Report(
        project=file.project,
        documents=file.documents,
        findings=file.findings,
        records=tuple(map(_read_record, file.records)),
        templates=tuple(_versions_of(*pair) for pair in sorted(file.summary.versions.items())),
    )


def _read_record(record: _Record) -> Record:
    return Record(
        kind=record.kind,
        id=record.id,
        title=record.title,
        docname=record.docname,
        line=record.line,
        fields=record.fields,
        source=record.path,
    )


def _versions_of(name: str, counts: dict[str, int]) -> TemplateVersions:
    """Return the versions that documents follow, in their order; others are not written."""
    known = tuple(counts)
    return TemplateVersions(name, known, known[-1] if known else "")
