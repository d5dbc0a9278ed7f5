"""Kinds of record (risk, decision, …) and records: the structured parts of a document."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import cached_property
from typing import Literal

import msgspec

from .finding import Severity
from .titles import title_key

FieldType = Literal[
    "text", "list", "level", "choice", "date", "id", "links", "entries", "tasks", "quantity"
]
"""What a field holds.

`text`: the document's markup. `list`: several texts. `level`: a step of the project's scale.
`choice`: one of `choices`. `date`: a day, YYYY-MM-DD. `id`: the record's name. `links`: names of
other records. `entries`: a list of mappings with the fields in `fields`. `tasks`: several texts,
each done (`[x] text`) or not (`[ ] text`). `quantity`: a number with its unit, or words.
"""

ANY_KIND = "any"
"""In `targets`: records of every kind."""


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
        targets: for `links`, the kinds of the records that it names (`any` for all); its own kind
            where empty.
        back: for `links`, the words by which a record shows those that name it in this field, such
            as "Superseded by"; "" to show none.
        brief: for `entries`, whether each is one line, its first part followed by the others in
            parentheses.
        prose: for `list`, whether its texts may hold commas: one line is parted at semicolons.
        lead: whether a short value stands in the line below the title of a record's block.
        option: whether a table takes the field as an option too, for all of its rows.
    """

    name: str
    title: str = ""
    type: FieldType = "text"
    aliases: tuple[str, ...] = ()
    required: bool = False
    shown: bool = False
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    targets: tuple[str, ...] = ()
    back: str = ""
    option: bool = False
    brief: bool = False
    prose: bool = False
    lead: bool = False
    hint: str = ""

    @cached_property
    def back_name(self) -> str:
        """The name by which a condition or a column asks for the way back; "" without one."""
        return "-".join(self.back.casefold().split())

    @cached_property
    def heading(self) -> str:
        """The words shown for the field."""
        return self.title or self.name.replace("-", " ").capitalize()

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all names by which the field is read."""
        names = (self.name, self.title, *self.aliases)
        return frozenset(filter(None, (title_key(name) for name in names)))


class KindRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule over the records of one kind.

    Attributes:
        name: as in `tdd_severity` and in the brackets of a warning, such as `risk_unmitigated`.
        where: the condition under which a record breaks the rule.
        message: what a writer reads; `{id}`, `{title}` and `{field-name}` stand for values.
        field: the field that the rule is about: where it is given, its line is told, and a value
            that is missing is told once.
        severity: how much it matters where the settings say nothing.
        hint: the rule's documentation.
    """

    name: str
    where: str
    message: str
    field: str = ""
    severity: Severity = "warning"
    hint: str = ""


class Kind(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """A kind of record; its table, record and register directives, role and export follow from it.

    Attributes:
        name: as in the directive `name-table` and the role `tdd:name`.
        title: the word for one, shown to readers.
        table: whether there is a `name-table` directive.
        record: whether there is a `name-record` directive.
        subject: the field that names a record.
        level: the two level fields whose product is the record's level, or nothing.
        residual: the two level fields whose product is the level that is left once something was
            done about it, or nothing.
        glossary: whether the subject is a term of Sphinx's glossary.
        openapi: whether its table takes an OpenAPI description, each of whose operations is a row.
        closed: the statuses that say that nothing more is to be done.
        sort: what a register is sorted by where `:sort:` says nothing, written as there.
        register: the columns of a register where `:columns:` says nothing; what is shown, with id
            and document, where that is empty.
        fields: its fields, in the order in which they are shown.
        rules: what is wrong with a record.
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
    residual: tuple[str, ...] = ()
    glossary: bool = False
    openapi: bool = False
    closed: tuple[str, ...] = ()
    sort: str = ""
    register: tuple[str, ...] = ()
    rules: tuple[KindRule, ...] = ()

    @property
    def words(self) -> str:
        """The word for several."""
        return self.plural or f"{self.title}s"

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


def rules_of(kinds: Iterable[Kind]) -> dict[str, KindRule]:
    """Return the rules that kinds state, by name."""
    return {rule.name: rule for kind in kinds for rule in kind.rules}


Value = str | tuple[str | dict[str, str | tuple[str, ...]], ...]
"""A field's value: text, several texts, or several mappings of texts."""


class Record(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
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
        lines: the lines of fields that another check may speak of, where they are not `line`.
        names: other names that lead to it, in lower case.
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
    lines: dict[str, int] = {}
    names: tuple[str, ...] = ()


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with a row or a directive: a finding before it has its document.

    Attributes:
        rule: the rule's name.
        line: the line in the document or, with `source`, in that file; from 1.
        message: what a writer reads.
        source: the path of another file (an included one, or `:file:`), or "".
        severity: how much it matters where the settings say nothing, if not what the rule says.
        field: the name of the field that a record lacks, where it lacks one.
        page: the docname of the page it is on, where that is not the document's first.
    """

    rule: str
    line: int
    message: str
    source: str = ""
    severity: Severity | None = None
    field: str = ""
    page: str = ""


def encode_records(records: Iterable[Record]) -> bytes:
    """Return records as bytes, equal for equal records."""
    return zlib.compress(msgspec.msgpack.encode(list(records)))


_decoder = msgspec.msgpack.Decoder(tuple[Record, ...])


def decode_records(data: bytes) -> tuple[Record, ...]:
    """Return the records that `encode_records` made into bytes."""
    return _decoder.decode(zlib.decompress(data))
