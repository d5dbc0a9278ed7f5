"""Files of kinds: whatever one holds, loading tells its faults and never raises."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_tdd.model.finding import Rule
from sphinx_tdd.model.kind_files import load
from sphinx_tdd.model.kind_library import KindLibrary

HEAD = """\
name: thing
title: Thing
subject: thing
fields:
  - name: thing
  - name: impact
    type: level
  - name: likelihood
    type: level
  - name: status
    type: choice
    choices: [open, done]
"""
"""A file without a fault, of twelve lines."""


def faults(folder: Path, text: str, *others: str) -> list[tuple[int, str]]:
    """The line and the message of each fault of a file, beside which there are others."""
    (folder / "thing.yaml").write_text(text, encoding="utf-8")
    for name in others:
        head = f"name: {name}\ntitle: T\nsubject: a\nfields: [{{name: a}}]\n"
        (folder / f"{name}.yaml").write_text(head, encoding="utf-8")
    kinds = load(folder)
    assert all(problem.rule == Rule.KIND_FILE.value for problem in kinds.problems)
    assert all(problem.source == f"{folder}/thing.yaml" for problem in kinds.problems)
    assert set(kinds.by_name) == {*others, *({"thing"} if not kinds.problems else ())}
    return [(problem.line, problem.message) for problem in kinds.problems]


RULE = "rules:\n  - {name: thing_bad, where: impact = high, message: 'x {impact}'}\n"
GOOD = [
    "",
    "level: [impact, likelihood]\nresidual: [impact, likelihood]\n",
    "closed: [done]\n",
    "sort: -level, impact, Things, +id\n",
    RULE,
    f"{RULE}    \n  - {{name: thing_2, where: a, message: b, field: status, severity: 'off'}}\n",
    "glossary: true\n",
    "  - name: due_date\n  - name: no 2\n  - name: дата-сдачи\n",
]


@pytest.mark.parametrize("more", GOOD)
def test_a_file_without_a_fault(tmp_path: Path, more: str) -> None:
    assert faults(tmp_path, HEAD + more) == []


FIELD = HEAD + "  - name: extra\n"
BAD = {
    "a name of two words": (
        HEAD.replace("name: thing", "name: Big thing", 1),
        1,
        "name: 'Big thing' can't name directives",
    ),
    "a key that is not known": (
        f"{HEAD}glosary: true\n",
        13,
        "glosary: 'glosary' is not known here; did you mean 'glossary'?",
    ),
    "a subject that is no field": (
        HEAD.replace("subject: thing", "subject: think"),
        3,
        "subject: there is no field 'think'; did you mean 'thing'?",
    ),
    "a level of one field": (
        f"{HEAD}level: [impact]\n",
        13,
        "level: the level is the product of two fields",
    ),
    "a level of an unknown field": (
        f"{HEAD}level: [impact, likelihod]\n",
        13,
        "level: there is no field 'likelihod'; did you mean 'likelihood'?",
    ),
    "a level of another type": (
        f"{HEAD}level: [impact, status]\n",
        13,
        "level: the field 'status' is not of type level",
    ),
    "a residual level of one field": (
        f"{HEAD}residual: [impact]\n",
        13,
        "residual: the residual level is the product of two fields",
    ),
    "a residual level of an unknown field": (
        f"{HEAD}residual: [impact, likelihod]\n",
        13,
        "residual: there is no field 'likelihod'; did you mean 'likelihood'?",
    ),
    "a residual level of another type": (
        f"{HEAD}residual: [thing, impact]\n",
        13,
        "residual: the field 'thing' is not of type level",
    ),
    "a status that is no choice": (
        f"{HEAD}closed: [done, opened]\n",
        13,
        "closed[1]: 'opened' is not one of open, done; did you mean 'open'?",
    ),
    "no status": (
        "name: thing\ntitle: T\nsubject: a\nclosed: [done]\nfields:\n  - name: a\n",
        4,
        "closed: there is no field 'status' that could say so",
    ),
    "a sorting by an unknown field": (
        f"{HEAD}sort: impact, -likelihod\n",
        13,
        "sort: there is no field 'likelihod'; did you mean 'likelihood'?",
    ),
    "a field named by a sign": (
        f"{HEAD}  - name: due!\n",
        13,
        "fields[4].name: 'due!' can't name a field",
    ),
    "a field that stands twice": (
        f"{HEAD}  - name: impact\n",
        13,
        "fields[4]: there is already a field 'impact'",
    ),
    "an alias that another field has": (
        f"{FIELD}    aliases: [Impacts]\n",
        13,
        "fields[4]: 'extra' is read by a name that 'impact' has: 'impact'",
    ),
    "a choice without choices": (
        f"{FIELD}    type: choice\n",
        13,
        "fields[4]: the field 'extra' is a choice and has no choices",
    ),
    "choices of a text": (
        f"{FIELD}    choices: [a]\n",
        14,
        "fields[4].choices: the field 'extra' has choices and is not of type choice",
    ),
    "entries without fields": (
        f"{FIELD}    type: entries\n",
        13,
        "fields[4]: the field 'extra' holds entries and has no fields",
    ),
    "fields of a text": (
        f"{FIELD}    fields: [{{name: a}}]\n",
        14,
        "fields[4].fields: the field 'extra' has fields and is not of type entries",
    ),
    "targets of a text": (
        f"{FIELD}    targets: [any]\n",
        14,
        "fields[4].targets: the field 'extra' names the kinds of other records and is not of",
    ),
    "a target that is no kind": (
        f"{FIELD}    type: links\n    targets: [any, thong]\n",
        15,
        "fields[4].targets: there is no kind 'thong'; did you mean 'thing'?",
    ),
    "a way back of a text": (
        f"{FIELD}    back: Needed by\n",
        14,
        "fields[4].back: the field 'extra' says how others show the way back and is not of type",
    ),
    "a way back in an entry": (
        f"{FIELD}    type: entries\n    fields:\n      - name: a\n        back: B\n",
        17,
        "fields[4].fields[0].back: the field 'a' says how",
    ),
    "an option that every table has": (
        f"{HEAD}  - name: caption\n    option: true\n",
        14,
        "fields[4].option: every table has an option 'caption' of its own",
    ),
    "an option that a table of operations has": (
        f"{HEAD}  - name: endpoint\n  - name: openapi\n    option: true\nopenapi: true\n",
        15,
        "fields[5].option: every table has an option 'openapi' of its own",
    ),
    "operations without a field to name them": (
        f"{HEAD}openapi: true\n",
        13,
        "openapi: there is no field 'endpoint', which operations go by",
    ),
    "an option for the subject": (
        HEAD.replace("  - name: thing\n", "  - name: thing\n    option: true\n"),
        6,
        "fields[0].option: 'thing' tells records apart",
    ),
    "an option for the id": (
        f"{FIELD}    type: id\n    option: true\n",
        15,
        "fields[4].option: 'extra' tells records apart",
    ),
    "an option for entries": (
        f"{FIELD}    type: entries\n    fields: [{{name: a}}]\n    option: true\n",
        16,
        "fields[4].option: 'extra' holds entries, which no option can say",
    ),
    "an option in an entry": (
        f"{FIELD}    type: entries\n    fields:\n      - name: a\n        option: true\n",
        17,
        "fields[4].fields[0].option: 'a' is a field of an entry",
    ),
    "a type that is not known": (
        f"{FIELD}    type: task\n",
        14,
        "fields[4].type: 'task' is not allowed here; allowed: 'choice' or 'date' or",
    ),
    "the name of a rule with hyphens": (
        f"{HEAD}{RULE.replace('thing_bad', 'thing-bad')}",
        14,
        "rules[0].name: 'thing-bad' can't name a rule",
    ),
    "the name of a rule that is a number": (
        f"{HEAD}{RULE.replace('thing_bad', '2_thing')}",
        14,
        "rules[0].name: '2_thing' can't name a rule",
    ),
    "a rule that stands twice": (
        f"{HEAD}{RULE}{RULE[7:]}",
        15,
        "rules[1].name: there is already a rule 'thing_bad'",
    ),
    "the name of a rule over documents": (
        f"{HEAD}{RULE.replace('thing_bad', 'missing_section')}",
        14,
        "rules[0].name: there is already a rule 'missing_section'",
    ),
    "a rule about an unknown field": (
        f"{HEAD}{RULE[:-2]}, field: stats}}\n",
        14,
        "rules[0].field: there is no field 'stats'; did you mean 'status'?",
    ),
    "a rule that says nothing": (
        f"{HEAD}{RULE.replace('impact = high', '')}".replace("where: ,", "where: ' ',"),
        14,
        "rules[0].where: the rule 'thing_bad' says nothing here",
    ),
    "a rule without a message": (
        f"{HEAD}rules:\n  - name: thing_bad\n    where: a = b\n",
        14,
        "rules[0]: 'message' is missing",
    ),
    "a severity that is not known": (
        f"{HEAD}{RULE[:-2]}, severity: fatal}}\n",
        14,
        "rules[0].severity: 'fatal' is not allowed here; allowed: 'error' or 'info' or",
    ),
    "no YAML": ("name: a: b\n", 1, "this is not YAML"),
    "a list": ("- a", 1, "a kind is a mapping with name, title, subject and fields"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_is_told_at_its_line(tmp_path: Path, case: str) -> None:
    text, line, message = BAD[case]
    found = faults(tmp_path, text, "other")
    assert [(at, told[: len(message)]) for at, told in found] == [(line, message)]


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = HEAD.replace("subject: thing", "subject: think") + "residual: [impact]\nsort: nope\n"
    assert [line for line, _ in faults(tmp_path, text)] == [3, 13, 14]


def test_two_files_of_one_kind(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(HEAD, encoding="utf-8")
    kinds = load(tmp_path)
    (problem,) = kinds.problems
    assert (problem.source, problem.line) == (f"{tmp_path}/b.yaml", 1)
    assert problem.message == "name: there is already a kind 'thing'"


def test_both_endings_of_yaml_are_read(tmp_path: Path) -> None:
    (tmp_path / "thing.yml").write_text(HEAD, encoding="utf-8")
    library = KindLibrary([(tmp_path, "")])
    assert set(load(tmp_path).by_name) == {"thing"}
    assert library.digest != KindLibrary([(tmp_path / "none", "")]).digest


KEYS = (
    "name", "title", "subject", "fields", "plural", "table", "record", "level", "residual",
    "glossary", "openapi", "closed", "sort", "rules", "type", "aliases", "choices", "targets",
    "back", "option", "required", "where", "message", "field", "severity", "register", "unknown",
)  # fmt: skip
WORDS = ("thing", "impact", "level", "choice", "links", "entries", "any", "", "{x}", "a b", "{")
scalars = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from(WORDS))
data = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
        | st.dictionaries(scalars, inner, max_size=2)
    ),
    max_leaves=15,
)
"""Anything that YAML can hold, keys of the files of kinds among it."""
words = st.sampled_from(WORDS)
field = st.fixed_dictionaries(
    {"name": words},
    optional={
        **dict.fromkeys(("type", "title", "back"), words),
        **{key: st.lists(words, max_size=2) for key in ("aliases", "choices", "targets")},
        "option": st.booleans(),
        "fields": data,
    },
)
rule = st.fixed_dictionaries({"name": words, "where": words, "message": words, "field": words})
file = st.fixed_dictionaries(
    {"name": words, "title": words, "subject": words, "fields": st.lists(field, max_size=3)},
    optional={
        **{key: st.lists(words, max_size=3) for key in ("level", "residual", "closed")},
        "sort": words,
        "rules": st.lists(rule, max_size=3),
        "hint": data,
    },
)
"""What nearly is the file of a kind."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(file | data)
def test_any_file_is_a_kind_or_has_a_fault(tmp_path: Path, content: Any) -> None:
    text = yaml.safe_dump(content, allow_unicode=True)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    kinds = load(tmp_path)
    assert bool(kinds.by_name) != bool(kinds.problems)
    lines = text.count("\n") + 1
    assert all(1 <= problem.line <= lines and problem.message for problem in kinds.problems)
