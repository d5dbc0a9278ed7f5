"""Rows read into records: names of fields, values, ids, and every fault at its line."""

from __future__ import annotations

import msgspec
import pytest

from sphinx_tdd.model import kind_files
from sphinx_tdd.model.kind import Field, Kind, Record
from sphinx_tdd.records.body import read_yaml
from sphinx_tdd.records.duplicates import duplicates
from sphinx_tdd.records.grid import read_csv
from sphinx_tdd.records.levels import Scale, level_of
from sphinx_tdd.records.lookup import Lookup
from sphinx_tdd.records.plain import plain_text, slug
from sphinx_tdd.records.reader import Reader, Reading, knows

KINDS = kind_files.load().by_name
RISK, DECISION = KINDS["risk"], KINDS["decision"]
FULL = "- risk: A\n  impact: high\n  likelihood: low\n  mitigation: M\n"


def rows(source: str, kind: Kind = RISK, scale: Scale | None = None) -> Reading:
    body = read_yaml(source.splitlines(), 1, lambda key: knows(kind, key))
    reading = Reader(kind, "doc", scale).rows(body.root)
    return msgspec.structs.replace(reading, problems=(*body.problems, *reading.problems))


def one(source: str) -> Reading:
    body = read_yaml(source.splitlines(), 1, lambda key: knows(DECISION, key))
    return Reader(DECISION, "doc").one(body.root, 1)


def faults(reading: Reading) -> list[tuple[str, int]]:
    return [(problem.rule, problem.line) for problem in reading.problems]


def test_a_full_row() -> None:
    reading = rows(FULL)
    assert not reading.problems
    (entry,) = reading.entries
    assert entry.record == Record(
        kind="risk",
        id="a",
        title="A",
        docname="doc",
        line=1,
        named=False,
        fields={"risk": "A", "impact": "high", "likelihood": "low", "mitigation": "M"},
    )


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Probability", "likelihood"),
        ("SEVERITY", "impact"),
        ("mitigation strategy", "mitigation"),
        ("Mitigation_Strategies", "mitigation"),
        ("residual impact", "residual-impact"),
        ("Residual_Likelihood", "residual-likelihood"),
        ("Due date", "due"),
        ("Risks", "risk"),
        ("ID", "id"),
        ("#", "id"),
    ],
)
def test_names_of_fields(name: str, field: str) -> None:
    found = RISK.field(name)
    assert found is not None
    assert found.name == field


@pytest.mark.parametrize(
    ("steps", "written", "step"),
    [
        (3, "High", 3),
        (3, "H", 3),
        (3, "hi", 3),
        (3, "Med.", 2),
        (3, "MEDIUM", 2),
        (3, "moderate", 2),
        (3, "l", 1),
        (3, "lo", 1),
        (3, "2", 2),
        (3, "3/3", 3),
        (3, "(1)", 1),
        (3, "3 - high", 3),
        (3, "High (3)", 3),
        (3, "**high**", 3),
        (3, "4", None),
        (3, "0", None),
        (3, "2/5", None),
        (3, "very high", None),
        (3, "critical", None),
        (3, "High/Med/Low", None),
        (3, "", None),
        (4, "crit", 4),
        (4, "very high", 4),
        (5, "v. high", 5),
        (5, "VH", 5),
        (5, "very-low", 1),
        (5, "v low", 1),
        (5, "high", 4),
        (5, "h", 4),
        (5, "m", 3),
        (5, "critical", 5),
        (5, "v", None),
    ],
)
def test_steps(steps: int, written: str, step: int | None) -> None:
    names = {
        3: ("low", "medium", "high"),
        4: ("low", "medium", "high", "critical"),
        5: ("very low", "low", "medium", "high", "very high"),
    }
    assert Scale(names[steps]).step(plain_text(written)) == step


def test_steps_of_a_team() -> None:
    scale = Scale(("green", "amber", "red"))
    assert [scale.step(text) for text in ("G", "amb", "RED", "high")] == [1, 2, 3, None]


def test_levels() -> None:
    three = Scale()
    assert [[three.level(i, j) for j in (1, 2, 3)] for i in (1, 2, 3)] == [
        [1, 1, 2],
        [1, 2, 3],
        [2, 3, 3],
    ]
    five = Scale(("1", "2", "3", "4", "5"))
    assert [five.level(i, i) for i in range(1, 6)] == [1, 1, 2, 4, 5]
    assert five.level(4, 5) == 5


