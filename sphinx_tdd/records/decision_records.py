"""The records of files that are decisions: what one file says of another is put together here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from ..model.finding import Rule
from ..model.kind import Problem, Record, Value
from ..model.titles import did_you_mean
from .decision_files import LINKS, DecisionFile, is_own
from .links import Place
from .lookup import Lookup, shown_name
from .made import KIND, SUPERSEDED_BY, SUPERSEDES, Broken, Made
from .numbers import name_key, split_title
from .statements import Reference
from .values import flat

EXTERNAL = " (external)"
"""What follows the name of a decision of somebody else."""


def make(files: Iterable[DecisionFile], stated: Sequence[Record]) -> Made:
    """Return the records that files are.

    Args:
        stated: the decisions that are written down by directives, in all documents. A file that
            holds itself in one is no second record.
    """
    return _Maker(files, [record for record in stated if record.kind == KIND]).made()


class _Maker:
    """Makes the records of one project."""

    def __init__(self, files: Iterable[DecisionFile], stated: Sequence[Record]) -> None:
        self.stated: dict[str, list[Record]] = defaultdict(list)
        for record in stated:
            self.stated[record.docname].append(record)
        self.files = {each.docname: each for each in files}
        own = {name: file for name, file in self.files.items() if self._own(file) is None}
        taken = Counter(file.id.casefold() for file in own.values())
        taken.update(record.id.casefold() for record in stated if record.named)
        self.bare = {name: _bare(file, taken) for name, file in own.items()}
        self.lookup = Lookup([*stated, *self.bare.values()])

    def _own(self, file: DecisionFile) -> Record | None:
        """Return the decision written down in a file that is the file itself, or None."""
        here = self.stated.get(file.docname, [])
        same = (one for one in here if is_own(file, one.id, one.title, len(here)))
        return next(same, None)

    def of_file(self, docname: str) -> Record | None:
        """Return the decision that a document is, or that is written down in it alone."""
        here = self.stated.get(docname, [])
        return self.bare.get(docname) or (here[0] if len(here) == 1 else None)

    def made(self) -> Made:
        """Return the records with what they say of each other, from both sides."""
        superseding: dict[Place, dict[str, None]] = defaultdict(dict)
        broken: list[Broken] = []
        fields = {name: self._fields(name) for name in self.bare}
        for name, own in self.bare.items():
            for reference in self._named(name, SUPERSEDED_BY):
                target = self._target(reference, name)
                if target is not None and target is not own:
                    superseding[target.docname, target.anchor][_name(own)] = None
                elif reference.is_sure and not reference.is_elsewhere:
                    line = reference.line or own.line
                    itself = target is own
                    broken.append(Broken(name, reference.text, shown_name(own), line, itself))
        more: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for place in sorted(superseding):
            known = self._known(place, fields.get(place[0], {}))
            names = [name for name in superseding[place] if name not in known]
            if names:
                more[place[0]][place[1]] = tuple(names)
        records = {
            name: msgspec.structs.replace(record, fields=fields[name])
            for name, record in self.bare.items()
        }
        return Made(records, dict(more), tuple(broken))

    def _known(self, place: Place, fields: Mapping[str, Value]) -> set[str]:
        """Return the names of what the record at a place says itself that it supersedes."""
        record = self.lookup.at(*place)
        if record is None:
            return set()
        said = fields.get(SUPERSEDES) or record.fields.get(SUPERSEDES, ())
        found = (self.lookup.find_any((KIND,), text, record.docname) for text in flat(said))
        return {_name(one) for one in found if one is not None}

    def _named(self, docname: str, field: str) -> Iterator[Reference]:
        return (each for name, each in self.files[docname].related if name == field)

    def _fields(self, docname: str) -> dict[str, Value]:
        """Return the values of a record, other decisions by their names."""
        found = dict(self.files[docname].fields)
        for field in (SUPERSEDES, LINKS, SUPERSEDED_BY):
            names = dict.fromkeys(
                name for each in self._named(docname, field) if (name := self._say(each, docname))
            )
            if names:
                found[field] = tuple(names)
        return {name: found[name] for name in sorted(found)}

    def _say(self, reference: Reference, docname: str) -> str:
        """Return the name by which a reference is kept, "" where it may be none."""
        target = self._target(reference, docname)
        if target is not None:
            return _name(target)
        if reference.is_elsewhere:
            return reference.text + EXTERNAL
        return reference.text if reference.is_sure else ""

    def _target(self, reference: Reference, docname: str) -> Record | None:
        """Return the decision that a reference means, or None."""
        if reference.docname:
            found = self.of_file(reference.docname)
            if found is not None:
                return found
        for name in (reference.text, split_title(reference.text).title):
            found = self.lookup.find_any((KIND,), name, docname) if name else None
            if found is not None:
                return found
        return None


def _bare(file: DecisionFile, taken: Counter[str]) -> Record:
    """Return the record of a file without its fields.

    An id that was made from a number, and that another decision has too, names neither of them.
    """
    named = bool(file.id) and (file.is_said or taken[file.id.casefold()] == 1)
    return Record(
        kind=KIND,
        id=file.id if named else file.anchor or file.docname,
        title=file.title,
        docname=file.docname,
        line=file.line,
        anchor=file.anchor,
        named=named,
        lines=file.lines,
        names=tuple(filter(None, (name_key(file.id), file.docname.casefold()))),
    )


def _name(record: Record) -> str:
    """Return a name that leads to a record from everywhere."""
    if record.named:
        return record.id
    return record.docname if record.names else record.title


def problem_of(
    broken: Broken, offered: Sequence[str], known: Callable[[str], bool]
) -> Problem | None:
    """Return what to say of a name that leads nowhere, or None where another project has it."""
    if not broken.is_itself and known(broken.name):
        return None
    text = f"the decision {broken.own!r} says that it is superseded by {broken.name!r}, "
    if broken.is_itself:
        text += "which is itself"
    else:
        others = [name for name in offered if name != broken.own]
        text += f"and there is no such decision{did_you_mean(broken.name, others)}"
    return Problem(Rule.BROKEN_REFERENCE.value, broken.line, text)
