"""The text of records as pages show it, kept as plain data so that other pages can show it too.

It is taken from the doctree once that is whole: translated, with its typographic quotes, its
references still to be resolved. Only what differs from the text that the writer gave is kept.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from docutils import nodes
from sphinx import addnodes

from ..directives.marks import COLUMNS, FIELD
from ..model.kind import Record
from .leads import FROM
from .view_nodes import to_place

LABEL = "tdd-label"
"""The attribute of a label that is set before a field's text."""

Excerpt = list[Any]
"""Nodes as plain data: each a text, or a list of a tag, attributes and children."""

Excerpts = dict[str, dict[str, Excerpt]]
"""The excerpts of a document's records, by anchor and field."""

_TAGS: dict[str, type[nodes.Element]] = {
    cls.__name__: cls
    for cls in (
        nodes.paragraph, nodes.bullet_list, nodes.enumerated_list, nodes.list_item, nodes.emphasis,
        nodes.strong, nodes.literal, nodes.inline, nodes.reference, nodes.subscript,
        nodes.superscript, nodes.math, nodes.literal_block, nodes.line_block, nodes.line,
        nodes.title_reference, nodes.abbreviation, nodes.definition_list, nodes.definition,
        nodes.definition_list_item, nodes.term, addnodes.pending_xref,
    )
}  # fmt: skip
"""The nodes that are kept; of all others their text."""

_DROPPED = (nodes.raw, nodes.target, nodes.system_message, addnodes.index, nodes.comment)
_KEPT_IN_NODES = frozenset({"classes", "refuri", "bullet", "enumtype", "language", "xml:space"})
_NOT_OF_REFERENCES = frozenset({"ids", "names", "dupnames", "backrefs", "refdoc", "reflocalid"})


def take(document: nodes.document, records: Sequence[Record]) -> Excerpts:
    """Return what a page shows of its records, by anchor and field."""
    found: Excerpts = {}
    for record in records:
        shown = {
            name: excerpt
            for name, content in _fields(document.ids.get(record.anchor))
            if (excerpt := _excerpt(content, name, record)) is not None
        }
        if shown:
            found[record.anchor] = shown
    return found


def pack(excerpts: Excerpts) -> bytes:
    """Return excerpts as bytes, b"" for none."""
    return zlib.compress(msgspec.msgpack.encode(excerpts), 1) if excerpts else b""


def give(data: bytes) -> Excerpts:
    """Return what `pack` made into bytes."""
    return msgspec.msgpack.decode(zlib.decompress(data)) if data else {}


def _fields(place: nodes.Element | None) -> Iterator[tuple[str, list[nodes.Node]]]:
    """Yield the fields that are shown at a record's place, with their nodes."""
    if isinstance(place, nodes.target):
        row = place.parent.parent.parent
        table = row.parent.parent.parent
        for name, cell in zip(table.get(COLUMNS, ()), row.children, strict=False):
            yield name, [n for n in cell.children if not _is_lead(n)]
    elif place is not None:
        shown: dict[str, list[nodes.Node]] = {}
        for child in place.children:
            if isinstance(child, nodes.Element) and FIELD in child:
                shown.setdefault(child[FIELD], []).append(child)
        yield from shown.items()


def _is_lead(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and "tdd-lead" in node["classes"]


def _excerpt(content: list[nodes.Node], name: str, record: Record) -> Excerpt | None:
    """Return nodes as plain data; None where they show the text that was given, or nothing."""
    kept = (node for node in content if not isinstance(node, _DROPPED))
    excerpt = [_plain(node, record.docname) for node in kept]
    if excerpt and _has_label(content[0]):
        excerpt[0][2:4] = []
        excerpt = excerpt if excerpt[0][2:] else excerpt[1:]
    given = record.fields.get(name)
    if not excerpt or (isinstance(given, str) and excerpt == [["paragraph", {}, given]]):
        return None
    return excerpt


def _plain(node: nodes.Node, docname: str) -> Any:
    if isinstance(node, nodes.Text):
        return str(node)
    if not isinstance(node, nodes.Element):
        return ""
    tag = type(node).__name__
    if tag in _TAGS:
        kept = (child for child in node.children if not isinstance(child, _DROPPED))
        children = [_plain(child, docname) for child in kept]
        if isinstance(node, nodes.reference) and not node.get("refuri"):
            return _inside(node, docname, children)
        return [tag, _attributes(node, docname), *children]
    text = " ".join(str(node.get("alt") or node.astext()).split())
    return text if isinstance(node, nodes.Inline) else ["paragraph", {}, text]


def _inside(node: nodes.reference, docname: str, children: list[Any]) -> Any:
    """Return a reference to a place in its own document as one that any page may have."""
    content = ["inline", {}, *children]
    if not node.get("refid"):
        return content
    reference = to_place(docname, node["refid"], docname, nodes.inline())
    return ["pending_xref", _attributes(reference, docname), content]


def _has_label(node: nodes.Node) -> bool:
    """Whether a field's first paragraph begins with the label that was set before its text."""
    first = node.children[0] if isinstance(node, nodes.paragraph) and node.children else None
    return isinstance(first, nodes.strong) and LABEL in first


def _attributes(node: nodes.Element, docname: str) -> dict[str, Any]:
    """Return what is kept of a node's attributes: of a reference, all that resolves it."""
    if isinstance(node, addnodes.pending_xref):
        kept = {k: v for k, v in node.attributes.items() if k not in _NOT_OF_REFERENCES}
        kept = {k: v for k, v in _absolute(node, kept).items() if _is_plain(v) and v != []}
        # What is wrong with a reference is told of the page that it was written in.
        return {**kept, "refwarn": False, FROM: docname}
    return {k: v for k, v in node.attributes.items() if k in _KEPT_IN_NODES and v}


def _is_plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(isinstance(part, str) for part in value)
    return value is None or isinstance(value, str | int | bool)


def _absolute(node: addnodes.pending_xref, kept: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes of a reference that means the same on every page."""
    if node.get("reftype") == "doc" and not str(node["reftarget"]).startswith("/"):
        folder = str(node.get("refdoc", "")).rpartition("/")[0]
        kept["reftarget"] = _joined(folder, str(node["reftarget"]))
    return kept


def _joined(folder: str, target: str) -> str:
    parts: list[str] = []
    for part in (*folder.split("/"), *target.split("/")):
        if part == "..":
            del parts[-1:]
        elif part not in {"", "."}:
            parts.append(part)
    return "/" + "/".join(parts)


def rebuild(excerpt: Excerpt, docname: str) -> list[nodes.Node]:
    """Return nodes again, to be shown on a page."""
    return [_node(part, docname) for part in excerpt]


def _node(part: Any, docname: str) -> nodes.Node:
    if isinstance(part, str):
        return nodes.Text(part)
    tag, attributes, *children = part
    node = _TAGS[tag](**attributes)
    node += [_node(child, docname) for child in children]
    if isinstance(node, addnodes.pending_xref):
        node["refdoc"] = docname
    return node


def text_of(excerpt: Excerpt) -> str:
    """Return the words of an excerpt on one line; blocks are set apart by spaces."""
    return " ".join("".join(_words(excerpt)).split())


def _words(excerpt: Excerpt) -> Iterator[str]:
    for part in excerpt:
        if isinstance(part, str):
            yield part
        else:
            block = not issubclass(_TAGS[part[0]], nodes.Inline)
            yield " " if block else ""
            yield from _words(part[2:])
            yield " " if block else ""
