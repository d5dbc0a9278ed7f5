"""In LaTeX: tables over pages, levels in colours with words, lists where cells are too narrow."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import sphinx_tdd
from tests.conftest import MakeProject, Result
from tests.docs import trees

EXT = Path(sphinx_tdd.__file__).parent / "ext"
CONF = {"project": "P", "author": "A", "version": "1", "numfig": True}
MD = """
# Risks

## First

```{risk-table}
:caption: All
:name: all-risks

- id: RISK-1
  risk: Late
  impact: High
  likelihood: high
  mitigation: ROWS
ROWS
```

## Matrix

```{risk-matrix}
```

```{decision-record} One queue
:id: ADR-1
:status: accepted

decision: One
rationale: Simple
```

{numref}`all-risks`
"""
RST = """
Risks
=====

First
-----

.. risk-table::
   :caption: All
   :name: all-risks

   - id: RISK-1
     risk: Late
     impact: High
     likelihood: high
     mitigation: ROWS
ROWS

Matrix
------

.. risk-matrix::

.. decision-record:: One queue
   :id: ADR-1
   :status: accepted

   decision: One
   rationale: Simple

:numref:`all-risks`
"""
SYNTAX = pytest.mark.parametrize(
    ("name", "text", "indent"),
    [("index.md", MD, ""), ("index.rst", RST, "   ")],
    ids=["md", "rst"],
)


def build(make: MakeProject, name: str, text: str, indent: str, rows: int = 14) -> Result:
    """Build a page with as many risks more."""
    row = "- risk: Risk {}\n  impact: low\n  likelihood: low\n  mitigation: Wait\n"
    more = "".join(row.format(number) for number in range(rows))
    lines = "".join(f"{indent}{line}\n" for line in more.splitlines())
    page = text.replace(": ROWS\n", ": Wait\n").replace("ROWS\n", lines)
    return make({name: page}, **CONF).build("latex")


def tex(built: Result) -> str:
    return (built.outdir / "p.tex").read_text(encoding="utf-8")


@SYNTAX
def test_a_long_table_breaks_over_pages_and_stays_with_its_heading(
    make_project: MakeProject, name: str, text: str, indent: str
) -> None:
    source = tex(build(make_project, name, text, indent))
    found = source.index(r"\begin{longtable}")
    assert r"\needspace" in source[source.index(r"\begin{document}") : found]
    assert source.index(r"\needspace") < source.index(r"\chapter{First}") < found
    assert r"\caption{All\strut}\label{\detokenize{index:all-risks}}" in source
    assert source.count(r"\label{\detokenize{index:all-risks}}") == 1
    short = tex(build(make_project, name, text, indent, rows=2))
    assert r"\begin{longtable}" not in short


@SYNTAX
def test_levels_are_words_in_colour(
    make_project: MakeProject, name: str, text: str, indent: str
) -> None:
    built = build(make_project, name, text, indent)
    source = tex(built)
    assert r"\usepackage{sphinx_tdd}" in source
    assert (built.outdir / "sphinx_tdd.sty").is_file()
    assert re.search(r"\\tddcell\\tddshade\{tdd-level-5\}%\s*\\sphinxAtStartPar\s*High: ", source)
    assert re.search(r"\\tddcell\\tddshade\{tdd-level-1\}%\s*\\sphinxAtStartPar\s*Low: ", source)
    assert r"\DUrole{tdd-level-5}{High risk}" in source
    assert r"\DUrole{tdd-status-accepted}{Accepted}" in source


def test_each_class_with_a_colour_has_it_in_latex_and_in_books() -> None:
    style = (EXT / "static" / "tdd.css").read_text(encoding="utf-8")
    package = (EXT / "tex" / "sphinx_tdd.sty").read_text(encoding="utf-8")
    book = (EXT / "epub" / "tdd.css").read_text(encoding="utf-8")
    for level in range(1, 6):
        color = re.findall(rf"\\definecolor{{tdd-level-{level}}}{{HTML}}{{(\w+)}}", package)
        assert f".tdd-level-{level} {{ background: #{color[-1].lower()};" in book
        assert f"tdd-level-{level}" in style
        assert rf"\tdd@role{{tdd-level-{level}}}" in package


@SYNTAX
def test_what_is_too_tall_is_a_list_with_number_and_label(
    make_project: MakeProject, name: str, text: str, indent: str
) -> None:
    text = text.replace(": ROWS\n", f": {'A long one. ' * 80}\n")
    source = tex(build(make_project, name, text, indent, rows=1))
    assert r"\sphinxcaption{All}\label{\detokenize{index:all-risks}}" in source
    assert r"\hyperref[\detokenize{index:all-risks}]{Table \ref{" in source
    assert r"\sphinxstylestrong{Impact:} High" in source


def test_a_table_in_a_note_does_not_break(make_project: MakeProject) -> None:
    row = "- risk: {}\n  impact: low\n  likelihood: low\n  mitigation: Wait\n"
    rows = "".join(row.format(f"Risk {number}") for number in range(20))
    page = f"# A\n\n````{{note}}\n```{{risk-table}}\n{rows}```\n````\n"
    source = tex(make_project({"index.md": page}, **CONF).build("latex"))
    assert r"\begin{longtable}" not in source
    assert r"\begin{tabular}" in source


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_every_kind_and_view_is_set_by_pdflatex(tmp_path: Path, suffix: str) -> None:
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not installed")
    project = trees.project(tmp_path, suffix)
    elements = {"extrapackages": r"\usepackage{pmboxdraw}"}
    built = project.build("latex", latex_elements=elements, **CONF)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "p.tex"]
    ran = subprocess.run(command, cwd=built.outdir, capture_output=True, check=False)
    said = ran.stdout.decode("utf-8", "replace")
    assert ran.returncode == 0, said[-2000:]
    wide = re.findall(r"Overfull \\hbox \((\d+)\.\d+pt too wide\)", said)
    assert [points for points in wide if int(points) > 40] == []
