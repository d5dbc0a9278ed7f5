"""One fault is told once: what the findings on a template tell is no problem of a record too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..model.finding import Finding, Rule
from ..model.kind import Kind
from ..model.titles import title_key
from .places import Found
from .trees import Tree

_LACKING = {
    Rule.MISSING_COLUMN.value, Rule.MISSING_ITEM.value, Rule.EMPTY_ITEM.value,
    Rule.MISSING_TABLE.value,
}  # fmt: skip
_OF_VALUES = {Rule.RECORD_VALUE.value, Rule.BROKEN_REFERENCE.value}
_QUOTED = re.compile(r"'([^']+)'")
_NEAR = 20
"""How many lines a row of records may have, for a finding on it to be about one of its fields."""


class Problems:
    """Problems of records held against what the template's findings tell.

    Args:
        fields: the field that each problem says is missing, "" for none, in their order.
    """

    def __init__(
        self, told: Sequence[Found], tree: Tree, kinds: Mapping[str, Kind], fields: Sequence[str]
    ) -> None:
        self.told = told
        self.tree = tree
        self.kinds = kinds
        self.fields = fields

    def left(self, problems: Sequence[Found]) -> list[Found]:
        """Return the problems that nothing else tells."""
        pairs = zip(problems, self.fields, strict=True)
        return [problem for problem, field in pairs if not self._is_told(problem, field)]

    def _is_told(self, problem: Found, field: str) -> bool:
        found = problem.finding
        if found.rule in _OF_VALUES:
            return any(_same_text(each.finding, found) for each in self._of(Rule.PLACEHOLDER))
        if found.rule == Rule.RECORD_MISSING_FIELD.value and field:
            keys = self._keys(field)
            return any(self._lacks(each, problem, keys) for each in self.told)
        return False

    def _of(self, rule: Rule) -> list[Found]:
        return [each for each in self.told if each.finding.rule == rule.value]

    def _lacks(self, each: Found, problem: Found, keys: frozenset[str]) -> bool:
        """Whether a finding says that the part is missing which a record lacks."""
        if each.finding.rule not in _LACKING or not self._is_under(problem.spot, each.spot):
            return False
        last = (part.split(" > ")[-1] for part in each.finding.missing)
        return any(title_key(part) in keys for part in last)

    def _is_under(self, spot: int, above: int) -> bool:
        return spot == above or above in self.tree.ancestors(spot)

    def _keys(self, field: str) -> frozenset[str]:
        """Return the keys of all names by which a field of that name is read, in any kind."""
        found = (kind.by_name.get(field) for kind in self.kinds.values())
        return frozenset(key for one in found if one for key in one.keys) | {title_key(field)}


def _same_text(placeholder: Finding, problem: Finding) -> bool:
    """Whether a finding of template text quotes the value that a problem is about."""
    near = abs(placeholder.line - problem.line) <= _NEAR
    quoted = {*_QUOTED.findall(problem.message)}
    return (
        near
        and placeholder.source == problem.source
        and any(text in quoted for text in _QUOTED.findall(placeholder.message))
    )
