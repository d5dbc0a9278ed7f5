"""Rows read into records of a kind, with every fault of every row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from ..model.finding import Rule
from ..model.kind import Field, Kind, Problem, Record, Value
from ..model.titles import did_you_mean, title_key
from .levels import Scale
from .plain import plain_text, slug
from .tree import Items, Node, Pair, Pairs, Text
from .values import Given, Values, flat

DESCRIPTION = "description"
"""The field that tells in full what a record's name tells in a few words."""


class Entry(msgspec.Struct, frozen=True):
    """A record as it was read: with the line of each text, for those who show it."""

    record: Record
    given: dict[str, Given]


class Reading(msgspec.Struct, frozen=True):
    """What a body gave, and what is wrong with it, in the order of lines."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


class Reader:
    """Reads rows of one kind for one document.

    Attributes:
        kind: what the rows are.
        docname: the document they stand in.
        scale: the project's scale.
        source: the path of the file whose lines are meant, "" for the document itself.
        taken: ids that records of the kind have in the document already.
    """

    def __init__(
        self,
        kind: Kind,
        docname: str,
        scale: Scale | None = None,
        source: str = "",
        taken: Collection[str] = (),
    ) -> None:
        self.kind = kind
        self.docname = docname
        self.source = source
        self.taken = set(taken)
        self.values = Values(scale or Scale(), source)

    def rows(self, root: Node | None, shared: Sequence[Pair] = ()) -> Reading:
        """Read a list of rows (one row alone may stand for a list of one).

        Args:
            root: the rows.
            shared: fields that every row has which does not give them itself.
        """
        found = (self._row(row, shared) for row in self._rows(root))
        entries = [entry for entry in found if entry is not None]
        return self._reading(entries)

    def one(self, root: Node | None, line: int, options: Pairs | None = None) -> Reading:
        """Read one record from a mapping and from `options`, which count first.

        Args:
            root: the body.
            line: the line of the record.
            options: fields given outside the body, its title among them.
        """
        given = options.pairs if options else ()
        if isinstance(root, Items | Text):
            self._wrong(root.line, "the body is a list of 'field: value' lines")
        elif root is not None:
            given = (*given, *root.pairs)
        return self._reading([self._entry(Pairs(given, line))])

    def _reading(self, entries: list[Entry]) -> Reading:
        problems = sorted(self.values.problems, key=lambda problem: problem.line)
        return Reading(tuple(entries), tuple(problems))

    def _wrong(self, line: int, message: str) -> None:
        self.values.note(Rule.RECORD_YAML, line, message)

    def _rows(self, root: Node | None) -> Iterator[Node]:
        if isinstance(root, Items):
            yield from root.items
        elif isinstance(root, Pairs):
            inner = root.pairs[0].value if len(root.pairs) == 1 else None
            if isinstance(inner, Items) and any(isinstance(row, Pairs) for row in inner.items):
                yield from inner.items  # all under one name, such as `risks:`
            else:
                yield root
        elif root is not None:
            yield root

    def _row(self, row: Node, shared: Sequence[Pair]) -> Entry | None:
        if isinstance(row, Text) and row.value:
            row = Pairs((Pair(self.kind.subject, row.line, row),), row.line)
        if isinstance(row, Pairs):
            own = {field.name for pair in row.pairs if (field := self.kind.field(pair.key))}
            added = (pair for pair in shared if pair.key not in own)
            return self._entry(Pairs((*row.pairs, *added), row.line))
        example = f"'- {self.kind.subject}: …'"
        self._wrong(row.line, f"this row is empty or a list; a row begins as in {example}")
        return None

    def _entry(self, row: Pairs) -> Entry:
        given: dict[str, Given] = {}
        seen: set[str] = set()
        for pair in row.pairs:
            field = self.kind.field(pair.key)
            if field is None:
                self._unknown(pair)
            elif field.name in seen:
                self.values.twice(field, pair)
            else:
                seen.add(field.name)
                value = self.values.read(field, pair.value)
                given |= {field.name: value} if value else {}
        self._name(given)
        self._missing(given, row.line)
        return Entry(self._record(given, row.line), given)

    def _name(self, given: dict[str, Given]) -> None:
        """Let a description stand for the name of a row that has none, as in many a table.

        Where a description has a column of its own the kind asks for both.
        """
        field = self.kind.by_name.get(DESCRIPTION)
        if field and not field.shown and field.name in given and self.kind.subject not in given:
            given[self.kind.subject] = given.pop(field.name)

    def _unknown(self, pair: Pair) -> None:
        names = [name for f in self.kind.fields for name in (f.name, *f.aliases)]
        hint = did_you_mean(pair.key, names)
        offered = "" if hint else f"; it has {', '.join(f.name for f in self.kind.fields)}"
        self.values.note(
            Rule.RECORD_FIELD,
            pair.line,
            f"{pair.key!r} is no field of {self.kind.name!r}{hint}{offered}",
        )

    def _missing(self, given: dict[str, Given], line: int) -> None:
        for field in self.kind.fields:
            if field.required and field.name not in given:
                message = f"this {self.kind.name} has no {field.name!r}"
                self.values.note(Rule.RECORD_MISSING_FIELD, line, message, field.name)

    def _record(self, given: dict[str, Given], line: int) -> Record:
        fields = {f.name: given[f.name].value for f in self.kind.fields if f.name in given}
        title = _title(self.kind, fields)
        name, named = self._id(fields, title)
        return Record(
            kind=self.kind.name,
            id=name,
            title=title,
            docname=self.docname,
            line=line,
            named=named,
            source=self.source,
            fields=fields,
        )

    def _id(self, fields: dict[str, Value], title: str) -> tuple[str, bool]:
        """Return the id that the writer gave, or else one of our own, unique in the document."""
        field = next((f for f in self.kind.fields if f.type == "id"), None)
        written = fields.get(field.name) if field else None
        if isinstance(written, str) and len(written.split()) == 1:
            self.taken.add(written)
            return written, True
        base = name = slug(written if isinstance(written, str) else title) or self.kind.name
        count = 1
        while name in self.taken:
            count += 1
            name = f"{base}-{count}"
        self.taken.add(name)
        return name, False


def _title(kind: Kind, fields: dict[str, Value]) -> str:
    """Return the text of the field that names the record, or of the first text it has."""
    first = sorted(kind.fields, key=lambda field: not field.shown)
    texts = (field.name for field in first if field.type == "text")
    for name in (kind.subject, *texts):
        if name in fields and (title := plain_text(next(flat(fields[name]), ""))):
            return title
    return kind.title


def is_field(kind: Kind) -> set[str]:
    """Return the keys by which any field of a kind, or of its entries, is read."""
    inner = {key for field in kind.fields for part in field.fields for key in part.keys}
    return inner | set(kind.by_key)


def knows(kind: Kind, key: str) -> bool:
    """Whether `key` names a field of the kind itself."""
    return title_key(key) in kind.by_key


def field_of_type(kind: Kind, kind_of_field: str) -> Field | None:
    """Return the first field of a type, or None."""
    return next((field for field in kind.fields if field.type == kind_of_field), None)
