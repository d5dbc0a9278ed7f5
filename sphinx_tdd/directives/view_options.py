"""Options of views: names with commas between them, and what is given or not."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.titles import did_you_mean, title_key
from ..records.query import QueryError

_FEW = 12
"""The most names that a message lists."""


def flag(text: str) -> None:
    """Check an option that is given or not.

    Raises:
        QueryError: it has a value.
    """
    if text.casefold() not in {"", "true", "yes"}:
        raise QueryError(f"takes no value, not {text!r}")


def parts_of(text: str) -> list[str]:
    """Return the names that a text lists with commas between them."""
    return [part.strip() for part in text.replace("|", ",").split(",") if part.strip()]


def listed(text: str) -> frozenset[str]:
    """Return the keys of the names that a text lists.

    Raises:
        QueryError: it lists none.
    """
    found = frozenset(map(title_key, parts_of(text)))
    if not found:
        raise QueryError("names nothing")
    return found


def named(text: str, offered: Iterable[str], what: str) -> list[str]:
    """Return the offered names that a text lists.

    Args:
        what: the word for one of them.

    Raises:
        QueryError: it lists none, or one that is not offered.
    """
    listed(text)
    keys = {title_key(name): name for name in offered}
    found = []
    for part in parts_of(text):
        name = keys.get(title_key(part))
        if name is None:
            few = f"; there are {', '.join(keys.values())}" if len(keys) <= _FEW else ""
            hint = did_you_mean(part, keys.values()) or few
            raise QueryError(f"there is no {what} {part!r}{hint}")
        found.append(name)
    return found
