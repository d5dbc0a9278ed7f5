"""Skeletons filled in, as a writer does: every label, table and section that holds nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_tdd.model.outline import Heading
from sphinx_tdd.model.template import Section, Template
from sphinx_tdd.readers.text import read_text

WORDS = "The ledger keeps one row for each movement of money."
_DRAWN = {"md": ["```text", "client --> ledger", "```"], "rst": ["::", "", "   client --> ledger"]}


def fill(text: str, template: Template, syntax: str) -> str:
    """The text of a skeleton with words wherever it asks for some."""
    lines = text.split("\n")
    outline = read_text(text, f".{syntax}")
    sections = list(template.walk())
    headings = [h for top in outline.root.sections for h in top.walk()][1:]
    for heading in reversed(headings):
        end = max(heading.own_end, heading.line + (syntax == "rst"))
        lines[end:end] = _content(heading, sections, syntax)
    return "\n".join(_filled(line) for line in lines)


def _content(heading: Heading, sections: list[Section], syntax: str) -> Iterator[str]:
    alike = [section for section in sections if section.title == heading.title]
    if not heading.blocks:
        yield from ("", WORDS)
    for section in alike[:1]:
        if section.diagram:
            yield from ("", *_DRAWN[syntax])
        if section.columns and not any(block.kind == "table" for block in heading.blocks):
            yield from ("", *_table([column.title for column in section.columns], syntax))


def _table(columns: list[str], syntax: str) -> list[str]:
    if syntax == "md":
        cells = [columns, ["---"] * len(columns), [WORDS] * len(columns)]
        return [f"| {' | '.join(row)} |" for row in cells]
    starts = ["   * -", *["     -"] * (len(columns) - 1)]
    rows = [
        f"{start} {cell}"
        for row in (columns, [WORDS] * len(columns))
        for start, cell in zip(starts, row, strict=True)
    ]
    return [".. list-table::", "   :header-rows: 1", "", *rows]


def _filled(line: str) -> str:
    if re.fullmatch(r"\s*- \*\*.*:\*\*", line) or re.fullmatch(r"   (\* -|  -)", line):
        return f"{line} {WORDS}"
    if re.fullmatch(r"[a-z-]+:|:[^:]+:", line):  # a field at the top
        return f"{line} someone"
    return re.sub(r"(?<=\|) +(?=\|)", f" {WORDS} ", line)
