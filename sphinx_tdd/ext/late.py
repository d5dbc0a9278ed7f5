"""Directives that are registered before the code behind them is imported.

A build in which nothing changed reads no document, and does without that code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.util.docutils import SphinxDirective

from ..directives.options import ANY_OPTIONS
from ..directives.table import Entry, working

if TYPE_CHECKING:
    from docutils.nodes import Node

    from ..directives.directive import TddDirective
    from ..model.kind_library import KindLibrary


class LateDirective(SphinxDirective):
    """Stands for a directive, and runs it.

    What docutils and MyST-Parser ask of a directive before it runs is said here.

    Attributes:
        entry: which directive it is.
        kinds: where its kind is had from.
    """

    has_content = True
    option_spec: ClassVar[Any] = ANY_OPTIONS
    entry: ClassVar[Entry]
    kinds: ClassVar[KindLibrary]
    made: ClassVar[type[TddDirective] | None] = None

    @classmethod
    def working(cls) -> type[TddDirective]:
        """Return the directive that does the work."""
        if cls.made is None:
            kind = cls.kinds[cls.entry.kind] if cls.entry.kind else None
            cls.made = working(cls.entry.target, cls.__name__, kind)
        return cls.made

    def run(self) -> list[Node]:
        """Return what the directive itself returns."""
        from .host import SphinxHost

        directive = self.working()(
            self.name,
            self.arguments,
            self.options,
            self.content,
            self.lineno,
            self.content_offset,
            self.block_text,
            self.state,
            self.state_machine,
        )
        directive.host = SphinxHost(self.env)
        return list(directive.run())


class LateTitled(LateDirective):
    """Stands for a directive with a title behind its name."""

    optional_arguments = 1
    final_argument_whitespace = True
