"""The baseline: what was there before is forgiven, what is new is not, what is paid is told."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_tdd.model.finding import Finding
from sphinx_tdd.model.report import Report
from sphinx_tdd.reports import Rendering
from sphinx_tdd.reports.baseline import (
    WHOLE,
    Baseline,
    Damaged,
    Entry,
    Scope,
    apply,
    baseline_of,
    read_baseline,
    updated,
    write_baseline,
)
from sphinx_tdd.reports.json import write_json
from tests.reports.awkward import REPORT, every_finding
from tests.reports.strategies import reports
from tests.reports.values import document, finding, report

X = "missing section 'X'"


def missing(line: int = 7, where: str = "after 'A' (line 3)", **said: object) -> Finding:
    message = f"{X}: it belongs {where}"
    return finding(message, rule="missing_section", line=line, section=("X",), **said)


def counted(value: Report) -> int:
    return sum(value.counted.values())


def fresh(value: Report) -> Report:
    """A report without old debt."""

    def new(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(msgspec.structs.replace(each, known=False) for each in findings)

    documents = [msgspec.structs.replace(d, findings=new(d.findings)) for d in value.documents]
    return msgspec.structs.replace(value, findings=new(value.findings), documents=tuple(documents))


# -- properties -------------------------------------------------------------------------------


@given(reports())
def test_a_file_holds_all_of_a_baseline(value: Report) -> None:
    made = baseline_of(value)
    text = write_baseline(made)
    assert read_baseline(text) == made
    assert text.count("\n") == max(made.total(), 1) + 2
    assert text == write_baseline(Counter(dict(reversed(list(made.items())))))


@given(reports())
def test_what_a_baseline_was_made_of_is_forgiven(value: Report) -> None:
    marked, paid = apply(baseline_of(fresh(value)), fresh(value))
    assert counted(marked) == 0
    assert marked.known == counted(fresh(value))
    assert not paid
    assert fresh(marked) == fresh(value)


@given(reports(), reports())
def test_no_more_is_forgiven_than_there_was(before: Report, after: Report) -> None:
    made = baseline_of(fresh(before))
    marked, paid = apply(made, fresh(after))
    used = made - paid
    known = [each for each in every_finding(marked) if each.known]
    assert len(known) == used.total() == made.total() - paid.total()
    assert baseline_of(fresh(marked)).total() == counted(marked) + marked.known


@given(reports(), reports())
def test_applied_twice_is_applied_once(before: Report, after: Report) -> None:
    made = baseline_of(before)
    assert apply(made, apply(made, after).report) == apply(made, after)


@given(reports(), reports())
def test_without_what_is_paid_nothing_is_paid_and_as_much_is_forgiven(
    before: Report, after: Report
) -> None:
    made = baseline_of(before)
    kept = updated(made, after)
    assert not apply(kept, after).paid
    assert apply(kept, after).report == apply(made, after).report
    assert kept <= made


@given(reports(), reports())
def test_where_all_is_added_nothing_counts(before: Report, after: Report) -> None:
    all_of_it = updated(baseline_of(before), after, add=True)
    marked, paid = apply(all_of_it, after)
    assert counted(marked) == 0
    assert not paid


@given(reports(), reports(), st.sets(st.sampled_from(["a.md", "b.md", "sub/c.md"])))
def test_a_run_over_some_documents_keeps_the_entries_of_others(
    before: Report, after: Report, paths: set[str]
) -> None:
    some = tuple(each for each in after.documents if each.path in paths)
    seen = msgspec.structs.replace(after, documents=some, findings=())
    made = baseline_of(before)
    kept = updated(made, seen, Scope(paths))
    assert {e: n for e, n in kept.items() if e.path not in paths} == {
        e: n for e, n in made.items() if e.path not in paths
    }


@given(reports(), st.integers(1, 50))
def test_lines_may_move(value: Report, by: int) -> None:
    def down(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(msgspec.structs.replace(each, line=each.line + by) for each in findings)

    moved = [msgspec.structs.replace(d, findings=down(d.findings)) for d in value.documents]
    after = msgspec.structs.replace(value, documents=tuple(moved))
    assert baseline_of(after) == baseline_of(value)


# -- one by one -------------------------------------------------------------------------------


def of(*findings: Finding) -> Baseline:
    return baseline_of(report(document("a", *findings)))


def known(made: Baseline, *findings: Finding) -> list[bool]:
    marked = apply(made, report(document("a", *findings))).report
    return [each.known for each in marked.documents[0].findings]


def test_the_same_debt_in_other_lines_after_other_headings() -> None:
    assert known(of(missing()), missing(90, "under 'Q', after 'R' (line 88)")) == [True]


def test_headings_are_numbered_anew() -> None:
    before = finding("'2.1 Costs' is too short", section=("2. Money", "2.1 Costs"))
    after = finding("'3.4 Costs' is too short", section=("3. Money", "3.4 Costs"))
    assert known(of(before), after) == [True]


@pytest.mark.parametrize(
    "other",
    [
        finding(f"{X}: it belongs", rule="extra_section", section=("X",)),
        finding("missing section 'Y': it belongs", rule="missing_section", section=("X",)),
        finding(f"{X}: it belongs", rule="missing_section", section=("Y", "X")),
        missing(source="part.md"),
    ],
    ids=["rule", "message", "section", "file"],
)
def test_other_debt_is_new(other: Finding) -> None:
    assert known(of(missing()), other) == [False]


def test_the_same_debt_in_another_document_is_new() -> None:
    assert counted(apply(of(missing()), report(document("b", missing()))).report) == 1


def test_two_forgive_two_and_not_three() -> None:
    made = of(missing(1), missing(2))
    assert known(made, missing(30), missing(10), missing(20)) == [False, True, True]


def test_what_counts_is_forgiven_before_what_does_not() -> None:
    quiet = missing(1, severity="info")
    assert known(of(missing()), quiet, missing(9)) == [False, True]


def test_debt_of_a_draft_is_not_paid() -> None:
    made = of(missing())
    assert not apply(made, report(document("a", missing(severity="info")))).paid


@pytest.mark.parametrize("quiet", [{"ignored": "agreed"}, {"suppressed": True}])
def test_debt_that_is_silenced_otherwise_is_paid(quiet: dict[str, object]) -> None:
    made = of(missing())
    assert apply(made, report(document("a", missing(**quiet)))).paid == made


def test_debt_of_a_document_that_is_gone_is_paid_where_all_were_looked_at() -> None:
    made = of(missing())
    assert apply(made, report()).paid == made
    assert not apply(made, report(), Scope(paths={"b.md"})).paid


def test_rules_that_did_not_run_leave_their_entries() -> None:
    made = of(missing())
    assert updated(made, report(document("a")), Scope(rules={"placeholder"})) == made
    assert not updated(made, report(document("a")), Scope(rules={"missing_section"}))


def test_findings_of_the_project_are_looked_at_only_with_all_documents() -> None:
    made = baseline_of(report(findings=(finding("a pattern takes none"),)))
    assert apply(made, report(), WHOLE).paid == made
    assert not apply(made, report(), Scope(paths={"a.md", ""})).paid


def test_the_file_has_a_line_for_each_finding() -> None:
    made = baseline_of(REPORT)
    text = write_baseline(made)
    assert text.startswith('{"baseline": 1, "findings": [\n{"path":"","rule":"incomplete",')
    same = (
        '{"path":"designs/refund.md","rule":"empty_section","section":["Costs"],'
        '"message":"new and just the same"}'
    )
    assert text.split("\n").count(f"{same},") == 2
    assert text.endswith("\n]}\n")


def test_an_empty_baseline_forgives_nothing() -> None:
    assert read_baseline(write_baseline(Counter())) == Counter()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no baseline of sphinx-tdd: "),
        ("{", "is no baseline of sphinx-tdd: "),
        ('{"baseline": 2, "findings": []}', "is of version 2; only 1 is understood"),
        (write_json(REPORT, Rendering()), "is no baseline of sphinx-tdd: "),
        ('{"baseline": 1, "findings": [{"path": "a"}]}', "findings[0]"),
        (
            '{"baseline": 1, "findings": [\n<<<<<<< HEAD\n=======\n>>>>>>> x\n]}',
            "holds both sides of a merge",
        ),
    ],
)
def test_what_is_no_baseline_is_refused(text: str, said: str) -> None:
    with pytest.raises(Damaged) as refused:
        read_baseline(text)
    assert said in str(refused.value)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Damaged):
        read_baseline(b'{"baseline": 1, "findings": [{"path": "\xff"}]}')


def test_an_entry_says_what_it_forgives() -> None:
    (entry,) = of(missing(source="part.md"))
    assert entry == Entry("a.md", "missing_section", ("X",), X, "part.md")
