"""reStructuredText read quickly: the same outline as with docutils, or none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sphinx_tdd.readers.document import read_document
from sphinx_tdd.readers.reading import Reading
from sphinx_tdd.readers.restructuredtext import read_restructuredtext
from sphinx_tdd.readers.unsure import Unsure
from sphinx_tdd.readers.whole import read_whole
from tests.readers.pieces import context, structured

ROOT = Path(__file__).parents[2]


def is_quick(text: str) -> bool:
    """Read a text both ways and hold the readings against each other where both are there."""
    try:
        outline = read_restructuredtext(text)
    except Unsure:
        return False
    assert Reading(outline) == read_whole(text, context(".rst"))
    return True


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(structured())
def test_what_is_read_quickly_is_read_the_same(text: str) -> None:
    is_quick(text)


QUICK = {
    "headings": "====\nTop\n====\n\nA\n-\n\nB\n~\n\nC\n-\n\nC\n-\n",
    "labels": ".. _x:\n.. _y z:\n\nA\n===\n\n.. _w:\n\ntext\n",
    "text": "A **b** and *c d*\n``e`` (*f*), :ref:`g <h>`.\n\n**I:** j\n**K:** l\n",
    "lists": "- a\n  b\n\n  c\n- **d:** e\n\n  - f\n\n1. g\n2. h\n\n#text\n",
    "code": "a::\n\n    b\n      c\n\n.. code-block:: python\n\n   d\n",
    "comments": 'A\n=\n\n.. Say why.\n   Or not.\n\n.. tdd: ignore missing_section "B": c\n',
    "tables": (
        ".. list-table::\n   :header-rows: 1\n\n"
        "   * - A\n     - **B**\n   * - ``c``\n     - d: e\n"
    ),
    "transitions": "a\n\n-----\n\nb\n",
    "typography": 'A -- "b"\n=========\n\n“c” --- d...\n',
}


@pytest.mark.parametrize("text", QUICK.values(), ids=QUICK.keys())
def test_usual_writing_is_read_quickly(text: str) -> None:
    assert is_quick(text)


LEFT = {
    "information about the document": ":status: draft\n\nA\n=\n",
    "a directive": ".. note:: a\n",
    "a definition": "a\n   b\n",
    "a reference": "a_\n\n.. _a: b\n",
    "a table": "== ==\na  b\n== ==\n",
    "a level left out": "A\n=\n\nB\n-\n\nC\n~\n\nD\n=\n\nE\n~\n",
    "a short line": "Title\n===\n",
    "a quotation": "a\n\n   b\n",
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT.keys())
def test_what_is_not_sure_is_left_to_docutils(text: str) -> None:
    assert not is_quick(text)
    assert read_document(text, context(".rst")) == read_whole(text, context(".rst"))


def test_all_of_this_project() -> None:
    for folder in ("docs", "examples"):
        for path in (ROOT / folder).rglob("*.rst"):
            is_quick(path.read_text(encoding="utf-8"))


def test_usual_writing_loads_no_parser() -> None:
    script = (
        "import sys\n"
        "from tests.readers.pieces import context\n"
        "from sphinx_tdd.readers.document import read_document\n"
        "read_document('A\\n=\\n\\n- *b*\\n', context('.rst'))\n"
        "heavy = {'docutils', 'sphinx'} & {name.partition('.')[0] for name in sys.modules}\n"
        "print(*sorted(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout.split() == []
