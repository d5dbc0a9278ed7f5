"""Skeletons of all templates: they owe exactly what is not filled in, and nothing once it is."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.edit import markup
from sphinx_tdd.edit.parts import Writer
from sphinx_tdd.edit.skeleton import skeleton
from sphinx_tdd.edit.style import Style, Syntax
from sphinx_tdd.model.finding import Finding
from sphinx_tdd.model.kind_files import load as load_kinds
from sphinx_tdd.model.report import Verdict
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.model.template import Section, Template
from sphinx_tdd.model.template_library import load
from sphinx_tdd.readers.text import read_text
from sphinx_tdd.records.body import read_yaml
from sphinx_tdd.records.levels import Scale
from sphinx_tdd.records.reader import Reader, knows
from tests.edit.filling import fill

KINDS = load_kinds().by_name
TEMPLATES = dict(load())
SYNTAXES: tuple[Syntax, ...] = ("md", "rst")
UNFILLED = {"empty_section", "empty_item", "empty_table", "missing_diagram"}


def made(template: Template, syntax: Syntax, optional: bool = False, language: str = "") -> str:
    fields = {"tdd-template": template.id, "status": "draft", "date": "2026-01-02"}
    style = Style(syntax=syntax, language=language)
    writer = Writer(style, KINDS, optional)
    return skeleton(template, writer, title="Refund tool", fields=fields)


def held(text: str, syntax: Syntax, template: Template) -> Verdict:
    return judge(read_text(text, f".{syntax}"), template, Settings(), KINDS)


def under(finding: Finding, section: Section) -> bool:
    """Whether a finding is told of a section, or of one above it for all that is below."""
    if finding.rule == "empty_section":
        return section.path[: len(finding.section)] == finding.section
    return section.path == finding.section


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("optional", [False, True])
@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_it_reports_exactly_what_is_not_filled(name: str, optional: bool, syntax: Syntax) -> None:
    template = TEMPLATES[name]
    found = held(made(template, syntax, optional), syntax, template)
    assert {finding.rule for finding in found.findings} <= UNFILLED
    told = Counter((f.rule, f.section, f.missing, f.line) for f in found.findings)
    assert max(told.values()) == 1
    for section in template.walk():
        if section.front_matter or (section.required is False and not optional):
            continue
        above = [s for s in template.walk() if section.path[: len(s.path)] == s.path]
        if all(s.required is not False or optional for s in above):
            leaf = not section.sections
            assert not leaf or any(under(f, section) for f in found.findings), section.path
    assert found.sections.present == found.sections.required


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("optional", [False, True])
@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_filled_in_it_owes_nothing(name: str, optional: bool, syntax: Syntax) -> None:
    template = TEMPLATES[name]
    text = fill(made(template, syntax, optional), template, syntax)
    found = held(text, syntax, template)
    # Comments that were left in are told as information.
    assert [f for f in found.findings if f.severity != "info"] == []
    assert {f.rule for f in found.findings} <= {"placeholder"}
    assert found.sections.filled == found.sections.required


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("language", ["de", "fr", "ja"])
def test_in_other_languages(language: str, syntax: Syntax) -> None:
    for template in TEMPLATES.values():
        found = held(made(template, syntax, language=language), syntax, template)
        assert {finding.rule for finding in found.findings} <= UNFILLED, template.id
    german = made(TEMPLATES["design-doc"], syntax, language="de")
    assert "Ziele" in german


@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_row_of_an_example_is_blank(name: str) -> None:
    """What is told behind a field is no value of it: a writer who forgets it is told."""
    from sphinx_tdd.edit.markup import example

    kind = KINDS[name]
    if not kind.table:
        return
    written = [
        line.removeprefix("% ").removeprefix("%") for line in example(Style(syntax="md"), kind)
    ]
    assert written[0] == f"```{{{name}-table}}"
    root = read_yaml(written[1:-1], 1, lambda key: knows(kind, key)).root
    reading = Reader(kind, "x", Scale()).rows(root)
    assert [entry.given for entry in reading.entries] == [{}]
    assert {problem.rule for problem in reading.problems} <= {"record_missing_field"}


def test_signs_of_markup_in_titles_are_kept_as_they_are(tmp_path: Path) -> None:
    titles = ["a_b_", "The *star*", "`code`", "[link](x)", "<tag>", "A | B", "C#", "back\\slash"]
    written = "\n".join(
        f"  - title: {json.dumps(title)}\n    table: [{json.dumps('x|' + title)}]"
        for title in titles
    )
    (tmp_path / "own.yaml").write_text(f"id: own\ntitle: Own\nsections:\n{written}\n", "utf-8")
    library = load([(tmp_path, "x")])
    assert library["own"], library.faults
    for syntax in SYNTAXES:
        text = made(library["own"], syntax)
        outline = read_text(text, f".{syntax}")
        assert [s.title for s in outline.root.sections[0].sections] == titles
        assert {f.rule for f in held(text, syntax, library["own"]).findings} <= UNFILLED


def test_of_alternatives_the_first_is_written(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "id: own\ntitle: Own\none_of: [[A, [B, C]]]\nfields: [Owner, {name: Version}]\nsections:\n"
        "  - {title: A, required: false}\n  - {title: B, required: false}\n"
        "  - {title: C, required: false}\n"
        "  - {title: D, when: {field: Owner, is: Ann}}\n",
        "utf-8",
    )
    library = load([(tmp_path, "x")])
    assert library.faults == ()
    template = library["own"]
    for syntax in SYNTAXES:
        found = held(made(template, syntax), syntax, template)
        assert [(f.rule, f.section, f.missing) for f in found.findings] == [
            ("missing_field", (), ("Owner",)),
            ("missing_field", (), ("Version",)),
            ("empty_section", ("A",), ()),
        ]
        assert all("no value" in f.message for f in found.findings[:2])


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_each_blank_field_of_front_matter_is_told(syntax: Syntax) -> None:
    template = TEMPLATES["rust-rfc"]
    found = held(made(template, syntax), syntax, template)
    blank = [f.missing[0] for f in found.findings if f.section == ("Document Information",)]
    assert blank == ["feature-name", "rfc-pr", "rust-issue"]


@pytest.mark.parametrize(
    "title",
    [
        "- a", "+", ".. a", "..", ":a: b", ":a", "===", "--a x", "-x a", "/V a", ">>> a", "__ a",
        "* a", "*", "| a", "(a) b", "1. a", "#. a", "a_ b", "a__", "x::", "`a`", "\\a", "A",
    ],
)  # fmt: skip
def test_titles_that_begin_like_something_else(title: str) -> None:
    text = "\n".join([*markup.heading(Style(syntax="rst"), 1, title), "", "x", ""])
    assert read_text(text, ".rst").title.replace("\u2013", "--") == title
