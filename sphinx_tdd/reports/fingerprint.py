"""What names a finding from one run to the next."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

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


def fingerprints(places: Iterable[Place]) -> Iterator[tuple[Place, str]]:
    """Yield findings with their names; equal ones are told apart by their number."""
    before: Counter[str] = Counter()
    for place in places:
        same = fingerprint(place)
        yield place, fingerprint(place, before[same])
        before[same] += 1


def unnumbered(section: tuple[str, ...]) -> tuple[str, ...]:
    """Return the titles of a section's path without their numbers."""
    return tuple(map(cut_number, section))
