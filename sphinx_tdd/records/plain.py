"""Markup made plain: the text of a title, and the name made from it."""

from __future__ import annotations

import re
import unicodedata

_LONGEST_SLUG = 60

_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?:\{[\w:.+-]+\}|:[\w:.+-]+:)`{1,2}[!~]?([^`<]+?)\s*(?:<[^>`]*>)?`{1,2}"),
        r"\1",
    ),
    (re.compile(r"!?\[([^\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])"), r"\1"),
    (re.compile(r"`([^`<]+?)\s*<[^>`]*>`__?"), r"\1"),
    (re.compile(r"(`+)\s?(.+?)\s?\1_{0,2}"), r"\2"),
    (re.compile(r"(?<!\w)(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"(?<!\w)(_{1,2})(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), ""),
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = re.compile("[\ue021-\ue07e]")
_HIDE = 0xE000
_LEAD = re.compile(r"^(?:[-*+•>]|#{1,6}|\d+[.)])\s+")
_MARKERS = re.compile(r"[`*_\[<\\:{]")
_NOT_WORD = re.compile(r"[\W_]+")


def plain_text(markup: str) -> str:
    """Return the first paragraph of `markup` as text on one line, without its markup."""
    text = " ".join(re.split(r"\n\s*\n", markup.strip(), maxsplit=1)[0].split())
    text = _LEAD.sub("", text)
    if not _MARKERS.search(text):
        return text
    text = _ESCAPED.sub(lambda found: chr(_HIDE + ord(found[1])), text)
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return " ".join(_HIDDEN.sub(lambda found: chr(ord(found[0]) - _HIDE), text).split())


def slug(text: str) -> str:
    """Return a name made from a title: its words in lower case with hyphens between them.

    Letters of any script are kept; the empty text is the slug of one without letter or digit.
    """
    words = _NOT_WORD.sub("-", unicodedata.normalize("NFKC", text).casefold()).strip("-")
    if len(words) <= _LONGEST_SLUG:
        return words
    return words[: _LONGEST_SLUG + 1].rpartition("-")[0] or words[:_LONGEST_SLUG]
