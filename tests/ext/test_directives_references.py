"""Records referred to: across documents, by `:any:`, from outside, and after edits."""

from __future__ import annotations

import pickle
import re
import zlib

import pytest

from sphinx_tdd.ext.domain import TddDomain, domain_of
from sphinx_tdd.ext.domain_data import BY_DOCUMENT
from tests.conftest import MakeProject, Project, Result

A = """
# A

```{risk-table}
- id: RISK-1
  risk: The *ledger* is late
  impact: high
  likelihood: low
  mitigation: Wait
- risk: It rains
  impact: low
  likelihood: low
  mitigation: Umbrella
- risk: Only in A
  impact: low
  likelihood: low
  mitigation: None
```

```{decision-record} One queue
:id: ADR-1

decision: One
```

Own: {tdd:risk}`it-rains`
"""
B = """
B
=

.. risk-table::

   - risk: It rains
     impact: low
     likelihood: low
     mitigation: Coat

Named :tdd:risk:`RISK-1`, titled :tdd:risk:`the risk <RISK-1>`, any :any:`RISK-1`, any
:any:`ADR-1`, own :tdd:risk:`it-rains`, other :tdd:risk:`only-in-a`, by title
:tdd:risk:`Only in A`, decision :tdd:decision:`ADR-1`.
"""
C = """
# C

{tdd:risk}`RISK-9` {tdd:risk}`it-rains` {tdd:decision}`RISK-1` {any}`RISK-9`
"""
FILES = {
    "index.md": "# Designs\n\n```{toctree}\na\nb\nc\n```\n",
    "a.md": A,
    "b.rst": B,
    "c.md": C,
    "d.md": "---\norphan: true\n---\n# D\n\nNothing.\n",
}


def project(make_project: MakeProject, **files: str) -> Project:
    made = make_project(FILES, tdd_documents={})
    for name, text in files.items():
        made.write(name, text)
    return made


def written(result: Result) -> set[str]:
    """The documents whose pages were written."""
    return set(re.findall(r"writing output\.\.\. \[ *\d+%\] (\S+)", result.status))


def links(page: str) -> list[tuple[str, str, str]]:
    found = re.findall(
        r'<a class="reference internal" href="([^"]+)"(?: title="([^"]*)")?>(.*?)</a>', page
    )
    return [(href, title, re.sub("<.*?>", "", text)) for href, title, text in found]


def test_roles(make_project: MakeProject) -> None:
    result = project(make_project).build("html")
    assert links(result.body("b")) == [
        ("a.html#risk-RISK-1", "The ledger is late", "RISK-1"),
        ("a.html#risk-RISK-1", "The ledger is late", "the risk"),
        ("a.html#risk-RISK-1", "The ledger is late", "RISK-1"),
        ("a.html#decision-ADR-1", "One queue", "ADR-1"),
        ("#risk-it-rains", "", "It rains"),
        ("a.html#risk-only-in-a", "", "Only in A"),
        ("a.html#risk-only-in-a", "", "Only in A"),
        ("a.html#decision-ADR-1", "One queue", "ADR-1"),
    ]
    assert ("#risk-it-rains", "", "It rains") in links(result.body("a"))


def test_roles_that_lead_nowhere(make_project: MakeProject) -> None:
    result = project(make_project).build("html")
    assert result.warnings == [
        "c.md:3: WARNING: there is no risk 'RISK-9' [ref.risk]",
        "c.md:3: WARNING: there is no risk 'it-rains' [ref.risk]",
        "c.md:3: WARNING: there is no decision 'RISK-1' [ref.decision]",
        "c.md:3: WARNING: 'any' reference target not found: RISK-9 [ref.any]",
    ]


def test_inventory(make_project: MakeProject) -> None:
    result = project(make_project).build("html")
    packed = (result.outdir / "objects.inv").read_bytes().split(b"\n", 4)[4]
    found = [line for line in zlib.decompress(packed).decode().splitlines() if "tdd:" in line]
    assert found == [
        "ADR-1 tdd:decision 1 a.html#decision-$ -",
        "RISK-1 tdd:risk 1 a.html#risk-$ -",
    ]


def test_another_project(make_project: MakeProject) -> None:
    theirs = project(make_project).build("html")
    ours = make_project(
        {"index.md": "# A\n\n{tdd:risk}`RISK-1` {external+them:tdd:risk}`RISK-1`\n"},
        extensions=["myst_parser", "sphinx.ext.intersphinx", "sphinx_tdd"],
        intersphinx_mapping={"them": ("https://example.org", str(theirs.outdir / "objects.inv"))},
        tdd_documents={},
    )
    result = ours.build("html")
    assert not result.warnings
    assert result.body().count('href="https://example.org/a.html#risk-RISK-1"') == 2


OLD = (
    "# Old\n\n```{decision-record} Old way\n:id: ADR-1\n:status: accepted\n\n"
    "decision: Old\nrationale: R\n```\n"
)
NEW = """
New
===

.. decision-record:: New way
   :id: ADR-2
   :supersedes: ADR-1, ADR-9

   decision: New
"""


