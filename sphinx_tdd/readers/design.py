"""The directives of sphinx-design read into nodes that say the same."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive

from ..directives.options import ANY_OPTIONS
from .standard import Standard, tagged


class Item(Standard):
    """A tab, or what is dropped down: its title leads its content."""

    optional_arguments = 1
    option_spec: ClassVar[Any] = ANY_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the content below its title."""
        made = self.placed(nodes.container())
        if self.arguments:
            made += nodes.rubric("", "", *self.inline(self.arguments[0]))
        body = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, body)
        made += body
        return [made]


class Card(Standard):
    """A card: header, title, body and footer."""

    optional_arguments = 1
    option_spec: ClassVar[Any] = ANY_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the parts of the card."""
        made = self.placed(nodes.container())
        header, body, footer = self._parts()
        made += self._parsed(header)
        if self.arguments:
            title = nodes.TextElement("", "", *self.inline(self.arguments[0]))
            made += self.placed(tagged(title, "PassthroughTextElement"))
        made += [*self._parsed(body), *self._parsed(footer)]
        if link := self.options.get("link"):
            text = nodes.TextElement("", "", nodes.reference("", link))
            made += tagged(text, "PassthroughTextElement")
        return [made]

    def _parts(self) -> tuple[range, range, range]:
        """Return the lines of header, body and footer."""
        lines = list(self.content)
        head = next((n for n, line in enumerate(lines) if _is_rule(line, "^")), -1)
        foot = max((n for n, line in enumerate(lines) if _is_rule(line, "+")), default=len(lines))
        return range(max(head, 0)), range(head + 1, foot), range(foot + 1, len(lines))

    def _parsed(self, lines: range) -> list[nodes.Node]:
        if not lines:
            return []
        part = self.content[lines.start : lines.stop]
        whole = nodes.container()
        self.state.nested_parse(part, self.content_offset + lines.start, whole)
        return [whole]


def _is_rule(line: str, sign: str) -> bool:
    """Whether a line parts a card: three or more of a sign."""
    bare = line.strip()
    return len(bare) > 2 and set(bare) == {sign}


DESIGN: dict[str, type[Directive]] = {
    "card": Card,
    "dropdown": Item,
    "grid-item-card": Card,
    "tab-item": Item,
}
"""The directives by name."""
