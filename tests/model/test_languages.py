"""Names in other languages: complete for the built-in templates, and never those of a sibling."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import pytest

from sphinx_tdd.model.languages import builtin, files, keys_of, translated
from sphinx_tdd.model.template import Column, Item, Section, Template
from sphinx_tdd.model.template_library import load
from sphinx_tdd.model.titles import title_key
from tests.designs import templates

Part = Section | Item | Column
LANGUAGES = ("de", "fr", "ja")
COMPLETE = ("concise-design", "design-doc", "detailed-design", "feature-design", "formal-design")


def items_in(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from items_in(item.items)


def parts_of(template: Template) -> Iterator[Part]:
    for section in template.walk():
        yield section
        yield from items_in(section.items)
        yield from section.columns


def groups(template: Template) -> Iterator[tuple[str, Sequence[Part]]]:
    """Parts that a document holds side by side, so that one must never be taken for another."""
    yield "all sections", list(template.walk())
    for section in template.walk():
        where = " > ".join(section.path)
        yield f"in {where}", [*section.sections, *items_in(section.items)]
        yield f"columns of {where}", section.columns


def own_keys(part: Part) -> set[str]:
    return {title_key(name) for name in (part.title, *part.aliases)}


def test_the_languages() -> None:
    assert tuple(files()) == tuple(builtin()) == LANGUAGES


@pytest.mark.parametrize("name", COMPLETE)
def test_each_part_has_a_name_in_each_language(name: str) -> None:
    parts = list(parts_of(templates()[name]))
    bare = [
        part.title for part in parts if {each.language for each in part.names} != set(LANGUAGES)
    ]
    assert bare == []
    assert len(parts) > 30


@pytest.mark.parametrize("name", sorted(templates()))
def test_no_name_is_that_of_another_part(name: str) -> None:
    """Two parts share a name only where they share one in the template's own words already."""
    shared = [
        f"{where}: {one.title!r} and {other.title!r} share {sorted(one.keys & other.keys)}"
        for where, parts in groups(templates()[name])
        for one, other in combinations(parts, 2)
        if one.keys & other.keys and not own_keys(one) & own_keys(other)
    ]
    assert shared == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(templates()))
def test_siblings_have_usual_names_of_their_own(name: str, language: str) -> None:
    template = translated(templates()[name], language)
    for where, parts in groups(template):
        if where != "all sections":
            keys = [title_key(part.title) for part in parts]
            assert len(keys) == len(set(keys)), where


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_name_is_of_use(language: str) -> None:
    known = {key for template in templates().values() for key in keys_of(template.sections)}
    words = builtin()[language]
    assert sorted(words.keys() - known) == []
    for title, names in words.items():
        assert names, title
        assert all(title_key(name) for name in names), title
        assert len({name.casefold() for name in names}) == len(names), title


def test_a_template_in_another_language() -> None:
    template = translated(templates()["design-doc"], "de")
    assert [section.title for section in template.sections][:3] == [
        "Überblick",
        "Hintergrund",
        "Ziele und Nicht-Ziele",
    ]
    first = template.sections[0]
    assert first.path == ("Overview",)
    assert first.aliases[0] == "Overview"
    assert first.keys == templates()["design-doc"].sections[0].keys
    same = translated(templates()["design-doc"], "xx")
    assert same.sections == templates()["design-doc"].sections


OWN = """\
id: own
title: Own
sections:
  - title: Overview
    items: [Purpose]
  - title: Security
    table: [Access, Owner]
    sections:
      - title: Access
languages:
  nl:
    Overview: Overzicht
    Purpose: [Doel, Doelstelling]
    Access: Toegang
    Security > Access: [Toegangsbeheer]
"""


def own(root: Path, text: str) -> tuple[dict[str, Template], list[str]]:
    (root / "own.yaml").write_text(text, encoding="utf-8")
    library = load([(root, "own")])
    return dict(library), [str(fault) for fault in library.faults]


def test_names_in_a_template_file(tmp_path: Path) -> None:
    found, faults = own(tmp_path, OWN)
    assert faults == []
    overview, security = translated(found["own"], "nl").sections
    assert (overview.title, overview.items[0].title) == ("Overzicht", "Doel")
    assert title_key("Doelstelling") in overview.items[0].keys
    assert security.title == "Security"
    assert [column.title for column in security.columns] == ["Toegangsbeheer", "Owner"]
    assert security.sections[0].title == "Toegangsbeheer"