def test_superseding(make_project: MakeProject) -> None:
    made = make_project(
        {"index.md": "# I\n\n```{toctree}\nold\nnew\n```\n", "old.md": OLD, "new.rst": NEW},
        tdd_documents={},
    )
    result = made.build("html")
    assert result.warnings == [
        "new.rst:6: WARNING: 'supersedes' of the decision 'ADR-2' names 'ADR-9', and there is no "
        "such decision; did you mean 'ADR-1'? [tdd.broken_reference]"
    ]
    assert ("new.html#decision-ADR-2", "New way", "ADR-2") in links(result.body("old"))
    assert "Superseded by" in result.body("old")
    assert ("old.html#decision-ADR-1", "Old way", "ADR-1") in links(result.body("new"))
    made.replace("new.rst", "ADR-1, ADR-9", "ADR-3")
    result = made.build("html")
    assert "old" in written(result)
    assert "Superseded by" not in result.body("old")


def test_superseding_without_ids(make_project: MakeProject) -> None:
    old = "# Old\n\n```{decision-record} Old way\ndecision: Old\n```\n"
    new = "# New\n\n```{decision-record} New way\n:supersedes: old-way\n\ndecision: New\n```\n"
    result = make_project(
        {"index.md": "# I\n\n```{toctree}\nold\nnew\n```\n", "old.md": old, "new.md": new},
        tdd_documents={},
    ).build("html")
    assert not result.warnings
    assert ("new.html#decision-new-way", "", "New way") in links(result.body("old"))
    assert ("old.html#decision-old-way", "", "Old way") in links(result.body("new"))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("The *ledger* is late", "The ledger is early", {"a", "b"}),
        ("- risk: Only in A", "- risk: Not in A", {"a", "b"}),
        ("id: RISK-1", "id: RISK-9", {"a", "b", "c"}),
        ("One queue", "Two queues", {"a", "b"}),
        ("mitigation: Wait", "mitigation: Run", {"a"}),
        ("Own:", "Mine:", {"a"}),
    ],
)
def test_pages_that_show_a_record_are_written_again(
    make_project: MakeProject, old: str, new: str, expected: set[str]
) -> None:
    made = project(make_project)
    made.build("html")
    made.replace("a.md", old, new)
    result = made.build("html")
    assert expected <= written(result)
    assert "d" not in written(result)
    bodies = {name: result.body(name) for name in ("a", "b", "c", "d")}
    clean = made.build("html", fresh=True)
    assert bodies == {name: clean.body(name) for name in bodies}


def test_nothing_is_written_where_nothing_changed(make_project: MakeProject) -> None:
    made = project(make_project)
    made.build("html")
    result = made.build("html")
    assert written(result) == set()
    assert "0 added, 0 changed, 0 removed" in result.status


def test_a_removed_document(make_project: MakeProject) -> None:
    made = project(make_project)
    made.build("html")
    made.remove("a.md")
    made.replace("index.md", "a\n", "")
    result = made.build("html")
    assert {"b", "index"} <= written(result)
    assert "there is no risk 'RISK-1' [ref.risk]" in result.stderr
    assert not domain_of(result.app.env).records.get("a")


def test_builders_that_share_an_environment(make_project: MakeProject) -> None:
    made = project(make_project)
    for builder in ("html", "text"):
        made.build(builder, doctrees="shared")
    made.replace("a.md", "- risk: Only in A", "- risk: Still only in A")
    made.replace("b.rst", "`only-in-a`", "`still-only-in-a`")
    made.build("text", doctrees="shared")
    result = made.build("html", doctrees="shared")
    assert "Still only in A" in result.body("b")


def test_parallel_reading_merges(make_project: MakeProject) -> None:
    many = {
        f"part{i}.md": f"# P{i}\n\n```{{risk-table}}\n- id: P-{i}\n  risk: R{i}\n  impact: low\n"
        f"  likelihood: low\n  mitigation: See {{tdd:risk}}`P-{(i + 1) % 12}`\n```\n"
        for i in range(12)
    }
    index = "# I\n\n```{toctree}\n:glob:\n\npart*\n```\n"
    made = make_project({"index.md": index, **many}, tdd_documents={})
    serial = made.build("html", fresh=True)
    data = domain_data(serial)
    pages = {name: serial.text(name[:-3]) for name in many}
    parallel = made.build("html", fresh=True, parallel=2)
    assert not parallel.warnings
    assert domain_data(parallel) == data
    assert {name: parallel.text(name[:-3]) for name in many} == pages


def domain_data(result: Result) -> dict[str, object]:
    return {**domain_of(result.app.env).data}


def test_the_data_is_plain(make_project: MakeProject) -> None:
    domain = domain_of(project(make_project).build("dummy").app.env)
    assert pickle.loads(pickle.dumps(domain.data)) == domain.data
    assert set(domain.data) == {*TddDomain.initial_data, "version"}
    before = {part: set(domain.data[part]) for part in BY_DOCUMENT}
    domain.clear_doc("a")
    for part, names in before.items():
        assert set(domain.data[part]) == names - {"a"}


def test_duplicates_name_the_other_place(make_project: MakeProject) -> None:
    made = project(make_project)
    made.replace("b.rst", "- risk: It rains", "- id: RISK-1\n     risk: It rains")
    result = made.build("html")
    assert [warning.split(" [")[0] for warning in result.of("tdd.duplicate_record")] == [
        "a.md:4: WARNING: the risk 'RISK-1' is also defined in 'b', line 6",
        "b.rst:6: WARNING: the risk 'RISK-1' is also defined in 'a', line 4",
    ]
    assert made.build("html").of("tdd.duplicate_record") == result.of("tdd.duplicate_record")
