"""A design over many pages has exactly the findings of the same content in one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_tdd.checks.assemble import Page, assemble
from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.model.kind_files import load as load_kinds
from sphinx_tdd.model.outline import Heading, Ignore, Outline
from sphinx_tdd.model.report import Verdict
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.model.strictness import strictness, tighten
from sphinx_tdd.model.template import Template
from tests.designs import SYNTAXES, Design, Entry, filled, parse, templates, write

NAMES = sorted(templates())
STRICT = {"match": "exact", "levels": "exact", "order": "strict", "closed": "all"}


def heads(outline: Outline) -> list[tuple[int, str, str]]:
    """The headings of an outline, each with its depth, its title and its page."""

    def walk(heading: Heading, depth: int) -> Iterator[tuple[int, str, str]]:
        yield depth, heading.title, heading.page
        for below in heading.sections:
            yield from walk(below, depth + 1)

    return list(walk(outline.root, 0))[1:]


def with_pages(outline: Outline, pages: dict[int, Sequence[str]]) -> Outline:
    """The outline with toctrees under its headings of those numbers, from 0."""
    number = iter(range(-1, 1 << 30))

    def put(heading: Heading) -> Heading:
        names = tuple(pages.get(next(number), ()))
        below = tuple(put(each) for each in heading.sections)
        return msgspec.structs.replace(heading, pages=names, sections=below)

    return msgspec.structs.replace(outline, root=put(outline.root))


class Splitter:
    """Writes a design on pages: what goes where is drawn."""

    def __init__(self, draw: st.DrawFn, syntaxes: Sequence[str]) -> None:
        self.draw = draw
        self.syntaxes = syntaxes
        self.pages: list[Page] = []

    def whole(self, design: Design) -> Outline:
        return assemble(self.page(design), self.pages)

    def page(self, design: Design) -> Outline:
        """The outline of a page; the first sections of any heading may be on pages of theirs."""
        kept: list[Entry] = []
        toctrees: dict[int, Sequence[str]] = {}
        index = 0
        while index < len(design.entries):
            kept.append(design.entries[index])
            away = list(self.away(design, index))
            toctrees[len(kept) - 1] = [self.new_page(design, span) for span in away]
            index = away[-1].stop if away else index + 1
        syntax = self.draw(st.sampled_from(self.syntaxes))
        return with_pages(parse(write(Design(kept), syntax), syntax), toctrees)

    def away(self, design: Design, index: int) -> Iterator[range]:
        level, at = design.entries[index].level, index + 1
        while at < len(design.entries) and design.entries[at].level == level + 1:
            if not self.draw(st.booleans()):
                return
            yield design.span(at)
            at = design.span(at).stop

    def new_page(self, design: Design, span: range) -> str:
        name = f"page{len(self.pages)}"
        self.pages.append(Page(name, f"{name}.txt", Outline("", Heading("", 0, 1, 1), {})))
        at = len(self.pages) - 1
        up = design.entries[span.start].level - 1
        part = [replace(design.entries[i], level=design.entries[i].level - up) for i in span]
        self.pages[at] = msgspec.structs.replace(self.pages[at], outline=self.page(Design(part)))
        return name


@st.composite
def designs(draw: st.DrawFn) -> tuple[Template, Design]:
    """A template, perhaps a strict one, and a document that follows it more or less."""
    template = templates()[draw(st.sampled_from(NAMES))]
    design = filled(template, parts=draw(st.integers(1, 2)))
    for _ in range(draw(st.integers(0, 3))):
        if len(design.entries) > 2:
            design = changed(draw, design)
    if draw(st.booleans()):
        template = tighten(template, strictness(STRICT), insists=True)
    return template, design


def changed(draw: st.DrawFn, design: Design) -> Design:
    index = draw(st.integers(1, len(design.entries) - 1))
    entry = design.entries[index]
    how = draw(st.sampled_from(["gone", "empty", "answer", "twice", "moved", "left", "bare"]))
    if how == "gone":
        return design.without(index)
    if how in {"empty", "answer"}:
        return design.emptied(index, "N/A" if how == "answer" else "")
    if how == "twice":
        return design.doubled(index)
    if how == "moved":
        span = design.span(index)
        parents = [i for i in range(1, len(design.entries)) if i not in span]
        if parents and len({e.level for e in design.entries}) > 1:
            parent = draw(st.sampled_from(parents))
            return design.moved(index, parent) if design.entries[parent].level < 4 else design
    if how == "left":
        return design.changed(index, text="[What it does]")
    return design.changed(index, items=entry.items[1:], table=None)


def verdict(outline: Outline, template: Template) -> Verdict:
    return judge(outline, template, Settings(), load_kinds().by_name)


def told(found: Verdict) -> Counter[object]:
    return Counter((f.rule, f.severity, f.section, f.missing) for f in found.findings)


@settings(max_examples=60)
@given(made=designs(), syntaxes=st.sampled_from([("md",), ("rst",), SYNTAXES]), data=st.data())
def test_the_same_as_in_one_file(
    made: tuple[Template, Design], syntaxes: Sequence[str], data: st.DataObject
) -> None:
    template, design = made
    one = parse(write(design, syntaxes[0]), syntaxes[0])
    many = Splitter(data.draw, syntaxes).whole(design)
    assert [h[:2] for h in heads(many)] == [h[:2] for h in heads(one)]
    expected, found = verdict(one, template), verdict(many, template)
    assert told(found) == told(expected)
    assert found.sections == expected.sections
    assert found.coverage.letters == expected.coverage.letters


# -- how pages are put together ---------------------------------------------------------------


def page(name: str, text: str, **toctrees: Sequence[str]) -> Page:
    """A page in Markdown; `h0` names the pages that a toctree under its first heading has."""
    outline = parse(text, "md")
    pages = {int(key[1:]): names for key, names in toctrees.items()}
    return Page(name, f"{name}.md", with_pages(outline, pages))


def test_pages_stand_before_the_subsections_of_their_heading() -> None:
    first = page("index", "# T\n\n## Last\n\n## Chapter\n\n### Own\n", h0=["a", "b"], h2=["c"])
    pages = [page("a", "# A\n\n## AA\n"), page("b", "# B\n"), page("c", "# C\n")]
    assert heads(assemble(first.outline, pages)) == [
        (1, "T", ""), (2, "A", "a"), (3, "AA", "a"), (2, "B", "b"), (2, "Last", ""),
        (2, "Chapter", ""), (3, "C", "c"), (3, "Own", ""),
    ]  # fmt: skip


def test_pages_stand_beside_a_heading_that_lists_contents() -> None:
    first = page("index", "# T\n\n## Table of Contents\n\n## Last\n", h1=["a"])
    found = assemble(first.outline, [page("a", "# A\n")])
    assert heads(found) == [
        (1, "T", ""), (2, "Table of Contents", ""), (2, "A", "a"), (2, "Last", ""),
    ]  # fmt: skip
    titled = page("index", "# Contents\n\n## Last\n", h0=["a"])
    found = assemble(titled.outline, [page("a", "# A\n")])
    assert heads(found) == [(1, "Contents", ""), (2, "A", "a"), (2, "Last", "")]


def test_each_page_once_where_it_is_reached_first() -> None:
    first = page("index", "# T\n", h0=["a", "b", "index"])
    pages = [page("a", "# A\n", h0=["b", "a"]), page("b", "# B\n", h0=["a"]), page("c", "# C\n")]
    found = assemble(first.outline, pages)
    assert heads(found) == [(1, "T", ""), (2, "A", "a"), (3, "B", "b")]


@pytest.mark.parametrize("text", ["# A\n\n### AA\n", "## A\n\n#### AA\n"])
def test_levels_count_from_where_a_page_is_included(text: str) -> None:
    first = page("index", "# T\n\n## Chapter\n", h1=["a"])
    found = assemble(first.outline, [page("a", text)])
    levels = {heading.title: heading.level for heading in found.root.walk()}
    assert levels == {"": 0, "T": 1, "Chapter": 2, "A": 3, "AA": 5}


def test_a_page_without_a_heading_goes_on_where_it_is_included() -> None:
    first = page("index", "# T\n\nOne.\n", h0=["a"])
    found = assemble(first.outline, [page("a", "Two.\n\n- Three.\n")])
    title = found.root.sections[0]
    assert [(b.kind, b.source) for b in title.blocks] == [
        ("paragraph", ""), ("paragraph", "a.md"), ("item", "a.md"),
    ]  # fmt: skip
    assert {block.source for block in title.blocks[2].walk()} == {"a.md"}


def test_metadata_are_those_of_the_first_page_and_comments_those_of_all() -> None:
    text = "# {0}\n\n% tdd: ignore empty_section: {0}\n"
    first = page("index", text.format("T"), h0=["a"])
    first = msgspec.structs.replace(
        first, outline=msgspec.structs.replace(first.outline, metadata={"status": "draft"})
    )
    other = page("a", text.format("A"))
    other = msgspec.structs.replace(
        other, outline=msgspec.structs.replace(other.outline, metadata={"status": "approved"})
    )
    found = assemble(first.outline, [other])
    assert found.metadata == {"status": "draft"}
    assert found.ignores == (
        Ignore(("empty_section",), "", "T", 3, 1),
        Ignore(("empty_section",), "", "A", 3, 1, "a", "a.md"),
    )


def test_a_list_of_documents_of_their_own_is_content() -> None:
    first = page("index", "# T\n\n## Decisions\n\n## Risks\n", h1=["adr-1"], h2=["index"])
    found = assemble(first.outline, [], ["adr-1"])
    decisions, risks = found.root.sections[0].sections
    assert [(b.kind, b.text, b.source) for b in decisions.blocks] == [("other", "toctree", "")]
    assert risks.blocks == ()
