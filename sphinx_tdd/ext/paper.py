"""Tables of ours where a line has few characters: plain text, manual pages, Info.

A table that fits is given the widths it needs. One that does not fit, or that would squeeze its
texts into narrow columns, is folded: a list with an item for each row, in which each cell stands
on a line of its own behind the heading of its column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.nodes import Element, Node
from docutils.utils import column_width
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..directives.widths import lines_of, share
from ..directives.words import with_colon

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.manpage import ManualPageTranslator
    from sphinx.writers.text import TextTranslator

_PAGE = 78
"""Characters of a manual page from rim to rim, of which a table's columns get even parts."""

_RIM = 3
"""Characters beside the text of a cell: a line and two blanks."""

_TALLEST = 6
"""How many lines a row may have: where one would have more, its texts are read as lines."""

_MARKED = (nodes.literal, nodes.emphasis, nodes.title_reference, nodes.reference)
_INDENTED = (nodes.list_item, nodes.block_quote, nodes.definition, nodes.Admonition)
_INDENT = 3


class FoldedField(nodes.paragraph):
    """The heading of a column and a cell of it, on lines that follow the one before closely."""


def add_folded_fields(app: Sphinx) -> None:
    """Let writers know folded fields; to those that are not named here they are paragraphs."""
    app.add_node(
        FoldedField, text=(_visit_text, _depart_text), man=(_visit_manual, _depart_manual)
    )


def _visit_text(self: TextTranslator, node: FoldedField) -> None:
    self.new_state(2)


def _depart_text(self: TextTranslator, node: FoldedField) -> None:
    # What stands first is taken out of the indentation.
    last = not isinstance(node.next_node(descend=False, siblings=True), FoldedField)
    self.end_state(first="", end=("",) if last else None)


def _visit_manual(self: ManualPageTranslator, node: FoldedField) -> None:
    self.ensure_eol()
    # Also the first one: the term may be so short that it would stand beside it.
    self.body.append(".br\n")


def _depart_manual(self: ManualPageTranslator, node: FoldedField) -> None:
    self.ensure_eol()


class NarrowTables(SphinxPostTransform):
    """Fits tables into the line, or folds them; one class for each format.

    Attributes:
        line: how many characters a line has; what is inside a list has fewer.
        even: whether the writer gives no column of a table more than the same part of the page.
        plain: whether the format knows no bold text.
    """

    default_priority = 191  # after what stands in cells is joined and moved at 190
    line = 72
    even = False
    plain = False

    def run(self, **kwargs: Any) -> None:
        """Fit or fold each table of ours in the document; the groups of a register alike."""
        ours = (t for t in self.document.findall(nodes.table) if "tdd-table" in t["classes"])
        for _, together in groupby(list(ours), _view_of):
            tables = [Narrow(table, self.line, even=self.even) for table in together]
            fits = all(table.fits for table in tables)
            for table in tables:
                if fits or not table.heads:
                    table.set_widths()
                else:
                    table.fold(plain=self.plain)


class TextTables(NarrowTables):
    """For plain text."""

    formats = ("text",)
    line = 79
    plain = True


class ManualTables(NarrowTables):
    """For manual pages."""

    formats = ("man",)
    line = 71
    even = True


class InfoTables(NarrowTables):
    """For Texinfo."""

    formats = ("texinfo",)


def _view_of(table: nodes.table) -> int:
    """Return what the tables of one register have in common; all others stand for themselves."""
    return id(table.parent if "tdd-register-table" in table["classes"] else table)


