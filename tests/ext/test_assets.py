"""The files that HTML pages load: where something of ours is on the page, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import sphinx_tdd
from tests.conftest import MakeProject, Result

FILES = {
    "index.md": "# Designs\n\n```{toctree}\npay\nall\nempty\nnotes\n```\n",
    "pay.md": """
        # Payments

        ```{risk-table}
        - id: RISK-1
          risk: The processor is down
          impact: high
          likelihood: low
          mitigation: Queue
        ```
        """,
    "all.rst": """
        All risks
        =========

        .. risk-register::
        """,
    "empty.md": "# No decisions\n\n```{decision-register}\n```\n",
    "notes.md": "# Notes\n\nSee {tdd:risk}`RISK-1`.\n",
}


def pages_with(result: Result, name: str) -> set[str]:
    pages = ("index", "pay", "all", "empty", "notes")
    return {page for page in pages if f"_static/{name}?v=" in result.text(page)}


def test_the_style_sheet_is_where_something_of_ours_is(make_project: MakeProject) -> None:
    result = make_project(FILES).build("html")
    assert pages_with(result, "tdd.css") == {"pay", "all", "empty"}


def test_the_script_is_where_a_register_is(make_project: MakeProject) -> None:
    made = make_project(FILES)
    result = made.build("html")
    assert pages_with(result, "tdd.js") == {"all", "empty"}
    (loaded,) = re.findall(r"<script [^>]*tdd\.js[^>]*>", result.text("all"))
    for part in (
        'defer="defer"',
        'data-filter="Filter records"',
        'data-count="%(shown)s of %(total)s"',
        'data-sort="Sort by this column"',
    ):
        assert part in loaded
    assert "tdd.js?v=" in made.build("singlehtml").text("index")
    book = made.build("epub", version="1", copyright="2026, C")
    assert "tdd.js" not in book.text("all.xhtml"), "readers of books run no scripts"
    assert book.warnings == result.warnings


def test_one_page_of_all_has_the_style_sheet(make_project: MakeProject) -> None:
    files = {**FILES, "pay.md": "# Payments\n\nNone.\n", "notes.md": "# Notes\n\nNone.\n"}
    assert "tdd.css?v=" in make_project(files).build("singlehtml").text("index")
    none = {"index.md": "# Designs\n\nNone.\n"}
    assert "tdd.css" not in make_project(none).build("singlehtml").text("index")


def test_no_colour_is_worked_out_at_the_root() -> None:
    """A colour of the root that refers to another keeps the light one in the dark."""
    css = (Path(sphinx_tdd.__file__).parent / "ext/static/tdd.css").read_text(encoding="utf-8")
    root = re.search(r":root \{(.*?)\}", css, re.S)
    assert root
    assert "var(" not in root[1]
    defined = set(re.findall(r"(--tdd-[\w-]+):", css))
    bare = set(re.findall(r"var\((--tdd-[\w-]+)\)", css))
    assert bare <= defined
