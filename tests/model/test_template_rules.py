"""Terms in template files: what they become, what extends them, what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from sphinx_tdd.model.template_library import Library, load
from sphinx_tdd.model.template_terms import Condition

BASE = """
    id: base
    one_of:
      - [Options, Rejected Ideas]
      - [[Rollout, Rollback], Migration]
    fields: [owner, {name: state, aliases: [phase], choices: [open, done]}]
    sections:
      - {title: Options, aliases: [Alternatives]}
      - title: Rejected Ideas
      - title: Rollout
      - title: Rollback
      - title: Migration
      - title: Costs
        when: {field: kind, is: product}
        one_of: [[Estimate, Quote]]
        sections: [{title: Estimate}, {title: Quote}]
"""


def library(root: Path, *texts: str) -> Library:
    """Load templates; each has a title of its own."""
    for number, text in enumerate(texts):
        (root / f"f{number}.yaml").write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return load([(root, "own")])


def faults(root: Path, *texts: str) -> list[str]:
    """What is told of templates."""
    return [str(fault) for fault in library(root, *texts).faults]


def test_what_a_child_leaves_open_comes_from_its_parent(tmp_path: Path) -> None:
    child = "id: child\nextends: base\nsections: [{title: Contacts}]"
    found = library(tmp_path, BASE, child)
    assert not found.faults
    assert found["child"].one_of == found["base"].one_of
    assert found["child"].fields == found["base"].fields
    costs = found["child"].sections[5]
    assert costs.when == (Condition(field="kind", values=("product",)),)
    assert costs.one_of == ((("Estimate",), ("Quote",)),)


def test_what_a_child_says_itself_wins(tmp_path: Path) -> None:
    child = """
        id: child
        extends: base
        one_of: [[Alternatives, Costs]]
        fields: [{name: Phase, required: false}, reviewer]
        sections:
          - title: Costs
            min_words: 5
    """
    found = library(tmp_path, BASE, child)
    assert not found.faults
    assert found["child"].one_of == ((("Options",), ("Costs",)),)
    assert [field.title for field in found["child"].fields] == [
        "owner",
        "state",
        "Phase",
        "reviewer",
    ]
    costs = found["child"].sections[5]
    assert (costs.when, costs.one_of, costs.min_words) == ((), (), 5)


def test_a_dropped_section_leaves_its_groups(tmp_path: Path) -> None:
    drop = 'drop: [Rejected Ideas, Rollback, "Costs > Quote"]'
    found = library(tmp_path, BASE, f"id: child\nextends: base\n{drop}")
    assert not found.faults
    assert found["child"].one_of == ()
    assert [part.one_of for part in found["child"].sections] == [()] * 4
    assert len(found["base"].one_of) == 2


def test_a_list_of_groups_can_be_taken_back(tmp_path: Path) -> None:
    found = library(tmp_path, BASE, "id: child\nextends: base\none_of: []")
    assert not found.faults
    assert found["child"].one_of == ()


def test_everything_in_it_changes_the_fingerprint(tmp_path: Path) -> None:
    base = "sections: [{title: A}, {title: B}]"
    texts = [
        f"id: t0\ntitle: T\n{base}",
        f"id: t0\ntitle: T\none_of: [[A, B]]\n{base}",
        f"id: t0\ntitle: T\nfields: [x]\n{base}",
        f"id: t0\ntitle: T\nfields: [{{name: x, pattern: y}}]\n{base}",
        f"id: t0\ntitle: T\n{base[:-2]}, min_words: 3}}]",
        f"id: t0\ntitle: T\n{base[:-2]}, when: {{section: A}}}}]",
        f"id: t0\ntitle: T\n{base[:-2]}, when: {{not: {{section: A}}}}}}]",
    ]
    prints = set()
    for number, text in enumerate(texts):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = library(folder, text)
        assert not found.faults
        prints.add(found["t0"].fingerprint)
    assert len(prints) == len(texts)


SECTIONS = "sections: [{title: Data Model}, {title: Rollout}]"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "one_of: [[Data Modell, Rollout]]\n" + SECTIONS,
            "own/f0.yaml:2: one_of[0][0]: there is no section 'Data Modell' right here; "
            "did you mean 'Data Model'?",
        ),
        (
            "one_of: [[Rollout, [Data Model, Costs]]]\n" + SECTIONS,
            "own/f0.yaml:2: one_of[0][1][1]: there is no section 'Costs' right here",
        ),
        (
            "one_of: [[Rollout]]\n" + SECTIONS,
            "own/f0.yaml:2: one_of[0]: a group needs at least two alternatives",
        ),
        (
            "sections:\n- title: A\n  one_of: [[B, C]]\n  sections: [{title: B}, {title: D}]",
            "own/f0.yaml:4: sections[0].one_of[0][1]: there is no section 'C' right here",
        ),
        (
            "sections:\n- title: Model\n- title: A\n  when:\n    section: Modle",
            "own/f0.yaml:6: sections[1].when.section: the template has no section 'Modle'; "
            "did you mean 'Model'?",
        ),
        (
            "sections:\n- title: A\n  when:\n    not: {section: Z}",
            "own/f0.yaml:5: sections[0].when.not.section: the template has no section 'Z'",
        ),
        (
            "sections:\n- title: A\n  when: {}",
            "own/f0.yaml:4: sections[0].when: a condition needs `section`, `field` or `not`",
        ),
        (
            "sections:\n- title: A\n  when: [{section: A, is: b}]",
            "own/f0.yaml:4: sections[0].when[0].is: `is` says what a `field` is: name one",
        ),
        (
            "sections:\n- title: A\n  when: {feild: x}",
            "own/f0.yaml:4: sections[0].when.feild: 'feild' is not known here; "
            "did you mean 'field'?",
        ),
        (
            "sections:\n- title: A\n  items: [{label: B, pattern: '(a)\\1'}]",
            "own/f0.yaml:4: sections[0].items[0].pattern: the pattern '(a)\\1' can't be used: "
            "it refers back to a group, which can't be matched here",
        ),
        (
            "fields:\n- name: id\n  pattern: '['\nsections: [{title: A}]",
            "own/f0.yaml:4: fields[0].pattern: the pattern '[' can't be used: it is no regular "
            "expression: unterminated character set at position 0",
        ),
        (
            "fields:\n- {name: id, format: dat}\nsections: [{title: A}]",
            "own/f0.yaml:3: fields[0].format: 'dat' is not allowed here; allowed: 'date' or "
            "'email' or 'number' or 'url' or 'version'; did you mean 'date'?",
        ),
        (
            "fields: [{label: id, name: id}]\nsections: [{title: A}]",
            "own/f0.yaml:2: fields[0].label: 'label' is not known here",
        ),
        (
            "section: [{title: A}]\nsections: [{title: A}]",
            "own/f0.yaml:2: section: 'section' is not known here; did you mean 'sections'?",
        ),
        (
            "one_of: [[Rollout, []]]\n" + SECTIONS,
            "own/f0.yaml:2: one_of[0][1]: an alternative names one section at least",
        ),
        (
            "one_of: [[[Rollout, Data Model], Rollout]]\n" + SECTIONS,
            "own/f0.yaml:2: one_of[0][0]: another alternative of the group is all or a part of it",
        ),
        (
            "sections:\n- {title: A, when: {section: A}}",
            "own/f0.yaml:3: sections[0].when.section: the section depends on itself",
        ),
        (
            "fields: [{name: id, form: two digits}]\nsections: [{title: A}]",
            "own/f0.yaml:2: fields[0].form: `form` says in words what a `pattern` asks for: "
            "give one",
        ),
        (
            "sections:\n- {title: A, min_words: 1.5}",
            "own/f0.yaml:3: sections[0].min_words: expected a whole number, got a number with a "
            "point",
        ),
        (
            "fields: [owner, Owner]\nsections: [{title: A}]",
            "own/f0.yaml:2: fields[1]: the field 'Owner' stands twice",
        ),
        (
            "fields: [{name: '-'}]\nsections: [{title: A}]",
            "own/f0.yaml:2: fields[0]: a name needs at least one letter or digit",
        ),
        (
            "sections:\n- {title: A, min_words: 9, max_words: 5}",
            "own/f0.yaml:3: sections[0].max_words: 5 is less than `min_words`, 9",
        ),
        (
            "sections:\n- {title: A, min_words: -1}",
            "own/f0.yaml:3: sections[0].min_words: expected a whole number from 0 on",
        ),
    ],
)
def test_a_fault_names_file_line_and_key(tmp_path: Path, text: str, told: str) -> None:
    assert faults(tmp_path, f"id: t\n{text}") == [told]


def test_what_is_good_in_it_is_used(tmp_path: Path) -> None:
    text = """
        id: t
        one_of: [[A, B], [C, Z]]
        sections:
          - {title: A, items: [{label: Id, pattern: '(?=x)'}]}
          - {title: B, min_words: 9, max_words: 5}
          - {title: C, when: {}}
    """
    found = library(tmp_path, text)
    assert len(found.faults) == 4
    template = found["t"]
    assert template.one_of == ((("A",), ("B",)),)
    a, b, c = template.sections
    assert not a.items[0].value
    assert (b.min_words, b.max_words) == (9, 0)
    assert c.when == ()


VERSIONED = """
id: note
version: {version}
versions: [pilot, launch, "2025"]
sections:
  - title: Problem
  - title: Cost
    since: {since}
    until: {until}
