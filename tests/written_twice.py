"""Documents written twice: plain, and with the directives of the kinds of record.

For each section, item and repeated part of a template that names a kind, documents are made
plain, as tables, labelled items and headings, and with the directives of the kind, whose fields
are written by the names that the template owes. Then the same thing is taken out of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

import msgspec

from sphinx_tdd.model.kind import Field, Kind
from sphinx_tdd.model.kind_files import load as load_kinds
from sphinx_tdd.model.template import Item, Section, Template
from sphinx_tdd.model.titles import title_key
from tests.designs import Design, Labelled, Table, filled

KINDS = load_kinds().by_name
WORDS = "The ledger keeps one row for each movement"
_INFORMATION = "document-info"
Cells = dict[str, str]
"""The fields of a record by the names under which the writer gives them."""


@dataclass(frozen=True)
class Records:
    """What is written with directives: one table, or each record by itself."""

    kind: str
    rows: tuple[Cells, ...]
    single: bool = False

    def write(self, syntax: str) -> str:
        """The directives as text."""
        if self.kind == _INFORMATION:
            return _directive(syntax, self.kind, "", _pairs(self.rows[0], ""))
        kind = KINDS[self.kind]
        rows = self.rows
        if kind.glossary:  # a term is explained once
            rows = tuple(
                {key: f"Term {n}" if _is_title(kind, key) else text for key, text in row.items()}
                for n, row in enumerate(rows)
            )
        if not self.single:
            body = [line for row in rows for line in _pairs(row, "- ")]
            return _directive(syntax, f"{self.kind}-table", "", body)
        return "\n".join(_one(syntax, kind, row) for row in rows)


def _one(syntax: str, kind: Kind, row: Cells) -> str:
    title = next((text for key, text in row.items() if _is_title(kind, key)), WORDS)
    fields = {key: text for key, text in row.items() if not _is_title(kind, key)}
    return _directive(syntax, f"{kind.name}-record", title, _pairs(fields, ""))


def _is_title(kind: Kind, name: str) -> bool:
    return kind.field(name) is kind.by_name[kind.subject]


def _pairs(row: Cells, mark: str) -> list[str]:
    marks = [mark, *[" " * len(mark)] * len(row)]
    return [f"{m}{name}: {text}" for m, (name, text) in zip(marks, row.items(), strict=False)]


def _directive(syntax: str, name: str, title: str, body: Sequence[str]) -> str:
    if syntax == "md":
        return "\n".join((f"```{{{name}}} {title}".rstrip(), "", *body, "```", ""))
    return "\n".join((f".. {name}:: {title}".rstrip(), "", *(f"   {line}" for line in body), ""))


@dataclass(frozen=True)
class Case:
    """The same document twice, and whether it lacks nothing."""

    name: str
    plain: Design
    made: Callable[[str], Design]
    whole: bool = False


def words(field: Field | None) -> str:
    """A value that a field takes."""
    if field is not None and field.type == "level":
        return "high"
    if field is not None and field.type == "links":
        return "none"
    if field is not None and field.type == "date":
        return "2026-03-02"
    if field is not None and field.type == "choice":
        return field.choices[0]
    return WORDS


def cells(kind: Kind, names: Sequence[str], title: str = "") -> Cells:
    """A record that gives `names`, its title, and what its kind cannot do without."""
    wanted = {id(kind.field(name)) for name in names}
    subject = kind.by_name[kind.subject]
    head = {} if id(subject) in wanted and not title else {subject.name: title or WORDS}
    owed = [f for f in kind.fields if f.required and f is not subject and id(f) not in wanted]
    names = [name for name in names if name != subject.name or not head]
    return {
        **head,
        **{name: words(kind.field(name)) for name in names if kind.field(name) is not subject},
        **{name: WORDS for name in names if kind.field(name) is subject and not title},
        **{field.name: words(field) for field in owed},
    }


def table(rows: Sequence[Cells]) -> Table:
    """The plain table that holds the same."""
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    titles = tuple(name.replace("-", " ").capitalize() for name in columns)
    return Table(titles, tuple(tuple(row.get(name, "") for name in columns) for row in rows))


def without(rows: Sequence[Cells], name: str) -> tuple[Cells, ...]:
    return tuple({key: text for key, text in row.items() if key != name} for row in rows)


def _less(row: Cells, kind: Kind, gone: str) -> Cells:
    """The record without a field, whatever it is called."""
    field = kind.field(gone) if gone else None
    return {key: text for key, text in row.items() if kind.field(key) is not field}


def less(names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """All names, then all but each."""
    yield "", list(names)
    for name in names:
        yield name, [other for other in names if other != name]


def pair(
    name: str,
    design: Design,
    index: int,
    records: Records | None,
    plain: Table | None,
    **changes: object,
) -> Case:
    """One entry with records in it, or with the plain table that holds the same."""

    def made(syntax: str) -> Design:
        before = design.entries[index].text
        above = f"{before}\n" if before.startswith(("```{", ".. ")) else ""
        text = above + (records.write(syntax) if records else "")
        return design.changed(index, text=text, table=None, **changes)

    return Case(name, design.changed(index, table=plain, text="", **changes), made)


def at(design: Design, path: tuple[str, ...]) -> int:
    return next(i for i, entry in enumerate(design.entries) if entry.path == path)


# -- what is written for each sort of thing that a template owes ----------------------------


def forms(kind: Kind) -> list[bool]:
    """Whether records are written one by one: as a table, and where there is one, as blocks."""
    return [False, True] if kind.record else [False]


def columns(design: Design, section: Section, kind: Kind) -> Iterator[Case]:
    """A table that is owed: each of its columns taken out."""
    index = at(design, section.path)
    for single in forms(kind):
        for gone, names in less([column.title for column in section.columns]):
            if single and gone and kind.field(gone) is kind.by_name[kind.subject]:
                continue  # the title of a record can't be left out
            rows = (_less(cells(kind, names), kind, gone),) * 2
            plain = table([dict.fromkeys(names, WORDS)] * 2)
            case = pair(f"column {gone}", design, index, Records(kind.name, rows, single), plain)
            yield replace(case, whole=not gone)


def blank_cells(design: Design, section: Section, kind: Kind) -> Iterator[Case]:
    """Two records that give different fields: together they have all columns."""
    if not kind.record:
        return
    names = [column.title for column in section.columns]
    rows = (cells(kind, names[:2]), cells(kind, names[2:]))
    plain = table([dict.fromkeys(names[:2], WORDS), dict.fromkeys(names[2:], WORDS)])
    case = pair(
        "blank cells", design, at(design, section.path), Records(kind.name, rows, True), plain
    )
    yield replace(case, whole=True)


def parts(design: Design, section: Section, kind: Kind) -> Iterator[Case]:
    """Repeated parts: headings and records; one of them without an item, or empty."""
    parent = at(design, section.path[:-1])
    labels = [item.title for item in section.items]
    indices = [i for i, entry in enumerate(design.entries) if entry.path == section.path]
    if kind.record:
        for gone, names in less(labels):
            yield _part_case(design, section, kind, indices[1:], (gone, names))
            yield _part_case(design, section, kind, indices, (gone, names))
        if labels:
            yield _part_case(design, section, kind, indices[1:], ("all", []))
            yield _left_in(design, section, kind, indices)
    for gone, names in less(labels):
        rows = tuple(cells(kind, names, f"{section.title} {x}") for x in "AB")
        bare = _without_entries(design, indices)
        plain = table(
            [{kind.subject: f"{section.title} {x}", **dict.fromkeys(names, WORDS)} for x in "AB"]
        )
        case = pair(f"part column {gone}", bare, parent, Records(kind.name, rows), plain)
        yield replace(case, whole=not gone)


def _part_case(
    design: Design,
    section: Section,
    kind: Kind,
    indices: Sequence[int],
    change: tuple[str, Sequence[str]],
) -> Case:
    """Some parts as records, the others as headings; the last part without an item."""
    gone, names = change
    last = design.entries[indices[-1]]
    kept = tuple(item for item in last.items if item.label in names)
    plain = design.changed(indices[-1], items=kept)
    if gone == "all":
        plain = design.emptied(indices[-1])
    titles = [design.entries[i].title for i in indices]
    owed = [item.title for item in section.items] or list(kind.shown)
    full = [cells(kind, owed, title) for title in titles[:-1]]
    rows = (*full, cells(kind, names if section.items else owed, titles[-1]))
    if gone == "all":
        rows = (*full, {kind.subject: titles[-1]})
    bare = _without_entries(design, indices)
    parent = at(bare, section.path[:-1])

    def made(syntax: str) -> Design:
        return bare.changed(parent, text=Records(kind.name, rows, True).write(syntax))

    return Case(f"part {gone} ({len(indices)})", plain, made, whole=not gone)


def _left_in(design: Design, section: Section, kind: Kind, indices: Sequence[int]) -> Case:
    """Parts as records, the last one with template text in it."""
    last = design.entries[indices[-1]]
    first = replace(last.items[0], text="TBD")
    plain = design.changed(indices[-1], items=(first, *last.items[1:]))
    rows = [
        cells(kind, [i.title for i in section.items], design.entries[i].title) for i in indices
    ]
    rows[-1] = {**rows[-1], section.items[0].title: "TBD"}
    bare = _without_entries(design, indices)
    parent = at(bare, section.path[:-1])

    def made(syntax: str) -> Design:
        return bare.changed(parent, text=Records(kind.name, tuple(rows), True).write(syntax))

    return Case("part with template text", plain, made)


def _without_entries(design: Design, indices: Sequence[int]) -> Design:
    for index in sorted(indices, reverse=True):
        design = design.without(index)
    return design


def siblings(design: Design, group: Sequence[Section], kind: Kind) -> Iterator[Case]:
    """One table in the parent for all its sections of a kind; rows of one sort taken out."""
    parent = at(design, group[0].path[:-1])
    bare = _without_entries(design, [at(design, section.path) for section in group])
    named = [f.name for f in kind.fields if any(_names(s, f) for s in group)]
    rows = [_of_sort(kind, section, named) for section in group]
    sorted_by = {section.title: section.sorts for section in group}
    cuts = [*range(len(group))] if any(sorted_by.values()) else []
    for cut in (None, *cuts):
        kept = tuple(row for index, row in enumerate(rows) if index != cut)
        case = pair(f"sort {cut}", bare, parent, Records(kind.name, kept), table(kept))
        yield replace(case, whole=cut is None)
    for name in named if not cuts else ():
        kept = without(rows, name)
        if name != kind.subject:
            yield pair(f"field {name}", bare, parent, Records(kind.name, kept), table(kept))


def _names(section: Section, field: Field) -> bool:
    return title_key(field.name) in title_key(section.title).split()


def _of_sort(kind: Kind, section: Section, named: Sequence[str]) -> Cells:
    """A record of the first sort that a section takes."""
    shown = [name for name in (*kind.shown, *named) if name != kind.subject]
    row = cells(kind, list(dict.fromkeys(shown)), WORDS)
    if section.sorts and "kind" in kind.by_name:
        return {**row, "kind": section.sorts[0]}
    return {**row, kind.subject: section.title} if section.sorts else row


def items(design: Design, section: Section, owed: Sequence[Item]) -> Iterator[Case]:
    """Items for which records of one kind may stand; then without what they name or hold."""
    index = at(design, section.path)
    titles = tuple(item.title for item in owed)
    rest = tuple(i for i in design.entries[index].items if not i.label.startswith(titles))
    kind = KINDS[owed[0].kind]
    for single in forms(kind):
        yield from _item_cases(design, (index, rest), owed, (kind, single))


def _item_cases(
    design: Design,
    place: tuple[int, tuple[Labelled, ...]],
    owed: Sequence[Item],
    form: tuple[Kind, bool],
) -> Iterator[Case]:
    kind, single = form
    index, rest = place
    inner = [below.title for item in owed for below in item.items if not below.repeat]
    named = [
        f.name
        for f in kind.fields
        for i in owed
        if title_key(f.name) in title_key(i.title).split()
    ]
    for gone, more in less([*inner, *(n for n in named if n != kind.subject)]):
        shown = [n for n in kind.shown if n != kind.subject and n not in named]
        row = _less(cells(kind, [*shown, *more], WORDS), kind, gone)
        rows = [{**row, **({"kind": item.sorts[0]} if item.sorts else {})} for item in owed]
        records = Records(kind.name, (*rows, *rows), single)
        case = pair(f"item {gone}", design, index, records, table([*rows, *rows]), items=rest)
        yield replace(case, whole=not gone)
    for item in owed if owed[0].sorts else ():
        wrong = {**row, "kind": _other(kind, item)}
        records = Records(kind.name, (wrong,), single)
        kept = tuple(i for i in design.entries[index].items if i.label != item.title)
        yield pair("item of another sort", design, index, records, table([wrong]), items=kept)


def _other(kind: Kind, item: Item) -> str:
    return next(c for c in kind.by_name["kind"].choices if c not in item.sorts)


def labels(design: Design, section: Section, kind: Kind) -> Iterator[Case]:
    """Items that are the fields of a record, or the titles of a table's rows."""
    index = at(design, section.path)
    old = design.entries[index].items
    fields = all(kind.field(item.title) for item in section.items)
    for gone, names in less([item.title for item in section.items]):
        if fields:
            rows: tuple[Cells, ...] = (dict.fromkeys(names, WORDS.split()[1]),)
            kept = tuple(item for item in old if item.label in names)
            plain = design.changed(index, items=kept)
            made = pair("", design, index, Records(kind.name, rows), None, items=()).made
            yield Case(f"field {gone}", plain, made, whole=not gone)
        else:
            shown = [name for name in kind.shown if name != kind.subject]
            rows = tuple(cells(kind, shown, name) for name in names)
            case = pair(
                f"row {gone}", design, index, Records(kind.name, rows), table(rows), items=()
            )
            yield replace(case, whole=not gone)


