"""What a document itself says of the template that it follows, and of what is shown of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from ..checks.labelled import labelled
from ..model.banner import KEY as BANNER
from ..model.banner import allowed, banner_word
from ..model.finding import Rule
from ..model.kind import Problem
from ..model.outline import Outline
from ..model.titles import did_you_mean, title_key
from .binding import FRONT_MATTER
from .many_pages import PAGES, TOCTREE

_NULL = "null"
"""What MyST-Parser makes of a key without a value."""

_HEAD = 3
"""How many headings from the top front matter that is none may have become."""


def find_template(outline: Outline) -> str | Problem | None:
    """Return the id that a document names, or what is wrong with how it does, or None."""
    return _find(outline, FRONT_MATTER)


def find_pages(outline: Outline) -> str | Problem | None:
    """Return how a document says which its other pages are, or what is wrong with it, or None."""
    found = _find(outline, PAGES)
    if not isinstance(found, str) or found.strip().casefold() == TOCTREE:
        return TOCTREE if isinstance(found, str) else found
    hint = did_you_mean(found, [TOCTREE])
    message = f"{PAGES!r} is {found!r}; it takes {TOCTREE!r}{hint}"
    return Problem(Rule.CONFIG.value, 1, message)


def find_banner(outline: Outline) -> str | Problem | None:
    """Return whether a document wants a banner, in a word, or what is wrong with it, or None."""
    found = _find(outline, BANNER)
    if not isinstance(found, str) or found.strip() in {"", _NULL}:
        return None if isinstance(found, str) else found
    word = banner_word(found)
    if word is not None:
        return word
    return Problem(Rule.CONFIG.value, 1, f"{BANNER!r} is {found!r}; {allowed(found)}")


def _find(outline: Outline, name: str) -> str | Problem | None:
    """Return what a document says under a name of ours, or what is wrong with how, or None.

    The name is read with hyphens, underscores and in any case, and in reStructuredText from a
    field list below the title too, where docutils has it: a document that is silently not
    checked would be the worst outcome.
    """
    key = title_key(name)
    for each, value in outline.metadata.items():
        if title_key(each) == key:
            return value
    heads = list(islice(outline.root.walk(), _HEAD))
    for heading in heads[:2]:
        for found in labelled(heading.blocks):
            if found.key == key:
                texts = [found.value, *(block.text for block in found.blocks)]
                return " ".join(filter(None, texts))
    for heading in heads:
        if title_key(heading.title.partition(":")[0]) == key:
            message = (
                f"{name!r} stands in the text: front matter has to be at the very top "
                "of the file, before comments too"
            )
            return Problem(Rule.UNKNOWN_TEMPLATE.value, heading.line, message)
    return None


FINDERS: dict[str, Callable[[Outline], str | Problem | None]] = {
    FRONT_MATTER: find_template,
    PAGES: find_pages,
    BANNER: find_banner,
}
"""How each of the names of ours is found in a document."""


__all__ = [
    "BANNER",
    "FINDERS",
    "FRONT_MATTER",
    "PAGES",
    "find_banner",
    "find_pages",
    "find_template",
]
