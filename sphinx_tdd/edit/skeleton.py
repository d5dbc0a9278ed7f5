"""A new document of a template: all that it owes, and nothing filled in."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.template import Section, Template
from . import front, markup
from .parts import Writer
from .style import Style

TITLE_LEVEL = 1


def skeleton(template: Template, writer: Writer, *, title: str, fields: Mapping[str, str]) -> str:
    """Return the text of a document that says all that a template owes, and nothing more.

    Args:
        writer: says how it is written, and whether what may be left out is written too.
        title: that of the document.
        fields: what its front matter says; what else is owed there follows without a value.
    """
    style = writer.style
    top = front_matter(template, style, fields, writer.optional)
    lines = [*front.lines_of(top, style.syntax), ""]
    lines += markup.heading(style, TITLE_LEVEL, title)
    if template.hint:
        lines += ["", *markup.advice(style, template.hint)]
    for section in writer.chosen(template.sections, template.one_of):
        if not section.front_matter:
            level = section.level if style.syntax == "md" and section.level > 1 else 0
            lines += ["", *writer.section(section, level or TITLE_LEVEL + 1)]
    return "\n".join(lines) + "\n"


def front_matter(
    template: Template, style: Style, fields: Mapping[str, str], optional: bool
) -> dict[str, str]:
    """Return what a document says at its top: what is given, then blank what else is owed."""
    found = dict(fields)
    for item in front.names_owed(template.sections, optional):
        found.setdefault(front.name_of(item, style.syntax, found), "")
    for field in template.fields:
        if optional or (field.required is not False and not field.when):
            found.setdefault(front.name_of(field, style.syntax, found), "")
    return found


def left_out(template: Template, writer: Writer) -> list[Section]:
    """Return the topmost sections that a skeleton leaves out."""
    found: list[Section] = []
    waiting = [(template.sections, template.one_of)]
    while waiting:
        sections, groups = waiting.pop()
        chosen = writer.chosen(sections, groups)
        found += [each for each in sections if not (each in chosen or each.front_matter)]
        waiting += [(each.sections, each.one_of) for each in chosen]
    return found