def content(design: Design, section: Section, kind: Kind) -> Iterator[Case]:
    """A section that holds whatever is written there, or records instead of a drawing."""
    index = at(design, section.path)
    for single in forms(kind):
        row = _of_sort(kind, section, ())
        drawn = design.entries[index].diagram if section.diagram is True else ""
        records = Records(kind.name, (row,) * 2, single)
        case = pair("content", design, index, records, table([row] * 2), diagram=drawn)
        yield replace(case, whole=True)


def cases(template: Template) -> Iterator[Case]:
    """All cases of one template, each with a document of one of its top sections."""
    for top in template.sections:
        small = msgspec.structs.replace(template, sections=(top,))
        design = filled(small)
        for section in top.walk():
            for case in _cases_of(design, section):
                yield replace(case, name=f"{' > '.join(section.path)}: {case.name}")


def _cases_of(design: Design, section: Section) -> Iterator[Case]:
    for make in makers(section):
        yield from make(design)


def makers(section: Section) -> Iterator[partial[Iterator[Case]]]:
    """What makes the cases of a section, its sections of one kind and its items among them."""
    alike: dict[str, list[Section]] = {}
    for child in section.sections:
        if child.kind and not child.repeat:
            alike.setdefault(child.kind, []).append(child)
    for name, group in alike.items():
        if len(group) > 1:
            yield partial(siblings, group=group, kind=KINDS[name])
    with_kind = [item for item in section.items if item.kind]
    for _, owed in groupby(with_kind, key=lambda item: item.kind):
        yield partial(items, section=section, owed=list(owed))
    if section.kind:
        made = _makers_of(section)
        yield from (partial(make, section=section, kind=KINDS[section.kind]) for make in made)


def _makers_of(section: Section) -> tuple[Callable[..., Iterator[Case]], ...]:
    if section.repeat:
        return (parts,)
    if section.columns:
        return columns, blank_cells
    if section.items:
        return (labels,)
    return () if section.diagram is True else (content,)


def in_directives(template: Template, syntax: str) -> Design:
    """The whole document, with directives wherever records may stand."""
    design = filled(template)
    for section in template.walk():
        for make in makers(section):
            there = any(entry.path == section.path for entry in design.entries)
            if there and make.func is not blank_cells:
                case = next((case for case in make(design) if case.whole), None)
                design = case.made(syntax) if case else design
    return design
