"""Whether a change does what it should and no more: the text is read again, and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from ..checks.held import Facts
from ..checks.trees import Tree
from ..model.finding import Finding, Rule
from ..model.outline import Block, Heading
from .edits import Edit
from .lines import Insertion
from .page import Page

_MAY_COME = frozenset(
    rule.value
    for rule in (
        Rule.EMPTY_SECTION, Rule.EMPTY_ITEM, Rule.EMPTY_TABLE, Rule.MISSING_DIAGRAM,
        Rule.TOO_SHORT,
        Rule.MISPLACED_SECTION, Rule.SECTION_ORDER, Rule.MISSING_ITEM, Rule.MISSING_TABLE,
        Rule.MISSING_COLUMN, Rule.ONE_OF,
    )
)  # fmt: skip
"""What may be told of a document once something was put in: it is empty, or no longer hidden."""

Path = tuple[str, ...]
Key = tuple[str, Path, Path]


class Checked(msgspec.Struct, frozen=True):
    """A text held against its template."""

    facts: Facts
    findings: tuple[Finding, ...]


Check = Callable[[str], Checked]
"""Reads a text and holds it against its template."""


class Change(msgspec.Struct, frozen=True):
    """What mends one finding, or several at once.

    Attributes:
        insertions: lines that are put in.
        edits: changes within lines.
        plain: whether it was made in the plainest form.
    """

    findings: tuple[Finding, ...]
    insertions: tuple[Insertion, ...] = ()
    edits: tuple[Edit, ...] = ()
    plain: bool = False


def key_of(finding: Finding) -> Key:
    """Return by what a finding is known again after a change."""
    return finding.rule, finding.section, finding.missing


def is_sound(before: Checked, after: Checked, changes: Sequence[Change], page: Page) -> bool:
    """Whether findings are gone as they should be, and all else is read as it was."""
    old, new = _counted(before.findings), _counted(after.findings)
    gone = Counter((*key_of(f), False) for change in changes for f in change.findings)
    if any(new[key] > old[key] - count for key, count in gone.items()):
        return False
    come = [key for key, count in new.items() if count > old[key]]
    missing = {f.section for f in before.findings if f.rule == Rule.MISSING_SECTION.value}
    if not all(key[0] in _MAY_COME or _was_missing(key, missing) for key in come):
        return False
    touched = {line for change in changes for line in _touched(change, page)}
    return _keeps(before.facts.alignment.tree, after.facts.alignment.tree, touched)


def _was_missing(key: tuple[str, Path, Path, bool], missing: set[Path]) -> bool:
    """Whether what is told of a section is that it is missing, and it was so, or one above it."""
    above = (key[1][:length] for length in range(1, len(key[1]) + 1))
    return key[0] == Rule.MISSING_SECTION.value and any(path in missing for path in above)


def _counted(
    findings: Sequence[Finding],
) -> Counter[tuple[str, Path, Path, bool]]:
    return Counter((*key_of(f), f.ignored is not None) for f in findings if f.severity != "off")


def _touched(change: Change, page: Page) -> Iterator[int]:
    """Yield the lines of the headings in whose own content something is changed."""
    if change.findings[0].rule == Rule.MISSING_SECTION.value:
        return
    at = [insertion.after for insertion in change.insertions]
    at += [_line_at(page, edit.start) for edit in change.edits]
    for line in at:
        yield max((h.line for h in page.headings if h.line <= max(line, 1)), default=0)


def _line_at(page: Page, offset: int) -> int:
    return sum(start <= offset for start in page.lines.starts)


def _keeps(before: Tree, after: Tree, touched: set[int]) -> bool:
    """Whether all headings of one tree are in the other, in their order, with what they hold."""
    left = iter(after.spots)
    for spot in before.spots:
        loose = spot.heading.line in touched
        if not any(_is_same(spot.heading, each.heading, loose) for each in left):
            return False
    return True


def _is_same(old: Heading, new: Heading, loose: bool) -> bool:
    """Whether a heading is the one that it was; loosely with more in it."""
    if not loose:
        # A comment that leads the next heading is read as the last of the one before it.
        kept = old.comments[: len(new.comments)]
        trimmed = msgspec.structs.replace(old, comments=kept)
        return _seen(trimmed) == _seen(new)
    names = (old.title, old.level, old.names) == (new.title, new.level, new.names)
    return names and _texts(old) <= _texts(new)


def _texts(heading: Heading) -> Counter[tuple[str, str, str]]:
    blocks = (block for top in heading.blocks for block in top.walk())
    return Counter((block.kind, block.text, block.label) for block in blocks)


def _seen(heading: Heading) -> tuple[object, ...]:
    """Return what is seen of a heading and of its own content, without lines."""
    comments = tuple(comment.text for comment in heading.comments)
    own = (heading.title, heading.level, heading.names, heading.source, comments)
    return (*own, tuple(map(_without_lines, heading.blocks)))


def _without_lines(block: Block) -> tuple[object, ...]:
    inner = tuple(map(_without_lines, block.blocks))
    return block.kind, block.text, block.label, block.style, block.source, inner


def is_moved(before: Checked, after: Checked, key: Key) -> bool:
    """Whether one finding is gone, none has come, and the same sections are there."""
    old, new = _counted(before.findings), _counted(after.findings)
    if new[(*key, False)] >= old[(*key, False)] or any(new[k] > old[k] for k in new):
        return False
    trees = (before.facts.alignment.tree, after.facts.alignment.tree)
    kept = [Counter(_seen(_bare(spot.heading)) for spot in tree.spots) for tree in trees]
    # Between two sections, a comment is read as one of the upper or of the lower.
    said = [Counter(c.text for s in tree.spots for c in s.heading.comments) for tree in trees]
    return kept[0] == kept[1] and said[0] == said[1]


def _bare(heading: Heading) -> Heading:
    return msgspec.structs.replace(heading, comments=())
