"""Which pages the toctrees of a document include: their entries as docnames.

Source: the documentation of Sphinx's directive `toctree`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence

from .globs import matcher

_TITLED = re.compile(r"^.+?\s*<([^<>]*?)>$", re.DOTALL)
_ELSEWHERE = re.compile(r"^(?:https?|ftp|mailto):")
_SELF = "self"


def included(
    entries: Iterable[str], docname: str, names: Sequence[str], suffixes: Sequence[str]
) -> Iterator[str]:
    """Yield the docnames that the entries of a document's toctrees stand for, in their order.

    Args:
        entries: as written: `name`, `Title <name>`, patterns.
        docname: the document.
        names: the docnames of all documents, sorted.
        suffixes: the ends of names of documents, which entries may have.
    """
    known = set(names)
    for entry in entries:
        found = _TITLED.match(entry.strip())
        target = found[1] if found else entry.strip()
        if not target or target == _SELF or _ELSEWHERE.match(target):
            continue
        wanted = _joined(docname, target)
        if not set("*?[").isdisjoint(target):
            yield from filter(matcher(wanted), names)
            continue
        suffix = next((s for s in suffixes if wanted.endswith(s)), "")
        wanted = wanted[: len(wanted) - len(suffix)]
        if wanted in known:
            yield wanted


def _joined(docname: str, target: str) -> str:
    """Return a docname as seen from a document, or from the top where it begins with `/`."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(docname), target))
