"""What is known only when pages are written: back-links, and tables inside cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..directives.marks import DOCNAME
from ..directives.words import _, with_colon, word
from ..records.links import Back
from .domain import domain_of
from .places import anchor_of, places
from .view_nodes import to_record

if TYPE_CHECKING:
    from .project import Project


STANDING = "tdd-standing"
"""The attribute of a way back that says how a record stands, such as "Superseded by": it leads."""


class KeepOriginal(SphinxTransform):
    """Keeps the original of a document that is about to be translated, to judge that."""

    default_priority = 19  # before Sphinx translates the text at 20

    def apply(self, **kwargs: Any) -> None:
        """Copy the document, where there is a catalog for it."""
        # Imported late: a build in which nothing changed reads no document.
        from .original import keep_original

        keep_original(self.document, self.env)


class Labels(SphinxTransform):
    """Sets the labels of a record's fields."""

    default_priority = 25  # after Sphinx has translated the text at 20

    def apply(self, **kwargs: Any) -> None:
        """Set the labels in the records of the document."""
        # Imported late: a build in which nothing changed reads no document.
        from ..directives.cells import set_labels_at

        docname = self.env.current_document.docname
        for place in places(self.document, domain_of(self.env), docname):
            set_labels_at(place)


class WaysBack(SphinxPostTransform):
    """Shows on a record which others name it, wherever they stand."""

    default_priority = 5  # before Sphinx resolves references at 10: it resolves these too

    def run(self, **kwargs: Any) -> None:
        """Add the lines to the records of the document."""
        domain = domain_of(self.env)
        if domain.project is None or not domain.project.links.back:
            return
        ways = domain.project.links.back
        for place in places(self.document, domain, self.env.current_document.docname):
            docname = place[DOCNAME]
            found = ways.get((docname, anchor_of(place)), ())
            lines = list(lines_back(found, docname, domain.project))
            if isinstance(place, nodes.admonition):
                standing = [line for line in lines if STANDING in line]
                place.insert(_below_lead(place), standing)
                place.extend(line for line in lines if STANDING not in line)
            elif lines:
                place.parent.parent.extend(lines)


def _below_lead(block: nodes.admonition) -> int:
    """Return the place below the title and the line with id and status."""
    lead = block.children[1] if len(block.children) > 1 else None
    return 2 if isinstance(lead, nodes.paragraph) and "tdd-lead" in lead["classes"] else 1


def lines_back(ways: Sequence[Back], docname: str, project: Project) -> Iterator[nodes.paragraph]:
    """Yield a line for each sort of way back, with all the records that lead here by it."""
    # Imported late: a build in which nothing changed writes no page.
    from .names import name_of

    for words in dict.fromkeys(way.words for way in ways):
        line = nodes.paragraph("", "", nodes.strong("", with_colon(word(words))), nodes.Text(" "))
        line["classes"].append("tdd-back")
        if any(way.standing for way in ways if way.words == words):
            line[STANDING] = "yes"
        for index, way in enumerate(way for way in ways if way.words == words):
            line += nodes.Text(", ") if index else []
            name = name_of(project, way.record)
            line += to_record(way.record, docname, name.text, name.title)
        yield line


class PlainText(SphinxPostTransform):
    """Helps the writer of plain text: it runs paragraphs in a cell or an admonition together."""

    default_priority = 190
    formats = ("text",)

    def run(self, **kwargs: Any) -> None:
        """Set off the first line of each row or record from what follows it."""
        domain = domain_of(self.env)
        for place in places(self.document, domain, self.env.current_document.docname):
            if isinstance(place, nodes.admonition):
                rest = place.children[_below_lead(place) :]
                del place[_below_lead(place) :]
                place += nodes.container("", *rest)
            elif place.parent is not None and place.parent.astext():
                _join_below(place.parent)


def _join_below(lead: nodes.Element) -> None:
    """Join the first line of a cell with the paragraph below it, a dash between the two."""
    below = lead.next_node(descend=False, siblings=True)
    lead.append(nodes.Text(" –"))
    if isinstance(below, nodes.paragraph):
        lead.append(nodes.Text(" "))
        lead.extend(below.children)
        below.parent.remove(below)


class CaptionsAbove(SphinxPostTransform):
    """Helps writers that take a table's caption for the title of a section."""

    default_priority = 190
    formats = ("text", "man")

    def run(self, **kwargs: Any) -> None:
        """Set captions as paragraphs above their tables."""
        for table in list(self.document.findall(nodes.table)):
            title = table.children[0]
            if "tdd-table" in table["classes"] and isinstance(title, nodes.title):
                table.remove(title)
                caption = nodes.paragraph("", "", nodes.strong("", "", *title.children))
                table.parent.insert(table.parent.index(table), caption)


class BareLeads(SphinxPostTransform):
    """Helps writers that set a paragraph without text on a line of its own."""

    default_priority = 190
    formats = ("latex", "man", "texinfo")

    def run(self, **kwargs: Any) -> None:
        """Put a row's place into the text of its first cell, where nothing leads it."""
        domain = domain_of(self.env)
        for place in places(self.document, domain, self.env.current_document.docname):
            lead = place.parent
            if isinstance(lead, nodes.paragraph) and not lead.astext():
                text = lead.next_node(descend=False, siblings=True)
                if isinstance(text, nodes.paragraph):
                    lead.parent.remove(lead)
                    text.insert(0, place)


class TablesBelow(SphinxPostTransform):
    """Sets a table in a cell of ours below the table: these writers can't nest them."""

    default_priority = 193  # after tables are folded at 191: there one may stand in a cell
    formats = ("text", "man", "texinfo", "latex")

    def run(self, **kwargs: Any) -> None:
        """Move the tables, leaving a word about where they are."""
        for table in list(self.document.findall(nodes.table)):
            if table.get("tdd-kind"):
                self._move(table)

    def _move(self, table: nodes.table) -> None:
        from ..directives.cells import words

        inner = [node for node in table.findall(nodes.table) if node is not table]
        below: list[nodes.Node] = []
        for node in inner:
            if not _is_inside(node, inner):
                label = _place_of(node, table)
                node.parent.replace(node, words(_("(see the table below)")))
                below += [words(label), node]
        if below:
            table.parent.insert(table.parent.index(table) + 1, below)


def _is_inside(node: nodes.Node, others: list[nodes.table]) -> bool:
    parent = node.parent
    while parent is not None:
        if any(parent is other for other in others):
            return True
        parent = parent.parent
    return False


def _place_of(node: nodes.Node, table: nodes.table) -> str:
    """Return the row and the column that a node in a table stands in, in words."""
    cell = node
    while not (isinstance(cell, nodes.entry) and cell.parent.parent.parent.parent is table):
        cell = cell.parent
    head = table.next_node(nodes.thead)
    headings = list(head.findall(nodes.entry)) if head is not None else []
    column = headings[cell.parent.index(cell)].astext() if headings else ""
    names = [part.astext() for part in cell.parent.findall(nodes.inline) if _is_id(part)]
    first = [part.astext() for part in cell.parent[0].findall(nodes.paragraph)]
    name = (names or [text for text in first if text][-1:] or [""])[0]
    return with_colon(f"{name} – {column}" if name else column)


def _is_id(part: nodes.inline) -> bool:
    return "tdd-id" in part["classes"]
