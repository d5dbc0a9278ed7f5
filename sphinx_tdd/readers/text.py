"""The text of a file read into an outline, without Sphinx: MyST Markdown and reStructuredText."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree
from docutils.readers import standalone
from docutils.transforms import Transform
from docutils.utils import SystemMessage

from ..model.outline import Outline
from .beside import Find, no_file
from .doctree import read
from .front_matter import front_matter, text_of
from .neutral import Ours, neutral, no_directive
from .parsers import parser_of
from .sparing import sparing
from .syntax import EXTENSIONS, MARKDOWN, RESTRUCTUREDTEXT, SUFFIXES, TOO_DEEP, Unreadable

_QUIET: dict[str, Any] = {
    "_disable_config": True,
    "auto_id_prefix": "id",
    "doctitle_xform": False,
    "file_insertion_enabled": False,
    "halt_level": 5,
    "input_encoding": "utf-8-sig",
    "line_length_limit": 1_000_000_000,
    "report_level": 5,
    "smart_quotes": False,
    "warning_stream": False,
}


def read_file(path: Path, suffix: str = "", extensions: Sequence[str] = EXTENSIONS) -> Outline:
    """Return the outline of a file.

    Args:
        path: the file.
        suffix: the end of a name that says which syntax it has; that of its own where empty.
        extensions: MyST's optional syntax that is on.

    Raises:
        Unreadable: it is not there, is no text, or its name does not say which syntax it has.
    """
    suffix = suffix or path.suffix
    if suffix.casefold() not in SUFFIXES:
        raise Unreadable(f"{path.name} is neither Markdown (.md) nor reStructuredText (.rst)")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Unreadable(f"it can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Unreadable("it is no text in UTF-8") from error
    return read_text(text, suffix, extensions)


def read_text(text: str, suffix: str, extensions: Sequence[str] = EXTENSIONS) -> Outline:
    """Return the outline of a text.

    Args:
        text: the text of a file.
        suffix: the end of the file's name, as in `.md`: it says which syntax the text has.
        extensions: MyST's optional syntax that is on.

    Raises:
        Unreadable: docutils gives up on it.
    """
    tree = parse(text, suffix, extensions)
    lines = text.splitlines()
    metadata = front_matter(text) if suffix.casefold() in MARKDOWN else docinfo(tree)
    return read(tree, metadata, lambda path: lines)


def parse(
    text: str,
    suffix: str,
    extensions: Sequence[str] = EXTENSIONS,
    *,
    file: str = "text",
    language: str = "en",
    ours: Ours = no_directive,
    find: Find = no_file,
) -> nodes.document:
    """Return a text as a doctree, its transforms applied.

    Args:
        text: the text of a file.
        suffix: the end of the file's name: it says which syntax the text has.
        extensions: MyST's optional syntax that is on.
        file: the name by which nodes know the file.
        language: the language of the document.
        ours: gives the directives that are run; all others are read for their text.
        find: gives the files beside the document.

    Raises:
        Unreadable: docutils gives up on it.
    """
    markdown = suffix.casefold() in MARKDOWN
    settings = {
        **_QUIET,
        "language_code": language,
        "myst_enable_extensions": list(extensions),
        "myst_suppress_warnings": ["myst"],
    }
    try:
        with neutral(ours, find), sparing() if markdown else nullcontext():
            return publish_doctree(
                text,
                reader=_Reader(),
                parser=parser_of(markdown),
                source_path=file,
                settings_overrides=settings,
            )
    except SystemMessage as error:
        raise Unreadable(str(error)) from error
    except RecursionError as error:
        raise Unreadable(TOO_DEEP) from error


class _SortIds(Transform):
    """Puts the numbered id of a section behind its others, as Sphinx does."""

    default_priority = 261

    def apply(self, **kwargs: Any) -> None:
        """Sort the ids."""
        for node in self.document.findall(nodes.section):
            first, *others = node["ids"] or [""]
            if others and first.startswith("id"):
                node["ids"] = [*others, first]


class _Reader(standalone.Reader):  # type: ignore[type-arg]
    """Reads a document by itself, with what Sphinx does besides."""

    def get_transforms(self) -> list[type[Transform]]:
        """Return the transforms of docutils, and ours."""
        return [*super().get_transforms(), _SortIds]


def docinfo(tree: nodes.document) -> dict[str, str]:
    """Return the fields at the top of a document."""
    found: dict[str, str] = {}
    top = tree.children[:1]
    fields = (
        top[0].children if top and isinstance(top[0], nodes.docinfo | nodes.field_list) else []
    )
    for child in fields:
        if isinstance(child, nodes.field):
            found[child.children[0].astext()] = text_of(child.children[1].astext())
        elif isinstance(child, nodes.authors):
            found[child.tagname] = text_of([author.astext() for author in child.children])
        elif isinstance(child, nodes.Element):
            found[child.tagname] = text_of(child.astext())
    return found


__all__ = [
    "EXTENSIONS",
    "MARKDOWN",
    "RESTRUCTUREDTEXT",
    "SUFFIXES",
    "Unreadable",
    "read_file",
    "read_text",
]
