"""Diagrams as text that a program draws: mermaid's and Graphviz's.

Words of writers can mean nothing to either: all but letters, digits and spaces is written by its
number for mermaid, and stands in quotes for Graphviz. Nodes are called by their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from textwrap import wrap

import msgspec

from .graph import Edge, Graph, Node

_WIDE = 30
"""How many characters a line in a drawing has."""


class Drawing(msgspec.Struct, frozen=True):
    """A graph with all that is needed to draw it.

    Attributes:
        name: its name among the drawings of a page: letters, digits and underscores.
        title: what it shows, in words.
        words: the words of a node, a text for each line.
        url: where a node leads, "" for nowhere.
        classes: the class of a node: letters and digits, "" for none.
        edge: the words on an edge.
    """

    graph: Graph
    name: str
    title: str
    words: Callable[[Node], list[str]]
    url: Callable[[Node], str]
    classes: Callable[[Node], str]
    edge: Callable[[Edge], str]
    sideways: bool = False


FAINT = ("Rejected", "Deprecated", "Superseded", "Unknown")
"""The classes of the nodes that are drawn with a broken line."""

# -- mermaid ------------------------------------------------------------------------------

_SHAPES: Mapping[str, tuple[str, str]] = {
    "component": ("[", "]"),
    "decision": ("[", "]"),
    "integration": ("([", "])"),
    "technology": ("{{", "}}"),
    "entity": ("[(", ")]"),
    "environment": ("[[", "]]"),
}
_ROUND = ("(", ")")
_MARKUP = frozenset("_*~$`\\:")
_APART = "#65279;"
"""A space without width, by its number: next to it, a sign of Markdown is that sign alone."""

_AT_START = "#8288;"
"""A joiner without width: after it, nothing begins a list or a heading of Markdown."""


def flowchart(drawing: Drawing) -> str:
    """Return boxes with arrows between them, as mermaid reads them."""
    lines = [f"flowchart {'LR' if drawing.sideways else 'TB'}", *_title(drawing)]
    for number, node in enumerate(drawing.graph.nodes):
        opening, closing = _SHAPES.get(node.kind, _ROUND) if node.docname else ("[", "]")
        text = "<br/>".join(_in_markdown(each) for each in drawing.words(node))
        lines.append(f'    n{number}{opening}"{text}"{closing}')
    for edge in drawing.graph.edges:
        text = drawing.edge(edge)
        label = f'|"{for_mermaid(text)}"|' if text else ""
        lines.append(f"    n{edge.source} -->{label} n{edge.target}")
    return "\n".join([*lines, *_links(drawing), *_classes(drawing)]) + "\n"


def class_diagram(drawing: Drawing) -> str:
    """Return boxes that hold lines, with arrows that say how many, as mermaid reads them."""
    lines = ["classDiagram", *_title(drawing)]
    for number, node in enumerate(drawing.graph.nodes):
        text = for_mermaid(" ".join(drawing.words(node)))
        held = "".join(f"\n        {for_mermaid(each)}" for each in node.lines)
        lines.append(f'    class n{number}["{text}"]' + (f" {{{held}\n    }}" if held else ""))
    for edge in drawing.graph.edges:
        own, other = (f' "{for_mermaid(end)}"' if end else "" for end in edge.ends)
        text = drawing.edge(edge)
        label = f" : {for_mermaid(text)}" if text else ""
        lines.append(f"    n{edge.source}{own} -->{other} n{edge.target}{label}")
    return "\n".join([*lines, *_links(drawing)]) + "\n"


def for_mermaid(text: str) -> str:
    """Return a text in which nothing is part of mermaid's language, nor of HTML's."""
    return "".join(_by_number(c) for c in " ".join(text.split()))


def _in_markdown(text: str) -> str:
    """Return a text for a label that mermaid takes for Markdown."""
    words = " ".join(text.split())
    shown = "".join(_by_number(c) + (_APART if c in _MARKUP else "") for c in words)
    return shown if words[:1].isalpha() else _AT_START + shown


def _by_number(character: str) -> str:
    return character if _is_plain(character) else f"#{ord(character)};"


def _is_plain(character: str) -> bool:
    return character == " " or character.isalnum()


def _title(drawing: Drawing) -> list[str]:
    words = "".join(c if _is_plain(c) else " " for c in drawing.title)
    return [f"    accTitle: {' '.join(words.split())}"] if words.strip() else []


def _links(drawing: Drawing) -> Iterator[str]:
    for number, node in enumerate(drawing.graph.nodes):
        url = drawing.url(node)
        if url:
            safe = url.replace('"', "%22").replace(";", "%3B").replace(" ", "%20")
            # A path that says that it is relative is not searched for the name of a protocol.
            lead = "" if safe.startswith(("#", ".", "/")) else "./"
            yield f'    click n{number} href "{lead}{safe}"'


def _classes(drawing: Drawing) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for number, node in enumerate(drawing.graph.nodes):
        found.setdefault(drawing.classes(node), []).append(f"n{number}")
    for name, names in found.items():
        if name:
            yield f"    class {','.join(names)} tdd{name}"
            if name in FAINT:
                yield f"    classDef tdd{name} stroke-dasharray: 5 4"


# -- Graphviz -----------------------------------------------------------------------------

_DOT_SHAPES: Mapping[str, str] = {
    "integration": "ellipse",
    "technology": "hexagon",
    "entity": "cylinder",
    "environment": "folder",
}
_DOT_NODE = 'shape=box fontname="Helvetica" fontsize=11 margin="0.15,0.08"'
_DOT_EDGE = 'fontname="Helvetica" fontsize=9'


def dot(drawing: Drawing) -> str:
    """Return a graph as Graphviz reads it."""
    direction = "LR" if drawing.sideways else "TB"
    lines = [f"digraph {drawing.name} {{", f"  rankdir={direction}"]
    lines += [f"  node [{_DOT_NODE}]", f"  edge [{_DOT_EDGE}]"]
    for number, node in enumerate(drawing.graph.nodes):
        lines.append(f"  n{number} [{_settings(_dot_node(drawing, number, node))}]")
    for edge in drawing.graph.edges:
        lines.append(f"  n{edge.source} -> n{edge.target} [{_settings(_dot_edge(drawing, edge))}]")
    return "\n".join([*lines, "}"]) + "\n"


def _dot_node(drawing: Drawing, number: int, node: Node) -> Iterator[tuple[str, str]]:
    words = [line for text in drawing.words(node) for line in _wrapped(text)]
    if node.lines:
        head = "\\n".join(_in_record(each) for each in words)
        rows = "".join(f"{_in_record(line)}\\l" for each in node.lines for line in _wrapped(each))
        yield "shape", "record"
        yield "label", f"{{{head}|{rows}}}"
    else:
        yield "shape", _DOT_SHAPES.get(node.kind, "box") if len(drawing.words(node)) > 1 else "box"
        yield "label", "\\n".join(for_dot(each) for each in words)
    yield "id", f"{drawing.name}_{number}"
    if drawing.classes(node) in FAINT:
        yield "style", "dashed"
    if url := drawing.url(node):
        yield "URL", for_dot(url)
        yield "target", "_top"
        yield "tooltip", for_dot(node.name)


def _dot_edge(drawing: Drawing, edge: Edge) -> Iterator[tuple[str, str]]:
    text = drawing.edge(edge)
    if text:
        yield "label", "\\n".join(for_dot(each) for each in _wrapped(text))
    for name, end in zip(("taillabel", "headlabel"), edge.ends, strict=True):
        if end:
            yield name, for_dot(end)


def _settings(pairs: Iterable[tuple[str, str]]) -> str:
    return " ".join(f'{name}="{value}"' for name, value in pairs)


def _wrapped(text: str) -> list[str]:
    return wrap(" ".join(text.split()), _WIDE) or [""]


def for_dot(text: str) -> str:
    """Return a text that can stand between quotes: no sign in it ends or changes a label."""
    words = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return "".join(c for c in words if c.isprintable() or c == " ")


def _in_record(text: str) -> str:
    """Return a text that can stand in a field of a record."""
    return "".join(f"\\{c}" if c in "{}|<>" else c for c in for_dot(text))
