"""What a request or an answer holds, in short: its schema by name, its types of content."""

from __future__ import annotations

from collections.abc import Iterator

from .openapi_file import Spot, name_of
from .wording import code, escape

_USUAL = "application/json"
_DEEPEST = 4
_MOST = 6
_JOINED = (("oneOf", " | "), ("anyOf", " | "), ("allOf", " & "))


def first_of(*spots: Spot) -> Spot:
    """Return the first that says anything, else the last."""
    return next((spot for spot in spots if spot.value is not None), spots[-1])


def content_of(spot: Spot, rst: bool) -> list[str]:
    """Return each schema with the types of content that it comes in, as markup.

    JSON goes without saying where there is nothing else.
    """
    types: dict[str, list[str]] = {}
    for name, media in spot.part("content").pairs():
        schema = first_of(media.part("schema"), media.part("itemSchema"))
        types.setdefault(schema_name(schema), []).append(name)
    if list(types.values()) == [[_USUAL]] and "" not in types:
        return [code(schema, rst) for schema in types]
    return [_content(schema, names, rst) for schema, names in types.items()]


def _content(schema: str, types: list[str], rst: bool) -> str:
    kinds = ", ".join(escape(name) for name in types)
    return f"{code(schema, rst)} ({kinds})" if schema else kinds


def schema_name(schema: Spot, depth: int = 0) -> str:
    """Return a schema in a word: its name, else its type; "" where it says neither."""
    if schema.reference:
        return name_of(schema.reference)
    if schema.part("title").text:
        return schema.part("title").text
    joined = "".join(list(_joined(schema, depth))[:1]) if depth < _DEEPEST else ""
    if joined:
        return joined
    named = schema.part("type")
    types = [one.text for one in named.items()] or [named.text]
    shown = (_typed(one, schema, depth) for one in types[:_MOST] if one not in {"", "null"})
    return " | ".join(shown) or ("object" if schema.part("properties").value else "")


def _typed(name: str, schema: Spot, depth: int) -> str:
    if name != "array" or depth == _DEEPEST:
        return name
    inner = schema_name(schema.part("items"), depth + 1)
    return f"({inner})[]" if " " in inner else f"{inner}[]" if inner else name


def _joined(schema: Spot, depth: int) -> Iterator[str]:
    """Yield the names of schemas that stand for one another, or all together for this one."""
    for key, sign in _JOINED:
        parts = list(schema.part(key).items())[:_MOST]
        names = dict.fromkeys(schema_name(part, depth + 1) for part in parts)
        if any(names):
            yield sign.join(filter(None, names))
