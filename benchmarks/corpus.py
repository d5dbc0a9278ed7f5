"""The corpus of the suite `templates`: design documents, the same on every machine and each time.

One document is made of the same facts in two notations: `plain`, in which risks are a Markdown
table and decisions are subsections, and `directives`, in which they are a `risk-table` and
`decision-record`s. Each follows the built-in template `design-doc` and lacks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from author import ACTORS, CAUSES, LEVELS, REMEDIES, SERVICES, STORES, THINGS, Author

RISKS = 6
DECISIONS = 3


@dataclass(frozen=True)
class Risk:
    """A row of the risk table."""

    risk: str
    impact: str
    likelihood: str
    mitigation: str


@dataclass(frozen=True)
class Decision:
    """A decision: what was chosen, why, and what was not."""

    id: str
    title: str
    date: str
    context: str
    decision: str
    rationale: str
    alternative: str
    pros: str
    cons: str
    why_not: str
    consequences: str


def risk(author: Author) -> Risk:
    """Return a risk."""
    return Risk(
        f"The {author.pick(THINGS)} is lost when {author.pick(CAUSES)}",
        author.pick(LEVELS),
        author.pick(LEVELS),
        f"We {author.pick(REMEDIES)} and alert {author.pick(ACTORS)}",
    )


def decide(author: Author, index: int) -> Decision:
    """Return the decision of that index in the author's document."""
    chosen, other = author.two(STORES)
    thing = author.pick(THINGS)
    return Decision(
        id=f"ADR-{author.number}-{index}",
        title=f"Keep each {thing} in {chosen}",
        date=author.day(),
        context=author.prose(),
        decision=f"Every {thing} lives in {chosen}, and {author.pick(ACTORS)} reads it there.",
        rationale=author.prose(1),
        alternative=other,
        pros=f"Known to {author.pick(ACTORS)}.",
        cons=f"Fails when {author.pick(CAUSES)}.",
        why_not=author.prose(1),
        consequences=author.prose(1),
    )


def plain_risks(risks: Iterable[Risk]) -> list[str]:
    """Return the risks as a Markdown table."""
    rows = [f"| {r.risk} | {r.impact} | {r.likelihood} | {r.mitigation} |" for r in risks]
    return ["| Risk | Impact | Likelihood | Mitigation |", "|---|---|---|---|", *rows]


def plain_decision(decision: Decision) -> list[str]:
    """Return the decision as a subsection with bold labels."""
    return [
        f"({decision.id.lower()})=",
        f"#### {decision.id}: {decision.title}",
        f"**Status:** accepted, **Date:** {decision.date}",
        "",
        f"**Context:** {decision.context}",
        "",
        f"**Decision:** {decision.decision}",
        "",
        f"**Rationale:** {decision.rationale}",
        "",
        f"**Alternative:** {decision.alternative}",
        f"- Pros: {decision.pros}",
        f"- Cons: {decision.cons}",
        f"- Why not chosen: {decision.why_not}",
        "",
        f"**Consequences:** {decision.consequences}",
        "",
    ]


def plain_reference(name: str) -> str:
    """Return a reference to the decision of that id."""
    return f"{{ref}}`{name} <{name.lower()}>`"


def directive_risks(risks: Iterable[Risk]) -> list[str]:
    """Return the risks as a `risk-table` with a YAML body."""
    rows: list[str] = []
    for row in risks:
        rows += [
            f"- risk: {row.risk}",
            f"  impact: {row.impact}",
            f"  likelihood: {row.likelihood}",
            f"  mitigation: {row.mitigation}",
        ]
    return ["```{risk-table}", *rows, "```"]


def directive_decision(decision: Decision) -> list[str]:
    """Return the decision as a `decision-record`."""
    return [
        f"```{{decision-record}} {decision.title}",
        f":id: {decision.id}",
        ":status: accepted",
        f":date: {decision.date}",
        "",
        f"context: {decision.context}",
        f"decision: {decision.decision}",
        f"rationale: {decision.rationale}",
        "alternatives:",
        f"- name: {decision.alternative}",
        f"  pros: {decision.pros}",
        f"  cons: {decision.cons}",
        f"  why-not-chosen: {decision.why_not}",
        f"consequences: {decision.consequences}",
        "```",
        "",
    ]


def directive_reference(name: str) -> str:
    """Return a reference to the decision of that id."""
    return f"{{tdd:decision}}`{name}`"


@dataclass(frozen=True)
class Notation:
    """How the structured parts of a document are written."""

    risks: Callable[[Iterable[Risk]], list[str]]
    decision: Callable[[Decision], list[str]]
    reference: Callable[[str], str]


PLAIN = Notation(plain_risks, plain_decision, plain_reference)
DIRECTIVES = Notation(directive_risks, directive_decision, directive_reference)

DRAWING = ["```text", "client -> gateway -> store", "            \\-> queue", "```"]


def _opening(author: Author, service: str) -> list[str]:
    return [
        f"# {service} {author.number}",
        "## Overview",
        author.prose(2),
        "## Background",
        author.prose(3),
        "## Goals and Non-Goals",
        "### Goals",
        *author.bullets(3),
        "### Non-Goals",
        *author.bullets(2),
    ]


