"""When YAML needs quotes around a text, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence

_START = re.compile(r"[`@%*&!|>\[\]{},#'\"]|[?:-](?:\s|$)|(?:---|\.\.\.)(?:\s|$)")
_INSIDE = re.compile(r":(?:\s|$)|\s#")
_FLOW = re.compile(r"[\[\]{},?:]")
_BLOCK = re.compile(r"\s*(?:$|[-*+•]\s|\(?[\da-zA-Z#]{1,3}[.)]\s|>|```|~~~|:::|\||\.\. |#)")


def needs_quotes(text: str, *, flow: bool = False) -> bool:
    """Whether YAML reads a plain scalar on one line as something other than `text`."""
    if _START.match(text) or _INSIDE.search(text):
        return True
    return flow and bool(_FLOW.search(text))


def continuation_needs_quotes(line: str) -> bool:
    """Whether YAML misreads a further line of a plain scalar."""
    return bool(line.lstrip().startswith("#") or _INSIDE.search(line))


def is_block(line: str) -> bool:
    """Whether a line begins a block in a document's markup: a list, a table and so on."""
    return bool(_BLOCK.match(line))


def quote(text: str) -> str:
    """Return `text`, on one line or folded over several, in single quotes."""
    return "'" + text.replace("'", "''") + "'"


def quote_lines(lines: Sequence[str]) -> list[str]:
    """Return the same number of lines, quoted so that YAML keeps every line break.

    The indentation of the second line and those below is taken relative to the least of them.
    """
    rest = [line for line in lines[1:] if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in rest), default=0)
    texts = [lines[0].strip(), *(line[margin:].rstrip() for line in lines[1:])]
    escaped = [text.replace("\\", "\\\\").replace('"', '\\"') for text in texts]
    kept = [re.sub(r"^ ", r"\\ ", text) for text in escaped]
    pads = ["", *(" " * (margin or 1) for _ in lines[1:])]
    last = len(lines) - 1
    return [
        pads[i] + ('"' if i == 0 else "") + text + ('"' if i == last else "\\n\\")
        for i, text in enumerate(kept)
    ]


def suggest(key: str, text: str) -> str:
    """Return how `key` with `text` is written so that YAML reads it as it is."""
    if "\n" in text:
        return f"'{key}: |', with the text indented below it"
    return f"{key}: {quote(text)}" if key else quote(text)
