"""Changes of a text, as values: what is put where."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Edit(msgspec.Struct, frozen=True, order=True):
    """One change: a stretch of a text and what stands there instead.

    Attributes:
        start: the offset of its first character, from 0.
        end: the offset behind its last one; the same as `start` where something is put in.
    """

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with all of some changes made.

    Changes at one place are made in their order. All else stays as it is, to the character.

    Raises:
        ValueError: two of them change the same characters.
    """
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start < at or edit.end > len(text):
            raise ValueError(f"changes overlap, or reach beyond the text: {edit}")
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])
