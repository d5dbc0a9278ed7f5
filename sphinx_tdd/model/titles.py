"""How titles, labels and columns are compared: by a key that forgets what writers vary.

Two titles are the same when their keys are equal. The key ignores case, a leading number or
letter, the difference of `&`, `/` and "and", plural and singular, hyphens, "(optional)",
punctuation at the end, emoji, accents and white space; numbers, "and" and "(optional)" in English,
German, French and Japanese. Nothing here judges likeness except `closest`,
whose answer is only ever shown as a question.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_ROMAN = r"(?=[ivxlc])(?:x{0,3})(?:ix|iv|v?i{0,3})"
_NUMBERING = re.compile(
    rf"""^(?:
        (?:section|chapter|part|appendix|annexe?|§
            |abschnitt|kapitel|teil|anhang|anlage|chapitre|partie)
            (?:\s*\d+(?:\.\d+)*|\s+(?:[a-z]|{_ROMAN}))(?:\.|\)|:|\s+[-–—:]|(?=\s))\s*  # Section 3:
      | 第\s*[\d一二三四五六七八九十]+\s*[章節部編項]\s*[-–—:：.、]?\s*           # 第1章
      | (?:付録|別紙)\s*(?:\d+|[a-z])(?:[.):：、]\s*|\s+)                     # 付録A
      | [①-⑳]\s*
      | \(?\d+(?:\.\d+)*(?:[.):、．）：](?:\s*(?=[^\W\d])|\s+)|(?:\s+[-–—:])?\s+)  # 1 · 1. · 1.1
      | \(?(?:[a-z]|{_ROMAN})(?:\.\d+)*(?:\.|\)|:|\s+[-–—])\s+    # A. · IV. · a) · A.1. · A -
      | [a-z](?:\.\d+)+\s+                                         # A.1
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_OPTIONAL = re.compile(
    r"\s*[(\[](?:optional|if applicable|if any|falls zutreffend|facultati(?:f|ve)|optionnel(?:le)?"
    r"|任意|省略可|オプション)[)\]]\s*$"
)
_PLURAL_MARK = re.compile(r"\(s\)")
_AND = (
    r"&|/|\+|\b(?:and|und|et)\b|および|及び|ならびに|並びに|・"
    r"|(?<=[一-龥々ァ-ヺー\da-z])と(?=[一-龥ァ-ヺ\da-z])"
)
"""What joins the parts of a title; a Japanese "と" between hiragana may be part of a word."""
_JOINERS = re.compile(rf"\s*(?:{_AND})\s*")
_SEPARATORS = re.compile(rf"\s*(?:{_AND}|,|、)\s*", re.IGNORECASE)
_CIRCLED = re.compile(r"^\s*[①-⑳]\s*")
_ACCENTS = re.compile("[\u0300-\u0302\u0308\u0327]")
_LONG_END = re.compile(r"(?<=[ァ-ヺー][ァ-ヺ])ー(?![ァ-ヺー])")
"""The long vowel at the end of a Japanese word, which many leave out: サーバー, サーバ."""
_PARENTHESIS = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")
_APPENDIX = re.compile(r"^\W*appendi(?:x|ces)\b\s*(?:\w{1,3}\s*)?[:.–—-]", re.IGNORECASE)
_CONTAINED = 0.8
"""How alike "Scope" and "Out of Scope" are."""
_NOT_WORD = re.compile(r"[^\w#]+")


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
    stripped = _NUMBERING.sub("", title, count=1).strip()
    return stripped or title


def _folded(title: str) -> str:
    """Return a title in one form of its letters: without case, accents, width."""
    text = unicodedata.normalize("NFKC", _CIRCLED.sub("", title)).casefold().strip()
    if text.isascii():
        return text
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text.replace("œ", "oe")))
    return _LONG_END.sub("", unicodedata.normalize("NFC", plain))


@lru_cache(maxsize=65536)
def title_key(title: str) -> str:
    """Return the key by which a title, label or column is compared.

    The empty text is the key of a title that has no letter or digit in it.
    """
    text = _folded(title)
    text = "".join(c for c in text if unicodedata.category(c) not in {"So", "Cf", "Sk", "Cs"})
    text = _PLURAL_MARK.sub("", text.strip(" \t\n*_`'\"“”‘’"))
    text = _OPTIONAL.sub("", text)
    text = _JOINERS.sub(" and ", f" {cut_number(text)} ")
    words = _NOT_WORD.sub(" ", text.replace("_", " ").replace("'", "").replace("’", "")).split()
    return " ".join(_stem(word) for word in words)


@lru_cache(maxsize=65536)
def part_keys(title: str) -> tuple[str, ...]:
    """Return the keys of the parts of a title that names several things, or nothing.

    "Authentication & Authorization" has two parts; "Overview" has none.
    """
    folded = cut_number(_folded(title))
    parts = [title_key(part) for part in _SEPARATORS.split(folded) if part.strip()]
    return tuple(dict.fromkeys(parts)) if len(parts) > 1 else ()


def second_names(title: str) -> tuple[str, ...]:
    """Return keys by which a title may be known where nothing is known by all of it.

    What it is without a parenthesis at its end, as in "Endpoints (REST)"; for "Appendix A: Data"
    that it is an appendix.
    """
    found = []
    bare = _PARENTHESIS.sub("", title)
    if bare != title and title_key(bare):
        found.append(title_key(bare))
    if _APPENDIX.match(title):
        found.append(title_key("Appendix"))
    return tuple(found)


def closest(wanted: str, offered: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the offered text most like `wanted`, to be shown as "did you mean", or None.

    `cutoff` is the least likeness, from 0 (anything) to 1 (the same).
    """
    key = title_key(wanted)
    scored = [(_likeness(key, title_key(text)), text) for text in dict.fromkeys(offered)]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] >= cutoff else None


def _likeness(one: str, other: str) -> float:
    """Return how alike two keys are: by their letters, or where one has all words of the other."""
    words, others = set(one.split()), set(other.split())
    shared = len(words & others)
    contained = _CONTAINED if shared and shared == min(len(words), len(others)) else 0.0
    return max(contained, difflib.SequenceMatcher(None, one, other).ratio())


def did_you_mean(wanted: str, offered: Iterable[str]) -> str:
    """Return the end of a message, "; did you mean 'x'?", or an empty text."""
    found = closest(wanted, offered)
    return f"; did you mean {found!r}?" if found else ""
