"""Builds as whole processes, and what they cost."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

KILOBYTE = 1 if sys.platform == "darwin" else 1024
"""What one unit of `ru_maxrss` stands for, in bytes."""

SHOWN = 4000
"""How many characters are shown of what a build said."""

DONT_WRITE = "PYTHONDONTWRITEBYTECODE"

COUNTER = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
"""The command that counts instructions of another one: ten times slower, and free of noise."""


class BuildFailed(Exception):
    """A build ended with an error or a warning."""


@dataclass(frozen=True)
class Cost:
    """What a process took."""

    cpu: float
    """Seconds of processor time, user and system, with its children."""
    memory: int
    """The largest resident size of any of its processes, in bytes."""
    wall: float
    """Seconds from its start to its end."""
    instructions: int = 0
    """Instructions of its first process, where they were counted."""


def environment(seed: int, bytecode: Path) -> dict[str, str]:
    """Return the variables of a process whose bytecode is kept in a folder."""
    own = {key: value for key, value in os.environ.items() if key != DONT_WRITE}
    return {**own, "PYTHONHASHSEED": str(seed), "PYTHONPYCACHEPREFIX": str(bytecode)}


def run(
    command: Sequence[str], log: Path, variables: Mapping[str, str], folder: Path | None = None
) -> tuple[Cost, int, str]:
    """Return what a command cost with its children, its exit status, and what it said."""
    start = time.perf_counter()
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command, stdout=stream, stderr=subprocess.STDOUT, env=dict(variables), cwd=folder
        )
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    said = log.read_text(encoding="utf-8", errors="replace")
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(cpu, usage.ru_maxrss * KILOBYTE, wall), process.returncode, said


@dataclass(frozen=True)
class Project:
    """A Sphinx project of the benchmark, and how it is built."""

    source: Path
    output: Path
    bytecode: Path
    jobs: int = 1
    counted: bool = False
    """Whether instructions are counted: time and memory are then those of the counter."""

    @property
    def html(self) -> Path:
        """The folder of the pages."""
        return self.output / "html"

    @property
    def doctrees(self) -> Path:
        """The folder of what Sphinx keeps between builds."""
        return self.output / "doctrees"

    def build(self, seed: int, jobs: int = 0) -> Cost:
        """Build the pages in a process of its own, whose hashes are seeded with `seed`."""
        counts = self.output / "counts.txt"
        command = [
            *((*COUNTER, f"--log-file={counts}") if self.counted else ()),
            *(sys.executable, "-m", "sphinx", "-q", "-b", "html", "-j", str(jobs or self.jobs)),
            *("-d", str(self.doctrees), str(self.source), str(self.html)),
        ]
        self.output.mkdir(parents=True, exist_ok=True)
        cost, code, said = run(command, self.output / "log.txt", self._environment(seed))
        if code or said.strip():
            raise BuildFailed(f"{self.source}: exit {code}\n{said[:SHOWN]}")
        return replace(cost, instructions=_counted(counts) if self.counted else 0)

    def _environment(self, seed: int) -> dict[str, str]:
        """Return the variables of a build.

        All modules have their bytecode in one folder, whether or not it was kept when they were
        installed, so that no build compiles what another finds compiled.
        """
        return {
            **environment(seed, self.bytecode),
            "TMPDIR": str(self.output),  # where Sphinx leaves a file when it fails
        }


def _counted(path: Path) -> int:
    """Return the instructions that the counter tells of."""
    match = re.search(r"I +refs: +([\d,]+)", path.read_text(encoding="utf-8"))
    if match is None:
        raise BuildFailed(f"no count of instructions in {path}")
    return int(match[1].replace(",", ""))


@dataclass(frozen=True)
class Sizes:
    """How large the output is, in bytes."""

    html: int
    """The pages of the documents."""
    page: int
    """The page of a document, in the median."""
    zipped: int
    """The same, each compressed as a server would."""
    environment: int
    """The pickled environment that each build loads."""


def sizes(project: Project) -> Sizes:
    """Return how large the project's output is."""
    pages = [page.read_bytes() for page in sorted((project.html / "designs").glob("*.html"))]
    return Sizes(
        html=sum(map(len, pages)),
        page=round(median(map(len, pages))),
        zipped=sum(len(gzip.compress(page, mtime=0)) for page in pages),
        environment=(project.doctrees / "environment.pickle").stat().st_size,
    )


def differing(one: Path, other: Path) -> set[str]:
    """Return the files, as paths inside the folders, that only one has or that differ."""
    names = {
        path.relative_to(folder).as_posix()
        for folder in (one, other)
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {name for name in names if _read(one / name) != _read(other / name)}


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
