"""Inline markup of reStructuredText as pieces, the same as those of Markdown.

Reads what is certain; of anything else it says that it is not sure.
"""

from __future__ import annotations

import re

from .markdown_nodes import Node
from .unsure import Unsure, is_too_much

MARKUP = re.compile(r"[*`|\\]|_(?!\w)|://.*\[")
"""What a text without any markup has none of."""

_INNER = r"[^\W_](?:[^*`|_\\]*(?:[^\W_]|[.:,;?!)]))?"
_PIECES = re.compile(
    r"(?:(?<=[\s(])|\A)(?:"
    rf"(\*\*{_INNER}\*\*|\*{_INNER}\*)"
    r"|(``[^`\s\\](?:[^`\n]*[^`\s\\])?``)"
    r"|(:[a-z][a-z:+.-]*:`[^`\\\n]*[^`\\\s]`)"
    r")(?=[\s.,;:!?)]|\Z)"
)
_TARGET = re.compile(r"\s<[^<>]*>$")
_CODE_ROLES = frozenset({"code", "literal"})


def parse(text: str) -> tuple[Node, ...]:
    """Return what a text is made of.

    Raises:
        Unsure: it holds markup that is not known here.
    """
    if not MARKUP.search(text):
        return (("text", text, ()),) if text else ()
    if is_too_much(text):
        raise Unsure("too much markup")
    found: list[Node] = []
    before = 0
    for match in _PIECES.finditer(text):
        _add_text(found, text[before : match.start()])
        found.append(_node(match))
        before = match.end()
    _add_text(found, text[before:])
    return tuple(found)


def _add_text(found: list[Node], text: str) -> None:
    if MARKUP.search(text):
        raise Unsure("unusual markup")
    if text:
        found.append(("text", text, ()))


def _node(match: re.Match[str]) -> Node:
    emphasis, code, role = match.groups()
    if code:
        return ("code", code[2:-2], ())
    if role:
        name, _, content = role[1:-1].partition(":`")
        if not content or content[0].isspace():
            raise Unsure("an unusual role")
        shown = _TARGET.sub("", content).rstrip() or content
        return ("code" if name.casefold() in _CODE_ROLES else "role", shown, ())
    if emphasis.startswith("**"):
        return ("strong", "", (("text", emphasis[2:-2], ()),))
    return ("em", "", (("text", emphasis[1:-1], ()),))
