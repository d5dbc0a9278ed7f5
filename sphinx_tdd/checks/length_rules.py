"""The rules about how much a section says."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.finding import Rule
from .held import Facts, Held
from .places import Found, found, place_in, place_line, quoted, title_of
from .rules import rule
from .words import words_in


@rule(Rule.TOO_SHORT)
def too_short(facts: Facts) -> Iterator[Found]:
    """Tell each section with fewer words than it owes; one with template text is told of that."""
    for held in _measured(facts):
        least, words = held.section.min_words, words_in(held.own)
        if words < least and not _has_template_text(facts, held):
            yield _told(Rule.TOO_SHORT, held, words, f"at least {least} are owed")


@rule(Rule.TOO_LONG)
def too_long(facts: Facts) -> Iterator[Found]:
    """Tell each section with more words than it may have."""
    for held in _measured(facts):
        most, words = held.section.max_words, words_in(held.own)
        if most and words > most:
            yield _told(Rule.TOO_LONG, held, words, f"at most {most} are allowed")


def _measured(facts: Facts) -> Iterator[Held]:
    """Yield the sections that say something and have a measure; of a fused heading the first."""
    seen: set[int] = set()
    for held in facts.with_measures:
        has_text = held.checked and (held.spot is not None or held.record is not None)
        if not has_text or (held.spot in seen and not held.whole):
            continue
        if held.spot is not None:
            seen.add(held.spot)
        yield held


def _has_template_text(facts: Facts, held: Held) -> bool:
    return any(unit.placeholder for unit in facts.reader.read(held.own))


def _told(rule: Rule, held: Held, words: int, measure: str) -> Found:
    some = "1 word" if words == 1 else f"{words} words"
    message = f"{quoted(title_of(held))} has {some}; {measure}"
    place = place_in(held, place_line(held) if held.record is None else 0)
    return found(rule, message, place, held.section.path)
