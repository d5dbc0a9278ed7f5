"""Parts put in as the document writes its own: headings, numbers, labels, lists, tables, bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_tdd.edit.style import Syntax
from sphinx_tdd.model.template import Template
from sphinx_tdd.model.template_library import load
from tests.edit.checking import checks, mended, missing, only_adds

OWN = """
id: own
title: Own
sections:
  - title: Goals
    hint: What it is for.
  - title: Design
    sections:
      - title: Parts
      - title: Data
        items: [Store, Keys, Age]
  - title: Risks
    table: [Risk, Impact, Owner]
  - title: Rollout
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("templates")
    (folder / "own.yaml").write_text(OWN, "utf-8")
    library = load([(folder, "own")])
    assert library.faults == ()
    return library["own"]


DATA = "- **Store:** a\n- **Keys:** b\n- **Age:** c\n"
RISKS = "| Risk | Impact | Owner |\n|---|---|---|\n| a | b | c |\n"
RST_RISKS = (
    "====  ======  =====\nRisk  Impact  Owner\n====  ======  =====\na     b       c\n"
    "====  ======  =====\n"
)

BLANK_RISKS = (
    "## Risks\n\n| Risk | Impact | Owner |\n| ---- | ------ | ----- |\n"
    "|      |        |       |\n\n"
)

HEADINGS = [
    (
        "atx",
        "md",
        f"# T\n\n## Goals\n\nx\n\n## Design\n\n### Parts\n\nx\n\n### Data\n\n{DATA}\n"
        f"## Rollout\n\nx\n",
        "## Rollout",
        BLANK_RISKS,
    ),
    (
        "closed",
        "md",
        f"# T #\n\n## Goals ##\n\nx\n\n## Design ##\n\n### Data ###\n\n{DATA}\n"
        f"## Risks ##\n\n{RISKS}\n"
        "## Rollout ##\n\nx\n",
        "### Data ###",
        "### Parts ###\n\n",
    ),
    (
        "underlined",
        "md",
        f"T\n===\n\nDesign\n------\n\n### Parts\n\nx\n\n### Data\n\n{DATA}\nRisks\n-----\n"
        f"\n{RISKS}\n"
        "Rollout\n-------\n\nx\n",
        "Design\n------",
        "Goals\n-----\n\n% What it is for.\n\n",
    ),
    (
        "tight",
        "md",
        f"# T\n## Design\n### Parts\nx\n### Data\n{DATA}## Risks\n{RISKS}\n## Rollout\nx\n",
        "## Design",
        "\n## Goals\n% What it is for.\n\n",
    ),
    (
        "over and under",
        "rst",
        f"===\n T\n===\n\nGoals\n=====\n\nx\n\nDesign\n======\n\nData\n++++\n\n{DATA}\n"
        f"Risks\n=====\n\n"
        f"{RST_RISKS}\nRollout\n=======\n\nx\n",
        "Data\n++++",
        "Parts\n+++++\n\n",
    ),
    (
        "over and under, and set in",
        "rst",
        "===\n T\n===\n\n-------\n Goals\n-------\n\nx\n\n-------\n Risks\n-------\n\n"
        f"{RST_RISKS}\n"
        "---------\n Rollout\n---------\n\nx\n",
        "-------\n Risks\n-------",
        "--------\n Design\n--------\n\nParts\n~~~~~\n\nData\n~~~~\n\n"
        "- **Store:**\n- **Keys:**\n- **Age:**\n\n",
    ),
    (
        "a level that is not used yet",
        "rst",
        f"T\n#\n\nGoals\n*****\n\nx\n\nRisks\n*****\n\n{RST_RISKS}\nRollout\n*******\n\nx\n",
        "Risks\n*****",
        "Design\n******\n\nParts\n=====\n\nData\n====\n\n- **Store:**\n- **Keys:**\n"
        "- **Age:**\n\n",
    ),
    (
        "numbers that leave a gap",
        "md",
        f"# T\n\n## 1. Goals\n\nx\n\n## 2. Design\n\n### 2.2. Data\n\n{DATA}\n"
        f"## 4. Rollout\n\nx\n",
        "## 4. Rollout",
        BLANK_RISKS.replace("Risks", "3. Risks"),
    ),
    (
        "a number within numbers",
        "md",
        f"# T\n\n## 1. Goals\n\nx\n\n## 2. Design\n\n### 2.2. Data\n\n{DATA}\n"
        f"## 4. Rollout\n\nx\n",
        "### 2.2. Data",
        "### 2.1. Parts\n\n",
    ),
    (
        "numbers without a gap",
        "md",
        f"# T\n\n## I. Goals\n\nx\n\n## II. Risks\n\n{RISKS}\n## III. Rollout\n\nx\n",
        "## II. Risks",
        "## IV. Design\n\n### Parts\n\n### Data\n\n- **Store:**\n- **Keys:**\n- **Age:**\n\n",
    ),
]


