"""Patterns of users: they mean what they mean to Python, in a time that has a bound."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sphinx_tdd.model.patterns import LONGEST_VALUE, Pattern, PatternError, fault_of, pattern

RUNAWAYS = (
    "(a+)+$", "(a*)*$", "(a|a)*b", "(a|aa)+$", "(.*)*b", "(.*a){12}", r"\d+\d+\d+\d+\d+x",
    r"^(([a-z])+.)+[A-Z]([a-z])+$", r"(\w+\s?)*$", "(?:a?){60}a{60}", "(x+x+)+y", "(|a)*b",
    r"([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3}))$",
)  # fmt: skip
"""Patterns that make a matcher which tries one way after another run for years."""

ATOMS = (
    "a", "b", "-", r"\d", r"\w", r"\.", ".", "[ab]", "[^a]", "[]a]", "[a-b0-9]", "^", "$", r"\b",
    r"\x61", r"\-", "é",
)  # fmt: skip
COUNTS = ("", "", "*", "+", "?", "*?", "+?", "{2}", "{,2}", "{1,}", "{0,2}", "{}", "{,}")


def _more(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = st.sampled_from(("({})", "(?:{})", "(?i:{})")).flatmap(
        lambda form: inner.map(form.format)
    )
    counted = st.tuples(group | st.sampled_from(ATOMS), st.sampled_from(COUNTS)).map("".join)
    rows = st.lists(counted, max_size=3).map("".join)
    return st.lists(rows, min_size=1, max_size=2).map("|".join)


patterns = st.recursive(st.sampled_from(ATOMS), _more, max_leaves=6)
texts = st.text("abA-1. é]\u0130", max_size=7)


@given(patterns, texts)
@example("(?i)A{2}-", "aa-")
@example("(a|b)*?$", "abab")
@example("", "")
@example("a{0}b", "b")
def test_it_means_what_it_means_to_python(text: str, value: str) -> None:
    try:
        compiled = re.compile(text)
    except re.error:
        assert fault_of(text)
        return
    assume(not fault_of(text))
    assert Pattern(text).matches(value) is (compiled.fullmatch(value) is not None)


@given(st.text(max_size=30))
def test_any_text_is_a_pattern_or_is_refused(text: str) -> None:
    try:
        assert isinstance(Pattern(text).matches(text[:LONGEST_VALUE]), bool)
    except PatternError as error:
        assert str(error)


class _Counting(Pattern):
    """A pattern that counts how often it asks whether a state takes a character."""

    asked = 0

    def _takes(self, state: int, character: str) -> bool:
        self.asked += 1
        return super()._takes(state, character)


@pytest.mark.parametrize("text", RUNAWAYS)
@pytest.mark.parametrize("piece", ["a", "1", "x", "a b", "aA"])
def test_the_steps_of_a_match_have_a_bound(text: str, piece: str) -> None:
    value = (piece * LONGEST_VALUE)[: LONGEST_VALUE - 1] + "!"
    counting = _Counting(text)
    assert counting.matches(value) is False
    assert counting.asked <= len(value) * len(counting.next)
    assert len(counting.next) < 500


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"(a)\1", "refers back"),
        ("(?P<n>a)(?P=n)", "refers back"),
        ("(?=a)a", "looks ahead"),
        ("a(?!b)", "looks ahead"),
        ("(?<=a)b", "looks behind"),
        ("(?<!a)b", "looks behind"),
        ("(a)?(?(1)b|c)", "asks whether"),
        ("(?>a+)", "atomic"),
        ("a++", "without giving back"),
        ("(?x) a", "not known here"),
        ("((a{100}){100}){100}", "too much"),
        ("a{1000000}", "too much"),
        ("[a-z" + "]" * 400, "more than 300"),
        ("(" * 30 + "a" + ")" * 30, "nested too deeply"),
        ("(a", "no regular expression"),
        ("a)", "no regular expression"),
        ("*", "no regular expression"),
        ("[b-a]", "no regular expression"),
        ("a{3,2}", "no regular expression"),
    ],
)
def test_what_is_refused_says_why(text: str, words: str) -> None:
    assert words in fault_of(text)
    with pytest.raises(PatternError):
        pattern(text)


def test_a_value_that_is_too_long_does_not_match() -> None:
    assert pattern("a*").matches("a" * LONGEST_VALUE)
    assert not pattern("a*").matches("a" * (LONGEST_VALUE + 1))
