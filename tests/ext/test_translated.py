"""Translated builds: what is told of a document is what a build in its own language tells."""

from __future__ import annotations

import gettext
import json
from typing import Any

import pytest
import sphinx.locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from tests.conftest import MakeProject, Project, Result

MD = """\
---
tdd-template: design-doc
status: review
---
# Payments -- a design

## Overview

What *it* is about, in {abbr}`short (brief)`, and "in quotes".

## Background

TBD

## Goals and Non-Goals

### Goals

- Fast
- **Safe**: yes[^1]

### Non-Goals

Cheap, see [the web](https://example.org) and {ref}`the phases <phases>`.

[^1]: As a note.

(phases)=
## Implementation Plan

### Phase 1 -- {{ name }}

First.

## System Design

### High-Level Design

![A drawing of it](https://example.org/drawing.png)

### Components

#### Ledger

- **Purpose:** to keep `rows`
- **Responsibilities:** all of them
- **Dependencies:** [What it depends on]

#### Gateway

Purpose
: to let in

Interfaces
: none yet

### Security Considerations

**Authentication**: by key

**Authorization** -- by role

%  tdd: ignore missing_item "Data Protection": none is kept

## Risks and Mitigations

| Risk | Impact | Mitigation |
|------|--------|------------|
| Late | High   | TBD        |

## Alternative Approaches Considered

```{alternative-record} Do nothing
pros: It is free
cons: It is late
```

## Testing Strategy

Describe how the system is tested.

## Open Ends

More.
"""

RST = """\
:tdd-template: design-doc
:status: review

=====================
Payments -- a design
=====================

.. |name| replace:: the *first* one

Overview
========

What *it* is about, in :abbr:`short (brief)`, and "in quotes".

Background
==========

TBD

Goals and Non-Goals
===================

Goals
-----

- Fast
- **Safe**: yes [#one]_

Non-Goals
---------

Cheap, see `the web <https://example.org>`__ and :ref:`the phases <parts>` and |name|.

.. [#one] As a note.

.. _parts:

Implementation Plan
===================

Phase 1 -- |name|
-----------------

First, as `Overview`_ says.

System Design
=============

High-Level Design
-----------------

.. image:: https://example.org/drawing.png
   :alt: A drawing of it

Components
----------

Ledger
~~~~~~

- **Purpose:** to keep ``rows``
- **Responsibilities:** all of them
- **Dependencies:** [What it depends on]

Gateway
~~~~~~~

Purpose
   to let in

Interfaces
   none yet

Security Considerations
-----------------------

:Authentication: by key
:Authorization: by role

.. tdd: ignore missing_item "Data Protection": none is kept

Risks and Mitigations
=====================

.. list-table::
   :header-rows: 1

   * - Risk
     - Impact
     - Mitigation
   * - Late
     - High
     - TBD

Alternative Approaches Considered
=================================

.. alternative-record:: Do nothing

   pros: It is free
   cons: It is late

Testing Strategy
================

Describe how the system is tested.

Open Ends
=========

More.
"""

CONF: dict[str, Any] = {
    "extensions": ["myst_parser", "sphinx_tdd"],
    "myst_enable_extensions": ["deflist", "substitution", "dollarmath"],
    "myst_substitutions": {"name": "the *first* one"},
    "locale_dirs": ["locale"],
    "suppress_warnings": ["i18n", "image", "epub"],
}
OTHER = "# Others\n\n```{toctree}\nmd\nrst\n```\n\n```{alternative-register}\n```\n"


def make(make_project: MakeProject, language: str = "de") -> Project:
    """A project with a catalog in which each message is other words."""
    project = make_project({"md.md": MD, "rst.rst": RST, "index.md": OTHER}, **CONF)
    built = project.build("gettext")
    for template in built.outdir.glob("*.pot"):
        with template.open("rb") as file:
            catalog = read_po(file)
        catalog.locale = language
        for message in catalog:
            if message.id and isinstance(message.id, str):
                message.string = translation(message.id)
        save(project, template.stem, catalog, language)
    return project