@pytest.mark.parametrize(
    ("syntax", "text", "before", "put_in"),
    [case[1:] for case in HEADINGS],
    ids=[case[0] for case in HEADINGS],
)
def test_headings(syntax: Syntax, text: str, before: str, put_in: str, template: Template) -> None:
    found = mended(text, template, syntax)
    assert f"{put_in}{before}" in found.text
    assert only_adds(text, found.text)
    assert missing(found.text, template, syntax) == []


def document(data: str, syntax: Syntax) -> str:
    """A document that lacks nothing but what stands in one section."""
    if syntax == "md":
        return (
            f"# T\n\n## Goals\n\nx\n\n## Design\n\n### Parts\n\nx\n\n### Data\n\n{data}\n"
            f"## Risks\n\n{RISKS}\n## Rollout\n\nx\n"
        )
    return (
        f"T\n=\n\nGoals\n-----\n\nx\n\nDesign\n------\n\nParts\n~~~~~\n\nx\n\nData\n~~~~\n"
        f"\n{data}\n"
        f"Risks\n-----\n\n{RST_RISKS}\nRollout\n-------\n\nx\n"
    )


ITEMS = [
    ("md", "- **Store:** a\n- **Age:** c\n", "- **Store:** a\n- **Keys:**\n- **Age:** c\n"),
    ("md", "* **Store**: a\n  more\n", "* **Store**: a\n  more\n* **Keys**:\n* **Age**:\n"),
    ("md", "+ __Keys:__ b\n", "+ __Store:__\n+ __Keys:__ b\n+ __Age:__\n"),
    ("md", "- Store: a\n\n- Keys: b\n", "- Store: a\n\n- Keys: b\n\n- Age:\n"),
    ("md", "**Store:** a\n\n**Age:** c\n", "**Store:** a\n\n**Keys:**\n\n**Age:** c\n"),
    ("md", "1. **Store:** a\n2. **Keys:** b\n", "1. **Store:** a\n2. **Keys:** b\n3. **Age:**\n"),
    (
        "md",
        "| What | Answer |\n|---|---|\n| Store | a |\n| Age | c |\n",
        "| What | Answer |\n|---|---|\n| Store | a |\n| Keys |   |\n| Age | c |\n",
    ),
    (
        "md",
        "Words.\n",
        "Words.\n\n- **Store:**\n- **Keys:**\n- **Age:**\n",
    ),
    ("rst", ":Store: a\n:Age: c\n", ":Store: a\n:Keys:\n:Age: c\n"),
    ("rst", "* **Store**: a\n\n* **Age**: c\n", "* **Store**: a\n\n* **Keys**:\n\n* **Age**: c\n"),
    (
        "rst",
        "1. **Store:** a\n2. **Age:** c\n",
        "1. **Store:** a\n2. **Age:** c\n\n- **Keys:**\n",
    ),
    ("rst", "Words.\n", "Words.\n\n- **Store:**\n- **Keys:**\n- **Age:**\n"),
]


@pytest.mark.parametrize(("syntax", "data", "wanted"), ITEMS)
def test_items(syntax: Syntax, data: str, wanted: str, template: Template) -> None:
    text = document(data, syntax)
    found = mended(text, template, syntax)
    assert found.text == document(wanted, syntax)
    assert missing(found.text, template, syntax) == []


TABLES = [
    (
        "| Risk | Impact |\n| ---- | ------ |\n| a    | b      |\n",
        "| Risk | Impact | Owner |\n| ---- | ------ | ----- |\n| a    | b      |       |\n",
    ),
    (
        "|Risk|Impact|\n|:--|--:|\n|a|b\\|c|\n",
        "|Risk|Impact|Owner|\n|:--|--:|---|\n|a|b\\|c| |\n",
    ),
    ("Risk | Impact\n--- | ---\na | b\n", "Risk | Impact | Owner\n--- | --- | -----\na | b\n"),
    (
        "- x\n\n  | Risk | Impact |\n  |------|:------:|\n  | a    | b      |\n",
        "- x\n\n  | Risk | Impact | Owner |\n  |------|:------:|-------|\n"
        "  | a    | b      |       |\n",
    ),
    (
        "```{list-table}\n:widths: 10 20\n\n* - Risk\n  - Impact\n* - a\n  - b\n```\n",
        "```{list-table}\n:widths: 10 20 20\n\n* - Risk\n  - Impact\n  - Owner\n* - a\n"
        "  - b\n  -\n```\n",
    ),
]
RST_TABLES = [
    (
        "+------+--------+\n| Risk | Impact |\n+======+========+\n| a    | b      |\n"
        "+------+--------+\n",
        "+------+--------+-------+\n| Risk | Impact | Owner |\n+======+========+=======+\n"
        "| a    | b      |       |\n+------+--------+-------+\n",
    ),
    (
        "====  ======\nRisk  Impact\n====  ======\na     b\n====  ======\n",
        "====  ======  =====\nRisk  Impact  Owner\n====  ======  =====\na     b\n"
        "====  ======  =====\n",
    ),
    (
        ".. list-table::\n   :header-rows: 1\n\n   * - Risk\n     - Impact\n   * - a\n     - b\n",
        ".. list-table::\n   :header-rows: 1\n\n   * - Risk\n     - Impact\n     - Owner\n"
        "   * - a\n     - b\n     -\n",
    ),
]


