"""Where a directive's text stands: the one place that knows how the two parsers count lines.

In reStructuredText each line of a directive's content carries its file and line. MyST-Parser
gives the content no place of its own, and an offset that counts from the directive's first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst.states import RSTState
from docutils.statemachine import StateMachine, StringList

if TYPE_CHECKING:
    from docutils.nodes import Node
    from docutils.parsers.rst import Directive

    from .directive import TddDirective
    from .host import Host

_OPTION = re.compile(r"\s*:?(?P<name>[\w -]+):(?:\s|$)")


def is_rst(directive: Directive) -> bool:
    """Whether the directive stands in reStructuredText (in Markdown's `eval-rst` too)."""
    return isinstance(directive.state, RSTState)


def place(directive: Directive) -> tuple[str, int]:
    """Return the file and the line of the directive."""
    source, line = directive.state_machine.get_source_and_line(directive.lineno)
    return str(source or ""), int(line or directive.lineno)


def first_line(directive: Directive) -> int:
    """Return the line of the first line of the directive's body, in the file it stands in."""
    if not is_rst(directive):
        return int(directive.lineno + directive.content_offset + 1)
    items = directive.content.items
    return int(items[0][1]) + 1 if items else place(directive)[1]


def option_lines(directive: Directive) -> dict[str, int]:
    """Return the lines of the options that the directive is given, by name."""
    source, line = place(directive)
    found: dict[str, int] = {}
    for number, text in enumerate(_opening(directive, source, line), line):
        option = _OPTION.match(text)
        name = option["name"].strip().lower() if option else ""
        if name in directive.options:
            found.setdefault(name, number)
        if len(found) == len(directive.options):
            break
    return found


def _opening(directive: Directive, source: str, line: int) -> list[str]:
    """Return the lines of the directive from its first one on.

    MyST-Parser before version 5 gives the body alone: then the file is asked.
    """
    lines = directive.block_text.splitlines()
    if lines and directive.name in lines[0].lower():
        return lines
    try:
        text = Path(source).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return []
    return text.splitlines()[line - 1 : first_line(directive) - 1]


def opening_line(directive: Directive) -> str:
    """Return the line that the directive stands in."""
    return next(iter(_opening(directive, *place(directive))), "")


def relative_source(host: Host, path: str) -> str:
    """Return the path of a file relative to the source folder; "" for the document itself."""
    if not path or path == host.file or host.root is None:
        return ""
    root = host.root.resolve()
    absolute = Path(path).resolve()
    if absolute.is_relative_to(root):
        return absolute.relative_to(root).as_posix()
    return absolute.name


def parse(directive: TddDirective, text: str, source: str, line: int) -> list[Node]:
    """Parse text in the document's own markup, as if it stood at a line of a file."""
    lines = text.split("\n")
    if is_rst(directive):
        # A block's last line has to be followed by a blank one, or the parser misses its end.
        lines = [*(part.expandtabs() for part in lines), ""]
        content = StringList(lines, items=[(source, line - 1 + i) for i in range(len(lines))])
        with _lines_of(directive.state, content):
            return directive.host.nested(directive.state, content, 0)
    with _source_of(directive.state.document, source):
        offset = line - directive.lineno - 1
        return directive.host.nested(directive.state, StringList(lines, source), offset)


def parse_inline(
    directive: TddDirective, text: str, source: str, line: int
) -> tuple[list[Node], list[nodes.system_message]]:
    """Parse a line of text that holds inline markup alone, as if it stood in a file."""
    if is_rst(directive):
        content = StringList([text], items=[(source, line - 1)])
        with _lines_of(directive.state, content):
            return directive.parse_inline(text, 1)
    with _source_of(directive.state.document, source):
        return directive.parse_inline(text, line - 1)


@contextmanager
def _lines_of(state: RSTState, content: StringList) -> Iterator[None]:
    """Let what is parsed have the files and lines that some content carries."""
    reporter = state.memo.reporter
    kept = reporter.get_source_and_line
    machine: StateMachine[Any] = StateMachine([], "")
    machine.input_lines = content
    reporter.get_source_and_line = machine.get_source_and_line
    try:
        yield
    finally:
        reporter.get_source_and_line = kept


@contextmanager
def _source_of(document: nodes.document, source: str) -> Iterator[None]:
    """Let the Markdown parser take another file for the one it reads, as its `include` does."""
    kept = document["source"]
    document["source"] = source
    try:
        yield
    finally:
        document["source"] = kept
