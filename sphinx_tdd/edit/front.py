"""Front matter and docinfo: what a document says of itself at its top."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from ..model.template import Item, Section
from ..model.template_terms import Field
from ..model.titles import title_key
from .style import Syntax

_BIBLIOGRAPHIC = frozenset({
    "author", "authors", "organization", "contact", "address", "version", "revision", "status",
    "date", "copyright", "dedication", "abstract",
})  # fmt: skip
"""Fields that docutils wants to have a value."""
_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w ./@+-]*[\w./@+-])?")
_NOT_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_NOT_OF_NAMES = re.compile(r"[^a-z0-9]+")


def name_of(part: Item | Field, syntax: Syntax, given: Mapping[str, str]) -> str:
    """Return the name by which front matter gives an item or a field.

    It is one that is given a value already, else the first of its names that can stay blank.
    """
    for name in given:
        if title_key(name) in part.keys:
            return name
    for title in (part.title, *part.aliases):
        name = _slug(title)
        blank = syntax == "md" or name not in _BIBLIOGRAPHIC
        if name and blank and title_key(name) in part.keys:
            return name
    slug = _slug(part.title)  # "tdd-" says nothing, and docutils knows no such field
    return f"tdd-{slug}" if title_key(slug) in part.keys else part.title


def _slug(title: str) -> str:
    return _NOT_OF_NAMES.sub("-", title.casefold()).strip("-")


def names_owed(sections: Sequence[Section], optional: bool) -> Iterator[Item]:
    """Yield the items that front matter answers for sections that leave that to it.

    Of a section that owes none of its items one is told all the same: it says that it is there.
    """
    for section in sections:
        if section.front_matter and (optional or section.required is not False):
            owed = [item for item in section.items if optional or item.required is not False]
            yield from owed or section.items[:1]


def lines_of(fields: Mapping[str, str], syntax: Syntax) -> list[str]:
    """Return front matter of Markdown, or the fields at the top of reStructuredText."""
    if syntax == "rst":
        return [f":{name.replace(':', chr(92) + ':')}: {_line(value)}".rstrip()
                for name, value in fields.items()]  # fmt: skip
    written = (f"{_scalar(name)}: {_scalar(value)}".rstrip() for name, value in fields.items())
    return ["---", *written, "---"]


def _line(text: str) -> str:
    return " ".join(text.split())


def _scalar(text: str) -> str:
    """Return a text as YAML reads it back: in quotes where it could be anything else."""
    line = _line(text)
    number = line.replace(".", "").replace("-", "").replace("_", "").isdigit()
    date = re.fullmatch(r"\d{4}-\d{2}-\d{2}", line)
    plain = not line or (_PLAIN.fullmatch(line) and line.casefold() not in _NOT_TEXT)
    return line if plain and (date or not number) else json.dumps(line, ensure_ascii=False)
