"""Records in an outline: what directives made, and plain tables that look like them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ..model.kind import Field, Kind
from ..model.outline import Block
from ..model.template import Item, Section
from ..model.titles import part_keys, title_key
from .trees import has_content
from .units import body_rows, header_row

Keys = frozenset[str]

_ENOUGH = 2
"""How many of a kind's shown columns make a plain table one of that kind."""
_SORT = "kind"
"""The field that says which sort of its kind a record is."""
_REGISTER = "register"
"""The name of the view that gathers the records of a kind."""
_TOLD = ("description",)
"""What a plain table may have where a kind's subject is: "Description" for a risk."""


class Row(msgspec.Struct, frozen=True, gc=False):
    """One record.

    Attributes:
        given: the names of the fields that it gives.
        sort: what its field `kind` says, such as "non-goal", or "".
        blocks: its content.
        source: the name of the file its line is one of where that is not the document.
    """

    title: str
    line: int
    given: frozenset[str]
    sort: str = ""
    blocks: tuple[Block, ...] = ()
    source: str = ""


class Sheet(msgspec.Struct, frozen=True):
    """Records of one kind that stand together: a table, or one record's block.

    Attributes:
        given: the names of the fields that any record gives; of a plain table, its columns.
        made: whether directives made it; a plain table is known by its columns alone.
    """

    block: Block
    kind: Kind
    given: frozenset[str]
    rows: tuple[Row, ...]
    made: bool


def is_made(block: Block) -> bool:
    """Whether a directive made a block of records."""
    return bool(block.style) and any(row.style == "record" for row in block.blocks)


def is_one(block: Block) -> bool:
    """Whether a directive made a block of one record, which is no table."""
    return block.kind == "other" and is_made(block)


def is_view(block: Block) -> bool:
    """Whether a block is a view of the project, with nothing of its own document in it."""
    return block.kind == "other" and not block.style and not block.blocks


def is_register(block: Block) -> bool:
    """Whether a block is a register without a record of its own document."""
    return is_view(block) and block.text == _REGISTER


def tables(blocks: Iterable[Block]) -> list[Block]:
    """Return all tables in blocks, and the blocks of single records, which are rows of one."""
    found: list[Block] = []
    _add_tables(blocks, found)
    return found


def _add_tables(blocks: Iterable[Block], found: list[Block]) -> None:
    for block in blocks:
        if block.kind == "table" or (block.style and is_made(block)):
            found.append(block)
        if block.blocks:
            _add_tables(block.blocks, found)


def rows_of(block: Block) -> list[Row]:
    """Return the records of a block that a directive made."""
    return [_row(row) for row in block.blocks if row.style == "record"]


def _row(row: Block) -> Row:
    pairs = [text.partition("=") for text in row.text.split(",") if text]
    sort = next((value for name, _, value in pairs if name == _SORT), "")
    given = frozenset(name for name, _, _ in pairs)
    return Row(row.label, row.line, given, sort, row.blocks, row.source)


def sheets(kind: Kind, blocks: Iterable[Block]) -> Iterator[Sheet]:
    """Yield the records of a kind in blocks, and the plain tables that look like them."""
    for block in tables(blocks):
        if block.style == kind.name and is_made(block):
            rows = tuple(rows_of(block))
            yield Sheet(block, kind, frozenset().union(*(row.given for row in rows)), rows, True)
        elif not block.style and (sheet := _plain(kind, block)) is not None:
            yield sheet


def _plain(kind: Kind, table: Block) -> Sheet | None:
    """Return a plain table as records where its columns are those of the kind."""
    columns = [_field_of(kind, text) for text in header_row(table)]
    names = [field.name if field else "" for field in columns]
    shown = {field.name for field in columns if field and field.shown}
    body = body_rows(table)
    about = [name for name in (kind.subject, *kind.shown[:1], *_TOLD) if name in names]
    if not about or len(shown) < _ENOUGH or not has_content(body):
        return None
    rows = tuple(_plain_row(row, names, names.index(about[0])) for row in body)
    return Sheet(table, kind, frozenset({kind.subject, *filter(None, names)}), rows, False)


