"""Which pages a build was to write and did not: it was stopped, or told to write others alone.

Sphinx keeps the environment before it writes pages. So what was written is kept in a file of our
own beside it, once the build is finished.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from .downloads import write_changed

if TYPE_CHECKING:
    from .domain import TddDomain

FILE = "tdd-unwritten.json"
"""The file in the folder of the environment."""

Left = tuple[int, list[str]]
"""The number of a build among those that had something to write, and documents."""


class Unwritten:
    """What is still to be written to one output folder.

    Args:
        place: a name for the builder and its output folder.
        folder: where the environment is kept.
    """

    def __init__(self, domain: TddDomain, place: str, folder: Path) -> None:
        self.memo = domain.memo
        self.question = f"to write {place}"
        self.place = place
        self.path = folder / FILE
        self.wanted: list[str] = []

    def left(self) -> set[str]:
        """Return the documents that earlier builds were to write and did not."""
        number, wanted = self.memo.get(self.question, (0, ()))
        finished, left = self._finished().get(self.place, (0, []))
        return set(left if finished == number else wanted)

    def begin(self, docnames: Iterable[str]) -> None:
        """Keep what this build is to write: Sphinx keeps the environment where it is anything."""
        wanted = self.wanted = sorted(docnames)
        if wanted:
            number, _ = self.memo.get(self.question, (0, ()))
            finished, _ = self._finished().get(self.place, (0, []))
            self.memo[self.question] = (max(number, finished) + 1, wanted)

    def finish(self, written: Set[str]) -> None:
        """Keep what this build did not write."""
        if self.question in self.memo:
            number, _ = self.memo[self.question]
            kept = self._finished()
            kept[self.place] = (number, [name for name in self.wanted if name not in written])
            write_changed(self.path, msgspec.json.encode(kept).decode())

    def _finished(self) -> dict[str, Left]:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=dict[str, Left])
        except (OSError, msgspec.DecodeError):  # not there yet, or cut off
            return {}
