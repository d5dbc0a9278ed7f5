"""Views: what the whole project holds, shown on a page.

A directive leaves a placeholder where it stands. Once all documents are read, what the view shows
is found out as a value, its content; the page is filled from that value when it is written, and is
written again exactly when the value is another one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..directives.marks import DOCNAME, NUMBER, VIEW
from ..directives.widths import wide
from ..model.kind import Record
from .domain import KINDS, domain_of
from .leads import ANCHOR, TITLE

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from ..directives.view import View
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


class ViewMaker(msgspec.Struct, frozen=True):
    """One sort of view.

    Attributes:
        content: finds out what a view shows: a value that msgspec can encode.
        render: makes nodes of that value, and of nothing else that may change.
    """

    content: Callable[[Project, View], Any]
    render: Callable[[Any, View, Page], list[nodes.Node]]


def makers() -> dict[str, ViewMaker]:
    """Return all sorts of views by name; imported late, since few builds ask for one."""
    from .view_makers import MAKERS

    return MAKERS


class Views(SphinxPostTransform):
    """Fills the placeholders of a page."""

    default_priority = 4  # before ways back at 5 and references at 10: both are made here too

    def run(self, **kwargs: Any) -> None:
        """Fill every placeholder; builders of one page have those of several documents in it."""
        domain = domain_of(self.env)
        if not domain.views or domain.project is None:
            return
        for node in list(self.document.findall(nodes.container)):
            if VIEW in node:
                view = domain.views[node[DOCNAME]][node[NUMBER]]
                page = Page(view.docname, domain.project.builder, domain.project)
                maker = makers()[view.name]
                node += maker.render(content(domain.project, view), view, page)


def content(project: Project, view: View) -> Any:
    """Return what a view shows; found out once a build."""
    key = (view.docname, view.number)
    if key not in project.contents:
        project.contents[key] = makers()[view.name].content(project, view)
    return project.contents[key]


def place_of(project: Project, name: str) -> tuple[str, str]:
    """Return the page and the anchor of a view that shows the whole project, "" for none."""
    for docname, views in sorted(project.domain.views.items()):
        for view in views:
            if view.name == name and not view.options.keys() - {"caption", "by", "depth"}:
                return docname, f"tdd-{name}-{view.number + 1}"
    return "", ""


def digest(project: Project, view: View) -> bytes:
    """Return a digest of what a view shows."""
    data = msgspec.msgpack.encode(content(project, view), order="deterministic")
    return hashlib.blake2b(data, digest_size=16).digest()


# -- what views are made of ---------------------------------------------------------------


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
