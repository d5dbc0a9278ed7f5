"""Which document follows which template, and what a build says where that is not clear."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MakeProject, Project, Result

NOTE = """
    id: note
    sections:
      - title: Summary
      - title: Cost
"""
LETTER = """
    id: letter
    sections:
      - title: Greeting
"""
INDEX = """
    # Designs

    ```{toctree}
    :glob:

    */*
    ```
"""
PAY = "# Pay\n\n## Summary\n\nMoney moves.\n"
"""A note that lacks its cost, a letter that lacks its greeting."""


@pytest.fixture
def project(make_project: MakeProject) -> Callable[..., Project]:
    """A project with two templates of its own and two documents."""

    def make(files: dict[str, str] | None = None, **conf: Any) -> Project:
        own = {
            "index.md": INDEX,
            "designs/pay.md": PAY,
            "designs/refund.md": PAY,
            "own/note.yaml": NOTE,
            "own/letter.yaml": LETTER,
        }
        return make_project({**own, **(files or {})}, tdd_template_path=["own"], **conf)

    return make


def report(result: Result, name: str = "tdd.json") -> dict[str, Any]:
    """What a build wrote down."""
    return dict(json.loads(result.text(name)))


def general(result: Result) -> list[tuple[str, str]]:
    """The findings that belong to no document."""
    return [(f["rule"], f["message"]) for f in report(result)["findings"]]


def followed(result: Result) -> dict[str, str | None]:
    """The template of each document that the report names."""
    return {d["docname"]: d["template"] for d in report(result)["documents"]}


def test_a_pattern_binds_documents(project: Callable[..., Project]) -> None:
    result = project(tdd_documents={"designs/*": "note"}).build("dummy")
    assert followed(result) == {"designs/pay": "note", "designs/refund": "note"}
    assert general(result) == []
    assert result.warnings == result.of("tdd.missing_section")
    assert [line.partition(":")[0] for line in result.warnings] == [
        "designs/pay.md",
        "designs/refund.md",
    ]


def test_the_first_pattern_wins(project: Callable[..., Project]) -> None:
    documents = {"designs/refund": "letter", "designs/**": "note"}
    result = project(tdd_documents=documents).build("dummy")
    assert followed(result) == {"designs/pay": "note", "designs/refund": "letter"}
    assert general(result) == []


def test_none_opts_out(project: Callable[..., Project]) -> None:
    documents = {"designs/refund": "none", "designs/**": "note"}
    result = project(tdd_documents=documents).build("dummy")
    assert followed(result) == {"designs/pay": "note"}
    assert general(result) == []


@pytest.mark.parametrize(
    ("name", "head"),
    [("x.md", "---\ntdd-template: {}\n---\n\n"), ("x.rst", ":tdd-template: {}\n\n")],
)
@pytest.mark.parametrize(("said", "wanted"), [("letter", "letter"), ("none", None)])
def test_the_document_itself_wins(
    project: Callable[..., Project], name: str, head: str, said: str, wanted: str | None
) -> None:
    title = "# X" if name.endswith("md") else "X\n="
    files = {f"designs/{name}": f"{head.format(said)}{title}\n\nWords.\n"}
    result = project(files, tdd_documents={"designs/*": "note"}).build("dummy")
    assert followed(result).get("designs/x") == wanted
    assert general(result) == []


def test_front_matter_alone_is_enough(project: Callable[..., Project]) -> None:
    files = {"designs/x.md": f"---\ntdd-template: note\n---\n\n{PAY}"}
    result = project(files).build("dummy")
    assert followed(result) == {"designs/x": "note"}
    assert general(result) == []


def test_an_unknown_template_in_conf(project: Callable[..., Project]) -> None:
    result = project(tdd_documents={"designs/*": "notes"}).build("dummy")
    unknown, nothing = general(result)
    assert unknown[0] == "unknown_template"
    assert "'designs/*'" in unknown[1]
    assert "'notes'" in unknown[1]
    assert unknown[1].endswith("did you mean 'note'?")
    assert nothing[0] == "no_documents"
    assert len(result.of("tdd.unknown_template")) == 1


def test_an_unknown_template_keeps_the_others_going(project: Callable[..., Project]) -> None:
    documents = {"designs/pay": "nte", "designs/*": "note"}
    result = project(tdd_documents=documents).build("dummy")
    assert followed(result) == {"designs/refund": "note"}
    assert [rule for rule, _ in general(result)] == ["unknown_template"]


def test_an_unknown_template_in_a_document(project: Callable[..., Project]) -> None:
    files = {"designs/x.md": "---\ntdd-template: leter\n---\n\n# X\n"}
    result = project(files, tdd_documents={"designs/*": "note"}).build("dummy")
    assert followed(result)["designs/x"] is None
    (line,) = result.of("tdd.unknown_template")
    assert line.startswith("designs/x.md:")
    assert "did you mean 'letter'?" in line


@pytest.mark.parametrize(
    ("documents", "words"),
    [
        ({"desings/*": "note", "designs/*": "note"}, "'desings/*' matches no document"),
        ({"designs/*": "note", "designs/pay.md": "letter"}, "docnames have no suffix"),
        ({"designs/*": "note", "designs/pya": "letter"}, "did you mean 'designs/pay'?"),
        ({"designs/**": "note", "designs/pay": "letter"}, "earlier patterns took all"),
        ({"designs/**": "note", "*/refund": "none"}, "earlier patterns took all"),
        ({"designs/*": "note", "old/*": "none"}, "'old/*' matches no document"),
    ],
)
def test_a_pattern_that_takes_nothing(
    project: Callable[..., Project], documents: dict[str, str], words: str
) -> None:
    result = project(tdd_documents=documents).build("dummy")
    ((rule, message),) = general(result)
    assert rule == "unmatched_glob"
    assert words in message
    assert len(result.of("tdd.unmatched_glob")) == 1


def test_nothing_said_names_what_is_most_alike(project: Callable[..., Project]) -> None:
    files = {"designs/refund.md": f"{PAY}\n## Cost\n\nLittle.\n"}
    result = project(files).build("dummy")
    ((rule, message),) = general(result)
    assert rule == "no_documents"
    assert message.endswith("'designs/refund' looks like 'note': 2 of 2 sections")
    assert len(result.of("tdd.no_documents")) == 1


def test_what_is_optional_makes_no_template_less_alike(make_project: MakeProject) -> None:
    titles = ("Context and Problem Statement", "Considered Options", "Decision Outcome")
    text = "# Pay in euros\n" + "".join(f"\n## {title}\n\nWords.\n" for title in titles)
    result = make_project({"index.md": text}).build("dummy")
    ((_, message),) = general(result)
    assert message.endswith("'index' looks like 'madr': 3 of 3 sections")


def test_nothing_alike_names_nothing(make_project: MakeProject) -> None:
    result = make_project({"index.md": "# Hello\n\nWords.\n"}).build("dummy")
    ((rule, message),) = general(result)
    assert rule == "no_documents"
    assert "looks like" not in message


def test_all_opted_out_is_told(project: Callable[..., Project]) -> None:
    result = project(tdd_documents={"designs/*": "none"}).build("dummy")
    assert [rule for rule, _ in general(result)] == ["no_documents"]


def test_an_empty_mapping_is_quiet(project: Callable[..., Project]) -> None:
    result = project(tdd_documents={}).build("dummy")
    assert result.warnings == []
    assert general(result) == []
    assert report(result)["documents"] == []


def test_an_empty_mapping_leaves_front_matter(project: Callable[..., Project]) -> None:
    files = {"designs/x.md": f"---\ntdd-template: note\n---\n\n{PAY}"}
    result = project(files, tdd_documents={}).build("dummy")
    assert followed(result) == {"designs/x": "note"}


# Template files


def faults(result: Result) -> list[str]:
    """The faults of template files as a build tells them."""
    return [line.replace(" [tdd.template_file]", "") for line in result.of("tdd.template_file")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: bad\nsections:\n  - title: [A\n", ": WARNING: this is not YAML"),
        ("id: bad\nsections:\n  - titel: A\n", ":3: WARNING: sections[0].titel: 'titel' is not"),
        ("id: bad\nsections:\n  - titel: A\n", "did you mean 'title'?"),
        ("id: bad\nsection: []\n", "did you mean 'sections'?"),
        (
            "id: bad\nsections:\n  - title: A\n    repeat: often\n",
            ":4: WARNING: sections[0].repeat",
        ),
        (
            "id: bad\nsections:\n  - title: A\n    items: Owner\n",
            "sections[0].items: expected a list",
        ),
        ("id: bad\norder: loose\nsections:\n  - title: A\n", ":2: WARNING: order:"),
        ("sections:\n  - title: A\n", "'id' is missing"),
        ("id: bad\n", "at least one section"),
        ("- title: A\n", "a template is a mapping"),
        ("", "a template is a mapping"),
        ("id: none\nsections:\n  - title: A\n", ":1: WARNING: id: 'none' is how"),
        ("id: note\nsections:\n  - title: A\n", "the id 'note' is taken by own/note.yaml"),
        ("id: bad\nextends: bad\n", ":2: WARNING: extends: templates extend each other"),
        ("id: bad\nextends: notes\n", "there is no template 'notes'; did you mean 'note'?"),
        (
            "id: bad\nsections:\n  - title: A\n  - title: 1. a\n",
            ":4: WARNING: sections[1].title: '1. a' stands twice under one parent",
        ),
        (
            "id: bad\nextends: note\ndrop: [Costs > More]\n",
            ":3: WARNING: drop[0]: the template has no",
        ),
    ],
)
def test_a_fault_names_file_line_and_key(
    project: Callable[..., Project], text: str, expected: str
) -> None:
    made = project(tdd_documents={"designs/*": "note"})
    (made.source / "own/wrong.yaml").write_text(text, encoding="utf-8")
    result = made.build("dummy")
    told = faults(result)
    assert any(expected in line for line in told), told
    assert all(line.startswith("own/wrong.yaml:") for line in told)
    assert [f["rule"] for f in report(result)["findings"]] == ["template_file"] * len(told)
    # The other templates go on working.
    assert followed(result) == {"designs/pay": "note", "designs/refund": "note"}
    assert len(result.of("tdd.missing_section")) == 2


def test_a_circle_is_told_once(
    project: Callable[..., Project],
) -> None:
    files = {
        "own/a.yaml": "id: a\nextends: b\n",
        "own/b.yaml": "id: b\nextends: c\n",
        "own/c.yaml": "id: c\nextends: a\n",
    }
    result = project(files, tdd_documents={"designs/*": "note"}).build("dummy")
    (circle,) = faults(result)
    assert circle.startswith("own/c.yaml:2: ")
    assert "in a circle" in circle
    assert all(name in circle for name in "abc")
    assert len(result.of("tdd.missing_section")) == 2


def test_two_templates_of_one_title(project: Callable[..., Project]) -> None:
    files = {
        "own/a.yaml": "id: a\ntitle: Plan\nsections:\n  - title: A\n",
        "own/b.yaml": "id: b\ntitle: Plan\nsections:\n  - title: A\n",
    }
    result = project(files, tdd_documents={"designs/*": "note"}).build("dummy")
    (fault,) = faults(result)
    assert fault.startswith("own/b.yaml:2: ")
    assert "'Plan'" in fault


def test_all_faults_are_told_at_once(project: Callable[..., Project]) -> None:
    wrong = """
        id: wrong
        ordr: free
        sections:
          - title: A
            requierd: true
          - title: B
            items:
              - label: C
                repeat: 3
          - title: a
    """
    files = {"own/wrong.yaml": wrong, "own/worse.yaml": "id: [\n"}
    result = project(files, tdd_documents={"designs/*": "note"}).build("dummy")
    places = {line.split(": ")[0] + line.split(": ")[2] for line in faults(result)}
    assert places >= {
        "own/wrong.yaml:2ordr",
        "own/wrong.yaml:5sections[0].requierd",
        "own/wrong.yaml:9sections[1].items[0].repeat",
    }
    assert any(line.startswith("own/worse.yaml:") for line in faults(result))
    assert any("'a' stands twice" in line for line in faults(result))


def test_a_folder_that_is_not_there(project: Callable[..., Project]) -> None:
    made = project(tdd_documents={"designs/*": "note"})
    result = made.build("dummy", tdd_template_path=["own", "other", "no_such_package:templates"])
    assert len(faults(result)) == 2
    assert all("is not there" in line for line in faults(result))
    assert len(result.of("tdd.missing_section")) == 2


def test_templates_of_a_package(
    make_project: MakeProject, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "house_of_templates" / "designs"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text("", encoding="utf-8")
    (folder / "note.yaml").write_text("id: house\nsections:\n  - title: Cost\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    result = make_project(
        {"index.md": PAY},
        tdd_documents={"index": "house"},
        tdd_template_path=["house_of_templates:designs"],
    ).build("dummy")
    (line,) = result.warnings
    assert "missing section 'Cost'" in line


BASE = """
    id: base
    order: strict
    prompts: [Tell us more]
    sections:
      - title: Summary
      - title: Plan
        sections:
          - title: Phases
          - title: Budget
      - title: Links
