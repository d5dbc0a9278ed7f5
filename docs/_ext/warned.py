"""The directive `tdd-warned`: a file that is wrong on purpose, and what a build says of it.

Each folder in `docs/warned` is a small project. It is built when the first page asks for it, so
that the messages shown are those that the package gives now.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from package import FOLDER, watch
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PROJECTS = Path(__file__).parents[1] / "warned"
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_START = re.compile(r"(?:\S+:(?:\d+:)? )?(?:WARNING|ERROR): |designs: ")
_LANGUAGES = {
    ".md": "markdown",
    ".rst": "rst",
    ".py": "python",
    ".yaml": "yaml",
    ".yml": "yaml",
}


class Warned(SphinxDirective):
    """`{tdd-warned} PROJECT/FILE`: the file, then what a build says of it.

    With `:rules:`, what it says of these rules alone, and without a file of any. `:summary:`
    adds the line at the end of the build, `:output:` leaves the file itself out. With `:silent:`
    the file is shown alone, and a message about it, or of these rules, fails the build.
    """

    required_arguments = 1
    option_spec: ClassVar = {
        "rules": directives.unchanged,
        "summary": directives.flag,
        "output": directives.flag,
        "silent": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Return the file and the messages as literal blocks."""
        project, _, name = self.arguments[0].partition("/")
        watch(self.env, PROJECTS / project)
        told = messages(project)
        rules = [f"[tdd.{rule}]" for rule in self.options.get("rules", "").split()]
        chosen = [m for m in told if m.startswith(name) and (_ends(m, rules) or not rules)]
        if not name and not rules:
            chosen = []
        if "summary" in self.options:
            chosen += [m for m in told if m.startswith("designs: ")]
        if "silent" in self.options:
            if chosen:
                raise self.error(f"a build says of {self.arguments[0]}: {chosen[0]}")
            return [_source(project, name)] if name else []
        if not chosen:
            raise self.error(f"a build says nothing of {self.arguments[0]}")
        shown = [] if "output" in self.options or not name else [_source(project, name)]
        return [*shown, block("\n".join(chosen), "text", "What the build says")]


def _ends(message: str, rules: list[str]) -> bool:
    return any(message.endswith(rule) for rule in rules)


def _source(project: str, name: str) -> nodes.container:
    path = PROJECTS / project / name
    text = path.read_text(encoding="utf-8").rstrip("\n")
    return block(text, language_of(name), name)


def language_of(name: str) -> str:
    """Return the language of a file for highlighting, from its name."""
    return _LANGUAGES[Path(name).suffix]


def plain(text: str) -> str:
    """Return a text of a terminal without its colours."""
    return _ESCAPES.sub("", text)


def block(text: str, language: str, caption: str) -> nodes.container:
    """Return a literal block with a caption."""
    shown = nodes.literal_block(text, text, language=language, classes=["wrapped"])
    made = nodes.container("", literal_block=True, classes=["literal-block-wrapper"])
    made += [nodes.caption("", caption), shown]
    return made


@cache
def messages(project: str) -> tuple[str, ...]:
    """Return what a build of a project says, a message each, without the paths' beginning."""
    source = PROJECTS / project
    with tempfile.TemporaryDirectory() as output:
        command = [sys.executable, "-m", "sphinx", "-E", "-b", "dummy", str(source), output]
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, check=False, env=environment()
        )
    told = plain(done.stderr).replace(f"{source}/", "")
    found = [line for line in plain(done.stdout).splitlines() if _START.match(line)]
    return (*_split(told), *found)


def environment() -> dict[str, str]:
    """Return an environment in which the package is the one that builds the documentation."""
    paths = [str(FOLDER.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "90",
    }


def _split(told: str) -> list[str]:
    """Return the messages; one may run over several lines."""
    found: list[str] = []
    for line in told.splitlines():
        if _START.match(line) or not found:
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return found


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("tdd-warned", Warned)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
