"""The kinds of record that a project has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from ..model.kind_library import KindLibrary

if TYPE_CHECKING:
    from ..model.kind import Kind
    from ..model.yamlfile import KeyPath


@cache
def builtin() -> KindLibrary:
    """Return the kinds that come with the package."""
    return KindLibrary()


def conditions(kind: Kind, kinds: Mapping[str, Kind]) -> Iterator[tuple[KeyPath, str]]:
    """Yield what is wrong with the conditions, the sorting and the columns of a team's kind."""
    # Imported late: few projects have kinds of their own.
    from ..records.levels import Scale
    from ..records.query import QueryError, back_names, parse_columns, parse_keys
    from ..records.record_rules import check_rules

    for index, message in check_rules(kind, Scale(), kinds.values()):
        yield ("rules", index), message
    backs = back_names(kind, kinds.values())
    try:
        parse_keys(kind.sort, kind, backs)
    except QueryError as error:
        yield ("sort",), str(error)
    try:
        parse_columns(", ".join(kind.register), kind, backs)
    except QueryError as error:
        yield ("register",), str(error)
