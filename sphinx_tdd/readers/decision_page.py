"""The doctree of a document that is a decision, read into statements and parts.

Needs docutils alone: nodes that Sphinx made are known by their names. Quotes are read as writers
type them, whether or not a build made them typographic.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from docutils import nodes

from ..directives.marks import ROLE, TARGET
from ..model.outline import Outline
from ..model.titles import title_key
from ..records.decision_files import Page, Part
from ..records.statements import Statement, Target, from_front_matter, mark
from .typography import usual

FRONT = 60
"""How many lines the front matter may have for its lines to be known."""

XREF = "pending_xref"
"""The name of Sphinx's node for a reference that is not resolved yet."""

_DEPTH = 2
"""How deep below the title sections are asked."""

_NEW_LINE = re.compile(
    r"\n(?=[*_~]*[A-Z][\w -]{1,24}:"
    r"|(?:[Ss]uperse|[Aa]mend|[Rr]eplace|Accept|[Ee]rsetzt|[Rr]emplac))"
)
_SUFFIX = re.compile(r"\.(?:md|rst|html|txt)$")
_UNSEEN = (nodes.Invisible, nodes.raw, nodes.system_message, nodes.footnote_reference)


def read_page(
    docname: str, doctree: nodes.document, outline: Outline, head: Sequence[str], title: str
) -> Page:
    """Return what a document has that is to be read as a decision.

    Args:
        head: the first lines of its file, `FRONT` of them at least.
        title: its title, where it has several top headings or none.
    """
    tops = [node for node in doctree.children if isinstance(node, nodes.section)]
    root: nodes.Element = tops[0] if len(tops) == 1 else doctree
    reader = PageReader(docname, head)
    own = [*reader.own(doctree), *(reader.own(root) if root is not doctree else ())]
    first = next(root.findall(nodes.title), None) if root is not doctree else None
    if first is not None:
        title = first.astext()
    elif root is not doctree:
        title = outline.title
    return Page(
        docname,
        usual(title),
        outline.root.sections[0].line if outline.root.sections else 1,
        tops[0]["ids"][0] if tops and tops[0]["ids"] else "",
        "",
        dict(reader.front_matter(outline.metadata)),
        tuple(own),
        tuple(reader.parts(root, _DEPTH)),
    )


def texts_of(docname: str, doctree: nodes.document) -> Iterator[Part]:
    """Yield the sections of a page without what they say of the decision as a whole."""
    parts = PageReader(docname, ()).parts(doctree, _DEPTH)
    yield from (Part(part.titles, part.keys, (), part.texts) for part in parts)


class PageReader:
    """Reads one document.

    Args:
        head: the first lines of its file.
    """

    def __init__(self, docname: str, head: Sequence[str]) -> None:
        self.docname = docname
        self.head = head

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
        for name, value in metadata.items():
            # A name that docutils knows, such as "Status", is in small letters in a build.
            starts = (f"{name}:".casefold(), f":{name}:".casefold())
            at = (n for n, text in enumerate(self.head, 1) if text.casefold().startswith(starts))
            line = next(at, 0)
            written = self.head[line - 1].lstrip(":").partition(":")[2] if line else ""
            written = written.strip(" \n\"'")
            text = self._resolved(written) if "](" in written else value
            yield name, from_front_matter(text, line or 1)

    def _docname(self, target: str) -> str:
        """Return the document that a path leads to, from this document or the source folder."""
        path = _SUFFIX.sub("", target.partition("#")[0])
        return posixpath.normpath(posixpath.join(f"/{self.docname}", "..", path)).lstrip("/")

    def parts(self, root: nodes.Element, depth: int) -> Iterator[Part]:
        """Yield the sections below an element, outer before inner."""
        sections = [node for node in root.children if isinstance(node, nodes.section)]
        for node in sections:
            title = node.next_node(nodes.title)
            names = (usual(title.astext()) if title is not None else "", *node.get("names", ()))
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
        text = usual(between.join(self._text(node, links) for node in found))
        around = (*found[-1].findall(nodes.Element), *_above(found[0]))
        line = next((node.line for node in around if node.line), 0)
        for part in _NEW_LINE.split(text):
            yield Statement(" ".join(part.split()), line, tuple(links))

    def _text(self, node: nodes.Node, links: list[Target]) -> str:
        """Return the text of a node, with a mark for each link in it."""
        if isinstance(node, nodes.Text):
            return str(node)
        if _is_link(node):
            links.append(self._target(node))
            return mark(len(links) - 1)
        if isinstance(node, _UNSEEN):
            return "\n" if isinstance(node, nodes.raw) and "<br" in node.astext() else ""
        return "".join(self._text(child, links) for child in node.children)

    def _target(self, node: nodes.Element) -> Target:
        """Return where a link leads: to a document, a record by its name, or elsewhere."""
        text = " ".join(usual(node.astext()).split())
        if TARGET in node:
            return self._of_role(text, str(node[ROLE]), str(node[TARGET]))
        if isinstance(node, nodes.reference):
            uri = str(node.get("refuri") or node.get("refname", ""))
            if "://" in uri or uri.startswith("mailto:"):
                return Target(text, is_elsewhere=True)
            return Target(text, self._docname(uri) if uri else "")
        kind, target = node.get("reftype", ""), str(node.get("reftarget", ""))
        if node.get("refdomain") == "tdd":
            return Target(target)
        if node.get("refdomain") == "doc":  # MyST-Parser's: from the source folder
            return Target(text, target.lstrip("/"))
        return Target(text, self._docname(target) if kind in {"doc", "myst", "any"} else "")

    def _of_role(self, text: str, role: str, target: str) -> Target:
        """Return where a role leads that was read for its text."""
        if role.startswith("tdd:"):
            return Target(target)
        return Target(text, self._docname(target) if role in {"doc", "any"} else "")

    def _first(self, section: nodes.Element) -> Iterator[str]:
        """Yield the text of the first block of a section: a paragraph, or the items of a list."""
        blocks = (n for n in section.children if isinstance(n, nodes.paragraph | nodes.Sequential))
        first = next(blocks, None)
        if isinstance(first, nodes.paragraph):
            yield " ".join(usual(first.astext()).split())
        elif isinstance(first, nodes.bullet_list | nodes.enumerated_list):
            for item in first.children:
                yield " ".join(usual(item.astext()).split())


def _above(node: nodes.Node) -> Iterator[nodes.Element]:
    while node.parent is not None:
        node = node.parent
        yield node


def _is_link(node: nodes.Node) -> TypeGuard[nodes.Element]:
    """Whether a node leads somewhere, as a reference of docutils, of Sphinx or a role's text."""
    if not isinstance(node, nodes.Element):
        return False
    return isinstance(node, nodes.reference) or node.tagname == XREF or TARGET in node
