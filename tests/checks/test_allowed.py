"""Sections that a closed template does not name and that those who follow it allow."""

from __future__ import annotations

import pytest

from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.derive.document import derive
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.model.strictness import strictness, tighten
from sphinx_tdd.readers.text import read_text

MD = """\
# Blue

## Solution

Paint.

### 1.1 Notes

Dry.

#### Below

Wet.

## Notes

None.
"""
RST = """\
Blue
====

Solution
--------

Paint.

1.1 Notes
~~~~~~~~~

Dry.

Below
^^^^^

Wet.

Notes
-----

None.
"""


@pytest.mark.parametrize(("text", "suffix"), [(MD, ".md"), (RST, ".rst")])
@pytest.mark.parametrize(
    ("optional", "extra"),
    [
        ([], [("Solution", "1.1 Notes"), ("Notes",)]),
        (["Notes"], []),
        (["Solution > Notes"], [("Notes",)]),
        (["Blue > Notes"], [("Solution", "1.1 Notes")]),
        (["Below"], [("Solution", "1.1 Notes"), ("Notes",)]),
    ],
)
def test_what_is_allowed_is_so_with_all_below_it(
    text: str, suffix: str, optional: list[str], extra: list[tuple[str, ...]]
) -> None:
    template = derive(read_text("# T\n\n## Solution\n\nx\n", ".md"), "t.md", ".md")
    closed = tighten(template, strictness({"closed": "all", "optional": optional}), True)
    found = judge(read_text(text, suffix), closed, Settings()).findings
    assert [(f.rule, f.section[1:]) for f in found] == [("extra_section", path) for path in extra]


@pytest.mark.parametrize(
    ("text", "suffix", "line"),
    [
        ("# Blue\n\nShort.\n\n**Owner:**\n\n## Solution\n\nPaint.\n", ".md", 5),
        ("Blue\n====\n\nShort.\n\n**Owner:**\n\nSolution\n--------\n\nPaint.\n", ".rst", 6),
    ],
)
def test_a_field_without_a_value_is_told_where_it_stands(
    text: str, suffix: str, line: int
) -> None:
    template = derive(
        read_text("# T\n\n**Owner:** [name]\n\n## Solution\n\nx\n", ".md"), "t.md", ".md"
    )
    (finding,) = judge(read_text(text, suffix), template, Settings()).findings
    assert (finding.rule, finding.line) == ("missing_field", line)
