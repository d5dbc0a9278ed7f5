"""The tree of a snippet as text: what both syntaxes have to give.

    python -m tests.docs.trees

writes the trees anew from the Markdown snippets, where a change of them is meant.
"""

from __future__ import annotations

import re
import runpy
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from docutils import nodes

from sphinx_tdd.ext.domain import domain_of
from tests.conftest import Project, Result

ROOT = Path(__file__).parents[2]
SNIPPETS = ROOT / "docs" / "snippets"
TREES = Path(__file__).parent / "expected"
DESIGNS = Path(__file__).parent / "designs"
"""Designs for the snippets that show how documents stand."""
VERSIONED = ROOT / "docs" / "warned" / "versions"
"""Documents that follow versions of templates, for the snippet that shows these."""
CONF = {
    "numfig": True,
    "exclude_patterns": ["specs/*-template.md"],
    "tdd_documents": {
        "designs/*": "feature-design",
        **runpy.run_path(str(VERSIONED / "conf.py"))["tdd_documents"],
    },
    "tdd_template_path": ["templates"],
    "tdd_severity_by_status": {"draft": "info"},
    "tdd_kind_path": ["snippets/kinds"],
    "nitpicky": True,
}

_TOLD = ("ids", "classes", "names", "refuri", "refdomain", "reftype", "reftarget")
"""What is told of a node beside its name; the rest is where it stands, or the parser's own."""


def build(root: Path, suffix: str) -> Result:
    """Build all snippets of a syntax."""
    return project(root, suffix).build()


def project(root: Path, suffix: str) -> Project:
    """Return all snippets of a syntax as one project, since they refer to each other."""
    paths = [p for p in SNIPPETS.rglob("*") if p.suffix in {suffix, ".csv", ".yaml"}]
    names = {path: f"snippets/{path.relative_to(SNIPPETS).as_posix()}" for path in paths}
    files = {name: path.read_text(encoding="utf-8") for path, name in names.items()}
    title = {".md": "# Snippet\n\n", ".rst": "Snippet\n=======\n\n"}[suffix]
    titled = {n: title + text if n.endswith(suffix) else text for n, text in files.items()}
    designs = {f"designs/{p.name}": p.read_text(encoding="utf-8") for p in DESIGNS.iterdir()}
    versioned = (p for p in VERSIONED.glob("*/**/*.*") if p.is_file())
    for path in versioned:
        name = path.relative_to(VERSIONED).as_posix()
        designs[name] = path.read_text(encoding="utf-8")
    index = "Snippets\n========\n\n.. toctree::\n   :glob:\n\n"
    index += "".join(f"   {name}/*\n" for name in ("snippets", "designs", "notes", "specs/*"))
    return Project(root, {"index.rst": index, **designs, **titled}, CONF)


def tree(built: Result, name: str) -> str:
    """Return what a snippet became: a line for each node and each text.

    What shows the project is told as it is written, the rest as it is read.
    """
    docname = f"snippets/{name}"
    shows_all = docname in domain_of(built.app.env).views
    document = built.resolved(docname) if shows_all else built.doctree(docname)
    section = next(document.findall(nodes.section))
    return "\n".join(line for node in section.children[1:] for line in _lines(node, "")) + "\n"


def _lines(node: nodes.Node, indent: str) -> Iterator[str]:
    if not isinstance(node, nodes.Element):
        return
    yield " ".join([f"{indent}{type(node).__name__}", *_attributes(node)])
    for is_text, run in groupby(node.children, lambda child: isinstance(child, nodes.Text)):
        if isinstance(node, nodes.raw):
            text = "".join(part.astext() for part in run)
            yield from (f"{indent}  {line!r}" for line in text.split("\n") if line.strip())
        elif is_text:
            text = _text(node, run)
            yield from [f"{indent}  {text!r}"] if text else []
        else:
            yield from (line for child in run for line in _lines(child, f"{indent}  "))


def _text(parent: nodes.Element, parts: Iterable[nodes.Node]) -> str:
    """Return texts that stand side by side as one: parsers differ in where they part them."""
    text = "".join(part.astext() for part in parts)
    return text.strip() if isinstance(parent, nodes.literal_block) else re.sub(r"\s+", " ", text)


def _attributes(node: nodes.Element) -> Iterator[str]:
    for key in _TOLD:
        value = node.get(key)
        if value:
            yield f"{key}={','.join(value) if isinstance(value, list) else value}"


def main() -> None:
    """Write the trees of all snippets."""
    TREES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        built = build(Path(folder), ".md")
        if built.warnings:
            sys.exit("\n".join(built.warnings))
        names = {path.stem for path in SNIPPETS.glob("*.md")}
        for path in TREES.glob("*.txt"):
            if path.stem not in names:
                path.unlink()
        for name in sorted(names):
            (TREES / f"{name}.txt").write_text(tree(built, name), encoding="utf-8")


if __name__ == "__main__":
    main()
