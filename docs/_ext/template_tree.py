"""A template as a tree of nested lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes

from sphinx_tdd.model.template import Item, Section
from sphinx_tdd.model.template_tree import item_marks, records_of, section_marks

_USUAL = "required"
"""What is not said of a part: most are."""


def tree(sections: Sequence[Section]) -> nodes.bullet_list:
    """Return sections as a list, each with what it owes and the sections below it."""
    made = nodes.bullet_list(classes=["template-tree"])
    made += [_section(part) for part in sections]
    return made


def _section(part: Section) -> nodes.list_item:
    head = nodes.paragraph("", "", nodes.strong("", part.title))
    head += [nodes.Text(" "), *_marks(_unusual(section_marks(part)))]
    made = nodes.list_item("", head)
    if part.hint:
        head += nodes.Text(part.hint)
    for line in _owed(part):
        made += line
    if part.aliases:
        made += _line("Also called", nodes.Text(", ".join(part.aliases)))
    if part.sections:
        made += tree(part.sections)
    return made


def _unusual(marks: Iterable[str]) -> Iterator[str]:
    return (text for text in marks if text != _USUAL)


def _marks(words: Iterator[str]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for text in words:
        found += [nodes.inline("", text, classes=["template-mark"]), nodes.Text(" ")]
    return found


def _owed(part: Section) -> Iterator[nodes.Node]:
    if part.items:
        yield _line("Items", *_commas([_item(item) for item in part.items]))
    if part.columns:
        yield _line("Table", nodes.Text(", ".join(column.title for column in part.columns)))
    if part.kind:
        yield _line("Records", nodes.Text(records_of(part)))


def _item(item: Item) -> list[nodes.Node]:
    marks = list(_unusual(item_marks(item)))
    found: list[nodes.Node] = [nodes.Text(item.title)]
    if marks:
        found.append(nodes.Text(f" [{', '.join(marks)}]"))
    if item.items:
        below = _commas([_item(inner) for inner in item.items])
        found += [nodes.Text(" ("), *below, nodes.Text(")")]
    return found


def _commas(groups: Sequence[Sequence[nodes.Node]]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for group in groups:
        found += [nodes.Text(", "), *group] if found else group
    return found


def _line(label: str, *content: nodes.Node) -> nodes.paragraph:
    made = nodes.paragraph(classes=["template-line"])
    made += nodes.inline("", f"{label}: ", classes=["template-label"])
    made += content
    return made
