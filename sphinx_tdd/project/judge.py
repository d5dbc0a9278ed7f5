"""All documents of a project judged: which follows what, and what is said of each.

A verdict is kept under a digest of all that it depends on, so that an edited template needs no
document read again, and a document that did not change is not judged again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import msgspec

from .. import __version__
from ..checks.grade import grade
from ..derive.contracts import Contracts, family, with_version
from ..model.finding import Finding, Rule
from ..model.follows import Contract, Follows
from ..model.kind import Problem, Record
from ..model.outline import Outline
from ..model.report import (
    DocumentReport,
    Report,
    TemplateVersions,
    TopRisk,
    Verdict,
    incomplete,
)
from ..model.settings import Settings
from ..model.titles import did_you_mean
from ..model.versions import aim
from .binding import Binding, bind, nothing_checked

if TYPE_CHECKING:
    from ..model.kind_library import KindLibrary

Progress = Callable[[list[str]], Iterable[str]]
"""Yields the names of documents that are worked on one after the other, and tells so."""

_verdicts = msgspec.msgpack.Decoder(Verdict)


class Documents(Protocol):
    """The documents of a project, as they were read."""

    @property
    def names(self) -> Collection[str]:
        """The docnames of all of them."""

    @property
    def templates(self) -> Mapping[str, str]:
        """What documents say themselves of the template that they follow, by docname."""

    @property
    def paged(self) -> Collection[str]:
        """Those that say that they are the first pages of designs over many."""

    @property
    def toctrees(self) -> Mapping[str, Sequence[str]]:
        """The pages that the toctrees of each document include, by docname."""

    @property
    def verdicts(self) -> dict[str, tuple[bytes, bytes]]:
        """Each document's verdict as bytes, under the key of what it was judged by."""

    def path(self, docname: str) -> str:
        """Return a document's file, relative to the source folder, with `/`."""

    def mark(self, docname: str) -> bytes:
        """Return a digest of all that the outline of a document rests on."""

    def outline(self, docname: str) -> Outline:
        """Return what a document has."""

    def status(self, docname: str) -> str:
        """Return what a document says of its status, or ""."""

    def problems(self, docname: str) -> Sequence[Problem]:
        """Return what is wrong with the records of a document by themselves."""


