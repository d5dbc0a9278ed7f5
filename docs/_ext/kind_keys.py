"""The keys of a kind's file, from the structs that it is read into and their docstrings."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
from kind_reference import TYPES
from markdown import code, joined, table

from sphinx_tdd.model.finding import SEVERITIES, Severity
from sphinx_tdd.model.kind import Field, FieldType, Kind, KindRule

PARTS: dict[str, tuple[type[msgspec.Struct], str]] = {
    "kind": (Kind, "A kind"),
    "field": (Field, "A field"),
    "rule": (KindRule, "A rule"),
}
"""Each mapping in a kind's file: the name of its section, its struct, and its title."""

_MORE = {
    (Kind, "plural"): "the word for several; the title with an s where it is empty.",
    (Kind, "hint"): "what the kind is for, in one sentence.",
    (Field, "type"): "what it holds; see below.",
    (Field, "hint"): "what belongs there, in one sentence.",
}
"""Keys of which the docstrings say nothing, since their names say it to those who read code."""

_ENTRY = re.compile(r"^(\w+): (.*(?:\n +.*)*)", re.MULTILINE)
_TYPES: dict[Any, str] = {
    str: "text",
    bool: "true or false",
    tuple[str, ...]: "list of texts",
    "Field": "list of {ref}`fields <kind-file-field>`",
    "KindRule": "list of {ref}`rules <kind-file-rule>`",
}


def keys(part: type[msgspec.Struct]) -> str:
    """Return the keys of a mapping as a table.

    Raises:
        LookupError: a key has no text, or a text no key.
    """
    words = _words(part)
    fields = msgspec.structs.fields(part)
    differ = words.keys() ^ {field.name for field in fields}
    if differ:
        raise LookupError(f"{part.__name__}: told or known alone: {', '.join(sorted(differ))}")
    rows = [[code(f.name), _type(f.type), _default(f), words[f.name]] for f in fields]
    return table(["Key", "Type", "Default", "Meaning"], rows)


def field_types() -> str:
    """Return what each type of a field holds.

    Raises:
        LookupError: a type has no text.
    """
    names = get_args(FieldType)
    if set(names) != set(TYPES):
        raise LookupError(f"types told or known alone: {set(names) ^ set(TYPES)}")
    rows = [[code(name), _holds(name)] for name in names]
    return table(["Type", "Holds"], rows)


def _holds(name: str) -> str:
    more = {"choice": "`choices`", "links": "other records: of the kinds in `targets`"}
    return f"{TYPES[name]} {more.get(name, '')}".strip()


def _words(part: type[msgspec.Struct]) -> dict[str, str]:
    text = inspect.getdoc(part) or ""
    told = textwrap.dedent(text.partition("Attributes:\n")[2])
    found = dict(_ENTRY.findall(told))
    found |= {name: words for (owner, name), words in _MORE.items() if owner is part}
    return {name: words[:1].upper() + words[1:] for name, words in found.items()}


def _type(annotated: Any) -> str:
    if annotated is Severity:
        return joined(SEVERITIES, "`").replace(", ", " or ")
    if annotated is FieldType:
        return "text"
    inner = get_args(annotated)
    return _TYPES.get(annotated) or _TYPES[inner[0].__name__]


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "required"
    if isinstance(field.default, bool):
        return f"`{str(field.default).lower()}`"
    return code(field.default) if isinstance(field.default, str) and field.default else "–"


def parts() -> Iterator[tuple[str, str, str]]:
    """Yield name, title and content of each section."""
    for name, (part, title) in PARTS.items():
        yield f"kind-file-{name}", title, keys(part)
    yield "kind-file-types", "Types of fields", field_types()
