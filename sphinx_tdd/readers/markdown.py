"""The text of Markdown read into an outline, quickly: no parser is loaded.

What it reads is what MyST-Parser and docutils make of the same text, block for block; where a
text holds something else than usual writing, it raises `Unsure`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.outline import Outline
from .front_matter import FRONT_MATTER, front_matter
from .markdown_blocks import Scanner
from .markdown_inline import MARKUP
from .markdown_references import names_of
from .markdown_usual import read_usual
from .sections import Sections, lines_of
from .typography import quotes_of
from .unsure import Unsure, signs

_FIELDS = frozenset({
    "author", "authors", "contact", "copyright", "date", "organization", "revision", "status",
    "version",
})  # fmt: skip
"""The fields that docutils knows, whatever the case of their names."""
_ODD_FIELD = re.compile(f"{MARKUP.pattern}|,")
_ODD_AUTHORS = re.compile(r"[;\"\\]|,(?! )| ,")
_ASIDE = frozenset({
    "abstract", "address", "dedication", "html_meta", "myst", "mystnb", "substitutions",
    "tocdepth",
})  # fmt: skip
"""Front matter that says more than a text for each name."""


def read_markdown(text: str, extensions: Sequence[str], spoken: str = "en") -> Outline:
    """Return the outline of a text.

    Args:
        text: the text of a file.
        extensions: MyST's optional syntax that is on.
        spoken: the language of the document.

    Raises:
        Unsure: it holds something that only the thorough reader can tell.
    """
    _look(text, extensions)
    if "\r" in text and text.startswith("---"):
        raise Unsure("front matter with the line ends of Windows")
    text, lines = lines_of(text)
    metadata, first = _opening(text)
    if metadata and spoken.casefold()[:2] != "en":
        raise Unsure("names of front matter in another language")
    sections = Sections(lines, labels_first=True)
    scanner = Scanner(text, lines, sections, "tasklist" in extensions)
    with quotes_of(spoken), names_of(text) as count:
        read_usual(scanner, text, first)
    if scanner.defined != count:
        raise Unsure("a definition of a link that is none")
    return sections.outline(metadata)


def _look(text: str, extensions: Sequence[str]) -> None:
    """Look whether a text can be read here at all."""
    pattern = signs(tuple(extensions))
    if pattern is not None and pattern.search(text):
        raise Unsure("optional syntax")


def _opening(text: str) -> tuple[dict[str, str], int]:
    """Return the front matter, and the line, from 0, where the text after it begins."""
    if not text.startswith("---"):
        if text.startswith("-") and "--" in text.partition("\n")[0]:
            raise Unsure("what may be front matter in a list")
        return {}, 0
    match = FRONT_MATTER.match(text)
    if match is None:
        raise Unsure("an unusual beginning")
    inner = match["yaml"]
    if any(line.lstrip().startswith(("---", "...")) for line in inner.splitlines()):
        raise Unsure("unusual front matter")
    metadata = front_matter(text)
    if not metadata or not _ASIDE.isdisjoint(name.casefold() for name in metadata):
        raise Unsure("unusual front matter")
    if not all(_is_simple(name, value) for name, value in metadata.items()):
        raise Unsure("unusual front matter")
    lowered = {(k.lower() if k.lower() in _FIELDS else k): v for k, v in metadata.items()}
    if len(lowered) < len(metadata):
        raise Unsure("front matter that says something twice")
    return lowered, inner.count("\n") + 2


def _is_simple(name: str, value: str) -> bool:
    """Whether front matter is the same read as YAML and as the fields that MyST makes of it."""
    if value != " ".join(value.split()) or name != name.strip():
        return False
    if name.casefold() == "authors" and _ODD_AUTHORS.search(value):
        return False
    if not value or name in _FIELDS:
        return bool(value) == (name.lower() in _FIELDS) and not _ODD_FIELD.search(value)
    return True
