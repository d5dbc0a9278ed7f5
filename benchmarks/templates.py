"""What judging documents against a template costs, beside plain Sphinx.

Three projects hold the same content. `plain` is Sphinx and MyST-Parser alone: risks are
Markdown tables, decisions are subsections. `tables` has the same sources with the extension on
and every document held against a template. `directives` writes risks and decisions with the
extension's directives. Each is built cold, with nothing changed, and with one document edited,
in turn, each build a process of its own; what counts is the processor time and the memory that
the system reports for it, and its ratio to the plain build of the same turn.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import corpus
from measure import Project, Sizes, differing, sizes
from tables import paired, size_rows, table, verdict
from turns import Costs, Step, Turns

PLAIN = "plain"
TARGETS = {"cold": 1.05, "unchanged": 1.05, "touched": 1.10}
"""The kinds of build, with the largest ratio to plain that is aimed at."""

SIZE_TARGETS = {"html": 1.15, "zipped": None, "environment": None}

CONFIG = """\
project = "Benchmark"
extensions = {extensions}
html_theme = {theme!r}
"""
MAPPING = 'tdd_documents = {"designs/*": "design-doc"}\n'


@dataclass(frozen=True)
class Variant:
    """A way to write and build the same content."""

    notation: corpus.Notation
    extension: bool

    def write(self, folder: Path, documents: int, theme: str) -> None:
        """Write the project's sources."""
        corpus.write(folder, documents, self.notation)
        extensions = ["myst_parser", *(["sphinx_tdd"] if self.extension else [])]
        config = CONFIG.format(extensions=extensions, theme=theme)
        (folder / "conf.py").write_text(config + MAPPING * self.extension, encoding="utf-8")


VARIANTS = {
    PLAIN: Variant(corpus.PLAIN, extension=False),
    "tables": Variant(corpus.PLAIN, extension=True),
    "directives": Variant(corpus.DIRECTIVES, extension=True),
}


class Benchmark:
    """The projects of one run of this suite, in one temporary folder."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.options = options
        self.names: list[str] = options.variants
        self.projects = {
            name: Project(
                source=folder / name / "source",
                output=folder / name / "output",
                bytecode=folder / "bytecode",
                jobs=options.jobs,
            )
            for name in self.names
        }
        for name, project in self.projects.items():
            VARIANTS[name].write(project.source, options.documents, options.theme)

    def costs(self) -> Costs:
        """Return what every build cost."""
        steps = (
            Step("cold", fresh=True),
            Step("unchanged", repeats=3),
            Step("touched", repeats=3, edit=self._touch),
        )
        turns = Turns(self.projects, steps)
        turns.warm_up()
        turns.measure(self.options.runs)
        return turns.costs

    def _touch(self, name: str, mark: int) -> None:
        number = self.options.documents // 2 + 1
        corpus.touch(self.projects[name].source, number, VARIANTS[name].notation, mark)

    def sizes(self) -> dict[str, Sizes]:
        """Return how large the output of each project is."""
        return {name: sizes(project) for name, project in self.projects.items()}

    def incomplete(self) -> list[str]:
        """Return the documents that the extension finds fault with: none, if all is well."""
        return [
            f"{name}: {document['docname']}: {finding['message']}"
            for name, project in self.projects.items()
            if VARIANTS[name].extension
            for document in json.loads((project.html / "tdd.json").read_text("utf-8"))["documents"]
            for finding in document["findings"]
        ]

    def unstable(self) -> dict[str, set[str]]:
        """Return, for each project, the files in which two clean builds differ.

        The two builds differ in the seed of their hashes. Left out are Sphinx's own files that
        differ in the plain project as well.
        """
        found = {name: self._differing(project) for name, project in self.projects.items()}
        usual = found.get(PLAIN, set())
        return {name: files - usual for name, files in found.items() if name != PLAIN}

    def _differing(self, project: Project) -> set[str]:
        outputs = [project.output / "one", project.output / "other"]
        for seed, output in enumerate(outputs, start=1):
            replace(project, output=output).build(seed)
        one, other = (output / "html" for output in outputs)
        return differing(one, other)


def cost_rows(costs: Costs, names: list[str]) -> list[list[str]]:
    """Return a row for each step and variant: medians, and medians of the paired ratios."""
    rows = [["build", "variant", "CPU s", "ratio", "target", "peak MB", "ratio", "target"]]
    for step, aim in TARGETS.items():
        for name in names:
            target = aim if name != names[0] else None
            mine, plain = costs[step, name], costs[step, names[0]]
            cpu = paired(mine, plain, lambda cost: cost.cpu)
            memory = paired(mine, plain, lambda cost: cost.memory)
            rows.append([
                *(step, name),
                *(f"{median(m.cpu for m in mine):.2f}", f"{cpu:.3f}", verdict(cpu, target)),
                f"{median(m.memory for m in mine) / 2**20:.1f}",
                *(f"{memory:.3f}", verdict(memory, target)),
            ])  # fmt: skip
    return rows


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="run.py templates", description=__doc__)
    parser.add_argument("--documents", type=int, default=300, metavar="N")
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    parser.add_argument("--theme", default="alabaster", metavar="NAME")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="as sphinx-build -j")
    parser.add_argument(
        "--variants",
        nargs="+",
        choices=tuple(VARIANTS),
        default=list(VARIANTS),
        help="only these; ratios are to the first",
    )
    parser.add_argument("--skip-identity", action="store_true", help="don't compare two builds")
    return parser.parse_args(argv)


def report(benchmark: Benchmark, costs: Costs) -> int:
    """Print all results; return the exit status."""
    options = benchmark.options
    print(
        f"{options.documents} documents, {options.runs} runs, theme {options.theme}, "
        f"-j {options.jobs}; ratios are the median of the ratios to {benchmark.names[0]}, "
        "pair by pair.\n"
    )
    print(table(cost_rows(costs, benchmark.names)), end="\n\n")
    print(table(size_rows(benchmark.sizes(), SIZE_TARGETS, benchmark.names[0])), end="\n\n")
    faults = benchmark.incomplete()
    print(f"Findings in the corpus: {len(faults)} (0 are meant)", *faults[:10], sep="\n  ")
    if options.skip_identity:
        return bool(faults)
    unstable = benchmark.unstable()
    for name, files in unstable.items():
        print(f"Two clean builds of {name}: {len(files)} files differ", *sorted(files)[:10])
    return bool(faults or any(unstable.values()))


def main(argv: Sequence[str]) -> int:
    """Run the suite; return its exit status: 1 where the output itself is wrong."""
    with tempfile.TemporaryDirectory(prefix="tdd-benchmark-") as folder:
        benchmark = Benchmark(Path(folder), arguments(argv))
        return report(benchmark, benchmark.costs())
