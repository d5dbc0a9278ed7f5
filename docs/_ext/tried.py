"""The directives `tdd-step` and `tdd-ran`: files of a project, and what commands say of it.

A project is a folder in `docs`. One whose name begins with a number is a step of a tutorial: it
holds the files that change in this step, and stands on the steps before it. Commands are run when
the first page asks for them, so that what is shown is what the package prints now.
"""

from __future__ import annotations

import difflib
import shlex
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from package import watch
from sphinx.util.docutils import SphinxDirective
from warned import block, environment, language_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

DOCS = Path(__file__).parents[1]


class Failed(RuntimeError):
    """A command ended with another exit status than the page says; its text is its output."""


class Step(SphinxDirective):
    """`{tdd-step} PROJECT FILE`: a file; with `:changes:`, what a step of a tutorial changes.

    With `:from:`, it begins at the line that begins with this; with `:to:`, it ends there. What is
    not the whole file is called a part of it.
    """

    required_arguments = 2
    option_spec: ClassVar = {
        "changes": directives.flag,
        "from": directives.unchanged_required,
        "to": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the file, or the lines that differ."""
        folder, name = DOCS / self.arguments[0], self.arguments[1]
        watch(self.env, *steps(folder))
        found = [text for step in steps(folder) if (text := _text(step / name)) is not None]
        if not found or ("changes" in self.options and len(found) < 2):
            raise self.error(f"{self.arguments[0]} does not have it, or not twice: {name}")
        if "changes" in self.options:
            return [block(changes(found[-2], found[-1]), "diff", name)]
        shown = _between(found[-1].rstrip("\n"), self.options.get("from"), self.options.get("to"))
        if not shown:
            raise self.error(f"{name} has no such lines")
        caption = f"part of {name}" if shown != found[-1].rstrip("\n") else name
        return [block(shown, language_of(name), caption)]


class Ran(SphinxDirective):
    """`{tdd-ran} PROJECT`: the commands in its lines, each with what it prints.

    They are run in one copy of the project, one after the other. `:exit:` is the exit status of
    the last one, if not 0; all others end with 0. `:language:` is that of what they print.
    `:hidden:` is how many at the beginning are run and not shown; with `:output:`, what the last
    one prints is shown alone.
    """

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {
        "exit": directives.nonnegative_int,
        "hidden": directives.nonnegative_int,
        "language": directives.unchanged,
        "output": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the commands and what they print."""
        folder = DOCS / self.arguments[0]
        watch(self.env, *steps(folder))
        try:
            printed = session(folder, tuple(self.content), self.options.get("exit", 0))
        except Failed as failed:
            raise self.error(str(failed)) from failed
        if "output" in self.options:
            return [_literal(printed[-1], self.options.get("language", "text"))]
        hidden = self.options.get("hidden", 0)
        asked = [f"$ {command}" for command in self.content[hidden:]]
        printed = printed[hidden:]
        if "language" not in self.options:
            pairs = zip(asked, printed, strict=True)
            return [_literal("\n".join(text for pair in pairs for text in pair if text))]
        answers = "\n".join(printed)
        return [_literal("\n".join(asked)), _literal(answers, self.options["language"])]


def _between(text: str, begin: str | None, end: str | None) -> str:
    """Return the lines from one that begins so to the next one that begins so."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.startswith(begin or "")), len(lines))
    after = first + (begin != end)
    ends = (n for n in range(after, len(lines)) if end and lines[n].startswith(end))
    return "\n".join(lines[first : next(ends, len(lines)) + 1])


def _literal(text: str, language: str = "console") -> nodes.literal_block:
    return nodes.literal_block(text, text, language=language, classes=["wrapped"])


def steps(folder: Path) -> Iterator[Path]:
    """Yield the folders that make a project: itself, after the steps on which it stands."""
    if not _number(folder):
        yield folder
        return
    numbered = sorted((path for path in folder.parent.iterdir() if _number(path)), key=_number)
    yield from (path for path in numbered if _number(path) <= _number(folder))


def _number(folder: Path) -> int:
    first = folder.name.partition("-")[0]
    return int(first) if first.isdigit() else 0


def assemble(folder: Path, into: Path) -> None:
    """Copy a project, with the steps on which it stands."""
    for step in steps(folder):
        shutil.copytree(step, into, dirs_exist_ok=True)


def changes(before: str, after: str) -> str:
    """Return the lines that differ, with some around them."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return "\n".join(line if line[:2] != "@@" else "@@" for line in list(lines)[2:])


@cache
def session(folder: Path, commands: tuple[str, ...], status: int = 0) -> tuple[str, ...]:
    """Return what each of some commands prints.

    Raises:
        Failed: one ends with another exit status.
    """
    printed = []
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary).resolve() / "project"
        assemble(folder, root)
        for command in commands:
            wanted = status if command is commands[-1] else 0
            printed.append(run(command, root, wanted))
    return tuple(printed)


def run(command: str, root: Path, wanted: int = 0) -> str:
    """Return what a command prints, the paths without their beginning."""
    words, _, file = command.partition(" > ")
    done = subprocess.run(  # noqa: S603
        _arguments(words), cwd=root, capture_output=True, text=True, check=False, env=environment()
    )
    told = plain(done.stderr).replace(f"{root}/", "")
    if done.returncode != wanted:
        raise Failed(f"{command!r} ended with {done.returncode}, not {wanted}: {told}")
    if file:
        (root / file).write_text(done.stdout, encoding="utf-8")
        return told.rstrip()
    return f"{told}{plain(done.stdout)}".rstrip()


def _arguments(command: str) -> list[str]:
    """Return a command's words, Python being the one that builds the documentation."""
    program, *rest = shlex.split(command)
    if program == "cat":
        script = "import pathlib, sys; print(pathlib.Path(sys.argv[1]).read_text('utf-8'))"
        return [sys.executable, "-c", script, *rest]
    if program == "sphinx-tdd":
        return [sys.executable, "-m", "sphinx_tdd", *rest]
    return [sys.executable if program == "python" else program, *rest]


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives."""
    app.add_directive("tdd-step", Step)
    app.add_directive("tdd-ran", Ran)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
