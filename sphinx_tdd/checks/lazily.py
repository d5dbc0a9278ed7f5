"""A value found out when it is first asked for, and kept.

As `functools.cached_property`, but without the lock that this takes in Python 3.11: a document is
judged in one thread, and what is held of it has hundreds of such values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Lazily(Generic[T]):
    """Decorates a method without arguments; its owner needs a `__dict__`."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self.find = find
        self.name = find.__name__
        self.__doc__ = find.__doc__

    def __get__(self, owner: Any, of: type | None = None) -> T:
        found = owner.__dict__[self.name] = self.find(owner)
        return found
