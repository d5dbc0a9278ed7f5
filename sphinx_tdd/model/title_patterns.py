"""The patterns by which titles are read. Apart: a build in which nothing changed needs none."""

from __future__ import annotations

import re

_ROMAN = r"(?=[ivxlc])(?:x{0,3})(?:ix|iv|v?i{0,3})"
NUMBERING = re.compile(
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
OPTIONAL = re.compile(
    r"\s*[(\[](?:optional|if applicable|if any|falls zutreffend|facultati(?:f|ve)|optionnel(?:le)?"
    r"|任意|省略可|オプション)[)\]]\s*$"
)
PLURAL_MARK = re.compile(r"\(s\)")
_AND = (
    r"&|/|\+|\b(?:and|und|et)\b|および|及び|ならびに|並びに|・"
    r"|(?<=[一-龥々ァ-ヺー\da-z])と(?=[一-龥ァ-ヺ\da-z])"
)
"""What joins the parts of a title; a Japanese "と" between hiragana may be part of a word."""
JOINERS = re.compile(rf"\s*(?:{_AND})\s*")
SEPARATORS = re.compile(rf"\s*(?:{_AND}|,|、)\s*")
CIRCLED = re.compile(r"^\s*[①-⑳]\s*")
ACCENTS = re.compile("[\u0300-\u0302\u0308\u0327]")
LONG_END = re.compile(r"(?<=[ァ-ヺー][ァ-ヺ])ー(?![ァ-ヺー])")
"""The long vowel at the end of a Japanese word, which many leave out: サーバー, サーバ."""
PARENTHESIS = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")
APPENDIX = re.compile(r"^\W*appendi(?:x|ces)\b\s*(?:\w{1,3}\s*)?[:.–—-]", re.IGNORECASE)
NOT_WORD = re.compile(r"[^\w#]+")
