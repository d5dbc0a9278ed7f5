"""`tdd-versions`: how many documents follow which version of a template, and what others owe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from ..directives.view import View
from ..directives.view_options import listed
from ..model.finding import Finding
from ..model.report import DocumentReport, Report, TemplateVersions
from ..model.titles import title_key

if TYPE_CHECKING:
    from .project import Project


class Line(msgspec.Struct, frozen=True):
    """A version of a template.

    Attributes:
        template: the id of the template, or its path with `{version}` in it.
        count: how many documents follow it.
        newest: whether no other version comes after it.
        target: whether a setting says that documents are to reach it.
    """

    template: str
    version: str
    count: int
    newest: bool
    target: bool


class Owed(msgspec.Struct, frozen=True):
    """What a document would owe in one section.

    Attributes:
        rule: the rule by which it would be told.
        section: the path of the section, in the words of the template.
        parts: what is missing in it, or with it.
        page: the page on which it belongs.
        anchor: where it belongs there.
    """

    rule: str
    section: tuple[str, ...]
    parts: tuple[str, ...]
    page: str
    anchor: str


class Row(msgspec.Struct, frozen=True):
    """A document that follows another version than it is to reach."""

    docname: str
    title: str
    version: str
    owes: list[Owed]


class Group(msgspec.Struct, frozen=True):
    """The documents that are to reach the same version of a template."""

    template: str
    target: str
    rows: list[Row]


class Versions(msgspec.Struct, frozen=True):
    """What the view shows.

    Attributes:
        lines: the versions that are followed, and those that are to be.
        groups: what is to be migrated.
        total: how many documents follow a version.
        migrating: how many of them are to reach another, before `:limit:`.
        shown: how many of these are shown.
        asked: whether options leave out documents that there may be.
    """

    lines: list[Line]
    groups: list[Group]
    total: int
    migrating: int
    shown: int
    asked: bool


# -- what is shown ------------------------------------------------------------------------


def versions_content(project: Project, view: View) -> Versions:
    """Return what the view shows."""
    options = view.options
    report = project.report or Report(project="")
    found = [each for each in report.checked if each.version and _wanted(each, view)]
    moving = [each for each in found if each.migration is not None]
    shown = moving[: int(options["limit"])] if "limit" in options else moving
    set_target = project.settings.target_version
    return Versions(
        lines=list(_lines(found, report.templates, set_target)),
        groups=list(_groups(project, shown)),
        total=len(found),
        migrating=len(moving),
        shown=len(shown),
        asked=not {"documents", "template"}.isdisjoint(options),
    )


def _wanted(document: DocumentReport, view: View) -> bool:
    """Whether `:documents:` takes one of a document's pages, and `:template:` what it follows."""
    if not any(view.takes(page) for page in (document.docname, *document.pages)):
        return False
    if "template" not in view.options:
        return True
    names = listed(view.options["template"])
    return not names.isdisjoint(map(title_key, (document.family, document.template or "")))


def _lines(
    documents: Iterable[DocumentReport], templates: Iterable[TemplateVersions], target: str
) -> Iterator[Line]:
    """Yield the versions that are followed, the newest, and the one that is to be reached."""
    counted = Report(project="", documents=tuple(documents), templates=tuple(templates))
    known = {each.name: each.known for each in counted.templates}
    for name, counts in counted.versions.items():
        order = known.get(name) or tuple(counts)
        for version in order:
            newest, aimed = version == order[-1], version == target
            if version in counts or newest or aimed:
                yield Line(name, version, counts.get(version, 0), newest, aimed)


def _groups(project: Project, documents: Iterable[DocumentReport]) -> Iterator[Group]:
    found: dict[tuple[str, str], list[Row]] = {}
    for each in sorted(documents, key=lambda document: document.docname):
        if each.migration is not None:
            title = project.document(each.docname)["title"]
            owes = [_owed(each.docname, finding) for finding in each.migration.owes]
            row = Row(each.docname, title, each.version or "", owes)
            found.setdefault((each.family, each.migration.target), []).append(row)
    for (template, target), rows in sorted(found.items()):
        yield Group(template, target, rows)


def _owed(docname: str, finding: Finding) -> Owed:
    page = finding.page or docname
    return Owed(finding.rule, finding.section, finding.missing, page, finding.anchor)
