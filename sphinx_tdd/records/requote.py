"""Quotes put where YAML would trip over a document's markup, line by line.

A plain value that starts with markup, or holds `: ` or ` #`, is taken as written to the end of
its line (and of the lines that continue it). The number of lines never changes, so that each
value keeps its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from . import flow
from .quoting import (
    continuation_needs_quotes,
    is_block,
    needs_quotes,
    quote,
    quote_lines,
)

ENTRY = re.compile(
    r"""(?P<indent>[ ]*)
    (?P<dashes>(?:-(?:[ ]+|$)){0,8})
    (?:(?P<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|<<|[\w(/][^:\#`*\[\]{}"|<>]{0,60}?)
       [ ]*:(?:[ ]+|$))?
    (?P<value>.*)$""",
    re.VERBOSE,
)
"""A line of YAML: dashes, a key where it has one, and what follows."""

_MOST_WORDS = 6
"""A key of more words than this is taken for the start of a sentence that holds a colon."""

_BLOCK_SCALAR = re.compile(r"[|>](?:[1-9][+-]?|[+-][1-9]?)?(?:\s+#.*)?$")
_COMMENT = re.compile(r"\s*$|\s+#")
_HEX = "[0-9a-fA-F]"
_ESCAPE = re.compile(rf'\\(?:[0abtnvfre "/\\N_LP\t\n]|x{_HEX}{{2}}|u{_HEX}{{4}}|U{_HEX}{{8}})')
_ANCHOR = re.compile(r"&([\w-]+)(?:\s+|$)")
_ALIAS = re.compile(r"\*([\w-]+)\s*(?:#.*)?$")
_ANCHOR_NAMES = re.compile(r"(?:^|[\s\[{,])&([\w-]+)(?=[\s,\]}]|$)")
_ALIAS_NAMES = re.compile(r"(?:^|[\s\[{,])\*([\w-]+)(?=[\s,\]}]|$)")


def requote(lines: Sequence[str], known: Callable[[str], bool]) -> list[str]:
    """Return the lines with quotes where they are needed: as many lines, each in its place.

    Args:
        lines: a body of YAML.
        known: whether a key is the name of a field: such a line never continues a text.
    """
    work = _Requoter(lines, known)
    at = 0
    while at < len(work.lines):
        at = work.entry(at)
    return work.lines


def split_key(line: str) -> re.Match[str]:
    """Return the parts of a line; the key is None where it reads as the start of a sentence."""
    found = ENTRY.match(line)
    if found is None:  # the pattern takes any line; a line break within one would be the caller's
        raise ValueError(f"not one line: {line!r}")
    return found


def says(line: str) -> bool:
    """Whether a line is more than blank, a comment or the mark of a document's begin or end."""
    text = line.strip()
    return bool(text) and text[0] != "#" and line.rstrip() not in {"---", "..."}


def spaced(line: str) -> str:
    """Return the line with its leading tabs as spaces, which is all that YAML takes."""
    text = line.lstrip(" \t")
    return line[: len(line) - len(text)].expandtabs() + text


def indent_of(line: str) -> int:
    """Return how many spaces lead the line."""
    return len(line) - len(line.lstrip(" "))


class _Requoter:
    def __init__(self, lines: Sequence[str], known: Callable[[str], bool]) -> None:
        self.lines = [spaced(line) for line in lines]
        self.known = known
        self.above = -1
        anchors, aliases = (_names(p, lines) for p in (_ANCHOR_NAMES, _ALIAS_NAMES))
        self.shared = anchors & aliases

    def entry(self, at: int) -> int:
        """Requote what begins on a line; return the line after it."""
        line = self.lines[at]
        if not says(line):
            return at + 1
        found = split_key(line)
        start, column = found.start("value"), self._column(found)
        if found["key"] and len(found["key"].split()) > _MOST_WORDS:
            start = found.start("key")
        anchor = _ANCHOR.match(line, start)
        if anchor and anchor[1] in self.shared:
            start = anchor.end()
        if not line[start:].strip():
            self.above = column
            return at + 1
        return self._value(at, start, column)

    def _column(self, found: re.Match[str]) -> int:
        """Return the column that what belongs to the line is indented beyond."""
        if found["key"]:
            return found.start("key")
        if found["dashes"]:
            return found.start("dashes") + found["dashes"].rindex("-")
        return min(self.above, len(found["indent"]) - 1)

    def _value(self, at: int, start: int, column: int) -> int:
        value = self.lines[at][start:].rstrip()
        if _BLOCK_SCALAR.match(value):
            return self._end(at, column)
        alias = _ALIAS.match(value)
        if alias and alias[1] in self.shared:
            return at + 1
        if value[0] in "'\"":
            return self._quoted(at, start, column)
        if value[0] in "[{":
            return self._flow(at, start, column)
        return self._plain(at, start, column)

    def _end(self, at: int, column: int) -> int:
        """Return the line after the last one, blank ones aside, indented beyond `column`."""
        end = at + 1
        for index in range(at + 1, len(self.lines)):
            line = self.lines[index]
            if line.strip() and indent_of(line) <= column:
                break
            if line.strip():
                end = index + 1
        return end

    def _text_end(self, at: int, column: int) -> int:
        """Return the line after a plain text: a line that names a field ends it as well."""
        end = self._end(at, column)
        for index in range(at + 1, end):
            key = split_key(self.lines[index])["key"]
            if key and self.known(key):
                return index
        return end

    def _plain(self, at: int, start: int, column: int) -> int:
        end = self._text_end(at, column)
        first, rest = self.lines[at][start:].rstrip(), self.lines[at + 1 : end]
        if first.startswith("#") and any(line.strip() for line in rest):
            self.above = column
            return at + 1
        if any(is_block(line) for line in rest):
            quoted = quote_lines([first, *rest])
        elif needs_quotes(first) or any(map(continuation_needs_quotes, rest)):
            quoted = quote("\n".join([first, *rest])).split("\n")
        else:
            return max(end, at + 1)
        self.lines[at : at + len(quoted)] = [self.lines[at][:start] + quoted[0], *quoted[1:]]
        return at + len(quoted)

    def _quoted(self, at: int, start: int, column: int) -> int:
        """Leave what stands in quotes; text that only begins with a quote is taken as written."""
        line = self.lines[at]
        pattern = flow.SINGLE if line[start] == "'" else flow.DOUBLE
        text = "\n".join([line[start:], *self.lines[at + 1 : self._end(at, column)]])
        found = pattern.match(text)
        if not found or not _COMMENT.match(text, found.end()):
            return self._plain(at, start, column)
        count = found[0].count("\n")
        if line[start] == '"' and count == 0 and "\\" in _ESCAPE.sub("", found[0]):
            self.lines[at] = line[:start] + quote(found[0][1:-1]) + text[found.end() :]
        return at + count + 1

    def _flow(self, at: int, start: int, column: int) -> int:
        """Quote the items of a list or mapping on one line (or folded over several)."""
        for end in (at + 1, self._flow_end(at, column)):
            text = " ".join([self.lines[at][start:], *self.lines[at + 1 : end]])
            found = flow.find(text, self.shared)
            if found is None:
                continue
            if found.bare or not _COMMENT.match(text, found.end):
                break
            self.lines[at] = self.lines[at][:start] + found.text
            self.lines[at + 1 : end] = [""] * (end - at - 1)
            return end
        return self._plain(at, start, column)

    def _flow_end(self, at: int, column: int) -> int:
        """Return the line after a list in brackets, whose closing one may be indented less."""
        end = self._end(at, column)
        if end < len(self.lines) and self.lines[end].strip() in {"]", "}"}:
            return end + 1
        return end


def _names(pattern: re.Pattern[str], lines: Iterable[str]) -> set[str]:
    return {name for line in lines for name in pattern.findall(line)}
