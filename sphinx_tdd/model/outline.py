"""An outline: what a document has. Facts only, made by the readers, judged by the checks.

Values are small, frozen and encode to bytes, so that the build keeps them cheaply and an
unchanged document is known by its bytes.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import msgspec

BlockKind = Literal[
    "paragraph",  # text, perhaps labelled
    "item",  # a list item, a definition, a field: its own blocks below it
    "table",  # rows below it
    "row",  # cells below it
    "cell",  # text, and blocks where it holds more than one paragraph
    "code",  # a literal block
    "diagram",  # an image, a figure, a drawing made by a directive
    "raw",  # markup of one output format: HTML in Markdown
    "other",  # anything else that a reader sees
]


class Block(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A piece of a section's content.

    Attributes:
        kind: what it is.
        line: its first line in the source, from 1.
        text: its text without markup; after a label, the text that follows the label.
        label: the label that leads it ("Purpose" in `**Purpose:** text`), or "".
        style: for text "code" or "raw" where one code span or raw markup is all of it, "strong"
            where its label is bold; for an item "task" where it has a box to tick; for code its
            language; for what a record directive made, the kind of record; for a row "header" or
            "record" where it is one; for a cell "shown" where it is there for its label alone,
            its text being shown by another one.
        blocks: the blocks inside.
        source: the name of the file it stands in where that is not the document (an include).
    """

    kind: BlockKind
    line: int
    text: str = ""
    label: str = ""
    style: str = ""
    blocks: tuple[Block, ...] = ()
    source: str = ""

    def walk(self) -> Iterator[Block]:
        """Yield this block and all inside it, in the order of the document."""
        yield self
        for block in self.blocks:
            yield from block.walk()


_NOT_OF_ANCHORS = re.compile(r"[^a-z0-9]+")
_BEFORE_LETTERS = re.compile(r"^[-0-9]+")


@lru_cache(maxsize=4096)
def usual_anchor(title: str) -> str:
    """Return the id that docutils gives a heading, but for a few letters that it knows better."""
    folded = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return _BEFORE_LETTERS.sub("", _NOT_OF_ANCHORS.sub("-", folded)).strip("-")


class Comment(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A comment that no reader sees, such as a template's advice: its text and its first line."""

    text: str
    line: int


class Heading(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A heading with all that stands under it: the node of an outline.

    Attributes:
        title: the heading's text without markup; "" for the document itself.
        line: the line of the heading's text, from 1; 0 for the document itself.
        end: the last line that belongs to it, subsections and all.
        own_end: the last line of its own content, before its first subsection.
        names: explicit labels, and the original of a translated title.
        style: "code" or "raw" where one code span or raw markup is all of the heading.
        source: the path of the file it stands in where that is not the document (an include).
        blocks: its own content, before its first subsection.
        sections: its subsections.
        anchor: its id in the page, where that is not the usual one.
        level: its level as Markdown writes it, from 1; 0 in reStructuredText, which has none.
        comments: the comments among its own content.
        pages: the docnames of the pages that toctrees in its own content include.
        page: the docname of the page it stands on, where that is not the document's first.
    """

    title: str
    line: int
    end: int
    own_end: int
    names: tuple[str, ...] = ()
    style: str = ""
    source: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple[Heading, ...] = ()
    anchor: str = ""
    level: int = 0
    comments: tuple[Comment, ...] = ()
    pages: tuple[str, ...] = ()
    page: str = ""

    @property
    def place(self) -> str:
        """The id of the heading in the page; "" for the document itself."""
        return self.anchor or usual_anchor(self.title)

    def walk(self) -> Iterator[Heading]:
        """Yield this heading and all below it, in the order of the document."""
        yield self
        for section in self.sections:
            yield from section.walk()


class Ignore(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A comment that silences findings: `tdd: ignore RULE "target": reason`.

    Attributes:
        rules: the rules it names.
        target: the quoted section, item, column or path, or "".
        reason: the writer's words after the colon.
        line: the line of the comment.
        heading: the line of the heading under which it stands (0: before any).
        page: the docname of the page it stands on, where that is not the document's first.
        source: the path of that page's file.
    """

    rules: tuple[str, ...]
    target: str
    reason: str
    line: int
    heading: int
    page: str = ""
    source: str = ""


class Outline(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a document has.

    Attributes:
        title: the document's title.
        root: the document itself; its sections are the top headings.
        metadata: front matter or docinfo, names as written, values as text.
        ignores: the comments that silence findings.
    """

    title: str
    root: Heading
    metadata: dict[str, str]
    ignores: tuple[Ignore, ...] = ()


def encode(outline: Outline) -> bytes:
    """Return the outline as bytes, equal for equal outlines.

    Compressed: the environment holds the text of every document in them.
    """
    return zlib.compress(msgspec.msgpack.encode(outline), 1)


_decoder = msgspec.msgpack.Decoder(Outline)


def decode(data: bytes) -> Outline:
    """Return the outline that `encode` made into bytes."""
    return _decoder.decode(zlib.decompress(data))
