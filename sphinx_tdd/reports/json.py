"""A report as JSON: sorted, without times or absolute paths, the same for the same sources."""

from __future__ import annotations

from typing import Any

import msgspec

from ..model.finding import Finding
from ..model.kind import Record
from ..model.report import DocumentReport, Migration, Report, total

VERSION = 1
"""The version of the format; it rises when a key changes its meaning or goes."""


def write_json(report: Report) -> str:
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
