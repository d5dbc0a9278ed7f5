"""The keys and values that the form of a file takes, to be offered where one is mistaken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import inspect


def values_of(kind: type, key: str) -> list[str]:
    """Return the values that a key takes, of all Structs that have it."""
    schema = msgspec.json.schema(kind)
    parts = [part.get("properties", {}).get(key, {}) for part in schema.get("$defs", {}).values()]
    forms = [form for part in parts for form in (part, *part.get("anyOf", ()))]
    return sorted({value for form in forms for value in form.get("enum", ()) if value is not None})


def keys_at(kind: type, path: Iterable[str | int]) -> list[str]:
    """Return the keys that a mapping takes which stands at a path in a file of a form."""
    found = list(_plain(inspect.type_info(kind)))
    for step in path:
        found = [inner for form in found for inner in _inside(form, step)]
    names = (
        field.encode_name
        for form in found
        if isinstance(form, inspect.StructType)
        for field in form.fields
    )
    return sorted(set(names))


def _inside(form: inspect.Type, step: str | int) -> Iterator[inspect.Type]:
    """Yield the forms that may stand at a step below one."""
    if isinstance(form, inspect.StructType):
        for field in form.fields:
            yield from _plain(field.type) if field.encode_name == step else ()
    elif isinstance(form, inspect.ListType | inspect.VarTupleType):
        yield from _plain(form.item_type)
    elif isinstance(form, inspect.DictType):
        yield from _plain(form.value_type)


def _plain(form: inspect.Type) -> Iterator[inspect.Type]:
    """Yield a form without what is said of it; of a union, each."""
    if isinstance(form, inspect.Metadata):
        yield from _plain(form.type)
    elif isinstance(form, inspect.UnionType):
        for each in form.types:
            yield from _plain(each)
    else:
        yield form
