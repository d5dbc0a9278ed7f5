"""Kinds read from their files: one YAML file a kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from . import yamlfile
from .finding import Rule
from .kind import ANY_KIND, Kind, Problem
from .kind_faults import faults
from .kind_library import BUILTIN
from .titles import did_you_mean
from .yaml_files import yaml_files

Check = Callable[[Kind, Mapping[str, Kind]], Iterable[tuple[yamlfile.KeyPath, str]]]
"""Yields what is wrong with a kind: where in its file, and a message."""


def no_check(kind: Kind, kinds: Mapping[str, Kind]) -> Iterable[tuple[yamlfile.KeyPath, str]]:
    """Find nothing wrong with a kind."""
    return ()


class Kinds(msgspec.Struct, frozen=True):
    """Kinds by name, and what is wrong with the files they were read from."""

    by_name: dict[str, Kind]
    problems: tuple[Problem, ...] = ()


def load(folder: Path = BUILTIN) -> Kinds:
    """Return the kinds of a folder's `*.yaml` files; a broken file is left out and reported."""
    name = "" if folder == BUILTIN else f"{folder}/"
    return Kinds(*_load([(folder, name)]))


def load_own(
    folders: Iterable[tuple[Path, str]], known: Mapping[str, Kind], check: Check
) -> tuple[dict[str, Kind], tuple[Problem, ...]]:
    """Return the kinds in a project's folders by name, and what is wrong with their files.

    Args:
        folders: each with the name by which messages call it.
        known: the other kinds, which links may lead to.
        check: tells what is wrong with the conditions of a kind, given all kinds.
    """
    named = [(folder, f"{name.rstrip('/')}/") for folder, name in folders]
    missing = [
        Problem(Rule.KIND_FILE.value, 1, f"there is no folder {name!r}")
        for folder, name in folders
        if not folder.is_dir()
    ]
    found, problems = _load(named, known, check)
    return found, (*missing, *problems)


def _load(
    folders: Iterable[tuple[Path, str]],
    known: Mapping[str, Kind] = MappingProxyType({}),
    check: Check = no_check,
) -> tuple[dict[str, Kind], tuple[Problem, ...]]:
    found: dict[str, tuple[Kind, yamlfile.Source]] = {}
    sources = []
    for folder, name in folders:
        for path in yaml_files(folder):
            source = yamlfile.read(path, f"{name}{path.name}")
            sources.append(source)
            kind = read(source)
            if kind and kind.name in found:
                source.fault(("name",), f"there is already a kind {kind.name!r}")
            elif kind:
                found[kind.name] = kind, source
    for kind, source in found.values():
        for path_of, message in _target_faults(kind, {*found, *known}):
            source.fault(path_of, message)
    own = {name: kind for name, (kind, _) in found.items()}
    for kind, source in found.values():
        if not source.faults:
            for path_of, message in check(kind, {**known, **own}):
                source.fault(path_of, message)
    problems = tuple(_problem(fault) for source in sources for fault in source.faults)
    return {name: kind for name, (kind, source) in found.items() if not source.faults}, problems


def _target_faults(kind: Kind, known: Collection[str]) -> Iterator[tuple[yamlfile.KeyPath, str]]:
    """Yield the targets of links that are no kinds."""
    for index, field in enumerate(kind.fields):
        for target in field.targets:
            if target not in known and target != ANY_KIND:
                hint = did_you_mean(target, known)
                yield ("fields", index, "targets"), f"there is no kind {target!r}{hint}"


def read_file(path: Path) -> Kind:
    """Return the kind that a file of the package describes.

    Raises:
        ValueError: the file has a fault; a test keeps those of the package free of them.
    """
    source = yamlfile.read(path, path.name)
    kind = read(source)
    if kind is None:
        raise ValueError(f"{path.name}: {source.faults}")
    return kind


def read(source: yamlfile.Source) -> Kind | None:
    """Return the kind that a file describes, or None where it has a fault; notes the faults."""
    if not isinstance(source.data, dict):
        if not source.faults:
            source.fault((), "a kind is a mapping with name, title, subject and fields")
        return None
    kind = yamlfile.convert(source, source.data, Kind)
    for path, message in faults(kind) if kind else ():
        source.fault(path, message)
    return None if source.faults else kind


def _problem(fault: yamlfile.Fault) -> Problem:
    where = f"{fault.key}: " if fault.key else ""
    return Problem(Rule.KIND_FILE.value, fault.line, where + fault.message, fault.path)
