"""The directive `tdd-built`: a page of a project, as Sphinx writes it.

The project is built when the first page asks for it, so that what is shown is what the package
makes now. The page stands here without its links, its anchors and its headings' levels, which are
those of another site; where HTML can't be shown, its text stands in its place.
"""

from __future__ import annotations

import json
import re
import tempfile
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from package import watch
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective
from tried import DOCS, assemble, run, steps
from warned import block

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_HEADERLINK = re.compile(r'<a class="headerlink".*?</a>')
_ATTRIBUTE = re.compile(r' (?:id|href|aria-labelledby)="[^"]*"')
_HEADING = re.compile(r"<(/?)h(\d)[^>]*>")
_CLASS = "built-page"


class Built(SphinxDirective):
    """`{tdd-built} PROJECT DOCNAME`: a page that HTML makes of a document in the project's docs.

    With `:after:`, what comes after the heading of this title, up to the next one.
    """

    required_arguments = 2
    option_spec: ClassVar = {"after": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Return the page, and its text where HTML can't be shown."""
        folder, name = DOCS / self.arguments[0], self.arguments[1]
        watch(self.env, *steps(folder))
        html, text = pages(folder, name)
        if title := self.options.get("after"):
            html = _part(html, title)
            if not html:
                raise self.error(f"{name} has no heading {title!r}")
        shown = nodes.container(classes=["rendered", _CLASS])
        shown += nodes.raw("", html, format="html")
        other = addnodes.only("", expr="not html")
        other += block(text.rstrip(), "text", name)
        return [addnodes.only("", shown, expr="html"), other]


@cache
def pages(folder: Path, name: str) -> tuple[str, str]:
    """Return a page of a project as HTML, without what leads out of it, and as text."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary).resolve() / "project"
        assemble(folder, root)
        for builder in ("json", "text"):
            run(f"python -m sphinx -q -b {builder} docs {builder}", root)
        written = json.loads((root / "json" / f"{name}.fjson").read_text("utf-8"))
        text = (root / "text" / f"{name}.txt").read_text("utf-8")
    html = _ATTRIBUTE.sub("", _HEADERLINK.sub("", written["body"]))
    return _HEADING.sub(_no_heading, html), text


def _no_heading(match: re.Match[str]) -> str:
    return "</p>" if match[1] else f'<p class="built-heading built-{match[2]}">'


def _part(html: str, title: str) -> str:
    """Return what comes after a heading, without the sections that end or begin there."""
    found = html.partition(f">{escape(title)}</p>")[2]
    return re.split(r"</?section>|<p class=\"built-heading", found)[0]


def add_style(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document
) -> None:
    """Add the style sheet of the package to pages that show a page with it."""
    if doctree is not None and any(
        _CLASS in n["classes"] for n in doctree.findall(nodes.container)
    ):
        app.add_css_file("tdd.css")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive, and the style sheet of what it shows."""
    app.add_directive("tdd-built", Built)
    app.connect("html-page-context", add_style)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
