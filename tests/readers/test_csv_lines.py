"""Where the rows of a table stand that is written as values with commas."""

from __future__ import annotations

from sphinx_tdd.derive.document import derive
from sphinx_tdd.model.outline import Block, Heading
from sphinx_tdd.readers.text import read_text

RST = """\
Ports
=====

+---+---+
| a | b |
+---+---+

.. csv-table::
   :header: Port, Direction

   "80", "in"
   "the other one", "in, then out"

.. note:: Say here who may open one.
"""


def tables(heading: Heading) -> list[Block]:
    return [block for block in heading.blocks if block.kind == "table"]


def test_rows_are_found_by_their_text() -> None:
    (heading,) = read_text(RST, ".rst").root.sections
    last = tables(heading)[-1]
    lines = RST.splitlines()
    for row in last.blocks:
        assert row.blocks[0].text in lines[row.line - 1], row


def test_the_text_behind_the_name_of_a_directive_counts() -> None:
    text = "T\n=\n\nPart\n----\n\n.. todo:: Say here who may open one.\n"
    template = derive(read_text(text, ".rst"), "t.rst", ".rst")
    assert template.texts == ("Say here who may open one.",)
