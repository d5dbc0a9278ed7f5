"""The pieces of which documents are written, in Markdown and in reStructuredText, as lines."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from ..model.kind import Kind
from .style import Style

_WIDTH = 95
_WIDE = frozenset("WF")
_MARKS = {
    "md": re.compile(r"([\\`*<\[\]]|(?<!\w)_|_(?!\w)|#+$)"),
    "rst": re.compile(r"([\\`*|]|_(?![^\W_]))"),
}

_BEGINS_MORE = re.compile(
    r"[-+•‣⁃](?:\s|$)|\.\.(?:\s|$)|:|__(?:\s|$)|>>> |--?\w|/\w|[!-/:-@[-`{-~]+$"
)
"""What begins a list, a comment, a field and the like in reStructuredText, where no heading is."""


def width(text: str) -> int:
    """Return how many columns a text takes: letters of East Asia take two."""
    wide = sum(unicodedata.east_asian_width(char) in _WIDE for char in text)
    marks = sum(bool(unicodedata.combining(char)) for char in text)
    return len(text) + wide - marks


def escaped(text: str, style: Style) -> str:
    """Return words as they are written so that none of their signs is markup."""
    return _MARKS[style.syntax].sub(r"\\\1", " ".join(text.split()))


def heading(style: Style, level: int, title: str, number: str = "") -> list[str]:
    """Return a heading, its number with what parts it from the title before it."""
    text = f"{number}{escaped(title, style)}"
    if style.syntax == "rst":
        return _adorned(style, level, text)
    if level in style.setext:
        return [text, ("=" if level == 1 else "-") * max(width(text), 2)]
    hashes = "#" * level
    return [f"{hashes} {text} {hashes}" if level in style.closed else f"{hashes} {text}"]


def _adorned(style: Style, level: int, text: str) -> list[str]:
    if _BEGINS_MORE.match(text) and text[:1] != "\\":
        text = f"\\{text}"
    made = style.adornment(level)
    line = made.char * max(width(text) + 2 * len(made.inset), 4)
    return [*[line] * made.over, f"{made.inset}{text}", line]


def comment(style: Style, lines: Iterable[str]) -> list[str]:
    """Return a comment, which no reader of the published document sees."""
    if style.syntax == "md":
        return [f"% {line}".rstrip() for line in lines]
    written = [f"   {line}".rstrip() for line in lines]
    first = written[0].strip() if written else ""
    if first[:1].isalnum() and "::" not in first:  # else it could be more than a comment
        return [f".. {first}", *written[1:]]
    return ["..", *written]


def advice(style: Style, text: str) -> list[str]:
    """Return words for the writer as a comment."""
    return comment(style, textwrap.wrap(" ".join(text.split()), _WIDTH))


def labelled(style: Style, label: str, depth: int = 0) -> str:
    """Return a list item that has its label alone."""
    words = style.label.format(escaped(label, style))
    return f"{'  ' * depth}{style.bullet} {words}"


def table(style: Style, columns: Sequence[str]) -> list[str]:
    """Return a table with its header and one blank row."""
    names = [escaped(column, style) for column in columns]
    if style.syntax == "rst":
        head = [f"   {'* -' if not i else '  -'} {name}" for i, name in enumerate(names)]
        blank = [f"   {'* -' if not i else '  -'}" for i in range(len(names))]
        return [".. list-table::", "   :header-rows: 1", "", *head, *blank]
    names = [name.replace("|", "\\|") for name in names]
    sizes = [max(width(name), 3) for name in names]
    padded = (name + " " * (size - width(name)) for name, size in zip(names, sizes, strict=True))
    rule = "| " + " | ".join("-" * size for size in sizes) + " |"
    return ["| " + " | ".join(padded) + " |", rule, re.sub("-", " ", rule)]


def example(style: Style, kind: Kind, sorts: Sequence[str] = ()) -> list[str]:
    """Return the directive of a kind with one row that is to be filled, as a comment.

    As a comment, since a directive whose fields are blank is wrong in every build.
    """
    name = f"{kind.name}-table" if kind.table else f"{kind.name}-record"
    body = list(_row(kind, sorts))
    if style.syntax == "rst":
        return comment(style, [f".. {name}::", "", *(f"   {line}" for line in body)])
    return comment(style, [f"```{{{name}}}", *body, "```"])


def _row(kind: Kind, sorts: Sequence[str]) -> Iterator[str]:
    """Yield the fields of a row, each below a line that says what it is for."""
    fields = [field for field in kind.fields if field.required or field.shown]
    if sorts and "kind" in kind.by_name:
        fields = [*(f for f in fields if f.name != "kind"), kind.by_name["kind"]]
    indent = "  " if kind.table else ""
    for number, field in enumerate(fields):
        choices = f" One of: {', '.join(field.choices)}." if field.choices else ""
        value = f" {sorts[0]}" if sorts and field.name == "kind" else ""
        if field.hint:
            yield f"{indent if number else ''}# {field.hint}{choices}"
        yield f"{indent if number or not kind.table else '- '}{field.name}:{value}"
