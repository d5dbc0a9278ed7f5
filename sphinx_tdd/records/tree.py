"""What a body says before its kind is asked: texts, lists and mappings, each with its line."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec


class Text(msgspec.Struct, frozen=True, gc=False):
    """A scalar, as text: `value` as a writer means it, `line` where that text begins."""

    value: str
    line: int


class Items(msgspec.Struct, frozen=True, gc=False):
    """A list."""

    items: tuple[Node, ...]
    line: int


class Pair(msgspec.Struct, frozen=True, gc=False):
    """A key with its value; `line` is the key's."""

    key: str
    line: int
    value: Node


class Pairs(msgspec.Struct, frozen=True, gc=False):
    """A mapping, in the order as written; a key may stand twice."""

    pairs: tuple[Pair, ...]
    line: int


Node = Text | Items | Pairs


def texts(node: Node) -> Iterator[Text]:
    """Yield every text in `node`, keys left out, in the order as written."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from texts(item)
    else:
        for pair in node.pairs:
            yield from texts(pair.value)
