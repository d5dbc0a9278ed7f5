"""How the blocks of MyST Markdown begin: what the first characters of a line say."""

from __future__ import annotations

import re

from .markdown_inline import TAG

HASHES = re.compile(r"#{1,6}(?=[ \t]|$)")
FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
TARGET = re.compile(r"\((.+)\)=\s*$")
RULE = re.compile(r"(?:-[ \t]*){3,}$|(?:\*[ \t]*){3,}$|(?:_[ \t]*){3,}$")
BREAK = re.compile(r"\+[ \t]*\+[ \t]*\+")
BULLET = re.compile(r"[-+*](?=[ \t]|$)")
NUMBER = re.compile(r"([0-9]{1,9})[.)](?=[ \t]|$)")
UNDERLINED = re.compile(r"(?:=+|-+)[ \t]*$")
COLON = re.compile(r":(?:::|[^:]+:|[ \t])")
DEFINITION = re.compile(r"[:~][ \t]+\S")
BOX = re.compile(r"\[[ xX]\][ \t]")
DELIMITERS = re.compile(r"(?:[|:][-:| \t]|-[-:|])[-:| \t]*$")
DELIMITER = re.compile(r":?-+:?$")

_NAMES = [
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
]
_VERBATIM = re.compile(r"<(?:script|pre|style|textarea)(?=\s|>|$)", re.IGNORECASE | re.ASCII)
_VERBATIM_END = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE | re.ASCII)
_BLOCK = re.compile(rf"</?(?:{'|'.join(_NAMES)})(?=\s|/?>|$)", re.IGNORECASE | re.ASCII)
_ALONE = re.compile(rf"(?:{TAG})\s*$")
BLANK = re.compile(r"^$")
"""What ends HTML that goes on to the next blank line."""
_PAIRS = (
    (_VERBATIM, _VERBATIM_END),
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (_BLOCK, BLANK),
)


def html_end(rest: str, in_paragraph: bool = False) -> re.Pattern[str] | None:
    """Return what ends the HTML that begins with a line; None where none does.

    Args:
        rest: the line without its indentation.
        in_paragraph: whether the line would interrupt a paragraph, which one tag alone can't.
    """
    for start, end in _PAIRS:
        if start.match(rest):
            return end
    return BLANK if not in_paragraph and _ALONE.match(rest) else None


def marker(rest: str) -> tuple[str, str]:
    """Return the marker of a list item, and the sign that tells its list; "" if there is none."""
    if rest[1:2] == " " and rest[0] in "-*+":
        return rest[0], rest[0]
    match = BULLET.match(rest) or NUMBER.match(rest)
    return (match[0], match[0][-1]) if match else ("", "")
