"""A report written out: one writer a format, one table that names them."""

from __future__ import annotations

import msgspec

from ..model.report import Report
from .badge import write_badge
from .checkstyle import write_checkstyle
from .github import write_github
from .gitlab import write_gitlab
from .json import write_json
from .junit import write_junit
from .markdown import write_markdown
from .rendering import Rendering, Writer
from .sarif import write_sarif
from .text import write_text

__all__ = ["BESIDE_PAGES", "FORMATS", "HERE", "Format", "Rendering", "Writer"]


HERE = Rendering()
"""Paths as reports have them: relative to the source folder."""


class Format(msgspec.Struct, frozen=True):
    """A format that a report can be written in.

    Attributes:
        writer: what writes it.
        language: what its text is, for what colours it: `json`, `xml`, `markdown`, `text`.
        purpose: who reads it, as a sentence for users.
    """

    writer: Writer
    language: str
    purpose: str

    def __call__(self, report: Report, rendering: Rendering = HERE) -> str:
        """Return a report in this format; it ends with a line break where it is not empty."""
        return self.writer(report, rendering)


FORMATS: dict[str, Format] = {
    "text": Format(
        write_text,
        "text",
        "For people: each finding with its place, by document, and a conclusion. On a terminal it "
        "is coloured.",
    ),
    "json": Format(
        write_json,
        "json",
        "For programs: all that is known, the records too. It is what a build writes as "
        "`tdd.json`; paths are relative to the source folder. `report merge` joins several.",
    ),
    "sarif": Format(
        write_sarif,
        "json",
        "SARIF 2.1.0, for code scanning and editors. Findings that a comment or a baseline keeps "
        "quiet are in it, marked as suppressed.",
    ),
    "junit": Format(
        write_junit,
        "xml",
        "JUnit's XML, for CI services that show results of tests: a suite for each document, a "
        "case for each rule that found something. What is kept quiet is skipped.",
    ),
    "github": Format(
        write_github,
        "text",
        "Commands of GitHub Actions, which show each finding beside its line in a pull request. "
        "GitHub shows the first ten warnings and the first ten errors of a step; code scanning, "
        "which reads `sarif`, shows all.",
    ),
    "gitlab": Format(
        write_gitlab,
        "json",
        "GitLab's code quality report, for the widget of a merge request.",
    ),
    "checkstyle": Format(
        write_checkstyle,
        "xml",
        "Checkstyle's XML, which Jenkins, reviewdog and many other tools read.",
    ),
    "markdown": Format(
        write_markdown,
        "markdown",
        "A summary for a comment on a pull request: the totals, a table of the documents, the top "
        "risks, and the findings that count.",
    ),
}
"""What a check can write, by the name users give it."""

BESIDE_PAGES: dict[str, Writer] = {
    "json": write_json,
    "badge": write_badge,
    "markdown": write_markdown,
}
"""What a build writes into its output folder."""
