"""The keys of a table in `tdd_documents`, from the code that reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from markdown import code, table

from sphinx_tdd.model.follows import Follows
from sphinx_tdd.model.strictness import Strictness

_TYPES = {
    "template": "text",
    "match": "text, or a mapping from levels to texts",
    "levels": "text",
    "order": "text",
    "closed": "text, or true or false",
    "optional": "list of texts",
    "keep": "list of texts",
    "versions": "list of texts",
    "record": "text",
}
"""The order of the page, with the type of each value."""


def documents_keys() -> str:
    """Return the keys, each with its type and meaning.

    Raises:
        LookupError: a key is told here alone, or known to the code alone.
    """
    words = {**dict(_words(Follows)), **dict(_words(Strictness))}
    if words.keys() != _TYPES.keys():
        differ = ", ".join(sorted(words.keys() ^ _TYPES.keys()))
        raise LookupError(f"tdd_documents: told or known alone: {differ}")
    rows = ([code(key), type_, words[key]] for key, type_ in _TYPES.items())
    return table(["Key", "Value", "Meaning"], rows)


def _words(struct: type[msgspec.Struct]) -> Iterator[tuple[str, str]]:
    for field in msgspec.structs.fields(struct):
        metadata: Any = getattr(field.type, "__metadata__", ())
        if metadata:
            yield field.name, metadata[0].description
