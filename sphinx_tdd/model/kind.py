"""Kinds of record (risk, decision, …) and records: the structured parts of a document."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

import msgspec

from .titles import title_key

FieldType = Literal["text", "list", "level", "choice", "date", "id", "links", "entries"]
"""What a field holds.

`text`: the document's markup. `list`: several texts. `level`: a step of the project's scale.
`choice`: one of `choices`. `date`: a day, YYYY-MM-DD. `id`: the record's name. `links`: ids of
other records. `entries`: a list of mappings with the fields in `fields`.
"""


class Field(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """A field of a kind.

    Attributes:
        name: as written in YAML, with hyphens between words.
        title: the heading of its column.
        aliases: other names by which it is read, such as the columns of teams' own tables.
        required: whether every record owes it.
        shown: whether its column is shown where `:columns:` says nothing.
        choices: the values of a `choice`.
        fields: the fields of each mapping in `entries`.
    """

    name: str
    title: str = ""
    type: FieldType = "text"
    aliases: tuple[str, ...] = ()
    required: bool = False
    shown: bool = False
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    hint: str = ""

    @cached_property
    def heading(self) -> str:
        """The words shown for the field."""
        return self.title or self.name.replace("-", " ").capitalize()

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all names by which the field is read."""
        names = (self.name, self.title, *self.aliases)
        return frozenset(filter(None, (title_key(name) for name in names)))


class Kind(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """A kind of record; its table and record directives, role and export follow from it.

    Attributes:
        name: as in the directive `name-table` and the role `tdd:name`.
        title: the word for one, shown to readers.
        table: whether there is a `name-table` directive.
        record: whether there is a `name-record` directive.
        subject: the field that names a record.
        level: the two level fields whose product is the record's level, or nothing.
        fields: its fields, in the order in which they are shown.
    """

    name: str
    title: str
    subject: str
    fields: tuple[Field, ...]
    plural: str = ""
    hint: str = ""
    table: bool = True
    record: bool = False
    level: tuple[str, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """The fields by each key they are read by; the first field that claims a key has it."""
        found: dict[str, Field] = {}
        for field in self.fields:
            for key in field.keys:
                found.setdefault(key, field)
        return found

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by name."""
        return {field.name: field for field in self.fields}

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The names of the fields shown where nothing else is said."""
        return tuple(field.name for field in self.fields if field.shown)

    def field(self, name: str) -> Field | None:
        """Return the field read by `name`, or None."""
        return self.by_key.get(title_key(name))


Value = str | tuple[str, ...] | tuple[dict[str, str | tuple[str, ...]], ...]
"""A field's value: text, several texts, or several mappings of texts."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One structured row.

    Attributes:
        kind: the name of its kind.
        id: its name, unique among records of its kind where the writer gave it.
        title: the text of its subject field, or its directive's argument.
        docname: the document it stands in.
        line: the line of its row, from 1.
        anchor: the id of its place in the page.
        named: whether the writer gave the id.
        fields: its values by field name, only those given.
        source: the name of the file that `line` is one of where that is not the document: an
            included file, or the one that `:file:` names.
    """

    kind: str
    id: str
    title: str
    docname: str
    line: int
    anchor: str = ""
    named: bool = True
    fields: dict[str, Value] = {}
    source: str = ""


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with a row or a directive: a finding before it has its document.

    Attributes:
        rule: the rule's name.
        line: the line in the document or, with `source`, in that file; from 1.
        message: what a writer reads.
        source: the path of another file (an included one, or `:file:`), or "".
    """

    rule: str
    line: int
    message: str
    source: str = ""
