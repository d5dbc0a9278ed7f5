"""The risk matrix: which risk stands where, in every format, and on a page that is up to date."""

from __future__ import annotations

import re

import pytest
from docutils import nodes

from tests.conftest import MakeProject, Result

RISKS = """
Payments
========

.. risk-table::

   - id: RISK-1
     risk: The processor is down
     impact: high
     likelihood: low
     mitigation: Queue
     residual-impact: low
   - id: RISK-2
     risk: The processor is slow
     impact: medium
     likelihood: high
     mitigation: Retry
     status: closed
   - risk: A *plain* one, with a comma
     impact: low
     likelihood: low
     mitigation: Wait
"""
MATRIX_MD = "# All\n\n```{risk-matrix}\n```\n"
MATRIX_RST = "All\n===\n\n.. risk-matrix::\n"


def grids(build: Result, docname: str = "index") -> list[list[list[str]]]:
    """Return the words of all cells of each table of a page, its head first."""
    return [
        [[cell.astext().replace("\n\n", " ") for cell in row] for row in table.findall(nodes.row)]
        for table in build.resolved(docname).findall(nodes.table)
    ]


@pytest.mark.parametrize(("name", "source"), [("index.md", MATRIX_MD), ("index.rst", MATRIX_RST)])
def test_every_cell_has_its_level_and_its_risks(
    make_project: MakeProject, name: str, source: str
) -> None:
    build = make_project({name: source, "pay.rst": RISKS}).build("text")
    before, after = grids(build)
    assert before == [
        ["Impact / likelihood", "Likelihood: low", "Likelihood: medium", "Likelihood: high"],
        ["Impact: high", "Medium: RISK-1", "High", "High"],
        ["Impact: medium", "Low", "Medium", "High: RISK-2"],
        ["Impact: low", "Low: A plain one, with a comma", "Low", "Medium"],
    ]
    assert after[1:] == [
        ["Impact: high", "Medium", "High", "High"],
        ["Impact: medium", "Low", "Medium", "High: RISK-2"],
        ["Impact: low", "Low: RISK-1; A plain one, with a comma", "Low", "Medium"],
    ]
    assert "3 risks" in build.text("index.txt")


def test_the_cells_lead_to_the_risks(make_project: MakeProject) -> None:
    body = make_project({"index.rst": MATRIX_RST, "pay.rst": RISKS}).build().body()
    assert body.count('href="pay.html#risk-RISK-1"') == 2
    assert "<span>A plain one, with a comma</span></a>" in body
    assert 'title="The processor is down"' in body


def test_columns_and_rows_have_headers_with_scope_and_tables_captions(
    make_project: MakeProject,
) -> None:
    body = make_project({"index.rst": MATRIX_RST, "pay.rst": RISKS}).build().body()
    assert body.count('<th scope="col"') == 2 * 4
    assert body.count('<th scope="row"') == 2 * 3
    assert body.count("<th ") == 2 * 7
    captions = re.findall(r'<caption><span class="caption-text">([^<]*)', body)
    assert captions == [
        "Risks by impact and likelihood, before mitigation",
        "Risks by impact and likelihood, after mitigation",
    ]
    assert 'id="tdd-matrix-1-1"' in body
    assert 'class="tdd-level-5"><p class="tdd-matrix-level">High</p>' in body


def test_the_style_sheet_is_on_a_page_that_has_no_record(make_project: MakeProject) -> None:
    build = make_project({"index.rst": MATRIX_RST, "pay.rst": RISKS}).build()
    assert "tdd.css" in build.text()


SCALES = {
    4: [
        "low medium high critical",
        "Medium High Critical Critical",
        "Low Medium High Critical",
        "Low Medium Medium High",
        "Low Low Low Medium",
    ],
    5: [
        "very low low medium high very high",
        "Low Medium High Very high Very high",
        "Very low Low Medium High Very high",
        "Very low Low Low Medium High",
        "Very low Very low Low Low Medium",
        "Very low Very low Very low Very low Low",
    ],
}


