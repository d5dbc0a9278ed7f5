"""The directive that makes a block of one record: `decision-record` and its like."""

from __future__ import annotations

import re
from typing import ClassVar

from docutils import nodes
from docutils.nodes import Node

from ..model.finding import Rule
from ..model.kind import Field
from ..records.body import read_yaml
from ..records.levels import level_of
from ..records.reader import Entry, Reader, knows
from ..records.requote import says, split_key
from ..records.tree import Pair, Pairs, Text
from ..records.values import Given
from .base import KindDirective, badge, separated
from .cells import Cells, labelled, standing
from .lines import is_rst
from .marks import FIELD
from .spans import read_spans
from .words import capital, pair, word

_OURS = ("class", "name")
_BRIEF = frozenset({"id", "choice", "date", "level"})
"""The types of fields that stand in one line below the title."""

_SHORT = 40
"""How many characters a text may have to stand there."""

_MARKUP = re.compile(r"[`*_|<\[{\\:\n]")


class RecordBlock(KindDirective):
    """Reads one record and shows it as a block with its title."""

    optional_arguments = 1
    final_argument_whitespace = True
    brief: ClassVar[frozenset[str]] = _BRIEF

    def run(self) -> list[Node]:
        """Return the record's block, with what stands in the index before it."""
        self.prepare()
        title, lines, first = self._title_and_body()
        self.title = title
        self.messages: list[nodes.system_message] = []
        options = self._options(title)
        body = read_yaml(lines, first, lambda key: knows(self.kind, key))
        self.note_all(body.problems)
        reader = Reader(self.kind, self.docname, self.scale, self.source, self.taken())
        reading = reader.one(body.root, self.line, options)
        untitled = "" if title.strip() else self.kind.subject  # told already
        self.note_all(p for p in reading.problems if not p.field or p.field != untitled)
        block = self._block(reading.entries[0])
        entry = self.anchored(reading.entries[0], block)
        self.keep([entry])
        # LaTeX gives a block no label by itself.
        target = nodes.target("", "", refid=entry.record.anchor)
        return [*self.index([entry.record]), target, block, *self.messages]

    # -- reading --------------------------------------------------------------------------

    def _title_and_body(self) -> tuple[str, list[str], int]:
        """Return the title, the lines of the body, and the line of the first of them.

        In reStructuredText the title runs on to the first blank line: where that is missing, or
        there is no title, lines of the body stand in it.
        """
        lines = list(self.content)
        title = self.arguments[0] if self.arguments else ""
        parts = title.split("\n")
        given_later = self.block_text.split("\n", 1)[0].rstrip().endswith("::")
        start = 0 if given_later and self._is_field(parts[0]) else 1
        cut = next((i for i in range(start, len(parts)) if self._is_field(parts[i])), len(parts))
        if cut > start or (cut < len(parts) and cut == 1):
            self._no_blank_line(len(parts) > 1)
        if cut == len(parts):
            return " ".join(parts), lines, self.first
        moved = cut + (1 if given_later else 0)
        gap = max(0, self.first - (self.line + moved) - (len(parts) - cut)) if lines else 0
        body = [*parts[cut:], *[""] * gap, *lines]
        return " ".join(parts[:cut]), body, self.line + moved

    def _is_field(self, line: str) -> bool:
        key = split_key(line)["key"] if says(line) else None
        return bool(key) and knows(self.kind, str(key))

    def _no_blank_line(self, several: bool) -> None:
        if several:
            message = (
                f"the title of this {self.name} holds a line break: leave a blank line between "
                "the title (with its options) and the body"
            )
            self.note(Rule.RECORD_YAML, self.line, message)

    def _options(self, title: str) -> Pairs:
        """Return the fields that are given as options, and the title."""
        pairs = []
        if title.strip():
            pairs.append(Pair(self.kind.subject, self.line, Text(title.strip(), self.line)))
        else:
            message = f"this {self.name} has no title; write it after the name of the directive"
            self.note(Rule.RECORD_MISSING_FIELD, self.line, message)
        unknown = []
        for name, value in self.options.items():
            if name in _OURS:
                continue
            field = self.kind.field(name)
            if field is None:
                unknown.append(name)
                continue
            line = self.option_line(name)
            pairs.append(Pair(field.name, line, Text(value, line)))
        self.refuse_options(unknown, [*(f.name for f in self.kind.fields), *_OURS])
        return Pairs(tuple(pairs), self.line)

    # -- the block ------------------------------------------------------------------------

    def _block(self, entry: Entry) -> nodes.admonition:
        block = nodes.admonition(classes=["tdd-record", f"tdd-{self.kind.name}-record"])
        block["classes"] += self.classes()
        self.add_name(block)
        block += self._title()
        lead = self._lead(entry)
        block += lead if lead.children else []
        block += self._fields(entry)
        self.mark(block, [entry])
        return block

    def _title(self) -> nodes.title:
        text = self.title or capital(self.kind.title)
        inline = read_spans(text, is_rst(self))
        if inline is None:
            inline, self.messages = self.parse_inline(text, self.lineno)
        title = nodes.title(text, "", *inline)
        title.source, title.line = self.path, self.line
        title[FIELD] = self.kind.subject
        return title

    def _lead(self, entry: Entry) -> nodes.paragraph:
        """Return the line below the title: id, status, date, level."""
        parts: list[Node] = []
        for field in self.kind.fields:
            given = entry.given.get(field.name)
            if given is not None and _leads(field, given):
                parts.append(self._brief(field, str(given.value)))
        level = level_of(self.kind, entry.record.fields, self.scale)
        if level is not None:
            parts.append(badge(self.scale, level, self.kind))
        return nodes.paragraph("", "", *separated(parts), classes=["tdd-lead"])

    def _brief(self, field: Field, value: str) -> nodes.inline:
        if field.name == "status":
            return standing(value)
        classes = [f"tdd-{field.name}"]
        text = value
        if field.type == "choice":
            text = capital(value) if value in field.choices else value
            classes.append(nodes.make_id(f"tdd-{field.name}-{value}"))
        elif field.type == "level" or field.lead:
            text = pair(capital(field.heading), value)
        return nodes.inline("", text, classes=classes)

    def _fields(self, entry: Entry) -> list[Node]:
        cells = Cells(self, self.path)
        result: list[Node] = []
        for field in self.kind.fields:
            given = entry.given.get(field.name)
            if given is None or _leads(field, given) or field.name == self.kind.subject:
                continue
            content = labelled(word(field.heading), self._value(field, given, cells))
            for node in content:
                if isinstance(node, nodes.Element):
                    node[FIELD] = field.name
            result += content
        return result

    def _value(self, field: Field, given: Given, cells: Cells) -> list[Node]:
        if field.type == "links":
            return [self.links(field, given)]
        if field.type == "list" and not isinstance(given.value, str):
            texts = [str(part) for part in given.value]
            if all(len(text) <= 40 and "\n" not in text for text in texts):
                return cells.text(", ".join(texts), given.lines[0])
        return cells.value(field, given)


def _leads(field: Field, given: Given) -> bool:
    """Whether a value stands in the line below the title: a word, a day, a few words as such."""
    if not isinstance(given.value, str):
        return field.type in _BRIEF
    plain = len(given.value) <= _SHORT and not _MARKUP.search(given.value)
    return field.type in _BRIEF or (field.lead and plain)
