"""The directives that show the records of all documents: registers, the matrix, diagrams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from ..model.kind import Kind
from ..records.query import Column, QueryError, back_names, parse, parse_columns, parse_keys
from .view_directive import Check, ViewDirective, number_from_one

BEFORE, AFTER, BOTH = "before", "after", "both"
"""What `:show:` of a matrix takes."""

TECHNIQUES = {"mermaid": "sphinxcontrib.mermaid", "graphviz": "sphinx.ext.graphviz", "list": ""}
"""What `:as:` of a diagram takes, each with the extension that it needs."""

SETTINGS = {"mermaid": "mermaid_output_format", "graphviz": "graphviz_output_format"}
"""A setting of each extension, by which it is known to be loaded."""


class KindView(ViewDirective):
    """A view of the records of one kind, which `:where:` chooses from."""

    kind: ClassVar[Kind]

    def checks(self) -> dict[str, Check]:
        """Return the options of its own."""
        backs = backs_of(self.kind, self.host.kinds.values())
        return {"where": lambda text: parse(text, self.kind, self.scale, backs=backs)}


class RegisterDirective(KindView):
    """Leaves the place of a register of one kind."""

    view = "register"

    def checks(self) -> dict[str, Check]:
        """Return the options of a register."""
        backs = backs_of(self.kind, self.host.kinds.values())
        return {
            **super().checks(),
            "columns": lambda text: some_columns(text, self.kind, backs),
            "sort": lambda text: parse_keys(text, self.kind, backs=backs),
            "group-by": lambda text: one_column(text, self.kind, backs),
            "limit": number_from_one,
        }


class MatrixDirective(KindView):
    """Leaves the place of a risk matrix."""

    view = "matrix"

    def checks(self) -> dict[str, Check]:
        """Return the options of a matrix."""
        return {**super().checks(), "show": _check_show}


class DiagramDirective(KindView):
    """Leaves the place of a diagram."""

    is_diagram = True

    def checks(self) -> dict[str, Check]:
        """Return the options of a diagram."""
        return {**super().checks(), "as": self._check_technique}

    def _check_technique(self, text: str) -> None:
        if text not in TECHNIQUES:
            raise QueryError(f"{text!r} is none of {', '.join(TECHNIQUES)}")
        if text in SETTINGS and not self.host.has_setting(SETTINGS[text]):
            raise QueryError(f"{text!r} needs {TECHNIQUES[text]!r} in extensions, in conf.py")


class ComponentDiagram(DiagramDirective):
    """Leaves the place of a diagram of components and what they need."""

    view = "component-diagram"


class EntityDiagram(DiagramDirective):
    """Leaves the place of a diagram of entities and how they are related."""

    view = "entity-diagram"


class DecisionGraph(DiagramDirective):
    """Leaves the place of a graph of decisions and what replaced them."""

    view = "decision-graph"


def _check_show(text: str) -> None:
    if text not in {BEFORE, AFTER, BOTH}:
        raise QueryError(f"{text!r} is none of {BEFORE}, {AFTER}, {BOTH}")


def some_columns(text: str, kind: Kind, backs: dict[str, str]) -> Sequence[Column]:
    """Return the columns that a text names.

    Raises:
        QueryError: it names none, or one that the kind does not have.
    """
    found = parse_columns(text, kind, backs)
    if not found:
        raise QueryError(f"{text!r} names no column")
    return found


def one_column(text: str, kind: Kind, backs: dict[str, str]) -> Column:
    """Return the column that a text names.

    Raises:
        QueryError: it names none, several, or one that the kind does not have.
    """
    first, *others = some_columns(text, kind, backs)
    if others:
        raise QueryError(f"{text!r} names several columns, and groups are made by one")
    return first


def backs_of(kind: Kind, kinds: Iterable[Kind]) -> dict[str, str]:
    """Return the ways back to records of a kind from those of all kinds."""
    return back_names(kind, kinds)
