"""The doctree of a document that is a decision, read into statements and parts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from docutils import nodes
from sphinx import addnodes
from sphinx.util import docname_join

from ..model.outline import Outline, decode
from ..model.titles import title_key
from ..records.decision_files import Page, Part
from ..records.statements import Statement, Target, from_front_matter, mark
from .domain import OUTLINE

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_FRONT = 60
"""How many lines the front matter may have for its lines to be known."""

_DEPTH = 2
"""How deep below the title sections are asked."""

_NEW_LINE = re.compile(
    r"\n(?=[*_~]*[A-Z][\w -]{1,24}:"
    r"|(?:[Ss]uperse|[Aa]mend|[Rr]eplace|Accept|[Ee]rsetzt|[Rr]emplac))"
)
_SUFFIX = re.compile(r"\.(?:md|rst|html|txt)$")
_UNSEEN = (nodes.Invisible, nodes.raw, nodes.system_message, nodes.footnote_reference)


_ORIGINAL = "tdd_original_page"
"""Where a translated document holds what its original says."""


def page_of(env: BuildEnvironment, docname: str, id_: str, others: Sequence[str] = ()) -> Page:
    """Return what a document has that is to be read as a decision.

    Args:
        id_: the id that the document says it has, or "".
        others: its other pages, where it has several: of these the texts count.
    """
    doctree = env.get_doctree(docname)
    page = _page(env, docname, doctree, decode(getattr(doctree, OUTLINE)))
    kept = getattr(doctree, _ORIGINAL, None)
    if kept is not None:
        page = page.said_by(msgspec.msgpack.decode(kept, type=Page))
    more = (part for name in others for part in _texts_of(env, name))
    return msgspec.structs.replace(page, id=id_, parts=(*page.parts, *more))


def _texts_of(env: BuildEnvironment, docname: str) -> Iterator[Part]:
    """Yield the sections of a page without what they say of the decision as a whole."""
    parts = _Reader(env, docname).parts(env.get_doctree(docname), _DEPTH)
    yield from (msgspec.structs.replace(part, statements=()) for part in parts)


def keep_original(
    env: BuildEnvironment, doctree: nodes.document, original: nodes.document, outline: Outline
) -> None:
    """Keep with a translated document what its original says."""
    page = _page(env, env.docname, original, outline)
    setattr(doctree, _ORIGINAL, msgspec.msgpack.encode(page))


def _page(env: BuildEnvironment, docname: str, doctree: nodes.document, outline: Outline) -> Page:
    tops = [node for node in doctree.children if isinstance(node, nodes.section)]
    root: nodes.Element = tops[0] if len(tops) == 1 else doctree
    reader = _Reader(env, docname)
    head = [*reader.own(doctree), *(reader.own(root) if root is not doctree else ())]
    title = next(root.findall(nodes.title), None) if root is not doctree else env.titles[docname]
    return Page(
        docname,
        title.astext() if title is not None else outline.title,
        outline.root.sections[0].line if outline.root.sections else 1,
        tops[0]["ids"][0] if tops and tops[0]["ids"] else "",
        "",
        dict(reader.front_matter(outline.metadata)),
        tuple(head),
        tuple(reader.parts(root, _DEPTH)),
    )


class _Reader:
    """Reads one document."""

    def __init__(self, env: BuildEnvironment, docname: str) -> None:
        self.env = env
        self.docname = docname

    def _resolved(self, value: str) -> str:
        """Return a value of the front matter with docnames in its Markdown links."""

        def docname(found: re.Match[str]) -> str:
            target = found[2] if "://" in found[2] else self._docname(found[2])
            return f"[{found[1]}]({target})"

        return re.sub(r"\[([^\[\]]{1,200})\]\(([^()\s]{1,300})\)", docname, value)

    def front_matter(self, metadata: Mapping[str, str]) -> Iterator[tuple[str, Statement]]:
        """Yield what the front matter gives, by name: with its line, and the links in it.

        Both stand in the source alone: parsers keep the words of the values.
        """
        with Path(self.env.doc2path(self.docname)).open(
            encoding="utf-8", errors="replace"
        ) as file:
            head = [line for line, _ in zip(file, range(_FRONT), strict=False)]
        for name, value in metadata.items():
            starts = (f"{name}:", f":{name}:")
            at = (n for n, line in enumerate(head, 1) if line.startswith(starts))
            line = next(at, 0)
            written = head[line - 1].partition(f"{name}:")[2].strip(" \n\"'") if line else ""
            text = self._resolved(written) if "](" in written else value
            yield name, from_front_matter(text, line or 1)

    def _docname(self, target: str) -> str:
        """Return the document that a path leads to, from this document or the source folder."""
        path = _SUFFIX.sub("", target.partition("#")[0])
        return posixpath.normpath(docname_join(self.docname, path)).lstrip("/")

    def parts(self, root: nodes.Element, depth: int) -> Iterator[Part]:
        """Yield the sections below an element, outer before inner."""
        sections = [node for node in root.children if isinstance(node, nodes.section)]
        for node in sections:
            title = node.next_node(nodes.title)
            names = (title.astext() if title is not None else "", *node.get("names", ()))
            own = tuple(self.own(node))
            yield Part(names, frozenset(map(title_key, names)), own, tuple(self._first(node)))
        for node in sections if depth > 1 else ():
            yield from self.parts(node, depth - 1)

    def own(self, root: nodes.Element) -> Iterator[Statement]:
        """Yield the statements in an element, those in its sections left out."""
        for node in root.children:
            if isinstance(node, nodes.section | nodes.title | nodes.literal_block):
                continue
            if isinstance(node, nodes.field | nodes.definition_list_item | nodes.row):
                yield from self._pair(node)
            elif isinstance(node, nodes.paragraph | nodes.line):
                yield from self._statements([node])
            elif isinstance(node, nodes.Element) and not isinstance(node, _UNSEEN):
                # What a directive of ours made says what it says by itself.
                yield from () if node.get("tdd-kind") else self.own(node)

    def _pair(self, node: nodes.Element) -> Iterator[Statement]:
        """Yield a label with its text, as one statement; a row of more cells each by itself."""
        cells = [cell for cell in node.children if isinstance(cell, nodes.Element)]
        terms = [cell for cell in cells if cell.astext().strip()]
        if len(terms) == 2:
            yield from self._statements(terms, ": ")
        else:
            for cell in terms:
                yield from self.own(cell)

    def _statements(self, found: list[nodes.Element], between: str = "") -> Iterator[Statement]:
        links: list[Target] = []
        text = between.join(self._text(node, links) for node in found)
        around = (*found[-1].findall(nodes.Element), *_above(found[0]))
        line = next((node.line for node in around if node.line), 0)
        for part in _NEW_LINE.split(text):
            yield Statement(" ".join(part.split()), line, tuple(links))

    def _text(self, node: nodes.Node, links: list[Target]) -> str:
        """Return the text of a node, with a mark for each link in it."""
        if isinstance(node, nodes.Text):
            return str(node)
        if isinstance(node, nodes.reference | addnodes.pending_xref):
            links.append(self._target(node))
            return mark(len(links) - 1)
        if isinstance(node, _UNSEEN):
            return "\n" if isinstance(node, nodes.raw) and "<br" in node.astext() else ""
        return "".join(self._text(child, links) for child in node.children)

    def _target(self, node: nodes.Element) -> Target:
        """Return where a link leads: to a document, a record by its name, or elsewhere."""
        text = " ".join(node.astext().split())
        if isinstance(node, nodes.reference):
            uri = str(node.get("refuri", ""))
            if "://" in uri or uri.startswith("mailto:"):
                return Target(text, is_elsewhere=True)
            return Target(text, self._docname(uri) if uri else "")
        kind, target = node.get("reftype", ""), str(node.get("reftarget", ""))
        if node.get("refdomain") == "tdd":
            return Target(target)
        if node.get("refdomain") == "doc":  # MyST-Parser's: from the source folder
            return Target(text, target.lstrip("/"))
        return Target(text, self._docname(target) if kind in {"doc", "myst", "any"} else "")

    def _first(self, section: nodes.Element) -> Iterator[str]:
        """Yield the text of the first block of a section: a paragraph, or the items of a list."""
        blocks = (n for n in section.children if isinstance(n, nodes.paragraph | nodes.Sequential))
        first = next(blocks, None)
        if isinstance(first, nodes.paragraph):
            yield " ".join(first.astext().split())
        elif isinstance(first, nodes.bullet_list | nodes.enumerated_list):
            for item in first.children:
                yield " ".join(item.astext().split())


def _above(node: nodes.Node) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield node
