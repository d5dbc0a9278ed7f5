"""Registers, glossary terms, tasks and document information, through real builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import MakeProject

INDEX = """
# Home

```{toctree}
a
b
```

```{risk-register}
:where: impact = high
:sort: -level, risk
```

```{component-register}
:columns: component-name, dependencies, needed-by, document
:group-by: technology
:caption: Parts
```
"""
A = """
# A

```{document-info}
version: 1.2
authors: Ann, Bob
```

```{risk-table}
- id: R-1
  risk: The *queue* fills and {tdd:risk}`R-9`
  impact: high
  likelihood: medium
  mitigation: Watch
- risk: Loss
  impact: high
  likelihood: low
  mitigation: =SUM(A1) backups
- id: R-9
  risk: Small
  impact: low
  likelihood: low
  mitigation: none
```

```{definition-table}
- term: Ledger
  definition: The book.
```
"""
B = """
B
=

.. component-table::

   - component name: Ledger
     technology: Go
     responsibility: Books
     dependencies: Queue, S3 (external)
   - component name: Queue
     technology: Kafka
     responsibility: Messages

.. phase-record:: Build

   tasks:
     - [x] Write the *schema*
     - [ ] Migrate

The :term:`ledger`.

.. definition-table::

   - term: Ledger
     definition: Another book.
"""
FILES = {"index.md": INDEX, "a.md": A, "b.rst": B}


def test_a_register_collects_filters_and_sorts(make_project: MakeProject) -> None:
    result = make_project(FILES, tdd_documents={}).build("html")
    assert not result.warnings
    page = result.body()
    assert 'href="a.html#risk-R-1"' in page
    assert "The <em>queue</em> fills and" in page, "text is shown as on the record's own page"
    assert 'href="a.html#risk-R-9"' in page, "with its references"
    assert "2 of 3 risks" in page
    assert page.index("risk-R-1") < page.index("Loss")
    assert "Parts: Go" in page and "Parts: Kafka" in page
    assert 'href="b.html#component-queue"' in page
    assert "S3 (external)" in page


def test_the_csv_starts_no_formula(make_project: MakeProject) -> None:
    result = make_project(FILES, tdd_documents={}).build("html")
    text = result.text("_tdd/index-risk-1.csv")
    assert text.splitlines()[0] == "ID,Risk,Level,Mitigation,Document"
    assert "'=SUM(A1) backups" in text and ",=SUM" not in text
    assert 'href="_tdd/index-risk-1.csv"' in result.body()


def test_a_register_that_goes_takes_its_csv_along(make_project: MakeProject) -> None:
    made = make_project(FILES, tdd_documents={})
    result = made.build("html")
    assert (result.outdir / "_tdd/index-component-2.csv").is_file()
    made.replace("index.md", "{component-register}", "{risk-register}")
    result = made.build("html")
    assert not (result.outdir / "_tdd/index-component-2.csv").exists()


def test_terms_tasks_information(make_project: MakeProject) -> None:
    result = make_project(FILES, tdd_documents={}).build("html")
    page = result.body("b")
    assert 'href="a.html#definition-ledger"' in page, "the first document's is the term"
    assert 'Write the <em>schema</em> <span class="tdd-done">(done)</span>' in page
    first = result.body("a")
    assert "Ann, Bob" in first and "1.2" in first
    assert "Needed by:" in page


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (":where: impct = high", "did you mean 'impact'?"),
        (":where: impact = hihg", "did you mean 'high'?"),
        (":sort: -nothing", "is no field of 'risk'"),
        (":columns: risk, onwer", "did you mean 'owner'?"),
        (":limit: none", "is no number from 1 on"),
        (":filter: x", "has no option 'filter'"),
    ],
)
def test_a_bad_option_is_told_and_the_rest_is_shown(
    make_project: MakeProject, option: str, words: str
) -> None:
    text = f"I\n=\n\n.. risk-register::\n   :class: wide\n   {option}\n"
    files = {"index.rst": text, "a.md": "---\norphan: true\n---\n" + A}
    result = make_project(files, tdd_documents={}).build("html")
    (warning,) = result.warnings
    assert warning.startswith("index.rst:6: ") and words in warning
    assert "risk-R-1" in result.body()


def test_records_of_other_projects(make_project: MakeProject, tmp_path: Path) -> None:
    table = "# O\n\n```{component-table}\n- id: QUEUE\n  component name: Queue\n```\n"
    other = make_project({"index.md": table}, tdd_documents={}).build("html")
    rows = "- component name: Ledger\n  dependencies: QUEUE, NOWHERE\n"
    text = f"# I\n\n```{{component-table}}\n{rows}```\n\n```{{component-register}}\n```\n"
    result = make_project(
        {"index.md": text},
        extensions=["myst_parser", "sphinx_tdd", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"other": ("https://o.example/", str(other.outdir / "objects.inv"))},
        tdd_documents={},
    ).build("html")
    (warning,) = result.warnings
    assert "'NOWHERE'" in warning and "tdd.broken_reference" in warning
    assert result.body().count('href="https://o.example/index.html#component-QUEUE"') == 2


def test_words_behind_a_register_are_its_caption(make_project: MakeProject) -> None:
    md = "---\norphan: true\n---\n" + A + "\n```{risk-register} Our risks\n:limit: 1\n```\n"
    rst = "I\n=\n\n.. risk-register:: Our risks\n   :limit: 1\n"
    result = make_project({"index.rst": rst, "a.md": md}, tdd_documents={}).build("html")
    assert not result.warnings
    for name in ("index", "a"):
        assert "Our risks</span>" in result.body(name) and "1 of 3 risks" in result.body(name)


def test_what_names_no_column(make_project: MakeProject) -> None:
    files = {"index.md": A + "\n```{risk-register}\n:columns: ','\n:group-by: ';'\n```\n"}
    result = make_project(files, tdd_documents={}).build("text")
    assert len(result.of("tdd.register")) == 2
    rows = "# C\n\n```{change-table}\n- tags: a\n```\n"
    assert make_project({"index.md": rows}, tdd_documents={}).build("text").text("index.txt")


def test_a_pattern_that_takes_no_document(make_project: MakeProject) -> None:
    text = "# I\n\n```{risk-register}\n:limit: 3\n:documents: ., desgns/*, index\n```\n"
    files = {"index.md": text, "designs/a.md": "---\norphan: true\n---\n" + A}
    (warning,) = make_project(files, tdd_documents={}).build("text").warnings
    assert warning.startswith("index.md:5: ") and "'desgns/*' matches no document" in warning
