"""Tables and records in every format that Sphinx writes, and in another language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes
from sphinx import addnodes

from tests.conftest import MakeProject, Project, Result

MD = """
# Payments

```{risk-table}
:caption: The *risks*
:name: the-risks

- id: RISK-1
  risk: The `ledger` is late
  impact: High
  likelihood: med
  mitigation: |
    Two things, see {tdd:decision}`ADR-1`:

    - Retry
    - Alert

    | Try | Wait |
    |-----|------|
    | 1   | 2 s  |
- risk: A plain one
  impact: low
  likelihood: low
  mitigation: Wait
- risk: A bad one
  impact: perhaps
  likelihood: low
  mitigation: None yet
```

```{decision-record} Use **one** queue
:id: ADR-1
:status: accepted
:date: 2026-03-01
:deciders: Anna, Bob

context: It was slow
decision: One queue
rationale: It is simple
alternatives:
  - name: Two queues
    pros: [fast, simple]
    cons: dear
    why-not-chosen: Too *dear*
  - Nothing
consequences:
  - Fewer parts
trade-offs: Less `speed`
```

{numref}`the-risks`
"""
RST = """
Ledger
======

.. risk-table::
   :caption: More risks

   - id: RISK-2
     risk: A ``table`` in a cell
     impact: high
     likelihood: high
     mitigation: |
       == ==
       a  b
       == ==
       c  d
       == ==

.. decision-record:: Use two queues
   :id: ADR-2
   :status: proposed
   :supersedes: ADR-1

   decision: Two queues, see :tdd:risk:`RISK-1`
"""
FILES = {
    "index.md": "# Designs\n\n```{toctree}\npay\nledger\n```\n",
    "pay.md": MD,
    "ledger.rst": RST,
}
CONF = {
    "numfig": True,
    "tdd_documents": {},
    "project": "P",
    "version": "1",
    "copyright": "2026, C",
    "author": "A",
}


def project(make_project: MakeProject) -> Project:
    return make_project(FILES, **CONF)


def only_ours(result: Result) -> None:
    assert [w for w in result.warnings if "[tdd.record_value]" not in w] == []
    assert len(result.of("tdd.record_value")) == 1


BUILDERS = [
    "html",
    "dirhtml",
    "singlehtml",
    "latex",
    "epub",
    "text",
    "man",
    "texinfo",
    "xml",
    "pseudoxml",
    "gettext",
]


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_builder_takes_it(make_project: MakeProject, builder: str) -> None:
    made = project(make_project)
    only_ours(made.build(builder))
    only_ours(made.build(builder))  # EPUB warns of files that it did not write itself


def test_html(make_project: MakeProject) -> None:
    result = project(make_project).build("html")
    page = result.body("pay")
    row = page[page.index('id="risk-RISK-1"') :]
    assert page.index('id="the-risks"') < page.index('id="risk-RISK-1"')
    assert '<span class="tdd-level tdd-level-5">High risk</span>' in row
    assert '<a class="headerlink" href="#risk-RISK-1" title="Link to this record">¶</a>' in row
    assert (
        '<code class="docutils literal notranslate"><span class="pre">ledger</span></code>' in row
    )
    assert '<a class="reference internal" href="#decision-ADR-1" title="Use one queue">' in row
    assert re.search(r'<tr class="row-\w+" id="risk-a-plain-one">', page)
    assert "<p>perhaps</p>" in page, "a bad value keeps its text"
    assert page.count("tdd-level ") == 2, "and has no level"
    assert re.search(r"Table 1.*the-risks|the-risks.*Table 1", page, re.S)
    assert re.search(r'<div class="[^"]*admonition[^"]*" id="decision-ADR-1">', page)
    assert 'class="tdd-status tdd-status-accepted">Accepted</span>' in page
    assert "<strong>Why not chosen:</strong> Too <em>dear</em>" in page
    assert "ledger.html#decision-ADR-2" in page, "superseded by"
    other = result.body("ledger")
    assert "pay.html#decision-ADR-1" in other
    assert "tdd.css" in result.text("pay")
    assert "tdd.css" not in result.text("index"), "only where it is needed"
    assert (result.outdir / "_static" / "tdd.css").is_file()
    assert "RISK-1: The ledger is late" in result.text("genindex.html")


def test_no_permalinks_where_none_are_wanted(make_project: MakeProject) -> None:
    made = project(make_project)
    assert "Link to this record" not in made.build("html", html_permalinks=False).text("pay")
    book = made.build("epub")
    assert "Link to this record" not in (book.outdir / "pay.xhtml").read_text()
    assert 'id="risk-RISK-1"' in (book.outdir / "pay.xhtml").read_text()


def test_single_page(make_project: MakeProject) -> None:
    page = project(make_project).build("singlehtml").text("index")
    assert 'href="#decision-ADR-2"' in page
    assert 'href="#decision-ADR-1"' in page
    assert 'href="#risk-RISK-1"' in page


def test_on_a_single_page_all_links_lead_somewhere(make_project: MakeProject) -> None:
    """Some versions of Sphinx name the document and the place in it: that leads nowhere."""
    made = project(make_project)
    made.write("all.md", "# All\n\n```{risk-register}\n```\n\n```{risk-matrix}\n```\n")
    page = made.build("singlehtml").text("index")
    links = set(re.findall(r'class="reference internal" href="#([^"]+)"', page))
    assert "risk-RISK-1" in links
    assert [each for each in sorted(links) if f'id="{each}"' not in page] == []


def test_latex(make_project: MakeProject) -> None:
    tex = (project(make_project).build("latex").outdir / "p.tex").read_text()
    assert r"\phantomsection\label{\detokenize{pay:risk-RISK-1}}" in tex
    assert r"\label{\detokenize{pay:decision-ADR-1}}" in tex
    assert r"\hyperref[\detokenize{pay:decision-ADR-1}]" in tex
    assert r"\hyperref[\detokenize{ledger:decision-ADR-2}]" in tex
    assert tex.count(r"\begin{tabular}") + tex.count(r"\begin{tabulary}") == 4
    assert "(see the table below)" in tex


def test_text(make_project: MakeProject) -> None:
    result = project(make_project).build("text")
    text = result.text("pay.txt")
    assert 'RISK-1 · High risk – The "ledger" is late\n   Impact: High\n' in text
    assert "   Mitigation: Two things, see *ADR-1*:\n\n   * Retry\n" in text
    assert "(see the table" not in text, "a folded table has room for another"
    assert text.index("| Try ") < text.index("A plain one")
    assert "Use one queue: ADR-1 · Accepted · 2026-03-01" in text.replace("**", "")
    assert "**Superseded by:** *ADR-2*" in text
    assert "**Supersedes:** *ADR-1*" in result.text("ledger.txt")
    assert "**Alternatives considered:**\n\n* **Two queues**\n\n  **Pros:**\n\n  * fast" in text


def test_manual_page(make_project: MakeProject) -> None:
    page = (project(make_project).build("man").outdir / "p.1").read_text()
    assert ".SH More risks" not in page
    assert r"\fBMore risks\fP" in page
    assert r"\fBMitigation:\fP Two things, see " in page
    assert page.index("\nTry\n") < page.index("A plain one")


def test_xml(make_project: MakeProject) -> None:
    text = project(make_project).build("xml").text("pay.xml")
    assert 'tdd-fields="id risk impact likelihood mitigation" tdd-kind="risk"' in text


def test_what_the_outline_reader_needs(make_project: MakeProject) -> None:
    doctree = project(make_project).build("dummy").doctree("pay")
    (table,) = (node for node in doctree.findall(nodes.table) if node.get("tdd-kind"))
    assert table["tdd-fields"] == ["id", "risk", "impact", "likelihood", "mitigation"]
    assert table.line == 3
    (record,) = (node for node in doctree.findall(nodes.admonition) if node.get("tdd-kind"))
    assert record["tdd-kind"] == "decision"
    assert record["tdd-fields"][:4] == ["id", "title", "status", "date"]
    assert (
        record.line == MD.lstrip().split("\n").index("```{decision-record} Use **one** queue") + 1
    )
    assert record.source.endswith("pay.md")
    index = list(doctree.findall(addnodes.index))
    assert next(entry[1] for node in index for entry in node["entries"]) == (
        "Risk; RISK-1: The ledger is late"
    )


def test_two_clean_builds_are_the_same(make_project: MakeProject) -> None:
    made = project(make_project)
    first = contents(made.build("html", fresh=True).outdir)
    assert contents(made.build("html", fresh=True).outdir) == first
    parallel = contents(made.build("html", fresh=True, parallel=2).outdir)
    assert parallel == first


def contents(folder: Path) -> dict[str, bytes]:
    skipped = {".buildinfo", "environment.pickle"}
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in skipped
    }


CATALOG = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "The `ledger` is late"
msgstr "Das `Hauptbuch` ist spät"

msgid "A plain one"
msgstr "Ein schlichtes"

msgid "The *risks*"
msgstr "Die *Risiken*"

msgid "Use **one** queue"
msgstr "Nimm **eine** Schlange"

msgid "Two things, see {tdd:decision}`ADR-1`:"
msgstr "Zwei Dinge, siehe {tdd:decision}`ADR-1`:"

msgid "Two queues"
msgstr "Zwei Schlangen"

msgid "It was slow"
msgstr "Es war langsam"

msgid "fast"
msgstr "schnell"
"""


