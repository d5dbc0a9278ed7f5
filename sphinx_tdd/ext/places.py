"""The places of records in a page: found by their anchors, without walking through the page.

The place of a row is the target that leads its first cell, the place of a block the block itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from docutils import nodes

from ..directives.marks import DOCNAME
from .domain import TddDomain

Place = nodes.target | nodes.admonition


def places(document: nodes.document, domain: TddDomain, docname: str) -> Iterator[Place]:
    """Yield the places of the records in a page.

    Builders that put all documents on one page make a new document, which knows no ids: there the
    page is walked through.
    """
    if document.ids:
        anchors = (record.anchor for record in domain.records_of(docname))
        found = [document.ids.get(anchor) for anchor in anchors]
    else:
        found = list(document.findall(nodes.Element)) if domain.records else []
    for node in found:
        if isinstance(node, nodes.target | nodes.admonition) and DOCNAME in node:
            yield node


def anchor_of(place: Place) -> str:
    """Return the anchor of a record's place, which may have other ids too."""
    return str(place["ids"][0])


def row_of(place: nodes.target) -> nodes.row:
    """Return the row that a place leads."""
    return cast("nodes.row", place.parent.parent.parent)
