"""Directives that show a file beside the document: code, and tables of CSV."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives import tables
from docutils.statemachine import StringList

from .standard import Code

Find = Callable[[str], Path | None]
"""Gives the file that a document names, or None where there is none in the source folder."""

_text = directives.unchanged


def no_file(_name: str) -> None:
    """Give no file, whatever its name."""


def read(find: Find, name: str) -> tuple[str, str] | None:
    """Return the path of a file and its text; None where it can't be read."""
    path = find(name)
    try:
        return None if path is None else (str(path), path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None


class LiteralInclude(Code):
    """Code from a file, or some lines of it."""

    required_arguments = 1
    optional_arguments = 0
    final_argument_whitespace = True
    has_content = False
    find: ClassVar[Find] = staticmethod(no_file)
    option_spec: ClassVar[Any] = {
        **Code.option_spec,
        **dict.fromkeys((
            "append", "diff", "encoding", "end-at", "end-before", "language", "lineno-match",
            "lines", "prepend", "pyobject", "start-after", "start-at", "tab-width",
        ), _text),
    }  # fmt: skip

    def run(self) -> list[nodes.Node]:
        """Return the lines that are asked for; no line of a file that is not read."""
        found = read(type(self).find, self.arguments[0])
        if found is None:
            return self.code("", self.options.get("language", ""))
        lines = self._part(found[1].splitlines(keepends=True))
        if lines is None:
            return []
        return self.code("".join(lines), self.options.get("language", ""))

    def _part(self, lines: list[str]) -> list[str] | None:
        """Return the lines that the options choose; None where one is not there."""
        for name in ("start-at", "start-after", "end-at", "end-before"):
            if mark := self.options.get(name):
                at = next((n for n, line in enumerate(lines) if mark in line), None)
                if at is None:
                    return None
                lines = _cut(lines, at, name)
        if numbers := self.options.get("lines"):
            lines = [lines[n] for n in _numbers(numbers, len(lines)) if n < len(lines)]
        if "dedent" in self.options:
            lines = _dedented(lines, self.options["dedent"])
        before, after = (self.options.get(name) for name in ("prepend", "append"))
        return [*([f"{before}\n"] if before else []), *lines, *([f"{after}\n"] if after else [])]


def _cut(lines: list[str], at: int, name: str) -> list[str]:
    if name.startswith("start"):
        return lines[at + (name == "start-after") :]
    return lines[: at + 1] if name == "end-at" else lines[: at or len(lines)]


def _numbers(text: str, count: int) -> list[int]:
    """Return the numbers, from 0, of the lines that a text such as `1-3,5,8-` names."""
    found: list[int] = []
    for part in text.split(","):
        first, dash, last = (each.strip() for each in part.partition("-"))
        if (first + last).isdecimal():
            start = int(first or 1)
            end = int(last) if last else (count if dash else start)
            found += range(start - 1, min(end, count))
    return found


def _dedented(lines: list[str], by: str) -> list[str]:
    if not by.strip().isdecimal():
        return textwrap.dedent("".join(lines)).splitlines(keepends=True)
    return [line[int(by) :] or "\n" for line in lines]


class CsvTable(tables.CSVTable):
    """A table of CSV, perhaps from a file."""

    find: ClassVar[Find] = staticmethod(no_file)

    def run(self) -> Sequence[nodes.table | nodes.system_message]:
        """Return the table."""
        if name := self.options.pop("file", ""):
            found = read(type(self).find, name)
            if found is None:
                return []
            path, text = found
            self.content = StringList(text.splitlines(), path)
        return super().run()
