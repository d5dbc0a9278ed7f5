"""What a writer may give a table or a record: shapes, options, files, and all that is wrong."""

from __future__ import annotations

import random
import re
import textwrap

import pytest
from docutils import nodes

from tests.conftest import MakeProject, Result

ROW = "- risk: A\n  impact: high\n  likelihood: low\n  mitigation: M\n"


def build(make_project: MakeProject, text: str, suffix: str = "md", **conf: object) -> Result:
    title = "# T\n\n" if suffix == "md" else "T\n=\n\n"
    made = make_project({f"index.{suffix}": title + text}, tdd_documents={}, **conf)
    return made.build("html")


def table(result: Result) -> nodes.table:
    return next(node for node in result.doctree().findall(nodes.table) if node.get("tdd-kind"))


def cells(result: Result) -> list[list[str]]:
    """The text of the body's cells, without a row's first line."""
    found = []
    for row in table(result).findall(nodes.row):
        texts = []
        for cell in row.findall(nodes.entry):
            parts = [p for p in cell.children if "tdd-lead" not in p.get("classes", ())]
            texts.append("\n".join(part.astext() for part in parts))
        found.append(texts)
    return found


def leads(result: Result) -> list[str]:
    paragraphs = table(result).findall(nodes.paragraph)
    return [p.astext() for p in paragraphs if "tdd-lead" in p["classes"]]


def md(body: str, options: str = "") -> str:
    return f"`````{{risk-table}}\n{options}{body}`````\n"


THREE = """\
- id: R-10
  risk: B
  impact: low
  likelihood: low
  mitigation: M
  due: 2026-03-01
- id: R-9
  risk: A
  impact: high
  likelihood: high
  mitigation: M
  due: 2026-01-01
- id: R-11
  risk: C
  impact: medium
  likelihood: unknown
  mitigation: M
"""


@pytest.mark.parametrize(
    ("option", "order"),
    [
        ("", ["R-10", "R-9", "R-11"]),
        (":sort: risk\n", ["R-9", "R-10", "R-11"]),
        (":sort: id\n", ["R-9", "R-10", "R-11"]),
        (":sort: -id\n", ["R-11", "R-10", "R-9"]),
        (":sort: -level\n", ["R-9", "R-10", "R-11"]),
        (":sort: Impact\n", ["R-10", "R-11", "R-9"]),
        (":sort: due\n", ["R-9", "R-10", "R-11"]),
        (":sort: mitigation, -risk\n", ["R-11", "R-10", "R-9"]),
    ],
)
def test_sort(make_project: MakeProject, option: str, order: list[str]) -> None:
    result = build(make_project, md(THREE, option))
    assert [lead.split(" ")[0] for lead in leads(result)] == order


def test_columns(make_project: MakeProject) -> None:
    result = build(make_project, md(THREE, ":columns: ID, Level, risk, Due Date\n"))
    assert cells(result) == [
        ["ID", "Level", "Risk", "Due"],
        ["R-10", "Low risk", "B", "2026-03-01"],
        ["R-9", "High risk", "A", "2026-01-01"],
        ["R-11", "", "C", ""],
    ]
    assert leads(result) == ["", "", ""]


def test_scale(make_project: MakeProject) -> None:
    body = ROW.replace("high", "v. high").replace("low", "3")
    result = build(make_project, md(body), tdd_risk_scale=5)
    assert cells(result)[1] == ["A", "Very high", "Medium", "M"]
    assert leads(result) == ["High risk"]
    result = build(make_project, md(ROW.replace("high", "Critical")), tdd_risk_scale=4)
    assert cells(result)[1][1] == "Critical"


def test_changing_the_scale_reads_again(make_project: MakeProject) -> None:
    made = make_project({"index.md": "# T\n\n" + md(ROW)}, tdd_documents={})
    assert not made.build().warnings
    assert made.build(tdd_risk_scale=["green", "amber", "red"]).of("tdd.record_value")


