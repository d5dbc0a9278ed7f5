"""`tdd-report`: what was found, by document or by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec
from docutils.nodes import make_id

from ..directives.project_views import DOCUMENT, RULE, by_what
from ..directives.view import View
from ..directives.view_options import listed
from ..model.finding import Finding
from ..model.titles import title_key

if TYPE_CHECKING:
    from .project import Project


class Row(msgspec.Struct, frozen=True):
    """One finding.

    Attributes:
        docname: the document, "" where it belongs to none.
        document: its title.
        section: the title of the section that it is about, "" for none.
        anchor: where that is, or where it belongs.
        source: the file that the line is one of, where that is another.
        reason: why it is ignored, None where it is not.
        page: the page that the anchor is on, where that is not the document's first.
    """

    docname: str
    document: str
    section: str
    anchor: str
    source: str
    line: int
    severity: str
    rule: str
    message: str
    reason: str | None
    page: str = ""


class Group(msgspec.Struct, frozen=True):
    """The findings of a document, or of a rule.

    Attributes:
        name: the docname or the rule's name; "" for what belongs to no document.
        anchor: the id of its table.
    """

    name: str
    title: str
    anchor: str
    rows: list[Row]


class Frequent(msgspec.Struct, frozen=True):
    """A rule, and how often it found something.

    Attributes:
        gist: the first sentence of its documentation.
        count: how many findings there are of it.
        documents: in how many documents.
    """

    name: str
    gist: str
    count: int
    documents: int


class Findings(msgspec.Struct, frozen=True):
    """What the view shows.

    Attributes:
        by: whether it has a table for each document or for each rule.
        total: how many findings there are, before `:limit:`.
        documents: how many documents the project holds against templates.
        affected: in how many of these anything was found.
        listed: the page and the anchor of a list of all documents, "" for nowhere.
        severities: how many findings there are of each severity.
        rules: those of the findings, the most frequent first.
        asked: whether options leave out findings that there may be.
        ignored: those that a comment silences, where they are asked for.
    """

    by: str
    groups: list[Group]
    total: int
    shown: int
    documents: int
    affected: int
    listed: tuple[str, str]
    severities: dict[str, int]
    rules: list[Frequent]
    asked: bool
    ignored: list[Row]


# -- what is shown ------------------------------------------------------------------------


def report_content(project: Project, view: View) -> Findings:
    """Return what the view shows."""
    options = view.options
    everything = [row for row in _rows(project) if _wanted(row, view)]
    found = [row for row in everything if row.reason is None]
    shown = found[: int(options["limit"])] if "limit" in options else found
    by = by_what(options["by"]) if "by" in options else DOCUMENT
    checked = {each.docname for each in project.report.checked} if project.report else set()
    groups = _by_rule(shown) if by == RULE else _by_document(shown)
    return Findings(
        by=by,
        groups=list(_anchored(groups, view)),
        total=len(found),
        shown=len(shown),
        documents=len(checked),
        affected=len(checked.intersection(row.docname for row in found)),
        listed=project.place_of("documents"),
        severities=dict(sorted(Counter(row.severity for row in found).items())),
        rules=_rules(project, found),
        asked=not {"documents", "rule", "severity"}.isdisjoint(options),
        ignored=[r for r in everything if r.reason is not None] if "ignored" in options else [],
    )


def _rules(project: Project, rows: Iterable[Row]) -> list[Frequent]:
    """Return the rules that found something, the most frequent first."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.rule, []).append(row.docname)
    if not found:
        return []
    # Imported late: it reads the source, and few builds have a page to be written again.
    from ..model.rule_docs import rule_docs

    known = rule_docs(project.kinds)
    rules = [
        Frequent(name, known[name].summary if name in known else "", len(each), len(set(each)))
        for name, each in found.items()
    ]
    return sorted(rules, key=lambda rule: (-rule.count, rule.name))


def _rows(project: Project) -> Iterator[Row]:
    """Yield all findings that are not suppressed: first those of the project, then by docname."""
    report = project.report
    if report is None:
        return
    yield from (_row(each, "", "") for each in report.findings if not each.suppressed)
    for document in sorted(report.documents, key=lambda each: each.docname):
        title = project.document(document.docname)["title"]
        for each in document.findings:
            if not each.suppressed:
                yield _row(each, document.docname, title)


def _row(finding: Finding, docname: str, document: str) -> Row:
    return Row(
        docname=docname,
        document=document,
        section=finding.section[-1] if finding.section else "",
        anchor=finding.anchor,
        source=finding.source,
        line=finding.line,
        severity=finding.severity,
        rule=finding.rule,
        message=finding.message,
        reason=finding.ignored,
        page=finding.page,
    )


def _wanted(row: Row, view: View) -> bool:
    options = view.options
    if "documents" in options and not any(view.takes(n) for n in (row.docname, row.page) if n):
        return False
    return all(
        name not in options or title_key(getattr(row, name)) in listed(options[name])
        for name in ("rule", "severity")
    )


def _by_document(rows: Iterable[Row]) -> Iterator[Group]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.docname, []).append(row)
    for docname, group in found.items():
        yield Group(docname, group[0].document, docname, group)


def _by_rule(rows: Iterable[Row]) -> Iterator[Group]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.rule, []).append(row)
    for rule in sorted(found):
        yield Group(rule, rule, rule, found[rule])


def _anchored(groups: Iterable[Group], view: View) -> Iterator[Group]:
    """Yield the groups, each with an id that no other has."""
    first = f"tdd-report-{view.number + 1}"
    used = {f"{first}-rules", f"{first}-ignored"}  # the table of rules, and that at the end
    for group in groups:
        anchor = base = make_id(f"{first}-{group.name or 'project'}")
        number = 1
        while anchor in used:
            number += 1
            anchor = f"{base}-{number}"
        used.add(anchor)
        yield msgspec.structs.replace(group, anchor=anchor)


def places_of_findings(project: Project) -> dict[str, tuple[str, str]]:
    """Return, by docname, the page and the anchor of a report that shows all findings."""
    places: dict[str, tuple[str, str]] = {}
    views = (view for name in sorted(project.domain.views) for view in project.domain.views[name])
    for view in views:
        if view.name == "report" and not {"rule", "severity", "limit"} & set(view.options):
            found: Findings = project.content(view, report_content)
            for group in found.groups if found.by == DOCUMENT else ():
                places.setdefault(group.name, (view.docname, group.anchor))
    return places
