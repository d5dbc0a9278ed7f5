"""Several reports joined into one: the shards of a project, or many projects.

Reports of one project name are shards of it. A document that two of them hold is kept once. What
no shard can say alone is put together again: a pattern takes no document only where it takes none
in any shard, and how much is filled is counted anew.

Where the names of projects differ, each project becomes a folder: `designs/refund` of `Payments`
is then `Payments/designs/refund`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

import msgspec

from ..model.finding import After, Finding, Rule
from ..model.kind import Record
from ..model.report import DocumentReport, Migration, Report, TemplateVersions, incomplete
from ..model.versions import in_order
from .rendering import is_absolute

Named = tuple[str, Report]
"""A report and the name by which errors call it, such as its file's."""

_Item = TypeVar("_Item")

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_ASKED = re.compile(r"(?<= asks for )\d+(?:\.\d+)?(?= %)")
_SEPARATORS = re.compile(r"[/\\]+")


class Clash(ValueError):
    """Two reports say different things of one document; the error names it and both."""


def merge(reports: Sequence[Named]) -> Report:
    """Return one report of several; their order does not matter.

    Raises:
        Clash: two of them say different things of one document.
    """
    ordered = sorted(reports, key=lambda named: (named[1].project, named[0]))
    found = [(name, [*of]) for name, of in groupby(ordered, key=lambda named: named[1].project)]
    projects = [(", ".join(n for n, _ in shards), _shards(shards)) for _, shards in found]
    if len(projects) < 2:
        return projects[0][1] if projects else Report(project="")
    apart = [(name, _in_folder(report)) for name, report in projects]
    findings = {finding for _, report in apart for finding in report.findings}
    name = ", ".join(report.project for _, report in projects)
    return _join(apart, name, tuple(sorted(findings, key=_order)))


def _join(reports: Sequence[Named], project: str, findings: tuple[Finding, ...]) -> Report:
    documents = _once(reports, _documents)
    records = _once(reports, _records)
    return Report(
        project=project,
        documents=tuple(documents[name] for name in sorted(documents)),
        findings=findings,
        records=tuple(record for name in sorted(records) for record in records[name]),
        templates=_templates(each for _, report in reports for each in report.templates),
    )


def _once(
    reports: Sequence[Named], parts: Callable[[Report], Mapping[str, _Item]]
) -> dict[str, _Item]:
    """Return the parts of all reports by document; what is said twice has to be the same."""
    found: dict[str, tuple[str, _Item]] = {}
    for name, report in reports:
        for docname, part in parts(report).items():
            before, same = found.setdefault(docname, (name, part))
            if same != part:
                raise Clash(
                    f"{before} and {name} say different things of {docname!r}: they are of "
                    "different states of the project, or of two projects of one name"
                )
    return {docname: part for docname, (_, part) in found.items()}


def _documents(report: Report) -> dict[str, DocumentReport]:
    return {document.docname: document for document in report.documents}


def _records(report: Report) -> dict[str, tuple[Record, ...]]:
    found: dict[str, list[Record]] = {}
    for record in report.records:
        found.setdefault(record.docname, []).append(record)
    order = {name: sorted(of, key=lambda r: (r.line, r.kind, r.id)) for name, of in found.items()}
    return {name: tuple(records) for name, records in order.items()}


def _templates(templates: Iterable[TemplateVersions]) -> tuple[TemplateVersions, ...]:
    """Return the versions of each template that any report knows."""
    found: dict[str, TemplateVersions] = {}
    for each in templates:
        other = found.get(each.name, each)
        best = max(each, other, key=lambda t: (len(t.known), t.known, t.target))
        known = in_order([*each.known, *other.known], best.known)
        found[each.name] = TemplateVersions(each.name, tuple(known), best.target)
    return tuple(found[name] for name in sorted(found))


# -- the shards of a project ------------------------------------------------------------------


