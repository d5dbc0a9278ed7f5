"""The rules that kinds state over their records."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from sphinx_tdd.model import kind_files
from sphinx_tdd.model.finding import Severity
from sphinx_tdd.model.kind import Field, Kind, KindRule, Record, Value
from sphinx_tdd.records.columns import Item
from sphinx_tdd.records.levels import Scale
from sphinx_tdd.records.record_rules import check_rules, rule_problems, uses_today

TODAY = date(2026, 5, 15)
FIELDS = (
    Field("id", type="id"),
    Field("name"),
    Field("impact", type="level"),
    Field("due", type="date"),
    Field("owner"),
    Field("tags", type="list"),
    Field("needs", type="links", back="Needed by"),
)


def rule(
    where: str, message: str = "m", field: str = "", severity: Severity = "warning"
) -> KindRule:
    return KindRule("a_rule", where, message, field, severity)


def kind(*rules: KindRule, name: str = "thing") -> Kind:
    return Kind(name, "Thing", "name", FIELDS, rules=rules)


def item(of: Kind, *, named: bool = True, scale: Scale | None = None, **fields: Value) -> Item:
    record = Record(
        kind=of.name,
        id="T-1",
        title="Title",
        docname="doc",
        line=7,
        named=named,
        fields=fields,
        source="in.txt",
        lines={"impact": 9},
    )
    return Item(record, of, scale or Scale())


def messages(message: str, *, named: bool = True, **fields: Value) -> str:
    of = kind(rule("due != 1000", message))
    ((_, problem),) = rule_problems([item(of, named=named, **fields)], TODAY)
    return problem.message


def test_a_record_that_breaks_a_rule() -> None:
    of = kind(rule("impact = high, owner = none", "{id} has no owner", "owner", "error"))
    bad, good = item(of, impact="high"), item(of, impact="high", owner="Anna")
    ((docname, problem),) = rule_problems([good, bad], TODAY)
    assert docname == "doc"
    assert problem.rule == "a_rule"
    assert (problem.line, problem.source) == (7, "in.txt")
    assert problem.message == "T-1 has no owner"
    assert (problem.severity, problem.field) == ("error", "owner")


def test_the_line_of_the_field_that_a_rule_is_about() -> None:
    of = kind(rule("impact = high", "m", "impact"))
    ((_, problem),) = rule_problems([item(of, impact="high")], TODAY)
    assert (problem.line, problem.field) == (9, "")


@pytest.mark.parametrize(
    ("message", "fields", "expected"),
    [
        ("{id}: {title} {Owner}", {"owner": "**Anna**"}, "T-1: Title Anna"),
        ("[{owner}]", {}, "[]"),
        ("a {owner} b", {}, "a b"),
        ("{tags}", {"tags": ("a", "b")}, "a, b"),
        ("{needed by}{document-status}", {}, ""),
        ("{owner}", {"owner": "{id} {0} %s {title.real}"}, "{id} {0} %s {title.real}"),
        ("{owner.__class__} {0} {} {{id}}", {"owner": "x"}, "{} {T-1}"),
        ("{owner}", {"owner": "x" * 200}, "x" * 79 + "…"),
        (r"{owner}", {"owner": r"\1 \g<0>"}, r"\1 \g<0>"),
        ("{id", {}, "{id"),
    ],
)
def test_values_in_messages(message: str, fields: dict[str, Value], expected: str) -> None:
    assert messages(message, **fields) == expected


def test_an_id_of_our_own_is_not_shown() -> None:
    assert messages("{id} {title}", named=False) == "Title"


def test_rules_hold_on_the_day_they_are_asked() -> None:
    of = kind(rule("due < today"))
    late = item(of, due="2026-05-15")
    assert not list(rule_problems([late], date(2026, 5, 15)))
    assert len(list(rule_problems([late], date(2026, 5, 16)))) == 1


def test_a_step_that_a_project_does_not_have() -> None:
    of = kind(rule("impact = high"), rule("impact != high"), rule("impact = top", "top"))
    scale = Scale(("minor", "major", "fatal"))
    found = rule_problems([item(of, scale=scale, impact="fatal")], TODAY)
    assert [problem.message for _, problem in found] == ["top"]


def test_a_rule_that_cannot_be_read_is_left_out() -> None:
    of = kind(rule("nonsense"), rule("owner = none", "kept"))
    assert [p.message for _, p in rule_problems([item(of)], TODAY)] == ["kept"]


def test_records_of_several_kinds_keep_to_their_own_rules() -> None:
    one, two = kind(rule("owner = none", "1")), kind(rule("tags = none", "2"), name="other")
    found = rule_problems([item(one, tags=("a",)), item(two, owner="x"), item(one)], TODAY)
    assert [problem.message for _, problem in found] == ["1", "2", "1"]


def test_a_rule_over_the_way_back_from_another_kind() -> None:
    other = Kind(
        "other",
        "Other",
        "name",
        (Field("name"), Field("serves", type="links", targets=("thing",), back="Served by")),
    )
    of = kind(rule("served by = none"), rule("needed by != none", "needed"))
    assert [number for number, _ in check_rules(of, Scale())] == [0]
    assert check_rules(of, Scale(), (of, other)) == []
    plain = item(of)
    led = msgspec.structs.replace(plain, back={"served-by": ("O",), "needed-by": ("T-2",)})
    assert not list(rule_problems([plain], TODAY))
    assert len(list(rule_problems([plain], TODAY, (of, other)))) == 1
    found = rule_problems([led], TODAY, (of, other))
    assert [problem.message for _, problem in found] == ["needed"]


@pytest.mark.parametrize(
    ("where", "expected"), [("due < today", True), ("due < 2026", False), ("nonsense", False)]
)
def test_whether_a_rule_uses_today(where: str, expected: bool) -> None:
    assert uses_today([kind(), kind(rule("owner = none"), rule(where))]) is expected


@pytest.mark.parametrize(
    ("broken", "part"),
    [
        (rule("onwer = none"), "where: 'onwer' is no field of 'thing'; did you mean 'owner'?"),
        (rule("owner = none,\n due < soon"), "(at character 22 of 'owner = none,\\n due < soon')"),
        (rule("impact = hgih"), "did you mean 'high'?"),
        (rule(""), "a condition is missing here"),
        (rule("owner = none", "{onwer}"), "message: {onwer} stands for nothing: 'onwer' is no"),
        (rule("owner = none", "{id} {onwer}"), "did you mean 'owner'?"),
        (rule("owner = none", "m", "onwer"), "there is no field 'onwer'; did you mean 'owner'?"),
    ],
)
def test_what_is_wrong_with_a_rule(broken: KindRule, part: str) -> None:
    ((number, message),) = check_rules(kind(rule("owner = none", "{id} {owner}"), broken), Scale())
    assert number == 1
    assert part in message


def test_the_rules_of_the_package_have_no_fault() -> None:
    kinds = kind_files.load().by_name
    for each in kinds.values():
        assert check_rules(each, Scale(), kinds.values()) == [], each.name
