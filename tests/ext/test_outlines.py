"""What the collector makes of documents as Sphinx reads them: includes, `only`, translations."""

from __future__ import annotations

import json
from collections.abc import Callable

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from sphinx_tdd.ext.domain import domain_of
from sphinx_tdd.model.outline import Heading, decode
from tests.conftest import Project, Result

TEMPLATE = """
id: small
sections:
  - title: Overview
  - title: Data Flow
  - title: Rollout Plan
"""
CONF = {
    "tdd_documents": {"design": "small"},
    "tdd_template_path": ["templates"],
    "exclude_patterns": ["parts/*"],
}


def outline(result: Result, docname: str = "design") -> Heading:
    return decode(domain_of(result.app.env).outline_of(docname)).root


def titles(heading: Heading) -> list[tuple[str, int, int]]:
    return [(each.title, each.line, each.end) for each in heading.walk()][1:]


def report(result: Result) -> dict:  # type: ignore[type-arg]
    document = json.loads(result.text("tdd.json"))["documents"]
    return document[0] if document else {}


def project(make_project: Callable[..., Project], name: str, text: str, **more: str) -> Project:
    files = {
        "index.md": "# Home\n\n```{toctree}\ndesign\n```\n",
        "templates/small.yaml": TEMPLATE,
        name: text,
        **{key.replace("__", "/").replace("_txt", ".txt"): value for key, value in more.items()},
    }
    return make_project(files, **CONF)


def test_lines_of_headings_are_those_of_their_text(make_project: Callable[..., Project]) -> None:
    rst = "======\nDesign\n======\n\nOverview\n--------\n\nWords.\n\n"
    rst += ".. _flow:\n\nData Flow\n---------\n\nMore.\n"
    md = "Design\n======\n\n## Overview\n\nWords.\n\n(flow)=\n## Data Flow\n\nMore.\n"
    found = titles(outline(project(make_project, "design.rst", rst).build("dummy")))
    assert found == [("Design", 2, 15), ("Overview", 5, 8), ("Data Flow", 12, 15)]
    found = titles(outline(project(make_project, "design.md", md).build("dummy")))
    assert found == [("Design", 1, 11), ("Overview", 4, 6), ("Data Flow", 9, 11)]


def test_an_included_section_counts_and_is_told_in_its_file(
    make_project: Callable[..., Project],
) -> None:
    part = "Overview\n--------\n\nData Flow\n---------\n\nTBD\n"
    rst = "Design\n======\n\n.. include:: parts/part.txt\n\nRollout Plan\n------------\n\nSoon.\n"
    made = project(make_project, "design.rst", rst, parts__part_txt=part)
    result = made.build("dummy")
    assert [line.split(": WARNING: ")[0] for line in result.of("tdd")] == [
        "parts/part.txt:1",
        "parts/part.txt:7",
    ]
    paths = [(finding["path"], finding["rule"]) for finding in report(result)["findings"]]
    assert paths == [("parts/part.txt", "empty_section"), ("parts/part.txt", "placeholder")]


def test_sections_of_only_and_eval_rst_count(make_project: Callable[..., Project]) -> None:
    rst = """\
Design
======

Overview
--------

Words.

.. only:: html

   Data Flow
   ---------

   One way.

Rollout Plan
------------

Soon.
"""
    md = """\
# Design

## Overview

Words.

```{eval-rst}
Data Flow
---------

One way.
```

## Rollout Plan

Soon.
"""
    for name, text in (("design.rst", rst), ("design.md", md)):
        result = project(make_project, name, text).build("dummy")
        assert report(result)["findings"] == []
        assert report(result)["sections"] == {"required": 3, "present": 3, "filled": 3}


def test_a_translated_build_has_the_same_verdict(make_project: Callable[..., Project]) -> None:
    text = "# Design\n\n## Overview\n\nWords.\n\n## Data Flow\n\nOne way.\n"
    made = project(make_project, "design.md", text)
    catalog = Catalog(locale="de")
    for english, german in (("Overview", "Überblick"), ("Data Flow", "Datenfluss")):
        catalog.add(english, german)
    path = made.source / "locale" / "de" / "LC_MESSAGES" / "design.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalog)
    made.conf["locale_dirs"] = ["locale"]
    original = made.build("html", fresh=True)
    rules = [(f["rule"], f["section"], f["line"]) for f in report(original)["findings"]]
    translated = made.build("html", fresh=True, language="de")
    assert "Datenfluss" in translated.text("design")
    assert (
        [(f["rule"], f["section"], f["line"]) for f in report(translated)["findings"]]
        == rules
        == [("missing_section", ["Rollout Plan"], 9)]
    )


def test_explicit_labels_name_a_section(make_project: Callable[..., Project]) -> None:
    md = "# Design\n\n(overview)=\n## In short\n\nWords.\n\n"
    md += "## Data Flow\n\nWay.\n\n## Rollout Plan\n\nSoon.\n"
    result = project(make_project, "design.md", md).build("dummy")
    assert report(result)["findings"] == []


def test_front_matter_and_docinfo_are_read_alike(make_project: Callable[..., Project]) -> None:
    md = "---\nstatus: draft\ntdd-template: design-doc\n---\n# Design\n"
    rst = ":status: draft\n:tdd-template: design-doc\n\nDesign\n======\n"
    for name, text in (("design.md", md), ("design.rst", rst)):
        found = report(project(make_project, name, text).build("dummy"))
        assert (found["status"], found["template"]) == ("draft", "design-doc")


def test_included_text_is_told_in_its_file(make_project: Callable[..., Project]) -> None:
    part = "Words.\n\nTBD\n"
    md = "# Design\n\n## Overview\n\n```{include} parts/part.txt\n```\n\n"
    rst = "Design\n======\n\nOverview\n--------\n\n.. include:: parts/part.txt\n"
    for name, text in (("design.md", md), ("design.rst", rst)):
        result = project(make_project, name, text, parts__part_txt=part).build("dummy")
        (told,) = result.of("tdd.placeholder")
        assert told.startswith("parts/part.txt:"), told
