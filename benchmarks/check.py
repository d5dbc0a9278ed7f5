"""What `sphinx-tdd check` costs on many documents, and what else looks at the same files costs.

All commands are run in turn, each as a process of its own, on the same documents in Markdown and
in reStructuredText, which lack nothing. The floors do less than anyone could: they read the files,
or look for lines that begin with `#`. `markdownlint-cli2` is measured where it is on the path.
The processor time of `check, all processors` is that of its first process alone.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from corpus import PLAIN, document, restructuredtext
from measure import SHOWN, BuildFailed, Cost, environment, run
from results import add_option, keep, versions_of
from tables import say, table

READING = "import pathlib\nfor p in pathlib.Path('.').rglob('d*.*'): p.read_bytes()"
HEADINGS = """\
import pathlib, re
heading = re.compile(rb"^#{1,6} .*$", re.MULTILINE)
for p in pathlib.Path('.').rglob('*.md'): heading.findall(p.read_bytes())
"""
PARSING = """\
import pathlib
from docutils.core import publish_doctree
quiet = {"report_level": 5, "halt_level": 5, "_disable_config": True}
for p in pathlib.Path('.').rglob('*.rst'):
    publish_doctree(p.read_text(encoding="utf-8"), settings_overrides=quiet)
"""
SYNTAXES = {"md": lambda number: document(number, PLAIN), "rst": restructuredtext}
CONFIG = """\
extensions = ["myst_parser", "sphinx_tdd"]
tdd_documents = {"designs/*": "design-doc"}
"""
REQUIRED = ["?", "## Overview", "*", "## System Design", "*", "## Rollout Plan", "*"]
"""What the linters are asked for: far less than a template, since they stop at the first miss."""


@dataclass(frozen=True)
class Command:
    """A command that is measured.

    Attributes:
        name: what the table calls it.
        words: the command.
        cold: what is removed before, or "".
        allowed: the exit statuses that are no failure.
    """

    name: str
    words: tuple[str, ...]
    cold: str = ""
    allowed: tuple[int, ...] = (0,)


def commands(syntax: str, first: str) -> Iterator[Command]:
    """Yield the commands that are measured in one syntax."""
    every = (sys.executable, "-m", "sphinx_tdd", "check")
    check = (*every, "--jobs", "1")  # what other processes take would not be counted
    cache = ".tdd_cache"
    yield Command("check, nothing cached", (*check, "--no-cache", "."))
    yield Command("check, cache written", (*check, "."), cold=cache)
    yield Command("check, cached", (*check, "."))
    yield Command("check, all processors", (*every, "--no-cache", "."))
    yield Command("check, one file", (*check, "--no-cache", first))
    yield Command("floor: read the files", (sys.executable, "-c", READING))
    if syntax == "rst":
        yield Command("docutils, full parse", (sys.executable, "-c", PARSING))
        return
    yield Command("floor: look for headings", (sys.executable, "-c", HEADINGS))
    rumdl = shutil.which("rumdl", path=sysconfig.get_path("scripts")) or shutil.which("rumdl")
    if rumdl:
        lint = (rumdl, "check", "--config", "rumdl.toml")
        yield Command("rumdl MD043", (*lint, "--no-cache", "."), allowed=(0, 1))
        yield Command("rumdl MD043, cached", (*lint, "."), allowed=(0, 1))
    markdownlint = shutil.which("markdownlint-cli2")
    if markdownlint:
        yield Command("markdownlint-cli2 MD043", (markdownlint, "**/*.md"), allowed=(0, 1))


class Benchmark:
    """One syntax's documents in a temporary folder."""

    def __init__(self, folder: Path, syntax: str, options: argparse.Namespace) -> None:
        self.folder = folder / syntax
        self.bytecode = folder / "bytecode"
        self.log = folder / "log.txt"
        self.runs: int = options.runs
        designs = self.folder / "designs"
        designs.mkdir(parents=True)
        for number in range(1, options.documents + 1):
            path = designs / f"d{number:04}.{syntax}"
            path.write_text(SYNTAXES[syntax](number), encoding="utf-8")
        self.commands = tuple(commands(syntax, f"designs/d0001.{syntax}"))
        self.costs: dict[str, list[Cost]] = defaultdict(list)
        self._configure()

    def _configure(self) -> None:
        (self.folder / "conf.py").write_text(CONFIG, encoding="utf-8")
        (self.folder / "rumdl.toml").write_text(
            f'[global]\nenable = ["MD043"]\n[MD043]\nheadings = {json.dumps(REQUIRED)}\n',
            encoding="utf-8",
        )
        rules = {"config": {"default": False, "MD043": {"headings": REQUIRED}}}
        (self.folder / ".markdownlint-cli2.jsonc").write_text(json.dumps(rules), encoding="utf-8")

    def measure(self) -> None:
        """Take every measure, each command once before so that its files are in memory."""
        for turn in range(self.runs + 1):
            for command in self.commands:
                say(f"run {turn} of {self.runs}: {command.name}")
                cost = self._take(command, turn)
                if turn:
                    self.costs[command.name].append(cost)

    def _take(self, command: Command, seed: int) -> Cost:
        if command.cold:
            shutil.rmtree(self.folder / command.cold, ignore_errors=True)
        variables = environment(seed, self.bytecode)
        cost, code, said = run(command.words, self.log, variables, self.folder)
        if code not in command.allowed:
            raise BuildFailed(f"{command.name}: exit {code}\n{said[:SHOWN]}")
        return cost

    def figures(self, syntax: str) -> Iterator[dict[str, Any]]:
        """Yield what each command took; ratios are to the first linter or parser."""
        peers = ("rumdl MD043", "docutils, full parse")
        peer = next((name for name in peers if name in self.costs), "")
        base = median(cost.cpu for cost in self.costs[peer]) if peer else 0.0
        for name, costs in self.costs.items():
            cpu = median(cost.cpu for cost in costs)
            yield {
                "syntax": syntax,
                "command": name,
                "cpu": round(cpu, 2),
                "wall": round(median(cost.wall for cost in costs), 2),
                "memory": round(max(cost.memory for cost in costs) / 2**20),
                "ratio": round(cpu / base, 2) if base else None,
            }


