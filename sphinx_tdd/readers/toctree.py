"""The directive `toctree` read without Sphinx: what it includes is found out later.

Which documents there are, a reader of one document does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives

from .syntax import GLOB, REVERSED


class toctree(nodes.General, nodes.Element):
    """Stands for Sphinx's node of that name.

    Its one file is all that it says: the two options, and the entries as written, a line each.
    """


def _number(text: str | None) -> int | None:
    return int(text) if text and text.strip() else None


class Toctree(Directive):
    """Sphinx's directive of that name."""

    has_content = True
    option_spec: ClassVar[Any] = {
        "maxdepth": int,
        "name": directives.unchanged,
        "class": directives.class_option,
        "caption": directives.unchanged_required,
        "numbered": _number,
        **dict.fromkeys(
            ("glob", "hidden", "includehidden", "titlesonly", "reversed"), directives.flag
        ),
    }

    def run(self) -> list[nodes.Node]:
        """Return the node that stands for it."""
        options = [mark for mark in (GLOB, REVERSED) if mark.strip(":") in self.options]
        lines = [*options, *(line.strip() for line in self.content if line.strip())]
        return [toctree(includefiles=["\n".join(lines)])]


def toctrees_of(tree: nodes.document) -> Iterator[str]:
    """Yield what each toctree says."""
    for node in tree.findall(toctree):
        yield from node["includefiles"]
