"""Lists and mappings on one line (`[a, b]`, `{a: b}`), told from markup that looks like them.

`[text](url)` and `{role}` with its text are markup; in `[@anna, *now*]` the items are.
"""

from __future__ import annotations

import re
from collections.abc import Container

import msgspec

from .quoting import needs_quotes, quote

DEEPEST = 20
"""How deep lists on one line may be nested before they count as text."""

SINGLE = re.compile(r"'(?:[^']|'')*'")
DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ENDS = re.compile(r"\s*(?=[,\]}])")
_KEY = re.compile(r"""\s*(?:"[^"]*"|'[^']*'|[^\s,:{}\[\]'"`][^,:{}\[\]'"`]*?)\s*:(?=\s|$)""")
_SHARED = re.compile(r"[&*]([\w-]+)(?=\s|[,\]}]|$)")
_CLOSERS = {"[": "]", "{": "}", "(": ")"}


class Flow(msgspec.Struct, frozen=True):
    """A list or mapping found: rewritten for YAML, where it ends, whether it is one bare item."""

    text: str
    end: int
    bare: bool = False


def find(text: str, shared: Container[str] = (), start: int = 0, depth: int = 0) -> Flow | None:
    """Return the list or mapping that begins at `start`; None where that is not one.

    `shared` are the names that both an anchor (`&name`) and an alias (`*name`) have.
    """
    if depth > DEEPEST or start >= len(text):
        return None
    if text[start] == "[":
        return _sequence(text, shared, start, depth)
    return _mapping(text, shared, start, depth) if text[start] == "{" else None


def _sequence(text: str, shared: Container[str], start: int, depth: int) -> Flow | None:
    items: list[str] = []
    at, bare = start + 1, False
    while True:
        at = _skip(text, at)
        if text[at : at + 1] == "]":
            return Flow(f"[{', '.join(items)}]", at + 1, bare and len(items) == 1)
        item = _item(text, shared, at, "]", depth)
        if item is None:
            return None
        items.append(item.text)
        bare = item.bare
        at = _comma(text, item.end)


def _mapping(text: str, shared: Container[str], start: int, depth: int) -> Flow | None:
    pairs: list[str] = []
    at = start + 1
    while True:
        at = _skip(text, at)
        if text[at : at + 1] == "}":
            return Flow(f"{{{', '.join(pairs)}}}", at + 1)
        key = _KEY.match(text, at)
        if key is None:
            return None
        value = _item(text, shared, _skip(text, key.end()), "}", depth)
        if value is None:
            return None
        pairs.append(f"{key[0].strip()} {value.text}")
        at = _comma(text, value.end)


def _item(text: str, shared: Container[str], at: int, closer: str, depth: int) -> Flow | None:
    """Return one item, quoted where YAML needs it; None where the text ends before it."""
    name = _SHARED.match(text, at)
    if name and name[1] in shared:
        if name[0][0] == "*":
            return Flow(name[0], name.end())
        item = _item(text, shared, _skip(text, name.end()), closer, depth)
        return item and Flow(f"{name[0]} {item.text}", item.end)
    opener = text[at : at + 1]
    if opener in {"'", '"'}:
        quoted = (SINGLE if opener == "'" else DOUBLE).match(text, at)
        if quoted and _ENDS.match(text, quoted.end()):
            return Flow(quoted[0], quoted.end())
    inner = find(text, shared, at, depth + 1) if opener in {"[", "{"} else None
    if inner and _ENDS.match(text, inner.end):
        return inner
    end = _plain_end(text, at, closer)
    if end is None:
        return None
    plain = text[at:end].strip()
    safe = plain and not needs_quotes(plain, flow=True)
    return Flow(plain if safe else quote(plain), end, bool(plain))


def _plain_end(text: str, at: int, closer: str) -> int | None:
    """Return where a bare item ends: at a comma or `closer` outside brackets and code."""
    waiting: list[str] = []
    while at < len(text):
        char = text[at]
        if char == "`":
            ticks = _end_of_ticks(text, at) - at
            found = text.find("`" * ticks, at + ticks)
            at = found + ticks - 1 if found >= 0 else at + ticks - 1
        elif waiting and char == waiting[-1]:
            waiting.pop()
        elif not waiting and char in {",", closer}:
            return at
        elif char in _CLOSERS:
            waiting.append(_CLOSERS[char])
        at += 1
    return None


def _end_of_ticks(text: str, at: int) -> int:
    while text[at : at + 1] == "`":
        at += 1
    return at


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _comma(text: str, at: int) -> int:
    at = _skip(text, at)
    return at + 1 if text[at : at + 1] == "," else at
