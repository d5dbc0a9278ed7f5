"""A file that is itself a decision: what it says of that decision, found in its own words.

Status, day, people and other decisions stand in its front matter, under its title, in a section
Status or where it lists links; the texts stand in the sections that have the names of fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from ..model.kind import Field, Kind, Value
from ..model.languages import in_english
from ..model.titles import title_key
from .made import SUPERSEDES
from .numbers import file_id, split_title
from .statements import (
    Reference,
    Statement,
    date_in,
    labelled,
    references,
    relations,
    status_in,
)

LINKS = "links"

_OF_STATUS = frozenset({"status", "date", "deciders"})

_LISTS_LINKS = frozenset(
    map(title_key, ("More Information", "References", "Notes", "Links", "Further Information"))
)
"""The keys of headings under which sentences such as "Supersedes ADR-3" are looked for too."""

_RELATED = frozenset({SUPERSEDES, LINKS})


class Part(msgspec.Struct, frozen=True):
    """A section of such a file.

    Attributes:
        titles: its title, and the original of a translated one.
        keys: the keys of the titles.
        statements: its own paragraphs and list items.
        texts: its first block: the text of a paragraph, or the items of a list.
    """

    titles: tuple[str, ...]
    keys: frozenset[str]
    statements: tuple[Statement, ...] = ()
    texts: tuple[str, ...] = ()


class Page(msgspec.Struct, frozen=True):
    """What a document has that is to be read as a decision.

    Attributes:
        line: the line of its title.
        anchor: the id of its title in the page.
        id: the id that it says it has, or "".
        metadata: its front matter.
        head: what stands between its title and its first section.
        parts: its sections, outer before inner.
        original: its title in the language it was written in, where a build translates it.
    """

    docname: str
    title: str
    line: int = 1
    anchor: str = ""
    id: str = ""
    metadata: Mapping[str, Statement] = {}
    head: tuple[Statement, ...] = ()
    parts: tuple[Part, ...] = ()
    original: str = ""

    def said_by(self, other: Page) -> Page:
        """Return the page with all that another one says, its own title and its own texts.

        So the translation of a page says what its original says.
        """
        pairs = zip(self.parts, other.parts, strict=False)
        parts = tuple(msgspec.structs.replace(said, texts=own.texts) for own, said in pairs)
        return msgspec.structs.replace(
            other, title=self.title, anchor=self.anchor, parts=parts, original=other.title
        )


class DecisionFile(msgspec.Struct, frozen=True, array_like=True):
    """What a file says of the decision that it is.

    Attributes:
        title: its title without the number.
        id: the id that it says it has, or that its number makes, or "".
        is_said: whether the id is the writer's own, and not made from a number.
        fields: the values that are known without other decisions, by field name.
        related: the decisions that it names, each with the field that it belongs to.
        lines: the lines of what it says, by field name.
    """

    docname: str
    title: str
    line: int
    anchor: str
    id: str
    is_said: bool
    fields: dict[str, Value]
    related: tuple[tuple[str, Reference], ...]
    lines: dict[str, int]


def read_file(page: Page, kind: Kind) -> DecisionFile:
    """Return what a page says of the decision that it is."""
    title = split_title(page.title)
    own = split_title(page.original) if page.original else title
    said = page.id or (own.id if own.is_said else "")
    reader = _Reader(page, kind)
    return DecisionFile(
        page.docname,
        title.title,
        page.line,
        page.anchor,
        said or file_id(page.docname) or own.id,
        bool(said),
        reader.fields(),
        tuple(dict.fromkeys(reader.related())),
        reader.lines(),
    )


class _Reader:
    """Sorts what a page says by the fields of the kind."""

    def __init__(self, page: Page, kind: Kind) -> None:
        self.page = page
        self.kind = kind
        self.by_field: dict[str, list[Statement]] = {}
        self.free: list[Statement] = []
        for name, value in page.metadata.items():
            self._keep(name.removeprefix("tdd-"), value)
        for each in page.head:
            label, rest = labelled(each)
            self._keep(label, rest, each)
        for part in page.parts:
            self._sort(part)

    def _keep(self, label: str, value: Statement, whole: Statement | None = None) -> None:
        """Keep what a label gives; free sentences are kept as they are."""
        field = self._named(label) if label else None
        if field is not None and field.name not in _RELATED and value.text:
            self.by_field.setdefault(field.name, []).append(value)
        elif whole is not None:
            self.free.append(whole)
        elif value.text:
            self.free.append(Statement(f"{label}: {value.text}", value.line, value.links))

    def _sort(self, part: Part) -> None:
        field = self._field(part)
        name = field.name if field is not None else ""
        if name in _OF_STATUS:
            self._keep_section(name, part)
        elif name in _RELATED:
            self.free += [_led(part.titles[0], each) for each in part.statements]
        elif part.keys & _LISTS_LINKS or _LISTS_LINKS & _keys_in_english(part):
            self.free += part.statements

    def _keep_section(self, name: str, part: Part) -> None:
        """Keep what a section says of a field; in it a table or a list may say other ones too."""
        for each in part.statements:
            label, rest = labelled(each)
            field = self._named(label) if label else None
            if field is not None and field.name in _OF_STATUS and rest.text:
                self.by_field.setdefault(field.name, []).insert(0, rest)
            else:
                self.by_field.setdefault(name, []).append(each)

    def _field(self, part: Part) -> Field | None:
        found = (self._named(title) for title in part.titles)
        return next((field for field in found if field is not None), None)

    def _named(self, name: str) -> Field | None:
        """Return the field of a name, in whatever language."""
        found = (self.kind.field(each) for each in (name, *in_english(name)))
        return next((field for field in found if field is not None), None)

    def fields(self) -> dict[str, Value]:
        """Return the values that are known without other decisions."""
        found: dict[str, Value] = {"status": status_in(self.by_field.get("status", []))}
        dated = self.by_field.get("date") or self.by_field.get("status", [])
        found["date"] = date_in(dated)
        found["deciders"] = tuple(self._people())
        for part in self.page.parts:
            field = self._field(part)
            if field is not None and field.name not in found and part.texts:
                self._text(field, part, found)
        # Files of this form have the grounds of a decision in its context.
        found.setdefault("rationale", found.get("context", ""))
        return {name: value for name, value in found.items() if value}

    def _text(self, field: Field, part: Part, found: dict[str, Value]) -> None:
        if field.type == "text":
            found[field.name] = "; ".join(part.texts)
        elif field.type == "entries" and field.fields:
            found[field.name] = tuple({field.fields[0].name: text} for text in part.texts)

    def _people(self) -> Iterator[str]:
        for each in self.by_field.get("deciders", []):
            names = [link.text for link in each.links] or each.text.replace(";", ",").split(",")
            yield from filter(None, (name.strip(" @*_") for name in names))

    def related(self) -> Iterator[tuple[str, Reference]]:
        """Yield the decisions that the page names, each with the field that it belongs to."""
        yield from relations(self.by_field.get("status", []))
        yield from relations(self.free)

    def lines(self) -> dict[str, int]:
        """Return the lines of what the page says, by field name."""
        found = {name: said[0].line for name, said in self.by_field.items() if said}
        for name, reference in self.related():
            found.setdefault(name, reference.line)
        return {name: line for name, line in found.items() if line}


def _keys_in_english(part: Part) -> set[str]:
    return {title_key(name) for title in part.titles for name in in_english(title)}


def _led(title: str, statement: Statement) -> Statement:
    """Return a statement that begins with its heading where it says itself nothing of that."""
    if any(relations([statement])):
        return statement
    first = next(references(statement), None)
    if first is None or not first.is_sure:
        return statement
    tried = relations([Statement(f"{title} ADR-1")])
    lead = title if any(one.text == "ADR-1" for _, one in tried) else "Related"
    return Statement(f"{lead}: {statement.text}", statement.line, statement.links)


def is_own(file: DecisionFile, id_: str, title: str, count: int) -> bool:
    """Whether a decision that is written down in a file by itself is the one that the file is.

    Args:
        count: how many decisions are written down there.
    """
    same = {file.id.casefold(), file.title.casefold()} & {id_.casefold(), title.casefold()}
    return count == 1 or bool(same - {""})
