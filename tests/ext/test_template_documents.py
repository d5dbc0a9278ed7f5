"""Documents that follow a template document: bound, judged, in versions, after edits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import MakeProject, Project, Result

INDEX = """
    Specs
    =====

    .. toctree::
       :glob:

       specs/*
       specs/*/*
"""
RST = """
    The title of your change
    ========================

    Problem
    -------

    What is wrong today, and who says so?

    Cost
    ----

    How much will it cost, and when?
"""
MD = """
    # The title of your change

    ## Problem

    What is wrong today, and who says so?

    ## Cost

    How much will it cost, and when?
"""
NEWER = RST + "\n    Risks\n    -----\n\n    What may go wrong with it?\n"
WHOLE = "# Pay\n\n## Problem\n\nMoney is slow.\n\n## Cost\n\nNine days.\n"
PART = "# Pay\n\n## Problem\n\nMoney is slow.\n"


@pytest.fixture
def project(make_project: MakeProject) -> Callable[..., Project]:
    def make(files: dict[str, str], documents: dict[str, Any], **conf: Any) -> Project:
        own = {"index.rst": INDEX, "specs/template.rst": RST, "specs/pay.md": PART}
        return make_project({**own, **files}, tdd_documents=documents, **conf)

    return make


def documents(result: Result) -> dict[str, dict[str, Any]]:
    """What the build found out about each document."""
    return {each["docname"]: each for each in json.loads(result.text("tdd.json"))["documents"]}


def rules(result: Result, docname: str) -> list[str]:
    return [finding["rule"] for finding in documents(result)[docname]["findings"]]


SPECS = {"specs/*": "specs/template.rst"}


@pytest.mark.parametrize("parallel", [1, 2])
def test_a_document_is_held_against_another(
    project: Callable[..., Project], parallel: int
) -> None:
    result = project({"specs/buy.md": WHOLE}, SPECS).build(parallel=parallel)
    assert rules(result, "specs/pay") == ["missing_section"]
    assert rules(result, "specs/buy") == []
    assert documents(result)["specs/pay"]["template"] == "specs/template.rst"
    (line,) = result.of("tdd.missing_section")
    assert line.startswith("specs/pay.md:5: WARNING: missing section 'Cost'")


def test_the_template_is_not_held_against_itself(project: Callable[..., Project]) -> None:
    result = project({}, SPECS).build()
    assert "specs/template" not in documents(result)
    alone = project({}, {"specs/template": "specs/template.rst", "index": "none"}).build()
    assert documents(alone) == {}
    assert len(alone.of("tdd.unmatched_glob")) == 0
    assert len(alone.of("tdd.no_documents")) == 1


@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_a_template_that_is_no_document_of_the_project(
    project: Callable[..., Project], suffix: str
) -> None:
    text = RST if suffix == "rst" else MD
    files = {f"_templates/spec.{suffix}": text}
    result = project(
        files, {"specs/*": f"_templates/spec.{suffix}"}, exclude_patterns=["_build", "_templates"]
    ).build()
    assert rules(result, "specs/pay") == ["missing_section"]
    assert "_templates/spec" not in result.app.env.found_docs


def test_an_edited_template_reads_no_document(project: Callable[..., Project]) -> None:
    site = project({}, {"specs/*": "_templates/spec.rst"}, exclude_patterns=["_*"])
    site.write("_templates/spec.rst", RST)
    assert rules(site.build(), "specs/pay") == ["missing_section"]
    site.write("_templates/spec.rst", NEWER)
    again = site.build()
    assert rules(again, "specs/pay") == ["missing_section", "missing_section"]
    assert "0 added, 0 changed, 0 removed" in again.status or again.read == []
    site.write("_templates/spec.rst", RST.replace("Cost", "Price"))
    (finding,) = documents(site.build())["specs/pay"]["findings"]
    assert finding["section"] == ["Price"]


def test_a_document_names_its_template_itself(project: Callable[..., Project]) -> None:
    files = {"specs/buy.md": f"---\ntdd-template: specs/template.rst\n---\n{PART}"}
    result = project(files, {"specs/pay": "none"}).build()
    assert rules(result, "specs/buy") == ["missing_section"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("specs/templat.rst", "there is no template document 'specs/templat.rst'; did you mean"),
        ("../secret.rst", "lies outside the source folder"),
        ("specs/empty.rst", "it has no heading below its title"),
        ("specs/data.rst", "it is no text in UTF-8"),
    ],
)
def test_a_template_document_that_can_not_be_used(
    project: Callable[..., Project], path: str, words: str
) -> None:
    files = {"specs/empty.rst": "Empty\n=====\n"}
    site = project(files, {"specs/pay": path}, exclude_patterns=["specs/data.rst"])
    (site.write("specs/data.rst", "")).write_bytes(b"\xff\xfe\x00A")
    for _ in range(2):  # the second build knows it from the first
        (line,) = site.build().of("tdd.unknown_template")
        assert "tdd_documents: 'specs/pay': " in line
        assert words in line


STRICT = [
    ({"match": "exact"}, "## problem", ["missing_section"]),
    ({"match": "case"}, "## problem", []),
    ({"match": "case"}, "## 1. Problem", ["missing_section"]),
    ({}, "## 1. Problems", []),
    ({"match": {2: "exact"}}, "## problem", ["missing_section"]),
    ({"match": {3: "exact"}}, "## problem", []),
    ({"levels": "exact"}, "# Problem", ["missing_section"]),
    ({}, "# Problem", []),
    ({"closed": "top"}, "## Problem\n\nx\n\n## Other\n\nx\n\n### Below", ["extra_section"]),
    ({"closed": "all"}, "## Problem\n\nx\n\n## Other\n\nx\n\n### Below", ["extra_section"]),
    ({"closed": "top"}, "## Problem\n\nx\n\n### Below", []),
    ({"closed": "all"}, "## Problem\n\nx\n\n### Below", ["extra_section"]),
    ({"closed": "top", "optional": ["Other"]}, "## Problem\n\nx\n\n## Other", []),
]


@pytest.mark.parametrize(("asked", "heading", "told"), STRICT)
def test_how_strictly_it_is_followed(
    project: Callable[..., Project], asked: dict[str, Any], heading: str, told: list[str]
) -> None:
    text = f"# Pay\n\n## Cost\n\nNine days.\n\n{heading}\n\nMoney is slow.\n"
    table = {"template": "specs/template.rst", **asked}
    assert rules(project({"specs/pay.md": text}, {"specs/*": table}).build(), "specs/pay") == told


def test_a_strict_order_is_warned_of(project: Callable[..., Project]) -> None:
    text = "# Pay\n\n## Cost\n\nNine days.\n\n## Problem\n\nMoney is slow.\n"
    table = {"template": "specs/template.rst", "order": "strict"}
    result = project({"specs/pay.md": text}, {"specs/*": table}).build()
    assert rules(result, "specs/pay") == ["section_order"]
    assert len(result.of("tdd.section_order")) == 1


def test_an_optional_section_is_not_owed(project: Callable[..., Project]) -> None:
    table = {"template": "specs/template.rst", "optional": ["Cost"]}
    assert rules(project({}, {"specs/*": table}).build(), "specs/pay") == []


def test_texts_that_documents_keep(project: Callable[..., Project]) -> None:
    kept = "What is wrong today, and who says so?"
    text = f"# Pay\n\n## Problem\n\n{kept}\n\nMoney is slow.\n\n## Cost\n\nNine days.\n"
    files = {"specs/pay.md": text}
    assert rules(project(files, SPECS).build(), "specs/pay") == ["placeholder"]
    table = {"template": "specs/template.rst", "keep": [kept]}
    assert rules(project(files, {"specs/*": table}).build(), "specs/pay") == []


# Versions

VERSIONS = {
    "specs/2025.1-template.rst": RST,
    "specs/2026.1-template.rst": NEWER,
    "specs/2025.1/pay.md": WHOLE,
    "specs/2026.1/buy.md": WHOLE,
}


@pytest.mark.parametrize(
    "mapping",
    [
        {"specs/{version}/*": "specs/{version}-template.rst"},
        {
            "specs/2025.1/*": "specs/2025.1-template.rst",
            "specs/2026.1/*": "specs/2026.1-template.rst",
        },
    ],
)
def test_versions_of_a_template_document(
    project: Callable[..., Project], mapping: dict[str, str]
) -> None:
    result = project(VERSIONS, mapping).build()
    old, new = documents(result)["specs/2025.1/pay"], documents(result)["specs/2026.1/buy"]
    assert (old["version"], old["complete"]) == ("2025.1", True)
    assert (new["version"], new["complete"]) == ("2026.1", False)
    assert old["migration"]["target"] == "2026.1"
    assert [each["section"] for each in old["migration"]["owes"]] == [["Risks"]]
    assert new["migration"] is None
    summary = json.loads(result.text("tdd.json"))["summary"]
    assert summary["versions"] == {"specs/{version}-template.rst": {"2025.1": 1, "2026.1": 1}}
    assert len(result.of("tdd.missing_section")) == 1


def test_a_version_without_a_template(project: Callable[..., Project]) -> None:
    mapping = {"specs/{version}/*": "specs/{version}-template.rst"}
    (line,) = (
        project({**VERSIONS, "specs/2027/own.md": WHOLE}, mapping)
        .build()
        .of("tdd.unknown_template")
    )
    assert "there is no template document 'specs/2027-template.rst'; did you mean" in line


def test_the_version_that_is_to_be_reached(project: Callable[..., Project]) -> None:
    mapping = {"specs/{version}/*": "specs/{version}-template.rst"}
    result = project(VERSIONS, mapping, tdd_target_version="2025.1").build()
    assert documents(result)["specs/2025.1/pay"]["migration"] is None
    assert documents(result)["specs/2026.1/buy"]["migration"] == {"target": "2025.1", "owes": []}


def test_a_new_version_is_seen_without_reading(project: Callable[..., Project]) -> None:
    files = {k: v for k, v in VERSIONS.items() if "2026" not in k}
    site = project(files, {"specs/{version}/*": "specs/{version}-template.rst"})
    assert documents(site.build())["specs/2025.1/pay"]["migration"] is None
    site.write("specs/2026.1-template.rst", NEWER)
    migration = documents(site.build())["specs/2025.1/pay"]["migration"]
    assert [each["section"] for each in migration["owes"]] == [["Risks"]]


NOTE = """
    id: note
    version: "3"
    sections:
      - title: Problem
      - title: Cost
        since: 2
      - title: Fax
        until: 1
      - title: Risks
        since: "3"
