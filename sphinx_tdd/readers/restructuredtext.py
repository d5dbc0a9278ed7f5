"""The text of reStructuredText read into an outline, quickly: no parser is loaded.

What it reads is what docutils makes of the same text, block for block; where a text holds
something else than usual writing, it raises `Unsure`.
"""

from __future__ import annotations

import re
import unicodedata

from ..model.outline import Block, Outline
from .markdown_containers import task_style
from .markdown_paragraphs import put_marked, words_of
from .restructuredtext_inline import parse
from .sections import Sections, lines_of
from .typography import quotes_of
from .unsure import Unsure

_UNDERLINE = re.compile(r"([!-/:-@[-`{-~])\1*$")
_BULLET = re.compile(r"([-+*•‣⁃]) +(?=\S)")
_NUMBER = re.compile(r"([0-9]+)\. +(?=\S)")
_ENUMERATED = re.compile(r"\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+|#)[.)](?: |$)")
_UNUSUAL = re.compile(r"[-+*•‣⁃]$|:(?![a-z][a-z:+.-]*:`)|[-/]|>>>|\||\+[-=]|=+ |__(?: |$)")
"""Lines that begin options, fields, line blocks, tables, doctests: no usual text."""
_TARGET = re.compile(r"\.\. _([A-Za-z0-9](?:[A-Za-z0-9 ._-]*[A-Za-z0-9])?):$")
_CODE = re.compile(r"\.\. (code-block|sourcecode)::(?: +([\w+.-]+))?$")
_LIST_TABLE = re.compile(r"\.\. list-table::$")
_NO_COMMENT = re.compile(r"\.\. +(?:\[|_|\||[^\s:]+(?:[-:+.][^\s:]+)*(?: ?)::(?: |$))|__ ")
_HEADER_ROWS = re.compile(r":header-rows: ([0-9])$")
_FIRST_CELL = re.compile(r" *(\*) +(-) +(\S.*)$")
_CELL = re.compile(r" *()(-) +(\S.*)$")
_ODD_MARGIN = re.compile(r"^ *[^\S \n]", re.MULTILINE)
_LONGEST_SEARCH = 8
_SHORTEST_RULE = 4
_WIDE = frozenset("WF")


def read_restructuredtext(text: str, spoken: str = "en") -> Outline:
    """Return the outline of a text.

    Args:
        text: the text of a file.
        spoken: the language of the document.

    Raises:
        Unsure: it holds something that only the thorough reader can tell.
    """
    text, lines = lines_of(text)
    if _ODD_MARGIN.search(text) or "\t" in text or ".. |" in text or "tdd:ignore" in text:
        raise Unsure("tabs or substitutions")
    if text.lstrip().startswith(":") or not text.strip():
        raise Unsure("what may be information about the document")
    sections = Sections(lines, labels_first=False)
    with quotes_of(spoken):
        _Scanner([line.rstrip() for line in lines], lines, sections).read()
    return sections.outline({})


