"""The names and ids that docutils gives headings and labels, found without it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ..model.outline import usual_anchor
from .unsure import Unsure

ID_PREFIX = "id"
"""What ids begin with that no name gives, as Sphinx has it."""
_LAST_ASCII = 0x7F
_LAST_OF_LATIN = 0x24F


class Names:
    """Gives out ids, each once, and knows who has which name."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.count = 0
        self.owners: dict[str, list[str] | None] = {}
        self.explicit: set[str] = set()

    def add(self, name: str, own: list[str], explicit: bool) -> str:
        """Return the id of what has a name; the name goes to `own` as far as it is its alone.

        Raises:
            Unsure: the name holds letters that docutils spells in a way of its own.
        """
        own.append(name)
        if name in self.owners:
            self._share(name, own, explicit)
        else:
            self.owners[name] = own
            if explicit:
                self.explicit.add(name)
        found = _spelled(name)
        if not found or found in self.ids:
            found = self._counted()
        self.ids.add(found)
        return found

    def _share(self, name: str, own: list[str], explicit: bool) -> None:
        """Settle whose a name is that something else has already."""
        before = self.owners[name]
        was_explicit = name in self.explicit
        if explicit and was_explicit:
            raise Unsure("a label that is there twice")
        if explicit:
            self.explicit.add(name)
            self.owners[name] = own
        else:
            own.remove(name)
            if not was_explicit:
                self.owners[name] = None
        if before is not None and not was_explicit:
            before.remove(name)

    def _counted(self) -> str:
        found = ""
        while not found or found in self.ids:
            self.count += 1
            found = f"{ID_PREFIX}{self.count}"
        return found


@lru_cache(maxsize=4096)
def _spelled(name: str) -> str:
    if not name.isascii():
        for letter in name:
            latin = _LAST_ASCII < ord(letter) <= _LAST_OF_LATIN and letter.isalpha()
            if latin and unicodedata.normalize("NFKD", letter) == letter:
                raise Unsure("a letter with a spelling of its own")
    return usual_anchor(name)