"""


@pytest.mark.parametrize(
    ("name", "told", "owes"),
    [
        ("note@1", [["Fax"]], [["Cost"], ["Risks"]]),
        ("note@2", [["Cost"]], [["Risks"]]),
        ("note@3", [["Cost"], ["Risks"]], None),
        ("note", [["Cost"], ["Risks"]], None),
    ],
)
def test_versions_in_a_template_file(
    project: Callable[..., Project],
    name: str,
    told: list[list[str]],
    owes: list[list[str]] | None,
) -> None:
    files = {"own/note.yaml": NOTE, "specs/pay.md": f"---\ntdd-template: {name}\n---\n{PART}"}
    result = project(files, {"index": "none"}, tdd_template_path=["own"]).build()
    document = documents(result)["specs/pay"]
    assert [finding["section"] for finding in document["findings"]] == told
    migration = document["migration"]
    assert (migration and [each["section"] for each in migration["owes"]]) == owes
    assert document["version"] == (name.partition("@")[2] or "3")


def test_a_version_that_is_not_there(project: Callable[..., Project]) -> None:
    files = {"own/note.yaml": NOTE, "specs/pay.md": f"---\ntdd-template: note@9\n---\n{PART}"}
    result = project(files, {"index": "none"}, tdd_template_path=["own"]).build()
    (line,) = result.of("tdd.unknown_template")
    assert "the template 'note' has no version '9': there are '1', '2', '3'" in line


@pytest.mark.parametrize(
    "path", ["./specs/template.rst", "/specs/template.rst", "specs/../specs/template.rst"]
)
def test_a_path_may_be_written_in_other_ways(project: Callable[..., Project], path: str) -> None:
    own = f"---\ntdd-template: {path}\n---\n{PART}"
    for documents_ in ({"specs/*": path}, {"specs/*": {"template": path, "levels": "exact"}}):
        result = project({"own.md": own}, documents_).build()
        assert rules(result, "specs/pay") == ["missing_section"]
        assert rules(result, "own") == ["missing_section"]
        assert "specs/template" not in documents(result)