"""


@pytest.mark.parametrize(
    ("change", "titles"),
    [
        ("drop: [Links]", ["Summary", "Plan"]),
        ("drop: ['Plan > Budget', links]", ["Summary", "Plan"]),
        (
            "replace: [{path: Links, section: {title: References}}]",
            ["Summary", "Plan", "References"],
        ),
        ("add: [{section: {title: Team}}]", ["Summary", "Plan", "Links", "Team"]),
        ("add: [{section: {title: Team}, before: Plan}]", ["Summary", "Team", "Plan", "Links"]),
        ("add: [{section: {title: Team}, after: Plan}]", ["Summary", "Plan", "Team", "Links"]),
        ("sections: [{title: Team}]", ["Summary", "Plan", "Links", "Team"]),
        (
            "add: [{section: {title: Team}, under: Plan, after: Phases}]",
            ["Summary", "Plan", "Links"],
        ),
    ],
)
def test_a_template_that_extends_another(
    project: Callable[..., Project], change: str, titles: list[str]
) -> None:
    files = {
        "own/base.yaml": BASE,
        "own/mine.yaml": f"id: mine\nextends: base\n{change}\n",
        "designs/pay.md": "# Pay\n\nMoney moves.\n",
    }
    result = project(files, tdd_documents={"designs/pay": "mine"}).build("dummy")
    assert general(result) == []
    (document,) = report(result)["documents"]
    assert sorted(f["section"] for f in document["findings"]) == sorted([t] for t in titles)
    (plan,) = (f for f in document["findings"] if f["section"] == ["Plan"])
    below = ["Phases", "Team", "Budget"] if "under" in change else ["Phases", "Budget"]
    assert plan["missing"] == (["Phases"] if "Budget" in change else below)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ("replace: [{path: Links, section: {title: Plans}}]", "replace[0]"),
        ("add: [{section: {title: Team, sections: [{title: A}, {title: a}]}}]", "add[0]"),
    ],
)
def test_a_section_that_stands_twice_after_a_change(
    project: Callable[..., Project], change: str, key: str
) -> None:
    files = {"own/base.yaml": BASE, "own/mine.yaml": f"id: mine\nextends: base\n{change}\n"}
    result = project(files, tdd_documents={"designs/*": "note"}).build("dummy")
    (fault,) = faults(result)
    assert fault.startswith(f"own/mine.yaml:3: WARNING: {key}")
    assert "twice" in fault


def test_what_a_parent_says_holds_for_its_children(project: Callable[..., Project]) -> None:
    text = "# Pay\n\n## Links\n\nTell us more\n\n## Summary\n\nMoney moves.\n"
    files = {
        "own/base.yaml": BASE,
        "own/mine.yaml": "id: mine\nextends: base\ndrop: [Plan]\n",
        "own/free.yaml": "id: free\nextends: mine\norder: free\n",
        "designs/pay.md": text,
        "designs/refund.md": text,
    }
    documents = {"designs/pay": "mine", "designs/refund": "free"}
    result = project(files, tdd_documents=documents).build("dummy")
    pay, refund = report(result)["documents"]
    assert sorted(f["rule"] for f in pay["findings"]) == ["placeholder", "section_order"]
    assert sorted(f["rule"] for f in refund["findings"]) == ["placeholder"]


def test_a_status_that_the_project_does_not_have(project: Callable[..., Project]) -> None:
    text = "id: a\nsections:\n  - title: A\n  - title: B\n    required: reviw\n"
    result = project({"own/a.yaml": text}, tdd_documents={"designs/*": "note"}).build("dummy")
    (fault,) = faults(result)
    assert fault.startswith("own/a.yaml:5: ")
    assert "did you mean 'review'" in fault
