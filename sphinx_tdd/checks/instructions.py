"""Whether a text tells the writer what to write, as the advice of a template does."""

from __future__ import annotations

import re
from functools import cache

from .placeholders import sentences

_VERBS = (
    "describe|explain|list|outline|specify|define|identify|discuss|summarise|summarize|"
    "enumerate|clarify|illustrate|mention|articulate|elaborate|state"
)
_ABOUT = (
    "the|any|all|each|how(?! to\\b)|why|what|which|who|whom|where|when|whether|out|on|your|this|"
    "these|those|key|main|primary|major|potential|expected|identified|intended|relevant|other|"
    "specific|important|significant|strategies|procedures|availability|backup|performance|"
    "security|every|at least|if"
)
_POLITE = "please|briefly|clearly"
_NOTE = "detail|note|indicate|reference|document"
_GIVE = "provide|give|include|insert|write|enter"
_SHORT = "brief|short|high-level|concise"
_SUMMARY = "description|overview|summary|explanation|introduction|outline|statement|list"
_CLAUSE = re.compile(r"\s(?:of|on|about|for)\s(?:how|what|why|which|who|where|when)\b", re.I)
_STATES = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|will|lives?|stands?|follows?|exists?|gives?|"
    r"comes?|goes|belongs?|shows?|covers?|in ADR|see)\b",
    re.IGNORECASE,
)
_FIRST_WORDS = frozenset(
    f"{_POLITE}|{_VERBS}|{_NOTE}|{_GIVE}|replace|delete|remove|fill|complete|update"
    f"|a|an|the|{_SHORT}|{_SUMMARY}".split("|")
)
"""With what an instruction, or what names what is to be written, may begin."""
_LONGEST_FIRST = 1 + max(map(len, _FIRST_WORDS))
_AROUND = " _*()"
_LONGEST = 800
"""How long a text may be that is an instruction."""


def instruction(text: str, orders_alone: bool = False) -> bool:
    """Whether each sentence of a text tells the writer what to write.

    Args:
        text: all of a section, or of a labelled value.
        orders_alone: whether a phrase that only names what is to be written counts for none.
    """
    if len(text) > _LONGEST:
        return False
    bare = text.strip(_AROUND)
    first = bare[:_LONGEST_FIRST].split(maxsplit=1)[:1]
    if not first or first[0].casefold() not in _FIRST_WORDS or not _orders(bare, orders_alone):
        return False
    found = [part.strip(_AROUND) for part in sentences(text)]
    return bool(found) and all(_orders(sentence, orders_alone) for sentence in found)


@cache
def _order() -> re.Pattern[str]:
    """Return the pattern of an instruction; costly to make, and seldom asked for."""
    return re.compile(
        rf"""^(?:(?:{_POLITE})\ )*(?:
            (?:{_VERBS})(?:\s(?:and|or)\s(?:{_VERBS}))?\s(?:{_ABOUT.replace(" ", chr(92) + " ")})\b
          | (?:{_NOTE})\s
              (?:any|all|each|key|(?:\w+\s)?considerations|backup|the\s\w+\srequirements)\b
          | (?:{_GIVE})\s
              (?:[^.]*\b(?:overview|summary|descriptions?|details?|diagrams?|links?|explanation|
                  information|background|rationale|introduction|statement|following|here|examples?)\b)
          | (?:replace|delete|remove|fill\ (?:in|out)|complete|update)\s(?:this|the|these)\s
              (?:section|text|placeholder|table|template|paragraph|content)
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _naming() -> re.Pattern[str]:
    """Return the pattern of a phrase that names what is to be written; with a verb it states."""
    return re.compile(
        rf"""^(?:
            an?\s(?:{_SHORT}|one-paragraph)\s(?:\w+\s)?(?:{_SUMMARY})\s
              (?:of|on|about|for)\b
          | (?:an?\s|the\s)?(?:(?:{_SHORT})\s)?(?:{_SUMMARY})\s
              (?:of|on|about|for)\s(?:the|this|your|how|what|why|any|each|all)\b
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


def _orders(sentence: str, orders_alone: bool) -> bool:
    """Whether a sentence is an instruction, or names what is to be written and says no more."""
    if _order().match(sentence):
        return True
    if orders_alone or not _naming().match(sentence):
        return False
    return _CLAUSE.search(sentence) is not None or not _STATES.search(sentence)
