"""Paragraphs, headings and cells of Markdown: what their markup says, as text and labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..model.outline import Block
from .emphasis import SPACES
from .labels import is_contents, merged, runs_of, split_label
from .markdown_inline import MARKUP, parse
from .markdown_nodes import Node, code_text, shown, unmarked
from .sections import Words
from .source_lines import is_hidden
from .typography import usual
from .unsure import Unsure, is_too_much

_BREAK = "<br />\n"
_REMEMBERED = 2048
START = 8
"""How much of a text says whether the box of a task is in it."""
_SHORT = 24
"""A text so short may be the mark of a table of contents."""
_ALONE = 3
_INNER = r"[^\n\\`*_\[!<&{$~]"
_SIMPLE = re.compile(
    rf"(\*\*[^\W_](?:{_INNER}*[^\W_])?\*\*(?!\*)|\*\*[^\W_]{_INNER}*[:.,;?)]\*\*(?=\s|\Z)"
    rf"|\*[^\W_](?:{_INNER}*[^\W_])?\*(?!\*)|`[^`\n]+`(?!`))"
)
"""Emphasis around words and code spans, where nothing else can be meant."""
_LINED = frozenset({"code", "image", "link", "em", "strong"})
"""The markup of which MyST-Parser notes the line, which a comment that follows then has."""
_MAY_HOLD_IMAGE = frozenset({"image", "link", "role"})
_MOST_IN_CONTENTS = 4


def put_paragraph(content: str, line: int, box: bool, into: list[Block]) -> str:
    """Put in the blocks of a paragraph; return how its text begins.

    Args:
        content: its source.
        line: its first line, from 1.
        box: whether the box of a task stands before it.
        into: takes the blocks.

    Raises:
        Unsure: it holds markup that is not known here.
    """
    if box or len(content) < _SHORT or is_too_much(content):
        return put_marked(parse(content), line, box, into)
    if not MARKUP.search(content):
        put_plain(content, line, into)
        return content[:START]
    return _put_simple(content, line, into) or put_marked(parse(content), line, box, into)


def put_plain(text: str, line: int, into: list[Block]) -> None:
    """Put in a paragraph without markup."""
    label, _, rest = split_label("", usual(text))
    if (rest or label) and not is_contents(rest):
        into.append(Block("paragraph", line, rest, label))


def _put_simple(content: str, line: int, into: list[Block]) -> str:
    """Put in a paragraph with simple markup; return "" where its markup is not that simple."""
    pieces = _SIMPLE.split(content)
    if MARKUP.search("".join(pieces[::2])):
        return ""
    if not content.isascii() or "--" in content or ". ." in content:
        pieces = [piece if piece[:1] == "`" else usual(piece) for piece in pieces]
    lead = ""
    if not pieces[0] and pieces[1][:2] == "**":
        lead = " ".join(pieces[1][2:-2].split())
        pieces[1] = ""
    for place in range(1, len(pieces), 2):
        piece = pieces[place]
        if piece:
            pieces[place] = code_text(piece[1:-1]) if piece[0] == "`" else piece.strip("*")
    text = "".join(pieces)
    style = "code" if len(pieces) == _ALONE and content[0] == "`" and content[-1] == "`" else ""
    label, bold, rest = split_label(lead, text)
    if rest or label:
        into.append(Block("paragraph", line, rest, label, style or ("strong" if bold else "")))
    return (lead + text)[:START] or " "


def put_marked(nodes: tuple[Node, ...], line: int, box: bool, into: list[Block]) -> str:
    """Put in a paragraph of which the markup is known; return how its text begins."""
    start = "<input" if box else "".join(map(_as_text, nodes))[:START]
    count = len(nodes) + box + sum(node[0] == "hard" for node in nodes)
    if count < _MOST_IN_CONTENTS and is_contents(_flat(nodes)):
        if count > 1 and any(node[0] == "strong" for node in nodes):
            raise Unsure("a mark of contents that is bold in part")
        return start
    style = _whole_style(nodes)
    if box and (style == "raw" or not _flat(nodes)):
        raise Unsure("no text after the box of a task")
    style = "" if box else style
    if style == "raw":
        raw = _raw_text(nodes)
        if not is_hidden(raw):
            into.append(Block("raw", line, raw))
        return start
    if len(nodes) == 1 and nodes[0][0] == "text" and not box:
        put_plain(nodes[0][1], line, into)
        return start
    for part in merged(runs_of([(node[0] == "strong", shown(node)) for node in nodes])):
        if part.text or part.label:
            shape = style or ("strong" if part.bold else "")
            into.append(Block("paragraph", line + part.offset, part.text, part.label, shape))
    if any(node[0] in _MAY_HOLD_IMAGE for node in nodes):
        alts = [text for node in nodes for text in _images(node)]
        into.extend(Block("diagram", line, alt, "", "image") for alt in alts)
    return start


def _as_text(node: Node) -> str:
    """Return the text of a node as docutils has it, HTML and all."""
    if node[0] == "hard":
        return _BREAK
    return "".join(map(_as_text, node[2])) if node[2] else node[1]


def _is_lined(node: Node) -> bool:
    return node[0] in _LINED


def _images(node: Node) -> Sequence[str]:
    if node[0] == "image":
        return [node[1]]
    return [text for child in node[2] for text in _images(child)]


def _whole_style(nodes: tuple[Node, ...]) -> str:
    """Return "code" or "raw" where one code span or HTML is all of a text, else ""."""
    kinds = [node[0] for node in nodes if node[0] not in ("text", "soft") or node[1].strip()]
    if kinds == ["code"]:
        return "code"
    return "raw" if kinds and all(kind in ("raw", "hard") for kind in kinds) else ""


def _raw_text(nodes: tuple[Node, ...]) -> str:
    found = (
        _BREAK if node[0] == "hard" else node[1] for node in nodes if node[0] in ("raw", "hard")
    )
    return " ".join("".join(found).split())


def _flat(nodes: tuple[Node, ...]) -> str:
    return " ".join("".join(map(shown, nodes)).split())


@lru_cache(maxsize=_REMEMBERED)
def words(content: str, language: str, names: frozenset[str]) -> Words:
    """Return what a heading or a cell says.

    Args:
        content: its source.
        language: the language whose quotes are read as plain ones.
        names: those of links that the document defines.

    Raises:
        Unsure: it holds markup that is not known here.
    """
    if not MARKUP.search(content):
        flat = " ".join(usual(content).split())
        return Words(flat, "", " ".join(content.lower().split()), False)
    return words_of(parse(content))


@lru_cache(maxsize=_REMEMBERED)
def heading_of(rest: str, language: str, names: frozenset[str]) -> tuple[Words, int]:
    """Return what a heading says whose line begins with `#`, and its level.

    Args:
        rest: the line.
        language: the language whose quotes are read as plain ones.
        names: those of links that the document defines.

    Raises:
        Unsure: it holds markup that is not known here.
    """
    body = rest.lstrip("#")
    level = len(rest) - len(body)
    body = body.rstrip(" \t")
    cut = body.rstrip("#")
    title = cut if cut != body and cut[-1:] in (" ", "\t") else body
    return words(title.strip(SPACES), language, names), level


def words_of(nodes: tuple[Node, ...]) -> Words:
    """Return what a heading or a cell says of which the markup is known."""
    style = _whole_style(nodes)
    name = " ".join("".join(map(unmarked, nodes)).lower().split())
    bold = [n[0] for n in nodes if n[0] != "text" or n[1].strip()] == ["strong"]
    raw = _raw_text(nodes) if style == "raw" else ""
    return Words(_flat(nodes), style, name, any(map(_is_lined, nodes)), bold, raw)
