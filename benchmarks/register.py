"""What one table of thousands of records costs: whether it is linear in its rows.

Every document has a table of a hundred risks; one page has the table of them all. Each
number of rows is built cold with that table and without it, in turn, and again after an edit of
one record's title. What the table costs is the difference between the two.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from designs import retitle, table_of_risks
from measure import Project
from notations import NOTATIONS
from projects import REGISTERS, Corpus
from syntaxes import SYNTAXES
from tables import say, table
from turns import Step, Turns

EACH = 100
"""How many records a document has."""

WITH, WITHOUT = "with", "without"
OURS = "sphinx_tdd"
VARIANTS = {"plain": "plain", OURS: "unchecked", "sphinx-needs": "sphinx-needs"}
"""The variants, with their notation: no document is a design, so none is held against one."""


@dataclass(frozen=True)
class Result:
    """What a table of so many rows costs, in seconds of processor time and in bytes."""

    variant: str
    rows: int
    cold: float
    """The whole build."""
    table: float
    """What of it is for the table."""
    retitled: float
    """The build after an edit of one record."""
    memory: int
    page: int


class Benchmark:
    """The projects with one number of rows, in one temporary folder."""

    def __init__(self, folder: Path, variant: str, rows: int, options: argparse.Namespace) -> None:
        self.variant = variant
        self.rows = rows
        self.runs: int = options.runs
        notation = NOTATIONS[VARIANTS[variant]](SYNTAXES[options.syntax])
        self.designs = tuple(table_of_risks(n, EACH) for n in range(1, rows // EACH + 1))
        self.corpora = {
            WITH: Corpus(self.designs, notation, ("risk",)),
            WITHOUT: Corpus(self.designs, notation, ()),
        }
        self.projects: dict[str, Project] = {}
        for name, corpus in self.corpora.items():
            home = folder / name
            corpus.write(home / "source")
            self.projects[name] = Project(home / "source", home / "output", folder / "bytecode")

    def run(self) -> Result:
        """Take every measure."""
        turns = Turns(
            self.projects, (Step("cold", fresh=True), Step("retitled", edit=self._retitle))
        )
        turns.warm_up()
        turns.measure(self.runs)
        costs = turns.costs
        found, alone = costs["cold", WITH], costs["cold", WITHOUT]
        return Result(
            variant=self.variant,
            rows=self.rows,
            cold=median(cost.cpu for cost in found),
            table=median(a.cpu - b.cpu for a, b in zip(found, alone, strict=True)),
            retitled=median(cost.cpu for cost in costs["retitled", WITH]),
            memory=max(cost.memory for cost in found),
            page=(self.projects[WITH].html / f"{REGISTERS}.html").stat().st_size,
        )

    def _retitle(self, name: str, mark: int) -> None:
        new = retitle(self.designs[0], f"Edit {mark} is lost when nobody looks")
        self.corpora[name].edit(self.projects[name].source, new)


def rows_of(results: Sequence[Result]) -> Iterator[list[str]]:
    """Yield the rows of the table that is printed."""
    yield [
        *("variant", "rows", "cold CPU s", "of it table", "ms a row", "retitled CPU s"),
        *("peak MB", "page KB", "bytes a row"),
    ]
    for each in results:
        yield [
            *(each.variant, str(each.rows), f"{each.cold:.2f}", f"{each.table:.2f}"),
            *(f"{each.table / each.rows * 1000:.2f}", f"{each.retitled:.2f}"),
            *(f"{each.memory / 2**20:.0f}", f"{each.page / 1024:.0f}"),
            f"{each.page / each.rows:.0f}",
        ]


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="run.py register", description=__doc__)
    add = parser.add_argument
    add("--rows", type=int, nargs="+", default=[1000, 2000, 5000, 10000], metavar="N")
    add("--runs", type=int, default=3, metavar="N")
    add("--syntax", choices=tuple(SYNTAXES), default="rst")
    add("--variants", nargs="+", choices=tuple(VARIANTS), default=[OURS])
    add("--json", type=Path, metavar="FILE", help="write all results to a file as well")
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    """Run the suite; return its exit status."""
    options = arguments(argv)
    results = []
    for variant in options.variants:
        for rows in options.rows:
            say(f"{variant}, {rows} rows")
            with tempfile.TemporaryDirectory(prefix="tdd-benchmark-") as folder:
                results.append(Benchmark(Path(folder), variant, rows, options).run())
    print(table(list(rows_of(results)), left=1))
    if options.json:
        options.json.write_text(
            json.dumps([asdict(each) for each in results], indent=2) + "\n", encoding="utf-8"
        )
    return 0
