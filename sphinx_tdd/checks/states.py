"""How each section of the template stands in a document: for the counts, and for coverage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.finding import Finding, Rule
from ..model.outline import Heading, usual_anchor
from ..model.report import Coverage, Sections, Stand
from .held import EMPTY, HELD, TEMPLATE_TEXT, Facts, Held, Place
from .places import belongs, spot_above
from .trees import Tree, has_content

_UNFILLED = {
    rule.value
    for rule in (
        Rule.PLACEHOLDER, Rule.EMPTY_ITEM, Rule.MISSING_ITEM, Rule.EMPTY_TABLE,
        Rule.MISSING_TABLE, Rule.MISSING_COLUMN, Rule.MISSING_DIAGRAM, Rule.EMPTY_SECTION,
        Rule.TOO_SHORT,
    )
}  # fmt: skip

Path = tuple[str, ...]

_FULL, _ANSWERED, _PARTLY, _LEFT_IN, _BARE, _GONE, _UNASKED = (stand.value for stand in Stand)
_FILLED = {stand.value for stand in Stand if stand.is_filled}
"""The letters of sections that count as filled."""


def coverage(facts: Facts, findings: Sequence[Finding]) -> Coverage:
    """Return how each section stands, in the order of the template; repeated parts count once."""
    return _Coverage(facts, findings).read()


def count(found: Coverage) -> Sections:
    """Return how many sections are owed, there, and filled."""
    owed = [letter for letter in found.letters if letter.isupper()]
    filled = sum(letter in _FILLED for letter in owed)
    return Sections(len(owed), len(owed) - owed.count(_GONE), filled)


class _Coverage:
    """Finds out how sections stand."""

    def __init__(self, facts: Facts, findings: Sequence[Finding]) -> None:
        self.facts = facts
        # A comment of the template that was left in is told, and spoils nothing.
        loud = [f for f in findings if f.severity != "info"]
        self.spoilt = {f.section for f in loud if f.rule in _UNFILLED}
        self.prompted = {f.section for f in loud if f.rule == Rule.PLACEHOLDER.value}

    def _groups(self) -> list[list[Held]]:
        """Return what is held of each section of the template, by its number."""
        numbers = self.facts.alignment.contract.numbers
        found: list[list[Held]] = [[] for _ in numbers]
        for held in self.facts.all:
            found[numbers[id(held.section)]].append(held)
        return found

    def read(self) -> Coverage:
        letters: list[str] = []
        anchors: dict[int, str] = {}
        pages: dict[int, str] = {}
        contract, groups = self.facts.alignment.contract, self._groups()
        for number, section in enumerate(contract.sections):
            everything = groups[contract.numbers[id(section)]]
            if len(everything) == 1 and self._is_as_asked(everything[0]):
                letters.append(_FULL)
                continue
            owed = [held for held in everything if _counts(held)]
            letter = self._letter(owed or everything)
            letters.append(letter if owed else letter.lower())
            heading = self._heading(letter, owed or everything)
            if heading is None:
                continue
            if letter == _GONE or not _is_at_usual(heading, section.title):
                anchors[number] = heading.place
            if heading.page:
                pages[number] = heading.page
        return Coverage("".join(letters), anchors, pages)

    def _is_as_asked(self, held: Held) -> bool:
        """Whether a section is owed and full, under its own title: nearly every one is."""
        if held.spot is None or held.state is not HELD or held.excused or not _counts(held):
            return False
        heading, section = held.headings[0], held.section
        at_usual = heading.title == section.title and not (heading.anchor or heading.page)
        spoilt = self.spoilt and section.path in self.spoilt
        return at_usual and not spoilt and has_content(held.own)

    def _letter(self, group: Sequence[Held]) -> str:
        """Return how a section stands, as a letter."""
        if len(group) == 1 and _is_full(group[0], self.spoilt):
            return _ANSWERED if group[0].excused else _FULL
        if not group:
            return _UNASKED
        if not any(map(_is_there, group)):
            return _GONE
        if all(_is_full(held, self.spoilt) for held in group):
            return _ANSWERED if all(held.excused for held in group) else _FULL
        return next(self._lacks(group), _PARTLY)

    def _lacks(self, group: Sequence[Held]) -> Iterator[str]:
        """Yield what is wrong with a section that is there, the worst first."""
        if any(held.state is EMPTY and not held.stands for held in group):
            yield _BARE
        if any(self._is_template_text(held) for held in group):
            yield _LEFT_IN
        below = [held for held in group if held.children and not has_content(held.own)]
        letters = [self._letter([child]) for held in below for child in held.children]
        for each in (_LEFT_IN, _BARE):
            if each in letters:
                yield each

    def _is_template_text(self, held: Held) -> bool:
        return held.state is TEMPLATE_TEXT or held.section.path in self.prompted

    def _heading(self, letter: str, group: Sequence[Held]) -> Heading | None:
        """Return where a section is or belongs; None where the one above it belongs, if any."""
        if letter == _UNASKED:
            return None
        if letter == _GONE:
            return self._belongs(group[0])
        for held in group:
            if held.spot is not None:
                return held.headings[0]
        return self.facts.alignment.tree[spot_above(group[0])].heading

    def _belongs(self, held: Held) -> Heading | None:
        """Return the heading that a missing section follows; None: where its parent belongs."""
        if held.parent is not None and not held.parent.is_there:
            return None
        return heading_at(self.facts.alignment.tree, belongs(self.facts, held))


def _is_at_usual(heading: Heading, title: str) -> bool:
    """Whether a heading is where one of that title usually is."""
    same = not heading.anchor and heading.title == title
    return same or heading.place == usual_anchor(title)


def heading_at(tree: Tree, place: Place) -> Heading:
    """Return the heading that a place follows, or under which its line stands."""
    after = place.after
    if after is not None:
        for spot in tree.spots[place.spot : tree[place.spot].last + 1]:
            heading = spot.heading
            same = heading.line == after.line and heading.title == after.title
            if same and heading.source == after.path:
                return heading
    return tree[spot_at(tree, place)].heading


def spot_at(tree: Tree, place: Place) -> int:
    """Return the heading under which the line of a place stands.

    A section may go on in another file than that of its heading: on a page, or an included one.
    """
    if place.source == tree[place.spot].heading.source:
        return place.spot
    found = place.spot
    for index in tree.below(place.spot):
        heading = tree[index].heading
        if heading.source == place.source and heading.line <= place.line:
            found = index
    return found


def _counts(held: Held) -> bool:
    return held.owed and (held.parent is None or _counts(held.parent))


def _is_there(held: Held) -> bool:
    return held.is_there or (held.parent is not None and held.parent.excused)


def _is_full(held: Held, spoilt: set[Path]) -> bool:
    """Whether a section holds something, itself or in one below it, and nothing spoils it."""
    if spoilt and held.section.path in spoilt:
        return False
    in_front_matter = held.section.front_matter and held.inline
    if held.excused or held.stands or in_front_matter:
        return True
    if held.state is not HELD or has_content(held.own):
        return held.state is HELD
    return any(_is_full(child, spoilt) for child in held.children)
