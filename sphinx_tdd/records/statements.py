"""What a text says of a decision: its status, and which others it has to do with.

A link in a text is one character that stands for it, so that nothing in its words is taken for
punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from .numbers import name_key

_FIRST_LINK = 0xE100
_LINKS = 0x500
_LINK = f"[{chr(_FIRST_LINK)}-{chr(_FIRST_LINK + _LINKS - 1)}]"
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]{1,200})\]\(([^()\s]{1,300})\)")

STATUSES = {
    "accepted": (
        *("accepted", "approved", "adopted", "agreed", "decided", "final", "implemented"),
        *("akzeptiert", "angenommen", "beschlossen", "freigegeben", "genehmigt", "umgesetzt"),
        *("accepté", "acceptée", "adopté", "adoptée", "approuvé", "approuvée", "validé"),
        *("validée", "承認", "承認済", "承認済み", "採択", "採用", "採用済み", "決定", "決定済み"),
    ),
    "proposed": (
        *("proposed", "draft", "pending", "provisional", "in review", "under review", "open"),
        *("vorgeschlagen", "entwurf", "in prüfung", "in diskussion", "offen"),
        *("proposé", "proposée", "brouillon", "en discussion", "en relecture", "en attente"),
        *("提案", "提案中", "検討中", "レビュー中", "下書き", "ドラフト"),
    ),
    "rejected": (
        *("rejected", "declined", "dismissed", "abgelehnt", "verworfen"),
        *("rejeté", "rejetée", "refusé", "refusée", "却下", "不採用"),
    ),
    "deprecated": (
        *("deprecated", "obsolete", "retired", "withdrawn", "veraltet", "überholt"),
        *("obsolète", "déprécié", "dépréciée", "abandonné", "abandonnée", "非推奨", "廃止"),
    ),
    "superseded": (
        *("superseded", "superceded", "replaced", "ersetzt durch", "abgelöst durch"),
        *("abgelöst von", "remplacé", "remplacée", "置き換え済み", "置換済み"),
    ),
}
"""The statuses of a decision, each with the words that people write for it."""

_ALONE = re.compile(r"^(?:ersetzt|abgelöst)\W*$")
"""Words for *superseded* that mean the contrary with something behind them."""

_WORDS = {word: status for status, words in STATUSES.items() for word in words}
_STATUS = re.compile(rf"^({'|'.join(sorted(map(re.escape, _WORDS), key=len, reverse=True))})\b")

_SUPERSEDED = (
    r"(?:(?:supersed|superced|replac|obsolet)ed[ -]by|(?:ersetzt|abgelöst) (?:durch|von)"
    r"|remplacée? par)"
)
_RELATIONS = {
    "superseded-by": _SUPERSEDED,
    "supersedes": r"(?:supersed|superced|replac|obsolet)es|ersetzt|remplace",
    "links": (
        r"(?:amend|clarif|extend|refin|updat|compl(?:e|i)ment)(?:s|es|ies|ed[ -]by|ied[ -]by)"
        r"|relate[sd] to|related|depends on|see also"
        r"|(?:ergänzt|geändert|präzisiert)(?: durch)?|ändert|hängt ab von|siehe auch"
        r"|(?:complète|modifie|précise)|(?:complét|modifi|précis)ée? par|dépend de|voir aussi"
    ),
}
_RELATION = re.compile(
    r"^(?:(?:it|this|which) )?(?:(?:is|was|has been|been|wird|wurde|est|a été) )?"
    r"(?:partially |partly |now )?(?:"
    + "|".join(f"(?P<r{number}>{form})" for number, form in enumerate(_RELATIONS.values()))
    + r")\b\s*:?\s*",
    re.IGNORECASE,
)
_STATUS_THEN = re.compile(
    rf"^[a-z]{{4,12}}\b\W{{0,4}}(?:(?:and|but|now)\s+)?(?=(?:is |was )?{_SUPERSEDED})",
    re.IGNORECASE,
)
_NAME = (
    r"(?:(?:[A-Z]{2,9}(?:-[A-Z]{2,9})?|[Aa]dr|[Dd]ecision)[\s#_.-]{0,2})?#?\d{1,6}"
    r"(?=\s*(?:$|[,;.&)(]|and\b|or\b|on\b|in\b|" + _LINK + "))"
)
_REFERENCE = re.compile(rf"(?P<link>{_LINK})|(?P<name>{_NAME})")
_BETWEEN = re.compile(r"\s*(?:,\s*and\b|,|&|;|\+|/|\band\b)\s*")
_SENTENCE = re.compile(r"(?<=[.;!])\s+(?=[^\d\W]|[^\x00-\x7f])|\s*\n\s*")
_LABEL = re.compile(r"^(?P<label>[^\W\d_][\w /()-]{1,30}?)\s*[:：]\s*(?P<text>.*)$", re.DOTALL)
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class Target(msgspec.Struct, frozen=True, array_like=True):
    """Where a link leads: its words and a docname, or an address elsewhere."""

    text: str
    docname: str = ""
    is_elsewhere: bool = False


class Reference(msgspec.Struct, frozen=True, array_like=True):
    """A decision that a text names.

    Attributes:
        docname: the document that a link leads to, or "".
        is_sure: whether it is meant as a name: a link or a number, and no free words.
        is_elsewhere: whether a link leads out of the project.
    """

    text: str
    docname: str = ""
    is_sure: bool = True
    is_elsewhere: bool = False
    line: int = 0


class Statement(msgspec.Struct, frozen=True, array_like=True):
    """A sentence or two, where they stand, and the links in them."""

    text: str
    line: int = 0
    links: tuple[Target, ...] = ()


def mark(number: int) -> str:
    """Return the character that stands for a link in a text, by its number from 0."""
    return chr(_FIRST_LINK + min(number, _LINKS - 1))


def from_front_matter(text: str, line: int = 1) -> Statement:
    """Return a value of the front matter, in which links are written as Markdown has them."""
    links: list[Target] = []

    def keep(found: re.Match[str]) -> str:
        links.append(Target(found[1], found[2], is_elsewhere="://" in found[2]))
        return mark(len(links) - 1)

    return Statement(_MARKDOWN_LINK.sub(keep, text), line, tuple(links))


def labelled(statement: Statement) -> tuple[str, Statement]:
    """Return the label in front of a statement, "" without one, and what follows it."""
    found = _LABEL.match(statement.text.lstrip("*_ "))
    if found is None:
        return "", statement
    rest = Statement(found["text"].strip("*_ "), statement.line, statement.links)
    return found["label"].strip(), rest


def sentences(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the sentences of statements."""
    for each in statements:
        for text in _SENTENCE.split(each.text):
            bare = text.lstrip("*_`~>•-–— \t\ufe0f\u2705\u26a0\u274c\u2757").strip()
            bare = re.sub(rf"^(?!{_LINK})[^\w(]+", "", bare)
            if bare:
                yield Statement(bare, each.line, each.links)


