"""Titles and labels of a template document: what they say besides their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..checks.placeholders import bracketed, left_in
from ..model.titles import cut_number, title_key

_OPTIONAL = (
    r"optional(?!ly)|opt\.|facultati(?:f|ve)|fakultativ|optionnel(?:le)?|任意|省略可|オプション"
    r"|(?:if|where|when|as)\s+(?:applicable|any|needed|necessary|relevant|appropriate)"
)
_REQUIRED = r"required|mandatory|obligatory|erforderlich|obligatoire|必須"
_MARKED = re.compile(
    rf"\s*[(\[{{<（［](?:(?P<optional>{_OPTIONAL})|(?:{_REQUIRED}))(?!\w)"
    r"[^)\]}>）］]*[)\]}>）］]\s*",
    re.IGNORECASE,
)
"""Says of a title that it need not be there, or that it must."""
_NUMBERS = "One|Two|Three|Four|Five"
_COUNTED = re.compile(
    r"^(?P<stem>\S.*?)"
    rf"(?:\s+#?(?P<count>\d{{1,2}}|[A-HNX-Znx]|I{{1,3}}|IV|VI{{0,3}}|{_NUMBERS}|{_NUMBERS.lower()})"
    r"|(?P<joined>\d{1,2}))(?=$|[:.)?]|\s+[-–—(])"
)
_IDENTIFIED = re.compile(r"^(?P<stem>[A-Z]{1,6})-(?P<count>\d{1,4})(?=$|[:.)\s])")
"""Begins with an id, as "FR-001: Login" does."""
_FIRST = frozenset({"1", "A", "I", "X", "N"})
_OF_ORDER = frozenset(
    map(
        title_key,
        ("Appendix", "Annex", "Annexe", "Attachment", "Exhibit", "Anhang", "Anlage", "Section",
         "Chapter", "Part", "Level"),
    )
)  # fmt: skip
"""What is numbered though it is no example."""
_PHRASE = re.compile(r"\{+[^{}]*\w[^{}]*\}+|<+[^<>=/@]*\w[^<>=/@]*>+")
_NAMED = re.compile(r"^(?P<stem>[^\[{<]*[^\[{<\s:])(?::\s*|\s+(?:[-–—]\s*)?)(?P<phrase>[\[{<].*)$")
"""Ends with a phrase that stands for a name, as "Component: [name]" does."""


_OTHER = re.compile(r"\b(?:an)?other\s+|\bfurther\s+", re.IGNORECASE)
_BEFORE_COLON = re.compile(r"\s+(:)")


def is_phrase(text: str) -> bool:
    """Whether all of a text stands in braces or angle brackets, as `{name of the option}`."""
    return _PHRASE.fullmatch(text.strip()) is not None


class Title:
    """A title of a template document: what it says besides its words.

    Attributes:
        text: the title without what marks it.
        written: as it stands in the document.
        optional: whether it says that it need not be there.
        stem: what an example is one of, as "Component" of "Component A", or "".
        count: the number or letter of an example, or "".
        joined: whether the number is part of a word, as in "Entity1".
        free: whether it is a phrase in brackets: any title will do.
    """

    def __init__(self, written: str) -> None:
        self.written = " ".join(written.split())
        self.optional = any(mark["optional"] for mark in _MARKED.finditer(self.written))
        text = _BEFORE_COLON.sub(r"\1", _MARKED.sub(" ", self.written)).strip()
        self.text = text or self.written
        self.free = bracketed(self.text) or left_in(self.text) or is_phrase(self.text)
        self.stem, self.count, self.joined = self._counted()
        if not self.stem:
            self.stem = self._inner() if self.free else self._before_phrase()

    def _counted(self) -> tuple[str, str, bool]:
        """Return "Phase", "1" and that it is a word of its own, of "Phase 1: Start"."""
        bare = self.text.strip("[]<>{} ") if self.free else self.text
        known = _IDENTIFIED.match(bare)
        if known:
            return known["stem"], known["count"].lstrip("0"), not known["count"].startswith("0")
        match = _COUNTED.match(bare)
        words = title_key(match["stem"]).split() if match else []
        if match is None or not any(map(str.isalpha, "".join(words))) or words[-1] in _OF_ORDER:
            return "", "", False
        stem = cut_number(match["stem"])
        return stem, match["count"] or match["joined"], bool(match["joined"])

    def _before_phrase(self) -> str:
        """Return "Component" of "Component: [Name]"."""
        match = _NAMED.match(self.text)
        if match is None or not (bracketed(match["phrase"]) or is_phrase(match["phrase"])):
            return ""
        return cut_number(match["stem"])

    def _inner(self) -> str:
        """Return "Component" of "[Component Name]"."""
        inner = _OTHER.sub("", self.text.strip("[]<>{} "))
        return re.sub(r"\s+(?:name|title)\s*\w?$", "", inner, flags=re.IGNORECASE) or inner

    @property
    def is_first(self) -> bool:
        """Whether its number or letter begins a row of examples; not that of "OAuth2", "IPv1"."""
        return self.count.upper() in _FIRST and not self.joined


def examples(titles: Sequence[Title]) -> frozenset[str]:
    """Return the keys of the stems of which titles that stand side by side are examples."""
    stems = [title_key(title.stem) for title in titles if title.stem]
    return frozenset(
        stem
        for title in titles
        if (stem := title_key(title.stem))
        and (stems.count(stem) > 1 or title.free or title.is_first or not title.count)
    )
