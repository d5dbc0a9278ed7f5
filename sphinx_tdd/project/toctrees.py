"""Which pages the toctrees of a document include: their entries as docnames.

Source: the documentation of Sphinx's directive `toctree`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ..model.outline import Heading, Outline
from ..readers.syntax import GLOB, REVERSED
from .globs import matcher

_TITLED = re.compile(r"^.+?\s*<([^<>]*?)>$", re.DOTALL)
_ELSEWHERE = re.compile(r"^(?:https?|ftp|mailto):|://")
_SELF = "self"


def included(
    toctrees: Iterable[str], docname: str, names: Sequence[str], suffixes: Sequence[str]
) -> Iterator[str]:
    """Yield the docnames that the toctrees of a document include, in their order.

    Args:
        toctrees: what each says: `:glob:`, `:reversed:`, and its entries, a line each: `name`,
            `Title <name>`, patterns.
        docname: the document.
        names: the docnames of all documents, sorted.
        suffixes: the ends of names of documents, which entries may have.
    """
    known = set(names) - {docname}
    for toctree in toctrees:
        options = {GLOB, REVERSED}.intersection(lines := toctree.split("\n"))
        found: list[str] = []
        for entry in lines:
            if entry in options:
                continue
            if GLOB in options and not set("*?[").isdisjoint(entry) and _is_here(entry):
                matches = matcher(_joined(docname, entry))
                found += [n for n in names if n in known and matches(n) and n not in found]
            elif (name := _named(entry, docname, suffixes)) in known:
                found.append(name)
        yield from reversed(found) if REVERSED in options else found


def with_pages(
    outline: Outline, docname: str, names: Sequence[str], suffixes: Sequence[str]
) -> Outline:
    """Return the outline of a document with docnames where a reader noted what toctrees say."""

    def resolved(heading: Heading) -> Heading:
        return msgspec.structs.replace(
            heading,
            pages=tuple(included(heading.pages, docname, names, suffixes)),
            sections=tuple(map(resolved, heading.sections)),
        )

    return msgspec.structs.replace(outline, root=resolved(outline.root))


def _is_here(entry: str) -> bool:
    return not _TITLED.match(entry) and not _ELSEWHERE.search(entry)


def _named(entry: str, docname: str, suffixes: Sequence[str]) -> str:
    """Return the docname that an entry names, "" where it names none."""
    titled = _TITLED.match(entry)
    target = titled[1] if titled else entry
    if not target or target == _SELF or _ELSEWHERE.search(entry):
        return ""
    suffix = next((suffix for suffix in suffixes if target.endswith(suffix)), "")
    return _joined(docname, target.removesuffix(suffix))


def _joined(docname: str, target: str) -> str:
    """Return a docname as seen from a document, or from the top where it begins with `/`."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(docname), target)).lstrip("/")
