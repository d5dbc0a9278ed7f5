"""The rules about tables and diagrams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.finding import Rule
from ..model.outline import Block
from ..model.template import OR_RECORDS
from .held import Facts, Held
from .item_rules import items_met
from .places import Found, found, listed, place_in, place_of, quoted
from .recorded import is_one, sheets, tables
from .rules import rule
from .tables import Fit, best_fit

_PICTURES = ("<svg", "<img", "<object", "<picture", 'class="mermaid"')


def _fit(facts: Facts, held: Held) -> Fit | None:
    """Return the table that a section owes; several rules ask for it."""
    if id(held) not in facts.fits:
        facts.fits[id(held)] = best_fit(held.section, held.blocks, facts.kinds)
    return facts.fits[id(held)]


def _owes_table(held: Held) -> bool:
    return held.owed and held.checked


@rule(Rule.MISSING_TABLE)
def missing_table(facts: Facts) -> Iterator[Found]:
    """Tell each section that owes a table and has none with any of its columns."""
    for held in facts.with_columns:
        if not _owes_table(held) or _fit(facts, held):
            continue
        columns = tuple(column.title for column in held.section.columns)
        other = next(iter(tables(held.blocks)), None)
        but = "; the one it has names none of them" if other is not None else ""
        title = held.headings[0].title
        message = f"{quoted(title)} owes a table with the columns {listed(columns)}{but}"
        place = place_of(held, other)
        yield found(Rule.MISSING_TABLE, message, place, held.section.path, columns)


@rule(Rule.MISSING_COLUMN)
def missing_column(facts: Facts) -> Iterator[Found]:
    """Tell each owed column that a table lacks."""
    for held in facts.with_columns:
        if not _owes_table(held):
            continue
        fit = _fit(facts, held)
        for column in fit.lacks if fit else ():
            title, name = quoted(held.headings[0].title), quoted(column.title)
            what = "record" if fit is not None and is_one(fit.table) else "table"
            message = f"the {what} in {title} lacks the column {name}"
            place = place_of(held, fit.table if fit else None)
            yield found(Rule.MISSING_COLUMN, message, place, held.section.path, (column.title,))


@rule(Rule.EMPTY_TABLE)
def empty_table(facts: Facts) -> Iterator[Found]:
    """Tell each owed table that has no row with anything in it, and each column of one."""
    for held in facts.with_columns:
        if held.spot is None or held.excused:
            continue
        fit = _fit(facts, held)
        if fit is None:
            continue
        title, place = quoted(held.headings[0].title), place_of(held, fit.table)
        if fit.is_empty:
            message = f"the table in {title} has no rows"
            yield found(Rule.EMPTY_TABLE, message, place, held.section.path)
            continue
        for column in fit.blank:
            message = f"the table in {title} says nothing in the column {quoted(column.title)}"
            yield found(Rule.EMPTY_TABLE, message, place, held.section.path, (column.title,))


@rule(Rule.MISSING_DIAGRAM)
def missing_diagram(facts: Facts) -> Iterator[Found]:
    """Tell each section or item that owes a diagram and has none."""
    for held in facts.all:
        if not held.section.diagram or not (held.owed and held.checked) or _is_drawn(facts, held):
            continue
        title = held.headings[0].title
        message = f"{quoted(title)} owes a diagram: an image, a drawing or a literal block"
        place = place_in(held, 0)
        yield found(Rule.MISSING_DIAGRAM, message, place, held.section.path, ("a diagram",))
    for held in facts.with_items:
        if held.checked and any(item.diagram for item in held.section.items):
            for met in items_met(facts, held):
                if met.item.diagram and met.found and not _has_diagram(met.found.blocks):
                    message = f"the item {quoted(met.found.label)} owes a diagram"
                    place = place_in(held, met.found.line, met.found.source)
                    yield found(
                        Rule.MISSING_DIAGRAM, message, place, held.section.path, (met.item.title,)
                    )


def _is_drawn(facts: Facts, held: Held) -> bool:
    """Whether a section has its diagram, or the records that do instead of one."""
    if _has_diagram(held.blocks):
        return True
    kind = facts.kinds.get(held.section.kind)
    return held.section.diagram == OR_RECORDS and any(sheets(kind, held.blocks) if kind else ())


def _has_diagram(blocks: Sequence[Block]) -> bool:
    for top in blocks:
        for block in top.walk():
            if block.kind in {"code", "diagram"}:
                return True
            if block.kind == "raw" and any(mark in block.text for mark in _PICTURES):
                return True
    return False