def test_every_fault_at_its_line() -> None:
    reading = rows(
        """\
- id: R 1
  risk: A
  impct: high
  likelihood: perhaps
  mitigation: M
  due: 2026-02-30
  status:
    - open
- risk: B
  Risks: again
  impact: [high, low]
  likelihood: low
  mitigation: ''
"""
    )
    assert faults(reading) == [
        ("record_value", 1),
        ("record_missing_field", 1),
        ("record_field", 3),
        ("record_value", 4),
        ("record_value", 6),
        ("record_missing_field", 9),
        ("record_field", 10),
        ("record_value", 11),
    ]
    messages = [problem.message for problem in reading.problems]
    assert "did you mean 'impact'?" in messages[2]
    assert "'perhaps' is not on the scale low, medium, high" in messages[3]
    first, second = reading.entries
    assert first.record.fields["likelihood"] == "perhaps"
    assert first.record.fields["status"] == ("open",)
    assert level_of(RISK, first.record.fields, Scale()) is None
    assert second.record.fields["risk"] == "B"


def test_rows_in_other_shapes() -> None:
    assert len(rows("risk: A\nimpact: high\nlikelihood: low\nmitigation: M").entries) == 1
    assert len(rows("risks:\n  - risk: A\n  - risk: B").entries) == 2
    text, nothing = rows("- The provider is down\n-"), rows("")
    assert text.entries[0].record.title == "The provider is down"
    assert faults(text)[-1] == ("record_yaml", 2)
    assert not nothing.entries and not nothing.problems