def status_in(statements: Sequence[Statement]) -> str:
    """Return the status that statements give, in the words of the kind; as written otherwise."""
    said = list(sentences(statements))
    if any(_relation(each)[0] == "superseded-by" for each in said if not _is_partial(each)):
        return "superseded"
    for each in said:
        found = _STATUS.match(each.text.casefold())
        if found is not None:
            return _WORDS[found[1]]
        if _ALONE.match(each.text.casefold()):
            return "superseded"
    bare = [each for each in said if not _relation(each)[0] and not _is_partial(each)]
    return _first_words(bare[0]) if bare else ""


def _is_partial(statement: Statement) -> bool:
    return re.match(r"(?:\w+ ){0,3}part(?:ly|ially) ", statement.text, re.IGNORECASE) is not None


def _first_words(statement: Statement) -> str:
    text = re.split(rf"[.,;:(\n]|{_LINK}", statement.text)[0].strip()
    return text.casefold() if text and len(text) <= 30 else ""


def date_in(statements: Sequence[Statement]) -> str:
    """Return the first day that statements name, or ""."""
    found = (_DATE.search(each.text) for each in statements)
    return next((each[0] for each in found if each), "")


def relations(statements: Sequence[Statement]) -> Iterator[tuple[str, Reference]]:
    """Yield which decisions the sentences name, and by which field of a record."""
    for each in sentences(statements):
        name, rest = _relation(each)
        if name:
            whole = "links" if name == "superseded-by" and _is_partial(each) else name
            for reference in references(Statement(rest, each.line, each.links)):
                yield whole, reference


def _relation(statement: Statement) -> tuple[str, str]:
    """Return the field that a sentence begins with in words, "" for none, and what follows."""
    text = _STATUS_THEN.sub("", statement.text)
    found = _RELATION.match(text)
    if found is None:
        return "", text
    number = next(n for n in range(len(_RELATIONS)) if found[f"r{n}"])
    return list(_RELATIONS)[number], text[found.end() :]


def references(statement: Statement) -> Iterator[Reference]:
    """Yield the decisions that a list of names begins with: links, numbers, or one title."""
    text, at = statement.text.strip(), 0
    found = _REFERENCE.match(text)
    if found is None and text:
        yield from _titled(text, statement.line)
    while found is not None:
        yield _reference(found, statement)
        at = found.end()
        gap = _BETWEEN.match(text, at)
        found = _REFERENCE.match(text, gap.end()) if gap else None


def _reference(found: re.Match[str], statement: Statement) -> Reference:
    if found["name"]:
        return Reference(found["name"], line=statement.line)
    number = ord(found["link"]) - _FIRST_LINK
    if number >= len(statement.links):
        return Reference("", is_sure=False)
    link = statement.links[number]
    return Reference(link.text, link.docname, True, link.is_elsewhere, statement.line)


def _titled(text: str, line: int) -> Iterator[Reference]:
    """Yield the title that free words may be; nobody can tell whether they are."""
    title = re.split(rf"[.;]\s|\s[–—]\s|\s\(|{_LINK}", text)[0].strip(" .\"'“”‘’`*_")
    if title and not name_key(title):
        yield Reference(title, is_sure=False, line=line)
    elif title:
        yield Reference(title, line=line)