class _Scanner:
    """Reads the blocks of one document."""

    def __init__(self, texts: list[str], written: list[str], sections: Sections) -> None:
        self.texts = texts
        self.written = written
        self.sections = sections
        self.styles: list[str] = []
        self.start: str | None = None

    def read(self) -> None:
        end = len(self.texts)
        line = 0
        while line < end:
            if self.texts[line]:
                line = self._block(line, end, 0, self.sections.blocks, True)
            else:
                line += 1

    def _content(self, line: int, end: int, base: int) -> tuple[Block, ...]:
        into: list[Block] = []
        while line < end:
            if self.texts[line]:
                line = self._block(line, end, base, into, False)
            else:
                line += 1
        return tuple(into)

    def _block(self, line: int, end: int, base: int, into: list[Block], top: bool) -> int:
        """Read one block; return the line after it."""
        text = self.texts[line][base:]
        if text[0] == " ":
            raise Unsure("a quotation")
        if text[:2] == ".." and (len(text) == 2 or text[2] == " "):
            return self._explicit(line, end, base, into, top)
        bullet = _BULLET.match(text)
        if bullet:
            return self._item(line, end, base, bullet, into)
        if _ENUMERATED.match(text):
            after = self._numbered(line, end, base, into)
            if after:
                return after
        following = self.texts[line + 1][base:] if line + 1 < end else ""
        if _UNDERLINE.match(text):
            return self._rule(line, end, top)
        if _UNUSUAL.match(text):
            raise Unsure("an unusual block")
        if following[:1] == " ":
            raise Unsure("a definition")
        if following and _UNDERLINE.match(following):
            return self._heading(line, text, following[0], following, top)
        return self._paragraph(line, end, base, into)

    def _rule(self, line: int, end: int, top: bool) -> int:
        """Read a line of punctuation: a transition, or what stands over a heading."""
        text = self.texts[line]
        if not top or len(text) < _SHORTEST_RULE:
            raise Unsure("an unusual line of punctuation")
        following = self.texts[line + 1] if line + 1 < end else ""
        if not following:
            if line + 1 >= end or not line or self.texts[line - 1]:
                raise Unsure("an unusual transition")
            self.sections.content()
            return line + 1
        below = self.texts[line + 2] if line + 2 < end else ""
        if below != text or not following.strip() or _UNDERLINE.match(following):
            raise Unsure("an unusual heading")
        self._heading(line + 1, following.strip(), text[0] * 2, text, top)
        if len(following) > len(text):
            raise Unsure("a heading longer than its line")
        return line + 3

    def _heading(self, line: int, title: str, style: str, below: str, top: bool) -> int:
        width = len(title)
        if not title.isascii():
            width += sum(unicodedata.east_asian_width(letter) in _WIDE for letter in title)
        if not top or width > len(below):
            raise Unsure("a heading inside of something, or longer than its line")
        if style not in self.styles:
            if len(self.styles) != self._depth():
                raise Unsure("a heading of a new style")
            self.styles.append(style)
        level = self.styles.index(style) + 1
        if level > self._depth() + 1:
            raise Unsure("a heading that leaves out a level")
        self.sections.heading(words_of(parse(title)), level, line + 1, 0)
        return line + 2

    def _depth(self) -> int:
        return self.sections.all[-1].level

    def _paragraph(self, line: int, end: int, base: int, into: list[Block]) -> int:
        first = line
        texts = []
        while line < end and self.texts[line]:
            text = self.texts[line][base:]
            if text[0] == " " or len(self.texts[line]) <= base:
                raise Unsure("an unexpected indentation")
            texts.append(text)
            line += 1
        literal = texts[-1].endswith("::")
        text = "\n".join(texts)
        if literal:
            text = _without_colons(text)
        self.sections.content()
        if text:
            start = put_marked(parse(text), first + 1, False, into)
            self.start = self.start if self.start is not None else start
        return self._literal(line, end, base, into) if literal else line

    def _literal(self, line: int, end: int, base: int, into: list[Block]) -> int:
        while line < end and not self.texts[line]:
            line += 1
        if line >= end or self.texts[line][base] != " ":
            raise Unsure("no text that is literal")
        after = self._indented_end(line, end, base)
        self._put_code(line, line, after, "", into)
        self._ends_blank(after, end)
        return after

    def _ends_blank(self, after: int, end: int) -> None:
        if after < end and self.texts[after - 1]:
            raise Unsure("a block without a blank line after it")

    def _indented_end(self, line: int, end: int, base: int) -> int:
        """Return the line after those that are blank or indented further than a column."""
        while line < end and (not self.texts[line] or self.texts[line][: base + 1].isspace()):
            line += 1
        return line

    def _put_code(self, at: int, line: int, end: int, language: str, into: list[Block]) -> None:
        texts = self.texts[line:end]
        margin = min(len(text) - len(text.lstrip()) for text in texts if text)
        code = "\n".join(text[margin:] for text in texts).strip()
        self.sections.content()
        self.start = self.start if self.start is not None else code
        begins = code.partition("\n")[0]
        near = self.written[at : at + 1 + _LONGEST_SEARCH]
        found = next((n for n, text in enumerate(near) if begins in text), 0)
        into.append(Block("code", at + 1 + found, code, "", language))

    def _item(
        self, line: int, end: int, base: int, match: re.Match[str], into: list[Block]
    ) -> int:
        """Read an item of a list; the list itself is nothing to the outline."""
        self.sections.content()
        column = base + match.end()
        after = line + 1
        while after < end and (not self.texts[after] or self.texts[after][:column].isspace()):
            after += 1
        if after < end and self.texts[after - 1] and not self._goes_on(after, base, match):
            raise Unsure("a list without a blank line after it")
        written = self.texts[line]
        self.texts[line] = " " * column + written[column:]
        before, self.start = self.start, None
        blocks = self._content(line, after, column)
        self.texts[line] = written
        start = self.start or ""
        into.append(Block("item", line + 1, "", "", task_style(start[:8]), blocks))
        self.start = start if before is None else before
        return after

    def _goes_on(self, line: int, base: int, match: re.Match[str]) -> bool:
        """Whether a line begins the next item of the list that another item is in."""
        text = self.texts[line]
        if text[:base].strip():
            return False
        following = match.re.match(text[base:])
        return following is not None and (match.re is _NUMBER or following[1] == match[1])

    def _numbered(self, line: int, end: int, base: int, into: list[Block]) -> int:
        """Read a numbered item; return 0 where the line is text."""
        match = _NUMBER.match(self.texts[line][base:])
        following = self.texts[line + 1][base:] if line + 1 < end else ""
        if match is None:
            raise Unsure("an unusual list")
        number = int(match[1])
        next_one = _NUMBER.match(following)
        if following and following[0] != " " and not next_one:
            if re.match(rf"(?:{number + 1}|#)[.)]", following):
                raise Unsure("an unusual list")
            return 0
        if next_one and following[0] != " " and int(next_one[1]) != number + 1:
            raise Unsure("an unusual list")
        if match[1] != str(number):
            raise Unsure("an unusual number")
        return self._item(line, end, base, match, into)

    def _explicit(self, line: int, end: int, base: int, into: list[Block], top: bool) -> int:
        """Read a label, a comment or a directive that is known."""
        text = self.texts[line][base:]
        after = self._indented_end(line + 1, end, base)
        code = _CODE.match(text)
        if code or _LIST_TABLE.match(text):
            self._ends_blank(after, end)
            if code:
                self._code(line, after, code[2] or "", into)
            else:
                self._table(line, after, base, into)
            return after
        if not top:
            raise Unsure("a label or a comment inside of something")
        target = _TARGET.match(text)
        if target:
            if after < end and after == line + 1 and self.texts[after][:4] != ".. _":
                raise Unsure("a label without a blank line after it")
            if any(self.texts[line + 1 : after]):
                raise Unsure("an unusual label")
            self.sections.target(target[1])
            return after
        if _NO_COMMENT.match(text) or len(text) < len(".. x"):
            raise Unsure("a directive")
        self._ends_blank(after, end)
        self._comment(line, after)
        return after

    def _comment(self, line: int, after: int) -> None:
        texts = self.texts[line + 1 : after]
        margin = min((len(t) - len(t.lstrip()) for t in texts if t), default=0)
        first = self.texts[line][2:].lstrip()
        text = "\n".join([first, *(t[margin:] for t in texts)]).strip()
        self.sections.comment(text, after)

    def _code(self, line: int, end: int, language: str, into: list[Block]) -> None:
        first = line + 1
        if first < end and self.texts[first]:
            raise Unsure("code with options")
        if not any(self.texts[first:end]):
            raise Unsure("code without a text")
        self._put_code(line, first, end, language, into)

    def _table(self, line: int, end: int, base: int, into: list[Block]) -> None:
        """Read a table written as a list of lists."""
        heads = 0
        first = line + 1
        while first < end and self.texts[first]:
            option = _HEADER_ROWS.match(self.texts[first].strip())
            if option is None or heads:
                raise Unsure("a table with other options")
            heads = int(option[1])
            first += 1
        while first < end and not self.texts[first]:
            first += 1
        if first >= end:
            raise Unsure("an empty table")
        column = len(self.texts[first]) - len(self.texts[first].lstrip())
        rows = [self._row(item) for item in self._content(first, end, column)]
        counts = {len(row.blocks) for row in rows}
        if len(rows) <= heads or len(counts) != 1 or 0 in counts:
            raise Unsure("an uneven table")
        shown = [
            Block("row", row.line, "", "", "header" if index < heads else "", row.blocks)
            for index, row in enumerate(rows)
        ]
        self.start = self.start if self.start is not None else ""
        into.append(Block("table", rows[0].line, "", "", "", tuple(shown)))

    def _row(self, item: Block) -> Block:
        """Return a row of cells of one line each; their texts are read anew, without labels."""
        cells = []
        signs = set()
        for index, inner in enumerate(item.blocks):
            match = (_CELL if index else _FIRST_CELL).match(self.texts[inner.line - 1])
            plain = [block.kind for block in inner.blocks] == ["paragraph"]
            if match is None or inner.kind != "item" or not plain or match[3].startswith("- "):
                raise Unsure("an unusual table")
            signs.add((match[1] if index == 0 else "", match[2]))
            said = words_of(parse(match[3]))
            style = said.style or ("strong" if said.bold else "")
            cells.append(Block("cell", inner.line, said.text, "", style))
        if len({sign for _, sign in signs}) != 1 or not signs.issuperset({("*", "-")}):
            raise Unsure("an unusual table")
        return Block("row", item.line, blocks=tuple(cells))


def _without_colons(text: str) -> str:
    """Return a text that a literal block follows, as it is shown."""
    if text == "::":
        return ""
    return text[:-2].rstrip() if text[-3] in " \n" else text[:-1]
