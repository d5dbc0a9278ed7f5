"""Bad input to the directives of every kind, in both syntaxes: each fault is told at its line.

The directives are made from the fields of each kind. All kinds of a syntax are one project: a
document holds the faulty directives of one kind, and each line says what is to be told of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

import pytest

from sphinx_tdd.model.kind import Field, Kind
from sphinx_tdd.model.kind_library import KindLibrary
from tests.conftest import Project, Result

KINDS = KindLibrary()
WITH_TABLE = [kind.name for kind in KINDS.values() if kind.table]
WITH_RECORD = [kind.name for kind in KINDS.values() if kind.record]
SYNTAX = pytest.mark.parametrize("suffix", ["md", "rst"])
BAD = {
    "level": "hihger",
    "choice": "nonsense",
    "date": "2025-13-40",
    "id": "two words",
    "quantity": "300",
}
"""By type, a value that a field does not take."""

Line = tuple[str, tuple[tuple[str, str], ...]]
"""A line, and what is told of it: the rule, and a part of the message."""

_TOLD = re.compile(
    r"(?P<doc>[\w-]+)\.\w+:(?P<line>\d+): WARNING: (?P<text>.*) \[tdd\.(?P<rule>\w+)\]"
)


def said(text: str, *told: tuple[str, str]) -> Line:
    return text, told


class Page:
    """A document in the making: directives, one after the other, and what is told of each line."""

    def __init__(self, suffix: str) -> None:
        self.suffix = suffix
        self.lines: list[Line] = [said("Faults"), said("======"), said("")]

    def add(
        self, name: str, body: list[Line], options: tuple[Line, ...] = (), head: Line = ("", ())
    ) -> None:
        """Add a directive; `head` is its title, and what is told of its first line."""
        md, title = self.suffix == "md", f" {head[0]}" if head[0] else ""
        first = f"```{{{name}}}{title}" if md else f".. {name}::{title}"
        self.lines.append((first, head[1]))
        indent = "" if md else "   "
        between = [said("")] if options or not md else []
        for text, told in (*options, *between, *body):
            self.lines.append((f"{indent}{text}".rstrip(), told))
        self.lines += [said("```")] * md + [said("")]

    @property
    def text(self) -> str:
        return "".join(f"{text}\n" for text, _ in self.lines)

    @property
    def told(self) -> list[tuple[int, str, str]]:
        """What is told: line, rule and a part of the message."""
        return [
            (number, rule, part)
            for number, (_, told) in enumerate(self.lines, 1)
            for rule, part in told
        ]


numbers = count(1)


def good(field: Field) -> str:
    """A value that a field takes; no two are the same."""
    words = {"level": "low", "date": "2025-06-30", "quantity": "300 ms", "choice": ""}
    return words.get(field.type) or (field.choices or [f"Words {next(numbers)}"])[0]


def owed(kind: Kind, *, but: str = "") -> list[str]:
    """The lines of the fields that a record owes, and of the one that names it."""
    fields = [field for field in kind.fields if field.required or field.name == kind.subject]
    return [f"{field.name}: {good(field)}" for field in fields if field.name != but]


def unknown_field(kind: Kind) -> Line:
    """A field that no kind has."""
    told = ("record_field", f"'nonsense-field' is no field of '{kind.name}'")
    return said("nonsense-field: x", told)


def row(lines: list[str], *more: Line, told: tuple[tuple[str, str], ...] = ()) -> list[Line]:
    """The lines of a row; what is told of the row is told of its first line."""
    first, *rest = [said(line) for line in lines] + list(more)
    return [(f"- {first[0]}", (*told, *first[1])), *((f"  {text}", t) for text, t in rest)]


# -- tables -----------------------------------------------------------------------------------


def faulty_tables(kind: Kind, page: Page) -> None:
    name = f"{kind.name}-table"
    page.add(name, [*row(owed(kind)), *row(owed(kind), unknown_field(kind))])
    page.add(name, [p for f in kind.fields if f.required for p in without(kind, f)])
    page.add(name, [p for f in kind.fields if f.type in BAD for p in bad(kind, f)])
    page.add(name, row(owed(kind), said("a line without a colon", ("record_yaml", "not YAML"))))
    page.add(name, row([*owed(kind), "tags: a"], said("Tags: b", ("record_field", "given twice"))))
    page.add(name, [said("only words", ("record_yaml", "holds none"))])
    same = f"the {kind.name} 'TWICE-1' is also defined in"
    twice = [row(["id: TWICE-1", *owed(kind)], told=(("duplicate_record", same),)) for _ in "ab"]
    page.add(name, [line for each in twice for line in each])
    options = (
        said(":nonsense: x", ("record_field", "no option 'nonsense'")),
        said(":columns: nonsense", ("record_field", "'nonsense' is no field")),
        said(":sort: -nonsense", ("record_field", "'nonsense' is no field")),
    )
    page.add(name, row(owed(kind)), options)
    for field in kind.fields:
        if field.type == "entries":
            page.add(name, row(owed(kind), *entries(field)))
        if field.option:
            option = said(f":{field.name}: nonsense", ("record_value", "'nonsense' is not one of"))
            page.add(name, row(owed(kind)), (option,))
    page.add(name, markup_table(kind, page.suffix))


def markup_table(kind: Kind, suffix: str) -> list[Line]:
    """A table in the document's markup: with a column of no field, and with a bad value."""
    bad = next(field for field in kind.fields if field.type in BAD)
    fields = [f for f in kind.fields if (f.required or f.name == kind.subject) and f != bad]
    heads = [*(field.heading for field in fields), bad.heading, "Nonsense"]
    cells = [*(good(field) for field in fields), BAD[bad.type], "x"]
    widths = [max(map(len, pair)) for pair in zip(heads, cells, strict=True)]
    unknown = ("record_field", "'Nonsense' is no field")
    wrong = ("record_value", f"'{bad.name}': '{BAD[bad.type]}'")
    if suffix == "md":
        return [
            said(f"| {' | '.join(heads)} |", unknown),
            said("|" + "---|" * len(heads)),
            said(f"| {' | '.join(cells)} |", wrong),
        ]
    line = " ".join("=" * width for width in widths)
    head, body = (
        " ".join(t.ljust(w) for t, w in zip(texts, widths, strict=True))
        for texts in (heads, cells)
    )
    return [said(line), said(head, unknown), said(line), said(body, wrong), said(line)]


