"""How much of what is taken out of a document is told, and how much else: a table of counts.

`python -m tests.mutation_figures [TEMPLATE …]`: for each built-in template, both syntaxes, and
each language that has names for all of it, a filled document is made and each of its sections,
items, columns and drawings is taken out in turn. A case of a part that is owed is *found* where
the finding that has to be told is told of it; whatever else is told is *false*. The last rows hold
documents against the template written as a document. The tests assert the same, group by group;
this prints it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from sphinx_tdd.derive.document import derive
from sphinx_tdd.model.languages import translated
from sphinx_tdd.model.template import Template
from sphinx_tdd.readers.text import read_text
from tests.checks.test_mutations import Case, columns, diagrams, items, removed
from tests.designs import (
    SYNTAXES,
    Design,
    Entry,
    Labelled,
    filled,
    templates,
    told,
    verdict,
    write,
)
from tests.model.test_languages import COMPLETE, LANGUAGES

HEADER = ("template", "syntax", "language", "parts", "owed", "found", "told", "false")
WORDS = "Two services talk to each other, and each of them keeps what it was told."
PROMPT = "Say here what a reader has to know before the review of this part."


def cases(design: Design) -> Iterator[Case]:
    """All documents that lack one part, with what has to be told of each."""
    for group in (removed, items, columns, diagrams):
        yield from group(design)


def figures(template: Template, design: Design, syntax: str) -> tuple[int, ...]:
    """Count the cases, those that owe, those found, all that is told, what of it is false."""
    parts = owed = found = number = false = 0
    for _what, changed, expected in cases(design):
        findings = told(verdict(write(changed, syntax), syntax, template).findings)
        wanted = [each for each in expected if each] or [[]]
        parts += 1
        owed += bool(wanted[0])
        found += bool(wanted[0]) and any(all(w in findings for w in each) for each in wanted)
        number += len(findings)
        false += min(len([f for f in findings if f not in each]) for each in expected)
    return parts, owed, found, number, false


def prompting(design: Design) -> Design:
    """The document with a prompt wherever it said something: a template document."""
    return Design([_prompting(entry) for entry in design.entries])


def _prompting(entry: Entry) -> Entry:
    table = entry.table and replace(
        entry.table, rows=tuple(tuple("[…]" for _ in row) for row in entry.table.rows)
    )
    labels = tuple(map(_blank, entry.items))
    return replace(entry, text=entry.text and PROMPT, items=labels, table=table)


def _blank(item: Labelled) -> Labelled:
    return replace(item, text="[what it is]", items=tuple(map(_blank, item.items)))


def _told_in_words(entry: Entry) -> Entry:
    """The entry with words in place of its sample drawing, which a document can't ask for."""
    return replace(entry, diagram="", text=entry.text or WORDS) if entry.diagram else entry


def rows(names: list[str]) -> Iterator[tuple[object, ...]]:
    for name in names:
        template = templates()[name]
        for syntax in SYNTAXES:
            yield name, syntax, "en", *figures(template, filled(template, parts=1), syntax)
            for language in LANGUAGES if name in COMPLETE else ():
                design = filled(translated(template, language), parts=1)
                yield name, syntax, language, *figures(template, design, syntax)


def of_documents() -> Iterator[tuple[object, ...]]:
    """Yield the same for templates that are read from a document, which owes no code block."""
    for name in COMPLETE:
        design = filled(templates()[name], parts=1)
        design = Design([_told_in_words(entry) for entry in design.entries])
        for syntax in SYNTAXES:
            suffix = f".{syntax}"
            text = write(prompting(design), syntax)
            template = derive(read_text(text, suffix), f"template{suffix}", suffix)
            yield f"{name}{suffix}", syntax, "en", *figures(template, design, syntax)


def main(names: list[str]) -> None:
    """Print the table, each row as soon as it is known, and the sums."""
    totals = [0] * 5
    print(*HEADER, sep="\t")
    found = rows(names or sorted(templates()))
    for row in chain(found, () if names else of_documents()):
        print(*row, sep="\t", flush=True)
        totals = [one + int(str(other)) for one, other in zip(totals, row[3:], strict=True)]
    print("all", "", "", *totals, sep="\t")
    print(f"recall {totals[2]} of {totals[1]}, precision {totals[3] - totals[4]} of {totals[3]}")


if __name__ == "__main__":
    main(sys.argv[1:])
