"""How results are printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from statistics import median

from measure import Cost, Sizes


def say(text: str) -> None:
    """Tell how far the command is."""
    print(text, file=sys.stderr, flush=True)


def table(rows: Sequence[Sequence[str]], left: int = 2) -> str:
    """Return the rows with their columns aligned: the first `left` to the left, others right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if index < left else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def is_met(ratio: float, target: float) -> bool:
    """Return whether a ratio is at most its target."""
    return round(ratio, 3) <= target


def verdict(ratio: float, target: float | None) -> str:
    """Return the target beside the ratio, and whether it is met."""
    if target is None:
        return "-"
    return f"<= {target:.2f} {'ok' if is_met(ratio, target) else 'OVER'}"


def paired(mine: Sequence[Cost], plain: Sequence[Cost], figure: Callable[[Cost], float]) -> float:
    """Return the median of the ratios of a figure, each to that of the same turn."""
    return median(figure(m) / figure(p) for m, p in zip(mine, plain, strict=True))


def size_rows(
    found: dict[str, Sizes], targets: dict[str, float | None], base: str
) -> list[list[str]]:
    """Return a row for each size and variant; ratios are to `base`."""
    rows = [["size", "variant", "KB", "ratio", "target"]]
    for key, aim in targets.items():
        for name, mine in found.items():
            ratio = getattr(mine, key) / getattr(found[base], key)
            kilobytes = f"{getattr(mine, key) / 1024:.0f}"
            target = verdict(ratio, aim if name != base else None)
            rows.append([key, name, kilobytes, f"{ratio:.3f}", target])
    return rows