def test_class_and_name(make_project: MakeProject) -> None:
    result = build(
        make_project, md(ROW, ":class: wide extra\n:name: here\n") + "\n{ref}`x <here>`\n"
    )
    assert {"wide", "extra", "tdd-table", "tdd-risk-table"} <= set(table(result)["classes"])
    assert 'href="#here"' in result.body()
    assert not result.warnings


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_values_hold_markup(make_project: MakeProject, suffix: str) -> None:
    if suffix == "md":
        body = (
            "- risk: `code`: {ref}`here <lbl>` # no comment\n  impact: high\n"
            "  likelihood: low\n  mitigation: |\n    - *a*\n    - [b](index.md)\n\n    ```python\n"
            "    x = 1\n    ```\n"
            "  owner: @team\n"
        )
        text = "(lbl)=\n" + md(body, ":columns: risk, mitigation, owner\n")
    else:
        text = """\
.. _lbl:

.. risk-table::
   :columns: risk, mitigation, owner

   - risk: ``code``: :ref:`here <lbl>` # no comment
     impact: high
     likelihood: low
     mitigation: |
       - *a*
       - :doc:`b <index>`

       .. code-block:: python

          x = 1
     owner: @team
"""
    result = build(make_project, text, suffix)
    assert not result.warnings
    page = result.body()
    assert re.search(r"<code[^>]*><span class=\"pre\">code</span></code>: <a [^>]*#lbl\">", page)
    assert "# no comment</p>" in page
    assert "<li><p><em>a</em></p></li>" in page
    assert '<div class="highlight-python' in page
    assert "<p>&#64;team</p>" in page
    assert ">b</span></a>" in page


def test_footnotes_and_math(make_project: MakeProject) -> None:
    body = ROW.replace("mitigation: M", "mitigation: See[^1] and $x^2$")
    result = build(
        make_project, md(body) + "\n[^1]: A note.\n", myst_enable_extensions=["dollarmath"]
    )
    assert not result.warnings
    assert "A note." in result.body()
    assert 'class="math' in result.body()


def test_a_table_in_markup_keeps_its_nodes(make_project: MakeProject) -> None:
    text = md(
        "| Risk | Severity | Prob. | Mitigation Strategy |\n|--|--|:-:|--|\n"
        "| `a`[^1] | H | 1 | [b](index.md) |\n| c \\| d | Medium | L | |\n"
    )
    result = build(make_project, text + "\n[^1]: A note.\n")
    assert [w for w in result.warnings if "record_missing_field" not in w] == []
    assert cells(result)[1][1:3] == ["High", "Low"]
    assert cells(result)[2][0] == "c | d"
    page = result.body()
    assert 'class="pre">a</span></code><a class="footnote-reference' in page
    assert leads(result) == ["Medium risk", "Low risk"]


def test_a_table_without_a_header(make_project: MakeProject) -> None:
    text = ".. risk-table::\n\n   == ==\n   a  b\n   == ==\n"
    result = build(make_project, text, "rst")
    assert len(result.of("tdd.record_yaml")) == 1
    assert "no header row" in result.stderr
    assert "<p>a</p>" in result.body(), "what stands there is shown"


def test_spans(make_project: MakeProject) -> None:
    text = """\
.. risk-table::

   +------+--------+------------+------------+
   | Risk | Impact | Likelihood | Mitigation |
   +======+========+============+============+
   | A    | high   | low        | Both of    |
   +------+--------+------------+ them       |
   | B    | low    | low        |            |
   +------+--------+------------+------------+
   | C    | medium              | D          |
   +------+--------+------------+------------+
"""
    result = build(make_project, text, "rst")
    assert not result.warnings
    assert [row[3] for row in cells(result)[1:]] == ["Both of\nthem", "Both of\nthem", "D"]
    assert cells(result)[3][1:3] == ["Medium", "Medium"]


def test_text_beside_the_table(make_project: MakeProject) -> None:
    result = build(make_project, md("Before.\n\n" + "| Risk |\n|--|\n| A |\n"))
    assert "Before." in result.body()
    assert "<p>A</p>" in result.body()


@pytest.mark.parametrize(
    ("body", "rule", "part"),
    [
        ("", "record_yaml", "has no rows"),
        ("Just text.\n", "record_yaml", "holds none"),
        ("| a |\n|---|\n\n| b |\n|---|\n", "record_yaml", "holds"),
        ("- [a, b]\n", "record_yaml", "empty or a list"),
        ("- risk: A\n  impact high\n", "record_yaml", "no 'field: value'"),
    ],
)
def test_bodies_that_are_none(make_project: MakeProject, body: str, rule: str, part: str) -> None:
    result = build(make_project, md(body))
    assert any(part in warning for warning in result.of(f"tdd.{rule}")), result.warnings
    assert not result.others


