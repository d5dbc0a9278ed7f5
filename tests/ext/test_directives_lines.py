"""Whatever surrounds a directive, what is wrong in it is told at its very line."""

from __future__ import annotations

import re
import textwrap

import myst_parser
import pytest

from tests.conftest import MakeProject, Result

ROWS = """\
- risk: First
  impact: high
  likelihood: WRONG-VALUE
  mitigation: M
- risk: Second
  WRONG-FIELD: x
  impact: low
  likelihood: low
  mitigation: |
    Text

    {bad}
- risk: WRONG-ROW
  impact: low
  likelihood: low
"""
DECISION = """\
context: C
decision: "D
  E"
statsu: WRONG-FIELD
alternatives:
  - name: A
    WRONG-INNER: b
consequences: See {bad}
"""
MARKERS = {
    "record_value": "WRONG-VALUE",
    "record_field": "WRONG-FIELD",
    "record_missing_field": "WRONG-ROW",
}
MD_BAD, RST_BAD = "{nope}`WRONG-ROLE`", ":nope:`WRONG-ROLE`"


def indented(text: str, by: int) -> str:
    return textwrap.indent(text, " " * by)


def md_table(fence: str = "```", options: str = "", name: str = "risk-table") -> str:
    return f"{fence}{{{name}}}\n{options}{ROWS.replace('{bad}', MD_BAD)}{fence}\n"


def rst_table(options: str = "", name: str = "risk-table") -> str:
    body = ROWS.replace("{bad}", RST_BAD)
    return f".. {name}::\n{indented(options, 3)}\n{indented(body, 3)}\n"


MD = {
    "backticks": md_table(),
    "colons": md_table(":::"),
    "domain": md_table(name="tdd:risk-table"),
    "options": md_table(options=":caption: C\n:sort: risk\n"),
    "options and a blank line": md_table(options=":caption: C\n\n"),
    "options in a block": md_table("````", options="---\ncaption: C\nsort: risk\n---\n"),
    "nested": f"::::{{note}}\nText\n\n{md_table()}::::\n",
    "nested twice": f"::::::{{note}}\n:class: a\n\n:::::{{tip}}\nText\n\n{md_table(':::')}"
    ":::::\n::::::\n",
    "in a list": f"- Text\n\n  Text\n\n{indented(md_table(), 2)}",
    "in a quote": textwrap.indent(f"Text\n\n{md_table()}", "> ", lambda _: True),
    "eval-rst": f"```{{eval-rst}}\nText\n\n{rst_table()}```\n",
    "with a comment": md_table(options="# first\n\n"),
}
CAPTION = ":caption: C\n"
RST = {
    "plain": rst_table(),
    "domain": rst_table(name="tdd:risk-table"),
    "options": rst_table(":caption: C\n:sort: risk\n"),
    "nested": f".. note:: Text\n\n{indented(rst_table(), 3)}",
    "nested twice": f".. note::\n\n   .. tip:: A\n\n{indented(rst_table(CAPTION), 6)}",
    "in a list": f"- Text\n\n{indented(rst_table(), 2)}",
    "in a cell": f".. list-table::\n\n   * - A\n     - Text\n\n{indented(rst_table(), 7)}",
    "two blank lines": rst_table("\n"),
}


def lines_of(result: Result, name: str) -> dict[str, int]:
    """The lines that warnings name, by their type."""
    found = {}
    for warning in result.warnings:
        match = re.match(rf"{re.escape(name)}:(\d+): \w+: .*\[(?:tdd\.)?([\w.]+)\]$", warning)
        if match:
            found[match[2]] = int(match[1])
    return found


def check(result: Result, name: str, text: str) -> None:
    found = lines_of(result, name)
    source = text.split("\n")
    for rule, marker in MARKERS.items():
        expected = next(i for i, line in enumerate(source, 1) if marker in line)
        assert found.get(rule) == expected, (rule, result.warnings)
    role = next(i for i, line in enumerate(source, 1) if "WRONG-ROLE" in line)
    others = [warning for warning in result.others if "nope" in warning]
    # MyST-Parser names the including document for what it warns of itself, and before version 5
    # adds a suffix to the name.
    places = tuple(f"{path}:{role}: " for path in (name, "index.md", f"{name}.rst"))
    assert any(warning.startswith(places) for warning in others), result.others


@pytest.mark.parametrize("case", MD)
def test_markdown(make_project: MakeProject, case: str) -> None:
    text = f"# Title\n\nText\n\n{MD[case]}\nEnd\n"
    project = make_project({"index.md": text}, myst_enable_extensions=["colon_fence"])
    check(project.build("dummy"), "index.md", text)


