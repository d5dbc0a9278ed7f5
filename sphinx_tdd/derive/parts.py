"""What a section of a template document owes: its labels, its table, its drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..checks.placeholders import bracketed, left_in
from ..checks.units import body_rows, header_row
from ..model.outline import Block
from ..model.template import Column, Item
from ..model.titles import title_key

_MARKED = re.compile(
    r"\s*[(\[](?P<optional>optional|if applicable|if any|if needed)[^)\]]*[)\]]\s*", re.IGNORECASE
)
_COUNTED = re.compile(
    r"^(?P<stem>\S.*?)(?:\s+\[?#?(?P<count>\d{1,2}|[A-HX-Z]|I{1,3}|IV|VI{0,3})\]?"
    r"|(?P<joined>\d{1,2}))(?=$|[:.)]|\s+[-–—])"
)
_FIRST = frozenset({"1", "A", "I", "X", "N"})
_OF_ORDER = frozenset(map(title_key, ("Appendix", "Annex", "Section", "Chapter", "Part", "Level")))
"""What is numbered though it is no example."""
_REMARKS = frozenset(
    map(title_key, ("Note", "NB", "Warning", "Important", "Tip", "Hint", "Example", "Caution"))
)
_LONGEST_LABEL = 6
"""A bold text of more words is a sentence."""
_DRAWING = re.compile(r"\b(?:diagram|drawing|flow ?chart|sketch)(?:e?s)?\b", re.IGNORECASE)
_DRAWN = frozenset({"mermaid", "plantuml", "puml", "dot", "graphviz", "d2", "ditaa", "svgbob"})
"""The languages of code in which a drawing is written."""
_PAIR = 2
_VALUES = frozenset(
    map(title_key, ("Value", "Detail", "Details", "Description", "Information", "Content", ""))
)
"""What the second column of a table of labels and values is called."""


class Title:
    """A title of a template document: what it says besides its words.

    Attributes:
        text: the title without what marks it.
        written: as it stands in the document.
        optional: whether it says that it need not be there.
        stem: what an example is one of, as "Component" of "Component A", or "".
        count: the number or letter of an example, or "".
        joined: whether the number is part of a word, as in "Entity1".
        free: whether it is a phrase in brackets: any title will do.
    """

    def __init__(self, written: str) -> None:
        self.written = " ".join(written.split())
        self.optional = bool(_MARKED.search(self.written))
        self.text = _MARKED.sub(" ", self.written).strip() or self.written
        self.free = bracketed(self.text) or left_in(self.text)
        match = _COUNTED.match(self.text)
        stem = title_key(match["stem"]) if match else ""
        named = any(character.isalpha() for character in stem)
        counts = named and stem.split()[-1] not in _OF_ORDER
        self.stem = match["stem"] if match and counts else self._before_bracket()
        self.count = (match["count"] or match["joined"]) if match and counts else ""
        self.joined = bool(match and match["joined"])
        if self.free and not self.stem:
            self.stem = self._inner()

    def _before_bracket(self) -> str:
        """Return "Component" of "Component: [Name]"."""
        stem, _, rest = self.text.partition(":")
        if rest and bracketed(rest):
            return stem.strip()
        before, bracket, inner = self.text.partition("[")
        whole = bool(before.strip()) and bool(bracket) and bracketed(bracket + inner)
        return before.strip(" :-–—") if whole else ""

    def _inner(self) -> str:
        """Return "Component" of "[Component Name]"."""
        inner = self.text.strip("[]<>{} ")
        return re.sub(r"\s+(?:name|title)\s*\w?$", "", inner, flags=re.IGNORECASE) or inner

    @property
    def is_first(self) -> bool:
        """Whether its number or letter begins a row of examples; not that of "OAuth2", "IPv1"."""
        return self.count in _FIRST and not self.joined


def examples(titles: Sequence[Title]) -> frozenset[str]:
    """Return the keys of the stems of which titles that stand side by side are examples."""
    stems = [title_key(title.stem) for title in titles if title.stem]
    return frozenset(
        stem
        for title in titles
        if (stem := title_key(title.stem))
        and (stems.count(stem) > 1 or title.free or title.is_first or not title.count)
    )


def items_of(blocks: Iterable[Block]) -> tuple[Item, ...]:
    """Return the labelled items that blocks owe: bold labels, and labels left without a value."""
    labels = [label for label in _labels(tuple(blocks)) if label.is_item]
    repeated = examples([label.title for label in labels])
    found: dict[str, Item] = {}
    for label in labels:
        repeats = title_key(label.title.stem) in repeated and not label.title.free
        title = label.title.stem if repeats else label.title.text
        item = Item(title, (), not label.title.optional, repeats, items=label.below)
        if not label.title.free and (repeats or label.title.count or not label.title.stem):
            found.setdefault(title_key(title), item)
    return tuple(found.values())


class _Label(NamedTuple):
    """A label of a template document, with the items inside it."""

    title: Title
    below: tuple[Item, ...] = ()

    @property
    def is_item(self) -> bool:
        """Whether it names something: it is no sentence and no remark."""
        text = self.title.text
        sentence = len(text.split()) > _LONGEST_LABEL or text.endswith((".", "?", "!"))
        return not sentence and title_key(text) not in {"", *_REMARKS}


def _labels(blocks: Sequence[Block]) -> Iterator[_Label]:
    for block in blocks:
        if block.kind == "table":
            yield from _rows(block)
        elif block.kind == "paragraph" and block.style == "strong" and block.label:
            yield _Label(Title(block.label.strip(": ")))
        elif block.kind == "item" and block.style != "task":
            yield from _list_item(block)
        elif block.kind in {"other", "row"} and block.blocks and not block.style:
            yield from _labels(block.blocks)


def _list_item(block: Block) -> Iterator[_Label]:
    """Yield the label of a list item, of a bold term or of a field."""
    if block.label and block.style == "strong":
        yield _Label(Title(block.label), items_of(block.blocks))
        return
    first = block.blocks[0] if block.blocks else None
    if block.label or first is None or first.kind != "paragraph" or not first.label:
        return
    blank = not first.text or left_in(first.text)
    if first.style == "strong" or (blank and _is_title(first.label)):
        yield _Label(Title(first.label.strip(": ")), items_of(block.blocks[1:]))


def _is_title(label: str) -> bool:
    """Whether a label without markup is written as a title, not as the start of a sentence."""
    return label[:1].isupper() and label[-1:].isalnum()


def _rows(table: Block) -> Iterator[_Label]:
    """Yield the labels of a table of labels and values that are still to be given."""
    if not _is_of_values(table):
        return
    marked = any(row.style == "header" for row in table.blocks)
    for row in body_rows(table) if marked else table.blocks:
        yield _Label(Title(row.blocks[0].text))


def _is_of_values(table: Block) -> bool:
    """Whether a table has labels in its first column, and nothing yet in its second."""
    rows = body_rows(table)
    if any(len(row.blocks) != _PAIR for row in table.blocks) or not rows:
        return False
    header = header_row(table)
    named = title_key(header[-1]) in _VALUES
    labels = all(row.blocks[0].text and not left_in(row.blocks[0].text) for row in rows)
    blank = all(not row.blocks[1].text or left_in(row.blocks[1].text) for row in rows)
    return named and labels and blank


def columns_of(blocks: Iterable[Block]) -> tuple[Column, ...]:
    """Return the columns of the largest table in blocks."""
    tables = [block for top in blocks for block in top.walk() if block.kind == "table"]
    headers = [header_row(table) for table in tables if not _is_of_values(table)]
    widest = max(headers, key=len, default=[])
    titles = (title for title in widest if title_key(title) and not left_in(title))
    return tuple(Column(title) for title in dict.fromkeys(titles))


def owes_drawing(blocks: Iterable[Block]) -> bool:
    """Whether blocks hold a sample drawing, or a phrase in brackets that asks for one."""
    for top in blocks:
        for block in top.walk():
            if block.kind == "diagram" and block.style not in {"image", "figure"}:
                return True
            if block.kind == "code" and block.style in _DRAWN:
                return True
            if block.kind == "diagram" and block.text and "\n" in block.text:
                return True
            if bracketed(block.text) and _DRAWING.search(block.text):
                return True
    return False


def kind_of(blocks: Iterable[Block]) -> str:
    """Return the kind of record that a directive in blocks makes, or ""."""
    found = (block.style for top in blocks for block in top.walk() if block.kind == "other")
    return next((style for style in found if style), "")
