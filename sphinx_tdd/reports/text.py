"""A report for people: each finding with its place, by document, and a conclusion.

It is made as pieces that know what they are, so that a terminal can colour the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import groupby

from ..model.finding import Finding
from ..model.follows import is_path
from ..model.report import DocumentReport, Report
from .plain import count, one_line
from .rendering import CAN_BE_PUT_IN, Place, Rendering, places
from .summary import in_short


class Role(Enum):
    """What a piece of a line is."""

    HEADING = "heading"
    PLACE = "place"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    MESSAGE = "message"
    RULE = "rule"
    HINT = "hint"
    GOOD = "good"
    BAD = "bad"


Line = Sequence[tuple[Role, str]]

_SEVERITIES = {"error": Role.ERROR, "warning": Role.WARNING, "info": Role.INFO}


def write_text(report: Report, rendering: Rendering) -> str:
    """Return the lines that a terminal shows, without colours."""
    found = lines(report, rendering)
    return "".join("".join(text for _, text in line) + "\n" for line in found)


def lines(report: Report, rendering: Rendering) -> Iterator[Line]:
    """Yield the lines, each in its pieces."""
    found = [place for place in places(report, rendering) if not _is_hidden(place.finding)]
    new = [place for place in found if not place.finding.known]
    old = [place for place in found if place.finding.known]
    yield from _groups(new)
    if old:
        yield [(Role.HEADING, "Old debt, in the baseline")]
        yield from map(_line, old)
        yield []
    hints = list(_hints(new))
    yield from hints
    if hints:
        yield []
    yield from _conclusion(report, rendering, len(old))


def _is_hidden(finding: Finding) -> bool:
    return finding.suppressed or finding.ignored is not None


def _groups(found: Iterable[Place]) -> Iterator[Line]:
    for _, these in groupby(found, key=lambda place: place.document and place.document.docname):
        mine = list(these)
        yield [(Role.HEADING, _heading(mine[0].document))]
        yield from map(_line, mine)
        yield []


def _heading(document: DocumentReport | None) -> str:
    if document is None:
        return "The project"
    title = one_line(document.title) or document.docname
    if document.template is None:
        return title
    version = document.version if not is_path(document.template) else None
    template = f"{document.family}@{version}" if version else document.template
    of = one_line(", ".join(filter(None, (template, document.status))))
    sections = document.sections
    return f"{title} ({of}): {sections.filled} of {sections.required} sections filled"


def _line(place: Place) -> Line:
    finding = place.finding
    before = [(Role.PLACE, f"{one_line(place.text)}: ")] if place.path else []
    return [
        *before,
        (_SEVERITIES[finding.severity], f"{finding.severity}: "),
        (Role.MESSAGE, one_line(finding.message)),
        (Role.RULE, f" [{finding.rule}]"),
    ]


def _hints(found: Sequence[Place]) -> Iterator[Line]:
    """Yield what can be done: put in what is missing, or say why it is not needed."""
    missing = [place for place in found if place.finding.rule in CAN_BE_PUT_IN]
    if missing:
        yield [(Role.HINT, "`sphinx-tdd fix` puts in what is missing.")]
    either = (*missing, *found)
    first = next((p for p in either if p.finding.section and p.finding.counts), None)
    if first is not None:
        words = "What is not needed is silenced by a comment with the reason"
        yield [(Role.HINT, f"{words}: {_ignoring(first)}")]


def _ignoring(place: Place) -> str:
    """Return the comment that silences a finding."""
    section = one_line(" > ".join(place.finding.section))
    about = f' "{section}"' if '"' not in section else ""
    mark = ".." if place.path.endswith((".rst", ".txt")) else "%"
    return f"{mark} tdd: ignore {place.finding.rule}{about}: REASON"


def _conclusion(report: Report, rendering: Rendering, old: int) -> Iterator[Line]:
    role = Role.BAD if report.counted else Role.GOOD
    rest = f"; {count(old, 'finding')} of old debt" if old else ""
    yield [(role, f"{one_line(in_short(report))}{rest}")]
    if rendering.paid:
        are = "entry of the baseline is" if rendering.paid == 1 else "entries of the baseline are"
        yield [(Role.HINT, f"{rendering.paid} {are} paid: run --update-baseline")]
