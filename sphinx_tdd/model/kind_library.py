"""The kinds of record at hand, each read in full when it is asked for.

Each build registers the directives of all kinds, for which the first lines of a file are enough;
a build in which nothing changed asks for no kind of the package at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from .kind import Kind, Problem
from .yaml_files import yaml_files

if TYPE_CHECKING:
    from .kind_files import Check

BUILTIN = Path(__file__).parent.parent / "data" / "kinds"
"""The folder of the kinds that come with the package; each file has the name of its kind."""

_LINE = re.compile(r"(name|title|plural|subject|table|record): ?([\w -]+)$")


class Head(msgspec.Struct, frozen=True):
    """What is registered of a kind: its name, its words, and which directives it has."""

    name: str
    title: str
    plural: str
    table: bool = True
    record: bool = False


class KindLibrary(Mapping[str, Kind]):
    """The built-in kinds and those in a project's folders, by name, sorted.

    A project's kind takes the place of a built-in one of that name.

    Args:
        folders: each folder with the name by which messages call it.
        check: tells what is wrong with the conditions of a project's kind; None for no check.
    """

    def __init__(
        self, folders: Sequence[tuple[Path, str]] = (), check: Check | None = None
    ) -> None:
        self._folders = tuple(folders)
        self._check = check
        self._files = {path.stem: path for path in sorted(BUILTIN.glob("*.yaml"))}

    @cached_property
    def _own(self) -> tuple[dict[str, Kind], tuple[Problem, ...]]:
        """The project's own kinds, and what is wrong with their files."""
        if not self._folders:
            return {}, ()
        from .kind_files import load_own, no_check

        return load_own(self._folders, _Builtin(self._files), self._check or no_check)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files of the project's own kinds."""
        return self._own[1]

    def __getitem__(self, key: str) -> Kind:
        own = self._own[0].get(key)
        if own is not None:
            return own
        return _read(self._files[key])

    def __contains__(self, key: object) -> bool:
        return key in self._files or key in self._own[0]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._files, *self._own[0]}))

    def __len__(self) -> int:
        return len({*self._files, *self._own[0]})

    def heads(self) -> tuple[Head, ...]:
        """Return what is registered of each kind that has a directive."""
        own = self._own[0]
        heads = (_head_of(own[name]) if name in own else self._head(name) for name in self)
        return tuple(head for head in heads if head.table or head.record)

    def _head(self, name: str) -> Head:
        """Return the head of a built-in kind from the first lines of its file."""
        found: dict[str, str] = {}
        with self._files[name].open(encoding="utf-8") as lines:
            for line in lines:
                match = _LINE.match(line)
                if match is None:
                    break
                found[match[1]] = match[2].strip()
        if not found.keys() >= {"name", "title", "plural"}:
            return _head_of(self[name])
        table, record = found.get("table") != "false", found.get("record") == "true"
        return Head(found["name"], found["title"], found["plural"], table, record)

    @cached_property
    def digest(self) -> bytes:
        """A digest that changes with any of the files."""
        digest = hashlib.blake2b(digest_size=16)
        for path in self._files.values():
            digest.update(path.read_bytes())
        for folder, _ in self._folders:
            for path in yaml_files(folder):
                digest.update(path.name.encode() + path.read_bytes())
        return digest.digest()


class _Builtin(Mapping[str, Kind]):
    """The kinds of the package alone, each read when it is asked for."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files

    def __getitem__(self, key: str) -> Kind:
        return _read(self._files[key])

    def __contains__(self, key: object) -> bool:
        return key in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


@cache
def _read(path: Path) -> Kind:
    from .kind_files import read_file

    return read_file(path)


def _head_of(kind: Kind) -> Head:
    return Head(kind.name, kind.title, kind.words, kind.table, kind.record)
