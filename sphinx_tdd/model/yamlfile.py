"""YAML files read into values with every fault named: file, line and key, all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
import yaml

from .forms import keys_at, values_of
from .titles import did_you_mean

T = TypeVar("T")
Key = str | int
KeyPath = tuple[Key, ...]

MOST_NODES = 20_000
"""How many nodes a file may expand to: aliases that multiply each other stop here."""

DEEPEST = 500
"""How deep a file's values may be nested."""

_DASHES = re.compile(r"(?:[-?:][ \t]+){200}")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_MISSING = " is missing"
_WORDS = {
    "float": "a number with a point",
    "bool | str": "true, false or a status",
    "array": "a list",
    "object": "a mapping",
    "str": "a text",
    "bool": "true or false",
    "int": "a whole number",
}


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a file.

    Attributes:
        path: the file.
        line: from 1.
        key: where in the file, as in `sections[2].required`, or "".
        message: what is wrong, in words.
    """

    path: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        """Return the fault as one line: file, line, key, message."""
        where = f"{self.key}: " if self.key else ""
        return f"{self.path}:{self.line}: {where}{self.message}"


class Source:
    """A YAML file's value together with the line of each key in it."""

    def __init__(
        self, path: str, data: Any, lines: dict[KeyPath, int], faults: list[Fault]
    ) -> None:
        self.path = path
        self.data = data
        self.lines = lines
        self.faults = faults

    def line(self, path: KeyPath) -> int:
        """Return the line of the value at `path`, or of what surrounds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: KeyPath, message: str) -> None:
        """Note a fault at `path`."""
        self.faults.append(Fault(self.path, self.line(path), show(path), message))


def show(path: KeyPath) -> str:
    """Return a key path as a reader writes it: `sections[2].required`."""
    return "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in path).lstrip(".")


def read(path: Path, name: str = "") -> Source:
    """Read a YAML file; faults are in the result, never raised.

    Args:
        path: the file.
        name: how messages call it; its path where empty.
    """
    source = Source(name or str(path), None, {}, [])
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        source.fault((), f"the file can't be read: {error}")
        return source
    return read_text(text, source.path)


def read_text(text: str, name: str, most: int = 0) -> Source:
    """Read YAML text; faults are in the result, never raised.

    Args:
        text: the text.
        name: how messages call its file.
        most: how many nodes it may expand to, if more than `MOST_NODES`.
    """
    source = Source(name, None, {}, [])
    try:
        node = compose(text)
        if node is not None:
            source.data = _Builder(source, max(most, MOST_NODES)).build(node, ())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        source.faults.append(Fault(name, line, "", f"this is not YAML: {problem}"))
    except RecursionError:
        source.fault((), "the file is nested too deeply, or an alias holds itself")
    return source


def compose(text: str) -> yaml.Node | None:
    """Return YAML text as nodes, None where it says nothing.

    Raises:
        yaml.YAMLError: it is none.
        RecursionError: it is nested too deeply; the parser itself would end the process.
    """
    if text.count("[") + text.count("{") > DEEPEST or _DASHES.search(text):
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise RecursionError
    return yaml.compose(text, Loader=_LOADER)


class _Builder:
    """Turns composed nodes into plain values, noting lines, within a bound."""

    def __init__(self, source: Source, most: int) -> None:
        self.source = source
        self.scalars = yaml.SafeLoader("")
        self.left = most

    def build(self, node: yaml.Node, path: KeyPath) -> Any:
        self.left -= 1
        if self.left < 0:
            raise yaml.YAMLError("it expands to too many values: are there aliases of aliases?")
        self.source.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(child, (*path, i)) for i, child in enumerate(node.value)]
        return self._scalar(cast("yaml.ScalarNode", node), path)

    def _scalar(self, node: yaml.ScalarNode, path: KeyPath) -> Any:
        try:
            return self.scalars.construct_object(node)
        except (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError):
            # PyYAML raises the latter for a tag that its text does not fit: `!!bool maybe`.
            self.source.fault(path, f"{node.value!r} can't be read as a value: put it in quotes")
            return str(node.value)

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            self.source.lines[(*path, key)] = key_node.start_mark.line + 1
            if key in result:
                self.source.fault((*path, key), "this key stands twice; the last one counts")
            result[key] = self.build(value_node, (*path, key))
        return result


def convert(source: Source, data: Any, kind: type[T], path: KeyPath = ()) -> T | None:
    """Return `data` as a value of a msgspec Struct; note every fault and leave it out.

    A part that can't be used is taken out, the fault noted, and the rest converted, so that all
    faults of a file are told at once. None where nothing is left to convert.
    """
    taken_out: dict[KeyPath, set[int]] = {}
    told: set[KeyPath] = set()
    for _ in range(MOST_NODES):
        try:
            return msgspec.convert(data, kind, strict=True)
        except msgspec.ValidationError as error:
            message, where = _explain(str(error), kind)
            found = tuple(_locate(where))
            here = _as_written(found, taken_out)
            # What is missing after something was taken out of it follows from that fault.
            follows = message.endswith(_MISSING) and any(t[: len(here)] == here for t in told)
            if not follows:
                source.fault((*path, *here), message)
            told.add(here)
            if here and isinstance(here[-1], int):
                taken_out.setdefault(here[:-1], set()).add(here[-1])
            data = _without(data, found)
            if data is None:
                return None
    return None


def _as_written(found: KeyPath, taken_out: dict[KeyPath, set[int]]) -> KeyPath:
    """Return a path with the places that list entries had before others were taken out."""
    here: KeyPath = ()
    for step in found:
        if isinstance(step, int):
            gone = taken_out.get(here, set())
            places = (n for n in range(step + len(gone) + 1) if n not in gone)
            step = next(n for at, n in enumerate(places) if at == step)
        here = (*here, step)
    return here


def _explain(text: str, kind: type) -> tuple[str, str]:
    """Return msgspec's message in a writer's words, and its path."""
    message, _, where = text.partition(" - at `")
    where = where.rstrip("`")
    unknown = re.match(r"Object contains unknown field `(.*)`", message)
    if unknown:
        name = unknown[1]
        offered = keys_at(kind, _locate(where))
        return f"{name!r} is not known here{did_you_mean(name, offered)}", f"{where}.{name}"
    lacking = re.match(r"Object missing required field `(.*)`", message)
    if lacking:
        return f"{lacking[1]!r}{_MISSING}", where
    expected = re.match(r"Expected `(.*)`, got `(.*)`", message)
    if expected:
        wanted, given = (_in_words(types) for types in expected.groups())
        return f"expected {wanted}, got {given}", where
    least = re.match(r"Expected `int` >= (\d+)", message)
    if least:
        return f"expected a whole number from {least[1]} on", where
    value = re.match(r"Invalid enum value '(.*)'", message)
    if value:
        allowed = values_of(kind, where.rpartition(".")[2])
        words = f"allowed: {' or '.join(map(repr, allowed))}{did_you_mean(value[1], allowed)}"
        return f"{value[1]!r} is not allowed here; {words}", where
    return message, where


def _in_words(types: str) -> str:
    """Return msgspec's names of types as a writer calls them."""
    return _WORDS.get(types) or " or ".join(_WORDS.get(t, t) for t in types.split(" | "))


def _locate(where: str) -> Iterator[Key]:
    """Yield the steps of msgspec's path, as `$.sections[2].title`."""
    for match in _STEP.finditer(where):
        step: Key = match[1] if match[1] is not None else int(match[2]) if match[2] != "..." else 0
        yield step


def _without(data: Any, path: KeyPath) -> Any:
    """Return `data` without the part at `path`; None where that is all of it."""
    if not path:
        return None
    head, rest = path[0], path[1:]
    if isinstance(data, dict) and head in data:
        left = _without(data[head], rest)
        return {
            k: (left if k == head else v) for k, v in data.items() if k != head or _is_left(left)
        }
    if isinstance(data, list) and isinstance(head, int) and head < len(data):
        left = _without(data[head], rest)
        return [
            left if i == head else v for i, v in enumerate(data) if i != head or _is_left(left)
        ]
    return None


def _is_left(value: Any) -> bool:
    """Whether a part is still there after a fault was taken out of it."""
    return value is not None