class Judge:
    """Judges all documents of a project.

    Args:
        documents: as they were read.
        suppressed: what `suppress_warnings` names.

    Attributes:
        binding: which document follows which template.
        of_project: what is wrong with the records of a document in the light of all others.
        risks: the open record of the highest level, by docname.
    """

    def __init__(
        self,
        documents: Documents,
        settings: Settings,
        contracts: Contracts,
        kinds: KindLibrary,
        suppressed: Collection[str] = (),
    ) -> None:
        self.documents = documents
        self.settings = settings
        self.contracts = contracts
        self.kinds = kinds
        self.suppressed = frozenset(suppressed)
        self.basis = hashlib.blake2b(
            msgspec.msgpack.encode([__version__, settings, kinds.digest]), digest_size=16
        ).digest()
        self._targets: dict[Contract, Contract | None] = {}
        self.binding = self._bind()
        self.of_project: Mapping[str, tuple[Problem, ...]] = {}
        self.risks: Mapping[str, TopRisk] = {}

    def pages_of(self, docname: str) -> tuple[str, ...]:
        """Return the pages of a document, itself first: several where it is a design over many."""
        return (docname, *self.binding.pages.get(docname, ()))

    def report(
        self,
        project: str,
        faults: Iterable[Finding] = (),
        records: Iterable[Record] = (),
        progress: Progress = iter,
    ) -> Report:
        """Return the report on the project.

        Args:
            project: its name.
            faults: what is wrong with its configuration and files.
            records: all that it has.
            progress: tells which document is judged.
        """
        binding = self.binding
        names = self._names(binding)
        self.judge_all(names, progress)
        documents = [self._document(name, binding) for name in names]
        general = [*faults, *binding.findings]
        if not binding.contracts and self.settings.documents != {}:
            outlines = self._outlines_but(binding.opted_out)
            general.append(nothing_checked(outlines, self.contracts.template_files))
        if (too_little := incomplete(documents, self.settings.min_complete)) is not None:
            general.append(too_little)
        general.extend(self._no_target(templates := self._templates()))
        return Report(
            project=project,
            documents=tuple(documents),
            findings=tuple(f for f in map(self._grade, general) if f.severity != "off"),
            records=tuple(sorted(records, key=lambda r: (r.docname, r.line, r.kind, r.id))),
            templates=templates,
        )

    def _grade(self, finding: Finding) -> Finding:
        return mark_suppressed(grade(finding, self.settings, ""), self.suppressed)

    def _bind(self) -> Binding:
        """Return which document follows which template."""
        documents = self.documents
        paths = {docname: documents.path(docname) for docname in documents.names}
        said = {name: each.strip() for name, each in documents.templates.items() if name in paths}
        paged = [name for name in documents.paged if name in paths]
        return bind(
            self.settings.documents, said, paths, self.contracts, paged, documents.toctrees
        )

    def _names(self, binding: Binding) -> list[str]:
        """Return the documents that there is something to say of."""
        known = {*binding.contracts, *binding.own, *self.of_project}
        known |= {name for name in self.documents.names if self.documents.problems(name)}
        first_of = binding.first_of
        return sorted(
            {first_of.get(name, name) for name in known.intersection(self.documents.names)}
        )

    def _outlines_but(self, opted_out: frozenset[str]) -> Iterator[tuple[str, Outline]]:
        for docname in sorted(set(self.documents.names) - opted_out):
            yield docname, self.documents.outline(docname)

    def judge_all(self, names: list[str], progress: Progress = iter) -> None:
        """Judge the documents whose verdict is not kept."""
        digests = {name: self.key(name) for name in names}
        kept = self.documents.verdicts
        fresh = [name for name in names if kept.get(name, (b"", b""))[0] != digests[name]]
        for name in progress(fresh) if fresh else ():
            verdict = self.judge(name, self._outline(name))
            kept[name] = (digests[name], msgspec.msgpack.encode(verdict))

    def found(self, docname: str) -> tuple[Finding, ...]:
        """Return what is said of a document, on all of its pages."""
        self.judge_all([docname])
        return _verdicts.decode(self.documents.verdicts[docname][1]).findings

    def judge(self, docname: str, outline: Outline) -> Verdict:
        """Return what is to be said of a document, by itself.

        Args:
            outline: what it has, on all of its pages.
        """
        # Imported late: a build in which nothing changed does without the checks.
        from ..checks.verdict import judge, would_owe

        contract = self.binding.contracts.get(docname)
        template = self.contracts.template(contract) if contract is not None else None
        status = self.documents.status(docname)
        rest = (self.settings, self.kinds)
        verdict = judge(outline, template, *rest, self._problems(docname), status)
        target = self._target(contract)
        if contract is None or target is None:
            return verdict
        later = judge(outline, self.contracts.template(target), *rest, (), status)
        return would_owe(verdict, later)

    def _outline(self, docname: str) -> Outline:
        """Return the outline of a document, with all the pages that it has."""
        from ..checks.assemble import Page, assemble

        first, *others = self.pages_of(docname)
        outline = self.documents.outline(first)
        pages = [(n, self.documents.path(n), self.documents.outline(n)) for n in others]
        apart = self._apart(docname)
        return assemble(outline, [Page(*page) for page in pages], apart) if pages else outline

    def _apart(self, docname: str) -> list[str]:
        """Return the pages that toctrees of a design include, and that are none of it."""
        pages = self.pages_of(docname)
        listed = (name for page in pages for name in self.documents.toctrees.get(page, ()))
        apart = {name for name in listed if name in self.documents.names}.difference(pages)
        return sorted(apart) if len(pages) > 1 else []

    def _target(self, contract: Contract | None) -> Contract | None:
        """Return the contract in the version that is to be reached, where that is another."""
        if contract is None:
            return None
        if contract not in self._targets:
            wanted, known = self.settings.target_version, self._known(contract)
            self._targets[contract] = self.contracts.target(contract, wanted, known)
        return self._targets[contract]

    def _known(self, contract: Contract) -> tuple[str, ...]:
        """Return the order of the versions of a contract's template, where settings say it."""
        said = (self.settings.documents or {}).values()
        return next((f.versions for f in said if f.versions and _is_of(f, contract)), ())

    def _templates(self) -> tuple[TemplateVersions, ...]:
        """Return the versions of the templates of which a version is named, by name."""
        found: dict[str, TemplateVersions] = {}
        wanted = self.settings.target_version
        for contract in self.binding.contracts.values():
            name = family(contract)
            if name not in found and (wanted or contract.version):
                known = self.contracts.versions(contract, self._known(contract))
                found[name] = TemplateVersions(name, tuple(known), aim(known, wanted))
        return tuple(found[name] for name in sorted(found) if found[name].known)

    def _no_target(self, templates: Sequence[TemplateVersions]) -> Iterator[Finding]:
        """Yield the finding that no template has the version that is to be reached."""
        wanted = self.settings.target_version
        known = list(dict.fromkeys(version for each in templates for version in each.known))
        if wanted and self.binding.contracts and wanted not in known:
            hint = did_you_mean(wanted, known)
            message = f"no template that is followed has the version {wanted!r}{hint}"
            yield Finding(rule=Rule.CONFIG.value, message=f"tdd_target_version: {message}")

    def _problems(self, docname: str) -> tuple[Problem, ...]:
        """Return what is wrong with the records on the pages of a document."""
        first, *others = self.pages_of(docname)
        on_others = (
            msgspec.structs.replace(
                each, page=name, source=each.source or self.documents.path(name)
            )
            for name in others
            for each in self._problems_on(name)
        )
        return (*self._problems_on(first), *on_others)

    def _problems_on(self, docname: str) -> tuple[Problem, ...]:
        own, others = self.documents.problems(docname), self.of_project.get(docname, ())
        off = {rule for rule, severity in self.settings.severity.items() if severity == "off"}
        loud = (p for p in others if p.severity != "off" and p.rule not in off)
        told = {(problem.source, problem.line, problem.field) for problem in loud}
        # A rule about a field says more than that the field is missing.
        kept = (p for p in own if not p.field or (p.source, p.line, p.field) not in told)
        return (*kept, *others)

    def key(self, docname: str) -> bytes:
        """Return a digest of all that a document's verdict depends on."""
        digest = hashlib.blake2b(self.basis, digest_size=16)
        for contract in (c := self.binding.contracts.get(docname), self._target(c)):
            digest.update(self.contracts.digest(contract) if contract is not None else b"")
        for page in self.pages_of(docname):
            digest.update(page.encode() + b"\0" + self.documents.mark(page))
        digest.update(msgspec.msgpack.encode(self._apart(docname)))
        status = self.documents.status(docname)
        digest.update(msgspec.msgpack.encode([status, self._problems(docname)]))
        return digest.digest()

    def _document(self, docname: str, binding: Binding) -> DocumentReport:
        verdict = _verdicts.decode(self.documents.verdicts[docname][1])
        contract = binding.contracts.get(docname)
        unknown = binding.own.get(docname)
        first = (grade(unknown, self.settings, verdict.status.casefold()),) if unknown else ()
        findings = (*(f for f in first if f.severity != "off"), *verdict.findings)
        return DocumentReport(
            docname=docname,
            path=self.documents.path(docname),
            title=verdict.title,
            template=contract.name if contract is not None else None,
            status=verdict.status or None,
            sections=verdict.sections,
            findings=tuple(mark_suppressed(finding, self.suppressed) for finding in findings),
            risk=self._risk(docname),
            coverage=verdict.coverage,
            version=verdict.version or None,
            migration=verdict.migration,
            pages=self.pages_of(docname)[1:],
        )

    def _risk(self, docname: str) -> TopRisk | None:
        """Return the open record of the highest level on the pages of a document."""
        pages = [page for page in self.pages_of(docname) if page in self.risks]
        if not pages:
            return None
        page = max(pages, key=lambda name: self.risks[name].step)
        risk = self.risks[page]
        return risk if page == docname else msgspec.structs.replace(risk, page=page)


def _is_of(said: Follows, contract: Contract) -> bool:
    """Whether a pattern speaks of the template of a contract, in any version."""
    return family(contract) in {said.template, family(with_version(said.contract()))}


def mark_suppressed(finding: Finding, suppressed: frozenset[str]) -> Finding:
    """Return the finding, marked where `suppress_warnings` keeps it quiet."""
    if not suppressed.isdisjoint({"tdd", "tdd.*", f"tdd.{finding.rule}"}):
        return msgspec.structs.replace(finding, suppressed=True)
    return finding
