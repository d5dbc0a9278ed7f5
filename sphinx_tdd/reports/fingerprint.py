"""What names a finding from one run to the next."""

from __future__ import annotations

import hashlib

import msgspec

from ..model.titles import cut_number
from .rendering import Place


def fingerprint(place: Place, number: int = 0) -> str:
    """Return a text that stays the same where lines move and headings are numbered anew.

    Args:
        place: the finding; its file is part of the name.
        number: how many findings of the same name came before.
    """
    finding = place.finding
    docname = place.document.docname if place.document else ""
    of = (docname, finding.source, finding.rule, unnumbered(finding.section), finding.gist)
    parts = (*of, number) if number else of
    return hashlib.blake2b(msgspec.msgpack.encode(parts), digest_size=16).hexdigest()


def unnumbered(section: tuple[str, ...]) -> tuple[str, ...]:
    """Return the titles of a section's path without their numbers."""
    return tuple(map(cut_number, section))
