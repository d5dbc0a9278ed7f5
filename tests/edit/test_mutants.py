"""Documents of all templates from which one part was taken: put in, nothing is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sphinx_tdd.edit.style import Syntax
from sphinx_tdd.model.template import Template
from tests.designs import SYNTAXES, Design, Table, filled, templates, write
from tests.edit.checking import mended, missing, only_adds

_TRIED = 9
"""How many mutants of a template are tried, at most: all of them take minutes."""


def mutants(template: Template) -> Iterator[tuple[str, Design]]:
    """Each section, item, table and column taken out of a filled document in turn."""
    design = filled(template, 1)
    for index, entry in enumerate(design.entries[1:], 1):
        yield entry.title, design.without(index)
        for number, item in enumerate(entry.items):
            rest = entry.items[:number] + entry.items[number + 1 :]
            yield f"{entry.title}: {item.label}", design.changed(index, items=rest)
        if entry.table is not None:
            words = "No table is here."
            yield f"{entry.title}: table", design.changed(index, table=None, text=words)
            for number, column in enumerate(entry.table.columns):
                yield (
                    f"{entry.title}: {column}",
                    design.changed(index, table=less(entry.table, number)),
                )


def less(table: Table, column: int) -> Table:
    rows = tuple(row[:column] + row[column + 1 :] for row in table.rows)
    return Table(table.columns[:column] + table.columns[column + 1 :], rows)


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("name", sorted(templates()))
def test_what_was_taken_is_put_in_again(name: str, syntax: Syntax) -> None:
    template = templates()[name]
    everything = list(mutants(template))
    tried = 0
    for label, design in everything[:: len(everything) // _TRIED + 1]:
        text = write(design, syntax)
        lacks = missing(text, template, syntax)
        found = mended(text, template, syntax)
        assert missing(found.text, template, syntax) == [], label
        assert found.left == ()
        assert bool(found.mended) is bool(lacks) is (found.text != text)
        if not any(finding.rule == "missing_column" for finding in lacks):
            assert only_adds(text, found.text), label
        elif syntax == "rst":
            assert only_adds(text, found.text), label  # rows of a list
        tried += bool(lacks)
    assert tried


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("name", sorted(templates()))
def test_a_second_run_changes_nothing(name: str, syntax: Syntax) -> None:
    """Of a document that lacks a third of all its parts, in every section."""
    template = templates()[name]
    design = filled(template, 1)
    kept = [e for i, e in enumerate(design.entries) if i % 3 != 2 or not i]
    thin = Design(
        [replace(e, items=e.items[::2], table=less(e.table, 0) if e.table else None) for e in kept]
    )
    text = write(thin, syntax)
    assert missing(text, template, syntax)
    once = mended(text, template, syntax)
    assert missing(once.text, template, syntax) == []
    again = mended(once.text, template, syntax)
    assert (again.text, again.mended) == (once.text, ())
