"""A project built, and the same project checked without a build: their findings side by side."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_tdd.project.cache import Cache
from sphinx_tdd.project.checking import Examiner
from sphinx_tdd.project.configuration import configure
from sphinx_tdd.project.facts import Source
from sphinx_tdd.project.files import find_files
from sphinx_tdd.project.run import Check
from sphinx_tdd.reports.json import write_json
from sphinx_tdd.reports.rendering import Rendering

CONF = """\
project = "Designs"
extensions = ["myst_parser", "sphinx_tdd"]
myst_enable_extensions = [
    "colon_fence", "deflist", "fieldlist", "strikethrough", "tasklist", "dollarmath"
]
suppress_warnings = ["myst", "toc", "ref", "docutils", "image"]
exclude_patterns = ["_build"]
"""

Report = Mapping[str, Any]


@dataclass(frozen=True)
class Pair:
    """What a build and a check say of one project."""

    built: Report
    checked: Report

    def differing(self) -> dict[str, tuple[Any, Any]]:
        """Return what is said of each document of which the two say different things."""
        built, checked = _by_document(self.built), _by_document(self.checked)
        names = sorted({*built, *checked})
        pairs = {name: (built.get(name), checked.get(name)) for name in names}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    @property
    def documents(self) -> int:
        return len(self.built["documents"])

    @property
    def findings(self) -> int:
        return sum(len(each["findings"]) for each in self.built["documents"])


def _by_document(report: Report) -> dict[str, Any]:
    return {each["docname"]: each for each in report["documents"]}


def copied(
    files: Iterable[tuple[Path, str]], folder: Path, documents: object, conf: str = ""
) -> Path:
    """Return a project that holds files under the names given."""
    for file, name in files:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    return project(folder, documents, conf)


def project(folder: Path, documents: object, conf: str = "") -> Path:
    """Make a project of the documents in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if not any((folder / f"index{suffix}").exists() for suffix in (".md", ".rst")):
        (folder / "index.md").write_text("# Designs\n", encoding="utf-8")
    text = f"{CONF}tdd_documents = {documents!r}\n{conf}"
    (folder / "conf.py").write_text(text, encoding="utf-8")
    return folder


def both(folder: Path, jobs: int = 1) -> Pair:
    """Return what a build and a check say of a project."""
    return Pair(built(folder, jobs), checked(folder, jobs))


def built(folder: Path, jobs: int = 1) -> Report:
    out = folder / "_build"
    with patch_docutils(), docutils_namespace():
        Sphinx(
            folder, folder, out, out / "trees", "dummy", status=None, warning=None, parallel=jobs
        ).build()
    found: Report = json.loads((out / "tdd.json").read_text("utf-8"))
    return found


def checked(folder: Path, jobs: int = 1, cache: Path | None = None) -> Report:
    configuration = configure(folder)
    source = Source(configuration, find_files(configuration))
    outcome = Check(Examiner(source), Cache(cache), jobs).run()
    assert not outcome.unreadable
    found: Report = json.loads(write_json(outcome.report, Rendering()))
    return found
