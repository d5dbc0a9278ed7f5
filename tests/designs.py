"""Documents made from a template: filled in, changed in one way, written in both syntaxes.

A document is a flat list of headings with their content, as a file has them, so that raising or
lowering one heading does to the ones after it what it does in a file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from docutils.core import publish_doctree
from docutils.parsers.rst import Parser as RstParser
from myst_parser.docutils_ import Parser as MystParser

from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.model.finding import Finding
from sphinx_tdd.model.kind_files import load as load_kinds
from sphinx_tdd.model.outline import Outline
from sphinx_tdd.model.report import Verdict
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.model.template import Item, Section, Template
from sphinx_tdd.model.template_library import load
from sphinx_tdd.readers.doctree import read

SYNTAXES = ("md", "rst")
_WORDS = (
    "The ledger keeps one row for each movement of money.",
    "Orders reach the gateway within two hundred milliseconds.",
    "A nightly job compares both sides and alerts the team.",
    "Every call carries a key, so that a retry changes nothing.",
    "Readers are served from a replica in the same region.",
)
_UNDERLINES = "=-~^\"'`"


@dataclass(frozen=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Labelled:
    """A labelled item with its text and the items inside it."""

    label: str
    text: str
    items: tuple[Labelled, ...] = ()
    owed: bool = True


@dataclass(frozen=True)
class Entry:
    """A heading and its own content.

    `path` is the section's path in the template, `part` whether it is a repeated one, `owed`
    whether a document may not do without it.
    """

    level: int
    title: str
    path: tuple[str, ...] = ()
    part: bool = False
    text: str = ""
    items: tuple[Labelled, ...] = ()
    table: Table | None = None
    diagram: str = ""
    owed: bool = True


@dataclass
class Design:
    entries: list[Entry] = field(default_factory=list)

    def span(self, index: int) -> range:
        """The entry and all below it, as their levels say."""
        end = index + 1
        while end < len(self.entries) and self.entries[end].level > self.entries[index].level:
            end += 1
        return range(index, end)

    def without(self, index: int) -> Design:
        span = self.span(index)
        return Design([*self.entries[: span.start], *self.entries[span.stop :]])

    def emptied(self, index: int, text: str = "") -> Design:
        """The heading alone, with `text` under it."""
        span, old = self.span(index), self.entries[index]
        bare = Entry(old.level, old.title, old.path, old.part, text)
        return Design([*self.entries[: span.start], bare, *self.entries[span.stop :]])

    def doubled(self, index: int) -> Design:
        span = self.span(index)
        copy = self.entries[span.start : span.stop]
        return Design([*self.entries[: span.stop], *copy, *self.entries[span.stop :]])

    def moved(self, index: int, parent: int) -> Design:
        """The section as the last child of another."""
        span = self.span(index)
        moved = self.entries[span.start : span.stop]
        rest = self.without(index)
        target = rest.entries.index(self.entries[parent])
        shift = self.entries[parent].level + 1 - self.entries[index].level
        at = rest.span(target).stop
        changed = [replace(e, level=e.level + shift) for e in moved]
        return Design([*rest.entries[:at], *changed, *rest.entries[at:]])

    def shifted(self, index: int, by: int) -> Design:
        span = self.span(index)
        entries = list(self.entries)
        for i in span:
            entries[i] = replace(entries[i], level=entries[i].level + by)
        return Design(entries)

    def changed(self, index: int, **changes: object) -> Design:
        entries = list(self.entries)
        entries[index] = replace(entries[index], **changes)  # type: ignore[arg-type]
        return Design(entries)


@cache
def templates() -> dict[str, Template]:
    library = load()
    found = dict(library)
    assert library.faults == ()
    return found


def filled(template: Template, parts: int = 2) -> Design:
    """A document with everything that a template owes; repeated parts stand `parts` times."""
    words = iter(_WORDS * 1000)
    design = Design([Entry(1, "Payment platform")])
    for section in template.sections:
        design.entries.extend(_entries(section, 2, words, parts))
    return design


def _entries(section: Section, level: int, words: Iterator[str], parts: int) -> Iterator[Entry]:
    names = [f"{section.title} {letter}" for letter in "ABCDEFG"[:parts]]
    for title in names if section.repeat else [section.title]:
        owes = section.items or section.columns or section.diagram or section.sections
        yield Entry(
            level,
            title,
            section.path,
            section.repeat,
            "" if owes else next(words),
            tuple(_labelled(item, words) for item in section.items),
            _table(section, words),
            "client --> gateway --> ledger" if section.diagram else "",
            section.required is not False,
        )
        for child in section.sections:
            yield from _entries(child, level + 1, words, parts)


def _labelled(item: Item, words: Iterator[str]) -> Labelled:
    label = f"{item.title} one" if item.repeat else item.title
    below = tuple(_labelled(each, words) for each in item.items)
    return Labelled(label, next(words), below, item.required is not False)


def _table(section: Section, words: Iterator[str]) -> Table | None:
    if not section.columns:
        return None
    columns = tuple(column.title for column in section.columns)
    rows = tuple(tuple(next(words) for _ in columns) for _ in range(2))
    return Table(columns, rows)


def write(design: Design, syntax: str) -> str:
    """The document as text."""
    return "\n".join(_md(design) if syntax == "md" else _rst(design)) + "\n"


def _md(design: Design) -> Iterator[str]:
    for entry in design.entries:
        yield f"{'#' * entry.level} {entry.title}\n"
        if entry.text:
            yield f"{entry.text}\n"
        yield from (f"{line}" for item in entry.items for line in _item(item, "- **{0}**: {1}", 0))
        yield ""
        if entry.table:
            yield "| " + " | ".join(entry.table.columns) + " |"
            yield "|" + "---|" * len(entry.table.columns)
            yield from ("| " + " | ".join(row) + " |" for row in entry.table.rows)
            yield ""
        if entry.diagram:
            yield f"```text\n{entry.diagram}\n```\n"


def _item(item: Labelled, form: str, depth: int) -> Iterator[str]:
    gap = "\n" if form.startswith("* ") else ""
    yield f"{'  ' * depth}{form.format(item.label, item.text)}{gap}"
    for below in item.items:
        yield from _item(below, form, depth + 1)


def _rst(design: Design) -> Iterator[str]:
    for entry in design.entries:
        yield f"{entry.title}\n{_UNDERLINES[entry.level - 1] * (len(entry.title) + 2)}\n"
        if entry.text:
            yield f"{entry.text}\n"
        yield from (line for item in entry.items for line in _item(item, "* **{0}**: {1}", 0))
        yield ""
        if entry.table:
            yield ".. list-table::\n   :header-rows: 1\n"
            for row in (entry.table.columns, *entry.table.rows):
                yield "\n".join(f"   {'* -' if not i else '  -'} {c}" for i, c in enumerate(row))
            yield ""
        if entry.diagram:
            yield f"::\n\n   {entry.diagram}\n"


def parse(text: str, syntax: str, metadata: dict[str, str] | None = None) -> Outline:
    """The outline of a text, by docutils alone."""
    settings = {
        "report_level": 5,
        "halt_level": 5,
        "doctitle_xform": False,
        "docinfo_xform": True,
        "warning_stream": io.StringIO(),
        "myst_suppress_warnings": ["myst"],
        "myst_enable_extensions": ["colon_fence", "deflist", "fieldlist"],
        "output_encoding": "unicode",
    }
    parser = MystParser() if syntax == "md" else RstParser()
    tree = publish_doctree(text, parser=parser, settings_overrides=settings, source_path="x")
    lines = text.splitlines()
    return read(tree, metadata or {}, lambda path: lines)


def verdict(text: str, syntax: str, template: Template, **settings: object) -> Verdict:
    """What is to be said of a text."""
    outline = parse(text, syntax)
    return judge(outline, template, Settings(**settings), load_kinds().by_name)  # type: ignore[arg-type]


def told(findings: Sequence[Finding]) -> list[tuple[str, tuple[str, ...]]]:
    """Each finding as its rule and its section."""
    return [(finding.rule, finding.section) for finding in findings if finding.severity != "info"]


ROOT = Path(__file__).parent
