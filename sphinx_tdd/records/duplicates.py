"""Ids that two records of one kind have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..model.finding import Rule
from ..model.kind import Problem, Record


def duplicates(records: Iterable[Record]) -> dict[str, list[Problem]]:
    """Return, by docname, a problem for each named record whose id another of its kind has.

    Each names the other place; where there are several, the first of them.
    """
    places: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        if record.named:
            places[record.kind, record.id].append(record)
    found: dict[str, list[Problem]] = defaultdict(list)
    for same in places.values():
        for record in same if len(same) > 1 else ():
            other = next(one for one in same if one is not record)
            found[record.docname].append(_problem(record, other))
    return dict(found)


def _problem(record: Record, other: Record) -> Problem:
    here, there = record.source or record.docname, other.source or other.docname
    where = "" if here == there else f"{there!r}, "
    message = f"the {record.kind} {record.id!r} is also defined in {where}line {other.line}"
    return Problem(Rule.DUPLICATE_RECORD.value, record.line, message, record.source)
