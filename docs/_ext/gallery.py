"""A page for each template: an example's source in both syntaxes, beside what it becomes.

The pages are written beside the copies of the examples (`examples.py`). `tdd-side-by-side NAME`
stands for rows, one for each topmost section: what it is written as, and what it is shown as. What
is shown is the section as Sphinx read it, so it can't differ from the document's own page. Where
HTML can't be shown, there are no rows: the page refers to the document itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from sphinx_tdd.directives.marks import DOCNAME
from sphinx_tdd.ext.html import finish_place

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PLACE = "gallery-of"
_ROOT = Path(__file__).parents[2] / "examples"
_LANGUAGES = {".md": ("Markdown", "markdown"), ".rst": ("reStructuredText", "rst")}
_FENCE = re.compile(r" *(`{3,}|:{3,}|~{3,})")
_ADORNMENT = re.compile(r"([=\-~^\"'])\1{2,}")


class SideBySide(SphinxDirective):
    """`{tdd-side-by-side} NAME`: an example in rows, filled in when the page is written."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the place of the rows."""
        for path in sources(self.arguments[0]):
            self.env.note_dependency(str(path))
        made = nodes.container(classes=["gallery"])
        made[_PLACE] = self.arguments[0]
        return [made]


def sources(name: str) -> list[Path]:
    """Return the files of an example, that in its own syntax first."""
    folders = (_ROOT / "designs", _ROOT / "other-syntax")
    return [path for folder in folders for path in folder.glob(f"{name}.*")]


class Fill(SphinxPostTransform):
    """Fills the rows, before references and registers are: what is copied is not resolved yet."""

    default_priority = 2

    def run(self, **kwargs: Any) -> None:
        """Fill each place on the page."""
        for place in list(
            self.document.findall(lambda node: _PLACE in getattr(node, "attributes", {}))
        ):
            name = place[_PLACE]
            if self.app.builder.format == "html" and self.app.builder.name != "epub":
                shown = parts(self.env.get_doctree(f"examples/designs/{name}"))
                place += rows(shown, [(path.suffix, split(path)) for path in sources(name)])
            place.attributes.pop(_PLACE)


def parts(document: nodes.document) -> list[list[nodes.Node]]:
    """Return what stands before the topmost sections of a document, and each of these."""
    top = [node for node in document.children if isinstance(node, nodes.section)]
    children = top[0].children if len(top) == 1 else document.children
    found: list[list[nodes.Node]] = [[]]
    for child in children:
        if isinstance(child, nodes.section):
            found.append([child])
        elif isinstance(child, nodes.title):
            found[0].append(nodes.rubric("", "", *(c.deepcopy() for c in child.children)))
        else:
            found[-1 if len(found) == 1 else 0].append(child)
    return [[node.deepcopy() for node in each] for each in found]


def rows(
    shown: Sequence[list[nodes.Node]], written: Sequence[tuple[str, list[str]]]
) -> Iterator[nodes.container]:
    """Yield the rows: source in both syntaxes, and what it becomes.

    Raises:
        ValueError: a source has another number of sections.
    """
    if {len(shown)} != {len(texts) for _, texts in written}:
        raise ValueError(f"{len(shown)} sections shown, {[len(texts) for _, texts in written]}")
    for number, part in enumerate(shown):
        source = nodes.container(classes=["gallery-source"])
        for position, (suffix, texts) in enumerate(written):
            label, language = _LANGUAGES[suffix]
            opened = " open" if position == 0 else ""
            summary = f"<details{opened}><summary>{escape(label)}</summary>"
            text = texts[number].strip("\n")
            source += nodes.raw("", summary, format="html")
            source += nodes.literal_block(text, text, language=language, force=True)
            source += nodes.raw("", "</details>", format="html")
        yield nodes.container(
            "",
            source,
            nodes.container("", *part, classes=["gallery-shown"]),
            classes=["gallery-row"],
        )


# -- sources in parts --------------------------------------------------------------------------


def split(path: Path) -> list[str]:
    """Return a source in parts: what stands before the topmost sections, and each of these."""
    lines = path.read_text(encoding="utf-8").split("\n")
    found = list(_headings(lines) if path.suffix == ".md" else _titles(lines))
    tops = [line for line, level in found if level == 0]
    starts = tops if len(tops) > 1 else [line for line, level in found if level == 1]
    starts = [_with_label(lines, start) for start in starts]
    bounds = [0, *starts, len(lines)]
    return ["\n".join(lines[a:b]) for a, b in pairwise(bounds)]


def _with_label(lines: Sequence[str], start: int) -> int:
    """Return where a section begins, with the label above it."""
    above = start - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    return above if re.fullmatch(r"\([\w-]+\)=|\.\. _[\w-]+:", lines[above]) else start


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the line of each heading of Markdown with its level, from 0."""
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
        elif not fence and (heading := re.match(r"(#+) ", line)):
            yield number, len(heading[1]) - 1


def _titles(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first line of each title of reStructuredText with its level, from 0."""
    styles: list[str] = []
    for number, line in enumerate(lines[1:], 1):
        title = lines[number - 1]
        if not _ADORNMENT.fullmatch(line) or not title.strip() or title.startswith((" ", "..")):
            continue
        if _ADORNMENT.fullmatch(title):
            continue
        over = number > 1 and _ADORNMENT.fullmatch(lines[number - 2]) is not None
        over = over and lines[number - 2] == line
        style = line[0] * (1 + over)
        if style not in styles:
            styles.append(style)
        yield number - 1 - over, styles.index(style)


def finish(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Set the records as the documents' own pages show them: tables that fold, lists of fields."""
    if app.builder.format != "html" or not doctree.ids:
        return
    galleries = [node for node in doctree.findall(nodes.container) if "gallery" in node["classes"]]
    for gallery in galleries:
        for node in list(gallery.findall(nodes.Element)):
            if isinstance(node, nodes.target | nodes.admonition) and DOCNAME in node:
                finish_place(node)


def add_style(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Add the style sheet of the package: the records that it is for stand in another document."""
    found = doctree.findall(nodes.container) if doctree is not None else ()
    if any("gallery" in node["classes"] for node in found):
        app.add_css_file("tdd.css")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive, what fills it, and its style."""
    app.add_directive("tdd-side-by-side", SideBySide)
    app.add_post_transform(Fill)
    app.connect("doctree-resolved", finish)
    app.connect("html-page-context", add_style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
