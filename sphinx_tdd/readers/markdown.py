"""The text of Markdown read into an outline, quickly: no parser is loaded.

What it reads is what MyST-Parser and docutils make of the same text, block for block; where a
text holds something else than usual writing, it raises `Unsure`.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model.outline import Block, Comment, Heading, Ignore, Outline, usual_anchor
from .front_matter import FRONT_MATTER, front_matter
from .ignores import MARK, parse_comment
from .markdown_blocks import Scanner
from .markdown_paragraphs import words
from .names import Names
from .source_lines import comment_text, last_line
from .typography import language, quotes_of
from .unsure import Unsure, signs

_ASIDE = frozenset({
    "abstract", "dedication", "html_meta", "myst", "mystnb", "substitutions", "tocdepth",
})  # fmt: skip
"""Front matter that says more than a text for each name."""


def read_markdown(text: str, extensions: Sequence[str], spoken: str = "en") -> Outline:
    """Return the outline of a text.

    Args:
        text: the text of a file.
        extensions: MyST's optional syntax that is on.
        spoken: the language of the document.

    Raises:
        Unsure: it holds something that only the thorough reader can tell.
    """
    _look(text, extensions)
    if "\r" in text:
        if text.startswith("---"):
            raise Unsure("front matter with the line ends of Windows")
        text = text.replace("\r\n", "\n")
    lines = text.splitlines()
    if len(lines) != text.count("\n") + (not text.endswith("\n") and bool(text)):
        raise Unsure("an unusual end of a line")
    metadata, first = _opening(text)
    sections = _Sections(lines)
    with quotes_of(spoken):
        Scanner(text, lines, sections, "tasklist" in extensions).read(first)
    return sections.outline(metadata)


def _look(text: str, extensions: Sequence[str]) -> None:
    """Look whether a text can be read here at all."""
    pattern = signs(tuple(extensions))
    if pattern is not None and pattern.search(text):
        raise Unsure("optional syntax")
    if "\0" in text or text.startswith("\ufeff"):
        raise Unsure("an unusual character")


def _opening(text: str) -> tuple[dict[str, str], int]:
    """Return the front matter, and the line, from 0, where the text after it begins."""
    if not text.startswith("---"):
        if text.startswith("-") and "---" in text.partition("\n")[0]:
            raise Unsure("what may be front matter in a list")
        return {}, 0
    match = FRONT_MATTER.match(text)
    if match is None:
        raise Unsure("an unusual beginning")
    inner = match["yaml"]
    if any(line.lstrip().startswith(("---", "...")) for line in inner.splitlines()):
        raise Unsure("unusual front matter")
    metadata = front_matter(text)
    if not metadata or not _ASIDE.isdisjoint(name.casefold() for name in metadata):
        raise Unsure("unusual front matter")
    return metadata, inner.count("\n") + 2


class _Section:
    """A heading, and what is found under it."""

    __slots__ = ("anchor", "blocks", "comments", "level", "line", "names", "style", "title")

    def __init__(self, title: str, level: int, line: int) -> None:
        self.title = title
        self.level = level
        self.line = line
        self.style = ""
        self.anchor = ""
        self.names: list[str] = []
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []


class _Sections:
    """The headings of a document, in its order."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.all = [_Section("", 0, 0)]
        self.blocks = self.all[0].blocks
        self.names = Names()
        self.labels: list[tuple[str, list[str]]] = []
        self.ignored: list[Ignore] = []

    def heading(self, title: str, level: int, line: int) -> None:
        said = words(title, language())
        text = said.text or said.raw
        if not text or not said.name:
            raise Unsure("a heading without a text")
        section = _Section(text, level, line)
        section.style = said.style
        anchor = self.names.add(said.name, section.names, False)
        for label, own in self.labels[::-1]:
            section.names += own
            anchor = label if label == self.labels[-1][0] else anchor
        self.labels = []
        section.anchor = "" if anchor == usual_anchor(text) else anchor
        self.all.append(section)
        self.blocks = section.blocks

    def target(self, name: str) -> None:
        own: list[str] = []
        self.labels.append((self.names.add(" ".join(name.lower().split()), own, True), own))

    def content(self) -> None:
        if self.labels:
            self.labels = []

    def comment(self, text: str, line: int) -> None:
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
        )
        title = sections[0].title if sections else ""
        return Outline(title, root, metadata, tuple(self.ignored))

    def _made(self, section: _Section, following: int, inner: tuple[Heading, ...]) -> Heading:
        own_end = last_line(self.lines, section.line, following)
        title = section.title.casefold()
        return Heading(
            title=section.title,
            line=section.line,
            end=max([own_end, *(heading.end for heading in inner)]),
            own_end=own_end,
            names=tuple(name for name in section.names if name != title),
            style=section.style,
            blocks=tuple(section.blocks),
            sections=inner,
            anchor=section.anchor,
            level=section.level,
            comments=tuple(section.comments),
        )
