"""What others say of a document that is a decision, below its title: what it was superseded by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..directives.words import word
from .domain import domain_of
from .transforms import lines_back
from .view_nodes import to_record

if TYPE_CHECKING:
    from ..model.kind import Record
    from .project import Project


class Standing(SphinxPostTransform):
    """Shows below the title of a document that is a decision which others name it."""

    default_priority = 5  # before Sphinx resolves references at 10: it resolves these too

    def run(self, **kwargs: Any) -> None:
        """Add the lines to the documents of the page that are decisions."""
        domain = domain_of(self.env)
        if domain.project is None or not domain.made.records:
            return
        for docname, root in documents_on(self.document, self.env.current_document.docname):
            record = domain.made.records.get(docname)
            section = root.next_node(nodes.section) if record is not None else None
            if record is not None and section is not None:
                lines = list(_lines(domain.project, domain.made.records[docname]))
                at = 1 if isinstance(section.children[0], nodes.title) else 0
                section.insert(at, lines)


def documents_on(document: nodes.document, docname: str) -> Iterator[tuple[str, nodes.Element]]:
    """Yield the documents on a page by docname; builders of one page have several on it."""
    yield docname, document
    for node in document.findall(nodes.Element):
        if node.tagname == "start_of_file" and "docname" in node:
            yield node["docname"], node


def _lines(project: Project, record: Record) -> Iterator[nodes.paragraph]:
    ways = project.links.back.get((record.docname, record.anchor), ())
    yield from lines_back(ways, record.docname, project)
    others = list(superseded(project, record.docname))
    if others:
        # Imported late: a build in which nothing changed writes no page.
        from .names import name_of

        head = word(project.kinds[record.kind].by_name["supersedes"].heading)
        line = nodes.paragraph("", "", nodes.strong("", f"{head}:"), nodes.Text(" "))
        line["classes"].append("tdd-back")
        for number, other in enumerate(others):
            line += nodes.Text(", ") if number else []
            name = name_of(project, other)
            line += to_record(other, record.docname, name.text, name.title)
        yield line


def superseded(project: Project, docname: str) -> Iterator[Record]:
    """Yield what the decision that a document is supersedes, as the others say themselves."""
    record = project.domain.made.records.get(docname)
    for name in project.domain.made.more(record) if record is not None else ():
        found = project.lookup.find_any((record.kind,), name, docname) if record else None
        if found is not None:
            yield found
