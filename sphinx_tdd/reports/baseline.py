"""The baseline: findings that were there before, which are forgiven until they are mended.

An entry says what was found, and not in which line: it stays true where lines move, headings are
numbered anew, and others come between. Two equal entries forgive two findings, not three.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from ..model.finding import Finding
from ..model.report import Report
from .fingerprint import unnumbered

VERSION = 1
"""The version of the file; it rises when a key changes its meaning or goes."""


class Damaged(ValueError):
    """A text is no baseline that can be used; the error says why."""


class Entry(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """A finding that is forgiven.

    Attributes:
        path: the file of its document, relative to the source folder; "" where it has none.
        rule: the rule's name.
        section: the titles from the top to the section meant, without numbers.
        message: what the message says wherever it stands (`Finding.gist`).
        file: the file that the line is one of, where that is not the document's own.
    """

    path: str
    rule: str
    section: tuple[str, ...]
    message: str
    file: str = ""


Baseline = Counter[Entry]
"""How many findings of each kind are forgiven."""


class Scope(NamedTuple):
    """What a run looked at: of the rest it can't say whether it is mended.

    Attributes:
        paths: the documents, as reports name their files; None for the whole project.
        rules: the names of the rules; None for all.
    """

    paths: Collection[str] | None = None
    rules: Collection[str] | None = None

    def holds(self, entry: Entry) -> bool:
        """Whether the run would have found what an entry forgives."""
        seen = self.paths is None or (entry.path != "" and entry.path in self.paths)
        return seen and (self.rules is None or entry.rule in self.rules)


WHOLE = Scope()
"""All documents and all rules."""


class Applied(NamedTuple):
    """A report in which old debt is marked.

    Attributes:
        paid: the entries for which nothing was found any more, of what the run looked at.
    """

    report: Report
    paid: Baseline


# -- report and baseline ----------------------------------------------------------------------


def baseline_of(report: Report) -> Baseline:
    """Return the baseline that forgives all findings that count, and those forgiven before."""
    return Counter(
        entry_of(finding, path)
        for path, findings in _all(report)
        for finding in findings
        if finding.counts or finding.known
    )


def apply(baseline: Mapping[Entry, int], report: Report, scope: Scope = WHOLE) -> Applied:
    """Mark the findings of a report that the baseline forgives."""
    left = Counter(dict(baseline))
    general = _forgive(report.findings, "", left)
    documents = tuple(
        msgspec.structs.replace(each, findings=_forgive(each.findings, each.path, left))
        for each in report.documents
    )
    marked = msgspec.structs.replace(report, findings=general, documents=documents)
    return Applied(marked, Counter({e: n for e, n in left.items() if n > 0 and scope.holds(e)}))


def updated(
    baseline: Mapping[Entry, int], report: Report, scope: Scope = WHOLE, *, add: bool = False
) -> Baseline:
    """Return the baseline without what is paid.

    Args:
        baseline: as it was.
        report: what a run found now.
        scope: what that run looked at; entries of other documents and rules stay.
        add: whether findings that are new are forgiven from now on.
    """
    marked, paid = apply(baseline, report, scope)
    kept = Counter(dict(baseline)) - paid
    return kept + (_new(marked) if add else Counter())


def entry_of(finding: Finding, path: str) -> Entry:
    """Return the entry that forgives a finding in a document."""
    section = unnumbered(finding.section)
    return Entry(path, finding.rule, section, finding.gist, finding.source)


def _new(report: Report) -> Baseline:
    found = ((path, f) for path, findings in _all(report) for f in findings if f.counts)
    return Counter(entry_of(finding, path) for path, finding in found)


def _all(report: Report) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    yield "", report.findings
    yield from ((document.path, document.findings) for document in report.documents)


def _forgive(findings: Sequence[Finding], path: str, left: Baseline) -> tuple[Finding, ...]:
    """Return the findings, those marked that entries forgive; each takes one entry away.

    Those that count come first: information needs no forgiving, but its entry is not paid.
    """
    fresh = [msgspec.structs.replace(f, known=False) if f.known else f for f in findings]
    order = sorted(range(len(fresh)), key=lambda i: (not fresh[i].counts, fresh[i].line, i))
    for index in order:
        finding = fresh[index]
        entry = entry_of(finding, path)
        if not finding.silent and left[entry] > 0:
            left[entry] -= 1
            fresh[index] = msgspec.structs.replace(finding, known=True)
    return tuple(fresh)


# -- the file ---------------------------------------------------------------------------------


class _File(msgspec.Struct, forbid_unknown_fields=True):
    baseline: int
    findings: tuple[Entry, ...]


def write_baseline(baseline: Mapping[Entry, int]) -> str:
    """Return a baseline as JSON, sorted, a line a finding: friendly to diffs and merges."""
    entries = [entry for entry in sorted(baseline) for _ in range(baseline[entry])]
    lines = ",\n".join(msgspec.json.encode(entry).decode() for entry in entries)
    return f'{{"baseline": {VERSION}, "findings": [\n{lines}\n]}}\n'


def read_baseline(text: str | bytes) -> Baseline:
    """Return the baseline in a file.

    Raises:
        Damaged: the text is none; the error says why, in words that follow the file's name.
    """
    raw = text.encode() if isinstance(text, str) else text
    if b"\n<<<<<<< " in raw or b"\n=======\n" in raw:
        raise Damaged("holds both sides of a merge: keep the lines of both, or make it anew")
    try:
        file = msgspec.json.decode(raw, type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Damaged(f"is no baseline of sphinx-tdd: {error}") from error
    if file.baseline != VERSION:
        raise Damaged(f"is of version {file.baseline}; only {VERSION} is understood")
    return Counter(file.findings)