def test_ids_made_from_titles_are_unique() -> None:
    reading = rows("- risk: A b\n- risk: a-B!\n- risk: '`A` *b*'\n- impact: low\n- id: a-b-2")
    assert [entry.record.id for entry in reading.entries] == [
        "a-b",
        "a-b-2",
        "a-b-3",
        "risk",
        "a-b-2",
    ]
    assert [entry.record.named for entry in reading.entries] == [False] * 4 + [True]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("`a` *b* **c** _d_", "a b c d"),
        ("[a](b.md) ![c](d)", "a c"),
        ("{ref}`a <b>` :doc:`c`", "a c"),
        ("`a <https://b>`_ ``c``", "a c"),
        ("a_b * c <d> 2 * 3", "a_b * c 2 * 3"),
        (r"\*a\*", "*a*"),
        ("- one\n- two", "one - two"),
        ("one\n\ntwo", "one"),
    ],
)
def test_plain_text(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def test_slugs() -> None:
    assert slug("The «Ünit» fails!") == "the-ünit-fails"
    assert slug("日本 語") == "日本-語"
    assert slug("…") == ""
    assert len(slug("word " * 50)) <= 60 and not slug("word " * 50).endswith("-")


def test_alternatives() -> None:
    reading = one(
        """\
decision: D
alternatives:
  - name: A
    pros: [fast, "small, too"]
    Disadvantages: dear
    why: no
    why-not-chosen: Because
  - B
  - option: C
deciders: [Anna, Bob]
supersedes: ADR-1, {tdd:decision}`ADR-2`
consequences:
  - Good
  - Bad: dear
"""
    )
    assert faults(reading) == [("record_field", 6)]
    assert reading.entries[0].record.fields == {
        "decision": "D",
        "alternatives": (
            {
                "name": "A",
                "pros": ("fast", "small, too"),
                "cons": ("dear",),
                "why-not-chosen": "Because",
            },
            {"name": "B"},
            {"name": "C"},
        ),
        "deciders": ("Anna", "Bob"),
        "supersedes": ("ADR-1", "ADR-2"),
        "consequences": ("Good", "Bad: dear"),
    }
    assert reading.entries[0].given["alternatives"].lines == (3, 4, 4, 5, 7, 8, 9)


def test_alternatives_in_other_shapes() -> None:
    by_name = one("decision: D\nalternatives:\n  Kafka:\n    pros: fast\n  Redis: simple")
    assert by_name.entries[0].record.fields["alternatives"] == (
        {"name": "Kafka", "pros": ("fast",)},
        {"name": "Redis: simple"},
    )
    text = one("decision: D\nalternatives: We looked at *none*")
    assert text.entries[0].record.fields["alternatives"] == "We looked at *none*"


def test_csv() -> None:
    text = 'Risk;Severity;Prob;Mitigation;Ticket\n"a; b\nc";H;1;M;T1\n\nd;L;L;;;x\n'
    body = read_csv(text, RISK)
    reading = Reader(RISK, "doc").rows(body.root)
    problems = [(problem.rule, problem.line) for problem in (*body.problems, *reading.problems)]
    assert [(entry.record.title, entry.record.line) for entry in reading.entries] == [
        ("a; b c", 2),
        ("d", 5),
    ]
    assert problems == [("record_field", 1), ("record_field", 5), ("record_missing_field", 5)]


@pytest.mark.parametrize("text", ["", "\n\n", "Risk", "a,b\n" + "x" * 200_000, "\x00,\n"])
def test_csv_never_raises(text: str) -> None:
    body = read_csv(text, RISK)
    Reader(RISK, "doc").rows(body.root)


def record(name: str, docname: str, line: int = 1, **more: object) -> Record:
    values = {"kind": "risk", "id": name, "title": name, "docname": docname, "line": line}
    return Record(**{**values, "anchor": f"risk-{name}-{line}", **more})  # type: ignore[arg-type]


def test_duplicates_name_each_other() -> None:
    found = duplicates(
        [
            record("R1", "a", 3),
            record("R1", "b", 4),
            record("R1", "b", 9),
            record("x", "a", named=False),
            record("x", "b", named=False),
            record("R1", "c", kind="decision"),
        ]
    )
    assert {name: [p.line for p in problems] for name, problems in found.items()} == {
        "a": [3],
        "b": [4, 9],
    }
    assert found["a"][0].message == "the risk 'R1' is also defined in 'b', line 4"
    assert found["b"][0].message == "the risk 'R1' is also defined in 'a', line 3"


def test_lookup() -> None:
    lookup = Lookup(
        [
            record("R1", "a"),
            record("loss", "a", named=False, title="Loss"),
            record("loss", "b", named=False, title="Loss"),
            record("only-one", "b", 2, named=False, title="Only one"),
        ]
    )

    def find(target: str, docname: str) -> str | None:
        found = lookup.find("risk", target, docname)
        return found.docname if found else None

    assert find("R1", "c") == "a"
    assert (find("loss", "a"), find("loss", "b"), find("loss", "c")) == ("a", "b", None)
    assert (find("Loss", "b"), find("Only one", "a"), find("r1", "a")) == ("b", "b", None)


def test_kinds_of_the_package_have_no_fault() -> None:
    kinds = kind_files.load()
    assert not kinds.problems
    assert {"risk", "decision"} <= set(kinds.by_name)


def test_faults_of_a_kind_file(tmp_path) -> None:
    (tmp_path / "a.yaml").write_text(
        "name: a\ntitle: A\nsubject: x\nfields: [{name: a, typ: b}]\n"
    )
    (tmp_path / "b.yaml").write_text(
        "name: b\ntitle: B\nsubject: namee\nlevel: [name]\nfields:\n"
        "  - name: name\n  - name: other\n    type: choice\n    aliases: [Names]\n"
    )
    (tmp_path / "c.yaml").write_text("- a\n")
    (tmp_path / "d.yaml").write_text("name: [")
    (tmp_path / "e.yaml").write_text("name: e\ntitle: E\nsubject: e\nfields: [{name: e}]\n")
    kinds = kind_files.load(tmp_path)
    assert list(kinds.by_name) == ["e"]
    found = [(p.source.rpartition("/")[2], p.line, p.message) for p in kinds.problems]
    assert {rule.rule for rule in kinds.problems} == {"kind_file"}
    assert ("a.yaml", 4, "fields[0].typ: 'typ' is not known here; did you mean 'type'?") in found
    assert {(name, line) for name, line, _ in found if name == "b.yaml"} == {
        ("b.yaml", 3),
        ("b.yaml", 4),
        ("b.yaml", 7),
    }
    assert {name for name, _, _ in found} == {"a.yaml", "b.yaml", "c.yaml", "d.yaml"}


def test_a_kind_of_data_alone() -> None:
    """What the next kinds need: nothing but their file."""
    kind = Kind(
        name="question",
        title="Question",
        subject="question",
        fields=(Field(name="question", required=True), Field(name="answer", aliases=("Reply",))),
    )
    (entry,) = rows("- Question: Why?\n  reply: So.", kind).entries
    assert entry.record.fields == {"question": "Why?", "answer": "So."}
