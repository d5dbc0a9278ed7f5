"""What names a finding from one run to the next, of what the checks really say."""

from __future__ import annotations

import pytest

from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.model.finding import Finding
from sphinx_tdd.model.outline import Block, Heading, Outline
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.model.template import Section, Template

TITLES = ("Alpha", "Beta", "Gamma")


def found(template: Template, *titles: str, first: int) -> list[Finding]:
    """What is said of a document whose sections begin in a line."""
    tops = tuple(
        Heading(title, line, line, line, blocks=(Block("paragraph", line, "Some words."),))
        for line, title in enumerate(titles, first)
    )
    root = Heading("", 0, 0, 0, sections=(Heading("T", 1, 1, 1, sections=tops),))
    return list(judge(Outline("T", root, {}), template, Settings(), {}, (), "").findings)


@pytest.mark.parametrize(
    ("owed", "before", "after"),
    [
        (TITLES, ("Alpha", "Beta"), ("1. Alpha", "1.2 More", "2. Beta")),
        (TITLES, ("Alpha", "Gamma"), ("New", "Alpha", "IV. Gamma")),
        (("Alpha",), ("Alpha", "Alpha"), ("1 Alpha", "2 Alpha")),
    ],
    ids=["at the end", "between", "twice"],
)
def test_it_says_the_same_where_lines_move_and_others_come_between(
    owed: tuple[str, ...], before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    template = Template("t", "T", sections=tuple(Section(title, (title,)) for title in owed))
    (old,) = found(template, *before, first=3)
    (new,) = found(template, *after, first=40)
    assert old.message != new.message
    assert old.gist == new.gist
    assert "belongs" not in old.gist
    assert not any(character.isdigit() for character in old.gist)


@pytest.mark.parametrize(
    ("message", "gist"),
    [
        ("missing section 'X': it belongs after 'Y' (line 3); with it 'A'", "missing section 'X'"),
        ("no 'X': at least one is owed; it belongs under 'Y'", "no 'X': at least one is owed"),
        ("'2.1.3 Costs' has 12 words", "'Costs' has # words"),
        ("'Costs' owes '3 risks' and \"2. B\"", "'Costs' owes 'risks' and \"B\""),
        ("nothing of that", "nothing of that"),
    ],
)
def test_gist(message: str, gist: str) -> None:
    assert Finding(rule="r", message=message).gist == gist


@pytest.mark.parametrize("field", ["known", "suppressed"])
def test_what_is_kept_quiet_does_not_count(field: str) -> None:
    assert Finding(rule="r", message="m").counts
    assert not Finding(rule="r", message="m", **{field: True}).counts  # type: ignore[arg-type]
