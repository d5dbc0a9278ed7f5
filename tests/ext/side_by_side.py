"""An incremental build beside a clean one, in two editions: ours, and plain Sphinx as control."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder

from tests.conftest import Project, Result
from tests.ext.project_model import THEME, Model

COUNTS: Counter[str] = Counter()
"""How many edits, checks, builds and compared pages there were."""

_MAIN = re.compile(r'<div role="main">(.*)</div role="main">', re.S)
_TOKEN = re.compile(r"\w+|[^\w\s]")

Change = tuple[tuple[str, ...], tuple[str, ...]]


class Edition:
    """One of the two editions of a project: its sources, and where it is built.

    Attributes:
        changed: the names of the source files that edits wrote or removed.
    """

    def __init__(self, root: Path, model: Model, *, ours: bool) -> None:
        self.ours = ours
        self.project = Project(root, {}, {})
        self.files: dict[str, str] = {}
        self.changed: set[str] = set()
        for name, text in THEME.items():
            self.project.write(name, text)
        self.edit(model)

    def edit(self, model: Model) -> None:
        """Write what differs from before, and nothing else."""
        before, after = self.files, model.files(ours=self.ours)
        changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
        self.changed |= changed
        for name in sorted(changed):
            if name in after:
                path = self.project.source / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(after[name], encoding="utf-8")
            else:
                self.project.remove(name)
        conf = model.conf(ours=self.ours)
        if self.files and _read_by(conf) != _read_by(self.project.conf):
            self.changed.add("conf.py")
        self.files, self.project.conf = after, conf

    def build(self, builder: str, parallel: int, only: Sequence[str] = ()) -> Result:
        """Build with what the last build left; all builders share one environment."""
        COUNTS["builds"] += 1
        return self.project.build(builder, parallel, doctrees="doctrees", only=only)

    def clean(self, builder: str, parallel: int) -> Result:
        """Build with nothing left from before."""
        COUNTS["builds"] += 1
        beside = self.project.beside("clean")
        shutil.rmtree(beside.output, ignore_errors=True)
        return beside.build(builder, parallel)


def _read_by(conf: dict[str, Any]) -> dict[str, Any]:
    """The part of a configuration that says how documents are read."""
    return {name: value for name, value in conf.items() if name != "tdd_severity"}


def pages(result: Result) -> dict[str, Path]:
    """The file of each document that the builder wrote; those of removed documents stay."""
    builder = result.app.builder
    found = {}
    for name in sorted(result.app.env.found_docs):
        if isinstance(builder, StandaloneHTMLBuilder):
            found[name] = Path(builder.get_outfilename(name))
        else:
            found[name] = result.outdir / f"{name}.txt"
    index = result.outdir / "genindex.html"
    return {**found, "genindex": index} if index.exists() else found


def bodies(result: Result) -> dict[str, str]:
    """What stands in the main block of each page."""
    if result.app.builder.name == "singlehtml":
        return {"index": body(Path(result.outdir, "index.html").read_text(encoding="utf-8"))}
    COUNTS["pages"] += len(pages(result))
    return {name: body(path.read_text("utf-8")) for name, path in pages(result).items()}


def body(text: str) -> str:
    """The main block of a page; all of it where it is no HTML."""
    found = _MAIN.search(text)
    return found[1] if found else text


def ours_beside(result: Result) -> dict[str, str]:
    """The files of ours in the output folder, and what was told."""
    found = {
        path.relative_to(result.outdir).as_posix(): path.read_text("utf-8")
        for path in sorted(result.outdir.rglob("*"))
        if path.is_file() and ("_tdd" in path.parts or path.name.startswith("tdd"))
    }
    return {**found, "warnings": "\n".join(result.of("tdd."))}


def stamps(result: Result) -> dict[str, int]:
    """When each page was written."""
    return {name: path.stat().st_mtime_ns for name, path in pages(result).items()}


def changes(old: str, new: str) -> Iterator[Change]:
    """The words that are others in `new`, each with those that stood there in `old`."""
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield tuple(one[a:b]), tuple(other[c:d])
