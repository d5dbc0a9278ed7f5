"""What a section of a template document owes: its labels, its table, its drawing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..checks.placeholders import bracketed, left_in
from ..checks.units import body_rows, header_row
from ..model.outline import Block
from ..model.template import Column, Item
from ..model.titles import title_key

_MARKED = re.compile(
    r"\s*[(\[](?P<optional>optional|if applicable|if any|if needed)[^)\]]*[)\]]\s*", re.IGNORECASE
)
_COUNTED = re.compile(
    r"^(?P<stem>\S.*?)\s+\[?#?(?P<count>\d{1,2}|[A-HX-Z]|I{1,3}|IV|VI{0,3})\]?(?=$|[:.)]|\s+[-–—])"
)
_FIRST = frozenset({"1", "A", "I", "X", "N"})
_OF_ORDER = frozenset(map(title_key, ("Appendix", "Annex", "Section", "Chapter", "Part", "Level")))
"""What is numbered though it is no example."""
_REMARKS = frozenset(
    map(title_key, ("Note", "NB", "Warning", "Important", "Tip", "Hint", "Example", "Caution"))
)
_LONGEST_LABEL = 6
"""A bold text of more words is a sentence."""
_DRAWING = re.compile(r"\b(?:diagram|drawing|figure|flow ?chart|sketch)s?\b", re.IGNORECASE)
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
        free: whether it is a phrase in brackets: any title will do.
    """

    def __init__(self, written: str) -> None:
        self.written = " ".join(written.split())
        self.optional = bool(_MARKED.search(self.written))
        self.text = _MARKED.sub(" ", self.written).strip() or self.written
        self.free = bracketed(self.text) or left_in(self.text)
        match = _COUNTED.match(self.text)
        counts = match is not None and title_key(match["stem"]) not in _OF_ORDER
        self.stem = match["stem"] if match and counts else self._before_bracket()
        self.count = match["count"] if match and counts else ""
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
        """Whether its number or letter begins a row of examples."""
        return self.count in _FIRST


def items_of(blocks: Iterable[Block]) -> tuple[Item, ...]:
    """Return the labelled items that blocks owe: bold labels, and labels left without a value."""
    found: dict[str, Item] = {}
    for item in _items(tuple(blocks)):
        found.setdefault(title_key(item.title), item)
    return tuple(found.values())


def _items(blocks: Sequence[Block]) -> Iterator[Item]:
    for block in blocks:
        if block.kind == "table":
            yield from _rows(block)
        elif block.kind == "paragraph" and block.style == "strong" and block.label:
            yield from _item(block.label, ())
        elif block.kind == "item" and block.style != "task":
            yield from _list_item(block)
        elif block.kind in {"other", "row"} and block.blocks and not block.style:
            yield from _items(block.blocks)


def _list_item(block: Block) -> Iterator[Item]:
    first = block.blocks[0] if block.blocks else None
    if block.label or first is None or first.kind != "paragraph" or not first.label:
        return
    blank = not first.text or left_in(first.text)
    if first.style == "strong" or (blank and _is_title(first.label)):
        yield from _item(first.label, items_of(block.blocks[1:]))


def _is_title(label: str) -> bool:
    """Whether a label without markup is written as a title, not as the start of a sentence."""
    return label[:1].isupper() and label[-1:].isalnum()


def _item(label: str, below: tuple[Item, ...]) -> Iterator[Item]:
    title = Title(label.strip(": "))
    sentence = len(title.text.split()) > _LONGEST_LABEL or title.text.endswith((".", "?", "!"))
    if sentence or title.free or title_key(title.text) in _REMARKS or not title_key(title.text):
        return
    if title.stem and title.count:
        yield Item(title.stem, required=not title.optional, repeat=True, items=below)
    elif not title.stem:
        yield Item(title.text, required=not title.optional, items=below)


def _rows(table: Block) -> Iterator[Item]:
    """Yield the labels of a table of labels and values that are still to be given."""
    if not _is_of_values(table):
        return
    marked = any(row.style == "header" for row in table.blocks)
    for row in body_rows(table) if marked else table.blocks:
        if title_key(row.blocks[0].text):
            yield from _item(row.blocks[0].text, ())


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
            if block.kind == "diagram" and block.text and "\n" in block.text:
                return True
            if bracketed(block.text) and _DRAWING.search(block.text):
                return True
    return False


def kind_of(blocks: Iterable[Block]) -> str:
    """Return the kind of record that a directive in blocks makes, or ""."""
    found = (block.style for top in blocks for block in top.walk() if block.kind == "other")
    return next((style for style in found if style), "")
