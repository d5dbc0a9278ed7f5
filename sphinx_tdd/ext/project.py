"""The project: all documents of a build together, once they are read.

What rests on all records at once (links, doubled ids, rules over records) is found out here, and
kept under a key of all that it rests on: a build in which nothing changed only makes the key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from .. import __version__
from ..derive.contracts import Contracts
from ..model.kind import Problem, Record
from ..model.report import DocumentReport, Sections
from ..model.template_library import Library
from ..project.decisions import broken_names
from ..project.records import Together, today, unmatched_views
from ..records.levels import Scale
from .banner import Banners
from .elsewhere import inventory, names_elsewhere
from .leads import Leads

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..directives.view import View
    from ..model.kind_library import KindLibrary
    from ..model.report import Report, TopRisk
    from ..model.settings import Settings
    from ..records.links import Links
    from ..records.lookup import Lookup
    from ..records.query import Item
    from .domain import TddDomain
    from .excerpts import Excerpt

Answer = TypeVar("Answer")
Content = TypeVar("Content")
Problems = Mapping[str, tuple[Problem, ...]]


class Project:
    """All documents together.

    Attributes:
        templates: the templates at hand.
        report: what the checks found; None until they are done.
        shown_key: a digest of all that any page, or file beside the pages, may show.
        template_of: the template that each document follows, by docname.
        first_of: the first page of the design over many that a page belongs to, by docname.
        contents: what each view shows, by docname and number, once it was asked for.
        leads: what may be seen of what references in texts lead to.
        banners: what is shown below the titles of documents; asked for once there is a report.
    """

    def __init__(
        self,
        env: BuildEnvironment,
        domain: TddDomain,
        settings: Settings,
        kinds: KindLibrary,
        builder: Builder,
    ) -> None:
        self.env = env
        self.domain = domain
        self.settings = settings
        self.kinds = kinds
        self.builder = builder
        self.scale = Scale(settings.risk_scale)
        self.today = today()
        self.templates = Contracts(Library(), Path())
        self.report: Report | None = None
        self.shown_key = ""
        self.template_of: Mapping[str, str] = {}
        self.first_of: Mapping[str, str] = {}
        self.contents: dict[tuple[str, int], Any] = {}
        self.leads = Leads(env, domain)
        self.banners = Banners(self)

    @cached_property
    def key(self) -> bytes:
        """A digest of everything that is found out about all records together."""
        digest = hashlib.blake2b(digest_size=16)
        basis = [__version__, self.settings, self.kinds.digest, self.today]
        digest.update(msgspec.msgpack.encode(basis))
        views = sorted(self.domain.views.items())
        asked = [view for _, each in views for view in each if view.patterns]
        if asked:
            digest.update(msgspec.msgpack.encode([sorted(self.env.all_docs), asked]))
        for part in (self.domain.records, self.domain.excerpts):
            for docname in sorted(part):
                digest.update(docname.encode() + b"\0" + part[docname])
        digest.update(msgspec.msgpack.encode(sorted(self.domain.information.items())))
        digest.update(msgspec.msgpack.encode(sorted(self.template_of.items())))
        digest.update(msgspec.msgpack.encode(sorted(self.first_of.items())))
        digest.update(self.domain.made_key)
        known = sorted({*self.domain.records, *self.domain.made.records})
        titles = [self.document(docname)["title"] for docname in known]
        digest.update(msgspec.msgpack.encode(titles))
        digest.update(msgspec.msgpack.encode(sorted(names_elsewhere(self.env))))
        return digest.digest()

    def memo(self, question: str, key: bytes, answer: Callable[[], Answer]) -> Answer:
        """Return what was found out under the same key, else find it out."""
        kept = self.domain.memo.get(question)
        if kept is None or kept[0] != key:
            kept = self.domain.memo[question] = (key, answer())
        return kept[1]

    # -- views ----------------------------------------------------------------------------

    def content(self, view: View, find_out: Callable[[Project, View], Content]) -> Content:
        """Return what a view shows; found out once a build."""
        key = (view.docname, view.number)
        if key not in self.contents:
            self.contents[key] = find_out(self, view)
        found: Content = self.contents[key]
        return found

    def place_of(self, name: str) -> tuple[str, str]:
        """Return the page and the anchor of a view that shows the whole project, "" for none."""
        for docname, views in sorted(self.domain.views.items()):
            for view in views:
                if view.name == name and not view.options.keys() - {"caption", "by", "depth"}:
                    return docname, f"tdd-{name}-{view.number + 1}"
        return "", ""

    # -- records --------------------------------------------------------------------------

    @property
    def lookup(self) -> Lookup:
        """The records, to be asked for by name or place."""
        return self.domain.lookup

    @cached_property
    def together(self) -> Together:
        """All records, and what they say of each other."""
        return Together(self.lookup, self.kinds, self.scale, self.today, self.document)

    @property
    def links(self) -> Links:
        """What the records say of each other."""
        return self.together.links

    @property
    def items(self) -> dict[str, list[Item]]:
        """All records by kind, each with all that may be asked of it, in the project's order."""
        return self.together.items

    def document(self, docname: str) -> dict[str, str]:
        """Return what can be asked of a document: its title, and what it says of itself.

        A page of a design over many has the template and the status of the design.
        """
        kept = self._documents.get(docname)
        if kept is None:
            title = self.env.titles[docname].astext() if docname in self.env.titles else docname
            first = self.first_of.get(docname, docname)
            said = dict(self.domain.said(first))
            if first != docname:
                own = self.domain.said(docname)
                said |= {name: value for name, value in own.items() if name != "status"}
            known = {**said, "title": title, "template": self.template_of.get(first, "")}
            kept = self._documents[docname] = known
        return kept

    @cached_property
    def _documents(self) -> dict[str, dict[str, str]]:
        return {}

    def shown(self, record: Record) -> dict[str, Excerpt]:
        """Return the fields of a record whose text on its page is not what the writer gave."""
        if record.docname not in self._shown:
            from .excerpts import give

            data = self.domain.excerpts.get(record.docname, b"")
            self._shown[record.docname] = give(data)
        return self._shown[record.docname].get(record.anchor, {})

    @cached_property
    def _shown(self) -> dict[str, dict[str, dict[str, Excerpt]]]:
        return {}

    @cached_property
    def reported(self) -> bytes:
        """All that the checks found, as bytes, to tell whether what shows it is stale."""
        if self.report is None:
            return b""
        used = sorted({each.template for each in self.report.documents if each.template})
        digests = [self.templates.digest_named(name) for name in used]
        found = self.report
        return msgspec.msgpack.encode([found.documents, found.findings, found.templates, digests])

    def bare_report(self, docname: str) -> DocumentReport:
        """Return the report on a document that nothing is to be said of."""
        return DocumentReport(
            docname=docname,
            path="",
            title=self.document(docname)["title"],
            template=None,
            status=None,
            sections=Sections(),
            risk=self.risks().get(docname),
        )

    # -- what is wrong --------------------------------------------------------------------

    def problems(self) -> Problems:
        """Return, by docname, what is wrong with records in the light of all the others."""
        return self.memo("problems", self.key, self._problems)

    def _problems(self) -> Problems:
        views = (view for _, each in sorted(self.domain.views.items()) for view in each)
        broken = broken_names(self.domain.made, self.lookup, self.is_elsewhere)
        more = (*unmatched_views(views, self.env.all_docs), *broken)
        return self.together.problems(self.settings.severity, self.is_elsewhere, more)

    def risks(self) -> Mapping[str, TopRisk]:
        """Return, by docname, the open record of the highest level."""
        return self.memo("risks", self.key, self._risks)

    def _risks(self) -> Mapping[str, TopRisk]:
        of = self.domain.records_of
        return self.together.risks({docname: of(docname) for docname in self.domain.records})

    def is_elsewhere(self, kind: str, name: str) -> bool:
        """Whether a project that intersphinx knows has a record of a kind under a name."""
        return name in self._inventory.get(f"tdd:{kind}", ())

    @cached_property
    def _inventory(self) -> Mapping[str, Iterable[str]]:
        return inventory(self.env)
