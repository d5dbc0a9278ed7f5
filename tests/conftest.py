"""What all tests share: small Sphinx projects, built in this process."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
import sphinx.locale
from docutils import nodes
from hypothesis import HealthCheck, settings
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

# Tests share modules as `tests.…`; last, so that what is installed is tested, not the checkout.
sys.path.append(str(Path(__file__).parents[1]))

# They need a browser, and packages that nothing else needs: run where the folder is named.
collect_ignore = ["browser"]

_ESCAPES = re.compile(r"\x1b\[[0-9;]*[mK]")
_EXTENSIONS = ["myst_parser", "sphinx_tdd"]


# A busy machine makes examples slowly: that is no fault of the code.
settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any-machine")


@pytest.fixture(autouse=True)
def _own_translations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no build speak with the words of another: Sphinx keeps them in the process."""
    monkeypatch.setattr(sphinx.locale, "translators", {})


@dataclass
class Result:
    """One build: its application, what it warned of and said, and its output folder."""

    app: Sphinx
    stderr: str
    status: str
    outdir: Path

    @property
    def warnings(self) -> list[str]:
        """All warnings, with paths relative to the source folder.

        docutils names a file that lies near the working folder by its way from there.
        """
        absolute, relative = f"{self.app.srcdir}/", f"{os.path.relpath(self.app.srcdir)}/"
        lines = self.stderr.replace(absolute, "").replace(relative, "").splitlines()
        return [line for line in lines if line.strip()]

    def of(self, kind: str) -> list[str]:
        """The warnings of a type, such as `tdd.record_value` or `tdd`."""
        return [line for line in self.warnings if f"[{kind}" in line]

    @property
    def others(self) -> list[str]:
        """The warnings that are none of ours."""
        return [line for line in self.warnings if "[tdd." not in line]

    def text(self, name: str = "index") -> str:
        """The output of a document, or a file of the output folder."""
        path = self.outdir / name
        if not path.is_file():
            path = Path(self.app.builder.get_outfilename(name))  # type: ignore[attr-defined]
        return path.read_text(encoding="utf-8")

    def body(self, name: str = "index") -> str:
        """What stands in the main block of an HTML page."""
        found = re.search(
            r'<div class="body" role="main">(.*?)<div class="clearer">', self.text(name), re.S
        )
        assert found, self.text(name)
        return found[1]

    def doctree(self, docname: str = "index") -> nodes.document:
        """The document as it was read."""
        return self.app.env.get_doctree(docname)

    def resolved(self, docname: str = "index") -> nodes.document:
        """The document as it is written."""
        resolve = self.app.env.get_and_resolve_doctree
        if "tags" in signature(resolve).parameters:  # from Sphinx 9 on
            return resolve(docname, self.app.builder, tags=self.app.tags)
        return resolve(docname, self.app.builder)


class Project:
    """A Sphinx project in a temporary folder."""

    def __init__(self, root: Path, files: dict[str, str], conf: dict[str, Any]) -> None:
        self.source = root / "source"
        self.output = root / "output"
        self.conf: dict[str, Any] = {"extensions": _EXTENSIONS, "html_theme": "basic", **conf}
        self.source.mkdir(parents=True)
        (self.source / "conf.py").write_text("", encoding="utf-8")
        for name, text in files.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> Path:
        """Write a source file; indentation that all lines share is taken out."""
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace text that stands in a source file."""
        path = self.source / name
        text = path.read_text(encoding="utf-8")
        assert old in text, text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def remove(self, name: str) -> None:
        """Remove a source file."""
        (self.source / name).unlink()

    def beside(self, name: str) -> Project:
        """The same sources with another output folder, beside the first."""
        other = Project.__new__(Project)
        other.source, other.conf = self.source, self.conf
        other.output = self.output.parent / name
        return other

    def build(
        self,
        builder: str = "html",
        parallel: int = 0,
        fresh: bool = False,
        doctrees: str = "",
        only: Sequence[str] = (),
        **conf: Any,
    ) -> Result:
        """Build with a new application: what the last build left is used unless `fresh`.

        Args:
            builder: the name of the builder.
            parallel: the number of processes.
            fresh: remove output and environment first.
            doctrees: the name of the environment's folder, for builders that share one.
            only: the source files to write, where not all that are out of date.
            conf: settings for this build on top of the project's own.
        """
        outdir = self.output / builder
        if fresh:
            shutil.rmtree(self.output, ignore_errors=True)
        warnings, status = io.StringIO(), io.StringIO()
        with patch_docutils(str(self.source)), docutils_namespace():
            app = Sphinx(
                srcdir=self.source,
                confdir=self.source,
                outdir=outdir,
                doctreedir=self.output / (doctrees or f"{builder}-doctrees"),
                buildername=builder,
                confoverrides={**self.conf, **conf},
                status=status,
                warning=warnings,
                parallel=parallel,
            )
            app.build(filenames=[self.source / name for name in only])
        texts = (_ESCAPES.sub("", stream.getvalue()) for stream in (warnings, status))
        return Result(app, *texts, outdir)


MakeProject = Callable[..., Project]


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Make a project of `files` (name to text) with settings as in conf.py."""
    count = 0

    def make(files: dict[str, str], **conf: Any) -> Project:
        nonlocal count
        count += 1
        return Project(tmp_path / f"project{count}", files, conf)

    return make
