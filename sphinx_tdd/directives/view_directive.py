"""The directive of every view: it checks its options and leaves a placeholder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Node

from ..model.finding import Rule
from ..model.kind import Kind
from ..records.query import QueryError
from .directive import TddDirective
from .marks import DOCNAME, NUMBER, VIEW
from .view import View

COMMON = ("documents", "caption", "name", "class")
"""The options that every view has."""

Check = Callable[[str], Any]
"""Reads the text of an option; raises `QueryError` where it can't be used."""


class ViewDirective(TddDirective):
    """Leaves the place of a view; says what is wrong with its options.

    Attributes:
        view: which sort of view it is, a key of `view_makers.MAKERS`.
        is_diagram: whether what it shows is a drawing.
        kind: the kind whose records it shows; None where it shows several, or none.
    """

    view: ClassVar[str]
    optional_arguments = 1
    final_argument_whitespace = True
    is_diagram: ClassVar[bool] = False
    kind: ClassVar[Kind | None] = None

    def checks(self) -> dict[str, Check]:
        """Return the options of its own, each with what checks its text."""
        return {}

    def run(self) -> list[Node]:
        """Return the placeholder of the view."""
        self.prepare()
        if self.arguments:  # words behind the name are the caption, as of Sphinx's own tables
            self.options.setdefault("caption", " ".join(self.arguments[0].split()))
        checks = self.checks()
        offered = (*checks, *COMMON)
        self.refuse_options((name for name in self.options if name not in offered), offered)
        if any(line.strip() for line in self.content):
            message = f"{self.name} has no body: it shows what other directives hold"
            self.note(Rule.REGISTER, self.first, message)
        view = View(
            self.view,
            self.docname,
            self.kind.name if self.kind else "",
            self._checked(checks),
            len(self.host.views()),
            self.option_line("documents"),
            self.source,
        )
        self.host.note_view(view)
        node = placeholder(view, diagram=self.is_diagram)
        node["classes"] += self.classes()
        node.source, node.line = self.path, self.line
        self.add_name(node)
        return [node]

    def _checked(self, checks: dict[str, Check]) -> dict[str, str]:
        """Return the options that can be used; what is wrong with the others is noted."""
        good = {n: v for n, v in self.options.items() if n in {"caption", "documents"} and v}
        for name, check in checks.items():
            if name in self.options:
                try:
                    check(self.options[name])
                except QueryError as error:
                    self.note_option(Rule.REGISTER, name, f":{name}: {error}")
                else:
                    good[name] = self.options[name]
        return good


def placeholder(view: View, *, diagram: bool = False) -> nodes.container:
    """Return the node that stands for a view until it is filled."""
    node = nodes.container(classes=["tdd-view", f"tdd-{view.name}"])
    node[VIEW], node[DOCNAME], node[NUMBER] = view.name, view.docname, view.number
    if diagram:
        node["tdd-diagram"] = view.name
    return node


def number_from_one(text: str) -> int:
    """Return a number of records or rows.

    Raises:
        QueryError: it is none.
    """
    if not text.isdecimal() or not 0 < int(text) < 1_000_000:
        raise QueryError(f"{text!r} is no number from 1 on")
    return int(text)
