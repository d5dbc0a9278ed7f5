"""A diagram made into nodes: a drawing with what it says in words, or a list of the same."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from docutils.nodes import Element
from sphinx.util.osutil import relative_uri

from ..directives.kind_views import SETTINGS, TECHNIQUES
from ..directives.words import _, capital, counted, small, word
from .draw import Drawing, class_diagram, dot, flowchart
from .graph import Edge, Graph, by_source
from .graph import Node as Box
from .view_nodes import Page, to_place

if TYPE_CHECKING:
    from sphinx.config import Config

    from ..directives.view import View

_NO_SCRIPT = frozenset({"epub", "qthelp", "htmlhelp", "devhelp", "applehelp"})
"""Builders of HTML whose pages are read where no script runs."""


_CHARTS = {
    "flowchart": {"useMaxWidth": False},
    "class": {"hideEmptyMembersBox": True},
}
"""What mermaid is told: a drawing has a size of its own, which the page may make smaller."""


class Sort(msgspec.Struct, frozen=True):
    """What there is to say of one sort of diagram.

    Attributes:
        title: what it shows.
        edge: the words for an edge in the list, with `%(name)s` for the other node.
        label: the words on all edges of the drawing.
        chart: writes it for mermaid.
        sideways: whether it is drawn from left to right.
    """

    title: str
    edge: str
    label: str = ""
    chart: Callable[[Drawing], str] = flowchart
    sideways: bool = False


SORTS: Mapping[str, Sort] = {
    "component-diagram": Sort("Components and what they need", "needs %(name)s", sideways=True),
    "entity-diagram": Sort("Entities and how they are related", "%(name)s", chart=class_diagram),
    "decision-graph": Sort(
        "Decisions and what superseded them",
        "superseded by %(name)s",
        label="superseded by",
        sideways=True,
    ),
}


def render_diagram(content: Graph, view: View, page: Page) -> list[nodes.Node]:
    """Return the nodes of a diagram; a sentence where there is nothing to draw."""
    kind = page.project.kinds[view.kind]
    if not content.own:
        words = _("No %(records)s") % {"records": small(kind.words)}
        text = counted(kind, 0, content.total) if content.total else words
        return [nodes.paragraph("", text, classes=["tdd-count"])]
    made = _drawn(content, view, page) or _listed(content, view, page)
    if content.own != content.total:
        text = counted(kind, content.own, content.total)
        made.append(nodes.paragraph("", text, classes=["tdd-count"]))
    return made


def _listed(content: Graph, view: View, page: Page) -> list[nodes.Node]:
    caption = view.options.get("caption", "")
    lead = nodes.paragraph("", "", nodes.strong("", caption), classes=["tdd-caption"])
    return [*([lead] if caption else []), _list(content, view, page)]


# -- drawings -----------------------------------------------------------------------------


def _drawn(content: Graph, view: View, page: Page) -> list[nodes.Node]:
    """Return a drawing and what it says in words; nothing where it can't be drawn."""
    wanted = view.options.get("as", "")
    found = [name for name in (wanted, *TECHNIQUES) if name and _can_draw(name, page)]
    if wanted == "list" or not found:
        return []
    drawing = _drawing(content, view, page)
    make = {"mermaid": _mermaid, "graphviz": _graphviz}[found[0]]
    picture: Element = make(drawing, view, page)
    if view.options.get("caption"):
        caption = nodes.caption("", view.options["caption"])
        picture = nodes.figure("", picture, caption, ids=[f"tdd-diagram-{view.number + 1}"])
    return [picture, *_in_words(content, view, page)]


def _can_draw(technique: str, page: Page) -> bool:
    """Whether an extension is loaded that can draw in what the builder writes."""
    config, builder = page.builder.config, page.builder
    if SETTINGS.get(technique, "") not in config or builder.format not in {"html", "latex"}:
        return False
    if technique == "graphviz":
        # In an EPUB the extension leaves a file beside each PNG, of which the builder warns.
        fits = builder.name != "epub" or config.graphviz_output_format == "svg"
        return fits and _is_there(config.graphviz_dot)
    runs_script = builder.format == "html" and builder.name not in _NO_SCRIPT
    if runs_script and config.mermaid_output_format == "raw":
        return True
    return _is_there(config.mermaid_cmd)


def _is_there(command: Any) -> bool:
    """Whether a program of the configuration, a text or a list, can be run."""
    words = command.split() if isinstance(command, str) else list(command or ())
    return bool(words) and shutil.which(words[0]) is not None


def _drawing(content: Graph, view: View, page: Page) -> Drawing:
    sort = SORTS[view.name]
    digest = hashlib.blake2b(view.docname.encode(), digest_size=4).hexdigest()
    return Drawing(
        content,
        f"tdd_{digest}_{view.number + 1}",
        view.options.get("caption") or word(sort.title),
        lambda box: [part for part in (box.id, box.title, _note(box, view, page)) if part],
        lambda box: _url(box, page),
        lambda box: _class(box, view),
        lambda edge: edge.text or word(sort.label),
        sort.sideways,
    )


def _note(box: Box, view: View, page: Page) -> str:
    """Return what is said of a node in short: what it is, where that is no matter of course."""
    if not box.docname:
        return _("(external)") if box.is_external else _("(not described)")
    if box.kind != view.kind:
        return f"({small(page.project.kinds[box.kind].title)})"
    return capital(box.note) if view.kind == "decision" else box.note


def _class(box: Box, view: View) -> str:
    if not box.docname:
        return "Unknown"
    if view.kind == "decision":
        return "".join(c for c in box.note.title() if c.isascii() and c.isalpha())
    return box.kind.title().replace("-", "")


