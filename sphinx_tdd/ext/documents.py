"""Which document follows which template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from sphinx.util.matching import compile_matchers

from ..model.finding import Finding, Rule
from ..model.outline import Outline
from ..model.template import Template
from ..model.titles import did_you_mean, title_key

FRONT_MATTER = "tdd-template"
"""The name by which a document itself says which template it follows."""

NONE = "none"
"""What a document or a pattern says to opt out."""

_ALIKE = 0.25
"""The least share of a template's sections by which a document is said to look like it."""


class Binding(msgspec.Struct, frozen=True):
    """Which templates documents follow, and what is wrong with how it was said.

    Attributes:
        template_of: the id of the template by docname; no entry, no template.
        own: the documents whose own front matter names a template that is not there.
        findings: what belongs to no document.
        opted_out: the documents that follow none, and that it was said of.
    """

    template_of: dict[str, str]
    own: dict[str, Finding]
    findings: tuple[Finding, ...]
    opted_out: frozenset[str] = frozenset()


def bind(
    documents: Mapping[str, str] | None,
    said: Mapping[str, str],
    docnames: Iterable[str],
    templates: Mapping[str, Template],
) -> Binding:
    """Return which document follows which template.

    Args:
        documents: `tdd_documents`.
        said: what documents say in their front matter, by docname.
        docnames: all documents.
    """
    names = sorted(docnames)
    by_pattern, findings = _by_patterns(documents or {}, names, templates)
    own: dict[str, Finding] = {}
    template_of: dict[str, str] = {}
    said_none = {name for name in names if (said.get(name) or by_pattern.get(name)) == NONE}
    for docname in names:
        wanted = said.get(docname) or by_pattern.get(docname, NONE)
        if wanted in templates:
            template_of[docname] = wanted
        elif wanted != NONE and said.get(docname):
            hint = did_you_mean(wanted, templates)
            message = f"there is no template {wanted!r}{hint}"
            if wanted == "null":  # what MyST-Parser makes of a key without a value
                message = f"{FRONT_MATTER!r} names no template"
            own[docname] = Finding(rule=Rule.UNKNOWN_TEMPLATE.value, message=message)
    return Binding(template_of, own, tuple(findings), frozenset(said_none))


def _by_patterns(
    documents: Mapping[str, str], names: list[str], templates: Mapping[str, Template]
) -> tuple[dict[str, str], list[Finding]]:
    """Return the template that the first matching pattern gives each document."""
    found: dict[str, str] = {}
    findings = []
    for pattern, wanted in documents.items():
        matches = compile_matchers([pattern])[0]
        matched = [name for name in names if matches(name)]
        free = [name for name in matched if name not in found]
        found.update(dict.fromkeys(free, wanted))
        if wanted not in templates and wanted != NONE:
            message = (
                f"tdd_documents: {pattern!r} names the template {wanted!r}, which is not there"
            )
            hint = did_you_mean(wanted, templates)
            findings.append(Finding(rule=Rule.UNKNOWN_TEMPLATE.value, message=message + hint))
        if not free:
            findings.append(_unmatched(pattern, matched, names))
    return found, findings


def _unmatched(pattern: str, matched: list[str], names: list[str]) -> Finding:
    message = f"tdd_documents: the pattern {pattern!r} matches no document"
    if matched:
        message = f"tdd_documents: earlier patterns took all that {pattern!r} matches"
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
    best = max(_alike(outlines, templates), default=None)
    if best is not None and best[0] >= _ALIKE:
        _share, alike, of, docname, template = best
        message += f"; {docname!r} looks like {template!r}: {alike} of {of} sections"
    return Finding(rule=Rule.NO_DOCUMENTS.value, message=message)


def _alike(
    outlines: Iterator[tuple[str, Outline]], templates: Mapping[str, Template]
) -> Iterator[tuple[float, int, int, str, str]]:
    """Yield how alike each document and template are: the share and number of sections."""
    for docname, outline in outlines:
        have = {title_key(heading.title) for heading in outline.root.walk()}
        for template in templates.values():
            owed = list(template.walk())
            alike = sum(not section.keys.isdisjoint(have) for section in owed)
            yield alike / len(owed), alike, len(owed), docname, template.id
