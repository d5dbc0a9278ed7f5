"""Which document follows which template."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from ..derive.contracts import Contracts, family, with_version
from ..model.finding import Finding, Rule
from ..model.follows import NONE, VERSION, Contract, Follows, named
from ..model.outline import Outline
from ..model.template import Template
from ..model.titles import did_you_mean, title_key
from .globs import matcher
from .many_pages import PAGES, TOCTREE, Designs, Toctrees, is_of_pages, no_first, of_first

FRONT_MATTER = "tdd-template"
"""The name by which a document itself says which template it follows."""

_NULL = "null"
"""What MyST-Parser makes of a key without a value."""

_ALIKE = 0.25
"""The least share of a template's sections by which a document is said to look like it."""


class Binding(msgspec.Struct, frozen=True):
    """Which templates documents follow, and what is wrong with how it was said.

    Attributes:
        contracts: what each document follows, by docname; no entry, no template.
        own: the documents whose own front matter names a template that is not there.
        findings: what belongs to no document.
        opted_out: the documents that follow none, and that it was said of.
        pages: the other pages of each design over many, by the docname of its first one.
    """

    contracts: dict[str, Contract]
    own: dict[str, Finding]
    findings: tuple[Finding, ...]
    opted_out: frozenset[str] = frozenset()
    pages: dict[str, tuple[str, ...]] = {}

    @property
    def first_of(self) -> dict[str, str]:
        """The first page of the design that a page belongs to, by docname."""
        return {page: first for first, pages in self.pages.items() for page in pages}

    @property
    def template_of(self) -> dict[str, str]:
        """The name of the template that each document follows, by docname."""
        return {docname: contract.name for docname, contract in self.contracts.items()}


def bind(
    documents: Mapping[str, Follows] | None,
    said: Mapping[str, str],
    paths: Mapping[str, str],
    contracts: Contracts,
    paged: Collection[str] = (),
    toctrees: Toctrees | None = None,
) -> Binding:
    """Return which document follows which template.

    Args:
        documents: `tdd_documents`.
        said: what documents say in their front matter, by docname.
        paths: the file of each document, relative to the source folder, by docname.
        contracts: the templates at hand.
        paged: the documents that say that they are the first pages of designs over many.
        toctrees: the pages that the toctrees of each document include.
    """
    apart = {*said, *paged, *_templates(documents or {}, paths)}
    designs = Designs(toctrees or {}, apart, paths)
    for docname in sorted(paged):
        designs.take(docname)
    patterns = Patterns(documents or {}, sorted(paths), designs)
    wanted = {**patterns.found, **_said(said, patterns.found)}
    templates = {c.template for c in (*patterns.named(), *wanted.values())}
    wanted = {name: c for name, c in wanted.items() if paths[name] not in templates}
    broken = {c: problem for c in set(wanted.values()) if (problem := _problem(c, contracts))}
    own = {
        name: Finding(rule=Rule.UNKNOWN_TEMPLATE.value, message=broken[wanted[name]])
        for name in sorted(wanted.keys() & said.keys())
        if wanted[name] in broken
    }
    own |= {name: _no_template_of_pages() for name in sorted(set(paged) - wanted.keys())}
    taken = {name: c for name, c in wanted.items() if c.template != NONE and c not in broken}
    return Binding(
        {name: taken[name] for name in sorted(taken)},
        own,
        tuple(_of_patterns(patterns, contracts)),
        frozenset(name for name, contract in wanted.items() if contract.template == NONE),
        designs.pages,
    )


def _templates(documents: Mapping[str, Follows], paths: Mapping[str, str]) -> Iterator[str]:
    """Yield the documents that are the template of others, and so no pages of a design."""
    templates = {said.template for said in documents.values()}
    yield from (name for name, path in paths.items() if path in templates)


def _no_template_of_pages() -> Finding:
    message = f"'{PAGES}: {TOCTREE}' asks for a template: say which in {FRONT_MATTER!r}"
    return Finding(rule=Rule.UNKNOWN_TEMPLATE.value, message=message)


def _said(said: Mapping[str, str], found: Mapping[str, Contract]) -> dict[str, Contract]:
    """Return what documents name themselves, as strictly as their pattern asks of it."""
    own: dict[str, Contract] = {}
    for docname, text in said.items():
        contract, usual = with_version(named(text)), found.get(docname)
        if usual is not None and family(usual) == family(contract):
            contract = msgspec.structs.replace(contract, asked=usual.asked, keep=usual.keep)
        own[docname] = contract
    return own


