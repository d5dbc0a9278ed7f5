"""Patterns over names with `/`, as Sphinx takes them in `exclude_patterns` and elsewhere.

`**` matches all, `*` and `?` all but `/`, `[abc]` and `[!abc]` one character.
Source: the documentation of `exclude_patterns`,
https://www.sphinx-doc.org/en/master/usage/configuration.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

Matches = Callable[[str], object]
"""Tells by its truth whether a name matches."""

_PARTS = re.compile(r"\*\*|\*|\?|\[!?+\]?+[^\]]*+\]|.", re.DOTALL)
_WILD = {"**": ".*", "*": "[^/]*", "?": "[^/]"}


@lru_cache(maxsize=512)
def matcher(pattern: str) -> Matches:
    """Return what tells whether a name matches a pattern from its beginning to its end.

    A pattern that can't be one, such as `[z-a]`, matches itself alone.
    """
    try:
        return re.compile("".join(map(_translated, _PARTS.findall(pattern))) + "$").match
    except re.error:
        return pattern.__eq__


def _translated(part: str) -> str:
    if part in _WILD:
        return _WILD[part]
    return _one_of(part[1:-1]) if len(part) > 1 else re.escape(part)


def _one_of(characters: str) -> str:
    """Return a set of characters; one that says what is not in it does not match `/`."""
    escaped = characters.replace("\\", "\\\\").replace("[", "\\[")
    if escaped.startswith("!"):
        return f"[^/{escaped[1:]}]"
    return f"[\\{escaped}]" if escaped.startswith("^") else f"[{escaped}]"
