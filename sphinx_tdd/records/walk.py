"""Composed YAML turned into texts, lists and mappings, within a bound on what aliases repeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import yaml

from .tree import Items, Node, Pair, Pairs, Text

DEEPEST = 40
"""How deep values may be nested."""

_FIELD = 2
"""The depth of a row's field in a list of rows."""

FAULTS = (yaml.YAMLError, UnicodeError, ValueError, OverflowError, RecursionError)
"""What reading YAML may raise, whatever the text."""


class Overrun(yaml.YAMLError):
    """Aliases that repeat too much, or values nested too deeply."""


class Walker:
    """Turns composed nodes into our own.

    A node met a second time came through an alias. What aliases repeat is bounded by the length
    of the body, so that a few lines can't expand into gigabytes.
    """

    def __init__(self, first: int, length: int, note: Callable[[int, str], None]) -> None:
        self.first = first
        self.note = note
        self.left = 10_000 + 10 * length
        self.seen: set[int] = set()

    def walk(self, node: yaml.Node) -> Node:
        """Return the tree below `node`; a field that expands without end is noted and empty."""
        return self._bounded(node, self._line(node), 0, again=False)

    def _line(self, node: yaml.Node) -> int:
        return self.first + int(node.start_mark.line)

    def _bounded(self, node: yaml.Node, line: int, depth: int, *, again: bool) -> Node:
        """Return the tree below a row or a field of one; deeper parts fail with their field."""
        if depth > _FIELD:
            return self._walk(node, depth, again=again)
        try:
            return self._walk(node, depth, again=again)
        except Overrun as error:
            self.note(line, f"this value can't be read: {error}")
            return Text("", line)

    def _walk(self, node: yaml.Node, depth: int, *, again: bool) -> Node:
        again = again or id(node) in self.seen
        self.seen.add(id(node))
        if depth > DEEPEST:
            raise Overrun("it is nested too deeply, or an alias holds itself")
        if again:
            self._spend(1)
        if isinstance(node, yaml.SequenceNode):
            children = ((child, self._line(child)) for child in node.value)
            items = [self._bounded(c, line, depth + 1, again=again) for c, line in children]
            return Items(tuple(items), self._line(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth, again)
        return self._text(cast("yaml.ScalarNode", node), again)

    def _spend(self, cost: int) -> None:
        self.left -= cost
        if self.left < 0:
            raise Overrun("its aliases repeat each other too often")

    def _text(self, node: yaml.ScalarNode, again: bool) -> Text:
        value = str(node.value)
        if again:
            self._spend(len(value))
        stripped = value.lstrip("\n")
        line = self._line(node) + len(value) - len(stripped)
        return Text(stripped.rstrip(), line + (node.style in {"|", ">"}))

    def _mapping(self, node: yaml.MappingNode, depth: int, again: bool) -> Pairs:
        pairs: list[Pair] = []
        merged: list[Pair] = []
        for key_node, value_node in node.value:
            line = self._line(key_node)
            key = self._bounded(key_node, line, depth + 1, again=again)
            value = self._bounded(value_node, line, depth + 1, again=again)
            name = key.value if isinstance(key, Text) else str(key_node.value)[:40]
            if name == "<<":
                merged += _merged(value)
            else:
                pairs.append(Pair(name, line, value))
        given = {pair.key for pair in pairs}
        pairs += (pair for pair in merged if pair.key not in given)
        return Pairs(tuple(pairs), self._line(node))


def _merged(value: Node) -> list[Pair]:
    """Return the fields that `<<: *name` takes over."""
    if isinstance(value, Items):
        return [pair for item in value.items for pair in _merged(item)]
    return list(value.pairs) if isinstance(value, Pairs) else []
