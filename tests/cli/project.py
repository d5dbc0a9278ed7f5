"""A small project on disk, in which commands are run."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from sphinx_tdd.cli import main

CONF = """\
project = "Shop"
extensions = ["myst_parser", "sphinx_tdd"]
tdd_template_path = ["templates"]
tdd_documents = {"designs/*": "small"}
"""

SMALL = """\
id: small
title: Small design
hint: Suits what is told on one page.
sections:
  - title: Goals
  - title: Risks
    required: false
"""

GOOD = """\
# Orders

## Goals

Orders are taken.
"""

BAD = """\
Refunds
=======

Risks
-----

None.
"""

FILES = {
    "docs/conf.py": CONF,
    "docs/templates/small.yaml": SMALL,
    "docs/index.md": "# Shop\n",
    "docs/designs/orders.md": GOOD,
    "docs/designs/refunds.rst": BAD,
}
"""One document that is complete, in Markdown, and one that is not, in reStructuredText."""


class Folder:
    """The folder of a project; what is run in it prints to `out` and `err`."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self.capsys = capsys
        self.out = ""
        self.err = ""

    def write(self, files: dict[str, str | bytes] | None = None, /, **more: str) -> None:
        """Write files by their paths; text loses the indentation that all its lines have."""
        for name, content in {**(files or {}), **more}.items():
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else textwrap.dedent(content).encode()
            file.write_bytes(data)

    def text(self, name: str) -> str:
        """Return what a file holds, its line ends as they are."""
        return (self.path / name).read_bytes().decode()

    def run(self, *argv: str) -> int:
        """Run the command, and return its exit status."""
        self.capsys.readouterr()
        status = main(argv)
        self.out, self.err = self.capsys.readouterr()
        return status


@pytest.fixture
def folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Folder:
    """An empty folder, in which commands are run."""
    (tmp_path / ".git").mkdir()  # what lies above it is not looked at
    monkeypatch.chdir(tmp_path)
    return Folder(tmp_path, capsys)


@pytest.fixture
def shop(folder: Folder) -> Folder:
    """A project with one document that is complete and one that is not."""
    folder.write(dict(FILES))
    return folder
