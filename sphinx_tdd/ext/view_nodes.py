"""What views are made of: the page that shows one, references to what it names, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from docutils import nodes
from sphinx import addnodes

from ..directives.marks import DOCNAME
from ..directives.widths import wide
from ..model.kind import Record
from .leads import ANCHOR, KINDS, TITLE

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from .project import Project


class Page(msgspec.Struct, frozen=True):
    """Where a view is shown: the page, and the builder that writes it."""

    docname: str
    builder: Builder
    project: Project

    @property
    def is_html(self) -> bool:
        """Whether the page is one of HTML."""
        return bool(self.builder.format == "html")

    @property
    def is_web(self) -> bool:
        """Whether it is one for a browser, which folds and filters; books have plain tables."""
        return self.is_html and self.builder.name != "epub"


def to_record(record: Record, docname: str, text: str, title: str = "") -> addnodes.pending_xref:
    """Return a reference to one record and no other, also where its id is not unique."""
    classes = ["xref", "tdd", f"tdd-{record.kind}"]
    content = nodes.inline("", text, classes=classes)
    return to_place(record.docname, record.anchor, docname, content, title)


def to_place(
    target: str, anchor: str, docname: str, content: nodes.Node, title: str = ""
) -> addnodes.pending_xref:
    """Return a reference from a page to a place in another.

    Args:
        title: what a reader sees who points at it.
    """
    return addnodes.pending_xref(
        "",
        content,
        refdomain="tdd",
        reftype="",
        reftarget="",
        refdoc=docname,
        refexplicit=True,
        **{DOCNAME: target, ANCHOR: anchor, **({TITLE: title} if title else {})},
    )


def to_elsewhere(name: str, kinds: list[str], docname: str) -> addnodes.pending_xref:
    """Return a reference that a record of another project may answer; else it stays text."""
    return addnodes.pending_xref(
        "",
        nodes.inline("", name),
        refdomain="tdd",
        reftype=kinds[0],
        reftarget=name,
        refdoc=docname,
        refexplicit=True,
        refwarn=False,
        **{KINDS: kinds},
    )


def to_document(target: str, docname: str, text: str) -> addnodes.pending_xref:
    """Return a reference to a document."""
    content = nodes.inline("", text, classes=["doc"])
    return to_place(target, "", docname, content)


def table(
    head: list[str],
    rows: list[list[list[nodes.Node]]],
    widths: list[int],
    classes: list[str],
    caption: str = "",
) -> nodes.table:
    """Return a table of cells, each a list of nodes; its caption is words of ours."""
    made = nodes.table(classes=["tdd-table", "colwidths-given", *wide(widths), *classes])
    if caption:
        made += nodes.title("", caption)
    group = nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=width) for width in widths]
    names = (nodes.entry("", nodes.paragraph("", name)) for name in head)
    group += nodes.thead("", nodes.row("", *names))
    body = (nodes.row("", *(nodes.entry("", *cell) for cell in row)) for row in rows)
    group += nodes.tbody("", *body)
    made += group
    return made
