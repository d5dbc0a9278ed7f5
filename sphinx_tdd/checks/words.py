"""How many words a section has: what a reader reads of it as text.

Prose, lists, labels, tables and records count; code, drawings and raw markup don't, and of a
section that holds placeholders only what its writer wrote. A word is what stands between white
space with a letter or a digit in it. Where a script writes no spaces, its characters are counted:
two Chinese characters or Japanese kana, and four of Thai, Lao, Khmer or Burmese, are one word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ..model.outline import Block
from .recorded import is_made, is_view

_UNREAD = frozenset({"code", "diagram", "raw"})
_HAN_AND_KANA = "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MORE_HAN = "\uff66-\uff9f\U00020000-\U0003ffff"
_THAI_AND_SUCH = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"


@cache
def _scripts() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Return scripts without spaces, each with how many of its characters make a word."""
    return (
        (re.compile(f"[{_HAN_AND_KANA}{_MORE_HAN}]+"), 2),
        (re.compile(f"[{_THAI_AND_SUCH}]+"), 4),
    )


def count_words(text: str) -> int:
    """Return how many words a text has."""
    found = 0
    for script, size in _scripts():
        found += sum(-(-len(run) // size) for run in script.findall(text))
        text = script.sub(" ", text)
    return found + sum(any(map(str.isalnum, word)) for word in text.split())


def words_in(blocks: Sequence[Block]) -> int:
    """Return how many words a reader reads in blocks."""
    return sum(map(count_words, _texts(blocks)))


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind in _UNREAD or block.style == "shown" or is_view(block):
            continue
        cells = [cell for cell in block.blocks if cell.kind == "cell"]
        if block.style == "record":
            yield "" if cells else block.label  # among the cells is its title
        elif not is_made(block):
            yield block.label
            # The text of a cell of several paragraphs is theirs.
            yield "" if block.kind == "cell" and block.blocks else block.text
        yield from _texts(block.blocks)
