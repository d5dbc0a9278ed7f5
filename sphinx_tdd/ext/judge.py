"""Judgement at `env-updated`, which fires on every build, also where nothing changed.

So an edited template needs no document read again, and a document from the cache still reports.
A verdict is kept in the environment under a digest of all that it depends on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec
from sphinx.util.display import status_iterator
from sphinx.util.logging import is_suppressed_warning

from .. import __version__
from ..checks.grade import grade
from ..derive.contracts import Contracts, family, with_version
from ..model.finding import Finding, Rule
from ..model.follows import Contract, Follows
from ..model.kind import Problem
from ..model.outline import Outline, decode
from ..model.report import DocumentReport, Report, TemplateVersions, TopRisk, Verdict, total
from ..model.settings import Settings
from ..model.titles import did_you_mean
from ..model.versions import aim
from .decision_files import note_decision_files
from .documents import FRONT_MATTER, Binding, bind, nothing_checked
from .many_pages import PAGES, TOCTREE

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .domain import TddDomain
    from .project import Project

_PROBLEMS = "problems of templates"
"""Under which name the environment keeps what is wrong with templates."""

_verdicts = msgspec.msgpack.Decoder(Verdict)


class Judge:
    """Judges all documents of a build."""

    def __init__(
        self,
        env: BuildEnvironment,
        domain: TddDomain,
        settings: Settings,
        contracts: Contracts,
        project: Project,
        verbosity: int = 0,
    ) -> None:
        self.env = env
        self.domain = domain
        self.settings = settings
        self.contracts = contracts
        self.kinds = project.kinds
        self.verbosity = verbosity
        self.basis = hashlib.blake2b(
            msgspec.msgpack.encode([__version__, settings, project.kinds.digest]), digest_size=16
        ).digest()
        self._targets: dict[Contract, Contract | None] = {}
        contracts.problems = dict(domain.memo.get(_PROBLEMS, {}))
        self.binding = self.bind()
        domain.memo[_PROBLEMS] = contracts.used_problems()
        project.template_of = self.binding.template_of
        project.first_of = self.binding.first_of
        note_decision_files(project, self.binding, contracts)
        self.of_project = project.problems()
        self.risks = project.risks()

    def pages_of(self, docname: str) -> tuple[str, ...]:
        """Return the pages of a document, itself first: several where it is a design over many."""
        return (docname, *self.binding.pages.get(docname, ()))

    def report(self, faults: tuple[Finding, ...]) -> Report:
        """Return the report on the project; `faults` belong to its configuration and files."""
        binding = self.binding
        names = self._names(binding)
        self.judge_all(names, binding)
        documents = [self._document(name, binding) for name in names]
        general = [*faults, *binding.findings]
        if not binding.contracts and self.settings.documents != {}:
            outlines = self._outlines_but(binding.opted_out)
            general.append(nothing_checked(outlines, self.contracts.template_files))
        general.extend(self._incomplete(documents))
        general.extend(self._no_target(templates := self._templates()))
        self.domain.outlines.clear()  # not kept in the environment: see `note_outline`
        records = self.domain.all_records()
        return Report(
            project=str(self.env.config.project),
            documents=tuple(documents),
            findings=tuple(f for f in map(self._grade, general) if f.severity != "off"),
            records=tuple(sorted(records, key=lambda r: (r.docname, r.line, r.kind, r.id))),
            templates=templates,
        )

    def _grade(self, finding: Finding) -> Finding:
        suppressed = frozenset(self.env.config.suppress_warnings)
        return mark_suppressed(grade(finding, self.settings, ""), suppressed)

    def bind(self) -> Binding:
        """Return which document follows which template."""
        said = {
            docname: str(metadata[FRONT_MATTER]).strip()
            for docname, metadata in self.env.metadata.items()
            if FRONT_MATTER in metadata and docname in self.domain.marks
        }
        paths = {docname: self._path(docname) for docname in self.domain.marks}
        paged = [n for n in paths if self.env.metadata.get(n, {}).get(PAGES) == TOCTREE]
        toctrees = self.env.toctree_includes
        return bind(self.settings.documents, said, paths, self.contracts, paged, toctrees)

    def _path(self, docname: str) -> str:
        """Return a document's file, relative to the source folder, with `/`."""
        return self.env.doc2path(docname, base=False).__fspath__().replace("\\", "/")

    def _names(self, binding: Binding) -> list[str]:
        """Return the documents that there is something to say of."""
        known = {*binding.contracts, *binding.own, *self.of_project}
        known |= {name for name, problems in self.domain.problems.items() if problems}
        first_of = binding.first_of
        return sorted({first_of.get(name, name) for name in known & set(self.domain.marks)})

    def _outlines_but(self, opted_out: frozenset[str]) -> Iterator[tuple[str, Outline]]:
        for docname in sorted(set(self.domain.marks) - opted_out):
            yield docname, decode(self.domain.outline_of(docname))

    def judge_all(self, names: list[str], binding: Binding) -> None:
        """Judge the documents whose verdict is not kept, with Sphinx's own progress."""
        digests = {name: self._digest(name, binding) for name in names}
        kept = self.domain.verdicts
        fresh = [name for name in names if kept.get(name, (b"", b""))[0] != digests[name]]
        if not fresh:
            return
        for name in status_iterator(
            fresh, "checking designs... ", "brown", len(fresh), self.verbosity
        ):
            verdict = self._judge(name, binding.contracts.get(name))
            kept[name] = (digests[name], msgspec.msgpack.encode(verdict))

    def _judge(self, docname: str, contract: Contract | None) -> Verdict:
        # Imported late: a build in which nothing changed does without the checks.
        from ..checks.verdict import judge, would_owe

        outline = self._outline(docname)
        template = self.contracts.template(contract) if contract is not None else None
        status = self.domain.said(docname).get("status", "")
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
        outline = decode(self.domain.outline_of(first))
        pages = [(n, self._path(n), decode(self.domain.outline_of(n))) for n in others]
        apart = self._apart(docname)
        return assemble(outline, [Page(*page) for page in pages], apart) if pages else outline

    def _apart(self, docname: str) -> list[str]:
        """Return the pages that toctrees of a design include, and that are none of it."""
        pages = self.pages_of(docname)
        listed = (name for page in pages for name in self.env.toctree_includes.get(page, ()))
        apart = {name for name in listed if name in self.domain.marks}.difference(pages)
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
            msgspec.structs.replace(each, page=name, source=each.source or self._path(name))
            for name in others
            for each in self._problems_on(name)
        )
        return (*self._problems_on(first), *on_others)

    def _problems_on(self, docname: str) -> tuple[Problem, ...]:
        own, others = self.domain.problems.get(docname, ()), self.of_project.get(docname, ())
        off = {rule for rule, severity in self.settings.severity.items() if severity == "off"}
        loud = (p for p in others if p.severity != "off" and p.rule not in off)
        told = {(problem.source, problem.line, problem.field) for problem in loud}
        # A rule about a field says more than that the field is missing.
        kept = (p for p in own if not p.field or (p.source, p.line, p.field) not in told)
        return (*kept, *others)

    def _digest(self, docname: str, binding: Binding) -> bytes:
        """Return a digest of all that a document's verdict depends on."""
        digest = hashlib.blake2b(self.basis, digest_size=16)
        for contract in (c := binding.contracts.get(docname), self._target(c)):
            digest.update(self.contracts.digest(contract) if contract is not None else b"")
        for page in self.pages_of(docname):
            digest.update(page.encode() + b"\0" + self.domain.marks[page])
        digest.update(msgspec.msgpack.encode(self._apart(docname)))
        status = self.domain.said(docname).get("status", "")
        digest.update(msgspec.msgpack.encode([status, self._problems(docname)]))
        return digest.digest()

    def _document(self, docname: str, binding: Binding) -> DocumentReport:
        verdict = _verdicts.decode(self.domain.verdicts[docname][1])
        unknown = binding.own.get(docname)
        first = (grade(unknown, self.settings, verdict.status.casefold()),) if unknown else ()
        findings = (*(f for f in first if f.severity != "off"), *verdict.findings)
        suppressed = frozenset(self.env.config.suppress_warnings)
        return DocumentReport(
            docname=docname,
            path=self._path(docname),
            title=verdict.title,
            template=binding.template_of.get(docname),
            status=verdict.status or None,
            sections=verdict.sections,
            findings=tuple(mark_suppressed(finding, suppressed) for finding in findings),
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

    def _incomplete(self, documents: list[DocumentReport]) -> Iterator[Finding]:
        """Yield the finding that too little of all owed sections is filled."""
        counts = total(document.sections for document in documents)
        least = self.settings.min_complete
        if counts.required and counts.filled * 100 < least * counts.required:
            share = counts.filled * 100 / counts.required
            message = (
                f"{counts.filled} of {counts.required} owed sections are filled, {share:.1f} %; "
                f"tdd_min_complete asks for {least:g} %"
            )
            yield Finding(rule=Rule.INCOMPLETE.value, severity="error", message=message)


def _is_of(said: Follows, contract: Contract) -> bool:
    """Whether a pattern speaks of the template of a contract, in any version."""
    return family(contract) in {said.template, family(with_version(said.contract()))}


def mark_suppressed(finding: Finding, suppressed: frozenset[str]) -> Finding:
    """Return the finding, marked where `suppress_warnings` keeps it quiet."""
    if suppressed and is_suppressed_warning("tdd", finding.rule, suppressed):
        return msgspec.structs.replace(finding, suppressed=True)
    return finding
