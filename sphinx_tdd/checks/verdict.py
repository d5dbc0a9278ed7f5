"""The verdict on one document: all rules, what its comments silence, its counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from ..model.finding import RULE_NAMES, Finding, Rule
from ..model.kind import Kind, Problem, rules_of
from ..model.languages import keys_at
from ..model.outline import Heading, Ignore, Outline
from ..model.report import Coverage, Migration, Verdict
from ..model.settings import Settings
from ..model.template import Template
from ..model.titles import did_you_mean, title_key
from . import (  # noqa: F401 - importing registers the rules
    alternative_rules,
    item_rules,
    length_rules,
    shape_rules,
    table_rules,
    value_rules,
)
from .grade import grade
from .held import Place
from .hold import hold
from .information import status_of
from .once import Problems
from .places import Found
from .rules import RULES
from .states import count, coverage, heading_at, spot_at
from .trees import ROOT, Tree

Known = Mapping[tuple[str, ...], frozenset[str]]
"""The keys by which the parts of a template may be called, by their paths."""

_LACKING = {
    rule.value
    for rule in (
        Rule.MISSING_SECTION, Rule.MISSING_ITEM, Rule.MISSING_TABLE, Rule.MISSING_COLUMN,
        Rule.MISSING_DIAGRAM, Rule.EMPTY_SECTION, Rule.EMPTY_ITEM, Rule.EMPTY_TABLE, Rule.ONE_OF,
        Rule.MISSING_FIELD,
    )
}  # fmt: skip
"""What is told of a document that lacks something of its template."""


def judge(
    outline: Outline,
    template: Template | None,
    settings: Settings,
    kinds: Mapping[str, Kind] | None = None,
    problems: Sequence[Problem] = (),
    status: str | None = None,
) -> Verdict:
    """Return what is to be said of a document.

    Args:
        template: what it owes; None where only its records were checked.
        problems: what is wrong with its records.
        status: what the document says of its status; None to find it out here.
    """
    status = status_of(outline) if status is None else status
    folded = status.casefold()
    tree = Tree(outline)
    everything = [_from_problem(problem, tree) for problem in problems]
    covered = Coverage()
    if template is not None:
        facts = hold(
            template,
            outline,
            status=folded,
            statuses=settings.statuses,
            answers=settings.empty_answers,
            kinds=kinds,
            tree=tree,
        )
        told = [each for check in RULES.values() for each in check(facts)]
        covered = coverage(facts, [each.finding for each in told])
        fields = [problem.field for problem in problems]
        everything = [*Problems(told, tree, kinds or {}, fields).left(everything), *told]
    known = keys_at(template) if template and outline.ignores else {}
    silenced = list(_silence(everything, outline.ignores, tree, kinds or {}, known))
    graded = (grade(finding, settings, folded) for finding in silenced)
    findings = sorted((f for f in graded if f.severity != "off"), key=_order)
    version = template.version if template is not None else ""
    return Verdict(tuple(findings), count(covered), status, outline.title, covered, version)


def would_owe(now: Verdict, later: Verdict) -> Verdict:
    """Return a verdict with what the document lacks of another version of its template alone."""
    told = {(f.rule, f.section, f.missing) for f in now.findings}
    owes = (f for f in later.findings if f.rule in _LACKING and f.ignored is None)
    new = tuple(f for f in owes if (f.rule, f.section, f.missing) not in told)
    return msgspec.structs.replace(now, migration=Migration(later.version, new))


def _order(finding: Finding) -> tuple[str, int, int]:
    """Return by what findings are sorted; of one rule at one line they keep their order."""
    known = finding.rule in RULE_NAMES
    place = RULE_NAMES.index(finding.rule) if known else len(RULE_NAMES)
    return finding.source, finding.line, place


def _from_problem(problem: Problem, tree: Tree) -> Found:
    """Return a problem of a record as a finding under the heading where it stands."""
    spot = _spot_of(problem, tree)
    above = [tree[i].heading.title for i in reversed(tree.ancestors(spot)) if i != ROOT]
    section = (*above, tree[spot].heading.title) if spot != ROOT else ()
    finding = Finding(
        rule=problem.rule,
        severity=problem.severity or "warning",
        line=problem.line,
        section=section,
        message=problem.message,
        source=problem.source,
    )
    return Found(finding, spot)


def _spot_of(problem: Problem, tree: Tree) -> int:
    """Return the heading above a problem; of a file that a page names, the first of the page."""
    of_page = [spot for spot in tree.spots if spot.heading.page == problem.page]
    above = [
        spot.index
        for spot in of_page
        if spot.heading.source == problem.source and spot.heading.line <= problem.line
    ]
    return next(iter([*above[-1:], *(spot.index for spot in of_page)]), ROOT)


def _silence(
    found: Sequence[Found],
    ignores: Sequence[Ignore],
    tree: Tree,
    kinds: Mapping[str, Kind],
    known: Known,
) -> Iterator[Finding]:
    """Yield all findings, those marked that a comment silences, and comments that silence none."""
    used: set[int] = set()
    for each in found:
        reason = None
        for number, ignore in enumerate(ignores):
            if _silences(ignore, each, tree, known):
                used.add(number)
                reason = ignore.reason if reason is None else reason
        heading = heading_at(tree, _place(each))
        yield msgspec.structs.replace(
            each.finding, ignored=reason, anchor=heading.place, page=heading.page
        )
    for number, ignore in enumerate(ignores):
        if number not in used:
            headings = (s.heading for s in tree.spots if _is_under(ignore, s.heading))
            anchor = next((h.place for h in headings if h.source == ignore.source), "")
            unused = _unused(ignore, kinds)
            yield msgspec.structs.replace(unused, anchor=anchor, page=ignore.page)


def _place(found: Found) -> Place:
    finding = found.finding
    return Place(finding.line, found.spot, finding.after, finding.source)


def _silences(ignore: Ignore, found: Found, tree: Tree, known: Known) -> bool:
    finding = found.finding
    if finding.rule not in ignore.rules:
        return False
    if ignore.target:
        return any(_names(ignore.target, path, known) for path in _paths(finding))
    if not ignore.heading and not ignore.page:
        return True
    spot = spot_at(tree, _place(found))
    above = (tree[i].heading for i in (spot, *tree.ancestors(spot)) if i != ROOT)
    return any(_is_under(ignore, heading) for heading in above)


def _is_under(ignore: Ignore, heading: Heading) -> bool:
    """Whether a comment stands under a heading; one before all headings stands under its page."""
    on_page = heading.page == ignore.page
    return on_page and (
        heading.line == ignore.heading or (not ignore.heading and heading.line > 0)
    )


def _paths(finding: Finding) -> Iterable[tuple[str, ...]]:
    """Yield the paths by which a finding can be named: its section, the parts missing with it."""
    yield finding.section
    if finding.rule != Rule.MISSING_SECTION.value:
        for part in finding.missing:
            yield (*finding.section, *(step.strip() for step in part.split(" > ")))


def _names(target: str, path: tuple[str, ...], known: Known) -> bool:
    """Whether a quoted text names the end of a path: its last step, or `A > B`.

    Each step may be called by any of its names, in any language.
    """
    wanted = [title_key(step) for step in target.split(">")]
    have = [
        known.get(path[: index + 1], frozenset()) | {title_key(step)}
        for index, step in enumerate(path)
    ]
    last = have[len(have) - len(wanted) :] if len(have) >= len(wanted) else []
    return bool(last) and all(key in keys for key, keys in zip(wanted, last, strict=True))


def _unused(ignore: Ignore, kinds: Mapping[str, Kind]) -> Finding:
    strange = [name for name in ignore.rules if name not in RULE_NAMES]
    names = (*RULE_NAMES, *(rules_of(kinds.values()) if strange else ()))
    unknown = [name for name in strange if name not in names]
    about = f' "{ignore.target}"' if ignore.target else ""
    if not ignore.rules:
        message = "this comment names no rule to ignore"
    elif unknown:
        message = f"there is no rule {unknown[0]!r}{did_you_mean(unknown[0], names)}"
    else:
        message = (
            f"nothing to ignore: no {', '.join(ignore.rules)}{about} here; take the comment out"
        )
    rule = Rule.UNUSED_IGNORE.value
    return Finding(rule=rule, line=ignore.line, message=message, source=ignore.source)