def _problem(contract: Contract, contracts: Contracts) -> str:
    """Return what is wrong with a contract that can't be had, or ""."""
    if contract.template == NONE:
        return ""
    if contract.template == _NULL:
        return f"{FRONT_MATTER!r} names no template"
    return contracts.problem(contract)


class Patterns:
    """The patterns of `tdd_documents` and the documents that each of them takes.

    Attributes:
        found: what the first pattern that matches a document gives it.
        matched: the documents that each pattern matches.
        taken: those that no earlier pattern took, nor a design as one of its pages.
    """

    def __init__(
        self, documents: Mapping[str, Follows], names: Sequence[str], designs: Designs
    ) -> None:
        self.documents = documents
        self.names = names
        self.designs = designs
        self.found: dict[str, Contract] = {}
        self.matched: dict[str, list[str]] = {}
        self.taken: dict[str, list[str]] = {}
        for pattern, said in documents.items():
            versions = dict(matching(of_first(pattern), names))
            free = [n for n in versions if n not in self.found and n not in designs.of]
            for name in free:
                self.found[name] = with_version(said.contract(versions[name]))
            for name in free if is_of_pages(pattern) else ():
                designs.take(name, self.found)
            self.matched[pattern], self.taken[pattern] = list(versions), free

    def named(self) -> Iterator[Contract]:
        """Yield the contract of each pattern that names no version."""
        for said in self.documents.values():
            if VERSION not in said.template:
                yield with_version(said.contract())


def matching(pattern: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the names that a pattern matches, each with the version that it stands for, or ""."""
    if VERSION not in pattern:
        matches = matcher(pattern)
        yield from ((name, "") for name in names if matches(name))
        return
    steps = pattern.split("/")
    before, _, after = next(step for step in steps if VERSION in step).partition(VERSION)
    matches = matcher(pattern.replace(VERSION, "*"))
    for name in filter(matches, names):
        for step in name.split("/"):
            version = step.removeprefix(before).removesuffix(after)
            fits = step == f"{before}{version}{after}" and version
            exact = matcher(pattern.replace(VERSION, version or "*"))
            if fits and exact(name):
                yield name, version
                break


def _of_patterns(patterns: Patterns, contracts: Contracts) -> Iterator[Finding]:
    """Yield what is wrong with patterns: their templates, and that they take no document."""
    for pattern, said in patterns.documents.items():
        free = patterns.taken[pattern]
        wanted = {patterns.found[name] for name in free} or {with_version(said.contract())}
        for contract in sorted(wanted):
            problem = _problem(contract, contracts)
            if problem and (VERSION not in said.template or free):
                message = f"tdd_documents: {pattern!r}: {problem}"
                yield Finding(rule=Rule.UNKNOWN_TEMPLATE.value, message=message)
        if not free:
            yield _unmatched(pattern, patterns)


def _unmatched(pattern: str, patterns: Patterns) -> Finding:
    matched, names = patterns.matched[pattern], patterns.names
    message = f"tdd_documents: the pattern {pattern!r} matches no document"
    if matched and patterns.designs.of.keys() >= set(matched):
        message = f"tdd_documents: all that {pattern!r} matches are pages of designs over many"
    elif matched:
        message = f"tdd_documents: earlier patterns took all that {pattern!r} matches"
    elif is_of_pages(pattern):
        message = f"tdd_documents: {no_first(pattern, names)}"
    elif pattern.rpartition(".")[2] in {"md", "rst", "txt"}:
        message += "; docnames have no suffix"
    else:
        message += did_you_mean(pattern, names)
    return Finding(rule=Rule.UNMATCHED_GLOB.value, message=message)


def nothing_checked(
    outlines: Iterator[tuple[str, Outline]], templates: Mapping[str, Template]
) -> Finding:
    """Return what to say of a build that held no document against any template."""
    message = "no document was held against a template: say in tdd_documents which follows which"
    best = max(alike(outlines, templates), default=None)
    if best is not None and best[0] >= _ALIKE:
        _share, found, of, docname, template = best
        message += f"; {docname!r} looks like {template!r}: {found} of {of} sections"
    return Finding(rule=Rule.NO_DOCUMENTS.value, message=message)


def alike(
    outlines: Iterator[tuple[str, Outline]], templates: Mapping[str, Template]
) -> Iterator[tuple[float, int, int, str, str]]:
    """Yield how alike each document and template are: the share and number of sections owed."""
    for docname, outline in outlines:
        have = {title_key(heading.title) for heading in outline.root.walk()}
        for template in templates.values():
            parts = list(template.walk())
            owed = [part for part in parts if part.required and not part.repeat] or parts
            found = sum(not section.keys.isdisjoint(have) for section in owed)
            yield found / len(owed), found, len(owed), docname, template.id
