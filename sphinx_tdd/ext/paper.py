"""Tables of ours where a line has few characters: on paper, in plain text, manual pages, Info.

A table that fits is given the widths it needs. One that does not fit, or that would squeeze its
texts into narrow columns, is folded: a list with an item for each row, in which each cell stands
on a line of its own behind the heading of its column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from docutils.nodes import Element, Node
from docutils.utils import column_width
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..directives.widths import lines_of, share
from ..directives.words import with_colon

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.latex import LaTeXTranslator
    from sphinx.writers.manpage import ManualPageTranslator
    from sphinx.writers.text import TextTranslator

_PAGE = 78
"""Characters of a manual page from rim to rim, of which a table's columns get even parts."""

_RIM = 3
"""Characters beside the text of a cell: a line and two blanks."""

_MARKED = (nodes.literal, nodes.emphasis, nodes.title_reference, nodes.reference)
_INDENTED = (nodes.list_item, nodes.block_quote, nodes.definition, nodes.Admonition)
_INDENT = 3


class FoldedField(nodes.paragraph):
    """The heading of a column and a cell of it, on lines that follow the one before closely."""


class FoldedCaption(nodes.paragraph):
    """What stood above a table that was folded; in LaTeX it keeps its number and its label."""


def add_folded_nodes(app: Sphinx) -> None:
    """Let writers know what tables are folded into; to others it is paragraphs."""
    app.add_node(
        FoldedField,
        text=(_visit_text, _depart_text),
        man=(_visit_manual, _depart_manual),
        latex=(_visit_latex, _depart_latex),
    )
    app.add_node(FoldedCaption, latex=(_visit_caption, _depart_caption))


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


def _visit_latex(self: LaTeXTranslator, node: FoldedField) -> None:
    self.visit_paragraph(node)


def _depart_latex(self: LaTeXTranslator, node: FoldedField) -> None:
    self.depart_paragraph(node)
    if isinstance(node.next_node(descend=False, siblings=True), FoldedField):
        self.body.append("\\par\\vskip-\\parskip\n")


def _visit_caption(self: LaTeXTranslator, node: FoldedCaption) -> None:
    self.body.append(
        "\n\\begingroup\\sphinxcapstartof{table}\\sphinxthecaptionisattop\n\\sphinxcaption{"
    )


def _depart_caption(self: LaTeXTranslator, node: FoldedCaption) -> None:
    self.body.append(f"}}{self.hypertarget_to(node)}\\sphinxaftertopcaption\\endgroup\n")


class Paper(msgspec.Struct, frozen=True):
    """What tables have room for in a format.

    Attributes:
        line: how many characters a line has; what is inside a list has fewer.
        tallest: how many lines a row may have; where one would have more, it is read as lines.
        blocks: whether a cell may hold several paragraphs and lists.
        even: whether the writer gives no column of a table more than the same part of the page.
        bold: whether the format knows bold text.
    """

    line: int
    tallest: int = 6
    blocks: bool = False
    even: bool = False
    bold: bool = True


class NarrowTables(SphinxPostTransform):
    """Fits tables into the line, or folds them; one class for each format."""

    default_priority = 191  # after what stands in cells is joined and moved at 190
    paper = Paper(72)

    def run(self, **kwargs: Any) -> None:
        """Fit or fold each table of ours in the document; the groups of a register alike."""
        ours = (t for t in self.document.findall(nodes.table) if "tdd-table" in t["classes"])
        for _, together in groupby(list(ours), _view_of):
            tables = [Narrow(table, self.paper) for table in together]
            fits = all(table.fits for table in tables)
            for table in tables:
                if fits or not table.heads:
                    self.keep(table)
                else:
                    table.fold()

    def keep(self, table: Narrow) -> None:
        """Make the best of a table that fits."""
        table.set_widths()


class TextTables(NarrowTables):
    """For plain text."""

    formats = ("text",)
    paper = Paper(79, bold=False)


