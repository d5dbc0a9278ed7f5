"""A report: what the build found out about a project, as written to `tdd.json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cached_property

import msgspec

from .finding import Finding, Rule
from .follows import family_of
from .kind import Record
from .versions import in_order

UNNAMED = "Project name not set"
"""What Sphinx calls a project whose configuration gives it no name."""


class Sections(msgspec.Struct, frozen=True):
    """How many sections of its template a document owes, has, and has filled."""

    required: int = 0
    present: int = 0
    filled: int = 0

    @property
    def percent(self) -> int:
        """The filled ones of a hundred owed, rounded down: 100 where all are."""
        return self.filled * 100 // self.required if self.required else 100


class Stand(Enum):
    """How a section of the template stands in a document; the value is its letter."""

    FILLED = "F"
    ANSWERED = "A"
    """It says that it has nothing to say, as "N/A" does: it counts as filled."""
    IN_PART = "I"
    """An item, a table or a diagram is missing in it or empty."""
    PLACEHOLDER = "P"
    """Template text was left in."""
    EMPTY = "E"
    MISSING = "M"
    NOT_ASKED = "."
    """It belongs in a repeated part that the document does not have as a section."""

    @property
    def is_filled(self) -> bool:
        """Whether it counts as filled."""
        return self in {Stand.FILLED, Stand.ANSWERED}


class Coverage(msgspec.Struct, frozen=True):
    """How all sections of a template stand in a document, and where they are in its page.

    Attributes:
        letters: one a section, in the order of the template: how it stands, as a capital where
            the document owes it.
        anchors: where a section is or belongs, by its number in the template. What is left out is
            at the usual anchor of its title; of missing sections, where the one above belongs.
        pages: the page on which that is, by the same number, where it is not the first one.
    """

    letters: str = ""
    anchors: dict[int, str] = {}
    pages: dict[int, str] = {}

    @property
    def stands(self) -> list[tuple[Stand, bool]]:
        """How each section stands, and whether it is owed."""
        return [(Stand(letter.upper()), letter.isupper()) for letter in self.letters]


class Migration(msgspec.Struct, frozen=True):
    """What a document would owe in another version of its template, and does not owe now.

    Attributes:
        target: that version.
        owes: what would be missing; no finding stands against the document.
    """

    target: str
    owes: tuple[Finding, ...] = ()


class Verdict(msgspec.Struct, frozen=True):
    """What the checks say of one document.

    Attributes:
        version: the version of its template that it was held against, or "".
        migration: None where it follows the version that it is to reach.
    """

    findings: tuple[Finding, ...] = ()
    sections: Sections = Sections()
    status: str = ""
    title: str = ""
    coverage: Coverage = Coverage()
    version: str = ""
    migration: Migration | None = None


class TopRisk(msgspec.Struct, frozen=True):
    """The record of a document that has the highest level of those that are not closed.

    Attributes:
        id: the id that the writer gave, or "".
        title: what names it, as plain text.
        level: the name of its level.
        step: the step of its level, from 1.
        kind: the name of its kind.
        anchor: the id of its place in the page.
        page: the docname of that page, "" for the document's first.
    """

    id: str
    title: str
    level: str
    step: int
    kind: str
    anchor: str
    page: str = ""


class DocumentReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the build found out about one document.

    Attributes:
        path: the document's file, relative to the source folder, with `/`.
        template: the id of its template; None where it follows none and only its records were
            checked.
        status: the status its front matter or document information gives, or None.
        risk: the open record of the highest level, None where none has a level.
        coverage: how the sections of its template stand.
        version: the version of its template that it follows, None where it has none.
        migration: what it would owe in the version that it is to reach, None where that is it.
        pages: the docnames of its other pages, where it is a design over many of them.
    """

    docname: str
    path: str
    title: str
    template: str | None
    status: str | None
    sections: Sections
    findings: tuple[Finding, ...] = ()
    risk: TopRisk | None = None
    coverage: Coverage = Coverage()
    version: str | None = None
    migration: Migration | None = None
    pages: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """What all versions of its template have in common: an id, a path with `{version}`."""
        return family_of(self.template or "", self.version or "")

    @property
    def complete(self) -> bool:
        """Whether nothing stands against the document, old debt included."""
        return self.open == 0 and not any(finding.known for finding in self.findings)

    @property
    def so_far(self) -> bool:
        """Whether it is complete while sections lack something, which informs alone, as of drafts.

        What a comment or `suppress_warnings` keeps quiet is not owed.
        """
        sections = self.sections
        return self.complete and sections.filled < sections.required and bool(self.told)

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings that readers are told of: old debt is owed too."""
        return tuple(f for f in self.findings if not f.suppressed and f.ignored is None)

    @property
    def open(self) -> int:
        """How many findings count against the document."""
        return sum(finding.counts for finding in self.findings)


class TemplateVersions(msgspec.Struct, frozen=True):
    """The versions of a template that documents follow by version.

    Attributes:
        name: its id, or its path with `{version}` in it.
        known: all versions from the first to the newest.
        target: the one that documents are to reach.
    """

    name: str
    known: tuple[str, ...]
    target: str


class Report(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What the build found out about a project.

    Attributes:
        findings: those that belong to no document, such as a pattern that takes none.
        templates: the versions of templates of which documents name one, by name.
    """

    project: str
    documents: tuple[DocumentReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    records: tuple[Record, ...] = ()
    templates: tuple[TemplateVersions, ...] = ()

    @cached_property
    def checked(self) -> tuple[DocumentReport, ...]:
        """The documents that were held against a template."""
        return tuple(document for document in self.documents if document.template is not None)

    @cached_property
    def versions(self) -> dict[str, dict[str, int]]:
        """How many documents follow each version of each template that has versions."""
        found: dict[str, Counter[str]] = {}
        for document in self.checked:
            if document.version:
                found.setdefault(document.family, Counter())[document.version] += 1
        known = {template.name: template.known for template in self.templates}
        return {
            name: {each: found[name][each] for each in in_order(found[name], known.get(name, ()))}
            for name in sorted(found)
        }

    @cached_property
    def migrating(self) -> tuple[DocumentReport, ...]:
        """The documents that follow another version of their template than they are to reach."""
        return tuple(document for document in self.checked if document.migration is not None)

    @cached_property
    def behind(self) -> bool:
        """Whether all of these follow an older version than that."""
        known = {template.name: template.known for template in self.templates}
        pairs = ((d, d.migration.target) for d in self.migrating if d.migration)
        return all(
            in_order([target, d.version or ""], known.get(d.family, ()))[-1] == target
            for d, target in pairs
        )

    @cached_property
    def complete(self) -> int:
        """How many of the checked documents have nothing against them."""
        return sum(document.complete for document in self.checked)

    @cached_property
    def counted(self) -> dict[str, int]:
        """How many findings count against the project, by rule, sorted by name."""
        return dict(sorted(Counter(f.rule for f in self._everything() if f.counts).items()))

    @cached_property
    def known(self) -> int:
        """How many findings are old debt, and would count if they were not."""
        loud = {"warning", "error"}
        found = (f for f in self._everything() if f.known and f.severity in loud)
        return sum(not f.suppressed and f.ignored is None for f in found)

    @cached_property
    def failed(self) -> bool:
        """Whether an error counts against the project."""
        return any(f.severity == "error" and f.counts for f in self._everything())

    def _everything(self) -> Iterator[Finding]:
        yield from self.findings
        for document in self.documents:
            yield from document.findings


def total(sections: Iterable[Sections]) -> Sections:
    """Return the sum of the counts."""
    rows = [(s.required, s.present, s.filled) for s in sections]
    return Sections(*(sum(column) for column in zip(*rows, strict=True))) if rows else Sections()


def incomplete(documents: Iterable[DocumentReport], least: float) -> Finding | None:
    """Return the finding that too little of all owed sections is filled, None where it is enough.

    Args:
        documents: all of a project.
        least: of a hundred sections that are owed, how many are to be filled.
    """
    counts = total(document.sections for document in documents)
    if not counts.required or counts.filled * 100 >= least * counts.required:
        return None
    share = counts.filled * 100 / counts.required
    message = (
        f"{counts.filled} of {counts.required} owed sections are filled, {share:.1f} %; "
        f"tdd_min_complete asks for {least:g} %"
    )
    return Finding(rule=Rule.INCOMPLETE.value, severity="error", message=message)
