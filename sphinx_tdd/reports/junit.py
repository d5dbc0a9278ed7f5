"""A report as JUnit's XML: a suite for each document, a case for each rule that found something.

The XML is valid by the schema that Jenkins publishes, and holds what the stricter one of Ant asks
for: times, which are none, and a host, which is any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.report import DocumentReport, Report
from .plain import count, xml_attributes, xml_text
from .rendering import OLD_DEBT, Place, Rendering, places

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PACKAGE = "sphinx_tdd"
_NO_TIME = "1970-01-01T00:00:00"
"""Ant's schema asks for a time; any other would make two runs differ."""
_NOTHING_FOUND = "complete"
"""The name of the case of a document in which no rule found anything."""

_Cases = dict[str, list[Place]]


def write_junit(report: Report, rendering: Rendering) -> str:
    """Return the suites; findings that count are failures, what is kept quiet is skipped."""
    found: dict[str, list[Place]] = {each.docname: [] for each in report.documents}
    of_project: list[Place] = []
    for place in places(report, rendering):
        (found[place.document.docname] if place.document else of_project).append(place)
    named: list[tuple[DocumentReport | None, list[Place]]] = []
    if of_project:
        named.append((None, of_project))
    documents = sorted(report.documents, key=lambda each: each.docname)
    named += [(document, found[document.docname]) for document in documents]
    suites = (
        _suite(number, document.docname if document else report.project, document, mine)
        for number, (document, mine) in enumerate(named)
    )
    return f"{_HEAD}<testsuites>\n{''.join(suites)}</testsuites>\n"


def _suite(number: int, name: str, document: DocumentReport | None, found: list[Place]) -> str:
    told = [place for place in found if place.finding.counts]
    quiet = [place for place in found if place.finding.silent]
    failing = _by_rule(told)
    skipped = {rule: these for rule, these in _by_rule(quiet).items() if rule not in failing}
    information = [p for p in found if not p.finding.counts and not p.finding.silent]
    attributes = xml_attributes(
        name=name or "project",
        tests=len(failing) + len(skipped) or 1,
        failures=len(failing),
        errors=0,
        skipped=len(skipped),
        time=0,
        timestamp=_NO_TIME,
        hostname="localhost",
        package=_PACKAGE,
        id=number,
    )
    parts = [f" <testsuite{attributes}>\n", *_properties(document)]
    parts += _cases(name, failing, skipped)
    parts.append(f"  <system-out>{xml_text(_lines(information))}</system-out>\n")
    parts.append("  <system-err></system-err>\n </testsuite>\n")
    return "".join(parts)


def _by_rule(found: Sequence[Place]) -> _Cases:
    rules = sorted({place.finding.rule for place in found})
    return {rule: [place for place in found if place.finding.rule == rule] for rule in rules}


def _properties(document: DocumentReport | None) -> Iterator[str]:
    yield "  <properties>\n"
    said: dict[str, object] = {}
    if document is not None:
        said = {
            "path": document.path,
            "title": document.title,
            "template": document.template or "",
            "version": document.version or "",
            "status": document.status or "",
            "sections_required": document.sections.required,
            "sections_filled": document.sections.filled,
        }
    for name, value in said.items():
        yield f"   <property{xml_attributes(name=name, value=value)}/>\n"
    yield "  </properties>\n"


def _cases(suite: str, failing: _Cases, skipped: _Cases) -> Iterator[str]:
    for rule in sorted({*failing, *skipped}):
        yield f"  <testcase{_case(rule, suite)}>\n"
        yield _failure(failing[rule]) if rule in failing else _skipped(skipped[rule])
        yield "  </testcase>\n"
    if not failing and not skipped:
        yield f"  <testcase{_case(_NOTHING_FOUND, suite)}/>\n"


def _case(name: str, suite: str) -> str:
    return xml_attributes(name=name, classname=suite or "project", time=0)


def _failure(found: Sequence[Place]) -> str:
    first = found[0].finding
    message = first.message if len(found) == 1 else count(len(found), "finding")
    worst = "error" if any(p.finding.severity == "error" for p in found) else "warning"
    attributes = xml_attributes(message=message, type=worst)
    return f"   <failure{attributes}>{xml_text(_lines(found))}</failure>\n"


def _skipped(found: Sequence[Place]) -> str:
    reasons = sorted({_quiet_because(place) for place in found})
    return f"   <skipped{xml_attributes(message='; '.join(reasons))}/>\n"


def _quiet_because(place: Place) -> str:
    """Return why a finding is kept quiet."""
    finding = place.finding
    if finding.ignored is not None:
        return f"ignored: {finding.ignored}" if finding.ignored else "ignored"
    return "suppressed" if finding.suppressed else OLD_DEBT


def _lines(found: Sequence[Place]) -> str:
    lines = (f"{p.text}: {p.finding.message}" if p.path else p.finding.message for p in found)
    return "\n".join(lines)
