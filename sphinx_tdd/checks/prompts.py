"""The texts of a template by which what was left in of it is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.template import Item, Section, Template
from .placeholders import MARKS, fold, left_in, sentences

_START = 4
"""How many characters tell nearly every text from all prompts."""


class Prompts:
    """The texts of a template that are known as placeholder text: prompts, hints, sentences.

    In a prompt `*` stands for any text. Matching is linear in the text.
    """

    def __init__(self, template: Template) -> None:
        texts = [*template.prompts, *_prompts(template.sections)]
        hints = [section.hint for section in template.walk() if section.hint]
        self.exact = {fold(text) for text in (*texts, *hints) if "*" not in text}
        self.patterns = [tuple(fold(p) for p in text.split("*")) for text in texts if "*" in text]
        self.known = {folded for text in template.texts if (folded := fold(text))}
        led = (*self.exact, *self.known, *(p[0] for p in self.patterns))
        starts = (folded[:_START] for folded in led)
        self.starts = frozenset(starts)
        self.short = any(len(start) < _START for start in self.starts)
        self.labels = frozenset(
            key for section in template.walk() for item in section.items for key in _labels(item)
        )

    def left_in(self, text: str) -> bool:
        """Whether a whole text is template text: by its form alone, or because it is known."""
        return left_in(text) or self.match(text)

    def match(self, text: str) -> bool:
        """Whether the whole text is a prompt or a hint, or each sentence of it is known."""
        start = text.lstrip(MARKS)[:_START].casefold()
        if not self.short and start.isascii() and start not in self.starts:
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
