"""The gallery: each example document stands there in both syntaxes, which say the same."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes

from sphinx_tdd.model.template_library import load
from tests.conftest import Project, Result

ROOT = Path(__file__).parents[2]
DESIGNS = ROOT / "examples" / "designs"
OTHER = ROOT / "examples" / "other-syntax"
CONF = {
    name: value
    for name, value in runpy.run_path(str(ROOT / "examples" / "conf.py")).items()
    if name.startswith(("tdd_", "myst_")) or name in {"numfig", "extensions"}
}
DRAFT = "refund-tool"
"""The one document with gaps: it is no example of how a template is filled in."""
NAMES = sorted(path.stem for path in DESIGNS.iterdir() if path.is_file() and path.stem != DRAFT)
_ASIDE = (nodes.comment, nodes.target, nodes.colspec)
"""What each syntax has of its own: labels as nodes, widths of columns."""


def _files(*folders: Path) -> dict[str, str]:
    files = {"index.rst": "Designs\n=======\n\n.. toctree::\n   :glob:\n\n   designs/*\n"}
    later: set[str] = set()
    for folder in folders:
        here = [path for path in folder.rglob("*") if path.is_file() and path.stem not in later]
        later |= {path.stem for path in here}
        files |= {
            f"designs/{p.relative_to(folder).as_posix()}": p.read_text("utf-8") for p in here
        }
    return files


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    """The examples as they are, and with each in the other syntax."""
    return [
        Project(tmp_path_factory.mktemp("gallery"), _files(*folders), CONF).build()
        for folders in ((DESIGNS,), (OTHER, DESIGNS))
    ]


def test_each_template_has_an_example_in_each_syntax() -> None:
    followed = {CONF["tdd_documents"][f"designs/{name}"] for name in NAMES}
    assert followed == set(load())
    for name in NAMES:
        (here,) = DESIGNS.glob(f"{name}.*")
        (there,) = OTHER.glob(f"{name}.*")
        assert {here.suffix, there.suffix} == {".md", ".rst"}


def test_they_build_without_a_warning_but_for_the_draft(built: list[Result]) -> None:
    for result in built:
        assert [line for line in result.warnings if DRAFT not in line] == []


def _said(result: Result, name: str) -> tuple[Any, ...]:
    """Return the verdict on a document, and its records without their lines."""
    report = json.loads(result.text("tdd.json"))
    (entry,) = (d for d in report["documents"] if d["docname"] == f"designs/{name}")
    records = [r for r in report["records"] if r["docname"] == entry["docname"]]
    known = sorted((r["kind"], r["id"], sorted(r["fields"])) for r in records)
    return {key: value for key, value in entry.items() if key != "path"}, known


@pytest.mark.parametrize("name", NAMES)
def test_both_have_one_verdict_and_the_same_records(built: list[Result], name: str) -> None:
    verdict, other = (_said(result, name) for result in built)
    assert verdict == other
    assert verdict[0]["complete"]
    assert verdict[0]["findings"] == []


def _flat(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield what is in a node, without spans that only carry a class."""
    for child in node.children:
        if type(child) is nodes.inline:
            yield from _flat(child)
        elif not isinstance(child, _ASIDE):
            yield child


def _lines(node: nodes.Node, indent: str) -> Iterator[str]:
    for is_text, run in groupby(_flat(node), lambda child: isinstance(child, nodes.Text)):
        if is_text:
            text = " ".join("".join(each.astext() for each in run).split())
            yield from [f"{indent}{text}"] if text else []
            continue
        for child in run:
            yield f"{indent}{type(child).__name__}"
            yield from _lines(child, f"{indent} ")


def _tree(result: Result, name: str) -> str:
    return "\n".join(_lines(result.resolved(f"designs/{name}"), ""))


@pytest.mark.parametrize("name", NAMES)
def test_both_become_one_tree(built: list[Result], name: str) -> None:
    one, other = (_tree(result, name) for result in built)
    assert one == other
