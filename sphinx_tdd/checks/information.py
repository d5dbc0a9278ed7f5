"""What a document says of itself: its status, its version, its id, who answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..model.languages import builtin
from ..model.outline import Outline
from ..model.titles import title_key
from .labelled import Labelled, from_metadata, in_headings
from .placeholders import bracketed
from .values import value_of

_INFORMATION = "Document Information"

LABELS: dict[str, tuple[str, ...]] = {
    "status": ("Status",),
    "version": ("Version", "Document Version", "Revision"),
    "id": ("Document ID", "ID", "Document Number", "Doc ID"),
    "owner": ("Owner", "Document Owner", "Author", "Authors", "Author(s)"),
}
"""What is found out, and the labels that say it, the first one before the others."""


@cache
def _keys(*titles: str) -> tuple[str, ...]:
    """Return the keys of titles and of their names in all languages, the first before others."""
    foreign = (name for t in titles for words in builtin().values() for name in words.get(t, ()))
    return tuple(dict.fromkeys(title_key(name) for name in (*titles, *foreign)))


def information(outline: Outline) -> dict[str, str]:
    """Return what front matter or the document information says, by name; only what is given."""
    given: dict[str, str] = {}
    for found in offered(outline):
        value = _short(found)
        if is_of_document(found) and value and not bracketed(value):
            given.setdefault(found.key, value)
    said: dict[str, str] = {}
    for name, labels in LABELS.items():
        value = next((given[key] for key in _keys(*labels) if key in given), "")
        if value:
            said[name] = value
    return said


def _short(found: Labelled) -> str:
    """Return what follows a label on its line, or is all that is below it: one paragraph."""
    if found.value or len(found.blocks) != 1 or found.column is not None:
        return found.value
    return value_of(found)


def status_of(outline: Outline) -> str:
    """Return the status that front matter or the document information gives, or ""."""
    return information(outline).get("status", "")


def is_of_document(found: Labelled) -> bool:
    """Whether something labelled is said of the document, not in a record of another kind."""
    return found.kind in {"", "document-info"}


def offered(outline: Outline) -> Iterator[Labelled]:
    """Yield what is labelled where documents speak of themselves, the nearest place first."""
    yield from from_metadata(outline.metadata)
    tops = outline.root.sections
    for heading in (outline.root, *tops, *[s for top in tops for s in top.sections][:1]):
        about = title_key(heading.title) in _keys(_INFORMATION)
        if heading is outline.root or about or not heading.blocks:
            yield from in_headings((heading,))
    for heading in outline.root.walk():
        if title_key(heading.title) in _keys(_INFORMATION):
            yield from in_headings((heading,))
    for top in tops[:1]:
        yield from in_headings((top,))
