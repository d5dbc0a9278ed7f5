"""Tables and badges on paper: tables break over pages, texts are ragged, levels have colours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .paper import Narrow, NarrowTables, Paper

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PACKAGE = "sphinx_tdd"
"""The name of our LaTeX package, which holds colours and commands."""

_STYLE = Path(__file__).parent / "tex" / f"{PACKAGE}.sty"
_SHADED = ("tdd-level-", "tdd-stand-")
"""What the classes of cells begin with that have a colour."""

_FEW = 12
"""How many lines of a table stay together on a page."""

_HEADING = 4
"""How many lines a heading takes, with the head of the table below it."""

_UNBREAKABLE = (nodes.Admonition, nodes.entry, nodes.topic, nodes.sidebar, nodes.footnote)
"""What a table inside can't break over pages in."""

_BESIDE = (nodes.title, nodes.raw, nodes.Invisible)
"""What stands before a table without parting it from the heading."""


def add_latex_style(app: Sphinx) -> None:
    """Let documents use our LaTeX package."""
    app.add_latex_package(PACKAGE)


def copy_latex_style(app: Sphinx) -> None:
    """Let the builder copy our LaTeX package.

    After the builder is made, since the path is another one on each machine.
    """
    if app.builder.format == "latex":
        files = [*app.config.latex_additional_files, str(_STYLE)]
        app.config.latex_additional_files = files


class LatexTables(NarrowTables):
    """For LaTeX."""

    formats = ("latex",)
    paper = Paper(92, tallest=16, blocks=True)

    def keep(self, table: Narrow) -> None:
        """Let a table break over pages where it has several rows; shade its cells."""
        node = table.table
        if not _is_inside(node):
            node["classes"] += ["longtable"] if table.height() > _FEW else []
            _keep_with_heading(node, min(table.height(), _FEW // 2))
        for cell in (cell for row in [*table.head_cells, *table.rows] for cell in row):
            shades = [name for name in cell["classes"] if name.startswith(_SHADED)]
            commands = "".join(rf"\tddshade{{{name}}}" for name in shades)
            cell.insert(0, nodes.raw("", rf"\tddcell{commands}%" + "\n", format="latex"))


def _is_inside(node: nodes.Node) -> bool:
    """Whether a table stands where it can't break over pages."""
    above = node.parent
    while above is not None and not isinstance(above, _UNBREAKABLE):
        above = above.parent
    return above is not None


def _keep_with_heading(table: nodes.table, height: int) -> None:
    """Let no page end between a heading and the table below, which LaTeX may part from it."""
    part: nodes.Element = table
    headings = 0
    while _begins(part):
        part = part.parent
        headings += isinstance(part, nodes.section)
    if headings and isinstance(part.parent, nodes.section):
        siblings = part.parent.children
        place = part.parent.index(part)
        while place and isinstance(siblings[place - 1], nodes.target):
            place -= 1  # a label, which the writer looks for right before the heading
        command = rf"\needspace{{{height + _HEADING * headings}\baselineskip}}"
        part.parent.insert(place, nodes.raw("", f"{command}\n", format="latex"))


def _begins(part: nodes.Element) -> bool:
    """Whether a part of a page stands below a heading, with one paragraph between at most."""
    if not isinstance(part.parent, nodes.section | nodes.container):
        return False
    if isinstance(part.parent.parent, nodes.document | addnodes.start_of_file):
        return False
    before = part.parent.children[: part.parent.index(part)]
    shown = [node for node in before if node.astext() and not isinstance(node, _BESIDE)]
    return len(shown) <= 1 and all(isinstance(node, nodes.paragraph) for node in shown)
