"""`records`: all that directives and tables of a project state, without a build."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
import msgspec

from sphinx_tdd.model.kind import Kind
from sphinx_tdd.model.titles import did_you_mean
from sphinx_tdd.project.cache import Cache
from sphinx_tdd.project.checking import Examiner
from sphinx_tdd.project.facts import Source
from sphinx_tdd.project.records import Together
from sphinx_tdd.project.run import Check
from sphinx_tdd.records.export import cell, rows, usual_columns
from sphinx_tdd.records.query import (
    Column,
    Item,
    QueryError,
    back_names,
    parse,
    parse_columns,
    parse_keys,
    sort,
)
from sphinx_tdd.reports.json import write_records
from sphinx_tdd.reports.sheets import Sheet, write_csv, write_markdown

from .failure import Failure
from .selection import Selection, select, unreadable
from .written import write_file, write_output

_OF_ALL = ("Kind", "ID", "Title", "Document")
"""What the records of all kinds have in common."""


class Wanted(msgspec.Struct, frozen=True):
    """The records that are wanted.

    Attributes:
        items: by kind, in the order in which a register has them.
        kind: the one kind that was asked for, or None.
        columns: the columns that were asked for, "" for the usual ones.
    """

    project: str
    together: Together
    items: dict[str, list[Item]]
    kind: Kind | None = None
    columns: str = ""


@click.command("records")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(("csv", "json", "markdown")),
    default="csv",
    show_default=True,
    help="What is written.",
)
@click.option("--kind", "-k", default="", help="Records of this kind alone, such as risk.")
@click.option("--where", default="", metavar="CONDITION", help="As `:where:` of a register.")
@click.option("--columns", default="", metavar="NAME,...", help="As `:columns:` of a register.")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Where it goes."
)
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The source folder; that of the nearest conf.py if not said.",
)
@click.option("--no-cache", is_flag=True, help="Use and keep nothing in .tdd_cache.")
def records(
    paths: tuple[str, ...], form: str, kind: str, where: str, columns: str,
    output: Path | None, source: Path | None, no_cache: bool,
) -> None:  # fmt: skip
    """Write the records of a project: its risks, its decisions, and so on.

    PATH is a file, a folder or a pattern; without any, the records of all documents are written.
    CSV and Markdown have the columns of a register, JSON all fields, as tdd.json has them.
    """
    selection = select(paths, source)
    check = Check(
        Examiner(Source(selection.configuration, selection.files)),
        Cache(None if no_cache else selection.configuration.root),
    )
    wanted_kind = _kind(kind, selection)
    if columns and wanted_kind is None:
        raise Failure("--columns goes with --kind: each kind has columns of its own")
    outcome = check.run(selection.names)
    if not outcome.documents and not outcome.unreadable:
        raise Failure(f"there is no document in {selection.files.source}")
    together = check.together or _nothing(selection)
    items = _chosen(together, selection, wanted_kind, where)
    project = selection.configuration.project
    text = _WRITERS[form](Wanted(project, together, items, wanted_kind, columns))
    if output is None or str(output) == "-":
        write_output(text)
    else:
        write_file(output, text)
    if told := unreadable(outcome, selection):
        raise Failure("\n".join(["not all could be read:", *told]))


def _nothing(selection: Selection) -> Together:
    """Return what there is to say of a project without records."""
    from sphinx_tdd.project.records import today
    from sphinx_tdd.records.levels import Scale
    from sphinx_tdd.records.lookup import Lookup

    configuration = selection.configuration
    scale = Scale(configuration.settings.risk_scale)
    return Together(Lookup(()), configuration.kinds, scale, today(), lambda _docname: {})


def _kind(name: str, selection: Selection) -> Kind | None:
    kinds = selection.configuration.kinds
    if not name:
        return None
    if name not in kinds:
        hint = did_you_mean(name, kinds) or f"; there are {', '.join(kinds)}"
        raise Failure(f"there is no kind of record {name!r}{hint}")
    return kinds[name]


def _chosen(
    together: Together, selection: Selection, kind: Kind | None, where: str
) -> dict[str, list[Item]]:
    """Return the records that are wanted, by kind, sorted as their registers are."""
    names = selection.names
    kinds = tuple(together.kinds.values()) if kind is None else (kind,)
    tests = _tests(together, kinds, where)
    chosen: dict[str, list[Item]] = {}
    for each in kinds:
        items = together.items.get(each.name, ()) if each.name in tests else ()
        there = (item for item in items if names is None or item.record.docname in names)
        found = list(filter(tests.get(each.name), there))
        keys = parse_keys(each.sort, each, backs=back_names(each, together.kinds.values()))
        chosen[each.name] = sort(found, keys)
    return chosen


def _tests(
    together: Together, kinds: Sequence[Kind], where: str
) -> dict[str, Callable[[Item], bool]]:
    """Return what tells which records of a kind are wanted; kinds that can't be asked are not in.

    Raises:
        Failure: no kind can be asked that.
    """
    found: dict[str, Callable[[Item], bool]] = {}
    wrong = ""
    for kind in kinds:
        try:
            found[kind.name] = _test(together, kind, where)
        except QueryError as error:
            wrong = wrong or str(error)
    if not found:
        raise Failure(f"--where: {wrong}")
    return found


def _test(together: Together, kind: Kind, where: str) -> Callable[[Item], bool]:
    if not where.strip():
        return lambda _item: True
    backs = back_names(kind, together.kinds.values())
    query = parse(where, kind, together.scale, backs=backs)
    return lambda item: query.matches(item, together.day)


# -- what is written --------------------------------------------------------------------------


def _json(wanted: Wanted) -> str:
    found = (item.record for items in wanted.items.values() for item in items)
    ordered = sorted(found, key=lambda each: (each.docname, each.line, each.kind, each.id))
    return write_records(wanted.project, ordered)


def _csv(wanted: Wanted) -> str:
    if wanted.kind is not None:
        return write_csv(_sheet(wanted, wanted.kind))
    return write_csv(_together(wanted))


def _markdown(wanted: Wanted) -> str:
    kinds = (wanted.together.kinds[name] for name, items in wanted.items.items() if items)
    return write_markdown(_sheet(wanted, kind) for kind in kinds)


def _sheet(wanted: Wanted, kind: Kind) -> Sheet:
    """Return the table of a kind, as its register has it."""
    items = wanted.items[kind.name]
    columns = _columns(wanted, kind)
    cells = rows(items, columns, wanted.together.links)
    return Sheet(kind.words, [column.heading for column in columns], list(cells))


def _columns(wanted: Wanted, kind: Kind) -> Sequence[Column]:
    backs = back_names(kind, wanted.together.kinds.values())
    if not wanted.columns:
        return usual_columns(kind, backs, wanted.items[kind.name])
    try:
        return parse_columns(wanted.columns, kind, backs)
    except QueryError as error:
        raise Failure(f"--columns: {error}") from error


def _together(wanted: Wanted) -> Sheet:
    """Return one table of the records of all kinds: fields of one heading share a column."""
    found = [dict(_fields(wanted, item)) for items in wanted.items.values() for item in items]
    heads = dict.fromkeys((*_OF_ALL, *(head for row in found for head in row)))
    return Sheet("", list(heads), [[row.get(head, "") for head in heads] for row in found])


def _fields(wanted: Wanted, item: Item) -> Iterator[tuple[str, str]]:
    """Yield the headings and the words of what a record has."""
    kind, links = item.kind, wanted.together.links
    backs = back_names(kind, wanted.together.kinds.values())
    common = ("id", "title", "document")
    named = parse_columns(", ".join(common), kind, backs)
    yield _OF_ALL[0], kind.name
    yield from zip(_OF_ALL[1:], (cell(item, column, links) for column in named), strict=True)
    others = [name for name in kind.by_name if name not in {*common, kind.subject}]
    for column in parse_columns(", ".join(others), kind, backs):
        if words := cell(item, column, links):
            head = column.heading
            yield f"{kind.title}: {head}" if head in _OF_ALL else head, words


_WRITERS: dict[str, Callable[[Wanted], str]] = {"csv": _csv, "json": _json, "markdown": _markdown}
