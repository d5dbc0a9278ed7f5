"""The diagrams: what is drawn and with what, the same in words, and that it is up to date."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from typing import Any

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from sphinx_tdd.ext.domain import domain_of
from sphinx_tdd.ext.draw import Drawing, class_diagram, dot, flowchart
from sphinx_tdd.ext.graph import Edge, Graph
from sphinx_tdd.ext.graph import Node as Box
from sphinx_tdd.model.outline import decode
from tests.conftest import MakeProject, Result

MERMAID, GRAPHVIZ = "sphinxcontrib.mermaid", "sphinx.ext.graphviz"
BASE = ["myst_parser", "sphinx_tdd"]

PAY = """
# Payments

```{component-table}
- id: GW
  component-name: Gateway
  responsibility: Takes payments
  technology: Go *1.22*
  dependencies: Ledger, Postgres, Acme Bank, Mail service (external)
- component-name: Clearing
  responsibility: Settles
  dependencies: GW
```

```{integration-table}
- system: Acme Bank
  protocol: REST
  frequency: always
  failure-mode: queue
```

```{decision-record} One queue
:id: ADR-1
:status: superseded

decision: One
rationale: Easy
```

```{decision-record} Two queues
:id: ADR-2
:status: accepted
:supersedes: ADR-1

decision: Two
rationale: Fast
```
"""
LEDGER = """
Ledger
======

.. component-record:: Ledger

   responsibility: Books
   dependencies: Postgres

.. technology-table::

   - layer: Storage
     technology: Postgres
     version: 16
     purpose: Data

.. entity-table::

   - entity: Account
     purpose: Holds money
     attributes:
       - {name: id, type: uuid, constraints: primary key}
       - balance
     relationships:
       - one Account has many Bookings
       - is kept for ten years
   - entity: Booking
     purpose: Moves money
     attributes: amount
     relationships: belongs to Account
