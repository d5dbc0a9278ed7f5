"""What was found out before, kept in a file, so that only what changed is read and judged again.

Each entry stands under digests of all that it rests on: the content of the document, its template,
the settings, the version of the package. So the file may be deleted or shared at any time; one
that can't be read counts as none.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from .. import __version__
from .facts import Facts

FOLDER = ".tdd_cache"
FILE = "documents"

_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder may be deleted at any time. See https://bford.info/cachedir/\n"
)


_SIZE = 16


def _digest(data: bytes) -> bytes:
    """Return what a cache begins with: where it does not fit, the cache is damaged."""
    return hashlib.blake2b(data, digest_size=_SIZE).digest()


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of one document.

    Attributes:
        key: a digest of all that its verdict rests on; empty where there is none.
        verdict: the verdict, as bytes.
        decision: what it says of the decision that it is, as bytes; empty where it was not asked.
    """

    facts: Facts
    key: bytes = b""
    verdict: bytes = b""
    decision: bytes = b""


class _Kept(msgspec.Struct, frozen=True):
    version: str
    entries: dict[str, Entry]
    problems: dict[bytes, str] = {}
    of_decisions: dict[bytes, bool] = {}


class Cache:
    """The entries that are kept.

    Args:
        root: the folder in which the cache has its own; None keeps nothing.

    Attributes:
        entries: by docname.
        problems: what is wrong with templates, by their digest.
        of_decisions: whether templates are ones for decisions, by their digest.
    """

    def __init__(self, root: Path | None) -> None:
        self.folder = root / FOLDER if root is not None else None
        kept = self._load()
        self.entries = kept.entries
        self.problems = kept.problems
        self.of_decisions = kept.of_decisions
        self._loaded = dict(kept.entries), dict(kept.problems), dict(kept.of_decisions)

    def _load(self) -> _Kept:
        nothing = _Kept(__version__, {})
        if self.folder is None:
            return nothing
        try:
            data = (self.folder / FILE).read_bytes()
            if data[:_SIZE] != _digest(data[_SIZE:]):
                return nothing
            kept = msgspec.msgpack.decode(data[_SIZE:], type=_Kept)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return nothing
        return kept if kept.version == __version__ else nothing

    def keep(self, entries: Mapping[str, Entry], problems: Mapping[bytes, str]) -> None:
        """Write what is known now, where it differs from what was; a full disk loses nothing."""
        now = dict(entries), dict(problems), dict(self.of_decisions)
        if self.folder is None or now == self._loaded:
            return
        data = msgspec.msgpack.encode(_Kept(__version__, *now))
        # A cache that can't be written is none: the check goes on without it.
        with suppress(OSError):
            self._write(_digest(data) + data)

    def _write(self, data: bytes) -> None:
        assert self.folder is not None  # noqa: S101 - asked before
        if not self.folder.is_dir():
            self.folder.mkdir()
            (self.folder / ".gitignore").write_text("*\n", encoding="utf-8")
            (self.folder / "CACHEDIR.TAG").write_text(_TAG, encoding="utf-8")
        handle, name = tempfile.mkstemp(dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(self.folder / FILE)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
