"""What may be asked of a record: its fields, its levels, its document, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import msgspec

from ..model.kind import ANY_KIND, Field, FieldType, Kind, Record, Value
from ..model.titles import did_you_mean, title_key
from .levels import Scale

LONGEST_NAME = 100
"""How many characters of a name are looked at."""

DOCUMENT_PARTS = ("title", "status", "version", "owner", "template", "id")
"""What `document-title`, `document-status` … ask of the record's document."""


class QueryError(ValueError):
    """A condition, a sorting or a list of columns that can't be read.

    Attributes:
        position: where in the text it goes wrong, from 0.
    """

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


class Item(msgspec.Struct, frozen=True):
    """A record with all that may be asked of it.

    Attributes:
        record: the record.
        kind: its kind.
        scale: the project's scale.
        back: by the name of a way back (`superseded-by`), the names of the records there.
        document: what is known of its document: "title", "status", "template", "version" …
    """

    record: Record
    kind: Kind
    scale: Scale
    back: Mapping[str, tuple[str, ...]] = {}
    document: Mapping[str, str] = {}

    @property
    def level(self) -> int | None:
        """The step of the record's level, from 1, or None."""
        return self._product(self.kind.level)

    @property
    def residual(self) -> int | None:
        """The step of the level that is left once something was done about it, or None."""
        return self._product(self.kind.residual)

    @property
    def id(self) -> str | None:
        """The id that the writer gave, or None."""
        return self.record.id if self.record.named else None

    def value(self, name: str) -> Value | None:
        """Return the value of a column by any name that it has; None where it is not given."""
        found = column(name, self.kind, {back: back for back in self.back})
        return found.value(self) if found else None

    def _product(self, names: tuple[str, ...]) -> int | None:
        steps = [step_of(self.scale, self.record.fields.get(name)) for name in names]
        if len(steps) != 2 or steps[0] is None or steps[1] is None:
            return None
        return self.scale.level(steps[0], steps[1])


def step_of(scale: Scale, value: Value | None) -> int | None:
    """Return the step that a value means, from 1, or None."""
    return _step(scale, value) if isinstance(value, str) else None


@lru_cache(maxsize=4096)
def _step(scale: Scale, text: str) -> int | None:
    return scale.step(text)


class Column(msgspec.Struct, frozen=True):
    """One thing that may be asked of records: to show, to sort by, or to compare.

    Attributes:
        name: its name, such as `impact`, `level` or `document-status`.
        heading: the words for it.
        type: what it holds.
        ask: how it is had of an item.
        field: the field of the kind, None for what is worked out or comes from elsewhere.
        step: how the step of a level is had, for columns of that type.
    """

    name: str
    heading: str
    type: FieldType
    ask: Callable[[Item], Value | None]
    field: Field | None = None
    step: Callable[[Item], int | None] | None = None

    def value(self, item: Item) -> Value | None:
        """Return what an item has in this column, or None."""
        return self.ask(item)

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that a choice has."""
        return self.field.choices if self.field and self.type == "choice" else ()


def column(name: str, kind: Kind, backs: Mapping[str, str] | None = None) -> Column | None:
    """Return the column that a name means in any spelling or by any alias, or None.

    A field of the kind comes before what has the same name for every kind; but `level` is the
    level worked out, where the kind has one and no field of that very name.

    Args:
        backs: the ways back to records of the kind, as `back_names` gives them; where None, those
            that the kind itself has.
    """
    name = name[:LONGEST_NAME]
    key = title_key(name)
    made = _made(kind)
    if key == "level" and key in made and key not in kind.by_name:
        return made[key]
    field = kind.field(name)
    if field is not None:
        return _of_field(field)
    return made.get(key) or _of_back(key, back_names(kind, (kind,)) if backs is None else backs)


def back_names(kind: Kind, kinds: Iterable[Kind]) -> dict[str, str]:
    """Return the ways back to records of `kind` from those of `kinds`: the words by the name."""
    return {
        field.back_name: field.back
        for other in kinds
        for field in other.fields
        if field.type == "links" and field.back_name
        if {kind.name, ANY_KIND} & set(field.targets or (other.name,))
    }


def offered(kind: Kind, backs: Mapping[str, str] | None = None) -> list[str]:
    """Return the names of all columns of a kind, its fields first."""
    found = back_names(kind, (kind,)) if backs is None else backs
    ways = (words.lower().replace(" ", "-") for words in found.values())
    names = (*kind.by_name, *(made.name for made in _made(kind).values()), *ways)
    return list(dict.fromkeys(names))


def unknown(name: str, kind: Kind, backs: Mapping[str, str] | None = None) -> str:
    """Return what a writer reads where a name is that of no column."""
    names = offered(kind, backs)
    aliases = [alias for field in kind.fields for alias in field.aliases if len(alias) > 2]
    shown = " ".join(name[:LONGEST_NAME].split())
    hint = did_you_mean(shown, [*names, *aliases])
    rest = hint or "; it has " + ", ".join(names)
    return f"{shown!r} is no field of {kind.name!r}{rest}"


def _of_field(field: Field) -> Column:
    name = field.name
    if field.type == "id":
        return Column(name, field.heading, "id", lambda item: item.id, field)

    def ask(item: Item) -> Value | None:
        usual = item.record.title if name == "title" else None
        return item.record.fields.get(name, usual)

    def step(item: Item) -> int | None:
        return step_of(item.scale, item.record.fields.get(name))

    return Column(
        name, field.heading, field.type, ask, field, step if field.type == "level" else None
    )


def _of_back(key: str, backs: Mapping[str, str]) -> Column | None:
    for name, words in backs.items():
        if key and key in {title_key(name), title_key(words)}:
            heading = words[:1].upper() + words[1:]
            return Column(name, heading, "links", _back(name))
    return None


def _made(kind: Kind) -> dict[str, Column]:
    """Return, by key, the columns that are no fields."""
    found = {title_key(made.name): made for made in _EVERY_KIND}
    if kind.level:
        found["level"] = _LEVEL
    if kind.residual:
        found[title_key(_RESIDUAL.name)] = _RESIDUAL
    return found


def _back(name: str) -> Callable[[Item], Value | None]:
    return lambda item: item.back.get(name)


def _part(name: str) -> Column:
    return Column(
        f"document-{name}", f"Document {name}", "text", lambda item: item.document.get(name)
    )


def _named(item: Item, step: int | None) -> str | None:
    return None if step is None else item.scale.name(step)


_LEVEL = Column(
    "level",
    "Level",
    "level",
    lambda item: _named(item, item.level),
    step=lambda item: item.level,
)
_RESIDUAL = Column(
    "residual-level",
    "Residual level",
    "level",
    lambda item: _named(item, item.residual),
    step=lambda item: item.residual,
)
_EVERY_KIND = (
    Column("id", "ID", "id", lambda item: item.id),
    Column("title", "Title", "text", lambda item: item.record.title),
    Column("kind", "Kind", "text", lambda item: item.record.kind),
    Column("document", "Document", "text", lambda item: item.record.docname),
    *map(_part, DOCUMENT_PARTS),
)