def _url(box: Box, page: Page) -> str:
    """Return the way from the page to the record of a node, as a drawing has it."""
    if not box.docname or not page.is_html:
        return ""
    builder = page.builder
    if builder.name == "singlehtml":
        return f"#{box.anchor}"
    return f"{builder.get_relative_uri(page.docname, box.docname)}#{box.anchor}"


def _mermaid(drawing: Drawing, view: View, page: Page) -> Element:
    """Return the node of the extension for mermaid; what it is told of `alt` is HTML to it."""
    config: Config = page.builder.config
    front = json.dumps({"config": {**_CHARTS, **(getattr(config, "mermaid_config", None) or {})}})
    code = f"---\n{front}\n---\n{SORTS[view.name].chart(drawing)}"
    made: Element = import_module("sphinxcontrib.mermaid").mermaid()
    made["code"], made["options"], made["alt"] = code, {}, escape(drawing.title)
    return made


def _graphviz(drawing: Drawing, view: View, page: Page) -> Element:
    """Return the node of the extension for Graphviz; what it is told of `alt` is HTML to it."""
    config: Config = page.builder.config
    if page.is_html and config.graphviz_output_format == "svg":
        drawing = msgspec.structs.replace(drawing, url=lambda box: _url_in_file(box, page))
    made: Element = import_module("sphinx.ext.graphviz").graphviz()
    made["code"], made["options"] = dot(drawing), {"docname": page.docname}
    made["alt"] = escape(drawing.title)
    return made


def _url_in_file(box: Box, page: Page) -> str:
    """Return the way to a record as the extension wants it in a file of its own.

    It takes the way for one from the folder of the document, which is not that of the page where
    each page has a folder of its own.
    """
    builder = page.builder
    if not box.docname or builder.name == "dirhtml":
        return ""
    if builder.name == "singlehtml":
        return f"{builder.config.root_doc}.html#{box.anchor}"
    target = builder.get_target_uri(box.docname)
    return f"{relative_uri(page.docname, target)}#{box.anchor}"


# -- the same in words --------------------------------------------------------------------


def _in_words(content: Graph, view: View, page: Page) -> list[nodes.Node]:
    """Return what a drawing says, for those who do not see it, with ways to the records."""
    made = _list(content, view, page)
    if not page.is_html:
        return [_ways(content, page)]
    summary = escape(_("The drawing as a list"))
    opening = f'<details class="tdd-in-words"><summary>{summary}</summary>'
    raw = [nodes.raw("", text, format="html") for text in (opening, "</details>")]
    return [raw[0], made, raw[1]]


def _ways(content: Graph, page: Page) -> nodes.paragraph:
    """Return a line that leads to all records in a drawing."""
    line = nodes.paragraph("", _("In the drawing: "))
    boxes = [box for box in content.nodes if box.docname]
    for number, box in enumerate(boxes):
        line += [nodes.Text(", " if number else ""), _link(box, box.id or box.title, page)]
    return line


def _list(content: Graph, view: View, page: Page) -> nodes.bullet_list:
    """Return the nodes of a diagram as a list, below each what leads from it."""
    made, edges = nodes.bullet_list(bullet="-"), by_source(content)
    for number, box in enumerate(content.nodes):
        if number < content.own or number in edges:
            item = nodes.list_item("", _line(box, view, page))
            unread = content.unread[number] if number < content.own else ()
            below = [
                *(nodes.paragraph("", line) for line in box.lines),
                *_sentences(content, edges.get(number, ()), view, page),
                *(nodes.paragraph("", text) for text in unread),
            ]
            item += _below(below)
            made += item
    return made


def _below(lines: Sequence[nodes.paragraph]) -> list[nodes.bullet_list]:
    items = (nodes.list_item("", line) for line in lines)
    return [nodes.bullet_list("", *items, bullet="-")] if lines else []


def _line(box: Box, view: View, page: Page) -> nodes.paragraph:
    line = nodes.paragraph("", "", _link(box, box.name, page))
    note = _note(box, view, page)
    if note:
        line += nodes.Text(f" – {note}" if _is_own(box, view) else f" {note}")
    return line


def _is_own(box: Box, view: View) -> bool:
    return bool(box.docname) and box.kind == view.kind


def _link(box: Box, text: str, page: Page) -> nodes.Node:
    content = nodes.inline("", text)
    return to_place(box.docname, box.anchor, page.docname, content) if box.docname else content


def _sentences(
    content: Graph, edges: Iterable[Edge], view: View, page: Page
) -> Iterator[nodes.paragraph]:
    """Yield a line for each edge from a node; one for all those of a sentence."""
    by_text: dict[str, list[Edge]] = {}
    for place, edge in enumerate(edges):
        by_text.setdefault(edge.text or str(place), []).append(edge)
    for text, same in by_text.items():
        if same[0].text:
            yield _sentence(text, same, content, page)
        else:
            before, _name, after = word(SORTS[view.name].edge).partition("%(name)s")
            box = content.nodes[same[0].target]
            note = "" if _is_own(box, view) else f" {_note(box, view, page)}"
            end = nodes.Text(note + after)
            yield nodes.paragraph("", "", nodes.Text(before), _link(box, box.name, page), end)


def _sentence(text: str, edges: list[Edge], content: Graph, page: Page) -> nodes.paragraph:
    """Return a sentence in which each name leads to its record."""
    line, place = nodes.paragraph(), 0
    for edge in sorted(edges, key=lambda each: each.mention):
        start, end = edge.mention
        line += nodes.Text(text[place:start])
        line += _link(content.nodes[edge.target], text[start:end], page)
        place = end
    line += nodes.Text(text[place:])
    return line
