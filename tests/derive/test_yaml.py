"""Templates written as YAML and read again: the same, whatever the texts hold."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_tdd.derive.yaml import id_of, write
from sphinx_tdd.model.template import Column, Item, Section, Template
from sphinx_tdd.model.template_library import load
from sphinx_tdd.model.template_parts import place
from sphinx_tdd.model.template_terms import Field
from sphinx_tdd.model.titles import title_key
from tests.designs import templates


def again(text: str) -> Template:
    """The template of a YAML text, as a project loads it."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "own.yaml").write_text(text, encoding="utf-8")
        library = load([(Path(folder), "templates")])
        template = library["own"]
        assert library.faults == ()
    return template


def said(section: Section) -> object:
    """What is written of a section."""
    return (
        section.title,
        section.path,
        section.aliases,
        section.required,
        section.repeat,
        section.diagram,
        section.kind,
        section.sorts,
        section.hint,
        [_said(item) for item in section.items],
        [column.title for column in section.columns],
        [said(below) for below in section.sections],
    )


def _said(item: Item) -> object:
    below = [_said(inner) for inner in item.items]
    return (item.title, item.aliases, item.required, item.repeat, item.diagram, below)


@pytest.mark.parametrize("name", sorted(templates()))
def test_built_in_templates_stay_what_they_are(name: str) -> None:
    template = templates()[name]
    found = again(write(msgspec.structs.replace(template, id="own", version="")))
    assert found.title == template.title
    assert (found.order, found.closed) == (template.order, template.closed)
    assert list(map(said, found.sections)) == list(map(said, template.sections))


HOSTILE = st.text(
    st.one_of(
        st.sampled_from(":#-?*&!|>%@`'\"{}[],\\=~<. \n\t"),
        st.sampled_from("aZ09éß日\u00a0\u0085\u2028\ufeff\U0001f600"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    min_size=1,
    max_size=120,
)
"""Texts of all that YAML reads in its own way."""


def _names(text: str) -> bool:
    return bool(title_key(text))


TITLES = HOSTILE.map(lambda text: " ".join(text.split())).filter(_names)
"""As readers make them: white space is one space."""


def distinct(texts: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, max_size=most, unique_by=title_key)


@st.composite
def sections(draw: st.DrawFn, depth: int = 2) -> tuple[Section, ...]:
    return tuple(
        Section(
            title=title,
            path=(),
            aliases=tuple(draw(st.lists(TITLES, max_size=2))),
            required=draw(st.booleans()),
            diagram=draw(st.booleans()),
            items=tuple(Item(label) for label in draw(distinct(TITLES))),
            columns=tuple(Column(name) for name in draw(distinct(TITLES))),
            sections=draw(sections(depth - 1)) if depth else (),
        )
        for title in draw(distinct(TITLES))
    )


@settings(max_examples=60)
@given(sections(), st.lists(HOSTILE.filter(str.strip), max_size=4), distinct(TITLES))
def test_any_text_comes_back(
    made: tuple[Section, ...], texts: list[str], fields: list[str]
) -> None:
    whole = (*made, Section(title="Last", path=()))
    if len({title_key(part.title) for part in whole}) < len(whole):
        return
    template = Template(
        id="own",
        title="Own",
        sections=tuple(place(part, ()) for part in whole),
        texts=tuple(texts),
        fields=tuple(Field(field) for field in fields),
    )
    found = again(write(template))
    assert list(map(said, found.sections)) == list(map(said, template.sections))
    assert found.texts == tuple(" ".join(text.split()) for text in texts)
    assert [field.title for field in found.fields] == fields


REMARKS = st.text(min_size=1, max_size=60)


@settings(max_examples=60)
@given(REMARKS)
@example("two\nlines")
@example("id: other\r\nsections: []\u2028title: X\x85y: z")
def test_a_remark_is_a_comment_whatever_it_says(remark: str) -> None:
    template = Template(id="own", title="Own", sections=(Section(title="A", path=("A",)),))
    text = write(template, {(): remark, ("A",): remark})
    found = again("".join(c for c in text if c.isprintable() or c in "\n\r\x85\u2028"))
    assert (found.title, [part.title for part in found.sections]) == ("Own", ["A"])


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("template.rst", "template"),
        ("Our Design (new).md", "our-design-new"),
        ("specs/2025.1-template.rst", "2025-1-template"),
        ("notes/v1.2", "v1-2"),
        ("設計.md", ""),
    ],
)
def test_the_id_from_a_name(name: str, made: str) -> None:
    assert id_of(name) == made
