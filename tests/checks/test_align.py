"""Alignment and rules on any tree of headings and any template."""

from __future__ import annotations

from collections import Counter
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_tdd.checks.align import align
from sphinx_tdd.checks.matched import OWN
from sphinx_tdd.checks.trees import Tree
from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.model.outline import Block, Heading, Outline
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.model.template import Column, Item, Section, Template
from sphinx_tdd.model.template_parts import place

TITLES = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Alpha and Beta")
TEXTS = ("One row for each movement.", "TBD", "N/A", "[Some words]", "")
Shape = tuple[str, list[Any]]
quick = settings(max_examples=150, deadline=None)

shapes = st.recursive(
    st.tuples(st.sampled_from(TITLES), st.just([])),
    lambda inner: st.tuples(st.sampled_from(TITLES), st.lists(inner, max_size=3)),
    max_leaves=12,
)
trees = st.lists(shapes, min_size=1, max_size=4)
"""Titles below titles."""


def unique(shapes: list[Shape]) -> list[Shape]:
    """The shapes with no title twice under one parent, as a template has them."""
    found = {title: (title, unique(below)) for title, below in reversed(shapes)}
    return list(reversed(found.values()))


def template(shapes: list[Shape], draw: Any = None) -> Template:
    """A template; with `draw` its sections owe all sorts of things."""

    def section(shape: Shape) -> Section:
        title, below = shape
        more: dict[str, Any] = {}
        if draw is not None:
            more["repeat"] = draw(st.booleans()) and draw(st.booleans())
            more["required"] = draw(st.sampled_from([True, True, False, "review"]))
            more["items"] = (
                (Item("Zeta", repeat=draw(st.booleans())),) if draw(st.booleans()) else ()
            )
            more["columns"] = (Column("Eta"),) if draw(st.booleans()) else ()
            more["diagram"] = draw(st.booleans())
            more["kind"] = draw(st.sampled_from(["", "", "risk"]))
            more["match"] = draw(st.sampled_from(["tolerant", "tolerant", "case", "exact"]))
            more["pinned"] = draw(st.booleans()) and draw(st.booleans())
            more["level"] = draw(st.sampled_from([0, 1, 2, 3])) if more["pinned"] else 0
        return Section(title=title, path=(), sections=tuple(map(section, below)), **more)

    tops = tuple(place(section(shape), ()) for shape in unique(shapes))
    order = "strict" if draw is not None and draw(st.booleans()) else "free"
    closed = draw(st.sampled_from(["", "top", "all"])) if draw is not None else ""
    return Template(id="any", title="Any", order=order, closed=closed, sections=tops)


def outline(shapes: list[Shape], draw: Any = None, title: str = "") -> Outline:
    """A document, all its sections filled; with `draw` with anything."""
    lines = iter(range(1, 10_000))

    def block() -> Block:
        text = TEXTS[0] if draw is None else draw(st.sampled_from(TEXTS))
        label = "" if draw is None else draw(st.sampled_from(["", "", "Zeta"]))
        return Block("paragraph", next(lines), text, label)

    def heading(shape: Shape) -> Heading:
        title, below = shape
        line = next(lines)
        blocks = (block(),)
        inner = tuple(map(heading, below))
        end = next(lines)
        return Heading(title, line, end, end, blocks=blocks, sections=inner)

    tops = tuple(map(heading, [(title, shapes)] if title else shapes))
    return Outline(title, Heading("", 0, next(lines), 1, sections=tops), {})


@quick
@given(trees, trees)
def test_each_heading_is_one_whole_section_at_most(owed: list[Shape], have: list[Shape]) -> None:
    found = align(template(owed), outline(have))
    tree = Tree(outline(have))
    whole = Counter(match.spot for match in found.matches.values() if match.whole)
    assert all(count == 1 for count in whole.values())
    fused = {match.spot for match in found.matches.values() if not match.whole}
    assert fused.isdisjoint(whole)
    for owed_index, match in found.matches.items():
        assert 0 < match.spot < len(tree)
        assert owed_index in found.owners[match.spot]
        if match.whole:
            assert tree[match.spot].key in found.contract.owed[owed_index].keys


@quick
@given(trees, st.booleans())
def test_the_templates_own_tree_is_found_whole(owed: list[Shape], titled: bool) -> None:
    have = outline(unique(owed), title="Ledger" if titled or len(unique(owed)) == 1 else "")
    found = align(template(owed), have)
    assert sorted(found.matches) == list(range(len(found.contract.owed)))
    assert {match.distance for match in found.matches.values()} == {OWN}
    titles = [found.contract.owed[i].section.title for i in sorted(found.matches)]
    spots = [found.matches[i].spot for i in sorted(found.matches)]
    assert titles == [found.tree[spot].heading.title for spot in spots]
    assert judge(have, template(owed), Settings()).findings == ()


@quick
@given(st.data(), trees, trees)
def test_the_walk_that_finds_nearly_all_finds_what_the_rounds_do(
    data: st.DataObject, owed: list[Shape], have: list[Shape]
) -> None:
    wanted, document = template(owed, data.draw), outline(have)
    tree = Tree(document)
    found = align(wanted, document, tree)
    with patch("sphinx_tdd.checks.align._Aligner.match_down", return_value=False):
        assert align(wanted, document, tree) == found


@quick
@given(st.data(), trees, trees)
def test_nothing_raises_and_every_finding_has_a_place(
    data: st.DataObject, owed: list[Shape], have: list[Shape]
) -> None:
    document = outline(have, data.draw)
    verdict = judge(document, template(owed, data.draw), Settings())
    counts = verdict.sections
    assert 0 <= counts.filled <= counts.present <= counts.required
    for finding in verdict.findings:
        assert 1 <= finding.line <= max(document.root.end, 1)
        assert finding.message
    once = Counter((f.rule, f.line, f.section, f.message) for f in verdict.findings)
    assert max(once.values(), default=1) == 1


@quick
@given(trees, trees)
def test_what_is_missing_is_told_once(owed: list[Shape], have: list[Shape]) -> None:
    """Each owed section is matched, or it or one above it is told to be missing."""
    wanted = template(owed)
    found = align(wanted, outline(have))
    findings = judge(outline(have), wanted, Settings()).findings
    told = [finding.section for finding in findings if finding.rule == "missing_section"]
    assert len(told) == len(set(told))
    for owed_section in found.contract.owed:
        path = owed_section.section.path
        above = any(path[: len(missing)] == missing for missing in told)
        if owed_section.index not in found.matches:
            assert above, path
