"""Text that needs no parser: plain words, and single words in bold, in italics or as code.

Most values are of that kind. Parsing each by itself costs more than all else that a directive
does; the nodes made here are those that the parsers make.
"""

from __future__ import annotations

import re

from docutils import nodes

_LIST = r"(?!\(?[\w\#]{1,5}[.)](?:\s|$))"
"""Not what begins a list: `1.`, `a)`, `IV.`."""

_PLAIN = re.compile(
    rf"""{_LIST}[^\W_]
    (?:[^\W_]|[^\x00-\x7f]|[ ;%]
      |([,!?+=/-])(?!\1|-)                           # no -- · ,, · ?? · +-
      |\.(?=\s|$|\d)                                 # no ... · no www.
      |:(?=[ ])                                      # no :: · no ://
      |(?<=\w)'(?=\w)
      |\((?!\w{{1,2}}\))|\)                          # no (c) · (tm)
    )*$""",
    re.VERBOSE,
)
"""A line that no markup of either parser touches."""

_ONE_PARAGRAPH = re.compile(rf"{_LIST}[^\W_].*(?<!::)$")
"""A line that both parsers read as one paragraph, whatever inline markup is in it."""

_BEFORE, _AFTER = r"(?<![^\s(])", r"(?=[\s.,;:)!?]|$)"
_WORDS = r"[^\W_]+(?:[ -][^\W_]+)*"
_CODE = r"\w+(?:[ ./-]\w+)*"
_MYST = re.compile(rf"{_BEFORE}(?:\*\*({_WORDS})\*\*|\*({_WORDS})\*|`({_CODE})`){_AFTER}")
_RST = re.compile(rf"{_BEFORE}(?:\*\*({_WORDS})\*\*|\*({_WORDS})\*|``({_CODE})``){_AFTER}")


def is_one_paragraph(text: str) -> bool:
    """Whether `text` is one line that begins no block."""
    return bool(_ONE_PARAGRAPH.match(text))


def is_plain(text: str) -> bool:
    """Whether `text` is one paragraph without markup, in Markdown and in reStructuredText."""
    if "\n" in text:
        return all(map(_PLAIN.match, text.split("\n")))
    return bool(_PLAIN.match(text))


def read_spans(text: str, rst: bool) -> list[nodes.Node] | None:
    """Return the inline nodes of a paragraph; None where it takes a parser to make them."""
    if is_plain(text):
        return [nodes.Text(text)]
    pattern = _RST if rst else _MYST
    if "\n" in text or not is_plain(pattern.sub("x", text)):
        return None
    found: list[nodes.Node] = []
    end = 0
    for match in pattern.finditer(text):
        found += _words(text[end : match.start()])
        found.append(_span(match))
        end = match.end()
    return [*found, *_words(text[end:])]


def _words(text: str) -> list[nodes.Node]:
    return [nodes.Text(text)] if text else []


def _span(match: re.Match[str]) -> nodes.Node:
    bold, italic, code = match.groups()
    if code is not None:
        return nodes.literal(code, code)
    return nodes.strong(match[0], bold) if bold is not None else nodes.emphasis(match[0], italic)
