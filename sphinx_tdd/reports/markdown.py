"""A report as Markdown, for a comment on a pull request.

What writers wrote stands in it as plain text: nothing of it is markup, mentions anybody, refers to
an issue or breaks a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..model.report import UNNAMED, DocumentReport, Report, TopRisk, total
from .plain import count
from .rendering import Place, Rendering, places

LONGEST = 60_000
"""The most characters of a summary. A comment on GitHub holds 65,536; the rest is for what is
written around it."""

_LONGEST_TEXT = 300
_TABLE, _RISKS, _VERSIONS = 20_000, 10_000, 5_000
"""The most characters of the table of documents, of the lists of risks and of versions."""
_MOST_RISKS = 10

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&$:])")
_MARK = "&#8203;"
_FIRES = re.compile(r"@(?=\w)|#(?=\d)|\b[Gg][Hh](?=-\d)|:(?=[\w+-]+:)|(?<=:)/(?=/)")
"""What GitHub makes a link of once markup is gone: a zero-width space after it keeps it quiet."""


def write_markdown(report: Report, rendering: Rendering) -> str:
    """Return the summary of a report; it ends with a line break and is at most `LONGEST` long."""
    of = "" if report.project in ("", UNNAMED) else f" of {plain(report.project)}"
    head = [f"## Designs{of}", _totals(report)]
    if report.checked:
        head.append(_table(report.checked))
    head += _risks(report.checked)
    head += _versions(report)
    text = "\n\n".join(part.strip("\n") for part in head)
    found = list(_pieces(report, rendering))
    if found:
        text += "\n\n### Findings\n"
        text += "".join(_fitting(found, LONGEST - len(text) - _LONGEST_TEXT, "findings"))
    return f"{text.rstrip()}\n"


# -- texts that others wrote ----------------------------------------------------------------


def plain(text: str) -> str:
    """Return a text as Markdown that shows just that text, on one line."""
    short = _short(text)
    pieces = _FIRES.sub(lambda found: f"{found[0]}\0", short)
    return _PUNCTUATION.sub(r"\\\1", pieces).replace("\0", _MARK)


def code(text: str, *, in_table: bool = True) -> str:
    """Return a text as a code span."""
    short = _short(text)
    short = short.replace("|", r"\|") if in_table else short
    if "`" not in short:
        return f"`{short}`"
    fence = "`" * (max(map(len, re.findall("`+", short))) + 1)
    return f"{fence} {short} {fence}"


def _short(text: str) -> str:
    folded = " ".join(text.replace("\0", "").split())
    return folded if len(folded) <= _LONGEST_TEXT else f"{folded[: _LONGEST_TEXT - 1]}…"


# -- the parts ------------------------------------------------------------------------------


def _totals(report: Report) -> str:
    number = sum(report.counted.values())
    rules = ", ".join(f"{code(rule)} {count}" for rule, count in report.counted.items())
    found = f"{count(number, 'finding')}: {rules}" if number else "no findings"
    if report.known:
        found += f", {count(report.known, 'finding')} of old debt"
    if not report.checked:
        return f"No document was held against a template; {found}."
    sections = total(document.sections for document in report.checked)
    whole = f"**{report.complete} of {count(len(report.checked), 'document')} complete**"
    return f"{whole}, {sections.filled} of {sections.required} sections filled, {found}."


def _table(documents: Sequence[DocumentReport]) -> str:
    """Return the table of documents, those with findings first."""
    head = "| Document | Template | Status | Sections filled | Findings |\n"
    head += "| --- | --- | --- | ---: | ---: |\n"
    rows = [_row(document) for document in sorted(documents, key=lambda d: d.complete)]
    return head + "".join(_fitting(rows, _TABLE, "documents"))


def _row(document: DocumentReport) -> str:
    sections = document.sections
    share = f" ({sections.percent} %)" if sections.required else ""
    cells = (
        plain(document.title or document.docname),
        code(document.template or ""),
        plain(document.status or ""),
        f"{sections.filled} of {sections.required}{share}",
        str(document.open),
    )
    return f"| {' | '.join(cells)} |\n"


def _risks(documents: Iterable[DocumentReport]) -> Iterator[str]:
    """Yield the heading and the list of the documents' top risks, the highest first."""
    found = [(document.risk, document) for document in documents if document.risk is not None]
    found.sort(key=lambda pair: -pair[0].step)
    if found:
        yield "### Top risks"
        lines = [f"{_risk(risk, document)}\n" for risk, document in found[:_MOST_RISKS]]
        yield "".join(_fitting(lines, _RISKS, "risks"))


def _risk(risk: TopRisk, document: DocumentReport) -> str:
    name = f" ({code(risk.id)})" if risk.id else ""
    level = plain(risk.level[:1].upper() + risk.level[1:])
    where = plain(document.title or document.docname)
    return f"- **{level}**: {plain(risk.title)}{name}, in {where}"


def _versions(report: Report) -> Iterator[str]:
    """Yield the heading and the list of templates of which there is more than one version."""
    known = {each.name: each for each in report.templates}
    lines = []
    for name, counts in report.versions.items():
        versions = known[name].known if name in known else tuple(counts)
        moving = [d for d in report.migrating if d.family == name]
        if len(versions) > 1 or moving:
            lines.append(_versions_of(name, counts, versions[-1], moving))
    if lines:
        yield "### Versions"
        yield "".join(_fitting(lines, _VERSIONS, "templates"))


def _versions_of(
    name: str, counts: Mapping[str, int], newest: str, moving: Sequence[DocumentReport]
) -> str:
    """Return the line of a template: who follows what, and how many are to be migrated."""
    numbers = {**counts, **({} if newest in counts else {newest: 0})}
    said = [
        f"{code(version)}{' (newest)' if version == newest else ''}: {count}"
        for version, count in numbers.items()
    ]
    targets = sorted({each.migration.target for each in moving if each.migration})
    rest = f"; **{len(moving)} to migrate** to {', '.join(map(code, targets))}" if moving else ""
    return f"- {code(name)}, documents by version: {', '.join(said)}{rest}\n"


def _pieces(report: Report, rendering: Rendering) -> Iterator[str]:
    """Yield each finding that counts as a line; the first of a document has its title above."""
    above: DocumentReport | str | None = ""
    for place in places(report, rendering):
        if place.finding.counts:
            title = place.document.title or place.document.docname if place.document else None
            head = "" if place.document is above else f"\n**{plain(title or 'The project')}**\n\n"
            above = place.document
            yield f"{head}{_finding(place)}\n"


def _finding(place: Place) -> str:
    finding = place.finding
    where = f"{code(place.text, in_table=False)} " if place.path else ""
    word = "error: " if finding.severity == "error" else ""
    return f"- {where}{word}{plain(finding.message)} ({code(finding.rule)})"


def _fitting(lines: Sequence[str], room: int, what: str) -> Iterator[str]:
    """Yield the lines that fit into a number of characters, and how many more there are."""
    for number, line in enumerate(lines):
        room -= len(line)
        if room < 0:
            yield f"\n… and {len(lines) - number} more {what}.\n"
            return
        yield line
