"""Names of decisions that are files: a number, in all the ways in which people write it.

`ADR-0007`, `ADR 7`, `adr7`, `0007` and `7` mean one decision.
"""

from __future__ import annotations

import posixpath
import re

import msgspec

_NUMBERED = re.compile(r"^([a-z][a-z-]{0,11}?)?[\s_.#-]*(?:no\.? *|nr\.? *|#)?0*(\d{1,6})$")
_PREFIXED = re.compile(
    r"^(?P<word>(?:ADR|Adr|adr|AD)(?=[\s#_.-]*\d)"
    r"|(?:Architecture |Architectural )?Decision(?: Record)?(?=[\s#_.-]*\d)"
    r"|[A-Z]{2,9}(?:-[A-Z]{2,9})?(?=[ #_-]*\d{1,6}\s*[:|–—-]\s))"
    r"[\s#_.-]*(?P<number>\d{1,6})\b\s*[.:|)–—-]*\s*"
)
_LEADING = re.compile(r"^#?(?P<number>\d{1,6})\s*(?:[.:|)–—]|-(?=\s))\s*(?=\D)")
_FILE = re.compile(
    r"^(?P<word>[A-Za-z]{2,9}[-_ ]?)?(?P<number>\d{1,6})(?![A-Za-z0-9])(?!-\d\d-\d\d)"
)
DEFAULT = "ADR"
"""The word before a number that stands alone."""


class Numbered(msgspec.Struct, frozen=True):
    """A title without its number, and the id that the number makes, "" without one.

    Attributes:
        is_said: whether the title says the word before the number too.
    """

    title: str
    id: str = ""
    is_said: bool = False


def name_key(name: str) -> str:
    """Return the key by which a numbered name is compared, "" for a name without a number."""
    found = _NUMBERED.match(" ".join(name.casefold().split()))
    if found is None:
        return ""
    word = (found[1] or DEFAULT.casefold()).strip("-")
    return f"{'adr' if 'decision' in word else word}-{found[2]}"


def split_title(title: str) -> Numbered:
    """Return a title cut from the number in front of it: `ADR-0007: Use Kafka`, `7. Use Kafka`."""
    text = " ".join(title.split())
    found = _PREFIXED.match(text)
    if found is not None:
        rest = text[found.end() :].strip()
        word = found["word"] if found["word"].isupper() else DEFAULT
        return Numbered(rest or text, f"{word}-{found['number']}", is_said=True)
    found = _LEADING.match(text)
    if found is not None:
        return Numbered(text[found.end() :].strip(), f"{DEFAULT}-{found['number']}")
    return Numbered(text)


def file_id(docname: str) -> str:
    """Return the id that the number in front of a file's name makes, or "".

    A date in front is no number.
    """
    name = posixpath.basename(docname)
    found = _FILE.match(name)
    if found is None or (found["word"] and not found["word"].rstrip("-_ ").isalpha()):
        return ""
    word = (found["word"] or "").rstrip("-_ ").upper() or DEFAULT
    return f"{word}-{found['number']}"
