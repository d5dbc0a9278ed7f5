"""Where the references in the texts of records lead.

Registers show these texts on other pages. What such a reference shows (the title of a document or
a section, the id of a record) may change while the text stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..records.lookup import face

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .excerpts import Excerpt
    from .project import Project

FROM = "tdd-from"
"""The attribute of a reference in an excerpt with the document that the text stands in."""

ANCHOR = "tdd-anchor"
"""The attribute of a reference with the place that it leads to, in its document."""

TITLE = "tdd-title"
"""The attribute of such a reference with what a reader sees who points at it."""

Lead = tuple[str, str, str]
"""Of a reference: its domain (or what stands there), its target, the document it stands in."""


def leads_in(excerpt: Excerpt) -> Iterator[Lead]:
    """Yield the references in an excerpt that are still to be resolved."""
    for part in excerpt:
        if not isinstance(part, str):
            tag, attributes, *children = part
            if tag == "pending_xref" and FROM in attributes:
                target = "#".join(filter(None, map(attributes.get, _TARGET)))
                yield attributes.get("refdomain") or "", target, attributes[FROM]
            yield from leads_in(children)


_TARGET = ("reftarget", "reftargetid")


def seen(project: Project, lead: Lead) -> str:
    """Return all that a page may show of what a reference leads to."""
    domain, target, docname = lead
    kinds = sorted(project.domain.roles)
    records = (project.lookup.find_any((kind,), target, docname) for kind in kinds)
    found = [face(record) for record in records if record is not None]
    return repr((lead, found, [] if domain == "tdd" else list(_of_sphinx(project.env, target))))


def _of_sphinx(env: BuildEnvironment, target: str) -> Iterator[object]:
    """Yield what Sphinx knows under a name: documents, labels, terms."""
    standard = env.domains.standard_domain
    name, _, part = target.partition("#")
    docname = name.strip("/").removesuffix(".md").removesuffix(".rst")
    if docname in env.titles:
        slugs = env.metadata[docname].get("myst_slugs") if part else None
        yield docname, env.titles[docname].astext(), slugs
    key = target.lower()
    yield standard.labels.get(key), standard.anonlabels.get(key)
    for (kind, title), place in standard.objects.items():
        if title.lower() == key:
            yield kind, title, place
