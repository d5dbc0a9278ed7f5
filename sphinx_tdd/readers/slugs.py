"""Anchors for numbered headings in MyST Markdown."""

from __future__ import annotations

import re

from ..model.titles import cut_number

_DROPPED = re.compile(r"[^\w\- ]")


def unnumbered_slug(title: str) -> str:
    """Return a heading's anchor without its number: `13. Risks & Limits` gives `risks--limits`.

    For `myst_heading_slug_func = "sphinx_tdd.readers.slugs.unnumbered_slug"`, so that a link to
    `#risks--limits` finds a numbered heading. Apart from the number the slug is the one that
    GitHub makes: lower case, punctuation dropped, spaces as hyphens.
    """
    return _DROPPED.sub("", cut_number(title).strip().lower()).replace(" ", "-")
