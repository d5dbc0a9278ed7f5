"""What the banner of each design document shows: how it stands, and what it still owes."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from ..model import banner
from ..model.finding import Severity
from ..model.report import DocumentReport, Sections

if TYPE_CHECKING:
    from .project import Project


class Owed(msgspec.Struct, frozen=True, array_like=True):
    """One finding: its words, and where in the document it belongs.

    Attributes:
        page: the docname of the page that the anchor is on.
        anchor: the id of the heading there, "" for the document itself.
    """

    severity: Severity
    message: str
    page: str
    anchor: str


class Banner(msgspec.Struct, frozen=True, array_like=True):
    """What the banner of one document shows.

    Attributes:
        template: the title of its template.
        edition: the version of that which it follows, "" where versions play no part.
        version: the document's own.
        complete: whether nothing stands against it.
        so_far: whether that is so only because what it lacks informs alone.
        owed: what is found in it, also what only informs.
    """

    status: str
    version: str
    template: str
    edition: str
    owner: str
    sections: Sections
    complete: bool
    so_far: bool
    owed: list[Owed]


class Banners:
    """The banners of all documents of a build; where no page shows any, there are none.

    Args:
        project: all documents together, once they are judged.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self._made: dict[str, Banner | None] = {}

    @cached_property
    def said(self) -> dict[str, str]:
        """What documents say for themselves, by docname."""
        metadata = self.project.env.metadata
        found = ((name, str(metadata[name].get(banner.KEY, ""))) for name in sorted(metadata))
        return {name: word for name, word in found if word in banner.WORDS}

    @cached_property
    def shown(self) -> bool:
        """Whether the builder shows banners, and any document may have one."""
        builder = self.project.builder
        on_screen = builder.format == "html" and builder.name != "epub"
        wanted = {self.project.settings.document_banner, *self.said.values()}
        return on_screen and wanted != {banner.NONE}

    @cached_property
    def _reports(self) -> dict[str, DocumentReport]:
        """The reports on the documents that follow a template, by docname."""
        report = self.project.report
        checked = report.checked if report is not None and self.shown else ()
        return {each.docname: each for each in checked}

    @property
    def docnames(self) -> set[str]:
        """The documents that may have a banner: of a design over many pages, the first."""
        return set(self._reports)

    def of(self, docname: str) -> Banner | None:
        """Return the banner of a document, None where it has none."""
        if docname not in self._made:
            report = self._reports.get(docname)
            self._made[docname] = self._wanted(report) if report is not None else None
        return self._made[docname]

    def digest(self, docname: str) -> bytes:
        """Return a digest of what the banner of a document shows; empty where it has none."""
        made = self.of(docname)
        if made is None:
            return b""
        return hashlib.blake2b(msgspec.msgpack.encode(made), digest_size=16).digest()

    def _wanted(self, report: DocumentReport) -> Banner | None:
        word = self.said.get(report.docname, self.project.settings.document_banner)
        if word == banner.NONE:
            return None
        made = self._make(report)
        owes_nothing = made.complete and not made.so_far
        return None if word == banner.INCOMPLETE and owes_nothing else made

    def _make(self, report: DocumentReport) -> Banner:
        said = self.project.document(report.docname)
        template = self.project.templates.get(report.template or "")
        return Banner(
            status=report.status or said.get("status", ""),
            version=said.get("version", ""),
            template=(template.title if template else "") or report.template or "",
            edition=(report.version or "") if report.family in self._versioned else "",
            owner=said.get("owner", ""),
            sections=report.sections,
            complete=report.complete,
            so_far=report.so_far,
            owed=[
                Owed(each.severity, each.message, each.page or report.docname, each.anchor)
                for each in report.told
            ],
        )

    @cached_property
    def _versioned(self) -> frozenset[str]:
        """The templates of which documents follow a version by name."""
        report = self.project.report
        return frozenset(each.name for each in report.templates) if report else frozenset()
