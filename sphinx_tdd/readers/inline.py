"""Inline content of a doctree as text: what a reader of the page reads, and its label.

Brackets that markup made (a citation, a link) are left out, so that brackets in the text are
ones that a writer left there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
from docutils import nodes

_LINKS = {"reference", "pending_xref", "footnote_reference", "citation_reference"}
_SILENT = {"index", "target", "substitution_definition", "system_message", "image", "comment"}
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PHRASE = re.compile(r"^<(?:[A-Z][a-z]*|[A-Za-z][\w-]*\s[^<>=/@:]*[^<>=/@:\s])>$")
"""Words in angle brackets, as `<Insert x>`: to Markdown an element of HTML."""
_LABEL_END = re.compile(r"^\s*(?::|：|=|–|—|-{1,3}(?=\s))\s*|^\s*\n\s*")
_PLAIN_LABEL = re.compile(
    r"^(?P<label>[^\s:：][^:：\n]{0,79}?)\s*(?::(?=\s|$)|：|\s[–—]\s|\s-{1,3}\s)\s*"
)
_ENDS = (":", "：", ".")
_MOST_WORDS = 8
"""A longer text before a colon is a sentence, not a label."""

HARD = "\v"
"""A hard line break in flattened text; a soft one is `\\n`."""


BOX = re.compile(r"^\s*\[[ xX]\]\s+")
"""The box of a task, which MyST-Parser makes one of only where an extension of it is on."""
_LINE_BREAK = re.compile(f"({HARD}\n?|\n)")


class Line(msgspec.Struct, frozen=True):
    """A stretch of text under at most one label.

    Attributes:
        offset: how many lines below the paragraph's first line it begins.
        label: the label that leads it, without its colon, or "".
        bold: whether the label is bold.
        text: the text after the label, hard and soft breaks as spaces.
    """

    offset: int
    label: str
    bold: bool
    text: str


def _characters(node: nodes.Text) -> str:
    """Return a text; escaped characters, which few texts have, carry a mark that has to go."""
    return node.astext() if "\x00" in node else str.__str__(node)


def _pieces(node: nodes.Node, in_link: bool = False) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        text = _characters(node)
        yield text.replace("[", "").replace("]", "") if in_link else text
    elif isinstance(node, nodes.raw):
        text = str(node.astext()).strip() if node.get("format") == "html" else ""
        if _BREAK.match(text):
            yield HARD
        elif _PHRASE.match(text):
            yield text
    elif isinstance(node, nodes.Element) and node.tagname not in _SILENT:
        linked = in_link or node.tagname in _LINKS
        for child in node.children:
            yield from _pieces(child, linked)


def _text_of(node: nodes.Node) -> str:
    """Return the text of a piece of a paragraph, line breaks kept."""
    return _characters(node) if isinstance(node, nodes.Text) else "".join(_pieces(node))


def is_plain(node: nodes.Node) -> bool:
    """Whether a node holds text alone, as most do: that needs no walk."""
    children = node.children
    return len(children) == 1 and isinstance(children[0], nodes.Text)


def flatten(node: nodes.Node) -> str:
    """Return the text of a node, white space folded to single spaces."""
    if is_plain(node):
        return " ".join(_text_of(node.children[0]).split())
    return " ".join("".join(_pieces(node)).replace(HARD, " ").split())


def whole_style(node: nodes.Element) -> str:
    """Return "code" or "raw" where one code span or raw markup is all of `node`, else ""."""
    if is_plain(node):
        return ""
    children = [c for c in node.children if not (isinstance(c, nodes.Text) and not c.strip())]
    if len(children) == 1 and isinstance(children[0], nodes.literal):
        return "code"
    if children and all(isinstance(child, nodes.raw) for child in children):
        return "raw"
    return ""


def is_bold(node: nodes.Element) -> bool:
    """Whether one bold text is all of `node`."""
    children = [c for c in node.children if not (isinstance(c, nodes.Text) and not c.strip())]
    return len(children) == 1 and isinstance(children[0], nodes.strong)


def raw_text(node: nodes.Element) -> str:
    """Return raw HTML as written, with its text: what a bare `<Insert x>` in Markdown is."""
    found = [c for c in node.findall(nodes.raw) if c.get("format") == "html"]
    return " ".join("".join(str(c.astext()) for c in found).split())


def lines(node: nodes.Element) -> list[Line]:
    """Return the paragraph's text, split where a new label begins."""
    if is_plain(node):
        return [_line(0, "", _text_of(node.children[0]))]
    runs = list(_runs(node))
    labelled = bool(runs) and bool(runs[0][2])
    merged: list[tuple[int, bool, str, str]] = []
    for offset, hard, lead, text in runs:
        starts = not merged or (_is_label(lead, text) and (hard or labelled))
        if starts:
            merged.append((offset, hard, lead, text))
        else:
            first, was_hard, label, before = merged[-1]
            merged[-1] = (first, was_hard, label, f"{before}\n{lead}{text}")
    return [_line(offset, lead, text) for offset, _hard, lead, text in merged]


def _runs(node: nodes.Element) -> Iterator[tuple[int, bool, str, str]]:
    """Yield each line of the source.

    Its offset, whether a hard break leads it, its bold lead and the rest of its text.
    """
    offset, hard, lead, text = 0, False, "", ""
    for child in node.children:
        if isinstance(child, nodes.strong) and not lead and not BOX.sub("", text).strip():
            lead, text = flatten(child), ""
            continue
        whole = _text_of(child)
        if "\n" not in whole and HARD not in whole:
            text += whole
            continue
        for part in _LINE_BREAK.split(whole):
            if part[:1] not in {HARD, "\n"} or not part:
                text += part
                continue
            yield offset, hard, lead, text
            offset, hard, lead, text = offset + 1, part[0] == HARD, "", ""
    yield offset, hard, lead, text


def _is_label(lead: str, text: str) -> bool:
    return bool(lead) and (
        lead.endswith(_ENDS) or not text.strip() or bool(_LABEL_END.match(text))
    )


def _is_name(text: str) -> bool:
    """Whether a text before a colon can be a label: short, and no bracket left open."""
    closed = text.count("[") == text.count("]") and text.count("(") == text.count(")")
    return closed and len(text.split()) <= _MOST_WORDS


def _line(offset: int, lead: str, text: str) -> Line:
    if lead and (lead.endswith(_ENDS) or not text.strip() or _LABEL_END.match(text)):
        value = _LABEL_END.sub("", text, count=1)
        return Line(offset, lead.rstrip(":： ").strip(), True, " ".join(value.split()))
    whole = BOX.sub("", f"{lead}{text}").strip()
    plain = _PLAIN_LABEL.match(whole)
    if plain and _is_name(plain["label"]):
        return Line(offset, plain["label"], bool(lead), " ".join(whole[plain.end() :].split()))
    return Line(offset, "", False, " ".join(whole.split()))
