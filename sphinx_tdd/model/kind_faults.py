"""What is wrong with a kind whose values have the right types."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from .finding import Rule
from .kind import Field, Kind, KindRule
from .titles import did_you_mean
from .yamlfile import KeyPath

Fault = tuple[KeyPath, str]
"""Where in the file, and what is wrong."""

TABLE_OPTIONS = ("caption", "name", "columns", "sort", "file", "class")
"""The options that the table of every kind has: no field may be one of them."""

ASKED = ("id", "title", "kind", "level", "residual-level", "document")
"""What may be asked of a record besides its fields."""

_KIND_NAME = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")
_FIELD_NAME = re.compile(r"[^\W_]+(?:[-_ ][^\W_]+)*")
_RULE_NAME = re.compile(r"[a-z][a-z0-9_]*")
_OWN_RULES = frozenset(rule.value for rule in Rule)


def faults(kind: Kind) -> Iterator[Fault]:
    """Yield what is wrong with a kind."""
    if not _KIND_NAME.fullmatch(kind.name) or kind.name != kind.name.lower():
        words = "small letters and digits, with hyphens between words"
        yield ("name",), f"{kind.name!r} can't name directives: a kind's name has {words}"
    yield from _fields(kind.fields, ("fields",))
    yield from _options(kind)
    if kind.subject not in kind.by_name:
        yield ("subject",), _no_field(kind.subject, kind)
    if kind.openapi and kind.field("endpoint") is None:
        yield ("openapi",), f"{_no_field('endpoint', kind)}, which operations go by"
    yield from _level(kind, "level", kind.level)
    yield from _level(kind, "residual", kind.residual)
    yield from _closed(kind)
    yield from _sort(kind)
    yield from _rules(kind)


def _no_field(name: str, kind: Kind, *more: str) -> str:
    return f"there is no field {name!r}{did_you_mean(name, (*kind.by_name, *more))}"


# -- fields -----------------------------------------------------------------------------------


def _fields(fields: Iterable[Field], path: KeyPath) -> Iterator[Fault]:
    claimed: dict[str, Field] = {}
    for index, field in enumerate(fields):
        here = (*path, index)
        yield from _names(field, here, claimed)
        yield from _of_type(field, here)
        yield from _fields(field.fields, (*here, "fields"))


def _names(field: Field, here: KeyPath, claimed: dict[str, Field]) -> Iterator[Fault]:
    if not _FIELD_NAME.fullmatch(field.name):
        words = "letters and digits, with hyphens between words"
        yield (*here, "name"), f"{field.name!r} can't name a field: its name has {words}"
    for key in sorted(field.keys):
        first = claimed.setdefault(key, field)
        if first is not field and first.name == field.name:
            yield here, f"there is already a field {field.name!r}"
            return
        if first is not field:
            yield here, f"{field.name!r} is read by a name that {first.name!r} has: {key!r}"


_NEEDS = (
    ("choices", "choice", "is a choice and has no choices", "has choices"),
    ("fields", "entries", "holds entries and has no fields", "has fields"),
)
"""What a type needs, and no other has: the key, the type, and the words for either fault."""

_ONLY_LINKS = (
    ("targets", "names the kinds of other records"),
    ("back", "says how others show the way back"),
)


def _of_type(field: Field, here: KeyPath) -> Iterator[Fault]:
    for key, wanted, lacks, has in _NEEDS:
        given = bool(getattr(field, key))
        if field.type == wanted and not given:
            yield here, f"the field {field.name!r} {lacks}"
        elif field.type != wanted and given:
            yield (*here, key), f"the field {field.name!r} {has} and is not of type {wanted}"
    for key, what in _ONLY_LINKS:
        if getattr(field, key) and field.type != "links":
            yield (*here, key), f"the field {field.name!r} {what} and is not of type links"


def _options(kind: Kind) -> Iterator[Fault]:
    """Yield the options that can't be one: for all rows of a table the value is the same."""
    for index, field in enumerate(kind.fields):
        here: KeyPath = ("fields", index, "option")
        if not field.option:
            continue
        if field.name in TABLE_OPTIONS or (kind.openapi and field.name == "openapi"):
            yield here, f"every table has an option {field.name!r} of its own"
        elif field.name == kind.subject or field.type == "id":
            yield here, f"{field.name!r} tells records apart: no table has one for all its rows"
        elif field.type == "entries":
            yield here, f"{field.name!r} holds entries, which no option can say"
    for index, field in enumerate(kind.fields):
        for inner, part in enumerate(field.fields):
            if part.option:
                yield (
                    ("fields", index, "fields", inner, "option"),
                    f"{part.name!r} is a field of an entry: only fields of the kind are options",
                )


# -- what is said of fields -------------------------------------------------------------------


def _level(kind: Kind, key: str, names: Collection[str]) -> Iterator[Fault]:
    for name in names:
        if name not in kind.by_name:
            yield (key,), _no_field(name, kind)
        elif kind.by_name[name].type != "level":
            yield (key,), f"the field {name!r} is not of type level"
    if len(names) not in {0, 2}:
        what = "level" if key == "level" else f"{key} level"
        yield (key,), f"the {what} is the product of two fields"


def _closed(kind: Kind) -> Iterator[Fault]:
    status = kind.field("status")
    if kind.closed and status is None:
        yield ("closed",), "there is no field 'status' that could say so"
    elif status is not None and status.choices:
        for index, word in enumerate(kind.closed):
            if word not in status.choices:
                choices = ", ".join(status.choices)
                hint = did_you_mean(word, status.choices)
                yield ("closed", index), f"{word!r} is not one of {choices}{hint}"


def _sort(kind: Kind) -> Iterator[Fault]:
    for part in kind.sort.split(","):
        name = part.strip().lstrip("+- ")
        if name and name not in ASKED and kind.field(name) is None:
            yield ("sort",), _no_field(name, kind, *ASKED)


# -- rules ------------------------------------------------------------------------------------


def _rules(kind: Kind) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, rule in enumerate(kind.rules):
        here: KeyPath = ("rules", index)
        yield from _rule_name(rule, here, seen)
        for key in ("where", "message"):
            if not getattr(rule, key).strip():
                yield (*here, key), f"the rule {rule.name!r} says nothing here"
        if rule.field and rule.field not in kind.by_name:
            yield (*here, "field"), _no_field(rule.field, kind)


def _rule_name(rule: KindRule, here: KeyPath, seen: set[str]) -> Iterator[Fault]:
    if not _RULE_NAME.fullmatch(rule.name):
        words = "small letters, digits and underscores, as in risk_unmitigated"
        yield (*here, "name"), f"{rule.name!r} can't name a rule: its name has {words}"
    elif rule.name in seen or rule.name in _OWN_RULES:
        yield (*here, "name"), f"there is already a rule {rule.name!r}"
    seen.add(rule.name)
