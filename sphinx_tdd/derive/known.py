"""The texts of a template document that are template text where they stand in another document.

Its prose, its comments, its example values. What a team keeps in every document is none:
the words of a licence, the boxes of a checklist, labels, and texts too short to be anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..checks.held import fold_answer, is_answer
from ..checks.placeholders import is_html, sentences
from ..checks.units import body_rows
from ..model.outline import Block, Comment, Heading
from ..readers.text import Unreadable, read_text
from .titles import is_phrase

_KEPT = re.compile(
    r"\blicen[cs]\w*|\bcopyright\b|\bSPDX\b|all rights reserved|interpreted as described in",
    re.IGNORECASE,
)
"""Statements that a template makes for all documents: on their licence, on RFC 2119."""
_LINK = re.compile(r"^\W*\w+://\S+$")
_FEWEST_WORDS = 4
"""A text of fewer words may as well be the writer's own: "None", "Unit tests", "See below"."""
_FEWEST_BEFORE_COLON = 5
"""A text of fewer words that ends in a colon is a label, which a document keeps."""
_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ASIAN_WORD = 2
"""About how many characters a word has in writing without spaces."""
_ANSWERS = tuple(map(fold_answer, ("N/A", "None", "Not applicable", "TBD")))


def known_texts(heading: Heading, suffix: str) -> Iterator[str]:
    """Yield the sentences of a heading's own content that are template text.

    Args:
        heading: a heading of the template document.
        suffix: the end of the document's name: comments are read in its syntax.
    """
    yield from _texts(heading.blocks)
    for comment in heading.comments:
        yield from _in_comment(comment, suffix)


def advising(heading: Heading) -> Iterator[str]:
    """Yield the comments of a heading's own content that are there for the writer."""
    for comment in heading.comments:
        if words(comment.text) >= _FEWEST_WORDS and not _KEPT.search(comment.text):
            yield comment.text


def words(text: str) -> int:
    """Return how many words a text has; of writing without spaces about as many."""
    asian = len(_ASIAN.findall(text))
    return len(_ASIAN.sub(" ", text).split()) + asian // _ASIAN_WORD


def _in_comment(comment: Comment, suffix: str) -> Iterator[str]:
    """Yield what a comment says: uncommented, it would be template text."""
    try:
        outline = read_text(comment.text, suffix)
    except Unreadable:
        return
    for heading in outline.root.walk():
        yield from _texts(heading.blocks)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the texts of blocks, labels with what follows them."""
    for block in blocks:
        if block.kind == "code" or block.style == "task":
            continue  # a sample is content as it is, and a team keeps its checklists
        elif block.kind == "table":
            for row in body_rows(block):
                yield from _texts(row.blocks)
        else:
            if block.kind in {"paragraph", "cell", "raw"}:
                yield from _of_text(block)
            yield from _texts(block.blocks)


def _of_text(block: Block) -> Iterator[str]:
    """Yield the sentences of a text that has a label or none, and the text after its label."""
    whole = f"{block.label}: {block.text}" if block.label else block.text
    is_label = bool(block.label) and not block.text
    if is_label and words(block.label) < _FEWEST_BEFORE_COLON:
        return
    if not is_label and (block.style != "strong" or block.kind == "cell"):
        yield from _sentences(whole)
    if is_label and not block.label.endswith("?"):
        yield block.label  # a question in bold is a heading over its answer
    elif block.label:
        yield from _sentences(block.text)


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text that are known, and the whole of it where one is not."""
    parts = sentences(text)
    found = [part for part in parts if _is_known(part)]
    if len(found) < len(parts) and _is_known(text):
        yield text
    yield from found


def _is_known(text: str) -> bool:
    """Whether a sentence can be told from what writers say by themselves."""
    long = words(text) >= _FEWEST_WORDS or (is_phrase(text) and not is_html(text))
    return long and not (_KEPT.search(text) or _LINK.match(text) or is_answer(text, _ANSWERS))
