"""Documents that follow a template for decisions, made into records without a build."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from ..model.kind import Kind, Problem, Record
from ..records.decision_files import DecisionFile, read_file
from ..records.decision_records import make, problem_of
from ..records.lookup import Lookup
from ..records.made import KIND, Made
from .facts import Facts, Source, text_of

if TYPE_CHECKING:
    from ..readers.reading import Context


class Decisions:
    """Reads the documents of a project that are decisions.

    Args:
        kept: what was read of documents before, as bytes, by docname.

    Attributes:
        read: what was read now or before, as bytes, by docname.
    """

    def __init__(
        self, source: Source, facts: Mapping[str, Facts], kind: Kind, kept: Mapping[str, bytes]
    ) -> None:
        self.source = source
        self.facts = facts
        self.kind = kind
        self.kept = kept
        self.read: dict[str, bytes] = {}

    def made(self, names: Sequence[str], pages: Mapping[str, Sequence[str]]) -> Made:
        """Return what follows from all documents that are decisions.

        Args:
            names: these documents, sorted.
            pages: the other pages of those that have several.
        """
        files = [self._file(name, pages.get(name, ())) for name in names]
        records = (record for each in self.facts.values() for record in each.records)
        return make(files, [record for record in records if record.kind == KIND])

    def _file(self, docname: str, others: Sequence[str]) -> DecisionFile:
        if not others and docname in self.kept:
            self.read[docname] = self.kept[docname]
            return msgspec.msgpack.decode(self.kept[docname], type=DecisionFile)
        # Imported late: few documents are decisions.
        from ..readers.whole import read_decision, read_texts

        page = read_decision(*self._given(docname))
        parts = [part for each in others for part in read_texts(*self._given(each))]
        said = self.facts[docname].information.get("id", "")
        page = msgspec.structs.replace(page, id=said, parts=(*page.parts, *parts))
        found = read_file(page, self.kind)
        if not others:
            self.read[docname] = msgspec.msgpack.encode(found)
        return found

    def _given(self, docname: str) -> tuple[str, Context]:
        return text_of(self.source.data(docname)), self.source.context(docname)


def whole(made: Made, facts: Mapping[str, Facts]) -> Iterator[Record]:
    """Yield all records: those of directives, and those that documents are themselves."""
    for docname in sorted({*facts, *made.records}):
        stated = facts[docname].records if docname in facts else ()
        itself = made.records.get(docname)
        found = stated if itself is None else (itself, *stated)
        yield from map(made.whole, found) if docname in made.superseding else found


def broken_names(
    made: Made, lookup: Lookup, is_elsewhere: Callable[[str, str], bool]
) -> Iterator[tuple[str, Problem]]:
    """Yield, with its docname, a problem for each name that a document gives and nothing has."""
    offered = lookup.names((KIND,)) if made.broken else []
    for each in made.broken:
        problem = problem_of(each, offered, lambda name: is_elsewhere(KIND, name))
        if problem is not None:
            yield each.docname, problem
