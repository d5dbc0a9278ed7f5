"""On what terms something is owed, as a template file says it: the part of its form about that."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Choices = Annotated[
    list[str],
    Meta(
        description=(
            "The values allowed. Case does not matter. An empty value, a placeholder and `N/A` "
            "are no value."
        )
    ),
]
Pattern = Annotated[
    str,
    Meta(
        description=(
            "A regular expression that the whole value has to have the form of. Looking ahead "
            "or behind and references back to a group can't be used, and a value has at most "
            "200 characters."
        )
    ),
]
Format = Annotated[
    Literal["date", "version", "email", "url", "number"] | None,
    Meta(
        description=(
            "A usual form: `date` (2025-01-31), `version` (1.2 or v1.2.0-rc1), `email`, `url` "
            "or `number`."
        )
    ),
]
Form = Annotated[
    str,
    Meta(
        description=(
            "The form in words, as in `RFC- and four digits`: messages show it, not `pattern`."
        )
    ),
]
OneOf = list[list[str | list[str]]]
"""Groups of alternatives, each a title or several titles."""


class WhenFile(msgspec.Struct, forbid_unknown_fields=True):
    """A condition under which something is owed; where it says several things, all hold."""

    section: Annotated[
        str,
        Meta(
            description=(
                "The document has this section: a title or a path such as `Security > Access`. "
                "One that says `N/A` doesn't count."
            )
        ),
    ] = ""
    field: Annotated[
        str,
        Meta(
            description=(
                "A field of the front matter or docinfo, or an item of the document "
                "information. Without `is`: it has a value."
            )
        ),
    ] = ""
    values: Annotated[
        str | list[str],
        Meta(description="The value of `field`, or several of which it is one, in any case."),
    ] = msgspec.field(default_factory=list, name="is")
    negated: Annotated[WhenFile | None, Meta(description="A condition that does not hold.")] = (
        msgspec.field(default=None, name="not")
    )


When = Annotated[
    WhenFile | list[WhenFile] | None,
    Meta(
        description=(
            "A condition: it is owed only where this holds. Of a list, one has to hold. In a "
            "repeated part, that part is asked first."
        )
    ),
]
