"""Days and spans of days, as conditions say them: a day, a month, a year, or from today."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

from .compare import day

Span = Callable[[date], tuple[date, date]]
"""The first and the last day of a span, told once today is known."""

_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_TODAY = re.compile(
    r"today(?:\s*(?P<sign>[+-])\s*(?P<count>[0-9]{1,5})\s*(?P<unit>d|days?|w|weeks?)?)?",
    re.IGNORECASE,
)


def span_of(text: str) -> Span | None:
    """Return the span of days that a text means, or None."""
    relative = _TODAY.fullmatch(text)
    if relative:
        in_weeks = (relative["unit"] or "").lower().startswith("w")
        days = int(relative["count"] or 0) * (7 if in_weeks else 1)
        return _from_today(-days if relative["sign"] == "-" else days)
    exact = day(text)
    if exact is not None:
        return lambda today: (exact, exact)
    period = _PERIOD.fullmatch(text)
    bounds = _bounds(int(period[1]), period[2]) if period else None
    return None if bounds is None else lambda today: bounds


def is_today(text: str) -> bool:
    """Whether a text means a day that is told from today."""
    return _TODAY.fullmatch(text) is not None


def _bounds(year: int, written: str | None) -> tuple[date, date] | None:
    """Return the first and the last day of a year, or of a month in it."""
    if not MINYEAR <= year <= MAXYEAR:
        return None
    if written is None:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(written)
    if not 1 <= month <= 12:
        return None
    next_month = date(year, month + 1, 1) if month < 12 else None
    last = next_month - timedelta(days=1) if next_month else date(year, 12, 31)
    return date(year, month, 1), last


def _from_today(days: int) -> Span:
    def span(today: date) -> tuple[date, date]:
        try:
            found = today + timedelta(days=days)
        except OverflowError:
            found = date.max if days > 0 else date.min
        return found, found

    return span
