"""One check of a project, from its files to the report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from ..model.finding import Finding, Rule
from ..model.kind import Record
from ..model.report import Report
from ..records.levels import Scale
from ..records.lookup import Lookup
from .binding import Binding
from .cache import Cache, Entry
from .checking import CHUNK, Examiner, ReadDocuments
from .facts import Source
from .faults import faults_of
from .judge import Judge
from .many_pages import is_of_pages
from .records import Together, today
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
        examiner.contracts.problems |= cache.problems

    def run(self, wanted: Collection[str] | None = None) -> Outcome:
        """Return what is to be said of the project, or of some of its documents."""
        everything = list(self.source.files.paths)
        names = everything if wanted is None else [n for n in everything if n in wanted]
        others = [n for n in everything if wanted is not None and n not in wanted]
        self._examine(names, self.cache.entries)
        if others and self._rests_on_others():
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

    def _rests_on_others(self) -> bool:
        """Whether what is to be said of some documents may rest on what others say."""
        patterns = self.examiner.settings.documents or {}
        found = [entry.facts for entry in self.entries.values()]
        return any(map(is_of_pages, patterns)) or any(f.records or f.paged for f in found)

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
        records = [record for facts in documents.facts.values() for record in facts.records]
        if not records:
            return records
        configuration = self.source.configuration
        template_of = judge.binding.template_of

        def said(docname: str) -> Mapping[str, str]:
            first = judge.binding.first_of.get(docname, docname)
            facts = documents.facts
            own = facts[docname].information.items() if first != docname else ()
            known = {name: value for name, value in own if name != "status"}
            template = template_of.get(first, "")
            title = facts[docname].title or docname
            return {**facts[first].information, **known, "title": title, "template": template}

        scale = Scale(configuration.settings.risk_scale)
        together = Together(Lookup(records), configuration.kinds, scale, today(), said)
        # Without a build nobody knows what other projects have.
        linked = "intersphinx_mapping" in {*configuration.sphinx, *configuration.computed}
        severity = configuration.settings.severity
        judge.of_project = together.problems(severity, lambda _kind, _name: linked)
        return records

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
                known[name] = Entry(facts, *verdicts.get(name, (b"", b"")))
        self.cache.keep(known, self.examiner.contracts.used_problems())


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
