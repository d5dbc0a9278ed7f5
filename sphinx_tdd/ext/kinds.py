"""The kinds of record that a project has."""

from __future__ import annotations

from functools import cache

from ..model import kind_files
from ..model.kind import Kind, Problem


@cache
def _loaded() -> kind_files.Kinds:
    return kind_files.load()


def builtin() -> dict[str, Kind]:
    """Return the kinds that come with the package, by name."""
    return _loaded().by_name


def problems() -> tuple[Problem, ...]:
    """Return what is wrong with the files of kinds."""
    return _loaded().problems
