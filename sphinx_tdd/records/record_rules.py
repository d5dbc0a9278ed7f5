"""The rules that kinds state over their records: where one holds, something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from ..model.kind import Kind, KindRule, Problem
from ..model.titles import did_you_mean
from .columns import Column, Item, QueryError, back_names, column, unknown
from .levels import Scale
from .plain import plain_text
from .query import Query, parse
from .values import flat

_PLACEHOLDER = re.compile(r"\{([^{}\n]{1,60})\}")
_LONGEST = 80
"""How much of a value a message shows."""


class Ready(msgspec.Struct, frozen=True):
    """A rule that can be held against records: its condition, and what its message names."""

    rule: KindRule
    query: Query
    names: Mapping[str, Column]


def rule_problems(
    items: Iterable[Item], today: date, kinds: Iterable[Kind] = ()
) -> Iterator[tuple[str, Problem]]:
    """Yield, with its docname, a problem for each rule of its kind that a record breaks.

    A rule whose condition can't be read is left out; `check_rules` says what is wrong with it.

    Args:
        kinds: all kinds, where a rule asks for a way back from records of another kind.
    """
    every = tuple(kinds)
    ready: dict[str, tuple[Ready, ...]] = {}
    for item in items:
        name = item.kind.name
        if name not in ready:
            ready[name] = tuple(_ready(item.kind, item.scale, every))
        for each in ready[name]:
            if each.query.matches(item, today):
                yield item.record.docname, _problem(each, item)


def uses_today(kinds: Iterable[Kind]) -> bool:
    """Whether a rule of any of the kinds depends on the day."""
    every = tuple(kinds)
    return any(each.query.uses_today for kind in every for each in _ready(kind, Scale(), every))


def check_rules(kind: Kind, scale: Scale, kinds: Iterable[Kind] = ()) -> list[tuple[int, str]]:
    """Return what is wrong with the rules of a kind: the rule's number, from 0, and words for it.

    Args:
        scale: the scale for which the rules are written.
        kinds: all kinds, where a rule asks for a way back from records of another kind.
    """
    backs = _backs(kind, tuple(kinds))
    return [
        (number, message)
        for number, rule in enumerate(kind.rules)
        for message in _faults(rule, kind, scale, backs)
    ]


def _faults(rule: KindRule, kind: Kind, scale: Scale, backs: Mapping[str, str]) -> Iterator[str]:
    try:
        parse(rule.where, kind, scale, backs=backs)
    except QueryError as error:
        yield f"where: {error} (at character {error.position + 1} of {rule.where!r})"
    for name in dict.fromkeys(_PLACEHOLDER.findall(rule.message)):
        if column(name, kind, backs) is None:
            yield f"message: {{{name}}} stands for nothing: {unknown(name, kind, backs)}"
    if rule.field and rule.field not in kind.by_name:
        yield f"field: there is no field {rule.field!r}{did_you_mean(rule.field, kind.by_name)}"


def _ready(kind: Kind, scale: Scale, kinds: tuple[Kind, ...]) -> Iterator[Ready]:
    """Yield the rules of a kind whose conditions can be read."""
    backs = _backs(kind, kinds)
    for rule in kind.rules:
        try:
            query = parse(rule.where, kind, scale, strict=False, backs=backs)
        except QueryError:
            continue
        names = dict.fromkeys(_PLACEHOLDER.findall(rule.message))
        found = {name: column(name, kind, backs) for name in names}
        yield Ready(rule, query, {name: asked for name, asked in found.items() if asked})


def _backs(kind: Kind, kinds: tuple[Kind, ...]) -> dict[str, str]:
    return back_names(kind, kinds or (kind,))


def _problem(ready: Ready, item: Item) -> Problem:
    rule, record = ready.rule, item.record
    return Problem(
        rule=rule.name,
        line=record.lines.get(rule.field, record.line),
        message=_message(ready, item),
        source=record.source,
        severity=rule.severity,
        field="" if rule.field in record.fields else rule.field,
    )


def _message(ready: Ready, item: Item) -> str:
    """Return the message with the record's values; those are never read as placeholders."""

    def shown(found: re.Match[str]) -> str:
        asked = ready.names.get(found[1])
        return "" if asked is None else _words(asked, item)

    return " ".join(_PLACEHOLDER.sub(shown, ready.rule.message).split())


def _words(asked: Column, item: Item) -> str:
    value = asked.value(item)
    texts = () if value is None else flat(value)
    words = ", ".join(filter(None, map(plain_text, texts)))
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
