"""Dates as documents give them."""

from __future__ import annotations

import re
from datetime import date

_FORM = re.compile(r"\d{4}-\d{2}-\d{2}")


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar in the form of ISO 8601, as `2025-01-31`."""
    if not _FORM.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
