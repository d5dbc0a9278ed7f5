"""What the writer of manual pages alone has a use for."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..directives.marks import VIEW


class ManualLinks(SphinxPostTransform):
    """Leaves the words of links of ours in manual pages, which have no other page to lead to."""

    default_priority = 6  # before Sphinx makes "words <#anchor>" of them at 10
    formats = ("man",)

    def run(self, **kwargs: Any) -> None:
        """Replace the links by their words."""
        for node in list(self.document.findall(addnodes.pending_xref)):
            if "tdd-anchor" in node:
                node.replace_self(node.children)


class ManualBlocks(SphinxPostTransform):
    """Helps the writer of manual pages with what stands in records and in views.

    It loses the indentation of an admonition where a list in it ends; it sets the first paragraph
    of a container right behind what precedes; and it prints the address of each link, also of one
    within the page.
    """

    default_priority = 192  # after what stands in cells and above tables is set at 190
    formats = ("man",)

    def run(self, **kwargs: Any) -> None:
        """Set records as quotes below their titles, and take the containers of views away."""
        for link in list(self.document.findall(nodes.reference)):
            within = "refid" in link or link.get("refuri", "").startswith("#")
            if within and _is_ours(link):
                link.replace_self(link.children)
        for view in list(self.document.findall(nodes.container)):
            if VIEW in view:
                view.replace_self(view.children)
        for block in list(self.document.findall(nodes.admonition)):
            if "tdd-record" in block["classes"]:
                title, *others = block.children
                lead = nodes.paragraph("", "", nodes.strong("", "", *title.children))
                block.replace_self([lead, nodes.block_quote("", *others)])


def _is_ours(link: nodes.reference) -> bool:
    return any("tdd" in part["classes"] for part in link.findall(nodes.inline))
