"""On what terms a part of a template is owed, and what a value may be. Plain frozen values."""

from __future__ import annotations

from functools import cached_property

import msgspec

from .titles import title_key

OneOf = tuple[tuple[tuple[str, ...], ...], ...]
"""Groups of alternatives; an alternative is the titles of sections that belong together."""


class Condition(msgspec.Struct, frozen=True, dict=True):
    """Under which condition something is owed; all that it says has to hold.

    Attributes:
        section: the path of a section that the document has; empty: any.
        field: the name of a field of the document, or "".
        values: what the field may say; empty: anything.
        negated: a condition that does not hold, or None.
    """

    section: tuple[str, ...] = ()
    field: str = ""
    values: tuple[str, ...] = ()
    negated: Condition | None = None


class Value(msgspec.Struct, frozen=True):
    """What a value may be; empty values allow anything.

    Attributes:
        form: the pattern in words.
    """

    choices: tuple[str, ...] = ()
    pattern: str = ""
    format: str = ""
    form: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything that a value may not be."""
        return bool(self.choices or self.pattern or self.format)


class Field(msgspec.Struct, frozen=True, dict=True):
    """A field owed in the front matter or docinfo, or as a label right under the title."""

    title: str
    aliases: tuple[str, ...] = ()
    required: bool | str = True
    when: tuple[Condition, ...] = ()
    value: Value = Value()

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the name and its aliases."""
        return frozenset(filter(None, map(title_key, (self.title, *self.aliases))))
