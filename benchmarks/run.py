"""What the extension costs: the same documents with it and without it, built in turn.

    python benchmarks/run.py [--documents N] [--runs N] [--theme NAME] [--jobs N]

Three projects hold the same content. `plain` is Sphinx and MyST-Parser alone: risks are
Markdown tables, decisions are subsections. `tables` has the same sources with the extension on
and every document held against a template. `directives` writes risks and decisions with the
extension's directives. Each is built cold, with nothing changed, and with one document edited,
in turn, each build a process of its own; what counts is the processor time and the memory that
the system reports for it, and its ratio to the plain build of the same turn.

Nothing but Python, on a system with `os.wait4`, is needed besides the installed extension.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import corpus
from measure import BuildFailed, Cost, Project, Sizes, differing, sizes

PLAIN = "plain"
STEPS = {"cold": 1.05, "unchanged": 1.05, "touched": 1.10}
"""The kinds of build, with the largest ratio to plain that is aimed at."""

SIZE_TARGETS = {"html": 1.15, "zipped": None, "environment": None}
REPEATS = {"cold": 1, "unchanged": 3, "touched": 3}
"""How often a run takes each: short builds more often, since they are noisier."""

CONFIG = """\
project = "Benchmark"
extensions = {extensions}
html_theme = {theme!r}
"""
MAPPING = 'tdd_documents = {"designs/*": "design-doc"}\n'

Costs = dict[tuple[str, str], list[Cost]]
"""What each step of each variant cost, in the order of the runs."""


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
    """The projects of one run of this command, in one temporary folder."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.options = options
        self.names: list[str] = options.variants
        self.costs: Costs = defaultdict(list)
        self.edits = 0
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

    def warm_up(self) -> None:
        """Build each project once, so that files and bytecode are in their caches."""
        for name, project in self.projects.items():
            say(f"warm-up: {name}")
            project.build(seed=0)

    def measure(self) -> None:
        """Take every measure."""
        for run in range(self.options.runs):
            for project in self.projects.values():
                shutil.rmtree(project.output)
            for step, turn in self._turns():
                say(f"run {run + 1} of {self.options.runs}: {step}")
                self._turn(step, seed=run * 10 + turn, first=run + turn)

    def _turns(self) -> Iterator[tuple[str, int]]:
        for step in STEPS:
            for turn in range(REPEATS[step]):
                yield step, turn

    def _turn(self, step: str, seed: int, first: int) -> None:
        """Build each project once, beginning with another one each time."""
        self.edits += 1
        shift = first % len(self.names)
        for name in self.names[shift:] + self.names[:shift]:
            project = self.projects[name]
            if step == "touched":
                number = self.options.documents // 2 + 1
                corpus.touch(project.source, number, VARIANTS[name].notation, self.edits)
            self.costs[step, name].append(project.build(seed))

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


def say(text: str) -> None:
    """Tell how far the command is."""
    print(text, file=sys.stderr, flush=True)


def table(rows: list[list[str]]) -> str:
    """Return the rows with their columns aligned: the first to the left, the others right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if index < 2 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def verdict(ratio: float, target: float | None) -> str:
    """Return the target beside the ratio, and whether it is met."""
    if target is None:
        return "-"
    return f"<= {target:.2f} {'ok' if round(ratio, 3) <= target else 'OVER'}"


def cost_rows(costs: Costs, names: list[str]) -> list[list[str]]:
    """Return a row for each step and variant: medians, and medians of the paired ratios."""
    rows = [["build", "variant", "CPU s", "ratio", "target", "peak MB", "ratio", "target"]]
    for step, aim in STEPS.items():
        for name in names:
            target = aim if name != names[0] else None
            mine, plain = costs[step, name], costs[step, names[0]]
            pairs = list(zip(mine, plain, strict=True))
            cpu = median(m.cpu / p.cpu for m, p in pairs)
            memory = median(m.memory / p.memory for m, p in pairs)
            rows.append([
                *(step, name),
                *(f"{median(m.cpu for m in mine):.2f}", f"{cpu:.3f}", verdict(cpu, target)),
                f"{median(m.memory for m in mine) / 2**20:.1f}",
                *(f"{memory:.3f}", verdict(memory, target)),
            ])  # fmt: skip
    return rows


def size_rows(found: dict[str, Sizes]) -> list[list[str]]:
    """Return a row for each size and variant."""
    rows = [["size", "variant", "KB", "ratio", "target"]]
    base, plain = next(iter(found.items()))
    for key, aim in SIZE_TARGETS.items():
        for name, mine in found.items():
            target = aim if name != base else None
            ratio = getattr(mine, key) / getattr(plain, key)
            kilobytes = f"{getattr(mine, key) / 1024:.0f}"
            rows.append([key, name, kilobytes, f"{ratio:.3f}", verdict(ratio, target)])
    return rows


def arguments(argv: list[str] | None) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(
        description="Measure what the extension costs, in turn with plain Sphinx."
    )
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


def report(benchmark: Benchmark) -> int:
    """Print all results; return the exit status."""
    options = benchmark.options
    print(
        f"{options.documents} documents, {options.runs} runs, theme {options.theme}, "
        f"-j {options.jobs}; ratios are the median of the ratios to {benchmark.names[0]}, "
        "pair by pair.\n"
    )
    print(table(cost_rows(benchmark.costs, benchmark.names)), end="\n\n")
    print(table(size_rows(benchmark.sizes())), end="\n\n")
    faults = benchmark.incomplete()
    print(f"Findings in the corpus: {len(faults)} (0 are meant)", *faults[:10], sep="\n  ")
    if options.skip_identity:
        return bool(faults)
    unstable = benchmark.unstable()
    for name, files in unstable.items():
        print(f"Two clean builds of {name}: {len(files)} files differ", *sorted(files)[:10])
    return bool(faults or any(unstable.values()))


def main(argv: list[str] | None = None) -> int:
    """Run the command; return its exit status: 1 where the output itself is wrong."""
    with tempfile.TemporaryDirectory(prefix="tdd-benchmark-") as folder:
        benchmark = Benchmark(Path(folder), arguments(argv))
        try:
            benchmark.warm_up()
            benchmark.measure()
            return report(benchmark)
        except BuildFailed as error:
            say(f"A build failed or warned:\n{error}")
            return 1


if __name__ == "__main__":
    sys.exit(main())
