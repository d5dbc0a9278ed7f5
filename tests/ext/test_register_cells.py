"""What the cells and captions of a register say, and what it is for its own document."""

from __future__ import annotations

import re

from docutils import nodes

from tests.conftest import MakeProject, Result

LEDGER = """
The ledger
==========

.. decision-table::
   :columns: id, date, title, rationale

   - id: ADR-1
     title: Keep balances
     decision: Keep them
     rationale: One place
     status: superseded
     date: 2026-01-02
   - id: ADR-2
     title: Derive balances
     decision: Derive them
     rationale: :tdd:decision:`The first <ADR-1>` explains nothing
     status: accepted
     supersedes: ADR-1
     date: 2026-03-04
"""


def register(make_project: MakeProject, *options: str) -> Result:
    """Build a register beside a document with two decisions."""
    lines = "".join(f"   {option}\n" for option in options)
    index = f"All\n===\n\n.. decision-register::\n{lines}\n.. toctree::\n\n   ledger\n"
    return make_project({"index.rst": index, "ledger.rst": LEDGER}).build()


def cells(build: Result) -> list[list[str]]:
    """Return the words in the rows of the register."""
    table = next(build.resolved().findall(nodes.table))
    return [[cell.astext() for cell in row] for row in table.findall(nodes.row)]


def test_a_choice_is_written_as_in_the_record_itself(make_project: MakeProject) -> None:
    build = register(make_project, ":columns: id, status")
    assert cells(build) == [["ID", "Status"], ["ADR-1", "Superseded"], ["ADR-2", "Accepted"]]


def test_ids_and_dates_are_not_broken_into_lines(make_project: MakeProject) -> None:
    build = register(make_project, ":columns: date, id, title")
    for page in ("index", "ledger"):
        whole = re.findall(r'<p class="tdd-whole">(.*?)</p>', build.body(page))
        texts = [re.sub("<.*?>", "", text) for text in whole]
        assert sorted(texts) == ["2026-01-02", "2026-03-04", "ADR-1", "ADR-2"]


def test_a_group_of_a_document_has_its_title(make_project: MakeProject) -> None:
    build = register(make_project, ":columns: id", ":group-by: document")
    captions = [title.astext() for title in build.resolved().findall(nodes.title)]
    assert captions == ["All", "The ledger"]


def test_a_text_may_begin_with_markup(make_project: MakeProject) -> None:
    build = register(make_project, ":columns: id, rationale")
    assert cells(build)[2] == ["ADR-2", "The first explains nothing"]
    assert build.body().count('href="ledger.html#decision-ADR-1"') == 2


PARTS = """
id: parts
title: Parts
sections:
  - title: Breakdown
    kind: component
    table: [Component Name, Technology]
  - title: Details
"""
SYSTEM = """
# System

## Breakdown

```{component-register}
:documents: .
:columns: component-name, technology
```

## Details

```{component-record} Ledger
technology: Kotlin
responsibility: Books
```
"""


def test_a_register_of_its_own_document_is_a_table_of_it(make_project: MakeProject) -> None:
    conf = {"tdd_documents": {"index": "parts"}, "tdd_template_path": ["templates"]}
    files = {"index.md": SYSTEM, "templates/parts.yaml": PARTS}
    build = make_project(files, **conf).build()
    assert "warning" not in build.stderr.lower()
    build = make_project({**files, "index.md": SYSTEM.replace(": .", ": other")}, **conf).build()
    assert "'Breakdown'" in build.stderr
