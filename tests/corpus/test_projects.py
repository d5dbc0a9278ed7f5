"""Documents of other projects, held against those projects' own templates as they do it.

They are other people's texts and no part of the repository: `TDD_CORPUS` names their folder, or
they stand in `shared/corpus` beside the checkout. Without them these tests skip. Each project has
a validator of its own, whose verdicts are known; where this one differs it is said why.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.derive.document import derive
from sphinx_tdd.model.finding import Finding
from sphinx_tdd.model.kind_files import load as load_kinds
from sphinx_tdd.model.outline import Outline
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.model.strictness import strictness, tighten
from sphinx_tdd.model.template import Template
from sphinx_tdd.readers.text import SUFFIXES, read_file

FOLDER = Path(os.environ.get("TDD_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the documents of other projects are not here"),
]

OFF = {
    "placeholder": "off", "empty_section": "off", "duplicate_section": "off",
}  # fmt: skip
"""What the title tests of OpenStack do not look at."""
TITLES = {"match": "exact", "levels": "exact"}
CIP = {
    "match": {2: "exact", 3: "case"},
    "levels": "exact",
    "order": "strict",
    "closed": "top",
    "optional": ["Versioning", "References", "Appendices", "Appendix", "Acknowledgements",
                 "Acknowledgments"],
}  # fmt: skip
"""What the validator of the improvement proposals amounts to."""


@cache
def template(path: str) -> Template:
    return derive(outline(path), path, Path(path).suffix)


@cache
def outline(path: str) -> Outline:
    return read_file(FOLDER / path)


def findings(path: str, against: Template, **settings: Any) -> list[Finding]:
    found = judge(outline(path), against, Settings(**settings), load_kinds().by_name)
    return [finding for finding in found.findings if finding.counts]


def known(name: str) -> list[dict[str, Any]]:
    return list(json.loads((FOLDER / name / "verdicts.json").read_text("utf-8")))


@pytest.mark.parametrize(
    ("name", "number", "failing"), [("neutron", 147, 0), ("keystone", 119, 18)]
)
def test_the_title_tests_of_openstack(name: str, number: int, failing: int) -> None:
    strict = tighten(template(f"{name}-specs/specs/template.rst"), strictness(TITLES), True)
    verdicts = known(f"{name}-specs")
    assert len(verdicts) == number
    failed = 0
    for verdict in verdicts:
        found = findings(f"{name}-specs/{verdict['file']}", strict, severity=OFF)
        assert (not found) is verdict["ok"], (verdict, found)
        for error in verdict["errors"]:
            failed += 1
            missed = re.search(r"'([^']+)' not in", error)
            assert missed is not None
            first = found[0]
            assert first.rule == "missing_section"
            assert missed[1] in (*(f.section[-1] for f in found), *first.missing), (error, found)
    assert failed == failing


def test_in_tolerant_mode_only_what_is_really_missing_is_told() -> None:
    """What the strict tell and the tolerant do not, differs as this project means it."""
    owed = template("keystone-specs/specs/template.rst")
    strict = tighten(owed, strictness(TITLES), True)
    for verdict in known("keystone-specs"):
        path = f"keystone-specs/{verdict['file']}"
        tolerant = findings(path, owed, severity=OFF)
        closely = findings(path, strict, severity=OFF)
        told = {f.section for f in closely}
        missing = [f for f in tolerant if f.rule == "missing_section"]
        extra = [f for f in missing if not told & {f.section[:n] for n in range(1, 9)}]
        assert not extra, (path, extra)


def proposals() -> Iterator[str]:
    for folder in sorted((FOLDER / "cips").glob("CIP-*/README.md")):
        yield folder.relative_to(FOLDER).as_posix()


def test_all_proposals_pass_as_with_their_own_validator() -> None:
    strict = tighten(template("cips/CIP-TEMPLATE.md"), strictness(CIP), True)
    off = {"placeholder": "off", "empty_section": "off"}
    paths = list(proposals())
    assert len(paths) == 146
    assert {path: f for path in paths if (f := findings(path, strict, severity=off))} == {}


WRONG_ABOUT = {"closed_atx", "setext", "indent2", "htmlcomment", "empty"}
"""The kinds of mutants about which that validator is known to be wrong."""


def test_mutants_of_proposals() -> None:
    strict = tighten(template("cips/CIP-TEMPLATE.md"), strictness(CIP), True)
    off = {"placeholder": "off"}
    agreed, differ = Counter[str](), Counter[str]()
    for verdict in known("cip-mutants"):
        found = findings(f"cip-mutants/{verdict['file']}", strict, severity=off)
        before = findings(f"cips/{verdict['source']}", strict, severity=off)
        new = [
            f for f in found if (f.rule, f.section) not in {(b.rule, b.section) for b in before}
        ]
        kind = verdict["mutation"]
        same = (not new) is (verdict["peer"] == "pass")
        (agreed if same else differ)[kind] += 1
        section = re.sub(r"^#+ ", "", verdict["section"])
        if kind in {"closed_atx", "setext", "indent2"}:
            assert new == [], verdict  # headings as any other
        elif kind == "htmlcomment":
            assert {f.rule for f in new} == {"missing_section"}, verdict
            assert section in {s for f in new for s in (f.section[-1], *f.missing)}
        elif kind == "empty":
            assert {f.rule for f in new} == {"empty_section"}, verdict
        elif not same:
            # It looks only at the top for what stands twice.
            assert (kind, verdict["section"][:4]) == ("duplicate", "### "), verdict
            assert {f.rule for f in new} == {"duplicate_section"}
    assert differ == {**dict.fromkeys(sorted(WRONG_ABOUT), 12), "duplicate": 2}
    assert agreed.total() == 180 - differ.total() == 118


@pytest.mark.parametrize("name", ["wild", "cips", "neutron-specs", "keystone-specs"])
def test_nothing_raises(name: str) -> None:
    against = template("keystone-specs/specs/template.rst")
    paths = [p for p in sorted((FOLDER / name).rglob("*")) if p.suffix in SUFFIXES]
    assert len(paths) > 30
    for path in paths:
        for finding in findings(path.relative_to(FOLDER).as_posix(), against):
            assert finding.line >= 1
            assert finding.message
