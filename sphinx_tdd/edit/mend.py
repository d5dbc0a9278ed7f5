"""What a document lacks, put in; each change is tried, and kept only where it does no harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ..checks.held import Facts, Held
from ..checks.item_rules import items_met
from ..checks.places import Found
from ..checks.rules import RULES
from ..model.finding import Finding, Rule
from ..model.kind import Kind
from .edits import apply
from .items import item_insertions
from .numbers import Numbers
from .order import moving_edits
from .page import Page
from .parts import Writer
from .sections import Unmendable, section_insertion
from .sound import Change, Check, Checked, Key, is_moved, is_sound, key_of
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
            before = text
            self.plain, self.left = set(), {}
            text, checked = self._pass(text, checked)
            if text == before:  # so that a second run changes nothing, either
                break
        left = (Left(f, self._why(f)) for f in checked.findings if _is_open(f) and self._why(f))
        return Mended(text, tuple(self.mended), tuple(left))

    def _pass(self, text: str, checked: Checked) -> tuple[str, Checked]:
        """Return the text with all put in and moved that can be as things are."""
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
        return text, checked

    def _why(self, finding: Finding) -> str:
        """Return why a finding is left, "" for one that is none of what is mended."""
        rule = Rule(finding.rule) if finding.rule in Rule._value2member_map_ else None
        if rule in _LEFT:
            return _LEFT[rule]
        if rule in PUT_IN or (self.order and rule in MOVED):
            return self.left.get(key_of(finding), "there is no safe place for it")
        return ""

    # -- what is to be changed ------------------------------------------------------------

    def _changes(self, text: str, checked: Checked) -> Iterator[Change]:
        """Yield what mends each of the findings that can be mended."""
        facts = checked.facts
        page = Page(text, self.syntax, facts.alignment.tree, facts.template)
        writer = Writer(page.style, self.kinds)
        numbers = Numbers(facts.alignment.tree)
        todo = Counter(key_of(f) for f in checked.findings if _is_open(f))
        for rule in PUT_IN:
            for together in _together(rule, facts):
                keys = [key_of(found.finding) for found in together]
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
        plain = key_of(findings[0]) in self.plain
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
        return (text, after) if is_sound(checked, after, changes, page) else None

    def _give_up(self, change: Change) -> None:
        """Take a change back that does harm: an item is tried in a plainer form."""
        for finding in change.findings:
            key = key_of(finding)
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
            key = key_of(finding)
            if key in self.left:
                continue
            try:
                tried = apply(text, moving_edits(checked.facts, page, finding))
            except (Unmendable, ValueError) as why:
                self.left[key] = str(why)
                continue
            after = self.check(tried)
            if is_moved(checked, after, key):
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
