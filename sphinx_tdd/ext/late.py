"""Directives that are registered before the code that reads records is imported.

A build in which nothing changed reads no document, and does without that code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils.nodes import Node

    from ..model.kind import Kind
    from .base import KindDirective


class AnyOptions(dict[str, Callable[[str], str]]):
    """An option specification that takes every option as text.

    docutils drops a directive for an option it does not know, MyST-Parser drops the option: either
    way something is lost before we could say what was meant.
    """

    def __missing__(self, name: str) -> Callable[[str | None], str]:
        return _text


def _text(argument: str | None) -> str:
    return (argument or "").strip()


ANY_OPTIONS = AnyOptions(dict.fromkeys(("class", "name"), _text))


class LateDirective(SphinxDirective):
    """Stands for a directive of one kind, and runs it.

    What docutils and MyST-Parser ask of a directive before it runs is said here.
    """

    has_content = True
    option_spec: ClassVar[Any] = ANY_OPTIONS
    kind: ClassVar[Kind]
    made: ClassVar[type[KindDirective] | None] = None

    @classmethod
    def base(cls) -> type[KindDirective]:
        """Return the directive that does the work, for no kind in particular."""
        raise NotImplementedError

    def run(self) -> list[Node]:
        """Return what the directive itself returns."""
        cls = type(self)
        if cls.made is None:
            cls.made = type(cls.__name__, (cls.base(),), {"kind": cls.kind})
        directive = cls.made(
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


class LateTable(LateDirective):
    """Stands for the directive that makes a table of records."""

    @classmethod
    def base(cls) -> type[KindDirective]:
        """Return the directive that makes tables."""
        from .tables import RecordTable

        return RecordTable


class LateRecord(LateDirective):
    """Stands for the directive that shows one record."""

    optional_arguments = 1
    final_argument_whitespace = True

    @classmethod
    def base(cls) -> type[KindDirective]:
        """Return the directive that shows one record."""
        from .blocks import RecordBlock

        return RecordBlock