def rows_of(figures: Sequence[dict[str, Any]]) -> Iterator[list[str]]:
    """Yield the rows of the table that is printed."""
    yield ["syntax", "command", "CPU s", "wall s", "peak MB", "ratio"]
    for each in figures:
        ratio = "-" if each["ratio"] is None else f"{each['ratio']:.2f}"
        yield [
            *(each["syntax"], each["command"], f"{each['cpu']:.2f}", f"{each['wall']:.2f}"),
            *(str(each["memory"]), ratio),
        ]


def versions() -> dict[str, str]:
    """Return the versions of the others that are measured."""
    found = versions_of(["docutils", "rumdl"])
    markdownlint = shutil.which("markdownlint-cli2")
    if markdownlint:
        done = subprocess.run(
            [markdownlint, "--help"], capture_output=True, text=True, check=False
        )
        told = re.search(r"cli2 v([\d.]+) \(markdownlint v([\d.]+)\)", done.stdout)
        if told:
            found |= {"markdownlint-cli2": told[1], "markdownlint": told[2]}
    return found


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="run.py check", description=__doc__)
    add = parser.add_argument
    add("--documents", type=int, default=1000, metavar="N")
    add("--runs", type=int, default=3, metavar="N")
    add("--syntax", choices=tuple(SYNTAXES), nargs="+", default=list(SYNTAXES))
    add("--json", type=Path, metavar="FILE", help="write all results to a file as well")
    add_option(parser)
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    """Run the suite; return its exit status."""
    options = arguments(argv)
    figures: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="tdd-benchmark-") as folder:
        for syntax in options.syntax:
            benchmark = Benchmark(Path(folder), syntax, options)
            benchmark.measure()
            figures += benchmark.figures(syntax)
    rows = list(rows_of(figures))
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    if options.write:
        said = {"documents": options.documents, "runs": options.runs}
        keep("check", said, versions(), figures)
    return 0