def without(kind: Kind, field: Field) -> list[Line]:
    """A row that lacks a field that it owes."""
    told = ("record_missing_field", f"this {kind.name} has no '{field.name}'")
    lines = owed(kind, but=field.name) or ["tags: none"]
    return row(lines, told=(told,))


def bad(kind: Kind, field: Field) -> list[Line]:
    """A row with a value that a field does not take."""
    told = ("record_value", f"'{field.name}': '{BAD[field.type]}'")
    value = said(f"{field.name}: {BAD[field.type]}", told)
    return row(["tags: one", *owed(kind, but=field.name)], value)


def entries(field: Field) -> Iterator[Line]:
    """A field of entries, one of which has a field that is none."""
    first = field.fields[0].name
    yield said(f"{field.name}:")
    yield said(f"- {first}: Good")
    yield said(f"- {first}: Bad")
    yield said("  nonsense: x", ("record_field", f"'nonsense' is no field of '{field.name}'"))


# -- records ----------------------------------------------------------------------------------


def faulty_records(kind: Kind, page: Page) -> None:
    name = f"{kind.name}-record"
    option = said(":nonsense: x", ("record_field", "no option 'nonsense'"))
    page.add(name, [*body(kind), unknown_field(kind)], head=said(title()))
    page.add(name, body(kind), (option,), head=said(title()))
    for field in kind.fields:
        if field.required and field.name != kind.subject:
            lacks = ("record_missing_field", f"this {kind.name} has no '{field.name}'")
            page.add(name, body(kind, but=field.name), head=said(title(), lacks))
        if field.type in BAD:
            told = ("record_value", f"'{field.name}': '{BAD[field.type]}'")
            wrong = said(f"{field.name}: {BAD[field.type]}", told)
            page.add(name, [*body(kind, but=field.name), wrong], head=said(title()))
            wrong = said(f":{field.name}: {BAD[field.type]}", told)
            page.add(name, body(kind, but=field.name), (wrong,), head=said(title()))
    no_field = said("a line without a colon", ("record_yaml", ""))
    page.add(name, [*body(kind), no_field], head=said(title()))
    same = ("duplicate_record", f"the {kind.name} 'TWICE-2' is also defined in")
    for _ in "ab":
        page.add(name, body(kind), (said(":id: TWICE-2"),), head=said(title(), same))


