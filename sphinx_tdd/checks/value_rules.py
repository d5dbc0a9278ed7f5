"""The rules about values: of labelled items, and of the fields at the top of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from ..model.finding import Rule
from ..model.outline import Block
from ..model.template_terms import Field, Value
from ..model.titles import did_you_mean
from .conditions import reason
from .held import Facts, Held, Place, is_answer, is_owed
from .item_rules import items_met
from .labelled import Labelled, from_metadata, in_headings
from .meeting import Met
from .places import Found, found, place_in, quoted
from .rules import rule
from .trees import ROOT
from .values import Given, value_of, values_of, wrong_with

_TOP = Place(1, ROOT)


@rule(Rule.ITEM_VALUE)
def item_value(facts: Facts) -> Iterator[Found]:
    """Tell each value of an item or of a field at the top that the template does not allow."""
    told: set[tuple[str, int, str]] = set()
    for field, given in _fields_given(facts):
        wrong = _wrong(facts, given, _value_at_top(given), field.value) if given else ""
        if given and wrong:
            place = _place_at_top(given)
            told.add((given.key, place.line, place.source))
            message = f"the field {quoted(given.label)} {wrong}"
            yield found(Rule.ITEM_VALUE, message, place, (), (field.title,))
    for held in facts.with_items:
        for met, given in _items_given(facts, held):
            for value in values_of(given):
                wrong = _wrong(facts, given, value, met.item.value)
                key = (given.key, value.line, value.source)
                if wrong and key not in told:
                    told.add(key)
                    yield _wrong_item(held, met, value, wrong)


def _items_given(facts: Facts, held: Held) -> Iterator[tuple[Met, Labelled]]:
    """Yield the items of a section that have a value which not every text may be."""
    for met in items_met(facts, held) if not held.excused else ():
        if met.item.value and met.found is not None:
            yield met, met.found


def _wrong_item(held: Held, met: Met, value: Given, wrong: str) -> Found:
    label = met.found.label if met.found else met.item.title
    place = msgspec.structs.replace(place_in(held, value.line), source=value.source)
    message = f"the item {quoted(label)} {wrong}"
    name = " > ".join(met.path)
    return found(Rule.ITEM_VALUE, message, place, held.section.path, (name,))


def _wrong(facts: Facts, given: Labelled, value: Given, allowed: Value) -> str:
    """Return what is wrong with a value; "" for template text and an answer such as "N/A" too."""
    if not value.text or is_answer(value.text, facts.answers):
        return ""
    return "" if _is_template_text(facts, given, value) else wrong_with(value.text, allowed)


def _is_template_text(facts: Facts, given: Labelled, value: Given) -> bool:
    block = Block("paragraph", value.line, value.text, given.label)
    return any(unit.placeholder for unit in facts.reader.read((block,)))


# -- fields -----------------------------------------------------------------------------------


def _fields_given(facts: Facts) -> Iterator[tuple[Field, Labelled | None]]:
    """Yield the fields of the template, each with what the document gives."""
    given = _given_at_top(facts) if facts.template.fields else []
    for field in facts.template.fields:
        found = [each for each in given if each.key in field.keys]
        held = [each for each in found if not each.is_empty]
        yield field, next(iter([*held, *found]), None)


def _given_at_top(facts: Facts) -> list[Labelled]:
    """Return what front matter gives, and what is labelled right under the document's title."""
    tree = facts.alignment.tree
    tops = (tree[spot].heading for spot in facts.alignment.tops)
    below = (found for heading in tops for found in in_headings((heading,)))
    return [*from_metadata(facts.outline.metadata), *below]


def _value_at_top(given: Labelled) -> Given:
    return Given(value_of(given), max(given.line, 1), given.source)


def _place_at_top(given: Labelled) -> Place:
    return Place(max(given.line, 1), ROOT, source=given.source)


@rule(Rule.MISSING_FIELD)
def missing_field(facts: Facts) -> Iterator[Found]:
    """Tell each field that is owed at the top of a document and is not there, or says nothing."""
    pairs = list(_fields_given(facts))
    names = [each.label for each in _given_at_top(facts)] if pairs else []
    taken = {given.label for _, given in pairs if given}
    free = [name for name in names if name not in taken]
    for field, given in pairs:
        why = reason(facts, None, field.when)
        if why is None or not is_owed(field.required, facts.status, facts.statuses):
            continue
        if lacks := _lacks(facts, field, given, free):
            since = f"; owed since {why}" if why else ""
            place = _place_at_top(given) if given else _TOP
            yield found(Rule.MISSING_FIELD, f"{lacks}{since}", place, (), (field.title,))


def _lacks(facts: Facts, field: Field, given: Labelled | None, free: Sequence[str]) -> str:
    """Return what is to be said of a field that is missing, empty or template text, or ""."""
    if given is None:
        hint = did_you_mean(field.title, free)
        return f"the field {quoted(field.title)} is missing at the top of the document{hint}"
    if given.is_empty:
        return f"the field {quoted(given.label)} at the top of the document has no value"
    in_text = given.line > 1  # where the rule on placeholders tells it
    if not in_text and _is_template_text(facts, given, _value_at_top(given)):
        return f"template text left in the field {quoted(given.label)}: {quoted(value_of(given))}"
    return ""