"""


def index(*directives: str) -> str:
    """Return a page in Markdown with directives."""
    others = "```{toctree}\n:hidden:\n:glob:\n\n*\n```\n\n"
    return f"# All\n\n{others}" + "\n".join(f"```{{{each}\n```\n" for each in directives)


def make(make_project: MakeProject, page: str, *loaded: str, **conf: Any) -> Any:
    """Return a project with a page of diagrams and two documents of records."""
    files = {"index.md": page, "pay.md": PAY, "ledger.rst": LEDGER}
    return make_project(files, extensions=[*BASE, *loaded], **conf)


def listed(build: Result, docname: str = "index") -> list[list[str]]:
    """Return the items of the first list of a page, each with those below it."""
    found = next(iter(build.resolved(docname).findall(nodes.bullet_list)))
    return [[line.astext() for line in item.findall(nodes.paragraph)] for item in found]


# -- as a list ----------------------------------------------------------------------------


def test_components_as_a_list(make_project: MakeProject) -> None:
    build = make(make_project, index("component-diagram}")).build("text")
    assert listed(build) == [
        ["Ledger", "needs Postgres (technology)"],
        [
            "Gateway – Go 1.22",
            "needs Ledger",
            "needs Postgres (technology)",
            "needs Acme Bank (integration)",
            "needs Mail service (external)",
        ],
        ["Clearing", "needs Gateway"],
    ]
    assert [line for line in build.others if "no_documents" not in line] == []


def test_entities_as_a_list(make_project: MakeProject) -> None:
    build = make(make_project, index("entity-diagram}")).build("text")
    assert listed(build) == [
        [
            "Account",
            "id: uuid, primary key",
            "balance",
            "one Account has many Bookings",
            "is kept for ten years",
        ],
        ["Booking", "amount", "belongs to Account"],
    ]


def test_decisions_as_a_list(make_project: MakeProject) -> None:
    build = make(make_project, index("decision-graph}")).build("text")
    assert listed(build) == [
        ["ADR-1: One queue – Superseded", "superseded by ADR-2: Two queues"],
        ["ADR-2: Two queues – Accepted"],
    ]


def test_decisions_stand_in_the_order_in_which_they_were_made(make_project: MakeProject) -> None:
    rows = "".join(
        f"- {{id: ADR-{n}, title: Way {n}, decision: D, rationale: R, date: {day}}}\n"
        for n, day in ((1, "2026-03-01"), (2, "2026-01-01"), (3, "2026-02-01"))
    )
    text = f"# All\n\n```{{decision-graph}}\n```\n\n```{{decision-table}}\n{rows}```\n"
    build = make_project({"index.md": text}).build("text")
    assert listed(build) == [["ADR-2: Way 2"], ["ADR-3: Way 3"], ["ADR-1: Way 1"]]


def test_the_list_leads_to_the_records(make_project: MakeProject) -> None:
    page = index("component-diagram}", "entity-diagram}", "decision-graph}")
    body = make(make_project, page).build().body()
    for target in (
        "pay.html#component-GW",
        "ledger.html#technology-postgres",
        "ledger.html#entity-account",
        "pay.html#decision-ADR-2",
    ):
        assert f'href="{target}"' in body
    assert 'has many <a class="reference internal" href="ledger.html#entity-booking"' in body


@pytest.mark.parametrize(("name", "source"), [
    ("index.md", index("component-diagram}\n:caption: Ours")),
    ("index.rst", "All\n===\n\n.. component-diagram::\n   :caption: Ours\n"),
])  # fmt: skip
def test_both_syntaxes_show_the_same(make_project: MakeProject, name: str, source: str) -> None:
    build = make_project({name: source, "pay.md": PAY, "ledger.rst": LEDGER}).build("text")
    assert build.text("index.txt").startswith("All\n***\n\n**Ours**\n\n* Ledger\n")


# -- what is in it ------------------------------------------------------------------------


def test_a_document_with_what_it_is_linked_with(make_project: MakeProject) -> None:
    page = index("component-diagram}\n:documents: ledger")
    build = make(make_project, page).build("text")
    assert [item[0] for item in listed(build)] == ["Ledger", "Gateway – Go 1.22"]
    assert listed(build)[1][1:] == ["needs Ledger"]


def test_a_condition_leaves_out_also_what_others_name(make_project: MakeProject) -> None:
    page = index("decision-graph}\n:where: status = accepted")
    build = make(make_project, page).build("text")
    assert listed(build) == [["ADR-2: Two queues – Accepted"]]
    assert "1 of 2 decisions" in build.text("index.txt")


@pytest.mark.parametrize(
    ("directive", "sentence"),
    [
        ("component-diagram}\n:documents: index", "No components"),
        ("decision-graph}\n:where: status = rejected", "0 of 2 decisions"),
        ("entity-diagram}\n:documents: pay", "No entities"),
    ],
)
def test_a_sentence_where_there_is_nothing_to_draw(
    make_project: MakeProject, directive: str, sentence: str
) -> None:
    build = make(make_project, index(directive), MERMAID).build("html")
    assert f'<p class="tdd-count">{sentence}</p>' in build.body()
    assert "mermaid" not in build.body()


def test_a_name_that_no_record_has(make_project: MakeProject) -> None:
    table = "# P\n\n```{component-table}\n- component-name: A\n  dependencies: B, A, b\n```\n"
    files = {"index.md": index("component-diagram}"), "p.md": table}
    build = make_project(files).build("text")
    assert listed(build) == [
        ["A", "needs B (not described)", "needs A", "needs B (not described)"]
    ]


def test_a_name_that_another_project_has(make_project: MakeProject) -> None:
    other = "# O\n\n```{component-table}\n- id: THEIRS\n  component-name: Theirs\n```\n"
    theirs = make_project({"index.md": other}, project="Other", version="1").build()
    table = "# P\n\n```{component-table}\n- component-name: A\n  dependencies: THEIRS\n```\n"
    project = make_project(
        {"index.md": index("component-diagram}"), "p.md": table},
        extensions=[*BASE, "sphinx.ext.intersphinx"],
        intersphinx_mapping={"other": ("https://o.example/", str(theirs.outdir / "objects.inv"))},
    )
    assert listed(project.build("text")) == [["A", "needs THEIRS (external)"]]


def test_a_diagram_counts_as_one_where_a_template_asks_for_it(make_project: MakeProject) -> None:
    build = make(make_project, index("component-diagram}")).build("text")
    root = decode(domain_of(build.app.env).outline_of("index")).root
    assert [block.kind for head in root.walk() for block in head.blocks][-1:] == ["diagram"]


# -- drawn --------------------------------------------------------------------------------


def drawn(build: Result, name: str = "index") -> list[str]:
    """Return the text of each drawing by mermaid on a page."""
    found = re.findall(r'<pre\s+class="mermaid">(.*?)</pre>', build.body(name), re.S)
    return [html.unescape(each) for each in found]


def test_mermaid_in_html(make_project: MakeProject) -> None:
    pytest.importorskip(MERMAID)
    page = index("component-diagram}\n:caption: Ours", "entity-diagram}", "decision-graph}")
    build = make(make_project, page, MERMAID).build()
    components, entities, decisions = drawn(build)
    assert "flowchart LR\n    accTitle: Ours\n" in components
    assert 'n1["Gateway<br/>Go 1#46;22"]' in components
    assert 'n3{{"Postgres<br/>#8288;#40;technology#41;"}}' in components
    assert "n2 --> n1\n" in components
    assert '    click n1 href "./pay.html#component-GW"\n' in components
    assert "class n5 tddUnknown" in components
    assert 'n0 "1" --> "#42;" n1 : one Account has many Bookings' in entities
    assert 'n1 --> "1" n0 : belongs to Account' in entities
    assert "        id#58; uuid#44; primary key\n" in entities
    assert 'n0 -->|"superseded by"| n1' in decisions
    assert "class n0 tddSuperseded" in decisions
    assert [line for line in build.others if "no_documents" not in line] == []


def test_a_drawing_has_the_same_in_words_beside_it(make_project: MakeProject) -> None:
    pytest.importorskip(MERMAID)
    body = make(make_project, index("component-diagram}"), MERMAID).build().body()
    inside = re.search(r'<details class="tdd-in-words"><summary>(.*?)</summary>(.*)', body, re.S)
    assert inside and inside[1] == "The drawing as a list"
    assert "needs <a" in inside[2].partition("</details>")[0]


def test_a_caption_makes_a_figure(make_project: MakeProject) -> None:
    pytest.importorskip(MERMAID)
    page = index("component-diagram}\n:caption: Ours & <b>")
    body = make(make_project, page, MERMAID, numfig=True).build().body()
    assert '<figure class="align-default" id="tdd-diagram-1">' in body
    assert '<span class="caption-text">Ours &amp; &lt;b&gt;</span>' in body


@pytest.mark.parametrize("builder", ["text", "man", "latex", "epub", "texinfo", "xml"])
def test_mermaid_is_not_run_where_no_script_runs(make_project: MakeProject, builder: str) -> None:
    pytest.importorskip(MERMAID)
    project = make(make_project, index("component-diagram}"), MERMAID, mermaid_cmd="no-such-mmdc")
    conf = {"man_pages": [("index", "all", "", "", 1)], "version": "1", "copyright": "us"}
    build = project.build(builder, **conf)
    assert [line for line in build.others if "mermaid" in line.lower()] == []
    assert any("needs" in node for node in build.resolved().findall(nodes.Text))


@pytest.mark.skipif(not shutil.which("dot"), reason="draws with Graphviz")
@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "latex"])
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_graphviz(make_project: MakeProject, builder: str, kind: str) -> None:
    page = index("component-diagram}", "entity-diagram}", 'decision-graph}\n:caption: Q"<&')
    project = make(make_project, page, GRAPHVIZ, graphviz_output_format=kind, numfig=True)
    build = project.build(builder)
    assert [line for line in build.others if "no_documents" not in line] == []
    suffix = "pdf" if builder == "latex" else kind
    folder = build.outdir / ("" if builder == "latex" else "_images")
    assert len(list(folder.glob(f"graphviz-*.{suffix}"))) == 3
    if builder == "html" and kind == "png":
        assert 'href="pay.html#component-GW" target="_top" title="Gateway"' in build.body()
        assert 'alt="Q&quot;&lt;&amp;"' in build.body()
    if builder == "html" and kind == "svg":
        drawings = "".join(path.read_text() for path in folder.glob("*.svg"))
        assert 'href="../pay.html#component-GW"' in drawings


def test_without_the_program_it_is_a_list(make_project: MakeProject) -> None:
    project = make(make_project, index("component-diagram}"), GRAPHVIZ)
    build = project.build(graphviz_dot="no-such-dot")
    assert "needs <a" in build.body()
    assert "<details" not in build.body()
    assert [line for line in build.others if "no_documents" not in line] == []


@pytest.mark.skipif(not shutil.which("dot"), reason="draws with Graphviz")
def test_the_writer_chooses(make_project: MakeProject) -> None:
    pytest.importorskip(MERMAID)
    page = index(
        *(f"component-diagram}}\n:as: {each}" for each in ("mermaid", "graphviz", "list"))
    )
    body = make(make_project, page, MERMAID, GRAPHVIZ).build().body()
    one, two, three = body.split('<div class="tdd-view tdd-component-diagram')[1:]
    assert "mermaid" in one and "graphviz" not in one
    assert "graphviz" in two and "mermaid" not in two
    assert "graphviz" not in three and "mermaid" not in three
    assert "<details" not in three


def test_a_technique_that_is_not_there(make_project: MakeProject) -> None:
    page = index("component-diagram}\n:as: mermaid", "component-diagram}\n:as: paint")
    build = make(make_project, page).build("text")
    assert build.of("tdd.register") == [
        "index.md:11: WARNING: :as: 'mermaid' needs 'sphinxcontrib.mermaid' in extensions, in "
        "conf.py [tdd.register]",
        "index.md:15: WARNING: :as: 'paint' is none of mermaid, graphviz, list [tdd.register]",
    ]
    assert build.text("index.txt").count("* Ledger") == 2


# -- up to date ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pay.md", "component-name: Gateway", "component-name: Front door"),
        ("pay.md", "technology: Go *1.22*", "technology: Rust"),
        ("pay.md", "dependencies: GW", "dependencies: GW, Ledger"),
        ("pay.md", ":status: accepted", ":status: rejected"),
        ("pay.md", ":supersedes: ADR-1\n", ""),
        ("ledger.rst", "one Account has", "each Account has"),
        ("ledger.rst", "type: uuid", "type: int"),
        ("ledger.rst", "technology: Postgres", "technology: MariaDB"),
    ],
)
def test_an_edit_elsewhere_writes_the_page_again(
    make_project: MakeProject, file: str, old: str, new: str
) -> None:
    page = index("component-diagram}", "entity-diagram}", "decision-graph}")
    loaded = [MERMAID] if shutil.which("dot") is None else [GRAPHVIZ]
    pytest.importorskip(loaded[0])
    project = make(make_project, page, *loaded, graphviz_output_format="svg")
    before = project.build().body()
    project.replace(file, old, new)
    again = project.build()
    assert again.body() != before
    assert again.body() == project.build(fresh=True).body()


def test_an_edit_that_no_diagram_shows_leaves_the_page_alone(make_project: MakeProject) -> None:
    # Sphinx itself writes a page again where one in its toctree is read again.
    page = index("component-diagram}", "entity-diagram}", "decision-graph}")
    project = make(make_project, page.replace(":glob:\n\n*\n", ""))
    project.build()
    project.replace("pay.md", "responsibility: Settles", "responsibility: Settles at night")
    written = re.findall(r"writing output\.\.\. \[ *\d+%\] (\S+)", project.build().status)
    assert written == ["pay"]


# -- words of writers mean nothing to what draws ------------------------------------------

WORDS = st.text(
    st.one_of(st.sampled_from("\"'`[](){}<>|\\/#;:%&*_~$+-=.,@!?\n\t endclick"), st.characters()),
    max_size=30,
)


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    """Return a drawing of nodes and edges with any words."""
    boxes = [
        Box(title, kind="entity", note=note, lines=lines, docname="d")
        for title, note, lines in draw(
            st.lists(st.tuples(WORDS, WORDS, st.lists(WORDS, max_size=2)), min_size=1, max_size=4)
        )
    ]
    place = st.integers(0, len(boxes) - 1)
    ends = st.tuples(WORDS, WORDS)
    edges = draw(st.lists(st.builds(Edge, place, place, WORDS, ends=ends), max_size=4))
    return Drawing(
        Graph(boxes, edges, len(boxes), len(boxes), [[] for _ in boxes]),
        "tdd_1",
        draw(WORDS),
        lambda box: [part for part in (box.title, box.note) if part.strip()],
        lambda box: "pay.html#a",
        lambda box: "Unknown",
        lambda edge: edge.text,
        draw(st.booleans()),
    )


FLOW = re.compile(
    r"""flowchart\ (?:LR|TB)|\ {4}accTitle:\ [^\W_](?:[^\W_]|[ ])*
    |\ {4}n\d+\[\(\"(?:[^\W_]|[ ]|\#\d+;|<br/>)*\"\)\]
    |\ {4}n\d+\ -->(?:\|\"(?:[^\W_]|[ ]|\#\d+;)*\"\|)?\ n\d+
    |\ {4}click\ n\d+\ href\ \"\./pay\.html\#a\"
    |\ {4}class\ n\d+(?:,n\d+)*\ tddUnknown|\ {4}classDef\ tddUnknown\ stroke-dasharray:\ 5\ 4""",
    re.VERBOSE,
)
CLASSES = re.compile(
    r"""classDiagram|\ {4}accTitle:\ [^\W_](?:[^\W_]|[ ])*
    |\ {4}class\ n\d+\[\"(?:[^\W_]|[ ]|\#\d+;)*\"\](?:\ \{)?|\ {4}\}
    |\ {8}(?:[^\W_]|[ ]|\#\d+;)*
    |\ {4}n\d+(?:\ \"(?:[^\W_]|[ ]|\#\d+;)*\")?\ -->(?:\ \"(?:[^\W_]|[ ]|\#\d+;)*\")?\ n\d+
     (?:\ :\ (?:[^\W_]|[ ]|\#\d+;)*)?
    |\ {4}click\ n\d+\ href\ \"\./pay\.html\#a\"""",
    re.VERBOSE,
)
DOT = re.compile(
    r"""digraph\ tdd_1\ \{|\ {2}rankdir=(?:LR|TB)|\}
    |\ {2}(?:node|edge|n\d+(?:\ ->\ n\d+)?)\ \[(?:\ ?\w+=(?:"(?:[^"\\]|\\.)*"|\w+))*\]""",
    re.VERBOSE,
)


@given(drawings())
def test_no_words_are_part_of_a_flowchart(drawing: Drawing) -> None:
    lines = flowchart(drawing).removesuffix("\n").split("\n")
    assert [line for line in lines if not FLOW.fullmatch(line)] == []
    assert sum(" -->" in line for line in lines) == len(drawing.graph.edges)


@given(drawings())
def test_no_words_are_part_of_a_class_diagram(drawing: Drawing) -> None:
    lines = class_diagram(drawing).removesuffix("\n").split("\n")
    assert [line for line in lines if not CLASSES.fullmatch(line)] == []
    assert sum(" -->" in line for line in lines) == len(drawing.graph.edges)


@given(drawings())
def test_no_words_are_part_of_what_graphviz_reads(drawing: Drawing) -> None:
    lines = dot(drawing).removesuffix("\n").split("\n")
    assert [line for line in lines if not DOT.fullmatch(line)] == []


EVIL = [
    'Quote " and \\N \\l \\', "{x|y} <p> \\{", "a -> b; c [label=d]", "end", "\\", '\\"', "|", "}",
    "&amp; &lt; <b>x</b>", "<<table>>", "漢字 🙂", "--> click n0", "`x` **y** _z_",
    "%%{init: {}}%%",
]  # fmt: skip


@pytest.mark.skipif(not shutil.which("dot"), reason="draws with Graphviz")
def test_graphviz_shows_the_words_as_they_are() -> None:
    boxes = [Box(word, docname="d") for word in EVIL]
    boxes += [Box(word, lines=[word], docname="d") for word in EVIL]
    edges = [Edge(0, number, word, ends=(word, word)) for number, word in enumerate(EVIL)]
    drawing = Drawing(
        Graph(boxes, edges, len(boxes), len(boxes), []),
        "tdd_1",
        "",
        lambda box: [box.title],
        lambda box: "",
        lambda box: "",
        lambda edge: edge.text,
    )
    made = subprocess.run(
        ["dot", "-Tsvg"], input=dot(drawing), capture_output=True, text=True, check=True
    )
    shown = [
        " ".join(html.unescape(each).split())
        for each in re.findall(r"<text [^>]*>(.*?)</text>", made.stdout)
    ]
    assert made.stderr == ""
    for word in EVIL:
        assert shown.count(" ".join(word.split())) == 6
