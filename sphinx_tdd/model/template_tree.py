"""A template as a tree of lines: what a document owes, for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from .template import OR_RECORDS, Item, Required, Section, Template

if TYPE_CHECKING:
    from .template_terms import Condition, Field, OneOf, Value


class Branch(msgspec.Struct, frozen=True):
    """A line, and the lines below it."""

    text: str
    below: tuple[Branch, ...] = ()


def tree(template: Template) -> Branch:
    """Return a template: its name, what it asks as a whole, and all its sections."""
    name = f"{template.id}@{template.version}" if template.version else template.id
    rules = (*_of_all(template), *_alternatives(template.one_of))
    fields = tuple(Branch(_marked(field.title, field_marks(field))) for field in template.fields)
    return Branch(
        f"{name}: {template.title}",
        (
            *map(Branch, rules),
            *([Branch("at the top, front matter:", fields)] if fields else ()),
            *map(_section, template.sections),
        ),
    )


def drawn(branch: Branch) -> Iterator[str]:
    """Yield the lines of a tree, with strokes that lead from each to what is below it."""
    yield branch.text
    yield from _drawn(branch.below, "")


def _drawn(branches: Sequence[Branch], before: str) -> Iterator[str]:
    for number, branch in enumerate(branches, 1):
        last = number == len(branches)
        yield f"{before}{'└── ' if last else '├── '}{branch.text}"
        yield from _drawn(branch.below, f"{before}{'    ' if last else '│   '}")


def _of_all(template: Template) -> Iterator[str]:
    if template.versions:
        yield f"versions: {', '.join(template.versions)}"
    if template.order != "free":
        yield f"order: {template.order}"
    if template.closed:
        where = "at the top" if template.closed == "top" else "anywhere"
        yield f"closed: no other sections {where}"
    if template.record:
        yield f"each document is itself a record: {template.record}"


def _section(part: Section) -> Branch:
    words = (
        *([f"also called: {', '.join(part.aliases)}"] if part.aliases else ()),
        *([f"table: {', '.join(column.title for column in part.columns)}"] * bool(part.columns)),
        *([f"records: {records_of(part)}"] if part.kind else ()),
        *_alternatives(part.one_of),
    )
    items = map(_item, part.items)
    below = (*map(Branch, words), *items, *map(_section, part.sections))
    return Branch(_marked(part.title, section_marks(part)), below)


def _item(item: Item) -> Branch:
    return Branch(_marked(f"item: {item.title}", item_marks(item)), tuple(map(_item, item.items)))


def _marked(text: str, marks: Iterator[str]) -> str:
    return f"{text} [{', '.join(marks)}]"


# -- the words for what is asked of a part ------------------------------------------------------


def section_marks(part: Section) -> Iterator[str]:
    """Yield in words what is asked of a section, beside what it holds."""
    yield _required(part.required)
    if part.repeat:
        yield "one or more, under any title"
    if part.diagram:
        yield "diagram or records" if part.diagram == OR_RECORDS else "diagram"
    if part.front_matter:
        yield "or in front matter"
    if part.min_words:
        yield f"at least {part.min_words} words"
    if part.max_words:
        yield f"at most {part.max_words} words"
    if part.closed:
        yield "no other sections below"
    if part.match != "tolerant":
        yield f"match: {part.match}"
    yield from _of_versions(part)
    yield from _when(part.when)


def item_marks(item: Item) -> Iterator[str]:
    """Yield in words what is asked of an item."""
    yield _required(item.required)
    if item.repeat:
        yield "one or more"
    if item.diagram:
        yield "diagram"
    if item.kind:
        yield f"records: {records_of(item)}"
    yield from _value(item.value)
    yield from _when(item.when)


def field_marks(field: Field) -> Iterator[str]:
    """Yield in words what is asked of a field at the top of a document."""
    yield _required(field.required)
    yield from _value(field.value)
    yield from _when(field.when)


def records_of(part: Section | Item) -> str:
    """Return the kind of record that may be a part's content, and the sorts that may."""
    return f"{part.kind} ({', '.join(part.sorts)})" if part.sorts else part.kind


def _required(required: Required) -> str:
    if isinstance(required, str):
        return f"from status {required} on"
    return "required" if required else "optional"


def _of_versions(part: Section) -> Iterator[str]:
    if part.since:
        yield f"since version {part.since}"
    if part.until:
        yield f"until version {part.until}"


def _value(value: Value) -> Iterator[str]:
    if value.choices:
        yield f"one of: {', '.join(value.choices)}"
    if value.form or value.pattern:
        yield f"form: {value.form or value.pattern}"
    if value.format:
        yield f"format: {value.format}"


def _when(conditions: Sequence[Condition]) -> Iterator[str]:
    if conditions:
        yield f"when {' or '.join(map(condition_words, conditions))}"


def condition_words(condition: Condition) -> str:
    """Return a condition in words."""
    parts = []
    if condition.section:
        parts.append(f"there is a section {' > '.join(condition.section)!r}")
    if condition.field:
        said = " or ".join(map(repr, condition.values))
        parts.append(f"{condition.field!r} {f'is {said}' if said else 'is given'}")
    if condition.negated is not None:
        parts.append(f"not ({condition_words(condition.negated)})")
    return " and ".join(parts)


def _alternatives(groups: OneOf) -> Iterator[str]:
    for group in groups:
        yield f"one of: {' | '.join(' + '.join(titles) for titles in group)}"
