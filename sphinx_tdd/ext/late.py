"""Directives that are registered before the code behind them is imported.

A build in which nothing changed reads no document, and does without that code.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.util.docutils import SphinxDirective

from .options import ANY_OPTIONS

if TYPE_CHECKING:
    from docutils.nodes import Node

    from ..model.kind_library import KindLibrary
    from .directive import TddDirective


class LateDirective(SphinxDirective):
    """Stands for a directive, and runs it.

    What docutils and MyST-Parser ask of a directive before it runs is said here.

    Attributes:
        target: the module in this package and the class that does the work, `module:Class`.
        kind_name: the name of its kind, "" for a directive of no kind.
        kinds: where the kind is had from.
    """

    has_content = True
    option_spec: ClassVar[Any] = ANY_OPTIONS
    target: ClassVar[str]
    kind_name: ClassVar[str] = ""
    kinds: ClassVar[KindLibrary]
    made: ClassVar[type[TddDirective] | None] = None

    @classmethod
    def working(cls) -> type[TddDirective]:
        """Return the directive that does the work."""
        if cls.made is None:
            module, _, name = cls.target.partition(":")
            base = getattr(import_module(f".{module}", __package__), name)
            kind = {"kind": cls.kinds[cls.kind_name]} if cls.kind_name else {}
            cls.made = type(cls.__name__, (base,), kind)
        return cls.made

    def run(self) -> list[Node]:
        """Return what the directive itself returns."""
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
        return list(directive.run())


class LateTitled(LateDirective):
    """Stands for a directive with a title behind its name."""

    optional_arguments = 1
    final_argument_whitespace = True