@pytest.mark.parametrize("size", SCALES)
def test_the_scale_of_the_project(make_project: MakeProject, size: int) -> None:
    source = MATRIX_RST + "   :show: before\n"
    build = make_project({"index.rst": source, "pay.rst": RISKS}, tdd_risk_scale=size)
    (grid,) = grids(build.build("xml"))
    rows = [" ".join(cell.partition(": ")[0] for cell in row[1:]) for row in grid[1:]]
    assert rows == SCALES[size][1:]
    steps = [cell.removeprefix("Likelihood: ") for cell in grid[0][1:]]
    assert " ".join(steps) == SCALES[size][0]
    assert [row[0].removeprefix("Impact: ") for row in grid[1:]] == steps[::-1]


@pytest.mark.parametrize(
    ("options", "captions"),
    [
        (":show: before", ["Risks by impact and likelihood"]),
        (":show: after", ["Risks by impact and likelihood, after mitigation"]),
        (":where: id = RISK-2", ["Risks by impact and likelihood"]),
        (
            ":show: both\n   :where: id = RISK-2",
            [f"Risks by impact and likelihood, {when} mitigation" for when in ("before", "after")],
        ),
        (":caption: Ours\n   :show: before", ["Ours"]),
        (":caption: Ours", ["Ours, before mitigation", "Ours, after mitigation"]),
    ],
)
def test_before_and_after(make_project: MakeProject, options: str, captions: list[str]) -> None:
    source = f"{MATRIX_RST}   {options}\n"
    build = make_project({"index.rst": source, "pay.rst": RISKS}).build("xml")
    titles = [table[0].astext() for table in build.resolved().findall(nodes.table)]
    assert titles == captions


def test_conditions_and_documents(make_project: MakeProject) -> None:
    index = """
    # All

    ```{risk-matrix}
    :where: status != closed
    :show: before
    ```

    ```{risk-matrix}
    :documents: other*
    ```

    ```{risk-matrix}
    :documents: .
    ```
    """
    pay = RISKS + "\n.. risk-matrix::\n   :documents: .\n   :where: id ~ RISK\n"
    build = make_project({"index.md": index, "pay.rst": pay}).build("text")
    (grid,) = grids(build)
    assert not any("RISK-2" in cell for row in grid for cell in row)
    assert any("RISK-1" in cell for row in grid for cell in row)
    counts = [
        p.astext() for p in build.resolved().findall(nodes.paragraph) if "risk" in p.astext()
    ]
    assert counts[-3:] == ["2 of 3 risks", "0 risks", "0 risks"]
    assert "2 of 3 risks" in build.text("pay.txt")


def test_risks_without_a_place_are_named_with_the_reason(make_project: MakeProject) -> None:
    risks = """
    Pay
    ===

    .. risk-table::

       - id: RISK-1
         risk: Off the scale
         impact: huge
         likelihood: low
         mitigation: None
       - id: RISK-2
         risk: Not said
         mitigation: None
       - id: RISK-3
         risk: Only what is left is off the scale
         impact: low
         likelihood: low
         residual-likelihood: never
         mitigation: None
    """
    build = make_project({"index.rst": MATRIX_RST, "pay.rst": risks}).build("text")
    text = " ".join(build.text("index.txt").replace("**", "").split())
    first, second = text.split("Not in the matrix:")[1:]
    assert first.startswith(
        " * RISK-1: impact “huge” is off the scale * RISK-2: no impact, no likelihood Risks by"
    )
    assert second.startswith(
        " * RISK-1: impact “huge” is off the scale * RISK-2: no impact, no likelihood"
        " * RISK-3: residual likelihood “never” is off the scale 3 risks"
    )


def test_the_same_risks_without_a_place_are_listed_once(make_project: MakeProject) -> None:
    risks = RISKS + "   - id: RISK-4\n     risk: Bad\n     mitigation: None\n"
    build = make_project({"index.rst": MATRIX_RST, "pay.rst": risks}).build("text")
    assert build.text("index.txt").count("Not in the matrix:") == 1


