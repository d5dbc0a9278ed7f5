"""A first `tdd_documents` for a project: what its documents look like."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..model.follows import NONE
from ..model.outline import Outline
from ..model.template import Template
from .binding import alike

LIKE = 0.5
"""The least share of a template's sections by which a document is taken for one of it."""

_LEAST = 3
"""The least number of sections: fewer are any document's."""

_INDEX = "index"


def looks(
    outlines: Iterable[tuple[str, Outline]], templates: Mapping[str, Template]
) -> Iterator[tuple[str, str]]:
    """Yield each document with the template that it looks like, "" for none."""
    for docname, outline in outlines:
        found = alike(iter([(docname, outline)]), templates)
        close = [each for each in found if each[0] >= LIKE and each[1] >= _LEAST]
        best = max(close, key=lambda each: (each[0], each[1]), default=None)
        yield docname, best[-1] if best else ""


def mapping(found: Mapping[str, str]) -> dict[str, str]:
    """Return patterns over docnames to templates.

    A folder of which half the documents look like one template, and none like another, is one
    pattern; in others, documents are named.

    Args:
        found: the template that each document looks like, "" for none.
    """
    by_folder: dict[str, dict[str, str]] = defaultdict(dict)
    for docname in sorted(found):
        by_folder[posixpath.dirname(docname)][docname] = found[docname]
    patterns: dict[str, str] = {}
    for folder, inside in by_folder.items():
        patterns |= _of_folder(folder, inside)
    return patterns


def _of_folder(folder: str, inside: Mapping[str, str]) -> dict[str, str]:
    named = {docname: template for docname, template in inside.items() if template}
    pages = {name: t for name, t in inside.items() if posixpath.basename(name) != _INDEX}
    alone = len(set(named.values())) == 1 and len(named) * 2 >= len(pages)
    if not folder or not alone:
        return named
    index = posixpath.join(folder, _INDEX)
    out = {index: NONE} if inside.get(index) == "" else {}
    return {**out, f"{folder}/*": next(iter(named.values()))}
