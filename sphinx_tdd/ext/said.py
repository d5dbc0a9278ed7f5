"""What a document itself says of the template that it follows."""

from __future__ import annotations

from ..checks.labelled import labelled
from ..model.finding import Rule
from ..model.kind import Problem
from ..model.outline import Outline
from ..model.titles import title_key
from .documents import FRONT_MATTER

_KEY = title_key(FRONT_MATTER)
_HEAD = 3
"""How many headings from the top front matter that is none may have become."""


def find_template(outline: Outline) -> str | Problem | None:
    """Return the id that a document names, or what is wrong with how it does, or None.

    The name is read with hyphens, underscores and in any case, and in reStructuredText from a
    field list below the title too, where docutils has it: a document that is silently not
    checked would be the worst outcome.
    """
    for name, value in outline.metadata.items():
        if title_key(name) == _KEY:
            return value
    heads = list(outline.root.walk())[:_HEAD]
    for heading in heads[:2]:
        for found in labelled(heading.blocks):
            if found.key == _KEY:
                texts = [found.value, *(block.text for block in found.blocks)]
                return " ".join(filter(None, texts))
    for heading in heads:
        if title_key(heading.title.partition(":")[0]) == _KEY:
            message = (
                f"{FRONT_MATTER!r} stands in the text: front matter has to be at the very top "
                "of the file, before comments too"
            )
            return Problem(Rule.UNKNOWN_TEMPLATE.value, heading.line, message)
    return None


__all__ = ["FRONT_MATTER", "find_template"]
