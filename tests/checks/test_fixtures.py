"""Documents that say themselves what is to be found in them, built as one project a syntax.

Each fixture ends with comments: `template: ID`, and for each finding `expect: LINE RULE: TEXT`,
where " … " in TEXT stands for any text; `ignored: LINE RULE: REASON` for one that a comment
silences. A line of an included file is `FILE:LINE`. A fixture that expects nothing has no
findings at all. `broken: REASON` marks what is known to fail, `alone: REASON` a document that
only its own syntax can have.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docutils
import pytest

from sphinx_tdd.checks.rules import RULES
from sphinx_tdd.model.finding import Rule
from sphinx_tdd.model.kind import rules_of
from sphinx_tdd.model.kind_files import load as load_kinds
from tests.conftest import Project, Result
from tests.designs import SYNTAXES

FIXTURES = Path(__file__).parent / "fixtures"
_NOTE = re.compile(r"^(?:%|\.\.) (template|expect|ignored|broken|alone): (.*)$", re.MULTILINE)
_FINDING = re.compile(r"^(?P<place>(?:[^\s:]+:)?\d+(?:\|\d+)?) (?P<rule>\w+): (?P<text>.+)$")
_GAP = " … "
COVERED = {*RULES, Rule.UNUSED_IGNORE, Rule.UNKNOWN_TEMPLATE}
"""The rules that hold a document against its template, or concern one document alone."""
RULES_OF_KINDS = rules_of(load_kinds().by_name.values())
FLAVOURS = ("colon_fence", "deflist", "fieldlist", "attrs_block")


@dataclass(frozen=True)
class Expected:
    """One finding: its line, its rule, and the parts of its message or its reason."""

    place: str
    rule: str
    parts: tuple[str, ...]

    def told_by(self, text: str) -> bool:
        """Whether the parts stand in a text, in their order."""
        return re.search(".*".join(map(re.escape, self.parts)), text) is not None


@dataclass
class Fixture:
    """A document and what it says of itself."""

    path: Path
    template: str = ""
    broken: str = ""
    alone: str = ""
    expect: list[Expected] = field(default_factory=list)
    ignored: list[Expected] = field(default_factory=list)

    @property
    def syntax(self) -> str:
        return self.path.suffix[1:]

    @property
    def docname(self) -> str:
        return self.path.relative_to(FIXTURES).with_suffix("").as_posix()


def _expected(text: str) -> Expected:
    match = _FINDING.match(text)
    assert match, f"not LINE RULE: TEXT: {text}"
    assert match["rule"] in RULES_OF_KINDS or match["rule"] in {rule.value for rule in Rule}, text
    # `9|13`: from version 0.23 on docutils knows the line of a table that `csv-table` makes.
    before, _, since = match["place"].partition("|")
    place = since if since and docutils.__version_info__ >= (0, 23) else before
    return Expected(place, match["rule"], tuple(match["text"].split(_GAP)))


def _read(path: Path) -> Fixture:
    fixture = Fixture(path)
    for name, value in _NOTE.findall(path.read_text(encoding="utf-8")):
        if name in {"expect", "ignored"}:
            getattr(fixture, name).append(_expected(value))
        else:
            setattr(fixture, name, value.strip())
    return fixture


ALL = [
    _read(path)
    for path in sorted(FIXTURES.rglob("*"))
    if path.suffix[1:] in SYNTAXES and path.parent.name != "parts"
]


def _params() -> list[Any]:
    for_broken = {
        f.path: [pytest.mark.xfail(strict=True, reason=f.broken)] for f in ALL if f.broken
    }
    return [
        pytest.param(f, id=f"{f.docname}-{f.syntax}", marks=for_broken.get(f.path, []))
        for f in ALL
    ]


@dataclass
class Built:
    """What one build said of all fixtures of a syntax."""

    result: Result
    documents: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """Build all fixtures, once for each syntax."""
    return {syntax: _build(tmp_path_factory.mktemp(syntax), syntax) for syntax in SYNTAXES}


def _build(root: Path, syntax: str) -> Built:
    mine = [fixture for fixture in ALL if fixture.syntax == syntax]
    conf = {
        "extensions": ["myst_parser", "sphinx.ext.graphviz", "sphinx_tdd"],
        "myst_enable_extensions": FLAVOURS,
        "exclude_patterns": ["parts/**"],
        "tdd_documents": {f.docname: f.template for f in mine if f.template},
        "tdd_template_path": ["templates"],
    }
    index = "Fixtures\n========\n\n.. toctree::\n   :glob:\n\n   */*\n"
    project = Project(root, {"index.rst": index}, conf)
    for fixture in mine:
        place = project.source / fixture.path.relative_to(FIXTURES)
        place.parent.mkdir(exist_ok=True)
        shutil.copy(fixture.path, place)
    for folder in ("parts", "templates"):
        shutil.copytree(FIXTURES / folder, project.source / folder)
    result = project.build("dummy")
    report = json.loads(result.text("tdd.json"))
    assert report["findings"] == []
    return Built(result, {document["docname"]: document for document in report["documents"]})


def _place(finding: dict[str, Any]) -> str:
    return f"{finding['path']}:{finding['line']}" if "path" in finding else str(finding["line"])


def _compare(wanted: list[Expected], found: list[dict[str, Any]], key: str) -> None:
    """Each finding that is expected is there with its text, and no other one."""
    told = sorted((_place(f), f["rule"], f[key]) for f in found)
    assert [each[:2] for each in told] == sorted((e.place, e.rule) for e in wanted), told
    left = list(told)
    for each in wanted:
        same = [t for t in left if t[:2] == (each.place, each.rule) and each.told_by(t[2])]
        assert same, (each, told)
        left.remove(same[0])


@pytest.mark.parametrize("fixture", _params())
def test_what_is_found(fixture: Fixture, built: dict[str, Built]) -> None:
    documents = built[fixture.syntax].documents
    assert fixture.docname in documents, "no template was asked for"
    document = documents[fixture.docname]
    active = [f for f in document["findings"] if f["ignored"] is None]
    silenced = [f for f in document["findings"] if f["ignored"] is not None]
    _compare(fixture.expect, active, "message")
    _compare(fixture.ignored, silenced, "ignored")
    assert document["complete"] is not any(f["severity"] == "warning" for f in active)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_each_finding_is_a_warning_at_its_line(syntax: str, built: dict[str, Built]) -> None:
    found = [
        f"{finding.get('path', document['path'])}:{finding['line']}: WARNING: "
        f"{finding['message']} [tdd.{finding['rule']}]"
        for document in built[syntax].documents.values()
        for finding in document["findings"]
        if finding["ignored"] is None and finding["severity"] == "warning"
    ]
    assert sorted(built[syntax].result.of("tdd")) == sorted(found)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_fixtures_are_sound(syntax: str, built: dict[str, Built]) -> None:
    """Sphinx has nothing to say of them, so that they hold what they seem to hold."""
    assert built[syntax].result.others == []


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_each_rule_has_a_fixture(syntax: str) -> None:
    mine = [fixture for fixture in ALL if fixture.syntax == syntax]
    found = {each.rule for f in mine for each in f.expect}
    assert found >= {rule.value for rule in COVERED}


def test_fixtures_come_in_pairs() -> None:
    pairs = {f.path.with_suffix("") for f in ALL if not f.alone}
    assert [f.path.name for f in ALL if f.alone and f.path.with_suffix("") in pairs] == []
    lonely = [stem.name for stem in pairs if not all(_twin(stem, s).is_file() for s in SYNTAXES)]
    assert lonely == []
    assert len(pairs) > 80


def _twin(stem: Path, syntax: str) -> Path:
    return stem.with_name(f"{stem.name}.{syntax}")
