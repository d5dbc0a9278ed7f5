"""What all directives share: options taken as text, lines, problems that are told later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives

from ..model.finding import Rule
from ..model.kind import Problem
from ..model.titles import did_you_mean
from .host import Host
from .lines import first_line, option_lines, place, relative_source
from .options import ANY_OPTIONS


class TddDirective(Directive):
    """A directive of ours: it takes its options as text, and notes what is wrong with them.

    Attributes:
        host: who reads the document; set before the directive runs.
    """

    has_content = True
    option_spec: ClassVar[Any] = ANY_OPTIONS
    host: Host

    def prepare(self) -> None:
        """Find out where the directive stands."""
        self.docname = self.host.docname
        self.scale = self.host.scale
        self.path, self.line = place(self)
        self.source = relative_source(self.host, self.path)
        self.first = first_line(self)
        self._option_lines: dict[str, int] | None = None

    def note(self, rule: Rule, line: int, message: str, source: str | None = None) -> None:
        """Note what is wrong at a line; it is told when the findings are judged."""
        where = self.source if source is None else source
        self.host.note_problems([Problem(rule.value, line, message, where)])

    def note_all(self, problems: Iterable[Problem]) -> None:
        """Note what reading the body found wrong."""
        self.host.note_problems(problems)

    def note_option(self, rule: Rule, name: str, message: str) -> None:
        """Note what is wrong with an option, at its line."""
        self.note(rule, self.option_line(name), message)

    def option_line(self, name: str) -> int:
        """Return the line of an option, or of the directive where it can't be told."""
        if self._option_lines is None:
            self._option_lines = option_lines(self)
        return self._option_lines.get(name, self.line)

    def refuse_options(self, names: Iterable[str], offered: Iterable[str]) -> None:
        """Note the options that the directive does not have."""
        offered = tuple(offered)
        for name in names:
            hint = did_you_mean(name, offered) or f"; it has {', '.join(offered)}"
            self.note_option(
                Rule.RECORD_FIELD, name, f"{self.name!r} has no option {name!r}{hint}"
            )

    def parse_content(self) -> list[nodes.Node]:
        """Return the nodes of the body."""
        return self.host.nested(self.state, self.content, self.content_offset)

    def parse_inline(
        self, text: str, line: int
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the nodes of a text with inline markup alone, and what is wrong with it."""
        return self.state.inline_text(text, line)

    def classes(self) -> list[str]:
        """Return the class names of `:class:`; a bad one is noted."""
        if not self.options.get("class"):
            return []
        try:
            return list(directives.class_option(self.options["class"]))
        except ValueError:
            self.note_option(
                Rule.RECORD_VALUE, "class", f"{self.options['class']!r} is no class name"
            )
            return []
