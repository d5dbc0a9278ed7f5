"""Whether the condition of a section, an item or a field holds in a document, and in which words.

The section that something stands in is asked first, with the repeated parts around it, then the
document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..model.template import Item
from ..model.template_terms import Condition, Field
from ..model.titles import title_key
from .held import HELD, Facts, Held
from .information import is_of_document, offered
from .labelled import Labelled, from_metadata, in_headings, labelled
from .placeholders import fold, left_in
from .values import value_of

_STATUS = title_key("Status")


def reason(facts: Facts, held: Held | None, conditions: Sequence[Condition]) -> str | None:
    """Return why something is owed: "" where nothing is asked, None where no condition holds.

    Args:
        held: the section that it stands in; None at the top of the document.
        conditions: of these one has to hold.
    """
    if not conditions:
        return ""
    found = (_words(facts, held, condition, True) for condition in conditions)
    return next((words for words in found if words is not None), None)


def _words(facts: Facts, held: Held | None, condition: Condition, wanted: bool) -> str | None:
    """Return in words what a condition says where it is as wanted, else None."""
    said: list[tuple[bool, str]] = []
    if condition.section:
        said.append(_of_section(facts, held, condition.section))
    if condition.field:
        said.append(_of_field(facts, held, condition))
    if condition.negated is not None:
        words = _words(facts, held, condition.negated, False)
        said.append((words is not None, words or ""))
    if all(holds for holds, _ in said) is not wanted:
        return None
    return " and ".join(words for holds, words in said if words and holds is wanted)


def _of_section(facts: Facts, held: Held | None, path: Sequence[str]) -> tuple[bool, str]:
    there = _has_section(facts, held, [title_key(title) for title in path])
    article = "a section" if there else "no section"
    return there, f"there is {article} '{' > '.join(path)}'"


def _has_section(facts: Facts, held: Held | None, keys: Sequence[str]) -> bool:
    """Whether the document has a section; of one that the template does not name, its heading."""
    for scope in _scopes(facts, held):
        named = [each for each in scope if _is_named(each, keys)]
        if named:
            return any(each.is_there and not each.excused for each in named)
    return any(spot.key == keys[-1] for spot in facts.alignment.tree.spots)


def _scopes(facts: Facts, held: Held | None) -> Iterator[Iterable[Held]]:
    """Yield where a section is looked for: the repeated parts around it, then the document."""
    yield from (list(part.walk())[1:] for part in _parts(held))
    yield facts.all


def _parts(held: Held | None) -> Iterator[Held]:
    """Yield the repeated parts that a section is or stands in, the nearest first."""
    while held is not None:
        if held.section.repeat:
            yield held
        held = held.parent


def _is_named(held: Held, keys: Sequence[str]) -> bool:
    """Whether the end of a section's path has these keys."""
    at: Held | None = held
    for key in reversed(keys):
        if at is None or key not in at.section.keys:
            return False
        at = at.parent
    return True


def _of_field(facts: Facts, held: Held | None, condition: Condition) -> tuple[bool, str]:
    name = condition.field
    value = _said(facts, held, title_key(name))
    if not value:
        return False, f"'{name}' is not given"
    holds = not condition.values or not {fold(v) for v in condition.values}.isdisjoint(
        fold(part) for part in (value, *value.split(","))
    )
    return holds, f"'{name}' is '{value}'"


def _said(facts: Facts, held: Held | None, key: str) -> str:
    """Return what a field says in the section at hand, in parts around it, in the document."""
    keys = _names(facts, key)
    for near in (*([held] if held else []), *_parts(held)):
        if value := _first(_labelled_in(near), keys):
            return value
    value = _first(_of_document(facts), keys)
    said_elsewhere = key == _STATUS and facts.status and fold(value) != fold(facts.status)
    return facts.status if said_elsewhere else value


def _names(facts: Facts, key: str) -> frozenset[str]:
    """Return all keys of a field: those of the field or the item that the template has."""
    items = (i for s in facts.template.walk() if s.front_matter for i in s.items)
    known: Iterable[Item | Field] = (*facts.template.fields, *items)
    return frozenset({key}).union(*(each.keys for each in known if key in each.keys))


def _first(found: Iterable[Labelled], keys: frozenset[str]) -> str:
    """Return the first value under one of the keys; template text is none."""
    for each in found:
        if each.key in keys:
            value = value_of(each)
            if value and not left_in(value):
                return value
    return ""


def _labelled_in(held: Held) -> list[Labelled]:
    """Return what is labelled in a section; in a part that is a record, its fields."""
    if held.record is not None:
        return list(labelled((held.record,)))
    return [each for each in in_headings(held.headings) if not each.kind and not each.column]


def _of_document(facts: Facts) -> Iterator[Labelled]:
    """Yield what a document says of itself: at its top, in its document information."""
    yield from from_metadata(facts.outline.metadata)
    for held in facts.all:
        if held.section.front_matter and held.state is HELD:
            yield from in_headings(held.headings)
    yield from filter(is_of_document, offered(facts.outline))
