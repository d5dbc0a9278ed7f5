"""The best overall assignment of one set to another, by weight."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[int, int]


def assign(weights: Mapping[Pair, float]) -> list[Pair]:
    """Return the pairs of greatest total weight in which each side stands at most once.

    Args:
        weights: the weight, above 0, of each pair that is possible.
    """
    chosen = []
    for group in _components(weights):
        if len(group) == 1:
            chosen.extend(group)
        else:
            chosen.extend(_best({pair: weights[pair] for pair in group}))
    return sorted(chosen)


def _components(weights: Mapping[Pair, float]) -> list[list[Pair]]:
    """Return the pairs in groups that share no left and no right side."""
    groups: list[list[Pair]] = []
    for pair in weights:
        touching = [g for g in groups if any(p[0] == pair[0] or p[1] == pair[1] for p in g)]
        merged = [p for g in touching for p in g]
        groups = [g for g in groups if g not in touching]
        groups.append([*merged, pair])
    return groups


def _best(weights: Mapping[Pair, float]) -> list[Pair]:
    """Return the assignment of greatest weight by the Hungarian method (Kuhn and Munkres).

    Impossible pairs weigh nothing and are left out at the end. O(n³) for n sides.
    """
    left = sorted({pair[0] for pair in weights})
    right = sorted({pair[1] for pair in weights})
    size = max(len(left), len(right))
    cost = [[0.0] * size for _ in range(size)]
    for (a, b), weight in weights.items():
        cost[left.index(a)][right.index(b)] = -weight
    chosen = _hungarian(cost)
    found = [(left[a], right[b]) for a, b in chosen if a < len(left) and b < len(right)]
    return [pair for pair in found if pair in weights]


def _hungarian(cost: list[list[float]]) -> list[Pair]:
    """Return the cheapest perfect matching of a square matrix, by potentials.

    Rows are added one by one; each finds the cheapest augmenting path to a free column.
    """
    size = len(cost)
    row_price, column_price = [0.0] * (size + 1), [0.0] * (size + 1)
    row_of = [0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0] = row
        way = _augmenting_path(cost, row_price, column_price, row_of)
        column = way.pop()
        while column:
            before = way[column]
            row_of[column] = row_of[before]
            column = before
    return [(row_of[column] - 1, column - 1) for column in range(1, size + 1)]


def _augmenting_path(
    cost: list[list[float]], row_price: list[float], column_price: list[float], row_of: list[int]
) -> list[int]:
    """Return, for each column, the column before it on the cheapest path; last the free one."""
    size = len(cost)
    slack = [float("inf")] * (size + 1)
    before, used = [0] * (size + 1), [False] * (size + 1)
    column = 0
    while row_of[column]:
        used[column] = True
        row, step, nearest = row_of[column], float("inf"), 0
        for other in (c for c in range(1, size + 1) if not used[c]):
            reduced = cost[row - 1][other - 1] - row_price[row] - column_price[other]
            if reduced < slack[other]:
                slack[other], before[other] = reduced, column
            if slack[other] < step:
                step, nearest = slack[other], other
        for other in range(size + 1):
            if used[other]:
                row_price[row_of[other]] += step
                column_price[other] -= step
            else:
                slack[other] -= step
        column = nearest
    return [*before, column]