class ManualTables(NarrowTables):
    """For manual pages."""

    formats = ("man",)
    paper = Paper(71, even=True)


class InfoTables(NarrowTables):
    """For Texinfo."""

    formats = ("texinfo",)


def _view_of(table: nodes.table) -> int:
    """Return what the tables of one register have in common; all others stand for themselves."""
    return id(table.parent if "tdd-register-table" in table["classes"] else table)


class Narrow:
    """One table and the line that it has.

    Attributes:
        head_cells, rows: its cells, row by row.
        heads: the headings of its columns; none where it has none, or has cells that span others.
        fits: whether all columns have the room that they need.
    """

    def __init__(self, table: nodes.table, paper: Paper) -> None:
        self.table = table
        self.paper = paper
        self.head_cells = list(_rows(table, nodes.thead))
        heads = [cell for row in self.head_cells for cell in row]
        self.rows = list(_rows(table, nodes.tbody))
        spans = any(len(row) != len(heads) for row in self.rows)
        self.heads = [] if spans else [head.astext() for head in heads]
        columns = list(zip(*self.rows, strict=False))
        room = paper.line - _indentation(table) - 1 - _RIM * len(columns)
        least, wanted = _needs(self.heads, columns)
        most = _PAGE // (len(columns) + 1)
        self.sizes = (
            [min(want, most) for want in wanted] if paper.even else share(least, wanted, room)
        )
        wide_enough = all(low <= size for low, size in zip(least, self.sizes, strict=True))
        self.fits = wide_enough and sum(self.sizes) <= room and self._is_low(columns)

    def set_widths(self) -> None:
        """Give each column the room that it needs."""
        if len(set(map(len, self.rows))) == 1:
            for spec, size in zip(self.table.findall(nodes.colspec), self.sizes, strict=False):
                spec["colwidth"] = max(size, 1)

    def height(self) -> int:
        """Return how many lines all rows take."""
        rows = (
            [_height(cell, size) for cell, size in zip(row, self.sizes, strict=False)]
            for row in self.rows
        )
        return sum(max(row, default=0) for row in rows)

    def _is_low(self, columns: Sequence[Sequence[nodes.entry]]) -> bool:
        """Whether no row gets tall, and no cell holds more than the writer can set in one."""
        return all(
            (self.paper.blocks or _is_flat(cell)) and _height(cell, size) <= self.paper.tallest
            for column, size in zip(columns, self.sizes, strict=True)
            for cell in column
        )

    def fold(self) -> None:
        """Put a list in place of the table: an item for each row."""
        made = nodes.definition_list(classes=["tdd-folded"])
        for row in self.rows:
            cells = [pair for pair in zip(self.heads, row, strict=True) if pair[1].astext()]
            made += _item(cells, bold=self.paper.bold) if cells else []
        caption = self.table.children[0]
        above = FoldedCaption("", "", *caption.children, ids=self.table["ids"])
        self.table.replace_self([above, made] if isinstance(caption, nodes.title) else made)


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


def _is_flat(cell: nodes.entry) -> bool:
    """Whether a cell is one paragraph."""
    return (
        all(isinstance(child, nodes.paragraph) for child in cell.children)
        and len(_shown(cell)) <= 1
    )


def _height(cell: nodes.entry, size: int) -> int:
    """Return how many lines a cell takes."""
    return sum(len(wrap(line, max(size, 1))) for line in lines_of(cell))


# -- folding ------------------------------------------------------------------------------


def _item(cells: Sequence[tuple[str, nodes.entry]], *, bold: bool) -> nodes.definition_list_item:
    (_, first), *others = cells
    lead, below = _parted(first)
    definition = nodes.definition("", *below)
    for heading, cell in others:
        # "Likelihood: low" has a colon already.
        label = f"{heading} –" if ":" in heading else with_colon(heading)
        name: Node = nodes.strong("", label) if bold else nodes.Text(label)
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
