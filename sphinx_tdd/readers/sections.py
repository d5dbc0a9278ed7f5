"""The headings of a text, gathered while it is read, made into an outline."""

from __future__ import annotations

from typing import NamedTuple

from ..model.outline import Block, Comment, Heading, Ignore, Outline, usual_anchor
from .ignores import MARK, parse_comment
from .names import ID_PREFIX, Names
from .source_lines import comment_text, last_line
from .unsure import Unsure


class Words(NamedTuple):
    """What a heading or a cell says.

    Attributes:
        text: its text without markup.
        style: "code" or "raw" where one code span or HTML is all of it.
        name: the name that it gives a heading.
        lined: whether MyST-Parser notes the line of any markup in it.
        bold: whether bold text is all of it.
        raw: the HTML that is all of it, or "".
    """

    text: str
    style: str
    name: str
    lined: bool = False
    bold: bool = False
    raw: str = ""


def lines_of(text: str) -> tuple[str, list[str]]:
    """Return a text with plain ends of lines, and its lines.

    Raises:
        Unsure: it holds other characters that may end a line.
    """
    if "\0" in text or text.startswith("\ufeff"):
        raise Unsure("an unusual character")
    text = text.replace("\r\n", "\n") if "\r" in text else text
    lines = text.splitlines()
    if len(lines) != text.count("\n") + (not text.endswith("\n") and bool(text)):
        raise Unsure("an unusual end of a line")
    return text, lines


class _Section:
    """A heading, and what is found under it."""

    __slots__ = (
        *("anchor", "blocks", "comments", "level", "line"),
        *("names", "pages", "shown_level", "style", "title"),
    )

    def __init__(self, title: str, level: int, line: int, style: str, shown_level: int) -> None:
        self.title = title
        self.level = level
        self.line = line
        self.style = style
        self.shown_level = shown_level
        self.anchor = ""
        self.names: list[str] = []
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.pages: list[str] = []


class Sections:
    """The headings of a document, in its order.

    Attributes:
        blocks: takes the blocks of the part that is being read.
    """

    def __init__(self, lines: list[str], *, labels_first: bool) -> None:
        self.lines = lines
        self.labels_first = labels_first
        self.all = [_Section("", 0, 0, "", 0)]
        self.blocks = self.all[0].blocks
        self.names = Names()
        self.labels: list[tuple[str, list[str]]] = []
        self.ignored: list[Ignore] = []

    def heading(self, said: Words, level: int, line: int, shown_level: int) -> None:
        """Begin a section.

        Args:
            said: what its heading says.
            level: how deep it is.
            line: that of its text, from 1.
            shown_level: its level as the outline has it.

        Raises:
            Unsure: it has no text, or none that names it.
        """
        text = said.text or said.raw
        if not text or not said.name:
            raise Unsure("a heading without a text")
        section = _Section(text, level, line, said.style, shown_level)
        anchor = self.names.add(said.name, section.names, False)
        if self.labels:
            for label, own in self.labels[::-1]:
                section.names += own
                # Sphinx puts an id behind the others that looks as if it had been counted.
                leads = self.labels_first or anchor.startswith(ID_PREFIX)
                anchor = label if leads and own is self.labels[-1][1] else anchor
            self.labels = []
        section.anchor = "" if anchor == usual_anchor(text) else anchor
        self.all.append(section)
        self.blocks = section.blocks

    def target(self, name: str) -> None:
        """Take a label, which is of the heading after it if nothing stands between."""
        own: list[str] = []
        self.labels.append((self.names.add(" ".join(name.lower().split()), own, True), own))

    def content(self) -> None:
        """Take note that content follows, so that a label before it is of no heading."""
        if self.labels:
            self.labels = []

    def toctree(self, said: str) -> None:
        """Take what a toctree says: its options and entries, a line each."""
        self.content()
        self.all[-1].pages.append(said)

    def comment(self, text: str, line: int) -> None:
        """Take a comment, and the ignores in it."""
        self.content()
        section = self.all[-1]
        if MARK in text:
            for words_, ignore in parse_comment(text):
                found = self._find(words_, section.line) or line
                self.ignored.append(
                    Ignore(ignore.rules, ignore.target, ignore.reason, found, section.line)
                )
        said = comment_text(text)
        if said and MARK not in said:
            section.comments.append(Comment(said, line))

    def _find(self, text: str, after: int) -> int:
        for index, line in enumerate(self.lines[after:], after + 1):
            if text in line:
                return index
        return 0

    def outline(self, metadata: dict[str, str]) -> Outline:
        """Return the outline."""
        below: list[tuple[int, Heading]] = []
        following = 0
        for section in reversed(self.all[1:]):
            inner = []
            while below and below[-1][0] > section.level:
                inner.append(below.pop()[1])
            below.append((section.level, self._made(section, following, tuple(inner))))
            following = section.line
        top = self.all[0]
        sections = tuple(heading for _, heading in reversed(below))
        root = Heading(
            "",
            0,
            max(len(self.lines), 1),
            max(last_line(self.lines, 0, following), 1),
            blocks=tuple(top.blocks),
            sections=sections,
            comments=tuple(top.comments),
            pages=tuple(top.pages),
        )
        title = sections[0].title if sections else ""
        return Outline(title, root, metadata, tuple(self.ignored))

    def _made(self, section: _Section, following: int, inner: tuple[Heading, ...]) -> Heading:
        own_end = last_line(self.lines, section.line, following)
        end = own_end
        for heading in inner:
            end = max(end, heading.end)
        title = section.title.casefold()
        names = section.names
        return Heading(
            section.title,
            section.line,
            end,
            own_end,
            () if names == [title] else tuple(name for name in names if name != title),
            section.style,
            "",
            tuple(section.blocks),
            inner,
            section.anchor,
            section.shown_level,
            tuple(section.comments),
            tuple(section.pages),
        )