def title() -> str:
    return f"Title {next(numbers)}"


def body(kind: Kind, *, but: str = "") -> list[Line]:
    """The lines that a record owes below its title."""
    lines = owed(kind, but=but)
    return [said(line) for line in lines if not line.startswith(f"{kind.subject}:")]


def faulty_registers(kind: Kind, page: Page) -> None:
    name = f"{kind.name}-register"
    options = (
        said(":nonsense: x", ("record_field", "no option 'nonsense'")),
        said(":where: nonsense = x", ("register", "'nonsense' is no field")),
        said(":columns: nonsense", ("register", "'nonsense' is no field")),
        said(":sort: nonsense", ("register", "'nonsense' is no field")),
        said(":group-by: nonsense", ("register", "'nonsense' is no field")),
        said(":limit: none", ("register", "no number")),
    )
    page.add(name, [], options)
    for field in kind.fields:
        if field.type in {"level", "choice", "date"}:
            told = ("register", f"{BAD[field.type]!r}")
            page.add(name, [], (said(f":where: {field.name} = {BAD[field.type]}", told),))
    page.add(name, [said("a body", ("register", "has no body"))])


def faulty_information(kind: Kind, page: Page) -> None:
    version = said("version: 1.0")
    page.add(kind.name, [version, unknown_field(kind)])
    page.add(kind.name, [version, said("no colon", ("record_yaml", "not YAML"))])
    page.add(kind.name, [version], (said(":nonsense: x", ("record_field", "no option")),))
    page.add(kind.name, [], head=("", (("record_yaml", "has nothing to show"),)))


# -- the builds -------------------------------------------------------------------------------

PARTS = {
    **{f"{name}-table": (name, faulty_tables) for name in WITH_TABLE},
    **{f"{name}-record": (name, faulty_records) for name in WITH_RECORD},
    **{f"{name}-register": (name, faulty_registers) for name in WITH_TABLE},
    "document-info": ("document-info", faulty_information),
}


def page_of(part: str, suffix: str) -> Page:
    name, write = PARTS[part]
    page = Page(suffix)
    write(KINDS[name], page)
    return page


Built = dict[str, tuple[dict[str, Page], Result]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """By syntax, the pages and what a build of them all said."""
    found = {}
    off = {rule.name: "off" for kind in KINDS.values() for rule in kind.rules}
    conf = {"tdd_documents": {}, "tdd_severity": off, "suppress_warnings": ["toc.not_included"]}
    for suffix in ("md", "rst"):
        pages = {part: page_of(part, suffix) for part in PARTS}
        files = {f"{part}.{suffix}": page.text for part, page in pages.items()}
        root = tmp_path_factory.mktemp(suffix)
        found[suffix] = pages, Project(root, {"index.rst": "I\n=\n", **files}, conf).build("dummy")
    return found


@SYNTAX
@pytest.mark.parametrize("part", PARTS)
def test_each_fault_is_told_at_its_line(built: Built, part: str, suffix: str) -> None:
    pages, result = built[suffix]
    found = [m for m in map(_TOLD.match, result.warnings) if m and m["doc"] == part]
    told = pages[part].told
    lines = sorted((int(match["line"]), match["rule"]) for match in found)
    assert lines == sorted((line, rule) for line, rule, _ in told), pages[part].text
    for line, rule, words in told:
        texts = [m["text"] for m in found if (int(m["line"]), m["rule"]) == (line, rule)]
        assert any(words in text for text in texts), (line, words, texts)


@SYNTAX
def test_nothing_else_is_told(built: Built, suffix: str) -> None:
    _, result = built[suffix]
    assert [line for line in result.warnings if not _TOLD.match(line)] == []