def _shards(shards: Sequence[Named]) -> Report:
    """Return one report of the shards of a project."""
    every = [_by_subject(report) for _, report in shards]
    subjects = {subject for by_subject in every for subject in by_subject}
    kept = [
        msgspec.structs.replace(_best(said), known=all(each.known for each in said))
        for subject in subjects
        if (said := [of[subject] for of in every if subject in of])
        and (subject[0] not in _ONLY_TOGETHER or len(said) == len(every))
    ]
    whole = _join(shards, shards[0][1].project, ())
    counted = (_counted_anew(finding, whole.documents) for finding in kept)
    findings = sorted((f for f in counted if f is not None), key=_order)
    return msgspec.structs.replace(whole, findings=tuple(findings))


_ONLY_TOGETHER = frozenset({Rule.UNMATCHED_GLOB.value, Rule.NO_DOCUMENTS.value})
"""What is true of a project only where it is true of all shards."""

_Subject = tuple[str, object]


def _by_subject(report: Report) -> dict[_Subject, Finding]:
    """Return the findings by what they are about, which shards may say in other words."""
    return {_subject(finding): finding for finding in sorted(report.findings, key=_order)}


def _subject(finding: Finding) -> _Subject:
    if finding.rule == Rule.UNMATCHED_GLOB.value:
        pattern = _QUOTED.search(finding.message)
        return finding.rule, pattern[0] if pattern else finding.message
    if finding.rule in {Rule.NO_DOCUMENTS.value, Rule.INCOMPLETE.value}:
        return finding.rule, ""
    return finding.rule, msgspec.structs.replace(finding, known=False)


def _best(said: Sequence[Finding]) -> Finding:
    """Return one of several that are about the same: the worst, then by their words."""
    return min(said, key=lambda each: (not each.counts, each.severity != "error", _order(each)))


def _order(finding: Finding) -> tuple[object, ...]:
    rest = (finding.severity, finding.ignored or "", finding.suppressed, finding.known)
    parts = (finding.section, finding.missing, repr(finding.after))
    return (finding.source, finding.line, finding.rule, finding.message, *rest, *parts)


def _counted_anew(finding: Finding, documents: Iterable[DocumentReport]) -> Finding | None:
    """Return a finding with the share of all documents, None where that is enough."""
    asked = _ASKED.search(finding.message) if finding.rule == Rule.INCOMPLETE.value else None
    if asked is None:
        return finding
    fresh = incomplete(documents, float(asked[0]))
    return msgspec.structs.replace(finding, message=fresh.message) if fresh else None


# -- several projects ---------------------------------------------------------------------------


def _in_folder(report: Report) -> Report:
    """Return a report as seen from a folder that holds its project under its name."""
    folder = _SEPARATORS.sub("-", report.project).strip(" .") or "project"

    def at(path: str) -> str:
        if not path or is_absolute(path):
            return path
        return posixpath.normpath(posixpath.join(folder, path))

    def after(place: After | None) -> After | None:
        return msgspec.structs.replace(place, path=at(place.path)) if place else None

    def found(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(
            msgspec.structs.replace(f, source=at(f.source), page=at(f.page), after=after(f.after))
            for f in findings
        )

    def of_project(finding: Finding) -> Finding:
        about = "" if finding.source else f"{report.project}: "
        return msgspec.structs.replace(finding, message=f"{about}{finding.message}")

    def migration(to: Migration | None) -> Migration | None:
        return msgspec.structs.replace(to, owes=found(to.owes)) if to else None

    def document(each: DocumentReport) -> DocumentReport:
        return msgspec.structs.replace(
            each,
            docname=at(each.docname),
            path=at(each.path),
            pages=tuple(map(at, each.pages)),
            findings=found(each.findings),
            migration=migration(each.migration),
        )

    return msgspec.structs.replace(
        report,
        documents=tuple(map(document, report.documents)),
        findings=tuple(map(of_project, found(report.findings))),
        records=tuple(
            msgspec.structs.replace(r, docname=at(r.docname), source=at(r.source))
            for r in report.records
        ),
    )
