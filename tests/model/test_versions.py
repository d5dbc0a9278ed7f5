"""Versions: their order, where a path names one, and what a template owes in each."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_tdd.derive.contracts import Contracts
from sphinx_tdd.model.follows import Contract, family_of, named
from sphinx_tdd.model.template_library import load
from sphinx_tdd.model.versions import aim, around, in_order, in_path, newest, versions_of

NOTE = """
id: note
versions: [pilot, launch, "2", "10"]
sections:
  - title: Problem
  - title: Cost
    since: launch
  - title: Fax
    until: pilot
"""


def contracts(root: Path, *files: str) -> Contracts:
    (root / "own").mkdir()
    (root / "own" / "note.yaml").write_text(NOTE, encoding="utf-8")
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("# Title\n\n## Problem\n", encoding="utf-8")
    return Contracts(load([(root / "own", "own")]), root)


@pytest.mark.parametrize(
    ("versions", "known", "order"),
    [
        (["10", "2", "1.10", "1.9"], (), ["1.9", "1.10", "2", "10"]),
        (["2023.1", "kilo", "2023.2", "austin"], (), ["austin", "kilo", "2023.1", "2023.2"]),
        (["v10", "v2", "V1"], (), ["V1", "v2", "v10"]),
        (["2", "1", "2"], ("2", "1"), ["2", "1"]),
        (["launch", "pilot", "3"], ("pilot", "launch"), ["pilot", "launch", "3"]),
    ],
)
def test_order(versions: list[str], known: tuple[str, ...], order: list[str]) -> None:
    assert in_order(versions, known) == order


@pytest.mark.parametrize(
    ("path", "version", "family"),
    [
        ("specs/2025.1-template.rst", "2025.1", "specs/{version}-template.rst"),
        ("specs/template-v2.md", "v2", "specs/template-{version}.md"),
        ("specs/2/template.md", "2", "specs/{version}/template.md"),
        ("2-intro/specs/template-2.md", "2", "2-intro/specs/template-{version}.md"),
        ("adr2/2024/template-2.md", "2", "adr2/2024/template-{version}.md"),
        ("specs/template.rst", "", "specs/template.rst"),
    ],
)
def test_the_version_in_a_path(path: str, version: str, family: str) -> None:
    assert in_path(path) == (version, family)
    assert family_of(path, version) == family


def test_a_version_that_does_not_look_like_one() -> None:
    assert around("specs/kilo-template.rst", "kilo") == ("specs/", "-template.rst")
    assert family_of("kilo/kilo-template.rst", "kilo") == "kilo/{version}-template.rst"
    assert family_of("specs/template.rst", "kilo") == "specs/template.rst"


@pytest.mark.parametrize(
    ("order", "wanted", "target"),
    [(["1", "2"], "", "2"), (["1", "2"], "1", "1"), (["1", "2"], "3", "2"), ([], "3", "")],
)
def test_what_is_to_be_reached(order: list[str], wanted: str, target: str) -> None:
    assert aim(order, wanted) == target


def test_the_order_that_a_template_file_gives(tmp_path: Path) -> None:
    known = contracts(tmp_path)
    template = known.template_files["note"]
    assert versions_of(template) == ["pilot", "launch", "2", "10"]
    assert newest(template).version == "10"
    assert known.versions(named("note@pilot")) == ["pilot", "launch", "2", "10"]
    assert known.target(named("note@launch"), "", ()) == Contract("note", "10")
    assert known.target(named("note@10"), "", ()) is None
    assert known.target(named("note@10"), "launch", ()) == Contract("note", "launch")
    assert known.target(named("note"), "", ()) is None
    assert known.target(named("note"), "10", ()) is None
    assert known.target(named("note"), "2", ()) == Contract("note", "2")


def test_the_versions_of_a_template_document(tmp_path: Path) -> None:
    files = [f"2-notes/template-{version}.md" for version in ("2", "10", "beta")]
    known = contracts(tmp_path, *files, "2-notes/template-10.rst", "10-notes/template-11.md")
    two = Contract(files[0], "2")
    assert known.versions(two) == ["beta", "2", "10"]
    assert known.versions(two, ("10", "beta", "2")) == ["10", "beta", "2"]
    assert known.target(two, "", ()) == Contract(files[1], "10")
    assert known.target(two, "", ("10", "beta", "2")) is None
    assert known.target(two, "beta", ()) == Contract(files[2], "beta")
