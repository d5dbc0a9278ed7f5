"""Values made into nodes: text in the document's own markup, lists, entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from ..model.kind import Field
from ..records.tasks import DONE, OPEN
from ..records.values import Given
from .lines import is_rst, parse, parse_inline
from .marks import ENTRIES
from .spans import is_one_paragraph, read_spans
from .words import _, capital, with_colon, word

if TYPE_CHECKING:
    from docutils.nodes import Node

    from .directive import TddDirective

_ADDRESS = re.compile(r"https?://[\w.~%#?&=/:+-]+")

LABEL = "tdd-label"
"""The attribute of a paragraph with the word of ours that is set before its text."""

DONE_MARK = "tdd-done"
"""The attribute of a paragraph that is a task, to be followed by the word that it is done."""

NAME = "tdd-name"
"""The attribute of a paragraph that is a name, to be set in bold."""


class Cells:
    """Makes nodes of the values that one directive read."""

    def __init__(self, directive: TddDirective, source: str) -> None:
        self.directive = directive
        self.source = source
        self.rst = is_rst(directive)

    def text(self, text: str, line: int) -> list[Node]:
        """Return the nodes of a text at a line."""
        spans = read_spans(text, self.rst)
        if spans is not None:
            return [self._paragraph(text, line, spans)]
        if is_one_paragraph(text):
            inline, messages = parse_inline(self.directive, text, self.source, line)
            return [self._paragraph(text, line, inline), *messages]
        return parse(self.directive, text, self.source, line)

    def _paragraph(self, text: str, line: int, inline: list[Node]) -> nodes.paragraph:
        # Source and line make it a message for translators, as if it had been parsed.
        paragraph = nodes.paragraph(text, "", *inline)
        paragraph.source, paragraph.line = self.source, line
        return paragraph

    def value(self, field: Field, given: Given) -> list[Node]:
        """Return the nodes of a field's value."""
        lines = iter(given.lines)
        value = given.value
        if isinstance(value, str):
            line = next(lines)
            if _ADDRESS.fullmatch(value) and not self.rst:  # there it is a link by itself
                return [self._paragraph(value, line, [nodes.reference("", value, refuri=value)])]
            return self.text(value, line)
        texts = [part for part in value if isinstance(part, str)]
        if texts and field.type == "tasks":
            return [self._tasks(texts, lines)]
        if texts:
            return [self._bullets(texts, lines)]
        entries = [part for part in value if isinstance(part, dict)]
        items = [nodes.list_item("", *self._entry(field, entry, lines)) for entry in entries]
        return [nodes.bullet_list("", *items, bullet="-")]

    def _bullets(self, texts: Sequence[str], lines: Iterator[int]) -> nodes.bullet_list:
        items = [nodes.list_item("", *self.text(text, next(lines))) for text in texts]
        return nodes.bullet_list("", *items, bullet="-")

    def _tasks(self, texts: Sequence[str], lines: Iterator[int]) -> nodes.bullet_list:
        """Return tasks as a list in which a word, not a sign alone, says what is done."""
        tasks = nodes.bullet_list("", bullet="-", classes=["tdd-tasks"])
        for text in texts:
            done = text.startswith(DONE)
            words_of_task = text.removeprefix(DONE).removeprefix(OPEN)
            item = nodes.list_item("", *self.text(words_of_task, next(lines)))
            item["classes"].append("tdd-task-done" if done else "tdd-task-open")
            if done and isinstance(item[-1], nodes.paragraph):
                item[-1][DONE_MARK] = "yes"
            tasks += item
        return tasks

    def _texts(self, texts: Sequence[str], lines: Iterator[int]) -> list[Node]:
        return (
            self.text(texts[0], next(lines)) if len(texts) == 1 else [self._bullets(texts, lines)]
        )

    def _brief(
        self, field: Field, entry: dict[str, str | tuple[str, ...]], lines: Iterator[int]
    ) -> list[Node] | None:
        """Return an entry as one line, such as "id (number, unique)", where its field says so."""
        texts = [entry[part.name] for part in field.fields if part.name in entry]
        if not field.brief or not all(isinstance(text, str) for text in texts):
            return None
        first, *rest = (str(text) for text in texts)
        own, *_unused = (next(lines) for _ in texts)
        return self.text(f"{first} ({', '.join(rest)})" if rest else first, own)

    def _entry(
        self, field: Field, entry: dict[str, str | tuple[str, ...]], lines: Iterator[int]
    ) -> list[Node]:
        """Return an entry: its first field as its name, the others with their labels."""
        brief = self._brief(field, entry, lines)
        if brief is not None:
            return brief
        result: list[Node] = []
        for part in field.fields:
            value = entry.get(part.name)
            if value is not None:
                texts = (value,) if isinstance(value, str) else value
                body = self._texts(texts, lines)
                result += body if part is field.fields[0] else labelled(word(part.heading), body)
        first = result[0] if result else None
        if isinstance(first, nodes.paragraph) and LABEL not in first:
            first[NAME] = "name"
        return result


def labelled(label: str, body: list[Node]) -> list[Node]:
    """Return the nodes of a value, marked with the label to be set before them.

    It is set once the text is translated: translators see the text alone, and a translated
    paragraph is given new content.
    """
    first = body[0] if body else None
    if isinstance(first, nodes.paragraph) and not {LABEL, NAME} & first.attributes.keys():
        first[LABEL] = label
        return body
    alone = nodes.paragraph()
    alone[LABEL] = label
    return [alone, *body]


def set_labels_at(place: nodes.Element) -> None:
    """Set the labels of the record with a place: a block, or the target that leads a row."""
    if isinstance(place, nodes.target):
        if not place.get(ENTRIES):
            return
        place = place.parent.parent.parent
    for paragraph in list(place.findall(nodes.paragraph)):
        set_labels(paragraph)


def set_labels(paragraph: nodes.paragraph) -> None:
    """Set the label that a paragraph is marked with, or its text as a name."""
    if NAME in paragraph:
        del paragraph[NAME]
        paragraph.children = [nodes.strong("", "", *paragraph.children)]
        paragraph.setup_child(paragraph.children[0])
    if DONE_MARK in paragraph:
        del paragraph[DONE_MARK]
        paragraph += [nodes.Text(" "), nodes.inline("", _("(done)"), classes=["tdd-done"])]
    if LABEL in paragraph:
        lead = nodes.strong("", with_colon(paragraph[LABEL]), **{LABEL: "yes"})
        del paragraph[LABEL]
        paragraph.insert(0, [lead, nodes.Text(" ")] if paragraph.children else lead)


def standing(status: str) -> nodes.inline:
    """Return a status as words of ours, with classes for its look: one of its own for each."""
    return nodes.inline(
        "", capital(status), classes=["tdd-status", nodes.make_id(f"tdd-status-{status}")]
    )


def words(text: str) -> nodes.paragraph:
    """Return a paragraph with words of ours: without a source it is no message to translate."""
    return nodes.paragraph("", text)
