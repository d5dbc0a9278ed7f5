"""The names of rules on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from sphinx_tdd.model.finding import RULE_NAMES, SEVERITIES, Finding
from sphinx_tdd.model.kind import rules_of
from sphinx_tdd.model.kind_library import KindLibrary
from sphinx_tdd.model.report import Report
from sphinx_tdd.model.titles import did_you_mean
from sphinx_tdd.project.settings_file import NEVER

from .failure import Failure


def names_of(texts: Iterable[str], kinds: KindLibrary) -> frozenset[str]:
    """Return the rules that options name, with commas between several.

    Raises:
        Failure: there is no such rule.
    """
    found = frozenset(name.strip() for text in texts for name in text.split(",") if name.strip())
    strange = sorted(found.difference(RULE_NAMES))
    known = (*RULE_NAMES, *rules_of(kinds.values())) if strange else RULE_NAMES
    for name in strange:
        if name not in known:
            raise Failure(f"there is no rule {name!r}{did_you_mean(name, known)}")
    return found


def chosen(report: Report, select: frozenset[str], ignore: frozenset[str]) -> Report:
    """Return a report with the findings of some rules alone."""
    if not select and not ignore:
        return report

    def of(findings: Sequence[Finding]) -> tuple[Finding, ...]:
        wanted = (each for each in findings if not select or each.rule in select)
        return tuple(each for each in wanted if each.rule not in ignore)

    documents = (
        msgspec.structs.replace(each, findings=of(each.findings)) for each in report.documents
    )
    return msgspec.structs.replace(
        report, documents=tuple(documents), findings=of(report.findings)
    )


def fails(report: Report, least: str) -> bool:
    """Whether a report holds a finding of a severity, or of one that matters more."""
    if least == NEVER:
        return False
    of_documents = (finding for each in report.documents for finding in each.findings)
    bad = SEVERITIES[SEVERITIES.index(least) :] if least in SEVERITIES else SEVERITIES
    found = (*report.findings, *of_documents)
    return any(each.severity in bad and not each.silent for each in found)
