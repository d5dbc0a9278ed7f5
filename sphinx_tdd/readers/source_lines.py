"""What the lines of a source say by themselves: underlines, comments, space between sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from inspect import cleandoc

UNDERLINE = re.compile(r"^([!-/:-@[-`{-~])\1*\s*$")
BETWEEN = re.compile(r"^\s*$|^\.\. _.*:\s*$|^\([^()]+\)=\s*$|^-{3,}\s*$|^%|^\.\.\s|^\{.*\}\s*$")
"""Lines between two sections that belong to neither: blank, labels, transitions, comments."""
_NOT_SURE = frozenset("%.({")
_COMMENT_MARKS = re.compile(r"^<!--+|--+>$")


def last_line(lines: Sequence[str], line: int, following: int) -> int:
    """Return the last line that holds something of what begins at a line.

    Args:
        lines: those of the source.
        line: that of a heading; 0 for the document itself.
        following: the line of the heading that follows; 0 if none does.
    """
    end = following - 1 if following else len(lines)
    count = len(lines)
    if line < end <= count:
        text = lines[end - 1]
        if text and _is_content(text):
            return end
    if following and 0 < end <= count and UNDERLINE.match(lines[end - 1]):
        end -= 1
    while line < end <= count:
        text = lines[end - 1]
        if text and (text[0].isalnum() or not BETWEEN.match(text)):
            return end
        end -= 1
    return max(end, line)


def _is_content(text: str) -> bool:
    """Whether a line surely is neither an underline nor between sections, as most are not."""
    first = text[0]
    if first.isalnum():
        return True
    return first not in _NOT_SURE and (text[-1].isalnum() or text[2:3].isalnum())


def is_hidden(html: str) -> bool:
    """Whether a piece of HTML is a comment and nothing else."""
    return html.startswith("<!--") and html.endswith("-->")


def comment_text(comment: str) -> str:
    """Return the text of a comment without the marks that HTML has around it."""
    return cleandoc(_COMMENT_MARKS.sub("", comment.strip()))
