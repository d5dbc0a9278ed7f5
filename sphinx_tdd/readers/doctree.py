"""A doctree read into an outline: headings, names, lines, and what each section holds.

Needs docutils alone: nodes that Sphinx or another extension made are known by their names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeGuard

from docutils import nodes

from ..model.outline import Comment, Heading, Ignore, Outline, usual_anchor
from .blocks import BlockReader
from .ignores import MARK, parse_comment
from .inline import flatten, raw_text, whole_style
from .recorded import OURS
from .source_lines import UNDERLINE, comment_text, is_hidden, last_line
from .typography import quotes_of

Lines = Callable[[str], Sequence[str]]
"""Gives the lines of a source file by its path; none where it can't be read."""

_HASHES = re.compile(r"^\s*(#{1,6})(?:\s|$)")
_TRANSPARENT = {"only", "container", "compound", "start_of_file", "meta"}


def read(
    doctree: nodes.document,
    metadata: dict[str, str],
    source_lines: Lines,
    name_of: Callable[[str], str] = str,
) -> Outline:
    """Return the outline of a doctree.

    Args:
        doctree: as read, its transforms applied.
        metadata: the document's front matter or docinfo, values as text.
        source_lines: gives a file's lines, to place headings and the ends of sections.
        name_of: gives the name by which an included file is known from its path.
    """
    cached = lru_cache(maxsize=None)(lambda path: tuple(source_lines(path)))
    reader = _Reader(doctree, cached, name_of)
    with quotes_of(str(getattr(doctree.settings, "language_code", ""))):
        root = reader.document(doctree)
    title = root.sections[0].title if root.sections else ""
    return Outline(title, root, metadata, tuple(reader.ignores(doctree)))


