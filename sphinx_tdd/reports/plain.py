"""Texts that others wrote, made fit for where they go: one line, a terminal, XML."""

from __future__ import annotations

import re

_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_XML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_QUOTES = _IN_XML | str.maketrans(
    {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}  # else read as spaces
)


def one_line(text: str) -> str:
    """Return a text on one line, without what steers a terminal or turns the writing round."""
    return without_controls(" ".join(text.split()))


def without_controls(text: str) -> str:
    """Return a text without control characters; its lines stay."""
    return _CONTROLS.sub("", text)


def xml_text(text: str) -> str:
    """Return a text as the content of an XML element; characters that XML forbids are left out."""
    return _FORBIDDEN.sub("", text).translate(_IN_XML)


def xml_attributes(**values: object) -> str:
    """Return attributes as XML writes them, each with a space before."""
    return "".join(
        f' {name}="{_FORBIDDEN.sub("", str(value)).translate(_IN_QUOTES)}"'
        for name, value in values.items()
    )


def count(number: int, noun: str) -> str:
    """Return how many there are of something: `1 finding`, `2 findings`."""
    return f"{number} {noun if number == 1 else f'{noun}s'}"
