"""The directives that show the records of all documents: `risk-register` and its like."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from ..directives.kind_views import backs_of
from ..directives.view import View
from ..model.kind import Kind
from ..records.export import usual_columns
from ..records.query import (
    Column,
    Item,
    group,
    parse,
    parse_columns,
    parse_keys,
    sort,
)
from ..records.sorting import orderer
from .leads import leads_in
from .register_cells import Cell, cell_of

if TYPE_CHECKING:
    from .project import Project


class Group(msgspec.Struct, frozen=True):
    """The rows of a register that have something in common: their title, and their cells."""

    title: str
    rows: list[list[Cell]]


class Register(msgspec.Struct, frozen=True):
    """What a register shows.

    Attributes:
        heads: the headings of its columns.
        names: the names of its columns.
        types: their types.
        total: how many records of the kind the chosen documents have.
        shown: how many of them are shown.
        leads: what may be seen of all that the texts in its cells refer to.
    """

    heads: list[str]
    names: list[str]
    types: list[str]
    groups: list[Group]
    total: int
    shown: int
    leads: list[str]


# -- what is shown ------------------------------------------------------------------------


def register_content(project: Project, view: View) -> Register:
    """Return what a register shows."""
    kind, options = project.kinds[view.kind], view.options
    backs = backs_of(kind, project.kinds.values())
    chosen = [i for i in project.items.get(kind.name, ()) if view.takes(i.record.docname)]
    found = chosen
    if "where" in options:
        query = parse(options["where"], kind, project.scale, backs=backs)
        found = [item for item in chosen if query.matches(item, project.today)]
    keys = parse_keys(options.get("sort") or kind.sort, kind, backs=backs)
    found = sort(found, keys)
    limited = found[: int(options["limit"])] if "limit" in options else found
    columns = _columns(kind, options, backs, limited)
    parts = [("", limited)]
    if "group-by" in options:
        parts = _parts(limited, parse_columns(options["group-by"], kind, backs)[0])
    ranks = [_ranker(limited, each) for each in columns]
    groups = [_group(project, title, items, columns, ranks) for title, items in parts]
    return Register(
        [each.heading for each in columns],
        [each.name for each in columns],
        [each.type for each in columns],
        groups,
        len(chosen),
        len(limited),
        _leads(project, groups),
    )


def _leads(project: Project, groups: Iterable[Group]) -> list[str]:
    cells = (cell for group in groups for row in group.rows for cell in row if cell.excerpt)
    return [project.leads.seen(lead) for cell in cells for lead in leads_in(cell.excerpt)]


def _columns(
    kind: Kind, options: dict[str, str], backs: dict[str, str], items: list[Item]
) -> Sequence[Column]:
    """Return the columns that are asked for, else those of the kind that hold anything."""
    if "columns" in options:
        return parse_columns(options["columns"], kind, backs)
    return usual_columns(kind, backs, items)


def _parts(items: list[Item], by: Column) -> list[tuple[str, list[Item]]]:
    """Return the groups of a register with their titles; that of a document is its own."""
    parts = group(items, by)
    if by.name != "document":
        return parts
    return [(found[0].document.get("title", name), found) for name, found in parts]


_RANKED = frozenset({"choice", "quantity"})
"""The types of fields whose values have an order that their words do not tell."""

Ranker = Callable[[Item], int]


def _ranker(items: Iterable[Item], column: Column) -> Ranker | None:
    """Return the function that gives the rank of an item in a column, 0 for none."""
    if column.type not in _RANKED:
        return None
    order = orderer(column)
    found = sorted({key for item in items for known, key in [order(item)] if known == 0})
    ranks = {(0, key): rank for rank, key in enumerate(found, 1)}
    return lambda item: ranks.get(order(item), 0)


def _group(
    project: Project,
    title: str,
    items: list[Item],
    columns: Sequence[Column],
    ranks: Sequence[Ranker | None],
) -> Group:
    return Group(title, [_row(project, item, columns, ranks) for item in items])


def _row(
    project: Project, item: Item, columns: Sequence[Column], ranks: Sequence[Ranker | None]
) -> list[Cell]:
    """Return the cells of a record; the first that names it leads to it."""
    subjects = {"id"} if item.record.named else {item.kind.subject, "title"}
    names = [each.name for each in columns]
    lead = next((number for number, name in enumerate(names) if name in subjects), 0)
    cells = [cell_of(project, item, each, n == lead) for n, each in enumerate(columns)]
    for number, rank in enumerate(ranks):
        if rank is not None:
            cells[number] = msgspec.structs.replace(cells[number], rank=rank(item))
    return cells
