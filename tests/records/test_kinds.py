"""The kinds that come with the package: their files, their rows, and what is wrong with rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
import yaml

from sphinx_tdd.model import kind_files, template_library
from sphinx_tdd.model.kind import Field, Kind, Value
from sphinx_tdd.model.template import Section
from sphinx_tdd.records.body import read_yaml
from sphinx_tdd.records.duplicates import duplicates
from sphinx_tdd.records.grid import read_csv
from sphinx_tdd.records.reader import Reader, Reading, knows

LOADED = kind_files.load()
SHOWN = {
    "risk": "risk impact likelihood mitigation",
    "decision": "decision rationale alternatives consequences trade-offs",
    "alternative": "alternative pros cons why-not-chosen",
    "stakeholder": "role name responsibilities",
    "definition": "term definition",
    "goal": "goal description",
    "requirement": "requirement priority target verified-by",
    "use-case": "use-case actor trigger main-flow extensions",
    "component": "component-name responsibility technology dependencies",
    "pattern": "pattern purpose implementation",
    "entity": "entity purpose attributes relationships validations",
    "endpoint": "endpoint method description request response status",
    "error": "error-code description response",
    "integration": "system protocol frequency failure-mode",
    "environment": "environment purpose access frequency",
    "phase": "phase tasks start end",
    "rollout-step": "step audience criteria rollback",
    "test": "layer scope tools data",
    "metric": "metric unit target",
    "alert": "alert condition severity response",
    "question": "question status owner answer",
    "technology": "layer technology version purpose",
    "change": "version date author description",
    "reference": "title link note",
}
"""The columns of each kind's table."""
RECORDS = {
    *("risk", "decision", "alternative", "requirement", "use-case"),
    *("component", "entity", "endpoint", "phase", "question"),
}
KINDS = {name: LOADED.by_name[name] for name in SHOWN if name in LOADED.by_name}
EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def cases(wanted: Callable[[Field], bool] = lambda field: True) -> Any:
    """Each wanted field, with its kind."""
    found = [
        pytest.param(kind, field, id=f"{kind.name}-{field.name}")
        for kind in KINDS.values()
        for field in filter(wanted, kind.fields)
    ]
    return pytest.mark.parametrize(("kind", "field"), found)


# -- the files --------------------------------------------------------------------------------


def test_every_kind_is_there_and_has_no_fault() -> None:
    assert LOADED.problems == ()
    assert KINDS.keys() == SHOWN.keys()


@EVERY
def test_what_a_kind_shows(kind: Kind) -> None:
    assert " ".join(kind.shown) == SHOWN[kind.name]
    assert kind.table
    assert kind.record == (kind.name in RECORDS)
    assert kind.subject in kind.shown or kind.name == "decision"


@EVERY
def test_the_first_lines_of_a_file_tell_its_head(kind: Kind) -> None:
    """What registers the directives of a kind reads no further."""
    lines = (kind_files.BUILTIN / f"{kind.name}.yaml").read_text(encoding="utf-8").split("\n")
    keys = ("name", "title", "plural", "subject", "table", "record")
    values = [
        re.fullmatch(rf"{key}: (\w[\w -]*)", line) for key, line in zip(keys, lines, strict=False)
    ]
    found = [match[1] for match in values if match]
    flags = (str(kind.table).lower(), str(kind.record).lower())
    assert found == [kind.name, kind.title, kind.plural, kind.subject, *flags]


@EVERY
def test_every_kind_can_be_named_grouped_and_linked(kind: Kind) -> None:
    assert kind.by_name["id"].type == "id"
    assert kind.by_name["tags"].type == "list"
    links = [field for field in kind.fields if field.type == "links"]
    assert any(field.targets == ("any",) and field.back for field in links)
    for field in links:
        assert set(field.targets) <= {*KINDS, "any"}
        assert field.back_name


@EVERY
def test_every_word_ends_as_a_sentence_does(kind: Kind) -> None:
    hints = [kind.hint, *(field.hint for field in kind.fields), *(r.hint for r in kind.rules)]
    assert all(hint[:1].isupper() and hint.endswith(".") for hint in hints), hints
    names = [*kind.by_name, *(alias for field in kind.fields for alias in field.aliases)]
    assert all(name == name.strip() for name in names)


