"""Kinds read from their files: one YAML file a kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from . import yamlfile
from .finding import Rule
from .kind import Field, Kind, Problem
from .titles import did_you_mean

BUILTIN = Path(__file__).parent.parent / "data" / "kinds"
"""The folder of the kinds that come with the package."""


class Kinds(msgspec.Struct, frozen=True):
    """Kinds by name, and what is wrong with the files they were read from."""

    by_name: dict[str, Kind]
    problems: tuple[Problem, ...] = ()


def load(folder: Path = BUILTIN) -> Kinds:
    """Return the kinds of a folder's `*.yaml` files; a broken file is left out and reported."""
    found: dict[str, Kind] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        source = yamlfile.read(path, path.name if folder == BUILTIN else str(path))
        kind = read(source)
        if kind and kind.name in found:
            source.fault(("name",), f"there is already a kind {kind.name!r}")
            kind = None
        if kind:
            found[kind.name] = kind
        problems += (_problem(fault) for fault in source.faults)
    return Kinds(found, tuple(problems))


def read(source: yamlfile.Source) -> Kind | None:
    """Return the kind that a file describes, or None where it has a fault; notes the faults."""
    if not isinstance(source.data, dict):
        if not source.faults:
            source.fault((), "a kind is a mapping with name, title, subject and fields")
        return None
    kind = yamlfile.convert(source, source.data, Kind)
    for path, message in _faults(kind) if kind else ():
        source.fault(path, message)
    return None if source.faults else kind


def _problem(fault: yamlfile.Fault) -> Problem:
    where = f"{fault.key}: " if fault.key else ""
    return Problem(Rule.KIND_FILE.value, fault.line, where + fault.message, fault.path)


def _faults(kind: Kind) -> Iterator[tuple[yamlfile.KeyPath, str]]:
    """Yield what is wrong with a kind whose values have the right types."""
    names = kind.by_name
    yield from _field_faults(kind.fields, ("fields",))
    for key, wanted in (("subject", kind.subject), *(("level", name) for name in kind.level)):
        if wanted not in names:
            yield (key,), f"there is no field {wanted!r}{did_you_mean(wanted, names)}"
    if len(kind.level) not in {0, 2}:
        yield ("level",), "the level is the product of two fields"
    for name in kind.level:
        if name in names and names[name].type != "level":
            yield ("level",), f"the field {name!r} is not of type level"


def _field_faults(
    fields: Iterable[Field], path: yamlfile.KeyPath
) -> Iterator[tuple[yamlfile.KeyPath, str]]:
    claimed: dict[str, str] = {}
    for index, field in enumerate(fields):
        here = (*path, index)
        if field.type == "choice" and not field.choices:
            yield here, f"the field {field.name!r} is a choice and has no choices"
        if field.type == "entries" and not field.fields:
            yield here, f"the field {field.name!r} holds entries and has no fields"
        for key in sorted(field.keys):
            first = claimed.setdefault(key, field.name)
            if first != field.name:
                yield here, f"{field.name!r} is read by a name that {first!r} has: {key!r}"
        yield from _field_faults(field.fields, (*here, "fields"))
