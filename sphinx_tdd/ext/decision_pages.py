"""The documents of a build that are decisions, read into statements and parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from docutils import nodes

from ..model.outline import Outline, decode
from ..readers.decision_page import FRONT, read_page, texts_of
from ..readers.typography import quotes_of
from ..records.decision_files import Page
from .domain import OUTLINE

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_ORIGINAL = "tdd_original_page"
"""Where a translated document holds what its original says."""


def page_of(env: BuildEnvironment, docname: str, id_: str, others: Sequence[str] = ()) -> Page:
    """Return what a document has that is to be read as a decision.

    Args:
        id_: the id that the document says it has, or "".
        others: its other pages, where it has several: of these the texts count.
    """
    doctree = env.get_doctree(docname)
    page = _page(env, docname, doctree, decode(getattr(doctree, OUTLINE)))
    kept = getattr(doctree, _ORIGINAL, None)
    if kept is not None:
        page = page.said_by(msgspec.msgpack.decode(kept, type=Page))
    with quotes_of(env.config.language):
        more = [part for name in others for part in texts_of(name, env.get_doctree(name))]
    return msgspec.structs.replace(page, id=id_, parts=(*page.parts, *more))


def keep_original(
    env: BuildEnvironment, doctree: nodes.document, original: nodes.document, outline: Outline
) -> None:
    """Keep with a translated document what its original says."""
    page = _page(env, env.docname, original, outline)
    setattr(doctree, _ORIGINAL, msgspec.msgpack.encode(page))


def _page(env: BuildEnvironment, docname: str, doctree: nodes.document, outline: Outline) -> Page:
    with Path(env.doc2path(docname)).open(encoding="utf-8", errors="replace") as file:
        head = list(islice(file, FRONT))
    title = env.titles[docname].astext() if docname in env.titles else outline.title
    with quotes_of(env.config.language):
        return read_page(docname, doctree, outline, head, title)
