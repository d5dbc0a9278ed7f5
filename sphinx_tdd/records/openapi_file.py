"""An OpenAPI 3 description as it is read: values with their places, references followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import msgspec

from ..model.finding import Rule
from ..model.kind import Problem
from ..model.yamlfile import KeyPath, Source, read_text

MOST_REFERENCES = 20
"""How many references are followed one after the other."""

_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\.")
_ESCAPES = {"~1": "/", "~0": "~"}
_VERSION = re.compile(r"3(?:\.\d.*)?")


class Spot(msgspec.Struct, frozen=True):
    """A value in the file, and where it stands."""

    value: Any
    path: KeyPath = ()

    def part(self, key: str) -> Spot:
        """Return what stands under a key; the spot of None where nothing does."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Spot(value, (*self.path, key))

    def pairs(self) -> Iterator[tuple[str, Spot]]:
        """Yield what a mapping holds by key, extensions (`x-…`) left out."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                if not key.startswith("x-"):
                    yield key, Spot(value, (*self.path, key))

    def items(self) -> Iterator[Spot]:
        """Yield what a list holds."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Spot(value, (*self.path, index))

    @property
    def text(self) -> str:
        """The text that stands here, "" where it is no single value."""
        if self.value is None or isinstance(self.value, dict | list):
            return ""
        text = str(self.value)
        return text.lower() if isinstance(self.value, bool) else text

    @property
    def reference(self) -> str:
        """What the value refers to instead of saying it, or ""."""
        found = self.part("$ref").value
        return found if isinstance(found, str) else ""


class Description:
    """A description, and what is wrong with it.

    Args:
        text: the file's text, YAML or JSON.
    """

    def __init__(self, text: str) -> None:
        self.source = _read(text)
        self.problems: list[Problem] = []
        for fault in self.source.faults:
            where = f"{fault.key}: " if fault.key else ""
            self._note(Rule.RECORD_YAML, fault.line, f"{where}{fault.message}")

    @property
    def root(self) -> Spot:
        """The whole; the spot of None where it is no OpenAPI 3 description."""
        whole = Spot(self.source.data)
        version = whole.part("openapi")
        if _VERSION.fullmatch(version.text):
            return whole
        if whole.value is None and self.problems:
            return whole
        if version.text:
            message = f"OpenAPI {version.text} is not read, only OpenAPI 3"
        elif whole.part("swagger").text:
            message = "this is Swagger, which is not read: convert it to OpenAPI 3"
        else:
            message = "this is no OpenAPI 3 description, which begins with 'openapi: 3…'"
        self._note(Rule.RECORD_FILE, self.line(whole.part("swagger")), message)
        return Spot(None)

    def line(self, spot: Spot) -> int:
        """Return the line of a value."""
        return self.source.line(spot.path)

    def follow(self, spot: Spot) -> Spot | None:
        """Return the value that a chain of references within the file ends at.

        None where it leads to another file, which is not read, and where it leads nowhere, which
        is noted.
        """
        found = spot
        for _ in range(MOST_REFERENCES):
            reference = found.reference
            if not reference:
                return found
            if not reference.startswith("#"):
                return None
            target = self._at(reference)
            if target is None:
                self.note(spot, f"the reference {reference!r} leads nowhere")
                return None
            found = target
        self.note(spot, f"the reference {spot.reference!r} leads back to itself")
        return None

    def _at(self, reference: str) -> Spot | None:
        """Return the value that a JSON pointer names, or None."""
        found = Spot(self.source.data)
        for step in reference.removeprefix("#").split("/")[1:]:
            key = re.sub(r"~[01]", lambda escaped: _ESCAPES[escaped[0]], unquote(step))
            if isinstance(found.value, list) and key.isdecimal() and len(key) < 10:
                found = next((s for s in found.items() if s.path[-1] == int(key)), Spot(None))
            else:
                found = found.part(key)
            if found.value is None:
                return None
        return found

    def note(self, spot: Spot, message: str) -> None:
        """Note what is wrong at a place, once."""
        self._note(Rule.RECORD_FILE, self.line(spot), message)

    def _note(self, rule: Rule, line: int, message: str) -> None:
        problem = Problem(rule.value, line, message)
        if problem not in self.problems:
            self.problems.append(problem)


def _read(text: str) -> Source:
    """Read YAML, or JSON in its stead: YAML but for signs that JSON writes as two escapes."""
    if text.lstrip()[:1] == "{":
        text = _PAIR.sub(_joined, text)
    return read_text(text, "", most=len(text))


def _joined(pair: re.Match[str]) -> str:
    if pair[1] is None:
        return pair[0]
    return chr(0x10000 + ((int(pair[1], 16) - 0xD800) << 10) + int(pair[2], 16) - 0xDC00)


def name_of(reference: str) -> str:
    """Return the last name in a reference: `Order` of `#/components/schemas/Order`."""
    path, _, inside = reference.partition("#")
    last = (inside or path).rstrip("/").rpartition("/")[2]
    return re.sub(r"~[01]", lambda escaped: _ESCAPES[escaped[0]], unquote(last))
