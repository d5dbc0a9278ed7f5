"""What a document lacks, put in; each change is tried, and kept only where it does no harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from ..checks.held import Facts, Held
from ..checks.item_rules import items_met
from ..checks.places import Found
from ..checks.rules import RULES
from ..checks.trees import Tree
from ..model.finding import Finding, Rule
from ..model.kind import Kind
from ..model.outline import Block, Heading
from .edits import Edit, apply
from .items import item_insertions
from .lines import Insertion
from .numbers import Numbers
from .order import moving_edits
from .page import Page
from .parts import Writer
from .sections import Unmendable, section_insertion
from .style import Syntax
from .tables import column_edits, table_insertion

_ROUNDS = 8
PUT_IN = (Rule.MISSING_SECTION, Rule.MISSING_ITEM, Rule.MISSING_TABLE, Rule.MISSING_COLUMN)
MOVED = (Rule.MISPLACED_SECTION, Rule.SECTION_ORDER)
_LEFT = {
    Rule.MISSING_FIELD: "only its writer knows what it says",
    Rule.MISSING_DIAGRAM: "a drawing has to be drawn",
    Rule.ONE_OF: "it is its writer's choice which",
}
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


class Left(msgspec.Struct, frozen=True):
    """A finding that is left to the writer, and why."""

    finding: Finding
    why: str


class Mended(msgspec.Struct, frozen=True):
    """A text after all was put in that could be.

    Attributes:
        mended: the findings that are no more.
    """

    text: str
    mended: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = ()


def mend(
    text: str, syntax: Syntax, check: Check, kinds: Mapping[str, Kind], *, order: bool = False
) -> Mended:
    """Return a text with what it lacks, and what had to be left.

    Args:
        order: whether sections are moved to where they belong.
    """
    mender = _Mender(syntax, check, kinds, order)
    return mender.mend(text)


class _Mender:
    """Mends one text, round by round: what was put in may owe more."""

    def __init__(
        self, syntax: Syntax, check: Check, kinds: Mapping[str, Kind], order: bool
    ) -> None:
        self.syntax = syntax
        self.check = check
        self.kinds = kinds
        self.order = order
        self.plain: set[Key] = set()
        self.left: dict[Key, str] = {}
        self.mended: list[Finding] = []

    def mend(self, text: str) -> Mended:
        checked = self.check(text)
        for _ in range(_ROUNDS):
            changes = list(self._changes(text, checked))
            if not changes:
                break
            text, checked = self._tried(text, checked, changes)
        for _ in range(len(checked.findings) if self.order else 0):
            moved = self._moved(text, checked)
            if moved is None:
                break
            text, checked = moved
        left = (Left(f, self._why(f)) for f in checked.findings if _is_open(f) and self._why(f))
        return Mended(text, tuple(self.mended), tuple(left))

    def _why(self, finding: Finding) -> str:
        """Return why a finding is left, "" for one that is none of what is mended."""
        rule = Rule(finding.rule) if finding.rule in Rule._value2member_map_ else None
        if rule in _LEFT:
            return _LEFT[rule]
        if rule in PUT_IN or (self.order and rule in MOVED):
            return self.left.get(_key(finding), "there is no safe place for it")
        return ""

    # -- what is to be changed ------------------------------------------------------------

    def _changes(self, text: str, checked: Checked) -> Iterator[Change]:
        """Yield what mends each of the findings that can be mended."""
        facts = checked.facts
        page = Page(text, self.syntax, facts.alignment.tree, facts.template)
        writer = Writer(page.style, self.kinds)
        numbers = Numbers(facts.alignment.tree)
        todo = Counter(_key(f) for f in checked.findings if _is_open(f))
        for rule in PUT_IN:
            for together in _together(rule, facts):
                keys = [_key(found.finding) for found in together]
                if all(todo[key] and key not in self.left for key in keys):
                    try:
                        yield self._change(rule, together, (facts, page, writer, numbers))
                    except Unmendable as why:
                        self.left |= dict.fromkeys(keys, str(why))

    def _change(
        self, rule: Rule, together: Sequence[Found], where: tuple[Facts, Page, Writer, Numbers]
    ) -> Change:
        facts, page, writer, numbers = where
        findings = tuple(found.finding for found in together)
        held = _held(facts, together[0])
        if rule is Rule.MISSING_SECTION:
            put_in = section_insertion(facts, page, writer, numbers, held)
            return Change(findings, (put_in,))
        if rule is Rule.MISSING_TABLE:
            return Change(findings, (table_insertion(page, writer, held),))
        names = {name for finding in findings for name in finding.missing}
        if rule is Rule.MISSING_COLUMN:
            columns = [c for c in held.section.columns if c.title in names]
            edits = column_edits(facts, page, writer, held, columns)
            return Change(findings, edits=tuple(edits))
        plain = _key(findings[0]) in self.plain
        missing = [m for m in items_met(facts, held) if " > ".join(m.path) in names]
        missing = [m for m in missing if m.found is None][:1]
        made = item_insertions(facts, page, writer, held, missing, plain)
        return Change(findings, tuple(each for _, each in made), plain=plain)

    # -- trying ---------------------------------------------------------------------------

    def _tried(
        self, text: str, checked: Checked, changes: Sequence[Change]
    ) -> tuple[str, Checked]:
        """Return the text with as many of the changes as do no harm together."""
        page = Page(text, self.syntax, checked.facts.alignment.tree, checked.facts.template)
        kept: list[Change] = []
        best = (text, checked)
        waiting = [list(changes)]
        while waiting:
            group = waiting.pop()
            tried = self._applied(page, checked, [*kept, *group])
            if tried is not None:
                kept += group
                best = tried
            elif len(group) == 1:
                self._give_up(group[0])
            else:
                half = len(group) // 2
                waiting += [group[half:], group[:half]]
        self.mended += [finding for change in kept for finding in change.findings]
        return best

    def _applied(
        self, page: Page, checked: Checked, changes: Sequence[Change]
    ) -> tuple[str, Checked] | None:
        """Return the text with some changes, None where they do harm."""
        insertions = [each for change in changes for each in change.insertions]
        edits = [each for change in changes for each in change.edits]
        try:
            text = apply(page.lines.text, [*page.lines.inserted(insertions), *edits])
            after = self.check(text)
        except ValueError:  # changes that overlap, or a text that can't be read any more
            return None
        return (text, after) if _is_sound(checked, after, changes, page) else None

    def _give_up(self, change: Change) -> None:
        """Take a change back that does harm: an item is tried in a plainer form."""
        for finding in change.findings:
            key = _key(finding)
            if finding.rule == Rule.MISSING_ITEM.value and not change.plain:
                self.plain.add(key)
            else:
                self.left[key] = "the document could not be read in the same way with it"

    # -- moving ---------------------------------------------------------------------------

    def _moved(self, text: str, checked: Checked) -> tuple[str, Checked] | None:
        """Return the text with one section where it belongs, None where none can be moved."""
        page = Page(text, self.syntax, checked.facts.alignment.tree, checked.facts.template)
        for finding in checked.findings:
            if finding.rule not in {rule.value for rule in MOVED} or not _is_open(finding):
                continue
            key = _key(finding)
            if key in self.left:
                continue
            try:
                tried = apply(text, moving_edits(checked.facts, page, finding))
            except (Unmendable, ValueError) as why:
                self.left[key] = str(why)
                continue
            after = self.check(tried)
            if _is_moved(checked, after, key):
                self.mended.append(finding)
                return tried, after
            self.left[key] = "the document could not be read in the same way with it"
        return None


def _together(rule: Rule, facts: Facts) -> Iterator[list[Found]]:
    """Yield the findings of a rule; those on the columns of one table together."""
    tables: dict[tuple[int, int, tuple[str, ...]], list[Found]] = {}
    for found in RULES[rule](facts):
        if rule is Rule.MISSING_COLUMN:
            where = (found.spot, found.finding.line, found.finding.section)
            tables.setdefault(where, []).append(found)
        else:
            yield [found]
    yield from tables.values()


def _held(facts: Facts, found: Found) -> Held:
    """Return what is held of the section that a finding is about."""
    path = found.finding.section
    alike = [held for held in facts.all if held.section.path == path]
    here = [held for held in alike if held.spot == found.spot]
    parent = [held for held in alike if held.parent and held.parent.spot == found.spot]
    missing = [held for held in parent or alike if not held.is_there and held.owed]
    if found.finding.rule == Rule.MISSING_SECTION.value:
        return (missing or alike)[0]
    rows = [held for held in alike if held.row and held.row.line == found.finding.line]
    return (rows or here or parent or alike)[0]


def _is_open(finding: Finding) -> bool:
    return finding.ignored is None and finding.severity != "off"


def _key(finding: Finding) -> Key:
    return finding.rule, finding.section, finding.missing


# -- what may not change ------------------------------------------------------------------


def _is_sound(before: Checked, after: Checked, changes: Sequence[Change], page: Page) -> bool:
    """Whether findings are gone as they should be, and all else is read as it was."""
    old, new = _counted(before.findings), _counted(after.findings)
    gone = Counter((*_key(f), False) for change in changes for f in change.findings)
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
    return Counter((*_key(f), f.ignored is not None) for f in findings if f.severity != "off")


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


def _is_moved(before: Checked, after: Checked, key: Key) -> bool:
    """Whether one finding is gone, none has come, and the same sections are there."""
    old, new = _counted(before.findings), _counted(after.findings)
    if new[(*key, False)] >= old[(*key, False)] or any(new[k] > old[k] for k in new):
        return False
    trees = (before.facts.alignment.tree, after.facts.alignment.tree)
    seen = [Counter(_seen(spot.heading) for spot in tree.spots) for tree in trees]
    return seen[0] == seen[1]
