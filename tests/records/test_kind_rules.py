"""The rules that the kinds of the package state: for each, what breaks it and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from sphinx_tdd.model import kind_files
from sphinx_tdd.model.kind import Kind
from sphinx_tdd.records.body import read_yaml
from sphinx_tdd.records.columns import Item
from sphinx_tdd.records.levels import Scale
from sphinx_tdd.records.reader import Reader, knows
from sphinx_tdd.records.record_rules import check_rules, rule_problems

KINDS = kind_files.load().by_name
RULES = {rule.name: (kind, rule) for kind in KINDS.values() for rule in kind.rules}
TODAY = date(2026, 5, 15)
APPROVED = {"status": "Approved", "title": "D"}
HIGH = "impact: high; likelihood: high"
"""Fields of a row, with semicolons between them."""

CASES: dict[str, tuple[list[str], list[str]]] = {
    "risk_unmitigated": (
        [
            f"risk: R; {HIGH}",
            f"risk: R; {HIGH}; mitigation: TBD",
            f"risk: R; {HIGH}; mitigation: none; status: open",
            f"risk: R; {HIGH}; mitigation: '-'; status: mitigated",
        ],
        [
            f"risk: R; {HIGH}; mitigation: A second store",
            f"risk: R; {HIGH}; mitigation: n/a; mitigated-by: C-1",
            f"risk: R; {HIGH}; mitigation: none; status: Accepted",
            f"risk: R; {HIGH}; mitigation: none; status: closed",
            "risk: R; impact: high; likelihood: low; mitigation: none",
            "risk: R; impact: perhaps; likelihood: high; mitigation: none",
        ],
    ),
    "risk_overdue": (
        ["risk: R; due: 2026-05-14", "risk: R; due: 2020-01-01; status: in progress"],
        [
            "risk: R; due: 2026-05-15",
            "risk: R",
            "risk: R; due: soon",
            "risk: R; due: 2020-01-01; status: closed",
            "risk: R; due: 2020-01-01; status: MITIGATED",
        ],
    ),
    "risk_unowned": (
        [f"risk: R; {HIGH}", f"risk: R; {HIGH}; owner: TBD"],
        [f"risk: R; {HIGH}; owner: Anna", "risk: R; impact: low; likelihood: high"],
    ),
    "decision_unexplained": (
        ["decision: D; status: accepted", "decision: D; status: Accepted; rationale: TBD"],
        ["decision: D; status: accepted; rationale: It's fast", "decision: D; status: proposed"],
    ),
    "decision_superseded_by_nothing": (
        ["decision: D; status: superseded"],
        ["decision: D; status: superseded; back: DEC-2", "decision: D; status: deprecated"],
    ),
    "decision_proposed_when_approved": (
        ["decision: D; status: proposed"],
        ["decision: D; status: accepted", "decision: D; status: proposed; document: draft"],
    ),
    "decision_undated": (
        ["decision: D; status: accepted"],
        ["decision: D; status: accepted; date: 2026-01-01", "decision: D"],
    ),
    "question_open_when_approved": (
        [
            "question: Why?; status: open",
            "question: Why?; status: In Progress; answer: Soon",
            "question: Why?",
        ],
        [
            "question: Why?; status: resolved; answer: So",
            "question: Why?; answer: So",
            "question: Why?; status: open; document: draft",
            "question: Why?; status: open; document: ''",
        ],
    ),
    "question_unanswered": (
        ["question: Why?; status: resolved", "question: Why?; status: Resolved; answer: '-'"],
        ["question: Why?; status: resolved; answer: So", "question: Why?; status: open"],
    ),
    "question_overdue": (
        ["question: Why?; due: 2026-05-14", "question: Why?; due: 2026-01-01; status: open"],
        ["question: Why?; due: 2026-05-15", "question: Why?; due: 2026-01-01; status: resolved"],
    ),
    "question_unowned": (
        ["question: Why?", "question: Why?; status: open; owner: TBD"],
        ["question: Why?; owner: Anna", "question: Why?; status: resolved"],
    ),
    "endpoint_without_response": (
        [
            "endpoint: /a",
            "endpoint: /a; method: DELETE; response: '-'",
            "endpoint: /a; status: 200",
        ],
        [
            "endpoint: /a; response: Orders",
            "endpoint: /a; method: DELETE; status: 204",
            "endpoint: /a; method: DELETE; status: '`204` No Content'",
            "endpoint: /a; method: head",
        ],
    ),
    "error_without_response": (["error: E1"], ["error: E1; response: Try again"]),
    "integration_without_failure_mode": (
        ["system: Bank", "system: Bank; fallback: n/a"],
        ["system: Bank; fallback: We queue"],
    ),
    "alert_without_response": (["alert: A"], ["alert: A; runbook: Restart it"]),
    "metric_without_target": (["metric: p99", "metric: p99; unit: ms"], ["metric: p99; slo: 2 s"]),
    "requirement_without_target": (
        ["requirement: Fast; kind: performance", "requirement: Up; type: Availability"],
        [
            "requirement: Fast; kind: performance; target: 2 s",
            "requirement: Fast; kind: performance; verified-by: A test",
            "requirement: Sells; kind: functional",
            "requirement: Sells",
        ],
    ),
    "requirement_unverified": (
        ["requirement: Fast", "requirement: Fast; status: accepted"],
        ["requirement: Fast; tested by: T-1", "requirement: Fast; status: rejected"],
    ),
    "phase_without_tasks": (
        ["phase: One", "phase: One; start: 2026-01-01; status: planned"],
        ["phase: One; tasks: Write", "phase: One; status: Done", "phase: One; goal: To learn"],
    ),
    "phase_done_with_open_tasks": (
        ["phase: One; status: done; tasks: '[x] a [ ] b'", "phase: One; status: Closed; tasks: a"],
        [
            "phase: One; status: done; tasks: '[x] a ☑ b'",
            "phase: One; status: in progress; tasks: a",
            "phase: One; status: done",
        ],
    ),
    "rollout_step_done_with_open_tasks": (
        ["step: One; status: done; tasks: '[x] a [ ] b'"],
        ["step: One; status: done; tasks: '[x] a'", "step: One; tasks: a"],
    ),
    "rollout_step_without_rollback": (
        ["step: One", "step: One; rollback: none"],
        ["step: One; way back: Turn it off", "step: One; status: done"],
    ),
    "alternative_unexplained": (
        ["alternative: A", "alternative: A; pros: cheap", "alternative: A; status: rejected"],
        [
            "alternative: A; why not: Too slow",
            "alternative: A; cons: slow",
            "alternative: A; status: chosen",
        ],
    ),
    "component_without_responsibility": (
        ["component: A", "component: A; technology: Go"],
        ["component: A; responsibility: Sells", "component: A; purpose: To sell"],
    ),
    "entity_without_attributes": (["entity: Order"], ["entity: Order; attributes: id and name"]),
    "use_case_without_flow": (
        ["use case: Buy", "use case: Buy; actor: Anna"],
        ["use case: Buy; main flow: She pays", "use case: Buy; description: She pays"],
    ),
}
SEVERE = {
    "off": {
        *("risk_unowned", "decision_undated", "question_unowned", "error_without_response"),
        *("requirement_unverified", "rollout_step_without_rollback"),
    },
    "info": {
        *("decision_proposed_when_approved", "integration_without_failure_mode"),
        *("metric_without_target", "requirement_without_target", "use_case_without_flow"),
        *("component_without_responsibility", "entity_without_attributes"),
    },
}
"""What is no warning where the settings say nothing."""


def broken(kind: Kind, fields: str, scale: Scale | None = None) -> Iterator[tuple[str, int, str]]:
    """Yield the rules that a row breaks, with line and message.

    Of the fields, `back` and `document` stand for what others say of the record.
    """
    row = dict(part.split(": ", 1) for part in fields.split("; "))
    back = {"superseded-by": (row.pop("back"),)} if "back" in row else {}
    document = {**APPROVED, "status": row.pop("document", APPROVED["status"])}
    lines = ["- id: X-1", *(f"  {name}: {value}" for name, value in row.items())]
    body = read_yaml(lines, 1, lambda key: knows(kind, key))
    (entry,) = Reader(kind, "doc", scale).rows(body.root).entries
    item = Item(entry.record, kind, scale or Scale(), back, document)
    for _, problem in rule_problems([item], TODAY, KINDS.values()):
        yield problem.rule, problem.line, problem.message


def test_every_rule_has_its_cases() -> None:
    assert CASES.keys() == RULES.keys()
    assert len(RULES) == sum(len(kind.rules) for kind in KINDS.values())


@pytest.mark.parametrize(
    ("name", "row"), [(name, row) for name, (bad, _) in CASES.items() for row in bad]
)
def test_what_breaks_a_rule(name: str, row: str) -> None:
    messages = {rule: message for rule, _, message in broken(RULES[name][0], row)}
    assert name in messages
    assert "{" not in messages[name] and "''" not in messages[name]
    assert not messages[name].endswith(".")


@pytest.mark.parametrize(
    ("name", "row"), [(name, row) for name, (_, good) in CASES.items() for row in good]
)
def test_what_does_not_break_a_rule(name: str, row: str) -> None:
    assert name not in {rule for rule, _, _ in broken(RULES[name][0], row)}


@pytest.mark.parametrize("scale", [3, 4, 5, "own"])
def test_a_risk_that_weighs_most_is_told_on_every_scale(scale: int | str) -> None:
    steps = {
        3: ("low", "medium", "high"),
        4: ("low", "medium", "high", "critical"),
        5: ("very low", "low", "medium", "high", "very high"),
        "own": ("green", "amber", "red"),
    }[scale]
    least, most = (
        f"impact: {steps[0]}; likelihood: 1",
        f"impact: {steps[-1]}; likelihood: {len(steps)}",
    )
    told = [name for name, _, _ in broken(KINDS["risk"], f"risk: R; {most}", Scale(steps))]
    assert "risk_unmitigated" in told
    assert not list(broken(KINDS["risk"], f"risk: R; {least}", Scale(steps)))


@pytest.mark.parametrize("name", RULES)
def test_what_a_rule_says_of_itself(name: str) -> None:
    kind, rule = RULES[name]
    assert name.startswith(kind.name.replace("-", "_") + "_")
    assert rule.hint.endswith(".")
    assert rule.field in kind.by_name
    expected = [severity for severity, names in SEVERE.items() if name in names]
    assert rule.severity == (expected or ["warning"])[0]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_condition_can_be_read(kind: Kind) -> None:
    assert check_rules(kind, Scale(), KINDS.values()) == []


def test_the_rules_that_a_question_can_break() -> None:
    found = list(broken(KINDS["question"], "question: '*Why*?'; status: open; due: 2026-05-01"))
    assert [(name, message) for name, _, message in found] == [
        (
            "question_open_when_approved",
            "this document is approved, and the question 'Why?' is still open",
        ),
        ("question_overdue", "the question 'Why?' was to be answered by 2026-05-01"),
        (
            "question_unowned",
            "nobody sees to the question 'Why?': write who does under 'owner'",
        ),
    ]