def test_the_words_back_mean_one_field_of_a_kind() -> None:
    for kind in KINDS.values():
        backs = [field.back_name for field in kind.fields if field.back]
        assert len(backs) == len(set(backs))


OWED = {
    ("design-doc", "Component"): "component",
    ("design-doc", "Risks and Mitigations"): "risk",
    ("design-doc", "Alternative"): "alternative",
    ("detailed-design", "Component"): "component",
    ("feature-design", "Key Design Decisions"): "decision",
    ("feature-design", "Integration Points"): "integration",
    ("formal-design", "Stakeholders"): "stakeholder",
    ("formal-design", "Definitions, Acronyms and Abbreviations"): "definition",
    ("formal-design", "Design Patterns"): "pattern",
    ("formal-design", "Component Breakdown"): "component",
    ("formal-design", "Component"): "component",
    ("formal-design", "Entity"): "entity",
    ("formal-design", "API Endpoints"): "endpoint",
    ("formal-design", "Error Handling"): "error",
    ("formal-design", "Deployment Environments"): "environment",
    ("formal-design", "Decisions & Alternatives"): "decision",
}
"""The sections of the templates whose columns or items are the fields of a kind."""


def sections(owner: Any) -> Iterator[Section]:
    for section in owner.sections:
        yield section
        yield from sections(section)


@pytest.mark.parametrize(("template", "title"), OWED)
def test_what_a_template_owes_is_a_field(template: str, title: str) -> None:
    """A column or item by any of its names, so that a team's own table becomes a directive's."""
    kind = KINDS[OWED[template, title]]
    found = [s for s in sections(template_library.load()[template]) if s.title == title]
    parts = [part for section in found for part in (*section.columns, *section.items)]
    assert parts
    names = [name for part in parts for name in (part.title, *part.aliases)]
    assert [name for name in names if kind.field(name) is None] == []
    owed = [field.name for part in parts if (field := kind.field(part.title))]
    assert len(set(owed)) == len(parts), "two parts are read as one field"


# -- rows -------------------------------------------------------------------------------------


def sample(field: Field) -> tuple[Any, Value]:
    """A value as a writer gives it, and as a record holds it."""
    text = f"Some *words*: of {field.name}"
    match field.type:
        case "list":
            return ["One", "two, three"], ("One", "two, three")
        case "level":
            return "High", "high"
        case "choice":
            return field.choices[-1].upper(), field.choices[-1]
        case "date":
            return "2026-01-31", "2026-01-31"
        case "id":
            return "X-1", "X-1"
        case "links":
            return "A-1, Order ledger", ("A-1", "Order ledger")
        case "entries":
            values = {part.name: sample(part) for part in field.fields}
            row = {name: written for name, (written, _) in values.items()}
            return [row], ({name: held for name, (_, held) in values.items()},)  # type: ignore[return-value]
        case "tasks":
            return ["[x] Write", "Deploy"], ("[x] Write", "[ ] Deploy")
        case "quantity":
            return "99.9 %", "99.9 %"
    return text, text


def read(kind: Kind, source: str) -> Reading:
    body = read_yaml(source.split("\n"), 1, lambda key: knows(kind, key))
    reading = Reader(kind, "doc").rows(body.root)
    problems = sorted((*body.problems, *reading.problems), key=lambda problem: problem.line)
    return msgspec.structs.replace(reading, problems=tuple(problems))


def dumped(row: dict[str, Any]) -> str:
    return yaml.safe_dump([row], sort_keys=False, allow_unicode=True, width=1000)


def owed(kind: Kind, *left_out: str) -> dict[str, str]:
    """A row with what its kind asks for, its subject first."""
    names = [kind.subject, *(f.name for f in kind.fields if f.required and f.name != kind.subject)]
    return {name: str(sample(kind.by_name[name])[0]) for name in names if name not in left_out}


def lines_of(row: dict[str, str]) -> list[str]:
    """A row, each field on a line of its own."""
    texts = [f"{name}: {value.replace(':', '')}" for name, value in row.items()]
    return [f"{'  ' if at else '- '}{text}" for at, text in enumerate(texts)]


