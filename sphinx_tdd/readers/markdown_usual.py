"""The most usual blocks of MyST Markdown, each found by one expression: most of most documents.

Headings, items, paragraphs, labels, tables and code, each between blank lines or others of them.
What they are is certain from themselves and the character after them, so that no line needs a
look of its own; all else is left to the reader of blocks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model.outline import Block
from .emphasis import SPACES
from .labels import is_contents, split_label
from .markdown_containers import next_marker, read_list, task_style
from .markdown_paragraphs import heading_of, put_paragraph
from .markdown_references import defined
from .markdown_tables import columns, table
from .syntax import GLOB, REVERSED
from .typography import language, usual
from .unsure import Unsure, is_too_much

if TYPE_CHECKING:
    from .markdown_blocks import Scanner

_INNER = r"[^\x00-\x1f\\`*_\[!<&{$~|]"
_MARKED = (
    r"(?:`[^`*|\x00-\x20](?:[^`*|\x00-\x1f]*[^`*|\x00-\x20])?`(?!`)"
    rf"|\*\*[^\W_](?:{_INNER}*[^\W_])?\*\*(?!\*)|\*\*[^\W_]{_INNER}*[:.,;?)]\*\*(?=\s)"
    rf"|\*[^\W_](?:{_INNER}*[^\W_])?\*(?!\*))"
)
_TEXT = rf"{_INNER}*+(?:{_MARKED}{_INNER}*+)*+"
"""What has simple markup at most: emphasis around words, and code."""
_REST = r"[^\x00-\x1f|]*+"
_NUMBER = r"[0-9]{1,9}[.)]"
_START = (
    rf"(?!{_NUMBER}\s)(?=[^\W_]|\*\*?[^\W_]|`[^`]|[\"'“‘]"
    r"|\[(?![ xX]\])[^\[\]^\n]+\]\(|\{[a-z]+\}`)"
)
"""How a line begins that is no block of another kind."""
_FURTHER = rf"(?!{_NUMBER}\s)(?=[^\W_]|\*[^\W_]|`[^`]|[\"'“‘])"
"""How a line begins that goes on with a paragraph, and has no label of its own."""
_HEADING = re.compile(r"(#{1,6} [^\n|]*+)\n(\n*+)")
_ITEM = re.compile(
    rf"([-*+]|{_NUMBER}) {_START}({_TEXT})({_REST})\n(\n*+)"
    rf"(?:\Z|(?<=\n\n)(?=\S)|(?=#{{1,6}} |(?:[-*+]|{_NUMBER}) \S))"
)
_PARAGRAPH = re.compile(
    rf"{_START}({_TEXT}(?:\n{_FURTHER}{_TEXT})*+)({_REST}(?:\n{_START}{_REST})*+)\n(\n*+)"
    r"(?:\Z|(?<=\n\n)(?=[^\s:~])|(?=#{1,6} |[-*+] (?:\*\*)?[^\W_]|1[.)] [^\W_]))"
)
_TABLE = re.compile(
    r"(\|[^\n\t]*+)\n(\|[-:| ]*+)\n((?:\|[^\n\t]*+\n)*+)(\n*+)(?:\Z|(?<=\n\n)|(?=#{1,6} ))"
)
_CODE = re.compile(r"```([^\s`{]*)\n((?:(?![ \t]*```)[^\n]*\n)*+)```\n(\n*+)")
_TOCTREE = re.compile(
    r"```\{toctree\}\n((?::(?:glob|hidden|includehidden|titlesonly|numbered|reversed):\n"
    r"|:maxdepth: [0-9]\n|:caption: [\w .-]+\n)*+)"
    r"\n*+((?:[\w/][^\n`]*+\n)++)```\n(\n*+)"
)
"""A list of pages, with the options that most have."""
_TARGET = re.compile(r"\(([\w. -]+)\)=\n(\n*+)")
_MARKERS = frozenset("-*+0123456789")
_SHORT = 24
"""A text so short may be the mark of a table of contents."""


def read_usual(scanner: Scanner, text: str, line: int) -> None:
    """Read a document.

    One long loop, as a call for each block would take as long as what it does.

    Args:
        scanner: reads what is not usual.
        text: the text of the document.
        line: the line, from 0, where it begins.

    Raises:
        Unsure: it holds something that is not known here.
    """
    sections, spoken, names = scanner.sections, language(), defined()
    text = text if text.endswith("\n") or not text else f"{text}\n"
    position = sum(map(len, scanner.lines[:line])) + line
    size = len(text)
    marker = ""
    while position < size:
        sign = text[position]
        if sign == "#" and (match := _HEADING.match(text, position)):
            heading, blank = match.groups()
            said, level = heading_of(heading, spoken, names)
            sections.heading(said, level, line + 1, level)
            marker, count = "", 1
        elif sign in _MARKERS and (match := _ITEM.match(text, position)):
            marker, simple, rest, blank = match.groups()
            if sections.labels:
                sections.content()
            sections.blocks.append(_item(simple, rest, line + 1))
            count = 1
        elif match := _PARAGRAPH.match(text, position):
            simple, rest, blank = match.groups()
            if sections.labels:
                sections.content()
            put_usual(simple, rest, line + 1, sections.blocks)
            marker, count = "", 1 + simple.count("\n") + rest.count("\n")
        else:
            after = _other(scanner, text, position, line) or _unusual(scanner, line, marker)
            position += sum(map(len, scanner.lines[line:after])) + after - line
            line, marker = after, ""
            while position < size and text[position] == "\n":
                line, position = line + 1, position + 1
            continue
        scanner.noted = line + 1
        line += count + len(blank)
        position = match.end()


def _other(scanner: Scanner, text: str, position: int, line: int) -> int:
    """Read a label, code or a table; return the line after it, or 0 where none is certain.

    Args:
        scanner: has the sections.
        text: the text of the document.
        position: the place in it.
        line: the line of the place, from 0.
    """
    sign, sections = text[position], scanner.sections
    if sign == "(" and (match := _TARGET.match(text, position)):
        sections.target(match[1])
        scanner.noted = line + 1
        return line + 1
    if sign == "`" and (match := _TOCTREE.match(text, position)):
        sections.toctree(_toctree(match[1], match[2]))
        return line + match[0].count("\n") - len(match[3])
    if sign == "`" and (match := _CODE.match(text, position)):
        scanner.put_code([match[2]], line, match[1], sections.blocks)
        return line + 2 + match[2].count("\n")
    if sign == "|" and (match := _TABLE.match(text, position)):
        count = columns(match[1], match[2])
        if count:
            sections.content()
            rows = match[3].splitlines()
            found, scanner.noted = table([match[1], *rows], line + 1, count)
            sections.blocks.append(found)
            return line + 2 + len(rows)
    return 0


def _toctree(options: str, entries: str) -> str:
    """Return what a toctree says, as `toctree.Toctree` has it."""
    marks = [mark for mark in (GLOB, REVERSED) if mark in options.split("\n")]
    return "\n".join([*marks, *(line.strip() for line in entries.splitlines())])


def _unusual(scanner: Scanner, line: int, marker: str) -> int:
    """Read what is not usual; return the line after it.

    Args:
        scanner: reads it.
        line: its line, from 0.
        marker: the marker of the item before it, where there is one.
    """
    if not scanner.rests[line]:
        return line + 1
    end, blocks = len(scanner.lines), scanner.sections.blocks
    following = next_marker(scanner, line, end, 0, marker) if marker else ""
    if following:
        return read_list(scanner, line, end, 0, following, blocks)
    return scanner.block(line, end, 0, -1, blocks, True)


def _item(simple: str, rest: str, line: int) -> Block:
    inner: list[Block] = []
    start = put_usual(simple, rest, line, inner)
    style = task_style(start) if start[:1] == "[" else ""
    return Block("item", line, "", "", style, tuple(inner))


def put_usual(simple: str, rest: str, line: int, into: list[Block]) -> str:
    """Put in a paragraph; return how its text begins.

    Args:
        simple: as much of its source as has simple markup or none.
        rest: the rest of it.
        line: its first line, from 1.
        into: takes the blocks.

    Raises:
        Unsure: it holds markup that is not known here.
    """
    if rest or "  " in simple:
        return put_paragraph(f"{simple}{rest}".strip(SPACES), line, False, into)
    simple = simple.rstrip()
    if not simple.isascii() or ". ." in simple or ("-" in simple and "--" in simple):
        if "`" in simple:
            return put_paragraph(simple, line, False, into)
        simple = usual(simple)
    if "*" in simple or "`" in simple:
        if is_too_much(simple):
            raise Unsure("too much markup")
        return _put_marked(simple, line, into)
    if ":" in simple or "-" in simple or "\n" in simple or not simple.isascii():
        label, _, text = split_label("", simple)
    else:
        label, text = "", simple
    if (label or text) and (len(text) > _SHORT or not is_contents(text)):
        into.append(Block("paragraph", line, text, label))
    return simple


def _put_marked(source: str, line: int, into: list[Block]) -> str:
    style = lead = ""
    text = source
    if source[:2] == "**":
        end = source.index("**", 2)
        lead, text = source[2:end], source[end + 2 :]
    elif source[0] == "`" and source[-1] == "`" and source.count("`") == len("``"):
        style = "code"
    text = text.replace("*", "").replace("`", "")
    if lead[-1:] == ":" and text[1:2].isalnum() and text.isascii() and "\n" not in text:
        into.append(Block("paragraph", line, text.strip(), lead.rstrip(":： "), "strong"))
        return lead
    if len(source) < _SHORT and is_contents(lead + text):
        return put_paragraph(source, line, False, into)
    label, bold, said = split_label(lead, text)
    into.append(Block("paragraph", line, said, label, style or ("strong" if bold else "")))
    return lead + text