class Narrow:
    """One table and the line that it has.

    Attributes:
        heads: the headings of its columns; none where it has none, or has cells that span others.
        fits: whether all columns have the room that they need.
    """

    def __init__(self, table: nodes.table, line: int, *, even: bool) -> None:
        self.table = table
        heads = [cell for row in _rows(table, nodes.thead) for cell in row]
        self.rows = list(_rows(table, nodes.tbody))
        spans = any(len(row) != len(heads) for row in self.rows)
        self.heads = [] if spans else [head.astext() for head in heads]
        columns = list(zip(*self.rows, strict=False))
        room = line - _indentation(table) - 1 - _RIM * len(columns)
        least, wanted = _needs(self.heads, columns)
        most = _PAGE // (len(columns) + 1)
        self.sizes = [min(want, most) for want in wanted] if even else share(least, wanted, room)
        wide_enough = all(low <= size for low, size in zip(least, self.sizes, strict=True))
        self.fits = wide_enough and sum(self.sizes) <= room and _is_flat(columns, self.sizes)

    def set_widths(self) -> None:
        """Give each column the room that it needs."""
        if len(set(map(len, self.rows))) == 1:
            for spec, size in zip(self.table.findall(nodes.colspec), self.sizes, strict=False):
                spec["colwidth"] = max(size, 1)

    def fold(self, *, plain: bool) -> None:
        """Put a list in place of the table: an item for each row."""
        made = nodes.definition_list(classes=["tdd-folded"])
        for row in self.rows:
            cells = [pair for pair in zip(self.heads, row, strict=True) if pair[1].astext()]
            made += _item(cells, plain=plain) if cells else []
        self.table.replace_self(made)


def _indentation(node: Node) -> int:
    above, found = node.parent, 0
    while above is not None:
        found += _INDENT * isinstance(above, _INDENTED)
        above = above.parent
    return found


def _rows(table: nodes.table, part: type[Element]) -> Iterator[list[nodes.entry]]:
    """Yield the cells of each row, not those of tables inside cells."""
    for group in (child for child in table.children if isinstance(child, nodes.tgroup)):
        for rows in (child for child in group.children if isinstance(child, part)):
            for row in rows.children:
                yield [cell for cell in row.children if isinstance(cell, nodes.entry)]


def _needs(
    heads: Sequence[str], columns: Sequence[Sequence[nodes.entry]]
) -> tuple[list[int], list[int]]:
    """Return the length of the longest word in each column, and that of its longest line."""
    least, wanted = [], []
    for number, column in enumerate(columns):
        texts = [text for cell in column for text in lines_of(cell)]
        texts += heads[number : number + 1]
        marks = max(map(_marks, column), default=0)
        words = (word for text in texts for word in text.split(" "))
        least.append(max(map(column_width, words), default=0) + marks)
        wanted.append(max(map(column_width, texts), default=0) + marks)
    return least, wanted


def _shown(cell: nodes.entry) -> list[Node]:
    """Return what a cell holds, but for a first line that is there for its anchor alone."""
    lead, *others = cell.children or [nodes.paragraph()]
    return cell.children if lead.astext() else others


def _marks(cell: nodes.entry) -> int:
    """Return how many characters stand around words as signs of their markup."""
    found = [2 for node in cell.findall(nodes.TextElement) if isinstance(node, _MARKED)]
    found += [2 for node in cell.findall(nodes.inline) if "xref" in node["classes"]]
    found += [4 for node in cell.findall(nodes.strong)]
    return max(found, default=0)


def _is_flat(columns: Sequence[Sequence[nodes.entry]], sizes: Sequence[int]) -> bool:
    """Whether all cells are single short texts: writers run several paragraphs together."""
    return all(
        all(isinstance(child, nodes.paragraph) for child in cell.children)
        and len(_shown(cell)) <= 1
        and len(wrap(cell.astext(), max(size, 1))) <= _TALLEST
        for column, size in zip(columns, sizes, strict=True)
        for cell in column
    )


# -- folding ------------------------------------------------------------------------------


def _item(cells: Sequence[tuple[str, nodes.entry]], *, plain: bool) -> nodes.definition_list_item:
    (_, first), *others = cells
    lead, below = _parted(first)
    definition = nodes.definition("", *below)
    for heading, cell in others:
        # "Likelihood: low" has a colon already.
        label = f"{heading} –" if ":" in heading else with_colon(heading)
        name: Node = nodes.Text(label) if plain else nodes.strong("", label)
        text, below = _parted(cell)
        definition += FoldedField("", "", name, *([nodes.Text(" "), *text] if text else []))
        definition += below
    return nodes.definition_list_item("", nodes.term("", "", *lead), definition)


def _parted(cell: nodes.entry) -> tuple[list[Node], list[Node]]:
    """Return what stands in the first paragraph of a cell, and what follows it."""
    first, *others = _shown(cell)
    if isinstance(first, nodes.paragraph):
        return first.children, others
    return [], [first, *others]
