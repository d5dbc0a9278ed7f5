"""Texts, days and amounts as they are compared: what is equal, less, or not given at all."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from ..model.kind import Value
from .nothing import is_nothing
from .values import flat

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGITS = re.compile(r"(\d{1,18})")
_VERSION = re.compile(r"v(?=\d)")
_AMOUNT = re.compile(
    r"""(?P<lead>[^<>≤≥=≈~]{0,60}[<>≤≥=≈~]{1,3}\s*)?    # p99 <
        (?P<coin>[€$£¥])?\s?
        (?P<number>[+-]?(?:[0-9]{1,3}(?:[,_'\u00a0\u202f\ ][0-9]{3}){1,5}(?![0-9])|[0-9]{1,15}))
        (?P<part>[.,][0-9]{1,15})?
        \s?(?P<many>[kKM](?![^\W\d]))?
        \s{0,3}(?P<unit>[%‰€$£¥]|[^\W\d_]{1,30})?
        (?P<rest>.*)""",
    re.VERBOSE | re.DOTALL,
)
_MANY = {"k": 1e3, "K": 1e3, "M": 1e6}
_TIMES = {
    1e-9: "ns nanosecond nanoseconds",
    1e-6: "us µs μs microsecond microseconds",
    1e-3: "ms msec millisecond milliseconds",
    1.0: "s sec secs second seconds",
    60.0: "min mins minute minutes",
    3600.0: "h hr hrs hour hours",
    86400.0: "d day days",
    604800.0: "w wk week weeks",
    2629800.0: "month months",
    31557600.0: "y yr year years",
}
_SIZES = {
    1.0: "b byte bytes",
    1e3: "kb kilobyte kilobytes",
    1e6: "mb megabyte megabytes",
    1e9: "gb gigabyte gigabytes",
    1e12: "tb terabyte terabytes",
    1e15: "pb petabyte petabytes",
    1024.0: "kib",
    1024.0**2: "mib",
    1024.0**3: "gib",
    1024.0**4: "tib",
}
_SHARES = {1.0: "% percent", 0.1: "‰"}
_UNITS = {
    name: (measure, factor)
    for measure, table in (("time", _TIMES), ("size", _SIZES), ("share", _SHARES))
    for factor, names in table.items()
    for name in names.split()
}


def given(value: Value | None) -> bool:
    """Whether a value says anything."""
    if isinstance(value, str):
        return not is_nothing(value)
    return value is not None and any(not is_nothing(text) for text in flat(value))


def fold(text: str) -> str:
    """Return what is compared of a text: case, hyphens, underscores and line ends don't count."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.casefold()
    return " ".join(text.replace("-", " ").replace("_", " ").split()) or text.strip()


def natural(text: str) -> tuple[Any, ...]:
    """Return a key by which RISK-9 comes before RISK-10, and v1.9 before 1.10."""
    parts: list[Any] = _DIGITS.split(_VERSION.sub("", text.strip().casefold(), count=1))
    parts[1::2] = map(int, parts[1::2])
    return tuple(parts)


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """Return the day that a text written as YYYY-MM-DD means, or None."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class Amount(msgspec.Struct, frozen=True):
    """A number with its unit.

    Attributes:
        number: the number as written.
        base: the number in the first unit of its measure (seconds, bytes, percent).
        measure: "time", "size", "share", else the unit as written, "" without one.
        whole: whether the text holds nothing else, and its unit is a known one.
    """

    number: float
    base: float
    measure: str
    whole: bool


def amount(text: str) -> Amount | None:
    """Return the amount that a text says (`200 ms`, `≤ 1,500`, `p99 < 2 s`), or None."""
    found = _AMOUNT.match(text.strip())
    if found is None:
        return None
    number = float(re.sub(r"[^0-9+-]", "", found["number"]) + _decimals(found["part"]))
    number *= _MANY.get(found["many"] or "", 1.0)
    unit = (found["unit"] or found["coin"] or "").casefold()
    measure, factor = _UNITS.get(unit, (unit, 1.0))
    whole = unit in _UNITS and not found["lead"] and not found["rest"].strip()
    return Amount(number, number * factor, measure, whole)


def _decimals(part: str | None) -> str:
    return "." + part[1:] if part else ""
