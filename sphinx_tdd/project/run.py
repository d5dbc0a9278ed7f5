"""One check of a project, from its files to the report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from ..model.finding import Finding, Rule
from ..model.follows import Contract
from ..model.kind import Record
from ..model.report import Report
from ..records.levels import Scale
from ..records.lookup import Lookup
from ..records.made import KIND, Made
from .binding import Binding
from .cache import Cache, Entry
from .checking import CHUNK, Examiner, ReadDocuments
from .decisions import broken_names, whole
from .facts import Source
from .faults import faults_of
from .judge import Judge
from .many_pages import is_of_pages
from .records import Said, Together, today, unmatched_views
from .workers import examine

_OF_ALL = frozenset({Rule.UNMATCHED_GLOB.value, Rule.NO_DOCUMENTS.value, Rule.INCOMPLETE.value})
"""What can be said only where all documents were read."""


class Progress(Protocol):
    """Tells how far a check is."""

    def __call__(self, done: int, of: int, /) -> None:
        """Tell that some of all documents are read and judged."""


class Outcome(msgspec.Struct, frozen=True):
    """What a check found.

    Attributes:
        unreadable: the files that could not be read, each with the reason.
        documents: how many documents were looked at.
    """

    report: Report
    unreadable: tuple[tuple[str, str], ...]
    documents: int


def _quiet(_done: int, _of: int, /) -> None:
    """Tell nothing."""


class Check:
    """A check of a project.

    Args:
        examiner: reads its documents and judges each by itself.
        cache: what was found out before.
        jobs: how many processes work on it, 0 for as many as there are processors.
        progress: tells how far it is.

    Attributes:
        together: all records that were read, once it has run; None where there is none.
    """

    def __init__(
        self,
        examiner: Examiner,
        cache: Cache,
        jobs: int = 0,
        progress: Progress = _quiet,
    ) -> None:
        self.examiner = examiner
        self.source: Source = examiner.source
        self.cache = cache
        self.jobs = jobs
        self.progress = progress
        self.entries: dict[str, Entry] = {}
        self.unreadable: dict[str, str] = {}
        self.together: Together | None = None
        examiner.contracts.problems |= cache.problems

    def run(self, wanted: Collection[str] | None = None) -> Outcome:
        """Return what is to be said of the project, or of some of its documents."""
        everything = list(self.source.files.paths)
        names = everything if wanted is None else [n for n in everything if n in wanted]
        others = [n for n in everything if wanted is not None and n not in wanted]
        self._examine(names, self.cache.entries)
        if others and self._rests_on(others):
            self._examine(others, self.cache.entries)
        documents = self._documents()
        judge = self.examiner.judge(documents)
        records = self._put_together(judge, documents)
        self._again(judge, documents)
        report = judge.report(self.source.configuration.project, self._faults(), records)
        self._keep(documents)
        read = self.entries.keys() - others if others else self.entries.keys()
        return Outcome(
            narrowed(report, read, judge.binding) if others else report,
            tuple((self._path(name), why) for name, why in sorted(self.unreadable.items())),
            len(read),
        )

    def _path(self, docname: str) -> str:
        return self.source.files.paths[docname]

    def _examine(self, names: Sequence[str], kept: Mapping[str, Entry]) -> None:
        """Note what is found out about documents by themselves."""
        found = examine(self.examiner, names, kept, self.jobs)
        for done, (name, entry) in enumerate(found, 1):
            if isinstance(entry, Entry):
                self.entries[name] = entry
            else:
                self.unreadable[name] = entry
            self.progress(done, len(names))

    def _rests_on(self, others: Sequence[str]) -> bool:
        """Whether what is to be said of some documents may rest on what others say."""
        patterns = self.examiner.settings.documents or {}
        found = [entry.facts for entry in self.entries.values()]
        if any(map(is_of_pages, patterns)) or any(f.records or f.paged or f.views for f in found):
            return True
        # A document that names no template may be a page of a design that only its index knows.
        if any(f.template is None for f in found) and any(map(self.source.names_pages, others)):
            return True
        binding = self.examiner.judge(self._documents()).binding
        return any(map(self._is_of_decisions, set(binding.contracts.values())))

    def _documents(self) -> ReadDocuments:
        documents = self.examiner.documents(
            {name: self.entries[name].facts for name in sorted(self.entries)}
        )
        documents.verdicts.update(
            (name, (entry.key, entry.verdict)) for name, entry in self.entries.items() if entry.key
        )
        return documents

    def _put_together(self, judge: Judge, documents: ReadDocuments) -> list[Record]:
        """Tell the judge what is wrong with records in the light of all others; return them."""
        documents.made = self._made(judge, documents)
        records = list(whole(documents.made, documents.facts))
        views = [view for facts in documents.facts.values() for view in facts.views]
        if records or views:
            configuration = self.source.configuration
            lookup = Lookup(records)
            scale = Scale(configuration.settings.risk_scale)
            said = _sayer(judge.binding, documents)
            self.together = Together(lookup, configuration.kinds, scale, today(), said)
            unmatched = unmatched_views(views, self.source.files.paths)
            broken = broken_names(documents.made, lookup, self._is_elsewhere)
            severity = configuration.settings.severity
            more = (*unmatched, *broken)
            judge.of_project = self.together.problems(severity, self._is_elsewhere, more)
        return records

    def _is_elsewhere(self, _kind: str, _name: str) -> bool:
        """Whether another project may have a record: without a build nobody knows what it has."""
        configuration = self.source.configuration
        return "intersphinx_mapping" in {*configuration.sphinx, *configuration.computed}

    def _made(self, judge: Judge, documents: ReadDocuments) -> Made:
        """Return the records that documents are themselves."""
        kinds = self.source.configuration.kinds
        follows = judge.binding.contracts
        asked = {contract: self._is_of_decisions(contract) for contract in set(follows.values())}
        names = [name for name, contract in follows.items() if asked[contract]]
        if not names or KIND not in kinds:
            return Made()
        # Imported late: few projects have such documents.
        from .decisions import Decisions

        kept = {name: entry.decision for name, entry in self.entries.items() if entry.decision}
        decisions = Decisions(self.source, documents.facts, kinds[KIND], kept)
        made = decisions.made(names, judge.binding.pages)
        for name, read in decisions.read.items():
            self.entries[name] = msgspec.structs.replace(self.entries[name], decision=read)
        return made

    def _is_of_decisions(self, contract: Contract) -> bool:
        """Whether a template is one for decisions; it is kept, so that few are made for it."""
        contracts, known = self.examiner.contracts, self.cache.of_decisions
        digest = contracts.digest(contract)
        if digest not in known:
            known[digest] = contracts.template(contract).record == KIND
        return known[digest]

    def _again(self, judge: Judge, documents: ReadDocuments) -> None:
        """Judge many documents whose template is another now, spread over processes.

        The few that are left, such as those over many pages, are judged with the report.
        """
        follow = judge.binding.contracts
        stale = [
            name for name, entry in self.entries.items()
            if name in follow and entry.key != judge.key(name) and name in self.cache.entries
        ]  # fmt: skip
        if len(stale) > CHUNK:
            for name, entry in examine(self.examiner, stale, {}, self.jobs):
                if isinstance(entry, Entry):
                    documents.verdicts[name] = (entry.key, entry.verdict)

    def _faults(self) -> Iterable[Finding]:
        configuration = self.source.configuration
        templates = self.examiner.contracts.template_files
        return faults_of(configuration.faults, templates, configuration.kinds)

    def _keep(self, documents: ReadDocuments) -> None:
        """Keep what was found out, and what was known of documents that were not looked at."""
        known = {n: e for n, e in self.cache.entries.items() if n in self.source.files.paths}
        verdicts = documents.verdicts
        for name, facts in documents.facts.items():
            if name not in self.source.given:
                key, verdict = verdicts.get(name, (b"", b""))
                known[name] = Entry(facts, key, verdict, self.entries[name].decision)
        self.cache.keep(known, self.examiner.contracts.used_problems())


def _sayer(binding: Binding, documents: ReadDocuments) -> Said:
    """Return what gives all that can be asked of a document.

    A page of a design over many has the template and the status of the design.
    """
    first_of, template_of = binding.first_of, binding.template_of

    def said(docname: str) -> Mapping[str, str]:
        first = first_of.get(docname, docname)
        own = documents.said(docname).items() if first != docname else ()
        known = {name: value for name, value in own if name != "status"}
        title = documents.facts[docname].title or docname
        template = template_of.get(first, "")
        return {**documents.said(first), **known, "title": title, "template": template}

    return said


def narrowed(report: Report, names: Collection[str], binding: Binding) -> Report:
    """Return a report on some of the documents that it holds, and what rests on no others."""
    first_of = binding.first_of
    wanted = {first_of.get(name, name) for name in names}
    return msgspec.structs.replace(
        report,
        documents=tuple(each for each in report.documents if each.docname in wanted),
        findings=tuple(each for each in report.findings if each.rule not in _OF_ALL),
        records=tuple(each for each in report.records if each.docname in names),
    )
