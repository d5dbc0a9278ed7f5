"""reStructuredText and Markdown: how the parts of a document are written in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import indent
from typing import Protocol


class Syntax(Protocol):
    """What a notation asks of a syntax; all texts end without a line break."""

    suffix: str
    extensions: tuple[str, ...]
    config: str

    def text(self, text: str) -> str:
        """Return a text whose code is in backticks, in this syntax."""

    def heading(self, level: int, text: str) -> str:
        """Return a heading."""

    def items(self, texts: Sequence[str], numbered: bool = False) -> str:
        """Return a list."""

    def literal(self, lines: Sequence[str]) -> str:
        """Return lines that stay as they are."""

    def directive(
        self, name: str, argument: str, options: Mapping[str, str], body: Sequence[str]
    ) -> str:
        """Return a directive."""

    def role(self, name: str, target: str) -> str:
        """Return a role."""

    def label(self, name: str) -> str:
        """Return a label for the block that follows."""

    def anchored(self, name: str) -> str:
        """Return a name in a line of text that can be linked to."""

    def link(self, name: str) -> str:
        """Return a link to what has that name as its label or anchor."""

    def table(self, rows: Sequence[Sequence[str]]) -> str:
        """Return a table, the first of whose rows is its head."""

    def described(self, term: str, parts: Mapping[str, str]) -> str:
        """Return a term with its labelled descriptions."""


class Rst:
    """reStructuredText."""

    suffix = ".rst"
    extensions: tuple[str, ...] = ()
    config = ""
    _lines = "=-~^"

    def text(self, text: str) -> str:
        """Return the text with its code in two backticks."""
        return text.replace("`", "``")

    def heading(self, level: int, text: str) -> str:
        """Return a heading and the line below it."""
        return f"{text}\n{self._lines[level - 1] * len(text)}"

    def items(self, texts: Sequence[str], numbered: bool = False) -> str:
        """Return a list."""
        return "\n".join(f"{'#.' if numbered else '-'} {self.text(text)}" for text in texts)

    def literal(self, lines: Sequence[str]) -> str:
        """Return a block of code."""
        return self.directive("code-block", "text", {}, lines)

    def directive(
        self, name: str, argument: str, options: Mapping[str, str], body: Sequence[str]
    ) -> str:
        """Return a directive."""
        head = f".. {name}:: {argument}".rstrip()
        given = [f":{key}: {value}" for key, value in options.items()]
        return "\n".join([head, *_indented([*given, *([""] if body else []), *body])])

    def role(self, name: str, target: str) -> str:
        """Return a role."""
        return f":{name}:`{target}`"

    def label(self, name: str) -> str:
        """Return a hyperlink target."""
        return f".. _{name}:"

    def anchored(self, name: str) -> str:
        """Return an inline target."""
        return f"_`{name}`"

    def link(self, name: str) -> str:
        """Return a reference."""
        return f":ref:`{name} <{name.lower()}>`"

    def table(self, rows: Sequence[Sequence[str]]) -> str:
        """Return a simple table: no other takes docutils less time."""
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        bar = "  ".join("=" * width for width in widths)
        head, *body = (
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        )
        return "\n".join([bar, head, bar, *body, bar])

    def described(self, term: str, parts: Mapping[str, str]) -> str:
        """Return a definition list in a definition list."""
        lines = [line for name, text in parts.items() for line in (name, *_indented([text]))]
        return "\n".join([term, *_indented(lines)])


class Md:
    """Markdown, as MyST-Parser reads it."""

    suffix = ".md"
    extensions: tuple[str, ...] = ("myst_parser",)
    config = 'myst_enable_extensions = ["attrs_inline", "deflist"]\n'

    def text(self, text: str) -> str:
        """Return the text as it is."""
        return text

    def heading(self, level: int, text: str) -> str:
        """Return a heading."""
        return f"{'#' * level} {text}"

    def items(self, texts: Sequence[str], numbered: bool = False) -> str:
        """Return a list."""
        return "\n".join(f"{'1.' if numbered else '-'} {text}" for text in texts)

    def literal(self, lines: Sequence[str]) -> str:
        """Return a block of code."""
        return "\n".join(["```text", *lines, "```"])

    def directive(
        self, name: str, argument: str, options: Mapping[str, str], body: Sequence[str]
    ) -> str:
        """Return a directive."""
        given = [f":{key}: {value}" for key, value in options.items()]
        gap = [""] if given and body else []
        return "\n".join([f"```{{{name}}} {argument}".rstrip(), *given, *gap, *body, "```"])

    def role(self, name: str, target: str) -> str:
        """Return a role."""
        return f"{{{name}}}`{target}`"

    def label(self, name: str) -> str:
        """Return a target."""
        return f"({name.lower()})="

    def anchored(self, name: str) -> str:
        """Return a span with an id."""
        return f"[{name}]{{#{name.lower()}}}"

    def link(self, name: str) -> str:
        """Return a reference."""
        return f"{{ref}}`{name} <{name.lower()}>`"

    def table(self, rows: Sequence[Sequence[str]]) -> str:
        """Return a table with bars."""
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, "|---" * len(rows[0]) + "|")
        return "\n".join(lines)

    def described(self, term: str, parts: Mapping[str, str]) -> str:
        """Return a definition list in a definition list."""
        inner = "\n\n".join(
            f"{name}\n: {text.replace(chr(10), chr(10) + '  ')}" for name, text in parts.items()
        )
        return f"{term}\n: {indent(inner, '  ').lstrip()}"


def _indented(lines: Sequence[str]) -> list[str]:
    return [indent(line, "   ") for line in lines]


SYNTAXES: dict[str, Syntax] = {"rst": Rst(), "md": Md()}