def test_alias_bomb(make_project: MakeProject) -> None:
    lines = ["- risk: &a0 [x, x]"]
    lines += [f"  a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    result = build(make_project, md("\n".join(lines) + "\n" + ROW))
    assert result.of("tdd.record_yaml")
    assert cells(result)[-1] == ["A", "High", "Low", "M"]
    assert len(result.text()) < 100_000


CSV = "Risk,Impact,Likelihood,Mitigation\n`A`,high,low,See *b*\nC,wrong,low,\n"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("risks.csv", CSV, 3),
        ("sub/risks.csv", CSV.replace(",", ";"), 3),
        ("risks.tsv", CSV.replace(",", "\t"), 3),
        ("risks.yaml", ROW.replace("risk: A", "risk: `A`") + "- risk: C\n  impact: wrong\n", 6),
        ("risks.yml", "risks:\n  - risk: `A`\n  - risk: C\n    impact: wrong\n", 4),
    ],
)
def test_files(make_project: MakeProject, name: str, text: str, line: int) -> None:
    made = make_project(
        {"in/index.md": "# T\n\n" + md("", f":file: {name}\n"), f"in/{name}": text},
        tdd_documents={},
        root_doc="in/index",
    )
    result = made.build()
    assert any(w.startswith(f"in/{name}:{line}: ") for w in result.of("tdd.record_value"))
    assert '<span class="pre">A</span>' in result.body("in/index")
    made.write(f"in/{name}", text.replace("`A`", "Changed"))
    assert "Changed" in made.build().body("in/index"), "noted as a dependency"


def test_a_file_and_a_body(make_project: MakeProject) -> None:
    made = make_project(
        {"index.md": "# T\n\n" + md(ROW.replace("A", "Z"), ":file: /r.csv\n"), "r.csv": CSV},
        tdd_documents={},
    )
    result = made.build()
    assert [row[0] for row in cells(result)] == ["Risk", "A", "C", "Z"]


def test_markup_in_a_file_warns_there(make_project: MakeProject) -> None:
    made = make_project(
        {
            "index.rst": "T\n=\n\n.. risk-table::\n   :file: r.yaml\n",
            "r.yaml": ROW.replace("mitigation: M", "mitigation: :nope:`x`"),
        },
        tdd_documents={},
    )
    assert any("r.yaml:4: ERROR: Unknown interpreted text role" in w for w in made.build().others)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("../secret.csv", "outside the source folder"),
        ("/../secret.csv", "outside the source folder"),
        ("link.csv", "outside the source folder"),
        ("folder/secret.csv", "outside the source folder"),
        ("nope.csv", "there is no file 'nope.csv'"),
        (".", "there is no file"),
        ("", "there is no file"),
        ("a\0b.csv", "there is no file"),
        ("x" * 5000 + ".csv", "file"),
        ("notes.txt", "neither YAML nor CSV"),
        ("latin.csv", "not UTF-8"),
        ("loop.csv", "file"),
    ],
)
def test_files_refused(make_project: MakeProject, name: str, part: str) -> None:
    made = make_project({"notes.txt": "x"}, tdd_documents={})
    made.write("index.md", "# T\n\nText\n\n" + md(ROW, f":class: a\n:file: {name}\n"))
    outside = made.source.parent / "outside"
    outside.mkdir()
    (made.source.parent / "secret.csv").write_text(CSV.replace("`A`", "SECRET"))
    (outside / "secret.csv").write_text(CSV.replace("`A`", "SECRET"))
    (made.source / "link.csv").symlink_to(outside / "secret.csv")
    (made.source / "folder").symlink_to(outside)
    (made.source / "loop.csv").symlink_to(made.source / "loop.csv")
    (made.source / "latin.csv").write_bytes("Risk\né\n".encode("latin-1"))
    result = made.build()
    told = result.of("tdd.record_file")
    assert len(told) == 1, result.warnings
    assert part in told[0]
    assert told[0].startswith("index.md:7: ")
    assert "SECRET" not in result.text()
    assert cells(result)[-1][0] == "A", "the rows of the body are shown"


