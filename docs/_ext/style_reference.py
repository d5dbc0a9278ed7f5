"""The custom properties and classes of the style sheet, read from the file itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown import code, table
from package import FOLDER

SHEET = FOLDER / "ext" / "static" / "tdd.css"
_BLOCK = re.compile(r"(?P<head>[^{}]*)\{(?P<body>[^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PROPERTY = re.compile(r"(--tdd-[\w-]+)\s*:\s*([^;]+);[ \t]*(?:/\*\s*(.*?)\s*\*/)?")
_ASKED = re.compile(r"var\(\s*(--tdd-[\w-]+)")

CLASSES = {
    "tdd-table": "A table of ours: of records, or of what the project holds.",
    "tdd-KIND-table": "A table of records of a kind, as `tdd-risk-table`.",
    "tdd-record": "A record in a block of its own.",
    "tdd-KIND-record": "A record of a kind in a block, as `tdd-decision-record`.",
    "tdd-lead": "The line of a record with its id, status and level.",
    "tdd-id": "An id.",
    "tdd-level": "A level in words; beside it `tdd-level-1` to `tdd-level-5`, from the least on.",
    "tdd-status": "A status; beside it one for the word, as `tdd-status-accepted`.",
    "tdd-view": "All that a register, a matrix, a diagram or the like shows; beside it "
    "one for its sort, as `tdd-register`.",
}
"""The classes that a project may style, with what they are on."""


def properties() -> dict[str, tuple[str, str, str]]:
    """Return each property with its value, that in the dark, and what is said of it."""
    text = SHEET.read_text(encoding="utf-8")
    light, dark = dict(_light(text)), dict(_dark(text))
    asked = {name: ("", "") for name in _ASKED.findall(text) if name not in light}
    return {
        name: (value, dark.get(name, ""), words)
        for name, (value, words) in (light | asked).items()
    }


def _light(text: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for block in _BLOCK.finditer(text):
        if _COMMENT.sub("", block["head"]).strip() == ":root":
            for name, value, words in _PROPERTY.findall(block["body"]):
                yield name, (" ".join(value.split()), words)


def _dark(text: str) -> Iterator[tuple[str, str]]:
    for block in _BLOCK.finditer(text):
        if 'data-theme="dark"' in block["head"]:
            for name, value, _ in _PROPERTY.findall(block["body"]):
                yield name, " ".join(value.split())


def style_properties() -> str:
    """Return the properties as a table."""
    rows = [
        [code(name), code(light) if light else "–", code(dark) if dark else "the same", words]
        for name, (light, dark, words) in properties().items()
    ]
    return table(["Property", "In the light", "In the dark", "What it is"], rows)


def style_classes() -> str:
    """Return the classes as a table."""
    return table(["Class", "What it is on"], [[code(n), words] for n, words in CLASSES.items()])