"""


@pytest.mark.parametrize(
    ("version", "since", "until", "told"),
    [
        (2025, "launch", 2025, []),
        ("", "pilot", "", []),
        (2025, "lunch", "", ["7: sections[1].since: 'lunch' is not among `versions`; did you"]),
        (2025, "", 2026, ["8: sections[1].until: '2026' is not among `versions`; did you mean"]),
        (2025, "launch", "pilot", ["8: sections[1].until: it comes before `since`, 'launch'"]),
        ("launch", "", "", ["2: version: it is not the last one of `versions`, '2025'"]),
    ],
)
def test_versions_that_can_not_be(
    tmp_path: Path, version: object, since: object, until: object, told: list[str]
) -> None:
    text = VERSIONED.format(**{
        name: f'"{value}"' if value == "" else value
        for name, value in (("version", version), ("since", since), ("until", until))
    })  # fmt: skip
    found = faults(tmp_path, text)
    assert len(found) == len(told)
    for fault, words in zip(found, told, strict=True):
        assert words in fault


def test_versions_that_a_child_has_from_its_parent(tmp_path: Path) -> None:
    parent = VERSIONED.format(version=2025, since="launch", until='""')
    child = "id: child\nextends: note\nsections: [{title: Risks, since: lunch}]"
    (fault,) = faults(tmp_path, parent, child)
    assert "'lunch' is not among `versions`; did you mean 'launch'?" in fault
