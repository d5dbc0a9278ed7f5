"""Widths of columns, from what stands in them."""

from __future__ import annotations

from sphinx_tdd.directives.widths import whole, wide, widths


def test_a_short_text_stays_on_one_line_and_a_long_one_gets_more_room() -> None:
    severity, condition = widths(
        ["Severity", "Condition"], [[["page"], ["late for 5 min"]], [["page"], ["late " * 12]]]
    )
    assert len("Severity") < severity < 16
    assert len("late for 5 min") < condition < len("late " * 12)


def test_longer_texts_get_more_room_up_to_a_limit() -> None:
    [one] = widths(["A"], [[["word " * 10]]])
    [two] = widths(["A"], [[["word " * 20]]])
    [most] = widths(["A"], [[["word " * 200]]])
    [as_much] = widths(["A"], [[["word " * 400]]])
    assert one < two < most == as_much


def test_each_line_of_a_cell_counts_by_itself() -> None:
    assert widths(["A"], [[["one", "two", "three"]]]) == [9]


def test_many_wide_columns_share_a_line() -> None:
    found = widths(["A"] * 6, [[["word " * 40]] * 6])
    assert sum(found) <= 100
    assert len(set(found)) == 1


def test_no_column_is_narrower_than_the_longest_word_in_it_or_in_its_heading() -> None:
    heading, word, *_ = widths(
        ["Alternatives considered", "B", *"CDEF"],
        [[["-"], ["see payments.events.v2"], *[["word " * 40]] * 4]],
    )
    assert len("Alternatives") < heading < len("Alternatives considered")
    assert word > len("payments.events.v2")


def test_a_short_name_with_hyphens_stays_whole() -> None:
    assert widths(["ID", *"BCDE"], [[["RISK-30"], *[["word " * 40]] * 4]])[0] >= len("RISK-30")


def test_capitals_have_more_room() -> None:
    assert widths(["A"], [[["RISK-10"]]])[0] > widths(["A"], [[["risk-10"]]])[0]


def test_an_address_does_not_take_the_line() -> None:
    assert max(widths(["Link"], [[["https://example.org/" + "a" * 200]]])) <= 40


def test_an_empty_column_is_hardly_wider_than_its_heading() -> None:
    assert widths(["Owner", ""], [[[], []]]) == [9, 4]


def test_columns_of_running_text_are_named_by_their_number() -> None:
    sizes = widths(["ID", "Risk", "Level"], [[["RISK-1"], ["word " * 20], ["High"]]])
    assert wide(sizes) == ["tdd-wide-2"]


def test_days_are_not_broken_whatever_their_field() -> None:
    assert whole("text", "2026-03-01") == whole("date", "soon") == whole("id", "A-1")
    assert whole("text", "2026-03-01 or later") == whole("text", "") == []