def test_bad_options_are_told_at_their_lines(make_project: MakeProject) -> None:
    index = """
    # All

    ```{risk-matrix}
    :show: later
    :where: impakt = high
    :columns: id
    ```
    """
    build = make_project({"index.md": index, "pay.rst": RISKS}).build("text")
    assert build.of("tdd.register") == [
        "index.md:4: WARNING: :show: 'later' is none of before, after, both [tdd.register]",
        build.of("tdd.register")[1],
    ]
    assert build.of("tdd.register")[1].startswith("index.md:5: WARNING: :where: 'impakt' is no")
    assert build.of("tdd.record_field")[0].startswith("index.md:6: ")
    assert len(grids(build)) == 2


@pytest.mark.parametrize("builder", ["html", "singlehtml", "text", "man", "latex", "epub", "xml"])
def test_every_format_writes_it_without_a_warning(make_project: MakeProject, builder: str) -> None:
    index = MATRIX_RST + "\n.. toctree::\n\n   pay\n"
    project = make_project({"index.rst": index, "pay.rst": RISKS}, numfig=True)
    conf = {"man_pages": [("index", "all", "", "", 1)], "version": "1", "copyright": "us"}
    build = project.build(builder, **conf)
    assert [line for line in build.warnings if "no_documents" not in line] == []


def test_a_title_is_shown_in_the_language_of_its_page(make_project: MakeProject) -> None:
    project = make_project({"index.rst": MATRIX_RST, "pay.rst": RISKS}, language="de")
    catalog = project.source / "locales" / "de" / "LC_MESSAGES"
    catalog.mkdir(parents=True)
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\n'
    text += 'msgid "A *plain* one, with a comma"\nmsgstr "Ein *einfaches*"\n'
    (catalog / "pay.po").write_text(text, encoding="utf-8")
    build = project.build("xml", locale_dirs=["locales"])
    cells = [cell for grid in grids(build) for row in grid for cell in row]
    assert "Niedrig: Ein einfaches" in cells
    assert not any("A plain one" in cell for cell in cells)


@pytest.mark.parametrize("parallel", [0, 2])
def test_an_edit_elsewhere_writes_the_page_again(make_project: MakeProject, parallel: int) -> None:
    index = MATRIX_RST + "\n.. toctree::\n\n   pay\n   plain\n"
    plain = "Plain\n=====\n\nText.\n"
    project = make_project({"index.rst": index, "pay.rst": RISKS, "plain.rst": plain})
    project.build()
    for old, new in (
        ("impact: high", "impact: medium"),
        ("residual-impact: low", "residual-likelihood: high"),
        ("RISK-2", "RISK-22"),
        ("A *plain* one", "Another one"),
        ("residual-likelihood: high", "owner: Anna"),
    ):
        project.replace("pay.rst", old, new)
        again = project.build(parallel=parallel)
        body, status = again.body(), again.status
        assert body == project.build(fresh=True).body()
        assert "plain" not in re.findall(r"writing output\.\.\. \[ *\d+%\] (\S+)", status)


def test_an_edit_that_the_matrix_does_not_show_leaves_the_page_alone(
    make_project: MakeProject,
) -> None:
    project = make_project({"index.rst": MATRIX_RST, "pay.rst": RISKS})
    project.build()
    project.replace("pay.rst", "mitigation: Retry", "mitigation: Retry twice")
    written = re.findall(r"writing output\.\.\. \[ *\d+%\] (\S+)", project.build().status)
    assert written == ["pay"]


def test_the_risks_of_a_cell_stand_in_the_order_of_their_ids(make_project: MakeProject) -> None:
    rows = "".join(
        f"   - {name}risk: R\n     impact: low\n     likelihood: low\n     mitigation: M\n"
        for name in ("", "id: RISK-10\n     ", "id: RISK-9\n     ")
    )
    text = f"Pay\n===\n\n.. risk-table::\n\n{rows}"
    build = make_project({"index.rst": MATRIX_RST, "pay.rst": text}).build("text")
    assert grids(build)[0][3][1] == "Low: RISK-9, RISK-10, R"