def test_the_longest_path_counts(tmp_path: Path) -> None:
    text = OWN.replace("Security > Access", "Own").replace("title: Access", "title: Own")
    found, faults = own(tmp_path, text)
    assert faults == []
    security = translated(found["own"], "nl").sections[1]
    assert [column.title for column in security.columns] == ["Toegang", "Owner"]
    assert security.sections[0].title == "Toegangsbeheer"


def test_names_of_what_is_extended_stay(tmp_path: Path) -> None:
    text = "id: own\nextends: design-doc\nsections:\n  - title: Team\n"
    text += "languages:\n  de: {Team: Mannschaft, Overview: Worum es geht}\n  nl: {Team: Ploeg}\n"
    found, faults = own(tmp_path, text)
    assert faults == []
    sections = {section.title: section for section in found["own"].sections}
    assert sections["Team"].keys >= {title_key("Mannschaft"), title_key("Ploeg")}
    assert translated(found["own"], "de").sections[0].title == "Worum es geht"
    assert title_key("Überblick") in sections["Overview"].keys
    assert title_key("Vue d'ensemble") in sections["Overview"].keys


def test_names_of_fields(tmp_path: Path) -> None:
    text = OWN.replace("sections:\n", "fields: [Responsible]\nsections:\n", 1)
    found, faults = own(tmp_path, text + "    Responsible: [Verantwoordelijk, Eigenaar]\n")
    assert faults == []
    (field,) = found["own"].fields
    assert field.keys == set(map(title_key, ("Responsible", "Verantwoordelijk", "Eigenaar")))


def test_what_names_nothing_is_told(tmp_path: Path) -> None:
    _, faults = own(tmp_path, OWN.replace("Overview: Over", "Overvieuw: Over"))
    assert faults == [
        "own/own.yaml:12: languages.nl.Overvieuw: the template has no section, item, column or "
        "field 'Overvieuw'; did you mean 'Overview'?"
    ]


@pytest.mark.parametrize("value", ["3", "[]", "[Doel, 3]", "{a: b}", "'!'", "''"])
def test_what_is_no_name_is_told(tmp_path: Path, value: str) -> None:
    found, faults = own(tmp_path, OWN.replace("Overview: Overzicht", f"Overview: {value}"))
    assert faults == [
        "own/own.yaml:12: languages.nl.Overview: expected a name, or a list with the usual name "
        "first"
    ]
    overview, security = translated(found["own"], "nl").sections
    assert (overview.title, security.sections[0].title) == ("Overview", "Toegangsbeheer")


def test_a_language_without_a_mapping_is_told(tmp_path: Path) -> None:
    found, faults = own(tmp_path, OWN.replace("  nl:", "  de: [Überblick]\n  nl:"))
    assert faults == [
        "own/own.yaml:11: languages.de: expected a mapping from titles to names",
    ]
    assert translated(found["own"], "nl").sections[0].title == "Overzicht"
    _, faults = own(tmp_path, "id: own\nsections: [{title: A}]\nlanguages: [de]\n")
    assert faults == ["own/own.yaml:3: languages: expected a mapping, got a list"]


def test_what_changed_a_name_changes_the_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    from sphinx_tdd.model import template_library

    before = load().digest("design-doc")
    monkeypatch.setattr(template_library, "languages_digest", lambda: b"other")
    assert load().digest("design-doc") != before


def test_no_name_is_read_before_a_template_is() -> None:
    code = (
        "import sys\n"
        "from sphinx_tdd.model.template_library import load\n"
        "library = load()\n"
        "assert library.digest('design-doc')\n"
        "assert 'sphinx_tdd.model.languages' not in sys.modules\n"
        "library['design-doc']\n"
        "assert 'sphinx_tdd.model.languages' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("template", "title", "name"),
    [
        ("design-doc", "System Design", "Systemarchitektur"),
        ("design-doc", "System Design", "Conception détaillée"),
        ("design-doc", "High-Level Design", "基本設計"),
        ("madr", "Considered Options", "Betrachtete Optionen"),
        ("madr", "Decision Outcome", "Résultat de la décision"),
        ("madr", "Context and Problem Statement", "背景と課題"),
        ("arc42", "Quality Requirements Overview", "Übersicht der Qualitätsanforderungen"),
        ("arc42", "Infrastructure Level 1", "Infrastruktur Ebene 1"),
    ],
)
def test_names_as_teams_write_them(template: str, title: str, name: str) -> None:
    found = [part for part in templates()[template].walk() if title_key(name) in part.keys]
    assert [part.title for part in found] == [title]
