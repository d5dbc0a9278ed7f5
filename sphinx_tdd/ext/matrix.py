"""`risk-matrix`: all risks by impact and likelihood, before and after what is done about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

import msgspec

from ..directives.kind_views import AFTER, BEFORE, BOTH, backs_of
from ..directives.view import View
from ..model.kind import Kind
from ..records.columns import step_of
from ..records.compare import natural
from ..records.query import Item, parse
from .names import Name, name_of

if TYPE_CHECKING:
    from ..records.levels import Scale
    from .project import Project


class MatrixCell(msgspec.Struct, frozen=True):
    """One cell: the step of its level, from 1, and the risks that stand in it."""

    level: int
    names: list[Name]


class LeftOut(msgspec.Struct, frozen=True):
    """A risk that has no place in a table.

    Attributes:
        name: the risk.
        reasons: the headings of its fields that keep it out, each with what stands there, "" for
            nothing.
    """

    name: Name
    reasons: list[tuple[str, str]]


class Grid(msgspec.Struct, frozen=True):
    """One table.

    Attributes:
        when: `before` or `after`: what is done about the risks.
        rows: its cells: a row for each step of impact, the greatest first; a column for each step
            of likelihood, the least first.
        left_out: the risks that have no place in it.
    """

    when: str
    rows: list[list[MatrixCell]]
    left_out: list[LeftOut]


class Matrix(msgspec.Struct, frozen=True):
    """What a risk matrix shows.

    Attributes:
        steps: the names of the scale's steps, from the least.
        axes: the headings of the fields down and across.
        grids: its tables.
        total: how many risks the chosen documents have.
        shown: how many of them are in question here.
    """

    steps: tuple[str, ...]
    axes: tuple[str, str]
    grids: list[Grid]
    total: int
    shown: int


# -- what is shown ------------------------------------------------------------------------


def matrix_content(project: Project, view: View) -> Matrix:
    """Return what a matrix shows."""
    kind = project.kinds[view.kind]
    chosen = [i for i in project.items.get(kind.name, ()) if view.takes(i.record.docname)]
    found = chosen
    if "where" in view.options:
        backs = backs_of(kind, project.kinds.values())
        query = parse(view.options["where"], kind, project.scale, backs=backs)
        found = [item for item in chosen if query.matches(item, project.today)]
    found = sorted(found, key=_order)
    headings = [kind.by_name[name].heading for name in kind.level] or ["Impact", "Likelihood"]
    tables = _tables(kind, found, view.options.get("show", ""))
    return Matrix(
        project.scale.steps,
        (headings[0], headings[1]),
        [_grid(project, found, when) for when in tables],
        len(chosen),
        len(found),
    )


def _order(item: Item) -> tuple[bool, tuple[Any, ...]]:
    """Return the order within a cell: by id; those without one come last."""
    return not item.record.named, natural(item.record.id) if item.record.named else ()


def _tables(kind: Kind, items: Iterable[Item], wanted: str) -> tuple[str, ...]:
    """Return which tables there are: both where nothing is said and a risk has what is left."""
    if wanted in {BEFORE, AFTER}:
        return (wanted,)
    has_residual = any(item.record.fields.get(name) for item in items for name in kind.residual)
    return (BEFORE, AFTER) if has_residual or wanted == BOTH else (BEFORE,)


def _grid(project: Project, items: Iterable[Item], when: str) -> Grid:
    scale, left_out = project.scale, []
    steps = range(1, len(scale.steps) + 1)
    found: dict[tuple[int, ...], list[Name]] = {place: [] for place in product(steps, steps)}
    for item in items:
        fields = list(_fields(item, when))
        name = name_of(project, item.record)
        reasons = [(heading, text) for heading, text, step in fields if step is None]
        if reasons:
            left_out.append(LeftOut(name, reasons))
        else:
            found[tuple(step for _, _, step in fields if step)].append(name)
    rows = [[_cell(scale, down, across, found) for across in steps] for down in reversed(steps)]
    return Grid(when, rows, left_out)


def _cell(
    scale: Scale, down: int, across: int, found: dict[tuple[int, ...], list[Name]]
) -> MatrixCell:
    return MatrixCell(scale.level(down, across), found[down, across])


def _fields(item: Item, when: str) -> Iterator[tuple[str, str, int | None]]:
    """Yield heading, text and step of the two fields that place a risk.

    What is left is as great as what was there where nothing is said of it.
    """
    kind, fields = item.kind, item.record.fields
    residual = kind.residual if when == AFTER and kind.residual else kind.level
    for name, left in zip(kind.level, residual, strict=True):
        used = left if fields.get(left) else name
        value = fields.get(used, "")
        text = value if isinstance(value, str) else ""
        yield kind.by_name[used].heading, text, step_of(item.scale, value)
