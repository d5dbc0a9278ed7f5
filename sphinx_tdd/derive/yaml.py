"""A template written as a YAML file that a team edits, with remarks where there are any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import yaml

from ..model.template import Item, Section, Template
from ..model.template_terms import Field
from ..readers.text import SUFFIXES

Path = tuple[str, ...]
Remarks = Mapping[Path, str]
"""What is remarked of sections, by their paths; of the whole template under the empty path."""

_NOT_OF_IDS = re.compile(r"[^a-z0-9]+")
_WIDTH = 95


def write(template: Template, remarks: Remarks | None = None) -> str:
    """Return the YAML of a template, from which a team's own file begins.

    Read again, it is the same template, but for what a template document alone can say: which
    file it is, and the levels of its headings.
    """
    return "".join(f"{line}\n" for line in _lines(template, remarks or {}))


def id_of(name: str) -> str:
    """Return an id for a template from the name of a file or folder."""
    last = name.rpartition("/")[2].casefold()
    stem, _, end = last.rpartition(".")
    return _NOT_OF_IDS.sub("-", stem if f".{end}" in SUFFIXES else last).strip("-")


def _lines(template: Template, remarks: Remarks) -> Iterator[str]:
    yield from _remark(remarks.get((), ""), 0)
    yield f"id: {_scalar(template.id)}"
    yield f"title: {_scalar(template.title)}"
    if template.version:
        yield f"version: {_scalar(template.version)}"
    if template.order == "strict":
        yield "order: strict"
    if template.closed:
        yield f"closed: {template.closed}"
    if template.fields:
        yield "fields:"
        yield from _fields(template.fields)
    yield "sections:"
    for section in template.sections:
        yield from _section(section, 1, remarks)
    if template.texts:
        yield "# What of the template's own words is template text where it is left in a document."
        yield "texts:"
        yield from _listed(template.texts, 1)


def _fields(fields: Sequence[Field]) -> Iterator[str]:
    for field in fields:
        if field.required is True:
            yield f"  - {_scalar(field.title)}"
        else:
            required = field.required if isinstance(field.required, str) else "false"
            yield f"  - name: {_scalar(field.title)}"
            yield f"    required: {required}"


def _remark(text: str, depth: int) -> Iterator[str]:
    for line in text.splitlines():
        yield f"{'  ' * depth}# {line}".rstrip()


def _section(section: Section, depth: int, remarks: Remarks) -> Iterator[str]:
    yield from _remark(remarks.get(section.path, ""), depth)
    yield f"{'  ' * depth}- title: {_scalar(section.title)}"
    here = "  " * (depth + 1)
    yield from _names(section.aliases, here)
    yield from _flags(section, here)
    if section.kind:
        sorts = ", ".join(section.sorts)
        yield f"{here}kind: {_scalar(f'{section.kind}/{sorts}' if sorts else section.kind)}"
    if section.hint:
        yield f"{here}hint: {_scalar(section.hint)}"
    if section.items:
        yield f"{here}items:"
        yield from _items(section.items, depth + 2)
    if section.columns:
        yield f"{here}table:"
        yield from _listed([column.title for column in section.columns], depth + 2)
    if section.sections:
        yield f"{here}sections:"
        for below in section.sections:
            yield from _section(below, depth + 2, remarks)


def _names(aliases: Sequence[str], here: str) -> Iterator[str]:
    if aliases:
        yield f"{here}aliases: [{', '.join(map(_in_list, aliases))}]"


def _flags(part: Section | Item, here: str) -> Iterator[str]:
    """Yield what differs from what is usual: not owed, owed once or more, with a drawing."""
    if part.required is not True:
        required = part.required
        yield f"{here}required: {required if isinstance(required, str) else 'false'}"
    if part.repeat:
        yield f"{here}repeat: true"
    if part.diagram:
        yield f"{here}diagram: {'true' if part.diagram is True else part.diagram}"


def _items(items: Sequence[Item], depth: int) -> Iterator[str]:
    at = "  " * depth
    for item in items:
        rest = [*_names(item.aliases, f"{at}  "), *_flags(item, f"{at}  ")]
        if not rest and not item.items:
            yield f"{at}- {_scalar(item.title)}"
            continue
        yield f"{at}- label: {_scalar(item.title)}"
        yield from rest
        if item.items:
            yield f"{at}  items:"
            yield from _items(item.items, depth + 2)


def _listed(texts: Sequence[str], depth: int) -> Iterator[str]:
    at = "  " * depth
    for text in texts:
        # Readers compare texts whatever their white space, some of which YAML takes for its own.
        first, *rest = _scalar(" ".join(text.split()), _WIDTH - len(at)).splitlines()
        yield f"{at}- {first}"
        yield from (f"{at}{line}" for line in rest)


def _scalar(text: str, width: float = float("inf")) -> str:
    """Return a text as YAML writes it where it stands alone on its line."""
    shown: str = yaml.safe_dump(text, allow_unicode=True, width=width)
    return shown.removesuffix("...\n").rstrip("\n")


def _in_list(text: str) -> str:
    """Return a text as YAML writes it between brackets."""
    shown: str = yaml.safe_dump(
        [text], default_flow_style=True, allow_unicode=True, width=float("inf")
    )
    return shown.strip()[1:-1]
