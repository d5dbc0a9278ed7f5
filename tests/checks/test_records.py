"""A document written with directives and one written with plain tables get the same verdict."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from docutils import nodes
from docutils.utils import new_document

from sphinx_tdd.checks.information import status_of
from sphinx_tdd.checks.labelled import labelled
from sphinx_tdd.checks.recorded import answered, rows_of, tables
from sphinx_tdd.checks.trees import has_content
from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.ext.domain import domain_of
from sphinx_tdd.model.finding import Finding
from sphinx_tdd.model.kind import Field, Kind
from sphinx_tdd.model.outline import Block, Heading, Outline, decode
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.readers.doctree import read
from tests.conftest import Project
from tests.designs import SYNTAXES, templates, write
from tests.written_twice import KINDS, Case, cases, in_directives

TEMPLATES = sorted(templates())


def told(findings: Sequence[Finding]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return sorted((f.rule, f.section, f.missing) for f in findings)


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_same_verdict(name: str, syntax: str, tmp_path: Path) -> None:
    template = templates()[name]
    everything = {f"d{number}": case for number, case in enumerate(cases(template))}
    outlines = _outlines(everything, syntax, tmp_path)
    wrong = []
    for docname, case in everything.items():
        top = case.name.partition(":")[0].partition(" > ")[0]
        sections = tuple(section for section in template.sections if section.title == top)
        small = msgspec.structs.replace(template, sections=sections)
        made, plain = (
            judge(outlines[n], small, Settings(), KINDS) for n in (docname, f"{docname}-plain")
        )
        same = told(made.findings) == told(plain.findings) and made.sections == plain.sections
        if not same or bool(made.findings) is case.whole:
            verdicts = (f"  {told(v.findings)} {v.sections}" for v in (made, plain))
            wrong.append("\n".join((case.name, *verdicts)))
    assert not wrong, "\n".join(wrong)


def _outlines(everything: dict[str, Case], syntax: str, folder: Path) -> dict[str, Outline]:
    files = {}
    for docname, case in everything.items():
        files[f"{docname}.{syntax}"] = write(case.made(syntax), syntax)
        files[f"{docname}-plain.{syntax}"] = write(case.plain, syntax)
    conf = {"tdd_documents": {}, "root_doc": "d0", "suppress_warnings": ["toc", "tdd"]}
    result = Project(folder, files, conf).build("dummy")
    assert [line for line in result.others if "in any toctree" not in line] == []
    domain = domain_of(result.app.env)
    return {name: decode(domain.outline_of(name)) for name in domain.marks}


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_section_is_left_out(name: str) -> None:
    """Each section and each item with a kind has cases, whole ones and others."""
    template = templates()[name]
    found = Counter((case.name.partition(":")[0], case.whole) for case in cases(template))
    for section in template.walk():
        path = " > ".join(section.path)
        drawn = section.diagram is True
        if (section.kind and not drawn) or any(item.kind for item in section.items):
            assert found[path, True], path
        if section.kind and (section.columns or section.items):
            assert found[path, False], path
    assert sum(found.values()) >= sum(bool(section.kind) for section in template.walk())


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_document_in_directives_is_complete(name: str, syntax: str, tmp_path: Path) -> None:
    text = write(in_directives(templates()[name], syntax), syntax)
    conf = {"tdd_documents": {"index": name}}
    result = Project(tmp_path, {f"index.{syntax}": text}, conf).build("dummy")
    assert result.warnings == []
    document = json.loads(result.text("tdd.json"))["documents"][0]
    assert document["complete"], document["findings"]
    assert {f["severity"] for f in document["findings"]} <= {"info"}


def _read(node: nodes.Element) -> list[Block]:
    """What an outline holds of one node."""
    document = new_document("x")
    document += node
    return list(read(document, {}, lambda path: ()).root.blocks)


def test_a_drawing_of_records_is_a_diagram_before_it_is_drawn() -> None:
    node = nodes.container(**{"tdd-diagram": "component-diagram", "tdd-view": "component-diagram"})
    assert _read(node) == [Block("diagram", 1, "component-diagram", style="tdd")]


def test_a_view_of_the_project_is_content_and_no_record() -> None:
    (block,) = _read(nodes.container(**{"tdd-view": "risk-matrix"}))
    assert block == Block("other", 1, "risk-matrix")
    assert list(tables([block])) == []
    assert has_content([block])


def test_a_record_that_is_not_shown_as_one_row_is_a_row_by_itself() -> None:
    row = nodes.row(
        "", *(nodes.entry("", nodes.paragraph(text, text)) for text in ("Status", "x"))
    )
    node = nodes.table("", nodes.tgroup("", nodes.tbody("", row, row.deepcopy()), cols=2))
    node["tdd-kind"], node["tdd-fields"] = "document-info", ["id", "status"]
    node["tdd-records"] = [["D-1", 3, "", "id,status", [["id", 4, "D-1"], ["status", 5, "x"]]]]
    (block,) = _read(node)
    assert [each.style for each in block.blocks] == ["", "", "record"]
    assert [(row.title, row.line, sorted(row.given)) for row in rows_of(block)] == [
        ("D-1", 3, ["id", "status"])
    ]
    assert [(x.label, x.value) for x in labelled([block]) if x.column] == [
        ("id", "D-1"),
        ("status", "x"),
    ]


def test_a_field_answers_by_another_name_what_is_no_other_field() -> None:
    one = Field("one", aliases=("two", "other", "third"))
    kind = Kind("k", "K", "one", (one, Field("two"), Field("three", aliases=("other",))))

    def answers(given: str, *wanted: str) -> list[bool]:
        return answered(kind, [given], [frozenset({name}) for name in wanted])

    assert answers("one", "one", "two") == [True, False]
    assert answers("one", "two") == [False]
    assert answers("one", "third") == [True]
    assert answers("one", "one", "third") == [True, False]
    assert answers("one", "other") == [True]
    assert answers("three", "other") == [False]
    assert answers("two", "two", "third") == [True, False]
    assert answered(None, ["third"], [frozenset({"third"})]) == [True]


def test_the_status_of_a_record_is_none_of_the_document() -> None:
    def outline(kind: str) -> Outline:
        cell = Block("cell", 5, "draft", label="status")
        row = Block("row", 4, "risk,status", "Late", "record", (cell,))
        table = Block("table", 3, "risk,status", style=kind, blocks=(row,))
        title = Heading("Ledger", 1, 5, 5, blocks=(table,))
        return Outline("Ledger", Heading("", 0, 5, 0, sections=(title,)), {})

    assert status_of(outline("document-info")) == "draft"
    assert status_of(outline("risk")) == ""
