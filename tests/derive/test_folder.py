"""Templates learned from documents: order, other names, share, items, columns."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_tdd.derive.folder import Learned, TooFew, learn
from sphinx_tdd.model.outline import Outline
from sphinx_tdd.model.template import Section
from sphinx_tdd.model.titles import title_key
from sphinx_tdd.readers.text import read_text
from tests.designs import filled, templates, write


def document(*titles: str, suffix: str = ".md") -> Outline:
    """A document with these headings below its title; `#` in front is one level more."""
    lines = ["# Title", *(f"### {t[1:]}" if t.startswith("#") else f"## {t}" for t in titles)]
    return read_text("\n\nx\n\n".join(lines) + "\n\nx\n", suffix)


def learned(*outlines: Outline, share: float = 60) -> Learned:
    return learn(outlines, "notes", share)


def titles(sections: Sequence[Section]) -> list[object]:
    return [
        [section.title, titles(section.sections)] if section.sections else section.title
        for section in sections
    ]


def test_what_most_have_in_their_usual_order() -> None:
    found = learned(
        document("Context", "Proposal", "Risks"),
        document("Proposal", "Context", "Risks"),
        document("Context", "Proposal", "Risks", "Thanks"),
    )
    assert titles(found.template.sections) == ["Context", "Proposal", "Risks"]
    assert found.remarks[("Context",)] == "in 3 of 3"
    assert ("Thanks",) not in found.remarks


def test_one_that_few_have_stands_where_they_have_it() -> None:
    found = learned(
        document("A", "B", "C"),
        document("A", "B", "Z", "C"),
        document("A", "B", "Z", "C"),
        share=50,
    )
    assert titles(found.template.sections) == ["A", "B", "Z", "C"]


@pytest.mark.parametrize(
    ("share", "owed"),
    [
        (100, ["A"]),
        (75.1, ["A"]),
        (75, ["A", "B"]),
        (50, ["A", "B", "C"]),
        (1, ["A", "B", "C", "D"]),
    ],
)
def test_the_share_is_one_of_all_documents(share: float, owed: list[str]) -> None:
    outlines = (
        document("A", "B", "C", "D"),
        document("A", "B", "C"),
        document("A", "B"),
        document("A"),
    )
    assert titles(learned(*outlines, share=share).template.sections) == owed


def test_of_subsections_it_is_one_of_those_with_the_parent() -> None:
    outlines = [
        document("A", "B", "#Inner"),
        document("A", "B", "#Inner"),
        document("A"),
        document("A"),
    ]
    found = learned(*outlines, share=50)
    assert titles(found.template.sections) == ["A", ["B", ["Inner"]]]
    assert found.remarks[("B", "Inner")] == "in 2 of 2"


def test_another_name_is_an_alias_with_its_count() -> None:
    found = learned(
        document("Rollout"),
        document("1. rollout"),
        document("Rollout"),
        document("Rollout plan"),
        document("Rollout Plan"),
        document("Rollback"),
    )
    (section,) = found.template.sections
    assert (section.title, section.aliases) == ("Rollout", ("Rollout Plan",))
    assert found.remarks[("Rollout",)] == "in 5 of 6, of them 'Rollout Plan' 2"


def test_two_that_stand_side_by_side_are_two() -> None:
    outlines = [document("Rollout", "Rollout plan") for _ in range(3)]
    found = learned(*outlines)
    assert titles(found.template.sections) == ["Rollout", "Rollout plan"]


def test_numbers_cases_and_contents_do_not_matter() -> None:
    found = learned(
        document("Table of Contents", "1. Context", "2. Costs"),
        document("Table of Contents", "CONTEXT", "Costs:"),
        document("Contents", "Context", "Costs"),
    )
    assert [title_key(part.title) for part in found.template.sections] == ["context", "cost"]


def test_a_level_more_and_both_syntaxes() -> None:
    rst = read_text("Title\n=====\n\nContext\n-------\n\nx\n\nCosts\n-----\n\nx\n", ".rst")
    bare = read_text("# Context\n\nx\n\n# Costs\n\nx\n", ".md")
    found = learned(rst, bare, document("Context", "Costs"), share=100)
    assert titles(found.template.sections) == ["Context", "Costs"]


def test_items_and_columns_that_most_have() -> None:
    def part(labels: Sequence[str], columns: Sequence[str]) -> Outline:
        items = "\n".join(f"- **{label}:** x" for label in labels)
        table = "\n".join(["|".join(columns), "|".join("---" for _ in columns), "|".join(columns)])
        return read_text(f"# T\n\n## Risks\n\n{items}\n\n{table}\n", ".md")

    found = learned(
        part(["Owner", "Date"], ["Risk", "Impact"]),
        part(["owner", "Place"], ["Risk", "Impact", "Note"]),
        part(["Owner", "Date"], ["Risk", "Likelihood"]),
    )
    (section,) = found.template.sections
    assert [item.title for item in section.items] == ["Owner", "Date"]
    assert [column.title for column in section.columns] == ["Risk", "Impact"]


def test_a_label_of_one_document_is_no_item_however_few_there_are() -> None:
    one = read_text("# T\n\n## A\n\n**Owner:** x\n", ".md")
    found = learned(one, document("A"), share=1)
    assert found.template.sections[0].items == ()


def test_nothing_in_common() -> None:
    with pytest.raises(TooFew, match="no section is in 60 % of the 2 documents read"):
        learned(document("A"), document("B"))


@pytest.mark.parametrize("name", ["design-doc", "feature-design", "openstack-spec"])
def test_copies_of_a_template_teach_it(name: str) -> None:
    template = templates()[name]
    outlines = [
        read_text(write(filled(template), syntax), f".{syntax}") for syntax in ("md", "rst", "md")
    ]
    found = {section.path: section for section in learned(*outlines).template.walk()}
    for section in template.walk():
        if section.required and not any(above.repeat for above in _above(section, template)):
            assert section.path in found, section.path


def _above(section: Section, template: object) -> list[Section]:
    walk = template.walk()  # type: ignore[attr-defined]
    return [part for part in walk if section.path[: len(part.path)] == part.path]


NAMES = st.lists(
    st.sampled_from(
        ["Context", "Proposal", "Risks", "Costs", "Rollout", "Security", "Metrics", "History"]
    ),
    min_size=1,
    max_size=6,
    unique=True,
)


@settings(max_examples=25)
@given(NAMES, st.dictionaries(st.integers(0, 7), NAMES, max_size=3), st.randoms())
def test_copies_of_one_structure_teach_it_in_any_order_of_reading(
    tops: list[str], below: dict[int, list[str]], chance: random.Random
) -> None:
    inner = {tops[number % len(tops)]: names for number, names in below.items()}
    heads = [h for top in tops for h in (top, *(f"#{name}" for name in inner.get(top, [])))]
    outlines = [document(*heads) for _ in range(3)]
    outlines += [document(*heads, "Aside"), document("Aside", *heads)]
    chance.shuffle(outlines)
    wanted = [[top, inner[top]] if top in inner else top for top in tops]
    assert titles(learned(*outlines, share=80).template.sections) == wanted


@settings(max_examples=25)
@given(NAMES, st.randoms())
def test_sections_shuffled_in_a_few_keep_the_usual_order(
    tops: list[str], chance: random.Random
) -> None:
    others = []
    for _ in range(2):
        shuffled = list(tops)
        chance.shuffle(shuffled)
        others.append(document(*shuffled))
    outlines = [*[document(*tops) for _ in range(3)], *others]
    chance.shuffle(outlines)
    found = learned(*outlines)
    assert titles(found.template.sections) == tops
    assert set(found.remarks.values()) - {found.remarks[()]} == {"in 5 of 5"}