@pytest.mark.parametrize("case", RST)
def test_restructuredtext(make_project: MakeProject, case: str) -> None:
    text = f"Title\n=====\n\nText\n\n{RST[case]}\nEnd\n"
    check(make_project({"index.rst": text}).build("dummy"), "index.rst", text)


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_included(make_project: MakeProject, suffix: str) -> None:
    if suffix == "md" and int(myst_parser.__version__.split(".")[0]) < 5:
        pytest.skip("it counts a line too many in what is included")
    part = f"Text\n\n{MD['options'] if suffix == 'md' else RST['nested']}"
    index = {
        "md": "# Title\n\n```{include} part.txt\n```\n\nEnd\n",
        "rst": "Title\n=====\n\n.. include:: part.txt\n\nEnd\n",
    }[suffix]
    result = make_project({f"index.{suffix}": index, "part.txt": part}).build("dummy")
    check(result, "part.txt", part)


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_decisions(make_project: MakeProject, suffix: str) -> None:
    options = ":id: A\n:status: WRONG-VALUE\n"
    if suffix == "md":
        body = DECISION.replace("{bad}", MD_BAD)
        text = f"# Title\n\n```{{decision-record}} T\n{options}\n{body}```\n"
    else:
        body = DECISION.replace("{bad}", RST_BAD)
        text = (
            f"Title\n=====\n\n.. decision-record:: T\n{indented(options, 3)}\n{indented(body, 3)}"
        )
    result = make_project({f"index.{suffix}": text}).build("dummy")
    source = text.split("\n")
    told = [
        tuple(match.groups())
        for warning in result.of("tdd.record")
        if (match := re.match(r"index\.\w+:(\d+): .*\[tdd\.(\w+)\]", warning))
    ]
    expected = [
        (str(i), "record_value" if "VALUE" in line else "record_field")
        for i, line in enumerate(source, 1)
        if re.search("WRONG-(VALUE|FIELD|INNER)", line)
    ]
    assert told == expected, result.warnings
    role = next(i for i, line in enumerate(source, 1) if "WRONG-ROLE" in line)
    places = (f"index.{suffix}:{role}: ", f"index.{suffix}.rst:{role}: ")
    assert any(warning.startswith(places) for warning in result.others), result.others


PIPES = """\
| Risk | Probability | Impact | Mitigation | Ticket |
|------|-------------|--------|------------|--------|
| A    | low         | high   | M          | T-1    |
| B    | WRONG-VALUE | high   | M          | T-2    |
| WRONG-ROW | low    | high   |            | T-3    |
"""
GRID = """\
+------+-------------+--------+-------------+
| Risk | Probability | Impact | Mitigation  |
+======+=============+========+=============+
| A    | low         | high   | - M         |
|      |             |        | - N         |
+------+-------------+--------+-------------+
| B    | WRONG-VALUE | high   | O           |
+------+-------------+--------+-------------+
"""
LIST = """\
.. list-table::
   :header-rows: 1

   * - Risk
     - Probability
     - Impact
     - Mitigation
   * - B
     - WRONG-VALUE
     - high
     - O
"""


@pytest.mark.parametrize(
    ("suffix", "table"),
    [("md", PIPES), ("rst", GRID), ("rst", LIST), ("md", f"```{{eval-rst}}\n{LIST}```\n")],
)
def test_tables_in_markup(make_project: MakeProject, suffix: str, table: str) -> None:
    if suffix == "md":
        text = f"# Title\n\n:::{{risk-table}}\n:caption: C\n\n{table}:::\n"
    else:
        text = f"Title\n=====\n\n.. risk-table::\n   :caption: C\n\n{indented(table, 3)}"
    project = make_project({f"index.{suffix}": text}, myst_enable_extensions=["colon_fence"])
    result = project.build("dummy")
    found = lines_of(result, f"index.{suffix}")
    source = text.split("\n")
    expected = next(i for i, line in enumerate(source, 1) if "WRONG-VALUE" in line)
    assert found["record_value"] == expected, result.warnings
    if table is PIPES:
        assert found["record_field"] == 6, "the column that is no field, at the header"
        assert found["record_missing_field"] == 10
    assert not result.others


def test_options_are_told_at_their_line(make_project: MakeProject) -> None:
    options = ":class: a\n:columns: risk, impct\n:colums: b\n:sort: -nope\n"
    md = f"# A\n\n```{{risk-table}}\n{options}\n{ROWS}```\n"
    rst = f"""\
A
=

.. risk-table::
   :class: a
   :columns: risk, impct
   :colums: b
   :sort: -nope

{indented(ROWS, 3)}"""
    for name, text, first in (("index.md", md, 5), ("index.rst", rst, 6)):
        result = make_project({name: text}).build("dummy")
        told = [w for w in result.of("tdd.record_field") if "WRONG" not in w]
        assert told == [
            f"{name}:{first}: WARNING: :columns: 'impct' is no field of 'risk'; "
            "did you mean 'impact'? [tdd.record_field]",
            f"{name}:{first + 1}: WARNING: 'risk-table' has no option 'colums'; "
            "did you mean 'columns'? [tdd.record_field]",
            f"{name}:{first + 2}: WARNING: :sort: 'nope' is no field of 'risk'; it has id, risk, "
            "impact, likelihood, mitigation, mitigated-by, description, owner, status, due, "
            "category, residual-impact, residual-likelihood, tags, links, level "
            "[tdd.record_field]",
        ]


def test_a_cached_document_is_told_of_again(make_project: MakeProject) -> None:
    project = make_project({"index.md": f"# A\n\n{md_table()}"})
    first = project.build("html").of("tdd")
    assert first
    assert project.build("html").of("tdd") == first
