"""Which pages are to be written again, since what they show of others is another by now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..records.lookup import face
from .domain import ANY, GLOSSARY
from .views import digest

if TYPE_CHECKING:
    from .domain import TddDomain
    from .project import Project
    from .unwritten import Unwritten


def stale(domain: TddDomain, project: Project, unwritten: Unwritten) -> list[str]:
    """Return the documents that show what has changed since they were last written.

    What is shown now is kept for each output folder by itself: builders may share one environment
    and write at different times.
    """
    place = unwritten.place
    key, question = _key(domain, project), f"shown {place}"
    project.shown_key = key.hex()
    changed = unwritten.left()
    for docname, places in domain.read_again.items():
        if place in places:
            places.discard(place)
            changed.add(docname)
    if domain.memo.get(question) != key:
        domain.memo[question] = key
        changed |= set(_changed(domain, project, place))
    changed &= project.env.all_docs.keys()
    unwritten.begin(changed)
    return sorted(changed)


def _changed(domain: TddDomain, project: Project, place: str) -> Iterator[str]:
    """Yield the documents that show what they did not when they were written, or that are new."""
    for docname in domain.shown.keys() - project.env.all_docs.keys():
        del domain.shown[docname]
        domain.read_again.pop(docname, None)
    known = {*domain.references, *domain.records, *domain.views, *domain.shown}
    known |= {*domain.made.records} | project.banners.docnames
    for docname in sorted(known):
        now = _digest(domain, project, docname)
        shown = domain.shown.setdefault(docname, {})
        if shown.get(place) != now:
            shown[place] = now
            yield docname


def _key(domain: TddDomain, project: Project) -> bytes:
    """Return a digest of all that any page may show of others."""
    digest_of = hashlib.blake2b(project.key, digest_size=16)
    if domain.views or project.banners.shown:
        digest_of.update(project.reported)
        digest_of.update(repr(project.banners.said).encode())
    if domain.views:
        titles = project.env.titles
        for docname in sorted(titles):
            digest_of.update(f"{docname}\0{titles[docname].astext()}\0".encode())
        for name in sorted(set(project.template_of.values())):
            digest_of.update(project.templates.digest_named(name))
        for docname in sorted(domain.leads):
            for lead in sorted(domain.leads[docname]):
                digest_of.update(project.leads.seen(lead).encode())
    for docname in sorted(domain.references):
        digest_of.update(repr((docname, sorted(domain.references[docname]))).encode())
    digest_of.update(repr(sorted(domain.views.items())).encode())
    return digest_of.digest()


def _digest(domain: TddDomain, project: Project, docname: str) -> bytes:
    """Return a digest of what a document shows of others; empty where it shows nothing."""
    parts = [part.encode() for part in _parts(domain, project, docname)]
    parts += [digest(project, view) for view in domain.views.get(docname, ())]
    parts += [each] if (each := project.banners.digest(docname)) else []
    return hashlib.blake2b(b"\n".join(parts), digest_size=16).digest() if parts else b""


def _parts(domain: TddDomain, project: Project, docname: str) -> Iterator[str]:
    # Imported late: a build in which nothing changed asks for no record.
    from .names import title_of
    from .standing import superseded

    for kind, target in sorted(domain.references.get(docname, ())):
        if kind == GLOSSARY:
            yield f"{kind}\0{target}\0{_term(project, target)}"
            continue
        kinds = [kind] if kind != ANY else sorted(domain.roles)
        for name in kinds:
            record = domain.lookup.find_any((name,), target, docname)
            if record is not None:
                yield f"{kind}\0{target}\0{face(record)}"
    for record in domain.records_of(docname):
        for way in project.links.back.get((record.docname, record.anchor), ()):
            title = title_of(project, way.record)
            yield f"{record.anchor}\0{way.words}\0{face(way.record)}\0{title}"
    for record in superseded(project, docname):
        yield f"supersedes\0{face(record)}\0{title_of(project, record)}"


def _term(project: Project, target: str) -> str:
    """Return where Sphinx's role for terms leads, case apart, as the role itself has it."""
    key = target.casefold()
    places = project.domain.memo.get(GLOSSARY, {})
    return str(sorted(place for title, place in places.items() if title.casefold() == key))
