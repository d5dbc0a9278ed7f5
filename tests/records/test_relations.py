"""Sentences on relationships: which entities they name, and how many of each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_tdd.records.relations import Names, relations

ENTITIES = ["Order", "Line", "Customer", "Order Line", "Category", "Address", "Status", "Box"]
NAMES = Names((name, number) for number, name in enumerate(ENTITIES))


def read(own: str, sentence: str) -> list[tuple[str, str, str, str]]:
    """Return the other entity, the words for it, and how many at the own and the other end."""
    return [
        (
            ENTITIES[each.mention.keys[0]],
            sentence[each.mention.start : each.mention.end],
            each.own,
            each.other,
        )
        for each in relations(sentence, NAMES, ENTITIES.index(own))
    ]


@pytest.mark.parametrize(
    ("own", "sentence", "other", "ends"),
    [
        ("Order", "one Order has many Lines", "Line", ("1", "*")),
        ("Order", "An Order has several Lines", "Line", ("1", "*")),
        ("Order", "belongs to Customer", "Customer", ("", "1")),
        ("Order", "is owned by its Customer", "Customer", ("", "1")),
        ("Order", "Customer 1..* Order", "Customer", ("1..*", "")),
        ("Order", "Customer 1:n Order", "Customer", ("*", "1")),
        ("Order", "Order * -- 1 Customer", "Customer", ("*", "1")),
        ("Order", "many-to-one: Customer", "Customer", ("*", "1")),
        ("Customer", "one-to-many with Order", "Order", ("1", "*")),
        ("Customer", "Each customer may place zero or more orders", "Order", ("1", "*")),
        ("Order", "has at least one Line", "Line", ("", "1..*")),
        ("Order", "has zero or one Address", "Address", ("", "0..1")),
        ("Order", "has 0..1 addresses", "Address", ("", "0..1")),
        ("Order", "has 2..5 boxes", "Box", ("", "2..5")),
        ("Order", "has many open Lines", "Line", ("", "*")),
        ("Order", "references a list of Lines", "Line", ("", "")),
        ("Order", "references statuses", "Status", ("", "")),
        ("Line", "is kept in order of its Box", "Box", ("", "")),
        ("Category", "a Category has zero or one parent Category", "Category", ("1", "0..1")),
        ("Category", "has one parent Category", "Category", ("", "1")),
    ],
)
def test_what_a_sentence_says(own: str, sentence: str, other: str, ends: tuple[str, str]) -> None:
    ((found, _, *said),) = read(own, sentence)
    assert (found, tuple(said)) == (other, ends)


def test_the_longest_name_is_meant() -> None:
    assert read("Order", "has many OrderLines") == [("Order Line", "OrderLines", "", "*")]
    assert read("Order", "has order lines")[0][:2] == ("Order Line", "order lines")
    assert read("Box", "holds an order_line")[0][:2] == ("Order Line", "order_line")


def test_a_sentence_may_name_several() -> None:
    assert read("Order", "has one or more Lines and one Customer") == [
        ("Line", "Lines", "", "1..*"),
        ("Customer", "Customer", "", "1"),
    ]


def test_an_entity_named_twice_is_one() -> None:
    assert len(read("Order", "has Lines, and a Line has a place")) == 1


@pytest.mark.parametrize("sentence", ["", "nothing here", "each Order is unique", "…", "1..*"])
def test_a_sentence_that_names_no_other_entity(sentence: str) -> None:
    assert read("Order", sentence) == []


def test_names_in_small_letters_give_way_to_capitals() -> None:
    names = Names([("Order", 0), ("Line", 1), ("Box", 2)])
    (found,) = relations("kept in the order of the Lines", names, 2)
    assert found.mention.keys == (1,)


def test_several_entities_of_one_name_are_all_told() -> None:
    names = Names([("Order", 0), ("Line", 1), ("Line", 2)])
    (found,) = relations("has many Lines", names, 0)
    assert found.mention.keys == (1, 2)


def test_without_an_entity_nothing_is_found() -> None:
    assert relations("one Order has many Lines", Names([]), 0) == []


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=5))
def test_any_text_is_read(sentence: str, names: list[str]) -> None:
    found = relations(sentence, Names((name, n) for n, name in enumerate(names)), 0)
    for each in found:
        assert 0 <= each.mention.start < each.mention.end <= len(sentence)
