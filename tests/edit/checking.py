"""Texts mended in tests as the command does it, by reading them without a project."""

from __future__ import annotations

from sphinx_tdd.checks.hold import hold
from sphinx_tdd.checks.information import status_of
from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.edit.mend import Mended, mend
from sphinx_tdd.edit.sound import Check, Checked
from sphinx_tdd.edit.style import Syntax
from sphinx_tdd.model.finding import Finding
from sphinx_tdd.model.kind_files import load as load_kinds
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.model.template import Template
from sphinx_tdd.readers.text import read_text

KINDS = load_kinds().by_name
PUT_IN = {"missing_section", "missing_item", "missing_table", "missing_column"}


def checks(template: Template, syntax: Syntax) -> Check:
    """What holds a text against a template."""
    settings = Settings()

    def check(text: str) -> Checked:
        outline = read_text(text.replace("\r\n", "\n").replace("\r", "\n"), f".{syntax}")
        status = status_of(outline)
        verdict = judge(outline, template, settings, KINDS, (), status)
        facts = hold(
            template, outline, status=status.casefold(), statuses=settings.statuses,
            answers=settings.empty_answers, kinds=KINDS,
        )  # fmt: skip
        return Checked(facts, verdict.findings)

    return check


def mended(text: str, template: Template, syntax: Syntax, *, order: bool = False) -> Mended:
    """What becomes of a text."""
    return mend(text, syntax, checks(template, syntax), KINDS, order=order)


def missing(text: str, template: Template, syntax: Syntax) -> list[Finding]:
    """What a text lacks of what can be put in."""
    return [f for f in checks(template, syntax)(text).findings if f.rule in PUT_IN]


def only_adds(before: str, after: str) -> bool:
    """Whether all lines of a text are in another one, in their order."""
    old, new = (text.replace("\r\n", "\n").split("\n") for text in (before, after))
    lines = iter(new)
    return all(any(line == each for each in lines) for line in old)
