"""What is said of each rule: of those in `Rule`, and of those that kinds of record state."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from .finding import Rule, Severity
from .kind import Kind, KindRule
from .member_docs import member_docs

OF_PROJECT = frozenset({
    Rule.NO_DOCUMENTS, Rule.TEMPLATE_FILE, Rule.KIND_FILE, Rule.CONFIG, Rule.INCOMPLETE,
    Rule.UNMATCHED_GLOB,
})  # fmt: skip
"""The rules about a whole project: there is no place in a document to silence them."""


class RuleDoc(msgspec.Struct, frozen=True):
    """What is said of a rule.

    Attributes:
        text: its documentation, paragraphs with empty lines between them.
        severity: where the settings say nothing.
        kind: the kind of record that states it, or None.
        stated: how that kind states it, or None.
    """

    name: str
    text: str
    severity: Severity
    kind: Kind | None = None
    stated: KindRule | None = None

    @property
    def summary(self) -> str:
        """The first sentence of its documentation."""
        return first_sentence(" ".join(self.text.split()))

    @property
    def can_be_silenced(self) -> bool:
        """Whether a comment in a document can silence it."""
        return self.name not in {rule.value for rule in OF_PROJECT}


def rule_docs(kinds: Mapping[str, Kind]) -> dict[str, RuleDoc]:
    """Return all rules by name, those of kinds last."""
    words = member_docs(Rule)
    found = [RuleDoc(rule.value, words[rule.value], rule.default_severity) for rule in Rule]
    for kind in kinds.values():
        found += [RuleDoc(r.name, r.hint, r.severity, kind, r) for r in kind.rules]
    return {rule.name: rule for rule in found}


def first_sentence(text: str) -> str:
    """Return the first sentence of a text on one line."""
    first, stop, _ = text.partition(". ")
    return f"{first}." if stop else first
