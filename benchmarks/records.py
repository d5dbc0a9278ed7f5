"""What records cost: plain Sphinx, this extension and sphinx-needs on the same content.

Each document is a design of a few pages with nine records in it, and one page has two
tables of all the project's records of a kind. `plain` has the same words in tables and
definition lists, and the two tables written out, with as many links. The projects are built in
turn, each build a process of its own: cold with two processes, cold, with nothing changed, with
a sentence more in one document, with another title for one record. What counts is the processor
time and the memory that the system reports, and the ratio to the plain build of the same turn.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from designs import Design, Mix, add_sentence, design, retitle
from measure import Cost, Project, Sizes, sizes
from notations import COLUMNS, NOTATIONS
from projects import REGISTERS, Corpus
from results import add_option, keep, versions_of
from syntaxes import SYNTAXES
from tables import paired, say, table, verdict
from turns import Costs, Step, Turns

PLAIN, OURS, PEER = "plain", "sphinx_tdd", "sphinx-needs"

TARGETS = {"cold": 1.05, "unchanged": 1.05, "touched": 1.15, "retitled": 1.15}
"""The kinds of build, with the largest ratio to plain in processor time that is aimed at."""

MEMORY = 1.15
SIZE_TARGETS = {"environment": 1.3, "page": 1.25, "html": 1.25}
ROW = b"<tr"


@dataclass(frozen=True)
class Figure:
    """A line of the result: what each variant has, and its ratio to plain."""

    name: str
    unit: str
    values: Mapping[str, float]
    ratios: Mapping[str, float]
    target: float | None = None


@dataclass(frozen=True)
class Result:
    """What was measured of projects with the same number of documents."""

    documents: int
    costs: Costs
    sizes: Mapping[str, Sizes]
    rows: Mapping[str, int]
    """How many rows the tables of the whole project have: the same in each, if all is well."""


class Benchmark:
    """The projects with one number of documents, in one temporary folder."""

    def __init__(self, folder: Path, documents: int, options: argparse.Namespace) -> None:
        self.options = options
        self.designs = tuple(design(n, documents, Mix()) for n in range(1, documents + 1))
        self.projects: dict[str, Project] = {}
        self.corpora: dict[str, Corpus] = {}
        registers = tuple(COLUMNS) if options.registers else ()
        for name in options.variants:
            home = folder / name
            notation = NOTATIONS[name](SYNTAXES[options.syntax])
            corpus = Corpus(self.designs, notation, registers, options.theme)
            corpus.write(home / "source")
            self.corpora[name] = corpus
            self.projects[name] = Project(
                source=home / "source",
                output=home / "output",
                bytecode=folder / "bytecode",
                counted=options.instructions,
            )

    def run(self) -> Result:
        """Take every measure."""
        turns = Turns(self.projects, tuple(self._steps()))
        turns.warm_up()
        turns.measure(self.options.runs)
        found = self.projects.items()
        return Result(
            documents=len(self.designs),
            costs=turns.costs,
            sizes={name: sizes(project) for name, project in found},
            rows={
                name: (p.html / f"{REGISTERS}.html").read_bytes().count(ROW) for name, p in found
            },
        )

    def _steps(self) -> Iterator[Step]:
        repeats = 1 if self.options.instructions else 3
        if self.options.parallel and not self.options.instructions:
            yield Step("parallel", fresh=True, jobs=2)
        yield Step("cold", fresh=True)
        yield Step("unchanged", repeats=repeats)
        yield Step("touched", repeats=repeats, edit=partial(self._edit, add_sentence))
        yield Step("retitled", repeats=repeats, edit=partial(self._edit, retitle))

    def _edit(self, change: Callable[[Design, str], Design], name: str, mark: int) -> None:
        old = self.designs[len(self.designs) // 2]
        new = change(old, f"Edit {mark} is lost when nobody looks")
        self.corpora[name].edit(self.projects[name].source, new)


def _rows(project: Project) -> int:
    return (project.html / f"{REGISTERS}.html").read_bytes().count(ROW)


def figures(result: Result) -> Iterator[Figure]:
    """Yield all figures of a result."""
    counted = any(cost.instructions for costs in result.costs.values() for cost in costs)
    for step, target in TARGETS.items():
        if counted:
            yield _of_cost(result, step, "10^9 instr", lambda c: c.instructions / 1e9, target)
        else:
            yield _of_cost(result, step, "CPU s", lambda cost: cost.cpu, target)
    for step in () if counted else ("cold", "unchanged"):
        yield _of_cost(result, step, "peak MB", lambda cost: cost.memory / 2**20, MEMORY)
    for name, target in SIZE_TARGETS.items():
        values = {each: getattr(found, name) / 1024 for each, found in result.sizes.items()}
        yield Figure(name, "KB", values, _to_first(values), target)
    if ("parallel", next(iter(result.sizes))) in result.costs:
        yield _gain(result, "wall", lambda cost: cost.wall)
        yield _gain(result, "CPU", lambda cost: cost.cpu)


def _of_cost(
    result: Result, step: str, unit: str, figure: Callable[[Cost], float], target: float
) -> Figure:
    names = list(result.sizes)
    plain = result.costs[step, names[0]]
    found = {name: result.costs[step, name] for name in names}
    values = {name: median(map(figure, costs)) for name, costs in found.items()}
    ratios = {name: paired(costs, plain, figure) for name, costs in found.items()}
    return Figure(step, unit, values, ratios, target)


def _gain(result: Result, unit: str, figure: Callable[[Cost], float]) -> Figure:
    """Return what a cold build with two processes takes, as a share of that with one."""
    values = {
        name: paired(result.costs["parallel", name], result.costs["cold", name], figure)
        for name in result.sizes
    }
    return Figure("-j 2 to -j 1", unit, values, _to_first(values))


def _to_first(values: Mapping[str, float]) -> dict[str, float]:
    first = next(iter(values.values()))
    return {name: value / first for name, value in values.items()}


def rows_of(results: Sequence[Result]) -> list[list[str]]:
    """Return all figures as the rows of one table."""
    names = list(results[0].sizes)
    head = ["documents", "figure", "unit", names[0]]
    for name in names[1:]:
        head += [name, "ratio", *(["target"] if name == OURS else [])]
    return [head, *(_row(r.documents, f, names) for r in results for f in figures(r))]


def _row(documents: int, figure: Figure, names: Sequence[str]) -> list[str]:
    row = [str(documents), figure.name, figure.unit, f"{figure.values[names[0]]:.2f}"]
    for name in names[1:]:
        row += [f"{figure.values[name]:.2f}", f"{figure.ratios[name]:.3f}"]
        row += [verdict(figure.ratios[name], figure.target)] if name == OURS else []
    return row


def as_json(results: Sequence[Result], options: argparse.Namespace) -> str:
    """Return all results, with each build's own, as JSON."""
    found = [
        {
            "documents": result.documents,
            "figures": [asdict(figure) for figure in figures(result)],
            "rows": dict(result.rows),
            "builds": [
                {"step": step, "variant": name, **asdict(cost)}
                for (step, name), costs in result.costs.items()
                for cost in costs
            ],
        }
        for result in results
    ]
    said = {key: value for key, value in vars(options).items() if key != "json"}
    return json.dumps({"options": said, "results": found}, indent=2) + "\n"


