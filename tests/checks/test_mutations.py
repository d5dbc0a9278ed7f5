"""Each part of each template taken out, emptied, doubled, moved: found exactly, nothing else.

The documents are made from the templates, filled in, and changed in one way at a time. Each case
says what must be told of it; the numbers of cases are asserted, so that none is lost in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.designs import (
    SYNTAXES,
    Design,
    Entry,
    Labelled,
    Table,
    filled,
    templates,
    told,
    verdict,
    write,
)

pytestmark = pytest.mark.thorough

TEMPLATES = sorted(templates())
Path = tuple[str, ...]
Told = list[tuple[str, Path]]
Case = tuple[str, Design, list[Told]]
"""What was done, the document, and what may be told of it: one of the lists."""


def parent_of(design: Design, index: int) -> int:
    return next(
        i for i in range(index, -1, -1) if design.entries[i].level < design.entries[index].level
    )


def alone(design: Design, index: int) -> bool:
    """Whether a section is all that its parent holds."""
    parent = parent_of(design, index)
    entry = design.entries[parent]
    held = entry.text or entry.items or entry.table or entry.diagram
    return not held and parent > 0 and set(design.span(parent)) == {parent, *design.span(index)}


def gone(design: Design, index: int) -> list[Told]:
    """What may be told where a section is not there: itself, or its parent that is left empty."""
    entry = design.entries[index]
    if not alone(design, index):
        return [[("missing_section", entry.path)] if entry.owed else []]
    parent = parent_of(design, index)
    above = ("empty_section", design.entries[parent].path)
    return [[above], *gone(design, parent)] if alone(design, parent) else [[above]]


def emptied(design: Design, index: int) -> list[Told]:
    entry = design.entries[index]
    if alone(design, index):
        return emptied(design, parent_of(design, index))
    return [[("empty_section", entry.path)]]


def removed(design: Design) -> Iterator[Case]:
    for index, entry in enumerate(design.entries[1:], 1):
        yield f"remove {entry.path}", design.without(index), gone(design, index)


def empty(design: Design) -> Iterator[Case]:
    for index, entry in enumerate(design.entries[1:], 1):
        yield f"empty {entry.path}", design.emptied(index), emptied(design, index)


def answered(design: Design) -> Iterator[Case]:
    for index, entry in enumerate(design.entries[1:], 1):
        for answer in ("N/A", "Not applicable."):
            yield f"answer {entry.path}", design.emptied(index, answer), [[]]


def doubled(design: Design) -> Iterator[Case]:
    for index, entry in enumerate(design.entries[1:], 1):
        yield f"double {entry.path}", design.doubled(index), [[("duplicate_section", entry.path)]]


def moved(design: Design) -> Iterator[Case]:
    """Each section under another parent, far from the place to which a slip would bring it."""
    for index, entry in enumerate(design.entries[1:], 1):
        if entry.part or alone(design, index):
            continue
        own = parent_of(design, index)
        span = design.span(index)
        near = (
            {own, parent_of(design, own) if own else 0, *range(own, span.start)} if own else set()
        )
        for other in (2, len(design.entries) // 2, len(design.entries) - 1):
            before = other < index and span.start == design.span(other).stop
            target = design.entries[other]
            if other in span or other in near or before or target.level > 3 or target.part:
                continue
            if own == 0 and other in design.span(max(index - 1, 1)):
                continue
            if design.span(other).stop == span.start or (other in design.span(own) and own):
                continue
            case = design.moved(index, other)
            yield (
                f"move {entry.path} to {target.path}",
                case,
                [[("misplaced_section", entry.path)]],
            )


def lower(design: Design, syntax: str) -> Iterator[Case]:
    for index, entry in enumerate(design.entries[1:], 1):
        first = design.entries[index - 1].level < entry.level
        if entry.level < 5 and not (first and syntax == "rst"):
            yield f"lower {entry.path}", design.shifted(index, 1), [[]]


def higher(design: Design, syntax: str) -> Iterator[Case]:
    for index, entry in enumerate(design.entries[1:], 1):
        skips = any(
            b.level > a.level + 1
            for a, b in zip(
                design.shifted(index, -1).entries,
                design.shifted(index, -1).entries[1:],
                strict=False,
            )
        )
        if not (skips and syntax == "rst"):
            yield f"raise {entry.path}", design.shifted(index, -1), [[]]


def items(design: Design) -> Iterator[Case]:
    for index, entry in enumerate(design.entries):
        for at, item in enumerate(entry.items):
            rest = (*entry.items[:at], *entry.items[at + 1 :])
            case = design.changed(index, items=rest)
            only = not (rest or entry.table or entry.diagram or entry.text)
            owed = entry.owed and item.owed
            missing = [[("missing_item", entry.path)] if owed else []]
            expected = emptied(design, index) if only else missing
            if only and len(design.span(index)) > 1:
                expected = missing
            yield f"remove {entry.path} item {item.label}", case, expected
            blank = design.changed(index, items=_with(entry, at, replace(item, text="", items=())))
            hollow = [("empty_item", entry.path)] if owed else []
            yield f"empty {entry.path} item {item.label}", blank, [hollow, [*hollow, *hollow[:0]]]
            yield from nested(design, index, at)


def _with(entry: Entry, at: int, item: Labelled) -> tuple[Labelled, ...]:
    return (*entry.items[:at], item, *entry.items[at + 1 :])


def nested(design: Design, index: int, at: int) -> Iterator[Case]:
    entry = design.entries[index]
    item = entry.items[at]
    for inner, below in enumerate(item.items):
        rest = (*item.items[:inner], *item.items[inner + 1 :])
        case = design.changed(index, items=_with(entry, at, replace(item, items=rest)))
        owed = entry.owed and item.owed and below.owed
        yield (
            f"remove {entry.path} {item.label} {below.label}",
            case,
            [[("missing_item", entry.path)] if owed else []],
        )


def columns(design: Design) -> Iterator[Case]:
    for index, entry in enumerate(design.entries):
        table = entry.table
        for at, column in enumerate(table.columns if table else ()):
            assert table is not None
            less = Table(
                (*table.columns[:at], *table.columns[at + 1 :]),
                tuple((*row[:at], *row[at + 1 :]) for row in table.rows),
            )
            case = design.changed(index, table=less)
            missing = [("missing_column", entry.path)] if entry.owed else []
            yield f"remove {entry.path} column {column}", case, [missing]
        if table:
            plain = design.changed(index, table=None, text="Two rows were written down.")
            missing = [("missing_table", entry.path)] if entry.owed else []
            yield f"no table {entry.path}", plain, [missing]
            hollow = design.changed(
                index, table=Table(table.columns, (("",) * len(table.columns),))
            )
            yield f"empty table {entry.path}", hollow, [[("empty_table", entry.path)]]


def diagrams(design: Design) -> Iterator[Case]:
    for index, entry in enumerate(design.entries):
        if entry.diagram:
            case = design.changed(index, diagram="", text="Two services talk to each other.")
            missing = [("missing_diagram", entry.path)] if entry.owed else []
            yield f"no diagram {entry.path}", case, [missing]


def written_otherwise(design: Design) -> Iterator[Case]:
    """All headings by number, case, ampersand; one level deeper under a new title."""

    def retitled(change) -> Design:  # type: ignore[no-untyped-def]
        rest = [replace(e, title=change(n, e.title)) for n, e in enumerate(design.entries[1:], 1)]
        return Design([design.entries[0], *rest])

    yield "numbered", retitled(lambda n, title: f"{n}. {title}"), [[]]
    yield "numbered deep", retitled(lambda n, title: f"{n}.{n} {title}"), [[]]
    yield "section", retitled(lambda n, title: f"Section {n}: {title}"), [[]]
    yield "appendix", retitled(lambda n, title: f"Appendix {'ABC'[n % 3]}: {title}"), [[]]
    yield "upper", retitled(lambda n, title: title.upper()), [[]]
    yield "lower", retitled(lambda n, title: title.lower()), [[]]
    yield "and", retitled(lambda n, title: title.replace("&", "and")), [[]]
    yield "ampersand", retitled(lambda n, title: title.replace(" and ", " & ")), [[]]
    yield "slash", retitled(lambda n, title: title.replace(" and ", "/")), [[]]
    yield "colon", retitled(lambda n, title: f"{title}:"), [[]]
    yield "emoji", retitled(lambda n, title: f"🚀 {title}"), [[]]
    yield "optional", retitled(lambda n, title: f"{title} (optional)"), [[]]
    yield "hyphens", retitled(lambda n, title: title.replace("-", " ")), [[]]
    deeper = [replace(e, level=e.level + 1) for e in design.entries[1:]]
    yield "deeper", Design([design.entries[0], Entry(2, "Detailed description"), *deeper]), [[]]
    yield "untitled", Design([replace(e, level=e.level - 1) for e in design.entries[1:]]), [[]]


def all_cases(design: Design, syntax: str) -> dict[str, list[Case]]:
    return {
        "filled": [("filled", design, [[]])],
        "removed": list(removed(design)),
        "empty": list(empty(design)),
        "answered": list(answered(design)),
        "doubled": list(doubled(design)),
        "moved": list(moved(design)),
        "lower": list(lower(design, syntax)),
        "higher": list(higher(design, syntax)),
        "items": list(items(design)),
        "columns": list(columns(design)),
        "diagrams": list(diagrams(design)),
        "otherwise": list(written_otherwise(design)),
    }


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_one_part(name: str, syntax: str) -> None:
    """With one part each, whatever is changed is told, and nothing else."""
    template = templates()[name]
    wrong = []
    counts: Counter[str] = Counter()
    for group, cases in all_cases(filled(template, parts=1), syntax).items():
        for what, design, expected in cases:
            counts[group] += 1
            found = told(verdict(write(design, syntax), syntax, template).findings)
            if found not in expected:
                wrong.append(f"{what}: told {found}, expected {' or '.join(map(str, expected))}")
    print(name, syntax, dict(counts), sum(counts.values()), "cases,", len(wrong), "wrong")
    assert not wrong, "\n".join(wrong)
    assert all(counts[group] for group in ("removed", "empty", "answered", "doubled", "moved"))
