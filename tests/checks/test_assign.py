"""The assignment against all that are possible."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_tdd.checks.assign import Pair, assign

SIDE = 4
pairs = st.tuples(st.integers(0, SIDE - 1), st.integers(10, 10 + SIDE - 1))
weights = st.dictionaries(pairs, st.floats(0.25, 16, width=16), max_size=SIDE * SIDE)


def best(weights: dict[Pair, float]) -> float:
    """The greatest total weight, by trying every assignment."""
    rights = range(10, 10 + SIDE)
    return max(
        sum(weights.get(pair, 0.0) for pair in zip(range(SIDE), order, strict=True))
        for order in permutations(rights)
    )


@settings(max_examples=300, deadline=None)
@given(weights)
def test_never_worse_than_any_other(weights: dict[Pair, float]) -> None:
    chosen = assign(weights)
    assert all(pair in weights for pair in chosen)
    assert len({left for left, _ in chosen}) == len(chosen)
    assert len({right for _, right in chosen}) == len(chosen)
    assert sum(weights[pair] for pair in chosen) == best(weights)


@given(weights)
def test_the_order_of_the_pairs_makes_no_difference(weights: dict[Pair, float]) -> None:
    backwards = dict(reversed(weights.items()))
    assert sum(map(weights.__getitem__, assign(weights))) == sum(
        map(weights.__getitem__, assign(backwards))
    )


def test_not_the_first_that_comes() -> None:
    assert assign({(0, 0): 10.0, (0, 1): 9.0, (1, 0): 9.0}) == [(0, 1), (1, 0)]
    assert assign({}) == []