def kept_rows(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Return all figures, rounded, for the documentation."""
    return [
        {
            "documents": result.documents,
            "figure": figure.name,
            "unit": figure.unit,
            "values": {name: round(value, 2) for name, value in figure.values.items()},
            "ratios": {name: round(value, 3) for name, value in figure.ratios.items()},
        }
        for result in results
        for figure in figures(result)
    ]


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="run.py records", description=__doc__)
    add = parser.add_argument
    add("--documents", type=int, nargs="+", default=[100, 500], metavar="N")
    add("--runs", type=int, default=5, metavar="N")
    add("--syntax", choices=tuple(SYNTAXES), default="rst")
    add("--theme", default="alabaster", metavar="NAME")
    add("--json", type=Path, metavar="FILE", help="write all results to a file as well")
    add_option(parser)
    add(
        "--no-registers",
        dest="registers",
        action="store_false",
        help="no tables of the whole project",
    )
    add("--no-parallel", dest="parallel", action="store_false", help="don't build with -j 2")
    add(
        "--instructions",
        action="store_true",
        help="count instructions with valgrind instead of seconds: slow, and free of noise",
    )
    add(
        "--variants",
        nargs="+",
        choices=tuple(NOTATIONS),
        default=[PLAIN, OURS, PEER],
        help="only these; ratios are to the first; `unchecked` is the extension with no document "
        "held against a template",
    )
    return parser.parse_args(argv)


def report(results: Sequence[Result], options: argparse.Namespace) -> int:
    """Print all results; return the exit status."""
    packages = ["Sphinx", *([PEER] if PEER in options.variants else [])]
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    print(
        f"{versions}; {options.syntax}, theme {options.theme}, {options.runs} runs. Figures are "
        f"medians, ratios are the median of the ratios to {options.variants[0]}, pair by pair.\n"
    )
    print(table(rows_of(results), left=3), end="\n\n")
    if options.json:
        options.json.write_text(as_json(results, options), encoding="utf-8")
    if options.write:
        said = {name: getattr(options, name) for name in ("runs", "syntax", "theme")}
        keep("records", said, versions_of(["Sphinx", "docutils", PEER]), kept_rows(results))
    uneven = [result for result in results if len(set(result.rows.values())) > 1]
    for result in uneven:
        counts = ", ".join(f"{name} {rows}" for name, rows in result.rows.items())
        print(f"The registers of {result.documents} documents differ in their rows: {counts}")
    return bool(uneven)


def main(argv: Sequence[str]) -> int:
    """Run the suite; return its exit status: 1 where the output itself is wrong."""
    options = arguments(argv)
    results = []
    for documents in options.documents:
        say(f"{documents} documents")
        with tempfile.TemporaryDirectory(prefix="tdd-benchmark-") as folder:
            results.append(Benchmark(Path(folder), documents, options).run())
    return report(results, options)
