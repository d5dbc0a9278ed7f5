"""How closely a document has to follow its template: tolerant unless a team asks for more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta

from .titles import did_you_mean, title_key

if TYPE_CHECKING:
    from .template import Section, Template

Match = Literal["tolerant", "case", "exact"]
"""How a heading is compared with a title: by its key, but for its case, or to the letter."""

Levels = Literal["free", "exact"]
Order = Literal["free", "strict"]
Closed = Literal["", "top", "all"]
"""Where sections that the template does not name are reported: nowhere, at the top, everywhere."""

LEVELS = range(1, 7)
"""The levels of headings in Markdown; 1 is the document's title."""

MatchValue = Match | dict[int, Match]

MATCH_WORDS = (
    "How headings are compared with titles: `tolerant` (the default) forgets case, numbers, "
    "punctuation, plurals and more; `case` forgets case alone; `exact` nothing. A mapping from "
    "levels to these says it level by level, 1 being that of the document's title."
)
LEVELS_WORDS = (
    "`exact`: a section counts only at its own level, right under its own parent; `free`, the "
    "default: also a level higher or deeper."
)
ORDER_WORDS = (
    "`strict` reports sections that stand in another order; `free`, the default, doesn't."
)
CLOSED_WORDS = (
    "Whether sections that the template does not name are reported: `top` those at the top, "
    "`all` (or `true`) everywhere. By default they aren't."
)
OPTIONAL_WORDS = (
    "Titles, or paths such as `Security > Access`, of sections that need not be there. One that "
    "the template does not name may be there where it is closed."
)


class Strictness(msgspec.Struct, frozen=True):
    """What is asked for; None where nothing is said.

    Attributes:
        match: by level, 0 standing for all levels that are not named.
    """

    match: Annotated[tuple[tuple[int, Match], ...], Meta(description=MATCH_WORDS)] = ()
    levels: Annotated[Levels | None, Meta(description=LEVELS_WORDS)] = None
    order: Annotated[Order | None, Meta(description=ORDER_WORDS)] = None
    closed: Annotated[Closed | None, Meta(description=CLOSED_WORDS)] = None
    optional: Annotated[tuple[str, ...], Meta(description=OPTIONAL_WORDS)] = ()

    def match_of(self, level: int) -> Match | None:
        """Return how headings of a level are compared, None where nothing is said of it."""
        by_level = dict(self.match)
        return by_level.get(level, by_level.get(0))


class Wrong(ValueError):
    """What is asked for can't be; its text says what is allowed.

    Attributes:
        left: what of it can be, None where nothing can.
    """

    def __init__(self, words: str, left: Any = None) -> None:
        super().__init__(words)
        self.left = left


def strictness(values: Mapping[str, Any]) -> Strictness:
    """Return what a mapping asks for, by the names of the fields of `Strictness`.

    Raises:
        Wrong: a value is not among those allowed.
    """
    known = {field.name for field in msgspec.structs.fields(Strictness)}
    for key in values:
        if key not in known:
            raise Wrong(f"there is no key {key!r}{did_you_mean(str(key), sorted(known))}")
    closed = values.get("closed")
    return Strictness(
        match=_match(values.get("match", ())),
        levels=_choice("levels", values.get("levels"), get_args(Levels)),
        order=_choice("order", values.get("order"), get_args(Order)),
        closed=_closed(closed),
        optional=_titles(values.get("optional", ())),
    )


def _choice(name: str, value: Any, allowed: Iterable[str]) -> Any:
    words = [word for word in allowed if word]
    if value is not None and value not in words:
        hint = did_you_mean(str(value), words)
        raise Wrong(f"{name!r} is {value!r}, allowed are {', '.join(map(repr, words))}{hint}")
    return value


def _closed(value: Any) -> Closed | None:
    if isinstance(value, bool):
        return "all" if value else ""
    found: Closed | None = _choice("closed", value, get_args(Closed))
    return found


def _match(value: Any) -> tuple[tuple[int, Match], ...]:
    if not isinstance(value, Mapping):
        return ((0, _choice("match", value, get_args(Match))),) if value else ()
    found = []
    for level, each in value.items():
        number = int(level) if str(level).isdigit() else 0
        if number not in LEVELS:
            raise Wrong(f"'match' names the level {level!r}, allowed are 1 to {LEVELS[-1]}")
        found.append((number, _choice("match", each, get_args(Match))))
    return tuple(sorted(found))


def _titles(value: Any) -> tuple[str, ...]:
    listed = isinstance(value, Iterable) and not isinstance(value, str | Mapping)
    titles = tuple(value) if listed else ()
    if not listed or not all(isinstance(title, str) and title_key(title) for title in titles):
        raise Wrong("'optional' has to be a list of titles")
    return titles


def tighten(template: Template, asked: Strictness, insists: bool = False) -> Template:
    """Return the template as strict as asked, the sections named optional no longer owed.

    Args:
        template: what documents owe.
        asked: what is said of it; what is not said stays as it is.
        insists: whether those who follow the template ask, not the template itself.
    """
    if asked == Strictness():
        return template
    wanted = [tuple(filter(None, map(title_key, title.split(">")))) for title in asked.optional]
    met: set[tuple[str, ...]] = set()
    sections = tuple(_tighten(part, asked, wanted, met) for part in template.sections)
    pairs = zip(asked.optional, wanted, strict=True)
    allowed = tuple(title for title, keys in pairs if keys not in met)
    return msgspec.structs.replace(
        template,
        sections=sections,
        order=asked.order or template.order,
        closed=template.closed if asked.closed is None else asked.closed,
        allowed=(*template.allowed, *allowed),
        insists=template.insists or (insists and asked.order == "strict"),
    )


def _tighten(
    section: Section,
    asked: Strictness,
    wanted: Iterable[tuple[str, ...]],
    met: set[tuple[str, ...]],
) -> Section:
    named = [keys for keys in wanted if _is_named(section, keys)]
    met.update(named)
    level = section.level or len(section.path) + 1
    return msgspec.structs.replace(
        section,
        required=False if named else section.required,
        match=asked.match_of(level) or section.match,
        pinned=section.pinned if asked.levels is None else asked.levels == "exact",
        sections=tuple(_tighten(part, asked, wanted, met) for part in section.sections),
    )


def _is_named(section: Section, keys: tuple[str, ...]) -> bool:
    """Whether the end of a section's path is named."""
    path = [title_key(title) for title in section.path]
    last = len(keys) == 1 and keys[0] in section.keys
    return bool(keys) and (last or tuple(path[len(path) - len(keys) :]) == keys)
