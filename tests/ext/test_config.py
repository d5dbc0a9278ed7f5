"""The settings of a project: what bad values come to, and what good ones do to a build."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_tdd.model.follows import Follows
from sphinx_tdd.model.settings import Settings, declared
from tests.conftest import MakeProject, Project, Result

TEMPLATE = """
    id: note
    order: strict
    sections:
      - title: Summary
      - title: Cost
      - title: Plan
      - title: Sign-Off
        required: agreed
"""
DESIGN = """
    ---
    {status}
    ---

    # Pay

    ## Cost

    TBD

    ## Summary

    Money moves.
"""
"""It lacks a plan (and a sign-off), holds a placeholder, and has a section out of order."""
FOUND = {"missing_section", "placeholder", "section_order"}


@pytest.fixture
def project(make_project: MakeProject) -> Callable[..., Project]:
    """A project with one document of a status, its settings in conf.py."""

    def make(status: str | None = "draft", **conf: Any) -> Project:
        text = DESIGN.format(status=f"status: {status}" if status is not None else "title: Pay")
        made = make_project({"own/note.yaml": TEMPLATE, "index.md": text})
        say(made, **conf)
        return made

    return make


def say(project: Project, **conf: Any) -> None:
    """Write conf.py: a text given as an override would be read as one of the command line."""
    own = {
        "tdd_documents": {"index": "note"},
        "tdd_template_path": ["own"],
        "tdd_statuses": ["draft", "agreed"],
    }
    lines = (f"{name} = {value!r}\n" for name, value in {**own, **conf}.items())
    (project.source / "conf.py").write_text("".join(lines), encoding="utf-8")


def report(result: Result, name: str = "tdd.json") -> dict[str, Any]:
    return dict(json.loads(result.text(name)))


def findings(result: Result) -> list[dict[str, Any]]:
    """The findings of the one document."""
    (document,) = report(result)["documents"]
    return list(document["findings"])


def severities(result: Result) -> dict[str, str]:
    return {f["rule"]: f["severity"] for f in findings(result)}


# Bad values

BAD: list[tuple[str, Any, str]] = [
    ("documents", ["designs/*"], "expected a mapping of patterns to templates"),
    ("target_version", ["2"], "expected a version"),
    ("template_path", "own", "a list of folders"),
    ("template_path", [1], "a list of folders"),
    ("kind_path", "own", "a list of folders"),
    ("severity", "info", "a mapping of rules to severities"),
    ("severity", {"placeholders": "info"}, "did you mean 'placeholder'?"),
    ("severity", {"placeholder": "warn"}, "did you mean 'warning'?"),
    ("severity", {"risk_unmitigate": "info"}, "did you mean 'risk_unmitigated'?"),
    ("severity_by_status", {"draft": "quiet"}, "off, info, warning, error"),
    ("statuses", "draft", "a list of statuses"),
    ("statuses", ["draft", "Draft"], "each status may stand once"),
    ("min_complete", 101, "a percentage from 0 to 100"),
    ("min_complete", "80", "a percentage from 0 to 100"),
    ("min_complete", True, "a percentage from 0 to 100"),
    ("empty_answers", "none", "a list of answers"),
    ("risk_scale", 6, "3, 4 or 5 steps"),
    ("risk_scale", ["low", "low", "high"], "3, 4 or 5 different steps"),
    ("json", 1, "True, False or a path"),
    ("json", "../tdd.json", "inside the output folder"),
    ("json", "/reports/tdd.json", "inside the output folder"),
    ("document_banner", "incomplet", "did you mean 'incomplete'?"),
    ("document_banner", ["all"], "allowed are 'none', 'all', 'incomplete'"),
]


@pytest.mark.parametrize(("name", "value", "words"), BAD)
def test_a_bad_value_goes_back_to_its_default(
    project: Callable[..., Project], name: str, value: Any, words: str
) -> None:
    result = project(**{f"tdd_{name}": value}).build("dummy")
    (line,) = result.of("tdd.config")
    assert f"tdd_{name} can't be {value!r}" in line
    assert words in line
    default = getattr(Settings(), name)
    assert line.partition(" [tdd.config]")[0].endswith(f"{default!r} is taken instead")
    assert getattr(result.app.config, f"tdd_{name}") == default
    assert "config" in {f["rule"] for f in report(result)["findings"]}
    assert result.app.statuscode == 0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3, "'index': expected a template's id, the path of a template document, or a table"),
        ({}, "'index': the table has to say which `template` is followed"),
        ({"template": "note", "mach": "case"}, "no key 'mach'; did you mean 'match'?"),
        ({"template": "note", "match": "exakt"}, "'match' is 'exakt'"),
        ({"template": "note", "match": {9: "exact"}}, "allowed are 1 to 6"),
        ({"template": "note", "closed": "tops"}, "did you mean 'top'?"),
        ({"template": "note", "levels": "strict"}, "allowed are 'free', 'exact'"),
        ({"template": "note", "order": "exact"}, "allowed are 'free', 'strict'"),
        ({"template": "note", "optional": "History"}, "'optional' has to be a list of titles"),
    ],
)
def test_a_bad_pattern_leaves_the_others(
    project: Callable[..., Project], value: Any, words: str
) -> None:
    result = project(tdd_documents={"index": value, "other": "none"}).build("dummy")
    (line,) = result.of("tdd.config")
    assert line.startswith("WARNING: tdd_documents: 'index': ")
    assert words in line
    left = result.app.config.tdd_documents
    assert left["other"].template == "none"
    if isinstance(value, dict) and value:
        assert left["index"] == Follows("note")  # it is followed all the same


def test_each_setting_is_tried_with_a_bad_value() -> None:
    assert {name for name, _, _ in BAD} == {setting.name for setting in declared()}


def test_all_bad_values_are_told(project: Callable[..., Project]) -> None:
    bad = {"tdd_severity": {"placeholder": "loud"}, "tdd_min_complete": -1, "tdd_risk_scale": 9}
    result = project(**bad).build("dummy")
    assert len(result.of("tdd.config")) == 3
    assert set(severities(result)) == FOUND


# Severities


def test_severities_by_default(project: Callable[..., Project]) -> None:
    result = project().build("dummy")
    assert severities(result) == {
        "missing_section": "warning",
        "placeholder": "warning",
        "section_order": "info",
    }
    assert "[tdd.section_order]" not in result.stderr
    assert "[tdd.section_order]" in result.status
    assert report(result)["summary"]["findings"] == {"missing_section": 1, "placeholder": 1}
    assert result.app.statuscode == 0


def test_off_takes_a_rule_away(project: Callable[..., Project]) -> None:
    rules = ("placeholder", "section_order", "missing_section")
    result = project(tdd_severity=dict.fromkeys(rules, "off")).build("dummy")
    assert findings(result) == []
    assert result.warnings == []
    assert report(result)["summary"]["complete"] == 1


def test_info_is_said_but_does_not_count(project: Callable[..., Project]) -> None:
    made = project(tdd_severity={"placeholder": "info", "missing_section": "info"})
    result = made.build("dummy")
    assert result.warnings == []
    assert "index.md:9: still to be done: 'TBD' [tdd.placeholder]" in result.status
    assert set(severities(result).values()) == {"info"}
    assert report(result)["summary"]["complete"] == 1
    assert report(result)["summary"]["findings"] == {}


def test_a_rule_may_be_raised(project: Callable[..., Project]) -> None:
    result = project(tdd_severity={"section_order": "warning"}).build("dummy")
    assert len(result.of("tdd.section_order")) == 1
    assert result.app.statuscode == 0


def test_an_error_fails_the_build(project: Callable[..., Project]) -> None:
    result = project(tdd_severity={"placeholder": "error"}).build("dummy")
    (line,) = result.of("tdd.placeholder")
    assert "index.md:9: ERROR: " in line
    assert result.app.statuscode == 1


def test_an_ignored_error_does_not(project: Callable[..., Project]) -> None:
    made = project(tdd_severity={"placeholder": "error"})
    made.replace("index.md", "# Pay\n", "# Pay\n\n% tdd: ignore placeholder: not yet\n")
    result = made.build("dummy")
    assert result.of("tdd.placeholder") == []
    assert result.app.statuscode == 0
    assert [f["ignored"] for f in findings(result) if f["rule"] == "placeholder"] == ["not yet"]


def test_a_general_finding_has_a_severity_too(project: Callable[..., Project]) -> None:
    documents = {"index": "note", "old/*": "note"}
    quiet = project(tdd_documents=documents, tdd_severity={"unmatched_glob": "off"})
    assert report(quiet.build("dummy"))["findings"] == []
    loud = project(tdd_documents=documents, tdd_severity={"unmatched_glob": "error"})
    assert loud.build("dummy").app.statuscode == 1


# Statuses


@pytest.mark.parametrize(
    ("status", "most"), [("draft", "info"), ("Draft", "info"), ("agreed", "error"), ("", "error")]
)
def test_a_status_caps_what_is_raised(
    project: Callable[..., Project], status: str, most: str
) -> None:
    conf = {
        "tdd_severity": {"placeholder": "error"},
        "tdd_severity_by_status": {"draft": "info"},
    }
    result = project(status, **conf).build("dummy")
    assert severities(result)["placeholder"] == most
    assert result.app.statuscode == (1 if most == "error" else 0)
    assert bool(result.of("tdd")) is (most == "error")


def test_a_cap_raises_nothing(project: Callable[..., Project]) -> None:
    result = project(tdd_severity_by_status={"draft": "error"}).build("dummy")
    assert severities(result)["section_order"] == "info"


@pytest.mark.parametrize(
    ("status", "owes"),
    [
        ("draft", False),
        ("agreed", True),
        ("AGREED", True),
        ("shipped", True),
        ("", True),
        (None, True),
    ],
)
def test_what_is_owed_from_a_status_on(
    project: Callable[..., Project], status: str | None, owes: bool
) -> None:
    result = project(status, tdd_statuses=["Draft", "Agreed", "Shipped"]).build("dummy")
    missing = [f["section"] for f in findings(result) if f["rule"] == "missing_section"]
    assert (["Sign-Off"] in missing) is owes
    assert ["Plan"] in missing
    assert report(result)["documents"][0]["status"] == (status or None)


@pytest.mark.parametrize(
    ("answer", "fills"),
    [("Nothing to say", True), ("nothing to say.", True), ("N/A", False), ("Nothing", False)],
)
def test_own_words_for_an_empty_answer(
    make_project: MakeProject, answer: str, fills: bool
) -> None:
    template = "id: note\nsections:\n  - title: Cost\n    items: [Sum]\n"
    result = make_project(
        {"own/note.yaml": template, "index.md": f"# Pay\n\n## Cost\n\n{answer}\n"},
        tdd_documents={"index": "note"},
        tdd_template_path=["own"],
        tdd_empty_answers=["Nothing to say"],
    ).build("dummy")
    assert bool(result.of("tdd.missing_item")) is not fills


# How complete a project is


@pytest.mark.parametrize(("least", "fails"), [(0, False), (33, False), (33.5, True), (100, True)])
def test_too_little_fails_the_build(
    project: Callable[..., Project], least: float, fails: bool
) -> None:
    """One of three owed sections is filled: the placeholder and the missing one are not."""
    result = project(tdd_min_complete=least).build("dummy")
    assert report(result)["summary"]["sections"] == {"required": 3, "present": 2, "filled": 1}
    assert result.app.statuscode == int(fails)
    told = result.of("tdd.incomplete")
    assert len(told) == int(fails)
    if fails:
        assert told[0].startswith("ERROR: 1 of 3 owed sections are filled, 33.3 %")


def test_incomplete_may_be_lowered(project: Callable[..., Project]) -> None:
    conf = {"tdd_min_complete": 90, "tdd_severity": {"incomplete": "warning"}}
    result = project(**conf).build("dummy")
    assert result.app.statuscode == 0
    assert result.of("tdd.incomplete")[0].startswith("WARNING: ")


# Sphinx's own settings


@pytest.mark.parametrize("name", ["tdd.placeholder", "tdd", "tdd.*"])
def test_suppressed_findings_are_marked(project: Callable[..., Project], name: str) -> None:
    result = project(suppress_warnings=[name]).build("dummy")
    assert result.of("tdd.placeholder") == []
    marked = {f["rule"] for f in findings(result) if f["suppressed"]}
    assert marked == ({"placeholder"} if name == "tdd.placeholder" else FOUND)
    counted = report(result)["summary"]["findings"]
    assert counted == ({"missing_section": 1} if name == "tdd.placeholder" else {})
    assert report(result)["documents"][0]["complete"] is (name != "tdd.placeholder")


def test_suppressed_information_is_quiet(project: Callable[..., Project]) -> None:
    loud = project().build("dummy")
    quiet = project(suppress_warnings=["tdd.section_order"]).build("dummy")
    assert "tdd.section_order" in loud.status
    assert "'Summary' belongs" not in quiet.status
    assert "'Cost' belongs" not in quiet.status


def test_a_suppressed_error_does_not_fail(project: Callable[..., Project]) -> None:
    conf = {"tdd_severity": {"placeholder": "error"}, "suppress_warnings": ["tdd.placeholder"]}
    assert project(**conf).build("dummy").app.statuscode == 0


def test_warning_types_may_be_hidden(project: Callable[..., Project]) -> None:
    result = project(show_warning_types=False).build("dummy")
    assert "[tdd." not in result.stderr + result.status
    assert "still to be done" in result.stderr
    assert "belongs" in result.status


# The report


@pytest.mark.parametrize("builder", ["html", "text", "dummy"])
def test_the_report_stands_in_every_output(project: Callable[..., Project], builder: str) -> None:
    assert report(project().build(builder))["summary"]["documents"] == 1


def test_no_report(project: Callable[..., Project]) -> None:
    result = project(tdd_json=False).build("dummy")
    assert not (result.outdir / "tdd.json").exists()
    assert "tdd.json" not in result.status
    assert len(result.of("tdd")) == 2


def test_the_report_at_another_path(project: Callable[..., Project]) -> None:
    result = project(tdd_json="_reports/designs.json").build("dummy")
    assert not (result.outdir / "tdd.json").exists()
    assert report(result, "_reports/designs.json")["summary"]["documents"] == 1
    assert "(see _reports/designs.json)" in result.status


@pytest.mark.parametrize("path", [True, "_reports/designs.json"])
def test_epub_does_not_take_the_report(project: Callable[..., Project], path: bool | str) -> None:
    made = project(tdd_json=path, version="1", copyright="us")
    first, second = made.build("epub"), made.build("epub")
    assert first.others == []
    assert second.others == []
    name = "tdd.json" if path is True else str(path)
    assert (second.outdir / name).is_file()
    assert name not in second.text("content.opf")


def test_a_comment_that_ignores_is_not_published(project: Callable[..., Project]) -> None:
    made = project()
    comments = (
        "# Pay\n\n<!-- tdd: ignore placeholder: waits for finance -->\n\n"
        "<!-- a remark of the author -->\n"
    )
    made.replace("index.md", "# Pay\n", comments)
    result = made.build("html")
    assert "waits for finance" not in result.text("index.html")
    assert "a remark of the author" in result.text("index.html")
    assert result.of("tdd.placeholder") == []


def test_the_end_of_a_build_says_how_it_stands(project: Callable[..., Project]) -> None:
    status = project().build("dummy").status
    assert "designs: 1 document checked, 0 complete" in status
    assert "missing_section 1, placeholder 1" in status


# Builds in which little changed


def rebuilt(project: Project, **conf: Any) -> Result:
    """Build again with other settings."""
    say(project, **conf)
    return project.build("html")


def read(result: Result) -> bool:
    """Whether a build read any document."""
    return "reading sources... [" in result.status or "added, 0 changed" not in result.status


def test_a_build_in_which_nothing_changed_tells_it_all(project: Callable[..., Project]) -> None:
    made = project()
    first, second = made.build("html"), made.build("html")
    assert "0 added, 0 changed, 0 removed" in second.status
    assert not read(second)
    assert second.of("tdd") == first.of("tdd")
    assert len(second.of("tdd")) == 2
    assert second.text("tdd.json") == first.text("tdd.json")


@pytest.mark.parametrize(
    ("name", "value", "left"),
    [
        ("documents", {"index": "none"}, {"no_documents"}),
        ("severity", {"placeholder": "off"}, {"missing_section"}),
        ("severity_by_status", {"draft": "info"}, set()),
        ("statuses", ["sketch", "agreed"], {"missing_section", "placeholder"}),
        ("min_complete", 90, {"missing_section", "placeholder", "incomplete"}),
        ("empty_answers", ["TBD"], {"missing_section"}),
        ("json", "other.json", {"missing_section", "placeholder"}),
        ("document_banner", "all", {"missing_section", "placeholder"}),
        ("template_path", [], {"unknown_template", "no_documents"}),
    ],
)
def test_judgement_alone_reads_no_document(
    project: Callable[..., Project], name: str, value: Any, left: set[str]
) -> None:
    made = project()
    assert read(made.build("html"))
    result = rebuilt(made, **{f"tdd_{name}": value})
    assert not read(result)
    assert "0 added, 0 changed, 0 removed" in result.status
    rules = {line.rpartition("[tdd.")[2].rstrip("]") for line in result.of("tdd")}
    if name == "empty_answers":  # an answer is no way to keep a placeholder
        left = left | {"placeholder"}
    assert rules == left


def test_what_judges_is_what_reads_nothing() -> None:
    assert [s.name for s in declared() if not s.judges] == ["kind_path", "risk_scale"]


def test_an_edited_template_reads_no_document(project: Callable[..., Project]) -> None:
    made = project()
    made.build("html")
    made.replace("own/note.yaml", "- title: Plan", "- title: Road Map")
    result = made.build("html")
    assert not read(result)
    assert "'Road Map'" in result.of("tdd.missing_section")[0]


def test_paths_of_the_machine_stay_out_of_the_report(project: Callable[..., Project]) -> None:
    made = project()
    say(made, tdd_template_path=["own", "other"])
    result = made.build("dummy")
    assert str(Path(made.source).parent) not in result.text("tdd.json")
