"""The pieces of a text with inline markup, put together, and what they say."""

from __future__ import annotations

from .labels import HARD, shown_html
from .typography import usual

Node = tuple[str, str, "tuple[Node, ...]"]
"""Its kind, its text as written, and what is in it.

The kinds: text, soft, hard, code, role, raw, image, link, em, strong.
"""


def code_text(content: str) -> str:
    """Return the text of a code span."""
    content = content.replace("\n", " ")
    if content.startswith(" ") and content.endswith(" ") and content.strip(" "):
        return content[1:-1]
    return content


def joined(found: list[Node], tags: dict[int, str]) -> tuple[Node, ...]:
    """Return nodes with those of emphasis around what is in them, and texts joined."""
    levels: list[tuple[str, list[Node]]] = [("", [])]
    for place, node in enumerate(found):
        tag = tags.get(place)
        if tag is None:
            _add(levels[-1][1], node)
        elif tag == ">":
            kind, inner = levels.pop()
            levels[-1][1].append((kind, "", tuple(inner)))
        elif tag:
            levels.append((tag[1:], []))
    return tuple(levels[0][1])


def _add(nodes: list[Node], node: Node) -> None:
    if node[0] == "text" and nodes and nodes[-1][0] == "text":
        nodes[-1] = ("text", nodes[-1][1] + node[1], ())
    else:
        nodes.append(node)


def shown(node: Node, in_link: bool = False) -> str:
    """Return the text of a node as a reader of the page sees it, line breaks kept."""
    kind, text, inner = node
    if kind in ("em", "strong", "link"):
        return "".join(shown(child, in_link or kind == "link") for child in inner)
    if kind == "hard":
        return HARD
    if kind == "raw":
        return shown_html(text)
    if kind == "image":
        return ""
    text = text if kind == "code" else usual(text)
    return text.replace("[", "").replace("]", "") if in_link else text


def unmarked(node: Node) -> str:
    """Return the text of a node without its markup, as the names of headings have it."""
    kind, text, inner = node
    if kind in ("raw", "image", "hard"):
        return ""
    return "".join(map(unmarked, inner)) if inner else text
