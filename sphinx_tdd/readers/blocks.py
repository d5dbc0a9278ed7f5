"""The content of a section as blocks: paragraphs, labelled items, tables, code, diagrams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec
from docutils import nodes

from ..model.outline import Block, BlockKind
from .inline import flatten, is_bold, is_plain, lines, raw_text, whole_style
from .labels import BOX, is_contents
from .recorded import OURS, is_lead, with_facts

_NOTHING = {
    "comment", "target", "transition", "substitution_definition", "system_message", "pending",
    "index", "toctree", "title", "subtitle", "colspec", "label", "meta", "docinfo", "decoration",
    "highlightlang", "tabular_col_spec",
}  # fmt: skip
_HOLDS = frozenset({
    *nodes.node_class_names,
    "acks", "centered", "compact_paragraph", "glossary", "hlist", "hlistcol", "only",
    "productionlist", "seealso", "start_of_file", "versionmodified",
})  # fmt: skip
"""The nodes of docutils and of Sphinx that show what they hold, beside `desc_…`."""
LATER = "later"
"""The style of what an extension fills when the pages are written."""
_MAY_HOLD_IMAGE = (nodes.image, nodes.reference, nodes.inline)
_MOST_IN_CONTENTS = 4
"""How many nodes `[[_TOC_]]` is at most: text, emphasis, text."""
_BOX_LENGTH = 8
_MOST_BETWEEN_ROWS = 30
_MOST_OPTIONS = 8
"""How many lines after its directive's first a code block's text may begin."""
DRAWINGS = {
    "image", "figure", "mermaid", "graphviz", "plantuml", "uml", "drawio", "drawio_image",
    "inheritance_diagram", "aafig", "ditaa", "blockdiag", "seqdiag", "actdiag", "nwdiag", "kroki",
    "svgbob", "tikz", "needuml", "digraph", "math_block",
}  # fmt: skip


_NO_LANGUAGE = frozenset({"default", "none"})
"""What Sphinx calls the language of code for which none is named."""


def _language(node: nodes.Element) -> str:
    """Return the language of code: Sphinx keeps it as an attribute, docutils as a class."""
    classes: list[str] = node.get("classes", [])
    named = classes[1] if classes[:1] == ["code"] and len(classes) > 1 else ""
    language = str(node.get("language", named))
    return "" if language in _NO_LANGUAGE else language


def _is_markdown(table: nodes.Element) -> bool:
    """Whether MyST-Parser made a table: its rows have a line or, before version 5, one for all."""
    if any(row.line for row in table.findall(nodes.row)):
        return True
    lines = {paragraph.line for paragraph in table.findall(nodes.paragraph)}
    return table.line is not None and lines == {table.line}


def _is_task(item: nodes.Element) -> bool:
    """Whether a list item has a box to tick, made by an extension of MyST-Parser or as text."""
    return "task-list-item" in item["classes"] or bool(BOX.match(item.astext()[:_BOX_LENGTH]))


class BlockReader:
    """Turns nodes into blocks; a node without a line has the line of what went before."""

    def __init__(
        self,
        source_lines: Callable[[str], Sequence[str]],
        path: str = "",
        name_of: Callable[[str], str] = str,
    ) -> None:
        self.source_lines = source_lines
        self.path = path
        self.name_of = name_of
        self.line = 1
        self.special: dict[str, Callable[[nodes.Element], Iterator[Block]]] = {
            "paragraph": self._paragraph,
            "rubric": self._rubric,
            "list_item": self._list_item,
            "definition_list_item": self._definition,
            "field": self._field,
            "option_list_item": self._option,
            "line_block": self._line_block,
            "table": self._table,
            "literal_block": self._code,
            "doctest_block": self._code,
            "raw": self._raw,
            "topic": self._topic,
            "admonition": self._titled,
            "sidebar": self._titled,
        }

    def read_all(self, children: Iterable[nodes.Node]) -> Iterator[Block]:
        """Yield the blocks of nodes that follow each other."""
        for child in children:
            if isinstance(child, nodes.Element):
                yield from self.read(child)

    def read(self, node: nodes.Element) -> Iterator[Block]:
        """Yield the blocks of one node; those of an included file name it."""
        # An extension may have given a path, which is no text and equal to none.
        source = str(node.source or "")
        if source in {"", self.path}:
            yield from self._read(node)
            return
        name = self.name_of(source)
        for block in self._read(node):
            yield block if block.source else msgspec.structs.replace(block, source=name)

    def _read(self, node: nodes.Element) -> Iterator[Block]:
        name = node.tagname
        if not OURS.isdisjoint(node.attributes):
            self._at(node)
            yield from self._ours(node)
            return
        if name in _NOTHING or is_lead(node):
            return
        self._at(node)
        if name in self.special:
            yield from self.special[name](node)
        elif name in DRAWINGS:
            yield Block("diagram", self.line, self._drawing_text(node), style=name)
        else:
            yield from self._unknown(node)

    def _at(self, node: nodes.Node) -> int:
        self.line = node.line or self.line
        return self.line

    def _unknown(self, node: nodes.Element) -> Iterator[Block]:
        """A container is transparent; of anything else its text counts.

        What an extension has as yet nothing in, such as a list of all things to do, is filled when
        the pages are written: a reader sees something there.
        """
        if any(
            isinstance(c, nodes.Element) and not isinstance(c, nodes.Inline) for c in node.children
        ):
            yield from self.read_all(node.children)
        elif text := flatten(node):
            yield Block("other", self.line, text, style=node.tagname)
        elif not (node.children or node.tagname in _HOLDS or node.tagname.startswith("desc")):
            yield Block("other", self.line, style=LATER)

    def _paragraph(self, node: nodes.Element) -> Iterator[Block]:
        line = self.line
        if is_plain(node):
            text = lines(node)[0]
            if (text.text or text.label) and not is_contents(text.text):
                yield Block("paragraph", line, text.text, text.label, "")
            return
        if len(node.children) < _MOST_IN_CONTENTS and is_contents(flatten(node)):
            return
        yield from self._marked_paragraph(node, line)

    def _marked_paragraph(self, node: nodes.Element, line: int) -> Iterator[Block]:
        """A paragraph with markup in it: labels, code, images."""
        style = whole_style(node)
        if style == "raw":
            yield from self._raw_text(raw_text(node), line)
            return
        for part in lines(node):
            if part.text or part.label:
                shape = style or ("strong" if part.bold else "")
                yield Block("paragraph", line + part.offset, part.text, part.label, shape)
        if any(isinstance(child, _MAY_HOLD_IMAGE) for child in node.children):
            for image in node.findall(nodes.image):
                yield Block("diagram", line, str(image.get("alt", "")), style="image")

    def _rubric(self, node: nodes.Element) -> Iterator[Block]:
        if text := flatten(node):
            yield Block("paragraph", self.line, "", text.rstrip(":："), "strong")

    def _list_item(self, node: nodes.Element) -> Iterator[Block]:
        # Before docutils 0.22 an item of reStructuredText has no line but that of what is in it.
        inner = (each.line for each in node.findall(nodes.Element) if each.line)
        line = self.line if node.line else next(inner, self.line)
        style = "task" if _is_task(node) else ""
        yield Block("item", line, style=style, blocks=tuple(self.read_all(node.children)))

    def _definition(self, node: nodes.Element) -> Iterator[Block]:
        line = self.line
        label = " ".join(flatten(c) for c in node.children if isinstance(c, nodes.term))
        bodies = [c for c in node.children if isinstance(c, nodes.definition)]
        blocks = tuple(b for body in bodies for b in self.read_all(body.children))
        terms = [c for c in node.children if isinstance(c, nodes.term)]
        bold = any(isinstance(c, nodes.strong) for term in terms[:1] for c in term.children[:1])
        style = "strong" if bold else ""
        yield Block("item", line, label=label.rstrip(":： "), style=style, blocks=blocks)

    def _field(self, node: nodes.Element) -> Iterator[Block]:
        line = self.line
        title, body = node.children[0], node.children[-1]
        blocks = tuple(self.read_all(body.children if isinstance(body, nodes.Element) else ()))
        yield Block("item", line, label=flatten(title), style="strong", blocks=blocks)

    def _option(self, node: nodes.Element) -> Iterator[Block]:
        line = self.line
        label, body = flatten(node.children[0]), node.children[-1]
        blocks = tuple(self.read_all(body.children if isinstance(body, nodes.Element) else ()))
        yield Block("item", line, label=label, blocks=blocks)

    def _line_block(self, node: nodes.Element) -> Iterator[Block]:
        for child in node.children:
            if isinstance(child, nodes.line_block):
                yield from self._line_block(child)
            elif isinstance(child, nodes.Element) and flatten(child):
                yield from self._paragraph_at(child)

    def _paragraph_at(self, node: nodes.Element) -> Iterator[Block]:
        self._at(node)
        yield from self._paragraph(node)

    def _code(self, node: nodes.Element) -> Iterator[Block]:
        text = str(node.astext()).strip()
        line = self._find(text.partition("\n")[0], str(node.source or ""), self.line)
        yield Block("code", line, text, style=_language(node))

    def _find(self, text: str, path: str, line: int, most: int = _MOST_OPTIONS) -> int:
        """Return the line of a text near another: a code block has that of its fence."""
        near = self.source_lines(path)[line - 1 : line + most] if path and text else ()
        return next((line + n for n, found in enumerate(near) if text in found), line)

    def _raw(self, node: nodes.Element) -> Iterator[Block]:
        if node.get("format") == "html":
            yield from self._raw_text(" ".join(str(node.astext()).split()), self.line)

    def _raw_text(self, text: str, line: int) -> Iterator[Block]:
        if text and not (text.startswith("<!--") and text.endswith("-->")):
            yield Block("raw", line, text)

    def _topic(self, node: nodes.Element) -> Iterator[Block]:
        if "contents" not in node.get("classes", ()):
            yield from self._titled(node)

    def _titled(self, node: nodes.Element) -> Iterator[Block]:
        """An admonition with a title of its own: the title labels what is in it."""
        line = self.line
        title = next((flatten(c) for c in node.children if isinstance(c, nodes.title)), "")
        blocks = tuple(self.read_all(node.children))
        if title:
            yield Block("item", line, label=title.rstrip(":： "), blocks=blocks)
        else:
            yield from blocks

    def _drawing_text(self, node: nodes.Element) -> str:
        return str(node.get("code") or node.get("uml") or node.get("alt") or flatten(node)).strip()

    def _ours(self, node: nodes.Element) -> Iterator[Block]:
        """What a directive of ours made: a drawing, a view of the project, records."""
        if "tdd-diagram" in node:
            yield Block("diagram", self.line, str(node["tdd-diagram"]), style="tdd")
        elif "tdd-view" in node and "tdd-records" not in node:
            yield Block("other", self.line, str(node["tdd-view"]))
        else:
            yield from self._records(node)

    def _records(self, node: nodes.Element) -> Iterator[Block]:
        """What a record directive made: its kind, the fields given, and a row for each record.

        A row has the record's title for its label and its fields for its text; a cell with a
        label is a field that is not shown. A view is a table of records that stand elsewhere.
        """
        line = self.line
        view = "tdd-view" in node
        kind: BlockKind = "table" if node.tagname == "table" or view else "other"
        if kind == "table":
            shown = [] if view else list(self._rows(node, False, line))
        else:
            content = (c for c in node.children if not isinstance(c, nodes.title))
            shown = [Block("row", line, blocks=tuple(self.read_all(content)))]
        fields = ",".join(node.get("tdd-fields", ()))
        rows = tuple(with_facts(shown, node.get("tdd-records", ())))
        yield Block(kind, line, fields, style=str(node["tdd-kind"]), blocks=rows)

    def _table(self, node: nodes.Element) -> Iterator[Block]:
        line = self.line
        markdown = _is_markdown(node)
        rows = tuple(self._rows(node, markdown, line))
        first = min([row.line for row in rows if row.blocks], default=line)
        yield Block("table", line if markdown else first, blocks=rows)

    def _rows(self, table: nodes.Element, markdown: bool, line: int) -> Iterator[Block]:
        for index, row in enumerate(table.findall(nodes.row)):
            header = isinstance(row.parent, nodes.thead)
            # MyST gives a table's rows no line of their own: a header, a rule, then one a line.
            if markdown:
                self.line = line + index + (0 if header else 1)
            yield self._row(row, header, markdown, line)

    def _row(self, row: nodes.row, header: bool, fixed: bool, least: int) -> Block:
        cells = []
        line = 0
        for entry in row.children:
            paragraphs = [c for c in entry.children if isinstance(c, nodes.Element)]
            paragraphs = paragraphs[1:] if paragraphs and is_lead(paragraphs[0]) else paragraphs
            if not fixed and paragraphs:
                self.line = self._line_of(paragraphs[0], least)
                line = line or self.line
            cells.append(self._cell(paragraphs, self.line))
        return Block(
            "row", line or self.line, style="header" if header else "", blocks=tuple(cells)
        )

    def _line_of(self, paragraph: nodes.Element, least: int) -> int:
        """Return the line of a cell; rows of CSV count from 1, so their text is looked for."""
        before, line = max(self.line, least), self._at(paragraph)
        if line >= before:
            return line
        path = str(paragraph.source or self.path)
        return self._find(flatten(paragraph), path, before, _MOST_BETWEEN_ROWS)

    def _cell(self, children: list[nodes.Element], line: int) -> Block:
        if len(children) == 1 and isinstance(children[0], nodes.paragraph):
            style = whole_style(children[0]) or ("strong" if is_bold(children[0]) else "")
            text = raw_text(children[0]) if style == "raw" else flatten(children[0])
            return Block("cell", line, text, style=style)
        return Block(
            "cell",
            line,
            " ".join(filter(None, map(flatten, children))),
            blocks=tuple(self._cell_blocks(children, line)),
        )

    def _cell_blocks(self, children: list[nodes.Element], line: int) -> Iterator[Block]:
        for child in children:
            yield from self.read(child)
        self.line = line


__all__ = ["BlockReader", "is_contents"]
