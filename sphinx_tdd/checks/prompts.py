"""The texts of a template by which what was left in of it is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from ..model.template import Item, Section, Template
from ..model.titles import title_key
from .placeholders import (
    MARKS,
    NEVER,
    START,
    angled,
    bracketed,
    fold,
    is_plain,
    left_in,
    plain_from,
    sentences,
)

_FORMAT_WORDS = frozenset({"format", "pattern", "type", "example", "syntax", "mask", "regex"})
"""Labels and columns under which `YYYY-MM-DD` is an answer."""


class Label(msgspec.Struct, frozen=True):
    """What a label tells of the text after it.

    Attributes:
        left: whether it is template text itself.
        starts: whether something known may start with it.
        known: whether it is one of the template's own.
        of_form: whether a form is an answer to it.
    """

    left: bool
    starts: bool
    known: bool
    of_form: bool


class Prompts:
    """The texts of a template that are known as placeholder text: prompts, hints, sentences.

    In a prompt `*` stands for any text. Matching is linear in the text.

    Attributes:
        told_by: tells what a label says of the text after it.
        own_from: tells from which length on a text is a writer's own by its first characters.
        left_in_title: tells whether a heading of a style is template text itself.
    """

    def __init__(self, template: Template) -> None:
        texts = [*template.prompts, *_prompts(template.sections)]
        hints = [section.hint for section in template.walk() if section.hint]
        self.exact = {fold(text) for text in (*texts, *hints) if "*" not in text}
        self.patterns = [tuple(fold(p) for p in text.split("*")) for text in texts if "*" in text]
        self.known = {folded for text in template.texts if (folded := fold(text))}
        led = (*self.exact, *self.known, *(p[0] for p in self.patterns))
        starts = (folded[:START] for folded in led)
        self.starts = frozenset(starts)
        self.short = any(len(start) < START for start in self.starts)
        self.advice = {fold(text) for text in template.comments}
        # The same labels and the same starts of texts come again and again.
        self.told_by = lru_cache(maxsize=4096)(self._label)
        self.own_from = lru_cache(maxsize=4096)(self._own_from)
        self.left_in_title = lru_cache(maxsize=4096)(self._left_in_title)
        self.labels = frozenset(
            key for section in template.walk() for item in section.items for key in _labels(item)
        )

    def left_in(self, text: str) -> bool:
        """Whether a whole text is template text: by its form alone, or because it is known."""
        # As `is_plain` has it, written out: it is asked of every text.
        size = len(text)
        if (
            size >= self.own_from(text[:START])
            and "/" not in text
            and "|" not in text
            and (text.isascii() or is_plain(text, 0))
        ):
            return False
        return left_in(text) or self.match(text)

    def left_in_as(self, text: str, style: str) -> bool:
        """Whether a whole text is template text; raw markup is so in other forms than text."""
        if style == "raw":
            return angled(text) or self.match(text)
        return self.left_in(text)

    def _left_in_title(self, title: str, style: str) -> bool:
        whole = self.left_in_as(title, style)
        return whole or ("[" in title and bracketed(title.partition(": ")[2]))

    def _own_from(self, start: str) -> int:
        """Return from which length on a text is a writer's own by its first characters."""
        least = plain_from(start)
        return least if least < NEVER and not self._may_start(start.casefold()) else NEVER

    def _label(self, label: str) -> Label:
        start = label.lstrip(MARKS)[:START]
        known = len(start) < START or self._may_start(start.casefold())
        key = title_key(label)
        is_form = not _FORMAT_WORDS.isdisjoint(key.split())
        return Label(left_in(label), known, key in self.labels, is_form)

    def _may_start(self, start: str) -> bool:
        """Whether something known may start so."""
        return self.short or not start.isascii() or start in self.starts

    def match(self, text: str) -> bool:
        """Whether the whole text is a prompt or a hint, or each sentence of it is known."""
        if not self._may_start(text.lstrip(MARKS)[:START].casefold()):
            return False
        folded = fold(text)
        if not folded or folded in self.exact or folded in self.known:
            return bool(folded)
        if any(_globs(pattern, folded) for pattern in self.patterns):
            return True
        return bool(self.known) and all(fold(part) in self.known for part in sentences(text))


def _labels(item: Item) -> Iterable[str]:
    yield from item.keys
    for below in item.items:
        yield from _labels(below)


def _prompts(sections: Sequence[Section]) -> Iterable[str]:
    for top in sections:
        for section in top.walk():
            yield from section.prompts
            yield from _item_prompts(section.items)


def _item_prompts(items: Sequence[Item]) -> Iterable[str]:
    for item in items:
        yield from item.prompts
        yield from _item_prompts(item.items)


def _globs(pattern: Sequence[str], text: str) -> bool:
    """Whether a text is made of the pattern's pieces in order, with anything between them."""
    first, *middle, last = pattern
    if not text.startswith(first) or len(text) < len(first) + len(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return text.endswith(last) and at <= end
