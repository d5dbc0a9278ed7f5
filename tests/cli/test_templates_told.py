"""`templates` and `templates show`."""

from __future__ import annotations

import pytest

from sphinx_tdd.model.template_library import builtin_files, load
from sphinx_tdd.model.template_tree import Branch, drawn

from .project import Folder, folder, shop

__all__ = ["folder", "shop"]

RULES = """\
id: strict
title: Strict design
order: strict
closed: true
fields:
  - name: Owner
    when: {field: Status, is: [review, approved]}
one_of: [[Cloud, [Servers, Racks]]]
sections:
  - title: Cloud
    min_words: 20
    diagram: true
  - title: Servers
    max_words: 50
    required: review
  - title: Racks
    sections:
      - title: Rack
        repeat: true
        items:
          - label: Size
            choices: [small, large]
          - label: Cooling
            required: false
            when: {not: {section: Cloud}}
  - title: Costs
    table: [Year, Sum]
    aliases: [Budget]
"""


def test_all_templates_are_listed_with_what_they_are_for(shop: Folder) -> None:
    assert shop.run("templates") == 0
    lines = shop.out.splitlines()
    names = [line.split()[0] for line in lines]
    assert names == [*builtin_files(), "small"]
    assert lines[-1].split(None, 3)[1:] == [
        "2",
        "sections",
        "Small design. Suits what is told on one page.",
    ]


def test_template_documents_that_settings_name_are_listed(folder: Folder) -> None:
    folder.write(
        {
            "conf.py": 'extensions = ["myst_parser"]\n'
            'tdd_documents = {"a/*": "specs/template.md", "{version}/*": "{version}-spec.md",'
            ' "b/*": "specs/none.md", "c/*": "none"}\n',
            "specs/template.md": "# Spec\n\n## Goals\n\n## Costs\n",
            "2024-spec.md": "# Spec\n\n## Goals\n",
        }
    )
    assert folder.run("templates") == 0
    assert [line.split()[:2] for line in folder.out.splitlines()][-2:] == [
        ["specs/template.md", "2"],
        ["2024-spec.md", "1"],
    ]
    assert "there is no template document 'specs/none.md'" in folder.err


def test_faults_of_template_files_are_told_beside_the_list(shop: Folder) -> None:
    shop.write({"docs/templates/broken.yaml": "id: broken\ntitle: B\nsektions: []\n"})
    assert shop.run("templates") == 0
    assert "small" in shop.out
    assert "broken.yaml:3: " in shop.err


def test_in_no_project_the_package_s_own_are_listed(folder: Folder) -> None:
    folder.write({"a/conf.py": "extensions = []\n", "b/conf.py": "extensions = []\n"})
    assert folder.run("templates") == 0
    assert len(folder.out.splitlines()) == len(builtin_files())
    assert "there are several projects below (a, b)" in folder.err
    assert folder.run("templates", "--source", "none") == 2
    assert "the source folder none is not there" in folder.err


def test_a_template_is_shown_as_a_tree(shop: Folder) -> None:
    shop.write({"docs/templates/strict.yaml": RULES})
    assert shop.run("templates", "show", "strict") == 0
    assert shop.out.splitlines() == [
        "strict: Strict design",
        "├── order: strict",
        "├── closed: no other sections anywhere",
        "├── one of: Cloud | Servers + Racks",
        "├── at the top, front matter:",
        "│   └── Owner [required, when 'Status' is 'review' or 'approved']",
        "├── Cloud [required, diagram, at least 20 words]",
        "├── Servers [from status review on, at most 50 words]",
        "├── Racks [required]",
        "│   └── Rack [required, one or more, under any title]",
        "│       ├── item: Size [required, one of: small, large]",
        "│       └── item: Cooling [optional, when not (there is a section 'Cloud')]",
        "└── Costs [required]",
        "    ├── also called: Budget",
        "    └── table: Year, Sum",
    ]


@pytest.mark.parametrize("name", builtin_files())
def test_each_section_of_a_template_is_in_its_tree(folder: Folder, name: str) -> None:
    assert folder.run("templates", "show", name) == 0
    for section in load()[name].walk():
        assert f"── {section.title} [" in folder.out
    assert load()[name].hint in folder.out


def test_versions_and_documents_are_shown(folder: Folder) -> None:
    folder.write(
        {
            "docs/conf.py": 'extensions = []\ntdd_template_path = ["."]\n',
            "docs/a.yaml": "id: dated\ntitle: D\nversions: [1, 2]\nsections:\n"
            "  - title: Old\n    until: 1\n  - title: New\n    since: 2\n  - title: Both\n",
            "docs/template.rst": "Spec\n====\n\nGoals\n-----\n",
        }
    )
    assert folder.run("templates", "show", "dated@1") == 0
    assert "Old [" in folder.out
    assert "New [" not in folder.out
    assert folder.run("templates", "show", "dated") == 0
    assert "New [" in folder.out
    assert folder.run("templates", "show", "dated@3") == 2
    assert "has no version '3'" in folder.err
    for path in ("template.rst", "docs/template.rst"):  # seen from the source, and from here
        assert folder.run("templates", "show", path) == 0
        assert "Goals [required]" in folder.out


def test_a_template_that_is_not_there(shop: Folder) -> None:
    assert shop.run("templates", "show", "smal") == 2
    assert "there is no template 'smal'; did you mean 'small'?" in shop.err
    assert shop.out == ""


def test_strokes_lead_to_what_is_below() -> None:
    branch = Branch("a", (Branch("b", (Branch("c"),)), Branch("d", (Branch("e"),))))
    assert list(drawn(branch)) == ["a", "├── b", "│   └── c", "└── d", "    └── e"]
