"""The records of a project together: what they say of each other, and what is wrong with that."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ..model.finding import Rule
from ..model.kind import Kind, Problem, Record
from ..model.titles import did_you_mean
from ..records.exposure import top_risk
from ..records.levels import Scale
from ..records.links import Links
from ..records.lookup import Lookup

if TYPE_CHECKING:
    from ..directives.view import View
    from ..model.report import TopRisk
    from ..records.query import Item

Said = Callable[[str], Mapping[str, str]]
"""Gives what can be asked of a document by its docname: title, template, status, owner."""


def today() -> date:
    """Return the day of the build, in UTC; `SOURCE_DATE_EPOCH` sets it, as for Sphinx itself."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = int(epoch) if epoch.isdigit() else None
    return (datetime.now(UTC) if moment is None else datetime.fromtimestamp(moment, UTC)).date()


def unmatched_views(
    views: Iterable[View], docnames: Collection[str]
) -> Iterator[tuple[str, Problem]]:
    """Yield, with its docname, a problem for each pattern in a view that takes no document."""
    for view in sorted(views, key=lambda each: each.docname):
        for pattern in view.unmatched(docnames):
            message = f":documents: {pattern!r} matches no document"
            hint = did_you_mean(pattern, docnames)
            problem = Problem(Rule.REGISTER.value, view.line, message + hint, view.source)
            yield view.docname, problem


class Together:
    """All records of a project.

    Args:
        lookup: the records, to be asked for by name or place.
        said: gives what can be asked of the documents they stand in.
    """

    def __init__(
        self, lookup: Lookup, kinds: Mapping[str, Kind], scale: Scale, day: date, said: Said
    ) -> None:
        self.lookup = lookup
        self.kinds = kinds
        self.scale = scale
        self.day = day
        self.said = said

    @cached_property
    def links(self) -> Links:
        """What the records say of each other."""
        return Links(self.lookup, self.kinds)

    @cached_property
    def items(self) -> dict[str, list[Item]]:
        """All records by kind, each with all that may be asked of it, in the project's order."""
        from ..records.query import Item

        found: dict[str, list[Item]] = {}
        for record in self.lookup.records:
            if record.kind in self.kinds:
                kind, back = self.kinds[record.kind], self.links.back_names(record)
                item = Item(record, kind, self.scale, back, dict(self.said(record.docname)))
                found.setdefault(record.kind, []).append(item)
        return found

    def problems(
        self,
        severity: Mapping[str, str],
        is_elsewhere: Callable[[str, str], bool],
        more: Iterable[tuple[str, Problem]] = (),
    ) -> dict[str, tuple[Problem, ...]]:
        """Return, by docname, what is wrong with records in the light of all the others.

        Args:
            severity: what the settings say of rules: those that are off are left out.
            is_elsewhere: whether another project has a record of a kind under a name.
            more: further problems, each with its docname.
        """
        found: dict[str, list[Problem]] = {}
        for docname, problem in (*self._doubled(), *more, *self._said_of(is_elsewhere)):
            if severity.get(problem.rule, problem.severity) != "off":
                found.setdefault(docname, []).append(problem)
        return {docname: tuple(found[docname]) for docname in sorted(found)}

    def _doubled(self) -> Iterator[tuple[str, Problem]]:
        # Imported late: a build in which nothing changed asks nothing of records.
        from ..records.duplicates import duplicates

        for docname, problems in duplicates(self.lookup.records).items():
            yield from ((docname, problem) for problem in problems)

    def _said_of(self, is_elsewhere: Callable[[str, str], bool]) -> Iterator[tuple[str, Problem]]:
        from ..records.record_rules import rule_problems

        yield from self.links.broken(is_elsewhere)
        items = (item for each in self.items.values() for item in each)
        yield from rule_problems(items, self.day, self.kinds.values())

    def risks(self, by_docname: Mapping[str, Iterable[Record]]) -> dict[str, TopRisk]:
        """Return, by docname, the open record of the highest level."""
        found = {
            docname: top_risk(by_docname[docname], self.kinds, self.scale)
            for docname in sorted(by_docname)
        }
        return {docname: risk for docname, risk in found.items() if risk is not None}
