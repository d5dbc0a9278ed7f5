"""A report: what the build found out about a project, as written to `tdd.json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

import msgspec

from .finding import Finding
from .kind import Record


class Sections(msgspec.Struct, frozen=True):
    """How many sections of its template a document owes, has, and has filled."""

    required: int = 0
    present: int = 0
    filled: int = 0


class Verdict(msgspec.Struct, frozen=True):
    """What the checks say of one document."""

    findings: tuple[Finding, ...] = ()
    sections: Sections = Sections()
    status: str = ""
    title: str = ""


class DocumentReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the build found out about one document.

    Attributes:
        path: the document's file, relative to the source folder, with `/`.
        template: the id of its template; None where it follows none and only its records were
            checked.
        status: the status its front matter or document information gives, or None.
    """

    docname: str
    path: str
    title: str
    template: str | None
    status: str | None
    sections: Sections
    findings: tuple[Finding, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing stands against the document."""
        return not any(finding.counts for finding in self.findings)


class Report(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What the build found out about a project.

    Attributes:
        findings: those that belong to no document, such as a pattern that takes none.
    """

    project: str
    documents: tuple[DocumentReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    records: tuple[Record, ...] = ()

    @cached_property
    def checked(self) -> tuple[DocumentReport, ...]:
        """The documents that were held against a template."""
        return tuple(document for document in self.documents if document.template is not None)

    @cached_property
    def complete(self) -> int:
        """How many of the checked documents have nothing against them."""
        return sum(document.complete for document in self.checked)

    @cached_property
    def counted(self) -> dict[str, int]:
        """How many findings count against the project, by rule, sorted by name."""
        everything = [*self.findings, *(f for d in self.documents for f in d.findings)]
        return dict(sorted(Counter(f.rule for f in everything if f.counts).items()))


def total(sections: Iterable[Sections]) -> Sections:
    """Return the sum of the counts."""
    rows = [(s.required, s.present, s.filled) for s in sections]
    return Sections(*(sum(column) for column in zip(*rows, strict=True))) if rows else Sections()
