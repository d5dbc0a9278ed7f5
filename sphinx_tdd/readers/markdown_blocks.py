"""The blocks of MyST Markdown read from its lines: paragraphs, lists, tables, code, HTML.

Does what MyST-Parser does with what it knows; where a line may mean something else it is not
sure, and the thorough reader has to look.
"""

from __future__ import annotations

from collections.abc import Callable

from ..model.outline import Block
from . import markdown_signs as signs
from .emphasis import SPACES
from .ignores import MARK
from .markdown_containers import read_list, read_quote, read_table
from .markdown_lines import CODE, Lines
from .markdown_paragraphs import START, heading_of, put_paragraph, words
from .markdown_references import defined, definitions
from .sections import Sections
from .source_lines import UNDERLINE, is_hidden
from .typography import language
from .unsure import Unsure

_LONGEST_SEARCH = 8
_DELIMITING = frozenset("|-:")
_DEFINING = frozenset(":~")
_DEEPEST = 6
"""How deep lists and quotations may be: markdown-it cuts off what is very deep."""


class Scanner(Lines):
    """Reads the blocks of one document.

    Attributes:
        tasks: whether the box of a task is more than text.
        noted: the line that MyST-Parser noted last, which a comment has for its own.
        defined: how many definitions of links there were.
    """

    def __init__(self, text: str, lines: list[str], sections: Sections, tasks: bool) -> None:
        super().__init__(text, lines)
        self.tasks = tasks
        self.sections = sections
        self.noted = 0
        self.defined = 0
        self.depth = 0
        self.boxed = -1
        self.start: str | None = None

    def content(self, line: int, end: int, base: int, outer: int, into: list[Block]) -> int:
        """Read what is in a container; return the line after it.

        Args:
            line: its first line, counted from 0.
            end: the line after the last one that it may have.
            base: the column where its content begins.
            outer: the column of the list that it is in, or -1.
            into: takes the blocks.
        """
        while True:
            while line < end and not self.rests[line]:
                line += 1
            if line >= end or self.indents[line] < base:
                return line
            line = self.block(line, end, base, outer, into, False)

    def block(
        self, line: int, end: int, base: int, outer: int, into: list[Block], top: bool
    ) -> int:
        """Read one block; return the line after it."""
        if self.indents[line] - base >= CODE:
            return self._indented(line, end, base, into)
        piped = self.piped and line + 1 < end and self.rests[line + 1][:1] in _DELIMITING
        if piped and self.columns_at(line, end, base):
            return read_table(self, line, end, base, outer, into)
        read = _READERS.get(self.rests[line][0])
        after = read(self, line, end, base, outer, into, top) if read else 0
        return after or self._paragraph(line, end, base, outer, into, top)

    def _paragraph(
        self, line: int, end: int, base: int, outer: int, into: list[Block], top: bool
    ) -> int:
        rests, indents = self.rests, self.indents
        first = line
        self._no_definition(line + 1, end, base)
        line += 1
        while line < end:
            rest = rests[line]
            if not rest:
                break
            inside = indents[line] - base
            if inside < CODE:
                if inside >= 0 and rest[0] in "=-" and signs.UNDERLINED.match(rest):
                    return self._underlined(first, line, top)
                if self.interrupts(line, end, base, outer, True):
                    break
            line += 1
        self._put_paragraph(self.texts(first, line, base, top), first + 1, into)
        return line

    def _no_definition(self, line: int, end: int, base: int) -> None:
        if line < end and not self.rests[line]:
            line += 1
        if line >= end or self.rests[line][:1] not in _DEFINING:
            return
        if self.indents[line] >= base and signs.DEFINITION.match(self.rests[line]):
            raise Unsure("a list of definitions")

    def _underlined(self, first: int, line: int, top: bool) -> int:
        if (
            line != first + 1
            or not top
            or "]:" in self.lines[first]
            or UNDERLINE.match(self.lines[first])
        ):
            raise Unsure("an unusual underlined heading")
        level = 1 if self.rests[line][0] == "=" else 2
        said = words(self.rests[first].strip(SPACES), language(), defined())
        self.sections.heading(said, level, first + 1, level)
        self.noted = first + 1
        return line + 1

    def _put_paragraph(self, texts: list[str], line: int, into: list[Block]) -> None:
        text = ("\n".join(texts) if len(texts) > 1 else texts[0]).strip(SPACES)
        if not text:
            raise Unsure("only white space")
        if text[0] == "[" and "]:" in text:
            self._define(text, into)
            return
        self.sections.content()
        self.noted = line
        box = self.boxed == line - 1
        if box:
            self.boxed = -1
        self.starts(put_paragraph(text, line, box, into))

    def _define(self, text: str, into: list[Block]) -> None:
        if into is not self.sections.blocks or self.depth:
            raise Unsure("the definition of a link inside of something")
        self.defined += definitions(text)

    def starts(self, text: str) -> None:
        """Note how a text begins that may be the first one of a list's item."""
        if self.start is None:
            self.start = text[:START]

    def _indented(self, line: int, end: int, base: int, into: list[Block]) -> int:
        first = last = line
        while line < end and (not self.rests[line] or self.indents[line] - base >= CODE):
            last = line if self.rests[line] else last
            line += 1
        texts = self.texts(first, last + 1, base + CODE, False)
        self.put_code(texts, first, "", into)
        return last + 1

    def put_code(self, texts: list[str], at: int, language: str, into: list[Block]) -> None:
        """Put in code whose block begins at a line, counted from 0."""
        text = "\n".join(texts).strip()
        self.starts(text)
        self.sections.content()
        into.append(Block("code", self._near(text, at), text, "", language))

    def _near(self, code: str, at: int) -> int:
        """Return the line, from 1, where code is found to begin."""
        begins = code.partition("\n")[0]
        near = self.lines[at : at + 1 + _LONGEST_SEARCH] if begins else ()
        return at + 1 + next((n for n, text in enumerate(near) if begins in text), 0)

    def _fence(
        self, line: int, end: int, base: int, outer: int, into: list[Block], top: bool
    ) -> int:
        match = signs.FENCE.match(self.rests[line])
        if match is None:
            return 0
        mark = match[1] or match[3]
        info = (match[2] or match[4] or "").split(maxsplit=1)
        language = info[0] if info else ""
        if language.startswith("{"):
            raise Unsure("a directive")
        last = self._fence_end(line + 1, end, base, mark)
        self.put_code(self.texts(line + 1, last, self.indents[line], top), line, language, into)
        closed = last < end and self.rests[last][:3] == mark[:3] and self.indents[last] >= base
        return last + closed

    def _fence_end(self, line: int, end: int, base: int, mark: str) -> int:
        """Return the line that closes a fence, or that after the last one it can hold."""
        while line < end:
            rest = self.rests[line]
            if rest and self.indents[line] < base:
                break
            if rest[:3] == mark[:3] and self.indents[line] - base < CODE:
                tail = rest.lstrip(mark[0])
                if len(rest) - len(tail) >= len(mark) and not tail.strip(" \t"):
                    break
            line += 1
        return line

    def _heading(
        self, line: int, end: int, base: int, outer: int, into: list[Block], top: bool
    ) -> int:
        rest = self.rests[line]
        if not signs.HASHES.match(rest):
            return 0
        if not top:
            raise Unsure("a heading inside of something")
        said, level = heading_of(rest, language(), defined())
        self.sections.heading(said, level, line + 1, level)
        self.noted = line + 1
        return line + 1

    def _comment(
        self, line: int, end: int, base: int, outer: int, into: list[Block], top: bool
    ) -> int:
        first = line
        while line < end and self.rests[line][:1] == "%":
            line += 1
        text = "\n".join(rest[1:].rstrip() for rest in self.rests[first:line]).strip()
        self._put_comment(text, self.noted or 1, top)
        return line

    def _put_comment(self, text: str, line: int, top: bool) -> None:
        self.starts(text)
        if top:
            self.sections.comment(text, line)
        elif MARK in text:
            raise Unsure("a comment for us inside of something")

    def _target(
        self, line: int, end: int, base: int, outer: int, into: list[Block], top: bool
    ) -> int:
        match = signs.TARGET.match(self.rests[line])
        if match is None:
            return 0
        if not top:
            raise Unsure("a label inside of something")
        self.sections.target(match[1])
        self.noted = line + 1
        return line + 1

    def _html(
        self, line: int, end: int, base: int, outer: int, into: list[Block], top: bool
    ) -> int:
        closing = signs.html_end(self.rests[line])
        if closing is None:
            return 0
        first = line
        ended = closing.search(self.rests[line])
        line += 1
        while not ended and line < end:
            rest = self.rests[line]
            if self.indents[line] < base and (rest or closing is signs.BLANK):
                break
            ended = closing.search(rest)
            line += bool(rest) or not ended
        self._put_html(first, line, base, into, top)
        return line

    def _put_html(self, first: int, end: int, base: int, into: list[Block], top: bool) -> None:
        written = "\n".join(self.texts(first, end, base, top))
        text = written.strip()
        if is_hidden(text):
            self._put_comment(written, first + 1, top)
            return
        if MARK in text:
            raise Unsure("a comment for us inside of something")
        self.starts(text)
        self.sections.content()
        into.append(Block("raw", first + 1, " ".join(text.split())))

    def _rule(
        self, line: int, end: int, base: int, outer: int, into: list[Block], top: bool
    ) -> int:
        rest = self.rests[line]
        if rest[1:2] == " " and rest[2:3].isalnum() and rest[0] != "_":
            return self._list(line, end, base, outer, into, top)
        if signs.BREAK.match(rest):
            raise Unsure("a break between blocks")
        if signs.RULE.match(rest):
            self.sections.content()
            self.noted = line + 1
            return line + 1
        return self._list(line, end, base, outer, into, top)

    def _list(
        self, line: int, end: int, base: int, outer: int, into: list[Block], top: bool
    ) -> int:
        mark, _ = signs.marker(self.rests[line])
        return read_list(self, line, end, base, mark, into) if mark else 0

    def _quote(
        self, line: int, end: int, base: int, outer: int, into: list[Block], top: bool
    ) -> int:
        return read_quote(self, line, end, base, outer, into)

    def deeper(self, step: int) -> None:
        """Note that what follows is inside of something more, or less."""
        self.depth += step
        if self.depth > _DEEPEST:
            raise Unsure("very deep lists")

    def _colon(
        self, line: int, end: int, base: int, outer: int, into: list[Block], top: bool
    ) -> int:
        if signs.COLON.match(self.rests[line]):
            raise Unsure("a field or a fence of colons")
        return 0

    def _dollar(
        self, line: int, end: int, base: int, outer: int, into: list[Block], top: bool
    ) -> int:
        if self.rests[line].startswith("$$"):
            raise Unsure("mathematics")
        return 0


_READERS: dict[str, Callable[..., int]] = {
    "#": Scanner._heading,
    "`": Scanner._fence,
    "~": Scanner._fence,
    "%": Scanner._comment,
    ">": Scanner._quote,
    "<": Scanner._html,
    "(": Scanner._target,
    ":": Scanner._colon,
    "$": Scanner._dollar,
    "+": Scanner._rule,
    "-": Scanner._rule,
    "*": Scanner._rule,
    "_": Scanner._rule,
    **dict.fromkeys("0123456789", Scanner._list),
}
"""What may begin with a character; what returns 0 has found that it does not."""
