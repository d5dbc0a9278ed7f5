"""Text of elsewhere written as a document's own markup, in which it means nothing but itself."""

from __future__ import annotations

import re
import string

from .plain import plain_text

_SPECIAL = re.compile(r"[\\`*\[<|${]|_(?!\w)|(?<!\w)_|~(?=~)|&(?=#?\w+;)")
_NUMBER = re.compile(r"\(?(?:\d+|[a-zA-Z#]|[ivxlcdmIVXLCDM]+)(?=[.)](?:\s|$))")
_BULLETS = "•‣⁃ "
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]+)(?<!`)\1(?!`)")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_FIRST = 0xF0000
_MOST = 1000
_PLACE = re.compile("[\U000f0000-\U000f03e7]")
_BEFORE = frozenset(" -:/'\"<([{")
_AFTER = frozenset(" '\")]}>-/\\:.,;!?")
_CLOSERS = {'"': '"', "'": "'", "<": ">", "(": ")", "[": "]", "{": "}"}


def escape(text: str) -> str:
    """Return the markup, in Markdown and in reStructuredText, that shows `text` on one line."""
    text = " ".join(text.split()).lstrip(_BULLETS)
    shown = _SPECIAL.sub(r"\\\g<0>", text)
    number = _NUMBER.match(shown)
    if number:
        shown = f"{number[0]}\\{shown[number.end() :]}"
    if shown[:1] in _PUNCTUATION and not shown.startswith("\\"):
        shown = f"\\{shown}"
    return f"{shown[:-1]}\\:" if shown.endswith(":") and shown != "\\:" else shown


_PUNCTUATION = frozenset(string.punctuation)


def code(text: str, rst: bool) -> str:
    """Return the markup that shows `text` as code; as words where code can't hold it."""
    text = " ".join(text.split())
    if not text or "`" in text or text.endswith("\\"):
        return escape(text)
    return f"``{text}``" if rst else f"`{text}`"


def from_markdown(text: str, rst: bool) -> str:
    """Return the first paragraph of Markdown as the document's markup: its words, and its code."""
    paragraph = _PARAGRAPH.split(_PLACE.sub("", text).strip(), maxsplit=1)[0]
    codes: list[str] = []

    def hide(found: re.Match[str]) -> str:
        if len(codes) == _MOST:
            return found[0]
        codes.append(found[2])
        return chr(_FIRST + len(codes) - 1)

    def show(found: re.Match[str]) -> str:
        inside = codes[ord(found[0]) - _FIRST]
        before, after = words[: found.start()][-1:], words[found.end() :][:1]
        return code(inside, rst) if _sets_off(before, inside, after) else escape(inside)

    words = escape(plain_text(_CODE.sub(hide, paragraph)))
    return _PLACE.sub(show, words)


def _sets_off(before: str, inside: str, after: str) -> bool:
    """Whether code may stand between two characters in either syntax."""
    opens = not before or (before in _BEFORE and not inside.startswith(_CLOSERS.get(before, " ")))
    return opens and (not after or after in _AFTER)
