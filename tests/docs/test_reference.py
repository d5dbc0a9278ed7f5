"""What is public, held against what the reference speaks of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_tdd.model.finding import RULE_NAMES
from sphinx_tdd.model.kind import rules_of
from sphinx_tdd.model.kind_library import KindLibrary
from sphinx_tdd.model.rule_docs import OF_PROJECT

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PACKAGE = ROOT / "sphinx_tdd"
OF_DOCUMENTS = [
    name
    for name in (*RULE_NAMES, *rules_of(KindLibrary().values()))
    if name not in {rule.value for rule in OF_PROJECT}
]


@pytest.mark.parametrize("rule", OF_DOCUMENTS)
def test_a_rule_has_a_wrong_example_and_the_same_put_right(rule: str) -> None:
    wrong = (DOCS / "warned" / "rules" / f"{rule}.md").read_text("utf-8")
    right = (DOCS / "warned" / "rules-mended" / f"{rule}.md").read_text("utf-8")
    assert wrong != right
    assert wrong.splitlines()[0] == right.splitlines()[0]


def test_both_examples_of_a_rule_follow_one_template() -> None:
    names = {"rules", "rules-mended"}
    found = [
        {path.name: path.read_text("utf-8") for path in folder.glob("*.yaml")}
        for folder in (DOCS / "warned" / name / "templates" for name in names)
    ]
    assert found[0] == found[1]
    assert found[0]


def test_the_front_matter_that_is_read_is_told() -> None:
    """Constants that name keys of front matter stand in `model` and `project`."""
    found = (path for name in ("model", "project") for path in (PACKAGE / name).glob("*.py"))
    texts = (path.read_text("utf-8") for path in found)
    names = {name for text in texts for name in re.findall(r'^[A-Z_]+ = "(tdd-\w+)"', text, re.M)}
    assert {"tdd-template", "tdd-pages", "tdd-banner"} <= names
    source = (DOCS / "_ext" / "metadata_keys.py").read_text("utf-8")
    told = source.partition("KEYS = {")[2].partition("\n}")[0]
    assert len(re.findall(r"^    [A-Z_]+: ", told, re.M)) == len(names)


def test_the_classes_that_are_told_are_there() -> None:
    told = (DOCS / "_ext" / "style_reference.py").read_text("utf-8")
    names = re.findall(r'^    "(tdd-[\w-]+)":', told, re.M)
    code = "\n".join(
        path.read_text("utf-8")
        for pattern in ("directives/*.py", "ext/*.py", "ext/static/*.css")
        for path in PACKAGE.glob(pattern)
    )
    assert len(names) > 5
    for name in names:
        assert name.replace("KIND", "{self.kind.name}") in code, name


def test_each_property_of_the_style_sheet_is_explained() -> None:
    sheet = (PACKAGE / "ext" / "static" / "tdd.css").read_text("utf-8")
    for block in re.findall(r"(?m)^:root \{\n(.*?)^\}", sheet, re.S):
        assert "/*" in block.split("\n")[0]
