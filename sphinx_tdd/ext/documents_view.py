"""`tdd-documents`: one row a document, with how complete it is and what stands against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from ..directives.project_views import columns_of, keys_of
from ..directives.view import View
from ..directives.view_options import listed
from ..model.report import DocumentReport, Sections, TopRisk
from ..model.titles import title_key
from ..records.compare import natural
from .report_view import places_of_findings

if TYPE_CHECKING:
    from .project import Project


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What one document's row shows.

    Attributes:
        template: the id of its template, "" for none.
        findings: how many findings count against it.
        errors: how many of these are errors.
        quiet: how many more there are, of severity `info`.
        complete: whether nothing stands against it.
        so_far: whether that is so only because what it lacks informs alone.
        step: how far its status is in the list of the project's, -1 where it is not in it.
        report: the page and the anchor where its findings are shown, "" for nowhere.
    """

    docname: str
    title: str
    template: str
    status: str
    version: str
    owner: str
    sections: Sections
    findings: int
    errors: int
    quiet: int
    complete: bool
    so_far: bool
    step: int
    risk: TopRisk | None
    report: tuple[str, str] = ("", "")


class Documents(msgspec.Struct, frozen=True):
    """What the view shows.

    Attributes:
        columns: the names of its columns.
        total: how many documents there are, before `:status:` and the like.
        places: by the name of another sort of view, the page and the anchor of one that shows
            the whole project.
    """

    columns: list[str]
    rows: list[Row]
    total: int
    places: dict[str, tuple[str, str]]


class Column(msgspec.Struct, frozen=True):
    """A column: its heading, its width, and what it is sorted by (None comes last)."""

    heading: str
    width: int
    key: Callable[[Row], Any]


def _words(name: str) -> Callable[[Row], Any]:
    return lambda row: natural(getattr(row, name)) if getattr(row, name) else None


COLUMNS: dict[str, Column] = {
    "title": Column("Document", 23, _words("title")),
    "template": Column("Template", 15, _words("template")),
    "status": Column(
        "Status", 15, lambda row: (row.step, natural(row.status)) if row.status else None
    ),
    "version": Column("Version", 11, _words("version")),
    "owner": Column("Owner", 15, _words("owner")),
    "complete": Column(
        "Sections filled",
        15,
        lambda r: r.sections.filled / r.sections.required if r.sections.required else None,
    ),
    "findings": Column("Findings", 14, lambda row: (row.findings, row.quiet)),
    "risk": Column("Top risk", 24, lambda row: row.risk.step if row.risk else None),
}
"""The columns by the names that writers give them."""

_USUAL = "-findings"
"""What a list is sorted by that says nothing of it: what owes most comes first."""

_ALWAYS = frozenset({"title", "complete", "findings"})


# -- what is shown ------------------------------------------------------------------------


def documents_content(project: Project, view: View) -> Documents:
    """Return what the view shows."""
    options = view.options
    places = places_of_findings(project)
    rows = [
        _row(project, each, places.get(each.docname, ("", "")))
        for each in _reports(project, "all" in options)
    ]
    rows = [row for row in rows if view.takes(row.docname)]
    found = [row for row in rows if _wanted(row, options)]
    for name, down in reversed(keys_of(options.get("sort", _USUAL))):
        found = _sorted(found, COLUMNS[name].key, down=down)
    found = found[: int(options["limit"])] if "limit" in options else found
    places = {name: project.place_of(name) for name in ("coverage", "report")}
    return Documents(_columns(options, found), found, len(rows), places)


def _reports(project: Project, everything: bool) -> list[DocumentReport]:
    """Return the reports on the documents that follow a template, or on all there are."""
    report = project.report
    known = {each.docname: each for each in report.documents} if report else {}
    if everything:
        return [
            known.get(name) or project.bare_report(name)
            for name in sorted(project.env.found_docs - project.first_of.keys())
        ]
    return [known[name] for name in sorted(known) if known[name].template is not None]


def _row(project: Project, report: DocumentReport, place: tuple[str, str]) -> Row:
    said = project.document(report.docname)
    status = report.status or said.get("status", "")
    statuses = project.settings.statuses
    folded = status.casefold()
    return Row(
        docname=report.docname,
        title=said["title"],
        template=report.template or "",
        status=status,
        version=said.get("version", ""),
        owner=said.get("owner", ""),
        sections=report.sections,
        findings=report.open,
        errors=sum(f.counts and f.severity == "error" for f in report.findings),
        quiet=sum(f.severity == "info" for f in report.told),
        complete=report.complete,
        so_far=report.so_far,
        step=statuses.index(folded) if folded in statuses else -1,
        risk=report.risk,
        report=place,
    )


def _wanted(row: Row, options: dict[str, str]) -> bool:
    """Whether a document has one of the statuses, and one of the templates, that are named."""
    return all(
        name not in options or title_key(getattr(row, name)) in listed(options[name])
        for name in ("status", "template")
    )


def _sorted(rows: list[Row], key: Callable[[Row], Any], *, down: bool) -> list[Row]:
    """Return rows in order; those that have nothing to be sorted by come last either way."""
    known = [row for row in rows if key(row) is not None]
    known.sort(key=key, reverse=down)
    return [*known, *(row for row in rows if key(row) is None)]


def _columns(options: dict[str, str], rows: list[Row]) -> list[str]:
    """Return the columns that are asked for, else those in which anything stands."""
    if "columns" in options:
        return columns_of(options["columns"])
    return [name for name in COLUMNS if name in _ALWAYS or any(getattr(r, name) for r in rows)]