def test_a_source_folder_behind_a_link(make_project: MakeProject) -> None:
    made = make_project(
        {"index.md": "# T\n\n" + md("", ":file: r.csv\n"), "r.csv": CSV}, tdd_documents={}
    )
    link = made.source.parent / "link"
    link.symlink_to(made.source)
    made.source = link
    result = made.build()
    assert not result.of("tdd.record_file")
    assert [row[0] for row in cells(result)] == ["Risk", "A", "C"]


# -- records ------------------------------------------------------------------------------


def blocks(result: Result) -> list[nodes.admonition]:
    return [node for node in result.doctree().findall(nodes.admonition) if node.get("tdd-kind")]


def fields(block: nodes.admonition) -> dict[str, str]:
    lines = [p.astext() for p in block.children if isinstance(p, nodes.paragraph)]
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def test_a_missing_blank_line(make_project: MakeProject) -> None:
    text = ".. decision-record:: A *title*\n   context: C\n   decision: D\n"
    result = build(make_project, text, "rst")
    (told,) = result.warnings
    assert told.startswith("index.rst:4: WARNING: the title of this decision-record holds a line")
    (block,) = blocks(result)
    assert block[0].astext() == "A title"
    assert fields(block) == {"Context": "C", "Decision": "D"}


def test_a_missing_blank_line_with_a_body(make_project: MakeProject) -> None:
    text = ".. decision-record:: Title\n   context: C\n   nope: x\n\n   decision: D\n   nopE: y\n"
    result = build(make_project, text, "rst")
    lines = [int(re.match(r"index.rst:(\d+)", w)[1]) for w in result.warnings]  # type: ignore[index]
    assert lines == [4, 6, 9]
    assert fields(blocks(result)[0]) == {"Context": "C", "Decision": "D"}


def test_no_title(make_project: MakeProject) -> None:
    rst = ".. decision-record::\n\n   context: C\n   decision: X\n\n   rationale: R\n"
    for suffix, text in (
        ("rst", rst),
        ("md", "```{decision-record}\ncontext: C\ndecision: X\n```\n"),
    ):
        result = build(make_project, text, suffix)
        (told,) = result.warnings
        assert told.startswith(f"index.{suffix}:{4 if suffix == 'rst' else 3}: ")
        assert "has no title" in told and "[tdd.record_missing_field]" in told
        assert fields(blocks(result)[0])["Context"] == "C"


def test_a_wrapped_title(make_project: MakeProject) -> None:
    text = ".. decision-record:: A long\n   title\n   :id: A\n\n   decision: D\n"
    result = build(make_project, text, "rst")
    assert len(result.warnings) == 1
    assert blocks(result)[0][0].astext() == "A long title"
    assert "A long title" in result.text("genindex.html")


def test_options_and_body_are_one(make_project: MakeProject) -> None:
    text = (
        "```{decision-record} T\n:status: accepted\n:context: *From* an option\n"
        ":class: wide\n:name: here\n\n"
        "status: rejected\nid: A-1\ndate: 2026-01-01\ndecision: D\nrationale: R\n```\n\n"
        "{ref}`x <here>`\n"
    )
    result = build(make_project, text)
    (told,) = result.warnings
    assert "'status' is given twice" in told and told.startswith("index.md:9: ")
    (block,) = blocks(result)
    assert block[1].astext() == "A-1 · Accepted · 2026-01-01"
    assert "wide" in block["classes"]
    assert "<em>From</em> an option" in result.body()


@pytest.mark.parametrize("body", ["- a\n- b\n", "Just text.\n", "{{", "---\n", ""])
def test_bad_bodies_of_records(make_project: MakeProject, body: str) -> None:
    result = build(
        make_project, ".. decision-record:: T\n\n" + textwrap.indent(body, "   "), "rst"
    )
    assert result.of("tdd.record")
    assert not result.others
    assert len(blocks(result)) == 1


