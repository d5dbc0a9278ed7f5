"""conf.py read without running it: the values that are written out in it."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import msgspec


class ConfFile(msgspec.Struct, frozen=True):
    """What a conf.py says.

    Attributes:
        values: the values that are written out, by name.
        lines: the line of each, from 1.
        computed: the lines of the names that are given in another way, which only running the
            file would tell.
    """

    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    computed: dict[str, int] = {}


class Unreadable(ValueError):
    """A file that can't be read; its text says why."""


def read_conf(path: Path, wanted: Collection[str], prefix: str) -> ConfFile:
    """Return the values of a conf.py, of some names and of all that begin with a prefix.

    Raises:
        Unreadable: it is no text, or no Python.
    """
    try:
        tree = ast.parse(path.read_bytes())
    except OSError as error:
        raise Unreadable(f"it can't be read: {error.strerror}") from error
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise Unreadable(f"it is no Python{f', see line {line}' if line else ''}") from error
    reader = _Reader(wanted, prefix)
    for statement in tree.body:
        reader.take(statement)
    return ConfFile(reader.values, reader.lines, reader.computed)


class _Reader:
    """Reads the statements of a conf.py from the first to the last.

    Attributes:
        known: the values of all names so far, so that one may be made of others.
    """

    def __init__(self, wanted: Collection[str], prefix: str) -> None:
        self.wanted = wanted
        self.prefix = prefix
        self.known: dict[str, Any] = {}
        self.values: dict[str, Any] = {}
        self.lines: dict[str, int] = {}
        self.computed: dict[str, int] = {}

    def take(self, statement: ast.stmt) -> None:
        """Read one statement at the top of the file."""
        targets = _targets(statement)
        if targets is None:
            self._inside(statement)
            return
        for name in targets:
            try:
                self._note(name, self._value(name, statement), statement.lineno)
            except _NotWrittenOut:
                self._refuse(name, statement.lineno)

    def _inside(self, statement: ast.stmt) -> None:
        """Refuse the names that are given a value, or changed, within a statement."""
        for name in _changed(statement):
            self._refuse(name, statement.lineno)

    def _value(self, name: str, statement: ast.stmt) -> Any:
        """Return the value that a statement gives to a name."""
        if isinstance(statement, ast.AugAssign):
            if name not in self.known or not isinstance(statement.op, ast.Add):
                raise _NotWrittenOut
            return _sum(self.known[name], self._literal(statement.value))
        value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
        if value is None:
            raise _NotWrittenOut
        return self._literal(value)

    def _literal(self, node: ast.expr) -> Any:
        """Return the value of an expression that is written out, perhaps with known names."""
        if isinstance(node, ast.Name) and node.id in self.known:
            return self.known[node.id]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return _sum(self._literal(node.left), self._literal(node.right))
        if isinstance(node, ast.List | ast.Tuple):
            values = [self._literal(each) for each in node.elts]
            return values if isinstance(node, ast.List) else tuple(values)
        if isinstance(node, ast.Dict):
            return self._mapping(node)
        try:
            return ast.literal_eval(node)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError) as error:
            raise _NotWrittenOut from error

    def _mapping(self, node: ast.Dict) -> dict[Any, Any]:
        keys = [self._literal(key) for key in node.keys if key is not None]
        try:
            return dict(zip(keys, map(self._literal, node.values), strict=True))
        except (TypeError, ValueError) as error:  # a key that can't be one, or `**more`
            raise _NotWrittenOut from error

    def _note(self, name: str, value: Any, line: int) -> None:
        self.known[name] = value
        if self._is_wanted(name):
            self.values[name], self.lines[name] = value, line
            self.computed.pop(name, None)

    def _refuse(self, name: str, line: int) -> None:
        for found in (self.known, self.values, self.lines):
            found.pop(name, None)
        if self._is_wanted(name):
            self.computed[name] = line

    def _is_wanted(self, name: str) -> bool:
        return name in self.wanted or name.startswith(self.prefix)


class _NotWrittenOut(Exception):
    """A value is computed."""


def _sum(one: Any, other: Any) -> Any:
    """Return two texts, lists or tuples together.

    Raises:
        _NotWrittenOut: they don't go together.
    """
    if type(one) is type(other) and isinstance(one, str | list | tuple):
        return one + other
    raise _NotWrittenOut


def _targets(statement: ast.stmt) -> list[str] | None:
    """Return the names that a statement gives a value to, None for any other statement."""
    if isinstance(statement, ast.Assign):
        named = [node.id for node in statement.targets if isinstance(node, ast.Name)]
        return named if len(named) == len(statement.targets) else None
    if isinstance(statement, ast.AugAssign | ast.AnnAssign) and isinstance(
        statement.target, ast.Name
    ):
        return [statement.target.id]
    return None


def _changed(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that are given a value, or changed in place, anywhere in a statement."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
            yield node.id
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            yield from _owner(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _owner(node.func.value)


def _owner(node: ast.expr) -> Iterator[str]:
    """Yield the name of what is changed, as `tdd_severity` in `tdd_severity["x"] = "off"`."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
