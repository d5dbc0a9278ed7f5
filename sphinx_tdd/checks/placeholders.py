"""Whether a text is template text that was left in.

Text alone is judged here, without its place: `units` says what counts as a whole text.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

from ..model import phrases

_BRACKETED = re.compile(r"\[(?P<inner>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]")
_BETWEEN = re.compile(r"\s*[:,;.!?–—-]+\s*|\s+(?=$)|\s+\((?=\[)|\)[:,;.!?\s–—-]*")
_NO_PHRASE = re.compile(
    r"""^(?: \s* | [xX✓✔]
        | [^\w<“‘].*                   # footnotes, citations, data: [^1] · [@key] · ["a"]
        | .*["{}].* | .*\w\(.* | .*,\S.*  # data and calls: [a, "b"] · [f(x)] · [A,B]
        | [a-z][a-z\d]*(?:[_.:][a-z][a-z\d_.:]*)+    # names of configuration sections: [tool.ruff]
        | \d+\s*,.* | [\d\s.,:;–-]+    # arrays, numbered references
        | [A-Z]{2,}[-\s]?\d{2,}\w* )$""",  # RFC7519 · ISO 8601
    re.VERBOSE,
)
_LOOP = re.compile(r"\w+ for \w+ in \w+")
_ANGLE = re.compile(r"^<(?P<inner>[A-Za-z][^<>=/@:]*)>[.:]?$")
_HTML = frozenset({
    "a", "abbr", "address", "area", "article", "aside", "audio", "b", "base", "bdi", "bdo",
    "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col",
    "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "div", "dl", "dt",
    "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe", "img", "input",
    "ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark", "menu", "meta",
    "meter", "nav", "noscript", "object", "ol", "optgroup", "option", "output", "p", "picture",
    "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "section", "select",
    "small", "source", "span", "strong", "style", "sub", "summary", "sup", "svg", "table",
    "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr",
    "track", "u", "ul", "var", "video", "wbr",
})  # fmt: skip
_TO_DO = re.compile(
    r"^(?:TODO|TBD|FIXME|XXX)\b(?!\s+(?:list|app|item|task|comment|entr|service|manager|api|board"
    r"|application|tracker|page|view|feature)\w*\b|-\w|\.\w|/\w)",
)
_TO_BE = re.compile(
    r"^\W*(?:to be (?:determined|defined|decided|done|added|written|completed|filled in)"
    r"|tbd|tba|todo|fixme|coming soon)\W*$",
    re.IGNORECASE,
)
_FORM = re.compile(r"^(?:YYYY-MM-DD|DD[./-]MM[./-]YYYY|MM/DD/YYYY|[A-Z]{2,}-X{2,}|X{3,})$")
_CHOICES = frozenset({
    "very low", "low", "lo", "medium", "med", "moderate", "high", "hi", "very high",
    "critical", "none", "draft", "review", "in review", "proposed", "approved", "accepted",
    "rejected", "deprecated", "superseded", "open", "in progress", "resolved", "closed",
    "done", "yes", "no", "true", "false", "real-time", "batch", "tbd", "n/a", "etc", "get",
    "post", "put", "patch", "delete",
})  # fmt: skip
_CHOICE = re.compile(r"[/|／｜]")
_CHOICE_MARK = re.compile(r"\s*[/|／｜]\s*")
_SENTENCE = re.compile(
    r"(?<![.\s][a-z])(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<=[.!?:])\s+(?=[A-Z(\[])"
)
_FULL_STOP = re.compile(r"(?<=[。！？])\s*")
"""Where a sentence ends in Japanese and Chinese, without a blank after it."""
_FOLD = str.maketrans({"–": "-", "—": "-", "…": "..."} | dict.fromkeys("*_`\"'“”‘’", ""))
_ASIAN = "[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_BROKEN = re.compile(rf"(?<={_ASIAN}) (?={_ASIAN})")
"""Where a line was broken in writing without blanks between words."""
_LONGEST_FORM = 40
_ENOUGH_WORDS = 3
START = 4
"""How many characters tell nearly every text from template text."""
NEVER = sys.maxsize
_TO_DO_STARTS = frozenset("TtFfXCc")
_TO_DO_HEADS = frozenset(phrase[:2] for phrase in phrases.TO_DO)
_TO_DO_MARKS = ("todo", "tbd", "fixme", "xxx", "to be", "tba", "coming soon")
_PLAIN = frozenset(filter(str.isalnum, map(chr, range(128))))
"""With what a text begins that is neither marked nor bracketed."""
MARKS = "*_`\"'“”‘’ "


def bracketed(text: str) -> bool:
    """Whether bracketed phrases, with punctuation and parentheses, are all of a text."""
    at, phrases = 0, 0
    text = text.strip().removeprefix("(")
    while at < len(text):
        match = _BRACKETED.match(text, at)
        if not match or _NO_PHRASE.match(match["inner"].strip()):
            return False
        phrases += 1
        gap = _BETWEEN.match(text, match.end())
        at = gap.end() if gap else match.end()
        if at == match.end() and at < len(text):
            return False  # [text][reference] and [text](target) are links that lead nowhere
    return phrases > 0


def bracketed_code(text: str) -> bool:
    """Whether one bracketed phrase in plain words is all of a code block, not a program."""
    inner = text.strip()[1:-1]
    plain = bracketed(text) and not set(inner) & set("\"'{}=<>;[]|`$") - set("'")
    return plain and len(inner.split()) > 1 and inner[:1].isalpha() and not _LOOP.search(inner)


def phrase_as_code(text: str) -> bool:
    """Whether one phrase in brackets of either form is all of a code block."""
    return bracketed_code(text) or (angled(text) and len(text.split()) >= _ENOUGH_WORDS)


def angled(text: str) -> bool:
    """Whether one phrase in angle brackets that is no HTML element is all of a text."""
    match = _ANGLE.match(text.strip())
    if not match:
        return False
    inner = match["inner"].strip()
    name, _, rest = inner.partition(" ")
    if inner.casefold() in {"none", "n/a", "br"}:
        return False
    return (
        bool(rest.strip()) or name.istitle() or (name.isupper() and name.casefold() not in _HTML)
    )


def is_html(text: str) -> bool:
    """Whether a text in angle brackets is the tag of an HTML element."""
    return text.strip("<>").partition(" ")[0].casefold() in _HTML


def to_do(text: str) -> bool:
    """Whether a text is, or is led by, a mark that something is still to be written."""
    return is_still_to_do(text) or bool(_TO_DO.match(text.strip()) or _TO_BE.match(text.strip()))


def is_still_to_do(text: str) -> bool:
    """Whether a text says, in another language than English, that it is still to be written."""
    if len(text) > _LONGEST_FORM:
        return False
    bare = unicodedata.normalize("NFKC", text).casefold().strip(MARKS + "()[].:!…。・-–— ")
    return bare in phrases.TO_DO


def form(text: str) -> bool:
    """Whether a text is the form of a value instead of a value, as `YYYY-MM-DD`."""
    return bool(_FORM.match(text.strip()))


def open_choice(text: str) -> bool:
    """Whether a text still offers what to choose from, as `High/Med/Low`."""
    words = [word.casefold() for word in _CHOICE_MARK.split(text.strip().strip(".")) if word]
    return len(words) > 2 and all(word in _CHOICES or word in phrases.CHOICES for word in words)


def left_in(text: str) -> bool:
    """Whether a whole text is template text by its form alone."""
    if is_plain(text, plain_from(text[:START])):
        return False
    first = text[:1]
    if first == "[" or text[:2] == "([":
        return bracketed(text)
    if first == "<":
        return angled(text)
    start = text.lstrip(MARKS + "([")[:1]
    if start in _TO_DO_STARTS and to_do(text):
        return True
    if len(text) < _LONGEST_FORM:
        if start.isupper() and form(text):
            return True
        if is_still_to_do(text):
            return True
    return _CHOICE.search(text) is not None and open_choice(text)


def is_plain(text: str, least: int) -> bool:
    """Whether a glance tells that a text has no such form: of nearly every text it does.

    Args:
        least: what `plain_from` says of its start.
    """
    size = len(text)
    if size < least or (size < _LONGEST_FORM and not text.isascii()):
        return False
    return not ("/" in text or "|" in text or "／" in text or "｜" in text)


@lru_cache(maxsize=4096)
def plain_from(start: str) -> int:
    """Return from which length on a text is plain by its first characters."""
    if start[:1] not in _PLAIN or (start[:1] in _TO_DO_STARTS and _may_be_to_do(start)):
        return NEVER
    unsure = start[:2].isupper() or start[:2].casefold() in _TO_DO_HEADS
    return _LONGEST_FORM + 1 if unsure or not start.isascii() else 0


def _may_be_to_do(start: str) -> bool:
    """Whether a text may be still to be written by its first characters."""
    folded = start.casefold()
    heads = (mark[:START] for mark in _TO_DO_MARKS)
    return not start.isascii() or any(
        folded.startswith(head) or head.startswith(folded) for head in heads
    )


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    parts = (part for whole in _SENTENCE.split(text.strip()) for part in _FULL_STOP.split(whole))
    return [part for part in parts if part.strip()]


def fold(text: str) -> str:
    """Return a text in the form in which prompts and hints are compared."""
    folded = " ".join(text.translate(_FOLD).casefold().split()).rstrip(".:; ")
    return folded if folded.isascii() else _BROKEN.sub("", folded)