def _design(author: Author, service: str, decisions: list[str]) -> list[str]:
    return [
        "## System Design",
        "### High-Level Design",
        author.prose(3),
        "",
        *DRAWING,
        "",
        *decisions,
        "### Components",
        f"#### {service} service",
        f"- Purpose: {author.fact()}",
        f"- Responsibilities: {author.fact()}",
        f"- Interfaces: {author.fact()}",
        f"- Dependencies: {author.fact()}",
        "### Data Model",
        *DRAWING,
        "### APIs and Interfaces",
        author.prose(2),
        "### Security Considerations",
        f"- Authentication: {author.fact()}",
        f"- Authorization: {author.fact()}",
        f"- Data Protection: {author.fact()}",
        f"- Security Risks and Mitigations: {author.fact()}",
    ]


def _plan(author: Author) -> list[str]:
    return [
        "## Implementation Plan",
        "### Phase 1",
        *author.bullets(3),
        "## Testing Strategy",
        "### Unit Testing",
        author.prose(1),
        "### Integration Testing",
        author.prose(1),
        "### Performance Testing",
        author.prose(1),
        "## Monitoring and Alerting",
        "### Metrics",
        *author.bullets(3),
        "### Alerts",
        *author.bullets(3),
        "## Rollout Plan",
        *(f"{step}. {author.fact()}" for step in (1, 2, 3)),
    ]


def _closing(author: Author, risks: list[str], reference: str) -> list[str]:
    return [
        "## Risks and Mitigations",
        *risks,
        "## Alternative Approaches Considered",
        "### Buy instead of build",
        f"- Pros: {author.fact()}",
        f"- Cons: {author.fact()}",
        f"- Why not chosen: {author.fact()}",
        "## References",
        f"- {reference}",
        f"- {author.fact()}",
        "## Appendix",
        "Not applicable",
    ]


def document(number: int, notation: Notation) -> str:
    """Return the source of the document of that number.

    Its facts depend on the number alone, so both notations say the same.
    """
    author = Author(number)
    service = author.pick(SERVICES)
    decisions = [decide(author, index) for index in range(1, DECISIONS + 1)]
    risks = [risk(author) for _ in range(RISKS)]
    earlier = notation.reference(f"ADR-{max(number - 1, 1)}-1")
    lines = [
        *_opening(author, service),
        *_design(author, service, [x for d in decisions for x in notation.decision(d)]),
        *_plan(author),
        *_closing(author, notation.risks(risks), earlier),
    ]
    return "\n".join(lines) + "\n"


UNDERLINES = "=-~^"
_CODE_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_ROLE = re.compile(r"\{(\w+)\}`")
_BLANK = re.compile(r"\n{3,}")


def restructuredtext(number: int) -> str:
    """Return the document of that number with plain structure, in reStructuredText."""
    lines: list[str] = []
    fenced = False
    for line in document(number, PLAIN).splitlines():
        if line.startswith("```"):
            fenced = not fenced
            lines += ["", ".. code-block:: text", ""] if fenced else [""]
        elif fenced:
            lines.append(f"   {line}")
        else:
            lines += _in_restructuredtext(line, lines[-1] if lines else "")
    return _BLANK.sub("\n\n", "\n".join(lines)).lstrip() + "\n"


def _in_restructuredtext(line: str, before: str) -> list[str]:
    """Return a line of Markdown as lines of reStructuredText, spaced from the one before it."""
    if line.startswith("#"):
        marks, _, title = line.partition(" ")
        return ["", title, UNDERLINES[len(marks) - 1] * len(title), ""]
    if line.startswith("("):
        return ["", f".. _{line[1:-2]}:"]
    if line.startswith("|"):
        return _row(line)
    item = line.startswith("- ") or line[:1].isdigit()
    again = item and (before.startswith("- ") or before[:1].isdigit())
    text = _ROLE.sub(r":\1:`", line) if "{" in line else _CODE_SPAN.sub(r"``\1``", line)
    return ["", text] if item and before and not again else [text]


def _row(line: str) -> list[str]:
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    if cells[0].startswith("-"):
        return []
    start = ["", ".. list-table::", "   :header-rows: 1", ""] if cells[0] == "Risk" else []
    return [*start, f"   * - {cells[0]}", *(f"     - {cell}" for cell in cells[1:])]


def write(folder: Path, documents: int, notation: Notation) -> None:
    """Write the sources of a project, all but its conf.py."""
    (folder / "designs").mkdir(parents=True)
    for number in range(1, documents + 1):
        _path(folder, number).write_text(document(number, notation), encoding="utf-8")
    index = "# Designs\n\n```{toctree}\n:glob:\n\ndesigns/*\n```\n"
    (folder / "index.md").write_text(index, encoding="utf-8")


def touch(folder: Path, number: int, notation: Notation, mark: int) -> None:
    """Edit a document of a project: one sentence more, with `mark` in it."""
    heading = "\n## Background\n"
    text = document(number, notation).replace(heading, f" Edit {mark} of this page.{heading}")
    _path(folder, number).write_text(text, encoding="utf-8")


def _path(folder: Path, number: int) -> Path:
    return folder / "designs" / f"d{number:04}.md"
