"""The templates at hand, each read when it is asked for.

A build in which nothing changed asks for none of the package's: it needs their ids and digests
alone, so reading and checking template files is imported late.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .template import Template
    from .template_files import Loader
    from .yamlfile import Fault

BUILTIN = Path(__file__).parent.parent / "data" / "templates"
"""The folder of the templates that come with the package; each file has the name of its id."""


LANGUAGES = Path(__file__).parent.parent / "data" / "languages"
"""The folder of their names in other languages; each file has the name of its language."""


@cache
def languages_digest() -> bytes:
    """Return a digest that changes with any name in another language."""
    found = hashlib.blake2b(digest_size=16)
    for path in sorted(LANGUAGES.glob("*.yaml")):
        found.update(path.stem.encode() + b"\0" + path.read_bytes())
    return found.digest()


def builtin_files() -> dict[str, Path]:
    """Return the files of the templates that come with the package, by id."""
    return {path.stem: path for path in sorted(BUILTIN.glob("*.yaml"))}


class Library(Mapping[str, "Template"]):
    """The built-in templates and those in a project's folders, by id.

    Args:
        folders: each folder with the name by which messages call it. A template may extend any
            other; an id that is taken is a fault, and the first one stays.
        statuses: the project's; another one in `required` is a fault. None: any will do.
    """

    def __init__(
        self, folders: Sequence[tuple[Path, str]] = (), statuses: Sequence[str] = ()
    ) -> None:
        self._folders = tuple(folders)
        self._statuses = tuple(statuses)
        self._builtin = builtin_files()
        self._digests: dict[str, bytes] = {}

    @cached_property
    def _loader(self) -> Loader:
        from .template_files import Loader

        return Loader(self._folders, self._statuses)

    def __getitem__(self, key: str) -> Template:
        template = self._loader.resolve(key, ()) if key in self._loader.known else None
        if template is None:
            raise KeyError(key)
        return template

    def __contains__(self, key: object) -> bool:
        return key in self._builtin or (bool(self._folders) and super().__contains__(key))

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._loader.known if self._loader.resolve(key, ()) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the files that were read: all but those of the package."""
        return tuple(self._loader.faults) if self._folders or "_loader" in self.__dict__ else ()

    def digest(self, key: str) -> bytes:
        """Return a digest that changes with the template.

        Raises:
            KeyError: there is no such template.
        """
        if key not in self._digests:
            self._digests[key] = self._digest(key)
        return self._digests[key]

    def _digest(self, key: str) -> bytes:
        if key in self._builtin:
            found = hashlib.blake2b(self._builtin[key].read_bytes(), digest_size=16)
            found.update(languages_digest())
            return found.digest()
        return self[key].fingerprint


def load(folders: Sequence[tuple[Path, str]] = ()) -> Library:
    """Return the built-in templates and those in `folders`: see `Library`."""
    return Library(folders)
