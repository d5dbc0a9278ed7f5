"""A new document from a template document: its text, under another title."""

from __future__ import annotations

from collections.abc import Mapping

from ..checks.trees import Tree
from ..derive.document import title_heading
from ..model.outline import Outline
from ..model.template import Template
from . import front, markup
from .edits import Edit, apply
from .page import Page
from .style import Syntax


def copied(
    text: str,
    outline: Outline,
    template: Template,
    syntax: Syntax,
    *,
    title: str,
    fields: Mapping[str, str],
) -> str:
    """Return the text of a template document as the beginning of another one.

    Args:
        title: that of the new document, instead of the template's own.
        fields: what the document says at its top, beside what the template has there.
    """
    page = Page(text, syntax, Tree(outline), template)
    edits = [*_titled(page, outline, title), *_fields(page, outline, fields)]
    return apply(text, edits)


def _titled(page: Page, outline: Outline, title: str) -> list[Edit]:
    heading = title_heading(outline)
    if heading is None or heading.line < 1:
        return []
    lines = page.lines
    written = markup.heading(page.style, heading.level or 1, title)
    start = lines.starts[page.first_line(heading) - 1]
    end = lines.ends[page.last_line(heading) - 1]
    return [Edit(start, end, lines.newline(heading.line).join(written))]


def _fields(page: Page, outline: Outline, fields: Mapping[str, str]) -> list[Edit]:
    """Return what puts fields at the top, behind those that are there."""
    new = {name: value for name, value in fields.items() if name not in outline.metadata}
    if not new:
        return []
    lines, end = page.lines, page.end_of_front_matter()
    written = front.lines_of(new, page.syntax)
    newline = lines.newline(1)
    if end and page.syntax == "md":
        at = lines.starts[end - 1]
        return [Edit(at, at, "".join(f"{line}{newline}" for line in written[1:-1]))]
    at = lines.starts[end]
    apart = [] if end else [""]
    return [Edit(at, at, "".join(f"{line}{newline}" for line in [*written, *apart]))]