def test_translated(make_project: MakeProject) -> None:
    made = project(make_project)
    messages = (made.build("gettext").outdir / "pay.pot").read_text()
    for text in re.findall(r'^msgid "(.+)"', CATALOG, re.M):
        assert f'msgid "{text}"' in messages
    assert "source/pay.md:8\n" in messages, "the line of a value, not of its directive"
    for ours in ("Likelihood", "Medium", "Why not chosen", "Accepted"):
        assert f'"{ours}"' not in messages, "words of ours are none of the project's"
    made.write("locale/de/LC_MESSAGES/pay.po", CATALOG)
    result = made.build("html", language="de", locale_dirs=["locale"])
    page = result.body("pay")
    for text in (
        ">Hauptbuch<",
        "Ein schlichtes",
        "Die <em>Risiken</em>",
        "Nimm <strong>eine</strong> Schlange",
        "Zwei Dinge, siehe <a ",
        "<strong>Zwei Schlangen</strong>",
        'Kontext<span class="colon">:</span></dt>',
        "<p>Es war langsam",
        "schnell",
    ):
        assert text in page
    assert 'id="risk-RISK-1"' in page
    assert "tdd-level-5" in page
    only_ours(result)


@pytest.mark.parametrize("builder", ["latex", "man", "texinfo"])
def test_a_row_that_nothing_leads_has_no_empty_line(
    make_project: MakeProject, builder: str
) -> None:
    text = "# A\n\n```{stakeholder-table}\n- role: Owner\n  name: Priya\n```\n"
    build = make_project({"index.md": text}).build(builder)
    cell = next(build.resolved().findall(nodes.tbody)).next_node(nodes.entry)
    assert cell is not None
    written = [child.astext() for child in cell if not isinstance(child, nodes.raw)]
    assert written == ["Owner"]
    assert cell.next_node(nodes.target)["ids"] == ["stakeholder-owner"]