def test_a_block_in_every_field(make_project: MakeProject) -> None:
    text = """\
```{decision-record} T
:deciders: Anna *A*, Bob

decision: |
  | a | b |
  |---|---|
  | 1 | 2 |

  Then.
alternatives: We *looked* at none.
consequences:
  - `Good`
  - |
    Two

    paragraphs
trade-offs: [less, *more*]
```
"""
    result = build(make_project, text)
    assert not result.warnings
    page = result.body()
    assert "Anna <em>A</em>, Bob" in page
    assert page.count("<table") == 1
    assert "We <em>looked</em> at none." in page
    assert "<li><p><em>more</em></p></li>" in page


def test_headings_in_values(make_project: MakeProject) -> None:
    result = build(
        make_project, "```{decision-record} T\ndecision: |\n  # Heading\n\n  Text\n```\n"
    )
    assert len(blocks(result)) == 1
    result = build(
        make_project,
        ".. decision-record:: T\n\n   decision: |\n     Heading\n     =======\n\n     Text\n",
        "rst",
    )
    assert any("index.rst:8: " in warning for warning in result.others)


def test_two_records_without_ids(make_project: MakeProject) -> None:
    text = md(ROW + ROW) + "\n" + md(ROW)
    result = build(make_project, text)
    assert not result.warnings
    ids = re.findall(r'<tr class="row-\w+" id="([^"]+)"', result.body())
    assert ids == ["risk-a", "risk-a-2", "risk-a-3"]


def test_titles_of_other_scripts(make_project: MakeProject) -> None:
    body = ROW.replace("risk: A", "risk: 日本が遅い") + ROW.replace("risk: A", "risk: …")
    result = build(make_project, md(body) + "\n{tdd:risk}`日本が遅い`\n")
    assert not result.warnings
    assert ">日本が遅い</span></a>" in result.body()


@pytest.mark.parametrize(
    "text", ["`", "*", "[", "\\", "<b", "$$", "{", "|x|", "a_", "``", "::", "!["]
)
def test_broken_markup_never_raises(make_project: MakeProject, text: str) -> None:
    for suffix in ("md", "rst"):
        fence = md(ROW.replace("risk: A", f"risk: {text}"))
        rst = ".. risk-table::\n\n   - risk: " + text + "\n     impact: low\n"
        result = build(make_project, fence if suffix == "md" else rst, suffix)
        assert table(result)


PARTS = [
    *"ab1:-#*`[](){}'\"|>&!@%,?\\_~<=.^$",
    *["\n", "\n", "\n  ", "  ", "\n- ", "\t", "---\n", "\ufeff", "\x00"],
    *["risk: ", "\n  impact: high", "likelihood: low\n", "mitigation: |\n    ", "\n- risk: "],
    *[
        "id: R-1\n",
        "alternatives:\n  - name: ",
        "decision: ",
        "context: ",
        "*a ",
        "&a ",
        "<<: *a\n",
    ],
    *[
        "| a | b |\n|--|--|\n| 1 | 2 |\n",
        "== ==\na  b\n== ==\n",
        "{ref}`x`",
        ":ref:`x`",
        "[x, ",
        "{a: ",
    ],
]


@pytest.mark.parametrize("builder", ["html", "text", "latex"])
def test_no_input_raises(make_project: MakeProject, builder: str) -> None:
    chance = random.Random(11)

    def some(most: int) -> str:
        return "".join(chance.choice(PARTS) for _ in range(chance.randint(1, most)))

    pages = {"index.md": "# T\n\n", "other.rst": "T\n=\n\n"}
    for _ in range(60):
        name = chance.choice(["risk-table", "decision-record T", "decision-record"])
        option = f":{chance.choice(['sort', 'status', 'columns', 'id'])}: {some(4)}".split("\n")[0]
        head, _, title = name.partition(" ")
        body = some(20).replace("```", "``")
        pages["index.md"] += f"`````{{{head}}} {title}\n{option}\n\n{body}\n`````\n\n"
        inner = textwrap.indent(f"{option}\n\n{body}", "   ", lambda _: True)
        pages["other.rst"] += f".. {head}:: {title}\n{inner}\n\nText\n\n"
    result = make_project(pages, tdd_documents={}).build(builder)
    assert result.of("tdd.record")