@pytest.mark.parametrize(
    ("syntax", "table", "wanted"),
    [*(("md", *pair) for pair in TABLES), *(("rst", *pair) for pair in RST_TABLES)],
)
def test_columns(syntax: Syntax, table: str, wanted: str, template: Template) -> None:
    usual = RISKS if syntax == "md" else RST_RISKS
    text = document(DATA, syntax).replace(usual, table)
    found = mended(text, template, syntax)
    assert found.text == document(DATA, syntax).replace(usual, wanted)
    assert missing(found.text, template, syntax) == []
    told = checks(template, syntax)(found.text).findings
    assert [(f.rule, f.missing) for f in told] == [("empty_table", ("Owner",))]


@pytest.mark.parametrize(
    ("syntax", "table", "why"),
    [
        ("md", "```{csv-table}\n:header: Risk, Impact\n\na, b\n```\n", "told apart safely"),
        ("md", "| Risk | Impact |\n|---|---|\n| a | b | c |\n", "more cells than the header"),
        ("rst", "====  ======\nRisk  Impact\n====  ======\na     b and more\n====  ======\n",
         "longer than its column"),
    ],
)  # fmt: skip
def test_tables_that_are_left(syntax: Syntax, table: str, why: str, template: Template) -> None:
    text = document(DATA, syntax).replace(RISKS if syntax == "md" else RST_RISKS, table)
    found = mended(text, template, syntax)
    assert found.text == text
    assert [left.finding.missing for left in found.left] == [("Owner",)]
    assert why in found.left[0].why


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\n\n"])
@pytest.mark.parametrize("syntax", ["md", "rst"])
def test_line_ends_are_kept(syntax: Syntax, tail: str, end: str, template: Template) -> None:
    whole = document(DATA, syntax).rstrip("\n")
    last = whole.rindex("## Rollout" if syntax == "md" else "Rollout\n")
    text = whole[:last].rstrip("\n") + tail
    found = mended(text.replace("\n", end), template, syntax)
    assert found.text.count(end) == found.text.count("\n")
    assert found.text.startswith(text.rstrip("\n").replace("\n", end))
    assert found.text.endswith(
        ("Rollout" if syntax == "md" else "-------") + tail.replace("\n", end)
    )
    assert mended(found.text, template, syntax).text == found.text


def test_what_leads_a_heading_stays_with_it(template: Template) -> None:
    text = (
        "# T\n\n## Goals\n\nx\n\n% about goals\n\n(design)=\n## Design\n\n### Parts\n\nx\n\n"
        f"### Data\n\n{DATA}\n---\n\n\n% of the rollout\n(rollout)=\n## Rollout\n\nx\n"
    )
    found = mended(text, template, "md")
    assert "% about goals\n\n(design)=\n## Design" in found.text
    assert "\n---\n\n\n% of the rollout\n(rollout)=\n## Rollout" in found.text
    assert "(c\n" not in found.text
    risks = found.text.index("## Risks")
    assert found.text.index("- **Age:** c") < risks < found.text.index("---\n\n\n% of")
    assert only_adds(text, found.text)


def test_what_is_silenced_is_left_alone(template: Template) -> None:
    text = document(DATA, "md").replace("# T\n", "# T\n\n% tdd: ignore missing_section: later\n")
    assert mended(text.replace("## Rollout\n\nx\n", ""), template, "md").mended == ()


def test_sections_are_moved_on_request(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(f"{OWN}order: strict\n", "utf-8")
    strict = load([(tmp_path, "own")])["own"]
    text = document(DATA, "md")
    goals, rest = "## Goals\n\nx\n\n", text.replace("## Goals\n\nx\n\n", "")
    wrong = f"{rest}\n{goals}".rstrip("\n") + "\n"
    assert mended(wrong, strict, "md").text == wrong
    found = mended(wrong, strict, "md", order=True)
    assert found.text == text
    assert [finding.rule for finding in found.mended] == ["section_order"]
    assert mended(found.text, strict, "md", order=True).mended == ()


def test_a_comment_between_sections_keeps_none_from_being_moved(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "id: own\ntitle: Own\norder: strict\nsections: [{title: Goals}, {title: Risks}]\n", "utf-8"
    )
    template = load([(tmp_path, "own")])["own"]
    wrong = "T\n=\n\nRisks\n-----\n\nx\n\nGoals\n-----\n\ny\n\n.. a comment\n"
    found = mended(wrong, template, "rst", order=True)
    assert [finding.rule for finding in found.mended] == ["section_order"]
    assert found.text.index("Goals") < found.text.index("Risks")
    assert sorted(found.text.split("\n")) == sorted(wrong.split("\n"))