class _Reader:
    """Reads one doctree."""

    def __init__(
        self, doctree: nodes.document, source_lines: Lines, name_of: Callable[[str], str]
    ) -> None:
        self.path = str(doctree.get("source") or "")
        self.name_of = name_of
        self.source_lines = source_lines
        self.blocks = BlockReader(source_lines, self.path, name_of)
        self.starts = self._starts(doctree)

    def _starts(self, doctree: nodes.document) -> dict[str, list[int]]:
        """Return the lines of all headings by the file they stand in, sorted."""
        starts: dict[str, list[int]] = {}
        waiting: list[nodes.Element] = [doctree]
        while waiting:
            for node in self._split(waiting.pop())[1]:
                source, line = self.place(node)
                starts.setdefault(source, []).append(line)
                waiting.append(node)
        return {source: sorted(lines) for source, lines in starts.items()}

    def place(self, node: nodes.section) -> tuple[str, int]:
        """Return the file of a heading ("" for the document) and the line of its text.

        A section of reStructuredText carries the line of its underline, one of MyST the line of
        its heading, also inside each other: so the source is asked.
        """
        path = str(node.source or self.path)
        line = node.line or 1
        text = self.source_lines(path)
        if 1 < line <= len(text) and UNDERLINE.match(text[line - 1]) and text[line - 2].strip():
            line -= 1
        return ("" if path == self.path else path), line

    def document(self, doctree: nodes.document) -> Heading:
        own, sections = self._split(doctree)
        self.blocks.line = 1
        blocks = tuple(self.blocks.read_all(own))
        count = len(self.source_lines(self.path))
        below = tuple(self._heading(node) for node in sections)
        return Heading(
            "",
            0,
            max(count, 1),
            max(self._end("", 0), 1),
            blocks=blocks,
            sections=below,
            comments=tuple(_comments(own)),
            pages=tuple(_pages(own)),
        )

    def _split(self, node: nodes.Element) -> tuple[list[nodes.Node], list[nodes.section]]:
        """Return a node's own content and its sections, those in `only` and the like too."""
        own: list[nodes.Node] = []
        sections: list[nodes.section] = []
        for child in node.children:
            if isinstance(child, nodes.section):
                sections.append(child)
            elif _is_transparent(child):
                inner, below = self._split(child)
                own.extend(inner)
                sections.extend(below)
            else:
                own.append(child)
        return own, sections

    def _heading(self, node: nodes.section) -> Heading:
        source, line = self.place(node)
        level = self._level(node, line)
        title_node = next((c for c in node.children if isinstance(c, nodes.title)), nodes.title())
        style = whole_style(title_node)
        title = flatten(title_node) or (raw_text(title_node) if style == "raw" else "")
        own, sections = self._split(node)
        self.blocks.line = line
        blocks = tuple(self.blocks.read_all(c for c in own if c is not title_node))
        below = tuple(self._heading(child) for child in sections)
        own_end = self._end(source, line)
        end = max([own_end, *(child.end for child in below if not source and not child.source)])
        names = tuple(name for name in node["names"] if name != title.casefold())
        named = self.name_of(source) if source else ""
        anchor = node["ids"][0] if node["ids"] else ""
        anchor = "" if anchor == usual_anchor(title) else anchor
        return Heading(
            title=title,
            line=line,
            end=end,
            own_end=own_end,
            names=names,
            style=style,
            source=named,
            blocks=blocks,
            sections=below,
            anchor=anchor,
            level=level,
            comments=tuple(_comments(own)),
            pages=tuple(_pages(own)),
        )

    def _level(self, node: nodes.section, line: int) -> int:
        """Return the level of a Markdown heading at a line; 0 for one of reStructuredText.

        The tree tells only which section is in which.
        """
        if node.line != line:
            return 0
        text = self.source_lines(str(node.source or self.path))[line - 1 : line + 1]
        hashes = _HASHES.match(text[0]) if text else None
        if hashes:
            return len(hashes[1])
        below = text[1].strip() if len(text) > 1 else ""
        return {"=": 1, "-": 2}.get(below[:1], 0) if UNDERLINE.match(below) else 0

    def _end(self, source: str, line: int) -> int:
        """Return the last line before the next heading that holds something."""
        text = self.source_lines(source or self.path)
        starts = self.starts.get(source, [])
        after = starts[bisect_right(starts, line) :]
        return last_line(text, line, after[0] if after else 0)

    def ignores(self, doctree: nodes.document) -> Iterator[Ignore]:
        """Yield the ignore comments; where no source holds any, the tree is not searched."""
        sources = [source or self.path for source in {"", *self.starts}]
        if not any(MARK in line for source in sources for line in self.source_lines(source)):
            return
        for node in doctree.findall(lambda n: isinstance(n, nodes.comment | nodes.raw)):
            for text, ignore in parse_comment(str(node.astext())):
                section = _section_of(node)
                heading = self.place(section)[1] if section is not None else 0
                line = self._find(text, heading) or node.line or 1
                yield Ignore(ignore.rules, ignore.target, ignore.reason, line, heading)

    def _find(self, text: str, after: int) -> int:
        """Return the line where a comment's text stands: MyST gives comments a wrong line."""
        for index, line in enumerate(self.source_lines(self.path)[after:], after + 1):
            if text in line:
                return index
        return 0


def _is_transparent(node: nodes.Node) -> TypeGuard[nodes.Element]:
    """Whether a node only holds others; one that a directive of ours made is something itself."""
    if not isinstance(node, nodes.Element) or node.tagname not in _TRANSPARENT:
        return False
    return OURS.isdisjoint(node.attributes)


def _comments(own: Iterable[nodes.Node]) -> Iterator[Comment]:
    """Yield the comments of a section's own content, of both syntaxes."""
    for node in own:
        if isinstance(node, nodes.comment) or (isinstance(node, nodes.raw) and _is_hidden(node)):
            text = comment_text(str(node.astext()))
            if text and MARK not in text:
                yield Comment(text, node.line or 1)


def _pages(own: Iterable[nodes.Node]) -> Iterator[str]:
    """Yield the docnames that toctrees in a section's own content include, in their order."""
    for node in own:
        if isinstance(node, nodes.Element):
            for inner in node.findall(nodes.Element):
                if inner.tagname == "toctree":
                    yield from map(str, inner.get("includefiles", ()))


def _is_hidden(node: nodes.raw) -> bool:
    return node.get("format") == "html" and is_hidden(str(node.astext()).strip())


def _section_of(node: nodes.Node) -> nodes.section | None:
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.section):
        parent = parent.parent
    return parent
