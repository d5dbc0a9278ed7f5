"""Labels: the words that lead a text, and the stretches of text under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

_LABEL_END = re.compile(r"^\s*(?::|：|=|–|—|-{1,3}(?=\s))\s*|^\s*\n\s*")
_LONGEST = 80
"""A longer text before a colon is no label."""
_PLAIN_LABEL = re.compile(
    rf"^(?P<label>[^\s:：][^:：\n]{{0,{_LONGEST - 1}}}?)\s*"
    r"(?::(?=\s|$)|：|\s[–—]\s|\s-{1,3}\s)\s*"
)
_DASH = re.compile(r"\s[-–—]")
_ENDS = (":", "：", ".")
_MOST_WORDS = 8
"""A longer text before a colon is a sentence, not a label."""

HARD = "\v"
"""A hard line break in flattened text; a soft one is `\\n`."""

BOX = re.compile(r"^\s*\[[ xX]\]\s+")
"""The box of a task, which MyST-Parser makes one of only where an extension of it is on."""

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PHRASE = re.compile(r"^<(?:[A-Z][a-z]*|[A-Za-z][\w-]*\s[^<>=/@:]*[^<>=/@:\s])>$")
"""Words in angle brackets, as `<Insert x>`: to Markdown an element of HTML."""
_LINE_BREAK = re.compile(f"({HARD}\n?|\n)")

_CONTENTS = {"toc", "[toc]", "[[toc]]", "[[_toc_]]", "_toc_"}
_LONGEST_CONTENTS = 16

Run = tuple[int, bool, str, str]
"""A line: its offset, whether a hard break leads it, its bold lead, the rest of its text."""


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


def is_contents(text: str) -> bool:
    """Whether a text asks a tool for a table of contents, as `[[_TOC_]]`."""
    return len(text) < _LONGEST_CONTENTS and text.replace(" ", "").casefold() in _CONTENTS


def shown_html(source: str) -> str:
    """Return what of a piece of HTML a reader sees as text: a line break, words in brackets."""
    if _BREAK.match(source):
        return HARD
    return source if _PHRASE.match(source) else ""


def runs_of(pieces: Iterable[tuple[bool, str]]) -> Iterator[Run]:
    """Yield each line of a paragraph.

    Args:
        pieces: what it is made of: whether a piece is strong, and its text with line breaks.
    """
    offset, hard, lead, text = 0, False, "", ""
    for strong, whole in pieces:
        if strong and not lead and not BOX.sub("", text).strip():
            lead, text = " ".join(whole.split()), ""
            continue
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


def merged(runs: Iterable[Run]) -> list[Line]:
    """Return the lines of a paragraph as one, split where a new label begins."""
    found: list[Run] = []
    labelled = False
    for offset, hard, lead, text in runs:
        if not found:
            labelled = bool(lead)
        if not found or (_is_label(lead, text) and (hard or labelled)):
            found.append((offset, hard, lead, text))
        else:
            first, was_hard, label, before = found[-1]
            found[-1] = (first, was_hard, label, f"{before}\n{lead}{text}")
    return [line_of(offset, lead, text) for offset, _hard, lead, text in found]


def _is_label(lead: str, text: str) -> bool:
    return bool(lead) and (
        lead.endswith(_ENDS) or not text.strip() or bool(_LABEL_END.match(text))
    )


def _is_name(text: str) -> bool:
    """Whether a text before a colon can be a label: short, and no bracket left open."""
    if text.isalpha():
        return True
    closed = text.count("[") == text.count("]") and text.count("(") == text.count(")")
    return closed and len(text.split()) <= _MOST_WORDS


def line_of(offset: int, lead: str, text: str) -> Line:
    """Return a stretch of text with its label: its bold lead, or words before a colon."""
    label, bold, rest = split_label(lead, text)
    return Line(offset, label, bold, rest)


def split_label(lead: str, text: str) -> tuple[str, bool, str]:
    """Return the label of a text, whether it is bold, and the text after it.

    Args:
        lead: the bold words that the text begins with, or "".
        text: what follows them.
    """
    if lead:
        end = _LABEL_END.match(text)
        if end or lead.endswith(_ENDS) or not text.strip():
            value = text[end.end() :] if end else text
            return lead.rstrip(":： ").strip(), True, " ".join(value.split())
    whole = f"{lead}{text}"
    whole = (BOX.sub("", whole) if "[" in whole else whole).strip()
    found = _plain_label(whole)
    if found and _is_name(found[0]):
        return found[0], bool(lead), " ".join(whole[found[1] :].split())
    return "", False, " ".join(whole.split())


def _plain_label(text: str) -> tuple[str, int] | None:
    """Return the words that lead a text as a label does, and where the text after them begins."""
    if text.isascii():
        colon = text.find(":")
        head = text if colon < 0 else text[:colon]
        if "-" not in head or not _DASH.search(head):
            if colon <= 0:
                return None
            if "\n" not in head:
                label = head.rstrip()
                ends = colon + 1 == len(text) or text[colon + 1].isspace()
                return (label, colon + 1) if ends and len(label) <= _LONGEST else None
    elif ":" not in text and "：" not in text and not _DASH.search(text):
        return None
    match = _PLAIN_LABEL.match(text)
    return (match["label"], match.end()) if match else None
