"""Which pages a build was to write and did not: it was stopped, or told to write others alone.

Sphinx keeps the environment before it writes pages. So what was written is kept in a file of our
own beside it, once the build is finished.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from .downloads import write_changed

if TYPE_CHECKING:
    from .domain import TddDomain

FILE = "tdd-unwritten.json"
"""The file in the folder of the environment."""


class Finished(msgspec.Struct, frozen=True, array_like=True):
    """What is known of an output folder once a build is finished.

    Attributes:
        number: the number of the build among those that had something to write.
        left: the documents that it did not write.
        files: a digest of all that the files beside the pages show, as hexadecimal digits.
        count: how many such files there are.
    """

    number: int = 0
    left: tuple[str, ...] = ()
    files: str = ""
    count: int = 0


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
        finished = self.finished
        return set(finished.left if finished.number == number else wanted)

    def begin(self, docnames: Iterable[str]) -> None:
        """Keep what this build is to write: Sphinx keeps the environment where it is anything."""
        wanted = self.wanted = sorted(docnames)
        if wanted:
            number, _ = self.memo.get(self.question, (0, ()))
            self.memo[self.question] = (max(number, self.finished.number) + 1, wanted)

    def finish(self, written: Set[str], files: str, count: int) -> None:
        """Keep what this build did not write, and what the files beside the pages show."""
        number, _ = self.memo.get(self.question, (0, ()))
        left = tuple(name for name in self.wanted if name not in written)
        kept = {**self._finished(), self.place: Finished(number, left, files, count)}
        write_changed(self.path, msgspec.json.encode(kept).decode())

    @cached_property
    def finished(self) -> Finished:
        """What the build before this one left in the output folder."""
        return self._finished().get(self.place, Finished())

    def _finished(self) -> dict[str, Finished]:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=dict[str, Finished])
        except (OSError, msgspec.MsgspecError):  # not there yet, or cut off
            return {}
