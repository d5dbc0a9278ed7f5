"""Missing tables and columns: a table that is there is widened in the form that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from ..checks.held import Facts, Held
from ..checks.recorded import is_made
from ..checks.tables import best_fit
from ..model.template import Column
from . import markup
from .edits import Edit
from .lines import Insertion
from .markup import width
from .page import Page
from .parts import Writer
from .sections import Unmendable

_GRID = re.compile(r"^\s*\+[-+=]+\+\s*$")
_SIMPLE = re.compile(r"^\s*=+(?:\s+=+)+\s*$")
_RULE = re.compile(r"^\s*(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_LISTED = re.compile(r"^(?P<indent>\s*)\*\s+-(?:\s|$)")
_WIDTHS = re.compile(r"^\s*:widths:\s*[\d\s,]+$")
_PART = re.compile(r"(?<!\\)\|")
_REACH = 12
"""How far from the line that is told of it a table may begin: below its directive and options."""


def table_insertion(page: Page, writer: Writer, held: Held) -> Insertion:
    """Return the table that a section owes, at the end of its own content.

    Raises:
        Unmendable: there is no place for it.
    """
    heading = held.headings[0]
    if held.row is not None or heading.source or heading.page:
        raise Unmendable("it belongs in a record or in another file")
    lines = writer.table(held.section)
    return Insertion(page.own_end(heading), tuple(lines), 1, 1, rank=1)


def column_edits(
    facts: Facts, page: Page, writer: Writer, held: Held, missing: Sequence[Column]
) -> Iterator[Edit]:
    """Yield what widens the table of a section by some columns.

    Raises:
        Unmendable: it is no table of which each row can be told apart.
    """
    fit = best_fit(held.section, held.blocks, facts.kinds)
    if fit is None or is_made(fit.table):
        raise Unmendable("its rows are records: only their writer knows what the field says")
    if held.file_of(fit.table):
        raise Unmendable("it belongs in another file")
    names = [markup.escaped(writer.name_of(each), page.style) for each in missing]
    for line in _near(page, fit.table.line):
        text = page.lines[line]
        if _RULE.match(text) and "|" in page.lines[line - 1] and "-" in text:
            return _pipes(page, line - 1, names)
        if _GRID.match(text):
            return _grid(page, _top(page, line), names)
        if _SIMPLE.match(text):
            return _simple(page, _top(page, line), names)
        if _LISTED.match(text):
            return _listed(page, _first_row(page, line), names)
    raise Unmendable("its table is of a form whose rows can't be told apart safely")


def _near(page: Page, line: int) -> list[int]:
    """Return lines by how near they are to one, as far as its heading and the next one.

    Readers tell the line of a table's directive, of its first rule, or of its first row.
    """
    above = max((h.line for h in page.headings if h.line < line), default=0)
    first = max(page.lines.is_blank(above + 1) + above + 1, line - _REACH)
    last = min(line + _REACH, page.next_heading(line) - 1)
    return sorted(range(first, last + 1), key=lambda each: (abs(each - line), each))


def _top(page: Page, line: int) -> int:
    """Return the first of the lines that stand together with one."""
    while line > 1 and not page.lines.is_blank(line - 1):
        line -= 1
    return line


def _first_row(page: Page, line: int) -> int:
    """Return the line of the first row of the `list-table` of which one is given."""
    found = line
    while line > 1 and "list-table" not in page.lines[line]:
        line -= 1
        found = line if _LISTED.match(page.lines[line]) else found
    return found


def _pipes(page: Page, first: int, names: Sequence[str]) -> Iterator[Edit]:
    """Widen a table of Markdown: a header, a rule, rows."""
    last = first + 1
    while "|" in page.lines[last + 1] and not page.lines.is_blank(last + 1):
        last += 1
    texts = [page.lines[line] for line in range(first, last + 1)]
    counts = [len(_PART.findall(text.strip().strip("|"))) for text in texts]
    if max(counts) > counts[0]:
        raise Unmendable("a row of its table has more cells than the header")
    form = Form(
        aligned=len({width(text.rstrip()) for text in texts}) == 1,
        blank=" " if " |" in texts[0].strip() else "",
        ruled=" " if " |" in texts[1].strip() else "",
    )
    for number, text in enumerate(texts):
        closed = text.rstrip().endswith("|")
        if number > 1 and not closed:  # what is not there is blank
            continue
        cells = [form.cell(number, name.replace("|", "\\|")) for name in names]
        added = "".join(f"{cell}|" for cell in cells) if closed else f" |{'|'.join(cells)}"
        at = page.lines.starts[first + number - 1] + len(text.rstrip())
        yield Edit(at, at, added if closed else added.rstrip())


class Form(msgspec.Struct, frozen=True):
    """How a table of Markdown is written.

    Attributes:
        aligned: whether its lines have all one length.
        blank: what stands between the signs and the texts.
        ruled: what stands between the signs and the dashes.
    """

    aligned: bool
    blank: str
    ruled: str

    def cell(self, number: int, name: str) -> str:
        """Return the cell of a new column in a row: the first is the header, then the rule."""
        size = max(width(name), 3)
        around = 2 * (len(self.blank) - len(self.ruled))
        if number == 1:
            dashes = size + around if self.aligned or self.ruled else 3
            return f"{self.ruled}{'-' * dashes}{self.ruled}"
        text = name if not number else ""
        fill = size - width(text) if self.aligned or not number else 1
        return f"{self.blank}{text}{' ' * fill}{self.blank}"


def _grid(page: Page, first: int, names: Sequence[str]) -> Iterator[Edit]:
    """Widen a grid table of reStructuredText."""
    last = first
    while page.lines[last + 1].lstrip()[:1] in ("+", "|") and not page.lines.is_blank(last + 1):
        last += 1
    texts = [page.lines[line].rstrip() for line in range(first, last + 1)]
    if len({width(text) for text in texts}) > 1 or any(t[-1:] not in "+|" for t in texts):
        raise Unmendable("the lines of its table have different lengths")
    for number, text in enumerate(texts):
        added = ""
        for name in names:
            size = width(name) + 2
            if text.endswith("+"):
                added += text[-2:-1].replace("|", "-") * size + "+"
            else:
                added += (f" {name} " if number == 1 else " " * size) + "|"
        at = page.lines.starts[first + number - 1] + len(text)
        yield Edit(at, at, added)


def _simple(page: Page, first: int, names: Sequence[str]) -> Iterator[Edit]:
    """Widen a simple table of reStructuredText: its rules and its header, rows are blank there."""
    rule = page.lines[first].rstrip()
    last = first
    rules = [first]
    while len(rules) < 3 and last - first < len(page.lines):
        last += 1
        if last > len(page.lines):
            raise Unmendable("its table has no end")
        if page.lines[last].strip()[:2] == "==":
            rules.append(last)
    texts = {line: page.lines[line].rstrip() for line in range(first, last + 1)}
    if any(width(text) > len(rule) or text.strip()[:2] == "--" for text in texts.values()):
        raise Unmendable("a text of its table is longer than its column")
    added = "  ".join("=" * max(width(name), 3) for name in names)
    for line, text in texts.items():
        at = page.lines.starts[line - 1] + len(text)
        if line in rules:
            yield Edit(at, at, f"  {added}")
        elif line == rules[1] - 1:
            gap = " " * (len(rule) - width(text) + 2)
            yield Edit(at, at, gap + "  ".join(name.ljust(3) for name in names).rstrip())


def _listed(page: Page, first: int, names: Sequence[str]) -> Iterator[Edit]:
    """Widen a `list-table`: each of its rows is a list."""
    found = _LISTED.match(page.lines[first])
    indent = found["indent"] if found else ""
    rows = [first]
    line, last = first, first
    while line < len(page.lines):
        line += 1
        text = page.lines[line]
        if page.lines.is_blank(line):
            continue
        if not text.startswith(f"{indent} ") and not _LISTED.match(text):
            break
        if (row := _LISTED.match(text)) and row["indent"] == indent:
            rows.append(line)
        last = line
    for above in range(max(first - _REACH, 1), first):
        if _WIDTHS.match(page.lines[above]):
            text = page.lines[above].rstrip()
            size = re.findall(r"\d+", text)[-1]
            at = page.lines.starts[above - 1] + len(text)
            comma = "," if "," in text else ""
            yield Edit(at, at, f"{comma} {size}" * len(names))
    stops = [*(row - 1 for row in rows[1:]), last]
    for begin, stop in zip(rows, stops, strict=True):
        while stop > begin and page.lines.is_blank(stop):
            stop -= 1
        cells = [f"{indent}  - {name if begin == first else ''}".rstrip() for name in names]
        newline = page.lines.newline(stop)
        at = page.lines.ends[stop - 1]
        yield Edit(at, at, "".join(f"{newline}{cell}" for cell in cells))
