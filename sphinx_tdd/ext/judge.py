"""Judgement at `env-updated`, which fires on every build, also where nothing changed.

So an edited template needs no document read again, and a document from the cache still reports.
A verdict is kept in the environment under a digest of all that it depends on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec
from sphinx.util.display import status_iterator
from sphinx.util.logging import is_suppressed_warning

from .. import __version__
from ..checks.grade import grade
from ..model.finding import Finding, Rule
from ..model.kind import Problem
from ..model.outline import Outline, decode
from ..model.report import DocumentReport, Report, Verdict, total
from ..model.settings import Settings
from ..model.template import Template
from ..model.template_library import Library
from .documents import FRONT_MATTER, Binding, bind, nothing_checked

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .domain import TddDomain
    from .project import Project

_verdicts = msgspec.msgpack.Decoder(Verdict)


class Judge:
    """Judges all documents of a build."""

    def __init__(
        self,
        env: BuildEnvironment,
        domain: TddDomain,
        settings: Settings,
        templates: Library,
        project: Project,
        verbosity: int = 0,
    ) -> None:
        self.env = env
        self.domain = domain
        self.settings = settings
        self.templates = templates
        self.kinds = project.kinds
        self.verbosity = verbosity
        self.basis = hashlib.blake2b(
            msgspec.msgpack.encode([__version__, settings, project.kinds.digest]), digest_size=16
        ).digest()
        self.binding = self.bind()
        project.template_of = self.binding.template_of
        self.of_project = project.problems()
        self.risks = project.risks()

    def report(self, faults: tuple[Finding, ...]) -> Report:
        """Return the report on the project; `faults` belong to its configuration and files."""
        binding = self.binding
        names = self._names(binding)
        self.judge_all(names, binding)
        documents = [self._document(name, binding) for name in names]
        general = [*faults, *binding.findings]
        if not binding.template_of and self.settings.documents != {}:
            outlines = self._outlines_but(binding.opted_out)
            general.append(nothing_checked(outlines, self.templates))
        general.extend(self._incomplete(documents))
        self.domain.outlines.clear()  # not kept in the environment: see `note_outline`
        records = self.domain.all_records()
        return Report(
            project=str(self.env.config.project),
            documents=tuple(documents),
            findings=tuple(f for f in map(self._grade, general) if f.severity != "off"),
            records=tuple(sorted(records, key=lambda r: (r.docname, r.line, r.kind, r.id))),
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
        return bind(self.settings.documents, said, self.domain.marks, self.templates)

    def _names(self, binding: Binding) -> list[str]:
        """Return the documents that there is something to say of."""
        known = {*binding.template_of, *binding.own, *self.of_project}
        known |= {name for name, problems in self.domain.problems.items() if problems}
        return sorted(known & set(self.domain.marks))

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
        # Imported late: a build in which nothing changed does without the checks.
        from ..checks.verdict import judge

        for name in status_iterator(
            fresh, "checking designs... ", "brown", len(fresh), self.verbosity
        ):
            verdict = judge(
                decode(self.domain.outline_of(name)),
                self._template(name, binding),
                self.settings,
                self.kinds,
                self._problems(name),
                self.domain.information.get(name, {}).get("status", ""),
            )
            kept[name] = (digests[name], msgspec.msgpack.encode(verdict))

    def _template(self, docname: str, binding: Binding) -> Template | None:
        return self.templates.get(binding.template_of.get(docname, ""))

    def _problems(self, docname: str) -> tuple[Problem, ...]:
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
        template = binding.template_of.get(docname)
        digest.update(self.templates.digest(template) if template else b"")
        digest.update(self.domain.marks[docname])
        status = self.domain.information.get(docname, {}).get("status", "")
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
            path=self.env.doc2path(docname, base=False).__fspath__().replace("\\", "/"),
            title=verdict.title,
            template=binding.template_of.get(docname),
            status=verdict.status or None,
            sections=verdict.sections,
            findings=tuple(mark_suppressed(finding, suppressed) for finding in findings),
            risk=self.risks.get(docname),
            coverage=verdict.coverage,
        )

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


def mark_suppressed(finding: Finding, suppressed: frozenset[str]) -> Finding:
    """Return the finding, marked where `suppress_warnings` keeps it quiet."""
    if suppressed and is_suppressed_warning("tdd", finding.rule, suppressed):
        return msgspec.structs.replace(finding, suppressed=True)
    return finding