def told(reading: Reading) -> list[tuple[str, int]]:
    return [(problem.rule, problem.line) for problem in reading.problems]


@EVERY
def test_a_row_with_every_field(kind: Kind) -> None:
    values = {field.name: sample(field) for field in kind.fields}
    reading = read(kind, dumped({name: written for name, (written, _) in values.items()}))
    assert reading.problems == ()
    (entry,) = reading.entries
    assert entry.record.fields == {name: held for name, (_, held) in values.items()}
    assert entry.record.title.startswith("Some words")
    assert entry.record.id == "X-1"


@EVERY
def test_a_row_under_any_other_names(kind: Kind) -> None:
    for count in range(max(len(field.aliases) for field in kind.fields)):
        names = {
            field.aliases[count % len(field.aliases)] if field.aliases else field.heading: field
            for field in kind.fields
        }
        values = {name: sample(field) for name, field in names.items()}
        reading = read(kind, dumped({name: written for name, (written, _) in values.items()}))
        assert reading.problems == ()
        assert reading.entries[0].record.fields == {
            field.name: values[name][1] for name, field in names.items()
        }


@EVERY
def test_a_row_of_what_is_owed_alone(kind: Kind) -> None:
    reading = read(kind, "\n".join(lines_of(owed(kind))))
    assert reading.problems == ()


@EVERY
def test_a_row_of_a_file_for_spreadsheets(kind: Kind) -> None:
    fields = [field for field in kind.fields if isinstance(sample(field)[0], str)]
    header = ",".join(field.heading for field in fields)
    row = ",".join(f'"{sample(field)[0]}"' for field in fields)
    body = read_csv(f"{header}\n{row}\n", kind)
    reading = Reader(kind, "doc").rows(body.root)
    assert (*body.problems, *reading.problems) == ()
    assert reading.entries[0].record.fields == {f.name: sample(f)[1] for f in fields}


def test_a_description_names_a_row_that_has_no_name() -> None:
    risk, endpoint = KINDS["risk"], KINDS["endpoint"]
    row = "- description: It burns\n  impact: low\n  likelihood: low\n  mitigation: M"
    reading = read(risk, row)
    assert reading.problems == ()
    assert (
        reading.entries[0].record.title == reading.entries[0].record.fields["risk"] == "It burns"
    )
    both = read(risk, f"{row}\n  risk: Fire")
    assert both.problems == ()
    assert both.entries[0].record.fields["description"] == "It burns"
    assert both.entries[0].record.title == "Fire"
    assert told(read(endpoint, "- description: Lists")) == [("record_missing_field", 1)]


def test_names_of_other_records() -> None:
    component, decision = KINDS["component"], KINDS["decision"]
    names = "Order ledger, Stripe (external); {tdd:component}`C-1`, A (b, c)"
    (entry,) = read(component, f"- component: A\n  depends on: {names}").entries
    assert entry.record.fields["dependencies"] == (
        "Order ledger",
        "Stripe (external)",
        "C-1",
        "A (b, c)",
    )
    row = "- decision: D\n  supersedes: DEC-1 DEC-2 use-kafka\n  links: RISK-1 RISK-2, One queue"
    (entry,) = read(decision, row).entries
    assert entry.record.fields["supersedes"] == ("DEC-1", "DEC-2", "use-kafka")
    assert entry.record.fields["links"] == ("RISK-1", "RISK-2", "One queue")
    (entry,) = read(decision, "- decision: D\n  supersedes: Use one queue; [DEC-1]").entries
    assert entry.record.fields["supersedes"] == ("Use one queue", "[DEC-1]")


