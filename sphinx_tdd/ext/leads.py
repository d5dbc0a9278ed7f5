"""Where the references in the texts of records lead.

Registers show these texts on other pages. What such a reference shows (the title of a document or
a section, the id of a record) may change while the text stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from ..records.lookup import face

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .domain import TddDomain
    from .excerpts import Excerpt

FROM = "tdd-from"
"""The attribute of a reference in an excerpt with the document that the text stands in."""

ANCHOR = "tdd-anchor"
"""The attribute of a reference with the place that it leads to, in its document."""

TITLE = "tdd-title"
"""The attribute of such a reference with what a reader sees who points at it."""

KINDS = "tdd-kinds"
"""The attribute of a reference with the kinds that its target may be of."""

Lead = tuple[str, str, str, str]
"""Of a reference: its domain and type, its target, the document it stands in."""

_TARGET = ("reftarget", "reftargetid")


def leads_in(excerpt: Excerpt) -> Iterator[Lead]:
    """Yield the references in an excerpt that are still to be resolved."""
    for part in excerpt:
        if not isinstance(part, str):
            tag, attributes, *children = part
            if tag == "pending_xref" and FROM in attributes:
                target = "#".join(filter(None, map(attributes.get, _TARGET)))
                domain, kind = attributes.get("refdomain") or "", attributes["reftype"]
                yield domain, kind, target, attributes[FROM]
            yield from leads_in(children)


class Leads:
    """What a page may show of what references lead to."""

    def __init__(self, env: BuildEnvironment, domain: TddDomain) -> None:
        self.env = env
        self.domain = domain

    def seen(self, lead: Lead) -> str:
        """Return all that may be seen of what a reference leads to, by whatever it is."""
        domain, kind, target, docname = lead
        kinds = (kind,) if domain == self.domain.name else tuple(sorted(self.domain.roles))
        records = [] if domain == "std" else list(self._records(kinds, target, docname))
        others = [] if domain == self.domain.name else list(self._of_sphinx(target))
        return repr((lead, records, others))

    def _records(self, kinds: tuple[str, ...], target: str, docname: str) -> Iterator[str]:
        for kind in kinds:
            record = self.domain.lookup.find_any((kind,), target, docname)
            if record is not None:
                yield face(record)

    def _of_sphinx(self, target: str) -> Iterator[object]:
        """Yield what Sphinx knows under a name: documents, labels, terms."""
        standard, titles = self.env.domains.standard_domain, self.env.titles
        name, _, part = target.partition("#")
        docname = name.strip("/").removesuffix(".md").removesuffix(".rst")
        if docname in titles:
            slugs = self.env.metadata[docname].get("myst_slugs", {}) if part else {}
            yield docname, titles[docname].astext(), slugs.get(part)
        key = target.lower()
        yield standard.labels.get(key), standard.anonlabels.get(key), self._terms.get(key)

    @cached_property
    def _terms(self) -> dict[str, list[object]]:
        found: dict[str, list[object]] = {}
        for (kind, title), place in self.env.domains.standard_domain.objects.items():
            if kind == "term":
                found.setdefault(title.lower(), []).append((title, place))
        return {key: sorted(places, key=repr) for key, places in found.items()}