def _plain_row(row: Block, names: Sequence[str], subject: int) -> Row:
    cells = dict(zip(names, row.blocks, strict=False))
    given = frozenset(name for name, cell in cells.items() if name and has_content((cell,)))
    title = row.blocks[subject].text if subject < len(row.blocks) else ""
    sort = cells[_SORT].text if _SORT in cells else ""
    return Row(title, row.line, given, sort, row.blocks)


def _field_of(kind: Kind, heading: str) -> Field | None:
    """Return the field that a column's heading names, as a whole or in part."""
    keys = (title_key(heading), *part_keys(heading))
    return next((kind.by_key[key] for key in keys if key in kind.by_key), None)


def names_of(field: Field) -> Keys:
    """Return the keys of a field's own names."""
    return frozenset(filter(None, (title_key(field.name), title_key(field.title))))


def given_keys(kind: Kind | None, given: Iterable[str], wanted: Sequence[Keys]) -> dict[str, Keys]:
    """Return the keys by which each given field answers what is wanted.

    A field answers what bears its own name. By another name it answers only what no field of the
    kind bears the name of, and only where it answers nothing by its own.
    """
    found: dict[str, Keys] = {}
    fields = kind.by_name if kind else {}
    own = {name: names_of(field) for name, field in fields.items()}
    named = [keys for keys in wanted if any(not keys.isdisjoint(names) for names in own.values())]
    for name in given:
        field = fields.get(name)
        if kind is None or field is None:
            found[name] = frozenset({title_key(name)})
            continue
        found[name] = own[name]
        if all(keys.isdisjoint(own[name]) for keys in wanted):
            others = {key for key in field.keys if kind.by_key[key] is field}
            found[name] |= others.difference(*named) if named else others
    return found


def answered(kind: Kind | None, given: Iterable[str], wanted: Sequence[Keys]) -> list[bool]:
    """Return for each that is wanted whether a given field answers it."""
    keys = frozenset().union(*given_keys(kind, given, wanted).values())
    return [not each.isdisjoint(keys) for each in wanted]


def is_of(
    row: Row, kind: Kind, sorts: Sequence[str], names: Keys, usual: Sequence[str] = ()
) -> bool:
    """Whether a record is of one of the sorts that a section or an item takes.

    Where the kind has no field that says so, the record's title does: it has the words of one of
    the sorts, or is one of the names of the section. A record that does not say is of the first
    sort that is usual where it stands, and where none is, of the first that there is.
    """
    wanted = {title_key(sort) for sort in sorts}
    field = kind.by_name.get(_SORT)
    if field is not None:
        said = row.sort or next(iter((*usual, *field.choices)), "")
        return not wanted or not wanted.isdisjoint((title_key(said), *part_keys(said)))
    titles = (title_key(row.title), *part_keys(row.title))
    has = {word for title in titles for word in title.split()}
    return (
        not wanted
        or not names.isdisjoint(titles)
        or any(has.issuperset(w.split()) for w in wanted)
    )


def stands_for(sheet: Sheet, part: Section | Item, usual: Sequence[str] = ()) -> bool:
    """Whether records stand for a section or an item of their kind.

    One of them must be of a sort that it takes, and a field that its title names, such as the
    mitigation in "Mitigation Strategies", must be given.
    """
    kind = sheet.kind
    fits = any(is_of(row, kind, part.sorts, part.keys, usual) for row in sheet.rows)
    return fits and named_in(kind, part.title) <= sheet.given


def is_of_another(row: Row, kind: Kind, section: Section, others: Iterable[Section]) -> bool:
    """Whether a record says that it is of a sort that a section does not take.

    Where the kind has no field that says so, the record is what one of the others takes.
    """
    if is_of(row, kind, section.sorts, section.keys, section.sorts):
        return False
    if (field := kind.by_name.get(_SORT)) is not None:
        return title_key(row.sort) in map(title_key, field.choices)
    return any(o.sorts and is_of(row, kind, o.sorts, o.keys) for o in others)


def named_in(kind: Kind, title: str) -> frozenset[str]:
    """Return the fields of a kind that a title names."""
    words = set(title_key(title).split())
    return frozenset(f.name for f in kind.fields if title_key(f.name) in words)