def save(project: Project, name: str, catalog: Catalog, language: str = "de") -> None:
    path = project.source / "locale" / language / "LC_MESSAGES" / f"{name}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog)


def translation(text: str) -> str:
    """Other words, of the same markup: each word of letters alone is turned around."""
    if text.startswith("[") or "`" in text or "|" in text or "](" in text or "{{" in text:
        return f"Vorab {text}"
    return " ".join(word[::-1] if word.isalpha() else word for word in text.split())


def report(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((result.outdir / "tdd.json").read_text(encoding="utf-8"))
    return found


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what Python and Sphinx keep of catalogs for as long as a process lives."""
    monkeypatch.setattr(gettext, "_translations", {})
    monkeypatch.setattr(sphinx.locale, "translators", {})


@pytest.mark.parametrize("jobs", [0, 2])
@pytest.mark.parametrize("language", ["de", "ja"])
def test_the_verdict_is_that_of_the_original(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, language: str, jobs: int
) -> None:
    project = make(make_project, language)
    original = project.build(fresh=True, parallel=jobs)
    expected = report(original)
    rules = {found["rule"] for document in expected["documents"] for found in document["findings"]}
    assert rules >= {"missing_section", "missing_item", "missing_column", "placeholder"}
    forget(monkeypatch)
    result = project.build(fresh=True, parallel=jobs, language=language)
    for name in ("md", "rst"):
        assert ">Overview<a" not in result.body(name)
        assert ">weivrevO<a" in result.body(name)
        assert "etaL" in result.body(name)
    assert report(result) == expected
    assert result.others == original.others == []
    assert "oD gnihton" in result.body("index"), "a register shows records as they are translated"


@pytest.mark.parametrize("builder", ["text", "man", "latex", "dummy"])
def test_in_other_formats(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch, builder: str
) -> None:
    project = make(make_project)
    project.conf["man_pages"] = [("index", "all", "All", "", 1)]
    expected = report(project.build(builder, fresh=True))
    forget(monkeypatch)
    result = project.build(builder, fresh=True, language="de")
    assert report(result) == expected


def test_a_catalog_that_was_edited(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make(make_project)
    expected = report(project.build())
    forget(monkeypatch)
    assert ">weivrevO<" in project.build(language="de", fresh=True).body("rst")
    project.replace("locale/de/LC_MESSAGES/rst.po", '"weivrevO"', '"Zweck"')
    forget(monkeypatch)
    result = project.build(language="de")
    assert ">Zweck<" in result.body("rst")
    assert report(result) == expected
    project.replace("rst.rst", "Background\n==========", "Whatever\n========")
    forget(monkeypatch)
    told = report(project.build(language="de"))
    project.replace("rst.rst", "Whatever\n========", "Background\n==========")
    assert told != expected
    assert report(project.build(language="de")) == expected


def test_a_catalog_without_a_word_of_the_document(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make(make_project)
    expected = report(project.build())
    empty = Catalog(locale="de")
    empty.add("Nothing of it", "Nichts davon")
    for name in ("md", "rst"):
        save(project, name, empty)
    forget(monkeypatch)
    assert report(project.build(language="de", fresh=True)) == expected


def test_front_matter_that_was_translated(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The template and the status of a document are those that its writer gave."""
    project = make(make_project)
    for name in ("md", "rst"):
        catalog = Catalog(locale="de")
        for text, other in (("review", "Prüfung"), ("status", "Stand"), ("design-doc", "Entwurf")):
            catalog.add(text, other)
        catalog.add("tdd-template", "tdd-vorlage")
        save(project, name, catalog)
    expected = report(project.build())
    forget(monkeypatch)
    assert report(project.build(language="de", fresh=True)) == expected
