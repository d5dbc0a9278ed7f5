"""Directives that are registered before the code that reads records is imported.

A build in which nothing changed reads no document, and does without that code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.util.docutils import SphinxDirective

from .options import ANY_OPTIONS

if TYPE_CHECKING:
    from docutils.nodes import Node

    from ..model.kind_library import KindLibrary
    from .base import KindDirective


class LateDirective(SphinxDirective):
    """Stands for a directive of one kind, and runs it.

    What docutils and MyST-Parser ask of a directive before it runs is said here.
    """

    has_content = True
    option_spec: ClassVar[Any] = ANY_OPTIONS
    kind_name: ClassVar[str]
    kinds: ClassVar[KindLibrary]
    made: ClassVar[type[KindDirective] | None] = None

    @classmethod
    def base(cls) -> type[KindDirective]:
        """Return the directive that does the work, for no kind in particular."""
        raise NotImplementedError

    def run(self) -> list[Node]:
        """Return what the directive itself returns."""
        cls = type(self)
        if cls.made is None:
            cls.made = type(cls.__name__, (cls.base(),), {"kind": cls.kinds[cls.kind_name]})
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


class LateRegister(LateDirective):
    """Stands for the directive that shows the records of all documents."""

    @classmethod
    def base(cls) -> type[KindDirective]:
        """Return the directive that makes a register."""
        from .registers import RegisterDirective

        return RegisterDirective


class LateInformation(LateDirective):
    """Stands for the directive that shows what a document says of itself."""

    @classmethod
    def base(cls) -> type[KindDirective]:
        """Return the directive that makes the table."""
        from .information import InformationDirective

        return InformationDirective