@pytest.mark.parametrize(
    ("target", "good"),
    [
        ("200 ms", True),
        ("< 200 ms", True),
        ("99.9%", True),
        ("99.9 %", True),
        ("10k requests/s", True),
        ("100-200 MB", True),
        ("€ 20", True),
        ("all of them", True),
        ("3x", True),
        ("p99 < 200 ms", True),
        ("200", False),
        ("1,500.5", False),
        ("1 000", False),
        (">= 10", False),
        ("`200`", False),
        ("100 – 200", False),
        ("10 to 20", False),
    ],
)
def test_a_target_has_a_unit(target: str, good: bool) -> None:
    reading = read(KINDS["requirement"], f"- requirement: Fast\n  target: {target}")
    assert reading.entries[0].record.fields["target"] == target
    assert told(reading) == ([] if good else [("record_value", 2)])
    assert good or "of what? Write it as in" in reading.problems[0].message


def test_numbers_without_end_are_read_in_no_time() -> None:
    target = "1 " * 20_000 + "x"
    reading = read(KINDS["requirement"], f"- requirement: Fast\n  target: {target}")
    assert reading.problems == ()


# -- bad rows ---------------------------------------------------------------------------------


def after_a_good_row(kind: Kind, lines: list[str]) -> tuple[str, int]:
    """A body with lines below a good row, and the line that they begin at."""
    good = lines_of(owed(kind))
    return "\n".join([*good, *lines]), len(good) + 1


@cases()
def test_a_misspelt_field(kind: Kind, field: Field) -> None:
    wrong = field.name[:2] + field.name[1:] + "q"
    body, first = after_a_good_row(kind, [*lines_of(owed(kind)), f"  {wrong}: A"])
    reading = read(kind, body)
    assert told(reading) == [("record_field", first + len(owed(kind)))]
    assert f"{wrong!r} is no field of {kind.name!r}; did you mean" in reading.problems[0].message


@cases(lambda field: field.required)
def test_a_missing_field(kind: Kind, field: Field) -> None:
    row = owed(kind, field.name) or {"id": "X-2"}
    body, first = after_a_good_row(kind, lines_of(row))
    (problem,) = read(kind, body).problems
    assert (problem.rule, problem.line) == ("record_missing_field", first)
    assert problem.field == field.name
    assert f"{field.name!r}" in problem.message


WRONG = {
    "level": "perhaps",
    "choice": "perhaps",
    "date": "2026-02-30",
    "id": "two words",
    "quantity": "200",
}


@cases(lambda field: field.type in WRONG)
def test_a_bad_value(kind: Kind, field: Field) -> None:
    wrong = WRONG[field.type]
    row = {**owed(kind), field.name: wrong}
    body, first = after_a_good_row(kind, lines_of(row))
    reading = read(kind, body)
    assert told(reading) == [("record_value", first + list(row).index(field.name))]
    assert f"{field.name!r}: {wrong!r}" in reading.problems[0].message
    assert reading.entries[1].record.fields[field.name] == wrong, "it is shown all the same"


@cases()
def test_a_field_given_twice(kind: Kind, field: Field) -> None:
    once = {"level": "low", "date": "2026-01-31", "choice": field.choices[:1]}.get(
        field.type, "One"
    )
    row = {**owed(kind), field.name: "".join(once)}
    body, first = after_a_good_row(kind, lines_of(row))
    again = f"  {field.heading.upper()}: Two"
    assert told(read(kind, f"{body}\n{again}")) == [("record_field", first + len(row))]


@EVERY
def test_what_is_no_yaml(kind: Kind) -> None:
    good = len(owed(kind))
    body, first = after_a_good_row(kind, ["-", *lines_of(owed(kind)), "  tags: [a, &b]: c", "  ]"])
    reading = read(kind, body)
    rules = {problem.rule for problem in reading.problems}
    assert rules == {"record_yaml"}
    assert reading.problems[0].line == first
    assert all(first <= problem.line <= first + good + 2 for problem in reading.problems)
    assert [entry.record.title for entry in reading.entries] == [
        reading.entries[0].record.title
    ] * 2


@EVERY
def test_an_id_that_another_record_has(kind: Kind) -> None:
    row = lines_of({**owed(kind), "id": "X-1"})
    body, first = after_a_good_row(kind, [*row, *row])
    reading = read(kind, body)
    assert reading.problems == ()
    found = duplicates([entry.record for entry in reading.entries])
    assert [(p.rule, p.line) for p in found["doc"]] == [
        ("duplicate_record", first),
        ("duplicate_record", first + len(row)),
    ]
