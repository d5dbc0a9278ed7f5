"""Terms of Sphinx's glossary made from records, so that `:term:` leads to them.

Several documents may define one term, each in its own section: the first one by docname is the
term of the project. That is known only when all documents are read, so terms are made then; while
one document is read, Sphinx would call the second one a duplicate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document
from sphinx.domains.std import make_glossary_term

from ..records.plain import plain_text

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from ..model.kind import Record
    from .domain import TddDomain
    from .project import Project

TERM = "term"
"""The type of Sphinx's objects, and the question in the domain's memo."""


def forget_terms(env: BuildEnvironment, domain: TddDomain) -> None:
    """Take our terms out of Sphinx's, before documents are read that may bring their own."""
    objects = env.domains.standard_domain.objects
    for title, place in domain.memo.pop(TERM, {}).items():
        if objects.get((TERM, title)) == place:
            del objects[TERM, title]


def note_terms(project: Project) -> None:
    """Make each definition a term of the glossary, unless the project has the term already."""
    made: dict[str, tuple[str, str]] = {}
    document = new_document("")
    objects = project.env.domains.standard_domain.objects
    for record in glossary(project):
        title = plain_text(record.title)
        if (TERM, title) not in objects:
            _note(project.env, record, title, document)
            made[title] = (record.docname, record.anchor)
    project.domain.memo[TERM] = made


def glossary(project: Project) -> list[Record]:
    """Return the records that are terms, by docname."""
    kinds = {record.kind for record in project.lookup.records}
    wanted = {name for name in kinds if name in project.kinds and project.kinds[name].glossary}
    return [record for record in project.lookup.records if record.kind in wanted]


def _note(env: BuildEnvironment, record: Record, title: str, document: nodes.document) -> None:
    """Note one term as if its document were read now: Sphinx asks the environment which it is."""
    before = env.current_document.docname
    env.current_document.docname = record.docname
    try:
        text = nodes.Text(title)
        make_glossary_term(env, [text], None, "", record.line, record.anchor, document)
    finally:
        env.current_document.docname = before
