"""The custom properties and classes of the style sheet, read from the file itself."""

from __future__ import annotations

import re

from markdown import code, table
from package import FOLDER

SHEET = FOLDER / "ext" / "static" / "tdd.css"
_BLOCK = re.compile(r"(?P<head>[^{}]*)\{(?P<body>[^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PROPERTY = re.compile(r"(--tdd-[\w-]+)\s*:\s*([^;]+);[ \t]*(?:/\*\s*(.*?)\s*\*/)?")

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


def properties() -> dict[str, tuple[str, str]]:
    """Return each property with its value, the last one, and what is said of it.

    A property of which nothing is said is like the one before.
    """
    found: dict[str, tuple[str, str]] = {}
    for block in _BLOCK.finditer(SHEET.read_text(encoding="utf-8")):
        if _COMMENT.sub("", block["head"]).strip() == ":root":
            before = ""
            for name, value, words in _PROPERTY.findall(block["body"]):
                before = words or found.get(name, ("", before))[1]
                found[name] = (" ".join(value.split()), before)
    return found


def style_properties() -> str:
    """Return the properties as a table."""
    found = properties().items()
    rows = [[code(name), code(value), words] for name, (value, words) in found]
    return table(["Property", "Value", "What it colours or rounds"], rows)


def style_classes() -> str:
    """Return the classes as a table."""
    return table(["Class", "What it is on"], [[code(n), words] for n, words in CLASSES.items()])
