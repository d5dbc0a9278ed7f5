"""Values made into nodes: text in the document's own markup, lists, entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes

from ..model.kind import Field
from ..records.values import Given
from .lines import parse
from .words import word

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.util.docutils import SphinxDirective

_PLAIN = re.compile(
    r"""(?!\(?[\w\#]{1,5}[.)](?:\s|$))              # 1. · a) · IV. begin a list
    [^\W_]
    (?:[^\W_]|[^\x00-\x7f]|[ ;%]
      |([,!?+=/-])(?!\1|-)                           # no -- · ,, · ?? · +-
      |\.(?=\s|$|\d)                                 # no ... · no www.
      |:(?=[ ])                                      # no :: · no ://
      |(?<=\w)'(?=\w)
      |\((?!\w{1,2}\))|\)                            # no (c) · (tm)
    )*$""",
    re.VERBOSE,
)
"""A line that no markup of either parser touches: it becomes a paragraph without being parsed."""


def is_plain(text: str) -> bool:
    """Whether `text` is one paragraph without markup, in Markdown and in reStructuredText."""
    return all(_PLAIN.match(line) for line in text.split("\n"))


class Cells:
    """Makes nodes of the values that one directive read."""

    def __init__(self, directive: SphinxDirective, source: str) -> None:
        self.directive = directive
        self.source = source

    def text(self, text: str, line: int) -> list[Node]:
        """Return the nodes of a text at a line."""
        if not is_plain(text):
            return parse(self.directive, text, self.source, line)
        # Source and line make it a message for translators, as if it had been parsed.
        paragraph = nodes.paragraph(text, text)
        paragraph.source, paragraph.line = self.source, line
        return [paragraph]

    def value(self, field: Field, given: Given) -> list[Node]:
        """Return the nodes of a field's value."""
        lines = iter(given.lines)
        value = given.value
        if isinstance(value, str):
            return self.text(value, next(lines))
        texts = [part for part in value if isinstance(part, str)]
        if texts:
            return [self._bullets(texts, lines)]
        entries = [part for part in value if isinstance(part, dict)]
        return [self._entries(field, entries, lines)]

    def _bullets(self, texts: list[str], lines: Iterator[int]) -> nodes.bullet_list:
        items = [nodes.list_item("", *self.text(text, next(lines))) for text in texts]
        return nodes.bullet_list("", *items, bullet="-")

    def _entries(
        self, field: Field, entries: list[dict[str, str | tuple[str, ...]]], lines: Iterator[int]
    ) -> nodes.definition_list:
        """Return entries as a list: the first field of each as the term, the others below it."""
        result = nodes.definition_list(classes=["tdd-entries"])
        first = field.fields[0].name
        for entry in entries:
            term = nodes.term()
            body = nodes.definition_list()
            for name, value in entry.items():
                if name == first:
                    term = self._term(value, lines)
                else:
                    body += self._part(field, name, value, lines)
            below = nodes.definition("", *([body] if body.children else []))
            result += nodes.definition_list_item("", term, below)
        return result

    def _term(self, value: str | tuple[str, ...], lines: Iterator[int]) -> nodes.term:
        texts = [value] if isinstance(value, str) else value
        term = nodes.term()
        for text in texts:
            line = next(lines)
            parsed = self.text(text, line)
            term += nodes.Text(", ") if term.children else []
            term += inline_of(parsed)
            term.rawsource, term.source, term.line = text, self.source, line
        return term

    def _part(
        self, field: Field, name: str, value: str | tuple[str, ...], lines: Iterator[int]
    ) -> nodes.definition_list_item:
        part = next(part for part in field.fields if part.name == name)
        texts = [value] if isinstance(value, str) else list(value)
        if len(texts) == 1:
            body = self.text(texts[0], next(lines))
        else:
            body = [self._bullets(texts, lines)]
        return labelled(part, body)


def labelled(field: Field, body: list[Node], name: str = "") -> nodes.definition_list_item:
    """Return a field with its name as the term (a word of ours, which translators don't see)."""
    term = nodes.term("", word(name or field.heading))
    return nodes.definition_list_item("", term, nodes.definition("", *body))


def inline_of(parsed: list[Node]) -> list[Node]:
    """Return the inline nodes of parsed text for a place that takes no blocks."""
    result: list[Node] = []
    for node in parsed:
        if isinstance(node, nodes.paragraph):
            result += node.children
        elif isinstance(node, nodes.Inline | nodes.Text):
            result.append(node)
        else:
            result.append(nodes.Text(node.astext()))
    return result


def words(text: str) -> nodes.paragraph:
    """Return a paragraph with words of ours: without a source it is no message to translate."""
    return nodes.paragraph("", text)


def entry(*children: Element) -> nodes.entry:
    """Return a table cell."""
    return nodes.entry("", *children)
