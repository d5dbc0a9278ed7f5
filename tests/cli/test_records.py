"""`records`: what a project states, without a build; the same as a build exports."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.conftest import MakeProject

from .project import Folder, folder

__all__ = ["folder"]

PAY = """\
---
tdd-owner: Ana
---

# Paying

```{risk-table}
- id: RISK-1
  risk: The **card** processor is down
  impact: high
  likelihood: low
  mitigation: Queue the payment; see `queue.py`
  status: open
- risk: '=HYPERLINK("http://example.com")'
  impact: low
  likelihood: low
  status: closed
```

```{decision-record} Keep the ledger in one table
:id: ADR-7
:status: accepted

decision: One table.
rationale: It is there after a crash.
supersedes: ADR-2
```
"""

SHIP = """\
Shipping
========

.. decision-record:: Spread the ledger
   :id: ADR-2
   :status: superseded

   decision: A table for each country.
   rationale: Countries close at different times.

.. risk-table::

   - id: RISK-2
     risk: A parcel | is lost
     impact: medium
     likelihood: high
     mitigated-by: ADR-7
     status: open
"""

INDEX = """\
# Shop

```{toctree}
pay
ship
```

```{risk-register}
```

```{decision-register}
```
"""

FILES = {
    "conf.py": 'project = "Shop"\nextensions = ["myst_parser", "sphinx_tdd"]\n'
    "tdd_documents = {}\nsmartquotes = False\n",
    "index.md": INDEX,
    "pay.md": PAY,
    "ship.rst": SHIP,
}


@pytest.fixture
def shop(folder: Folder) -> Folder:
    folder.write(dict(FILES))
    return folder


def _table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("kind", ["risk", "decision"])
def test_the_csv_of_a_kind_is_that_of_its_register(
    folder: Folder, make_project: MakeProject, kind: str
) -> None:
    project = make_project(FILES)
    built = project.build()
    assert folder.run("records", "--kind", kind, "--source", str(project.source)) == 0
    number = {"risk": 1, "decision": 2}[kind]
    file = built.outdir / "_tdd" / f"index-{kind}-{number}.csv"
    assert folder.out.encode() == file.read_bytes()


def test_the_json_is_that_of_the_build(folder: Folder, make_project: MakeProject) -> None:
    project = make_project(FILES)
    built = json.loads((project.build().outdir / "tdd.json").read_text("utf-8"))
    argv = ["records", "--format", "json", "--source", str(project.source)]
    assert folder.run(*argv) == 0
    data = json.loads(folder.out)
    assert data["version"] == built["version"]
    assert data["project"] == "Shop"
    assert len(data["records"]) == 5
    assert data["records"] == built["records"]


def test_all_kinds_share_one_csv(shop: Folder) -> None:
    assert shop.run("records") == 0
    head, *rows = _table(shop.out)
    assert head[:4] == ["Kind", "ID", "Title", "Document"]
    assert len(set(head)) == len(head)
    assert [row[:4] for row in rows] == [
        ["decision", "ADR-7", "Keep the ledger in one table", "Paying"],
        ["decision", "ADR-2", "Spread the ledger", "Shipping"],
        ["risk", "RISK-2", "A parcel | is lost", "Shipping"],
        ["risk", "RISK-1", "The card processor is down", "Paying"],
        ["risk", "", '\'=HYPERLINK("http://example.com")', "Paying"],
    ]
    assert rows[3][head.index("Mitigation")] == "Queue the payment; see queue.py"
    assert rows[2][head.index("Mitigated by")] == "ADR-7"
    assert rows[0][head.index("Supersedes")] == "ADR-2"
    assert [row[head.index("Status")] for row in rows] == [
        "accepted",
        "superseded",
        "open",
        "open",
        "closed",
    ]


def test_markdown_has_a_table_for_each_kind(shop: Folder) -> None:
    assert shop.run("records", "--format", "markdown", "--where", "status = open") == 0
    lines = shop.out.splitlines()
    assert lines[0] == "## Risks"
    assert sum(line.startswith("## ") for line in lines) == 1
    assert "A parcel \\| is lost" in shop.out
    assert "HYPERLINK" not in shop.out


@pytest.mark.parametrize(
    ("argv", "ids"),
    [
        (["--where", "status = open"], ["RISK-2", "RISK-1"]),
        (["--where", "level >= medium", "--kind", "risk"], ["RISK-2", "RISK-1"]),
        (["--where", "superseded-by = ADR-7"], ["ADR-2"]),
        (["--where", "document = ship"], ["ADR-2", "RISK-2"]),
        (["ship.rst"], ["ADR-2", "RISK-2"]),
        (["*.md", "--kind", "decision"], ["ADR-7"]),
    ],
)
def test_some_records(shop: Folder, argv: list[str], ids: list[str]) -> None:
    assert shop.run("records", *argv, "--format", "csv") == 0
    head, *rows = _table(shop.out)
    assert [row[head.index("ID")] for row in rows] == ids


def test_columns_and_a_file(shop: Folder) -> None:
    argv = ["records", "--kind", "risk", "--columns", "id, level, document-title"]
    assert shop.run(*argv, "--output", "out/risks.csv") == 0
    assert shop.out == ""
    assert _table(shop.text("out/risks.csv"))[:2] == [
        ["ID", "Level", "Document title"],
        ["RISK-2", "high", "Shipping"],
    ]


def test_a_project_without_records(folder: Folder) -> None:
    folder.write({"conf.py": "extensions = []\n", "index.rst": "T\n=\n"})
    assert folder.run("records", "--format", "json") == 0
    assert json.loads(folder.out)["records"] == []
    assert folder.run("records") == 0
    assert folder.out == "Kind,ID,Title,Document\r\n"
    assert folder.run("records", "--format", "markdown") == 0
    assert folder.out == ""


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--kind", "rsk"], "there is no kind of record 'rsk'; did you mean 'risk'?"),
        (["--where", "staus = open", "--kind", "risk"], "'staus' is no field of 'risk'"),
        (["--where", "status ="], "--where: "),
        (["--columns", "id"], "--columns goes with --kind"),
        (["--columns", "idd", "--kind", "risk"], "--columns: 'idd' is no field of 'risk'"),
        (["none.md"], "there is no 'none.md'"),
        (["--format", "xml"], "'xml' is not one of 'csv', 'json', 'markdown'"),
        (["--output", "pay.md/x"], "pay.md/x can't be written"),
    ],
)
def test_what_can_not_be_done_is_told(shop: Folder, argv: list[str], said: str) -> None:
    assert shop.run("records", *argv) == 2
    assert said in shop.err
    assert shop.out == ""


def test_what_can_not_be_read_is_told_after_the_rest(shop: Folder) -> None:
    shop.write({"bad.md": b"# T\n\xff\n"})
    assert shop.run("records") == 2
    assert "RISK-1" in shop.out
    assert "bad.md: it is no text in UTF-8, see line 2" in shop.err


def test_nothing_to_read(folder: Folder) -> None:
    folder.write({"conf.py": "extensions = []\n"})
    assert folder.run("records") == 2
    assert "there is no document in" in folder.err
