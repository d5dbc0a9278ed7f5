"""The kinds of record that a project has."""

from __future__ import annotations

from functools import cache

from ..model.kind_library import KindLibrary


@cache
def builtin() -> KindLibrary:
    """Return the kinds that come with the package."""
    return KindLibrary()
