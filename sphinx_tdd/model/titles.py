"""How titles, labels and columns are compared: by a key that forgets what writers vary.

Two titles are the same when their keys are equal. The key ignores case, a leading number or
letter, the difference of `&`, `/` and "and", plural and singular, hyphens, "(optional)",
punctuation at the end, emoji, accents and white space; numbers, "and" and "(optional)" in English,
German, French and Japanese. Nothing here judges likeness except `closest`,
whose answer is only ever shown as a question.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_CONTAINED = 0.8
"""How alike "Scope" and "Out of Scope" are."""
_ROUNDING = 1e-9
_JOINING = ("&", "/", "+", "and", "und", "et")
"""What joins the parts of titles that are written in ASCII."""


def _stem(word: str) -> str:
    """Return a common stem of an English word's singular and plural.

    It need not be a word: "cache" and "caches" give "cach", "branch" and "branches" "branch".
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("yses"):
        return word[:-2] + "is"
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "sis", "xis")):
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def cut_number(title: str) -> str:
    """Return `title` without its leading number or letter; never an empty text."""
    from . import title_patterns as patterns

    stripped = patterns.NUMBERING.sub("", title, count=1).strip()
    return stripped or title


def _folded(title: str) -> str:
    """Return a title in one form of its letters: without case, accents, width."""
    if title.isascii():
        return title.casefold().strip()
    from . import title_patterns as patterns

    text = unicodedata.normalize("NFKC", patterns.CIRCLED.sub("", title)).casefold().strip()
    if text.isascii():
        return text
    plain = patterns.ACCENTS.sub("", unicodedata.normalize("NFD", text.replace("œ", "oe")))
    return patterns.LONG_END.sub("", unicodedata.normalize("NFC", plain))


def _without_symbols(text: str) -> str:
    """Return a text without emoji and what else is neither letter nor punctuation."""
    if text.isascii():
        return text.replace("^", "").replace("`", "")
    return "".join(c for c in text if unicodedata.category(c) not in {"So", "Cf", "Sk", "Cs"})


def _may_join(folded: str) -> bool:
    """Whether there may be something in a title that joins parts of it."""
    return not folded.isascii() or any(mark in folded for mark in _JOINING)


@lru_cache(maxsize=65536)
def title_key(title: str) -> str:
    """Return the key by which a title, label or column is compared.

    The empty text is the key of a title that has no letter or digit in it.
    """
    from . import title_patterns as patterns

    text = _without_symbols(_folded(title)).strip(" \t\n*_`'\"“”‘’")
    if "(" in text or "[" in text or not text.isascii():
        text = patterns.OPTIONAL.sub("", patterns.PLURAL_MARK.sub("", text))
    text = f" {cut_number(text)} "
    if _may_join(text):
        text = patterns.JOINERS.sub(" and ", text)
    bare = text.replace("_", " ").replace("'", "").replace("’", "")
    words = patterns.NOT_WORD.sub(" ", bare).split()
    return " ".join(_stem(word) for word in words)


@lru_cache(maxsize=65536)
def part_keys(title: str) -> tuple[str, ...]:
    """Return the keys of the parts of a title that names several things, or nothing.

    "Authentication & Authorization" has two parts; "Overview" has none.
    """
    folded = _folded(title)
    if not _may_join(folded) and "," not in folded:
        return ()
    from . import title_patterns as patterns

    parts = patterns.SEPARATORS.split(cut_number(folded))
    keys = [title_key(part) for part in parts if part.strip()]
    return tuple(dict.fromkeys(keys)) if len(keys) > 1 else ()


@lru_cache(maxsize=4096)
def second_names(title: str) -> tuple[str, ...]:
    """Return keys by which a title may be known where nothing is known by all of it.

    What it is without a parenthesis at its end, as in "Endpoints (REST)"; for "Appendix A: Data"
    that it is an appendix.
    """
    from . import title_patterns as patterns

    found = []
    bare = patterns.PARENTHESIS.sub("", title)
    if bare != title and title_key(bare):
        found.append(title_key(bare))
    if patterns.APPENDIX.match(cut_number(title)) or patterns.APPENDIX.match(title):
        found.append(title_key("Appendix"))
    return tuple(found)


def closest(wanted: str, offered: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the offered text most like `wanted`, to be shown as "did you mean", or None.

    `cutoff` is the least likeness, from 0 (anything) to 1 (the same).
    """
    key = title_key(wanted)
    found, least = None, cutoff
    for text in dict.fromkeys(offered):
        other = title_key(text)
        if _may_be_like(key, other, least):
            likeness = _likeness(key, other)
            if likeness > least or (found is None and likeness == least):
                found, least = text, likeness
    return found


def _may_be_like(one: str, other: str, least: float) -> bool:
    """Whether two keys may be so alike, by their lengths and the letters that they share.

    It tells nearly all pairs apart, at a small part of what `_likeness` costs.
    """
    enough = least * (len(one) + len(other)) / 2.0 - _ROUNDING
    if (
        min(len(one), len(other)) >= enough
        and (_letters(one) & _letters(other)).bit_count() >= enough
    ):
        return True
    return least <= _CONTAINED and _contained(one, other) >= least


@lru_cache(maxsize=4096)
def _letters(key: str) -> int:
    """Return the letters of a key as bits, one for each time that a letter stands in it.

    Letters may fall together: two keys share at least as many bits as letters, or more.
    """
    times: dict[int, int] = {}
    bits = 0
    for letter in key:
        column = ord(letter) % 64
        row = times[column] = times.get(column, -1) + 1
        bits |= 1 << (64 * row + column)
    return bits


def _contained(one: str, other: str) -> float:
    """Return how alike two keys are where one has all words of the other, else 0."""
    words, others = _words(one), _words(other)
    return _CONTAINED if words and others and (words <= others or others <= words) else 0.0


@lru_cache(maxsize=4096)
def _words(key: str) -> frozenset[str]:
    return frozenset(key.split())


@lru_cache(maxsize=4096)
def _likeness(one: str, other: str) -> float:
    """Return how alike two keys are: by their letters, or where one has all words of the other."""
    import difflib

    return max(_contained(one, other), difflib.SequenceMatcher(None, one, other).ratio())


def did_you_mean(wanted: str, offered: Iterable[str]) -> str:
    """Return the end of a message, "; did you mean 'x'?", or an empty text."""
    found = closest(wanted, offered)
    return f"; did you mean {found!r}?" if found else ""
