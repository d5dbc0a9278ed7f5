"""The records that documents are themselves: plain values, since every build holds them."""

from __future__ import annotations

import msgspec

from ..model.kind import Record

KIND = "decision"
"""The kind of the records that documents are."""

SUPERSEDED_BY = "superseded-by"
SUPERSEDES = "supersedes"


class Broken(msgspec.Struct, frozen=True, array_like=True):
    """A name that a document says it is superseded by, and that no decision has.

    Attributes:
        own: the name of the decision that the document is.
    """

    docname: str
    name: str
    own: str
    line: int
    is_itself: bool = False


class Made(msgspec.Struct, frozen=True, array_like=True):
    """What follows from all documents that are decisions.

    Attributes:
        records: their records by docname.
        superseding: by docname and anchor, the names that a record supersedes besides those that
            it gives itself, since the other one says so.
        broken: the names that lead nowhere.
    """

    records: dict[str, Record] = {}
    superseding: dict[str, dict[str, tuple[str, ...]]] = {}
    broken: tuple[Broken, ...] = ()

    def more(self, record: Record) -> tuple[str, ...]:
        """Return the names that a record supersedes as others say."""
        found = self.superseding.get(record.docname, {}) if record.kind == KIND else {}
        return found.get(record.anchor, ())

    def whole(self, record: Record) -> Record:
        """Return a record with the names that it supersedes as others say."""
        more = self.more(record)
        if not more:
            return record
        said = record.fields.get(SUPERSEDES, ())
        names = (said,) if isinstance(said, str) else said
        return msgspec.structs.replace(
            record, fields={**record.fields, SUPERSEDES: (*names, *more)}
        )
