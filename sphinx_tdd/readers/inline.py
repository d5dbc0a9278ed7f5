"""Inline content of a doctree as text: what a reader of the page reads, and its label.

Brackets that markup made (a citation, a link) are left out, so that brackets in the text are
ones that a writer left there.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from .labels import HARD, Line, line_of, merged, runs_of, shown_html
from .typography import usual

_LINKS = {"reference", "pending_xref", "footnote_reference", "citation_reference"}
_AS_WRITTEN = (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.problematic)
_SILENT = {"index", "target", "substitution_definition", "system_message", "image", "comment"}


def _characters(node: nodes.Text) -> str:
    """Return a text; escaped characters, which few texts have, carry a mark that has to go."""
    text = node.astext() if "\x00" in node else str.__str__(node)
    return text if isinstance(node.parent, _AS_WRITTEN) else usual(text)


def _pieces(node: nodes.Node, in_link: bool = False) -> Iterator[str]:
    if isinstance(node, nodes.Text):
        text = _characters(node)
        yield text.replace("[", "").replace("]", "") if in_link else text
    elif isinstance(node, nodes.raw):
        text = str(node.astext()).strip() if node.get("format") == "html" else ""
        yield shown_html(text)
    elif isinstance(node, nodes.Element) and node.tagname not in _SILENT:
        linked = in_link or node.tagname in _LINKS
        for child in node.children:
            yield from _pieces(child, linked)


def _text_of(node: nodes.Node) -> str:
    """Return the text of a piece of a paragraph, line breaks kept."""
    return _characters(node) if isinstance(node, nodes.Text) else "".join(_pieces(node))


def is_plain(node: nodes.Node) -> bool:
    """Whether a node holds text alone, as most do: that needs no walk."""
    children = node.children
    return len(children) == 1 and isinstance(children[0], nodes.Text)


def flatten(node: nodes.Node) -> str:
    """Return the text of a node, white space folded to single spaces."""
    if is_plain(node):
        return " ".join(_text_of(node.children[0]).split())
    return " ".join("".join(_pieces(node)).replace(HARD, " ").split())


def whole_style(node: nodes.Element) -> str:
    """Return "code" or "raw" where one code span or raw markup is all of `node`, else ""."""
    if is_plain(node):
        return ""
    children = [c for c in node.children if not (isinstance(c, nodes.Text) and not c.strip())]
    if len(children) == 1 and isinstance(children[0], nodes.literal):
        return "code"
    if children and all(isinstance(child, nodes.raw) for child in children):
        return "raw"
    return ""


def is_bold(node: nodes.Element) -> bool:
    """Whether one bold text is all of `node`."""
    children = [c for c in node.children if not (isinstance(c, nodes.Text) and not c.strip())]
    return len(children) == 1 and isinstance(children[0], nodes.strong)


def raw_text(node: nodes.Element) -> str:
    """Return raw HTML as written, with its text: what a bare `<Insert x>` in Markdown is."""
    found = [c for c in node.findall(nodes.raw) if c.get("format") == "html"]
    return " ".join("".join(str(c.astext()) for c in found).split())


def lines(node: nodes.Element) -> list[Line]:
    """Return the paragraph's text, split where a new label begins."""
    if is_plain(node):
        return [line_of(0, "", _text_of(node.children[0]))]
    pieces = ((isinstance(child, nodes.strong), _text_of(child)) for child in node.children)
    return merged(runs_of(pieces))
