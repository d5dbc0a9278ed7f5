"""Views: what the whole project holds, shown on a page.

A directive leaves a placeholder where it stands. Once all documents are read, what the view shows
is found out as a value, its content; the page is filled from that value when it is written, and is
written again exactly when the value is another one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..directives.marks import DOCNAME, NUMBER, VIEW
from .domain import domain_of
from .view_nodes import Page

if TYPE_CHECKING:
    from ..directives.view import View
    from .project import Project
    from .view_makers import ViewMaker


def maker(view: View) -> ViewMaker:
    """Return what makes a view; all sorts are imported late, since few builds ask for one."""
    from .view_makers import MAKERS

    return MAKERS[view.name]


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
                node += maker(view).render(content(domain.project, view), view, page)


def content(project: Project, view: View) -> Any:
    """Return what a view shows."""
    return project.content(view, maker(view).content)


def digest(project: Project, view: View) -> bytes:
    """Return a digest of what a view shows."""
    data = msgspec.msgpack.encode(content(project, view), order="deterministic")
    return hashlib.blake2b(data, digest_size=16).digest()
