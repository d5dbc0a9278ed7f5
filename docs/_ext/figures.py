"""The directive `tdd-figures`: what benchmarks measured, from the files that they keep.

`{tdd-figures} SUITE` shows `benchmarks/results/SUITE.json` as a table, with what it was measured
on below. No figure stands on a page itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markdown import joined, table
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

RESULTS = Path(__file__).parents[2] / "benchmarks" / "results"
SHOWN = {
    ("cold", "CPU s"): "Everything built",
    ("unchanged", "CPU s"): "Built again, with nothing changed",
    ("touched", "CPU s"): "Built again, with one document edited",
    ("retitled", "CPU s"): "Built again, with one record renamed",
    ("cold", "peak MB"): "Memory of the first build",
    ("unchanged", "peak MB"): "Memory of the second build",
    ("environment", "KB"): "What Sphinx keeps between builds",
    ("html", "KB"): "The pages of the documents",
}
"""The figures of the suite `records` that are shown, with their words."""
COMMANDS = {
    "check": "`sphinx-tdd check`",
    "floor: read the files": "for scale: reading the files, and no more",
    "floor: look for headings": "for scale: looking for headings, and no more",
    "docutils, full parse": "for scale: docutils parsing all of it",
}
"""How commands of the suite `check` are called, those with a comma by what stands before it."""


class Figures(SphinxDirective):
    """`{tdd-figures} SUITE`: `records`, or `check`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table, and what it was measured on."""
        path = RESULTS / f"{self.arguments[0]}.json"
        self.env.note_dependency(str(path))
        found = json.loads(path.read_text(encoding="utf-8"))
        rows = {"records": _records, "check": _check}[self.arguments[0]](found["rows"])
        text = f"{table(next(rows), rows)}\n{_measured(found)}"
        return list(self.parse_text_to_nodes(text))


def _records(rows: list[dict[str, Any]]) -> Iterator[list[str]]:
    names = list(rows[0]["values"])
    several = len({row["documents"] for row in rows}) > 1
    yield ["Figure", "Unit", names[0], *(part for n in names[1:] for part in (n, "ratio"))]
    for row in rows:
        words = SHOWN.get((row["figure"], row["unit"]))
        if words is None:
            continue
        many = f" ({row['documents']} documents)" if several else ""
        values, ratios = row["values"], row["ratios"]
        pairs = (part for n in names[1:] for part in (_short(values[n]), f"**{ratios[n]:.2f}**"))
        unit = row["unit"].removeprefix("peak ")
        yield [f"{words}{many}", unit, _short(values[names[0]]), *pairs]


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 100 else f"{value:.0f}"


def _check(rows: list[dict[str, Any]]) -> Iterator[list[str]]:
    yield ["Command", "Files", "CPU s", "Seconds", "MB"]
    for row in rows:
        cpu, wall = f"**{row['cpu']:.2f}**", f"{row['wall']:.2f}"
        if row["command"].endswith("all processors"):
            cpu = "–"  # that of its first process alone is known
        command = _command(row["command"])
        yield [command, f"`.{row['syntax']}`", cpu, wall, str(row["memory"])]


def _command(name: str) -> str:
    if name in COMMANDS:
        return COMMANDS[name]
    program, comma, how = name.partition(",")
    return f"{COMMANDS.get(program, program)}{comma}{how}"


def _measured(found: dict[str, Any]) -> str:
    machine, options = found["machine"], found["options"]
    versions = joined(f"{name} {version}" for name, version in found["versions"].items())
    documents = options.get("documents") or found["rows"][0]["documents"]
    return (
        f"Medians of {options['runs']} runs with {documents} documents. {versions}; "
        f"{machine['system']} with {machine['processors']} processors, at a load of "
        f"{machine['load']}.\n"
    )


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("tdd-figures", Figures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
