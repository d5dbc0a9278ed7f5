"""The page of formats: what each is for, and one small report written in it."""

from __future__ import annotations

from sphinx_tdd.model.finding import After, Finding, Rule
from sphinx_tdd.model.report import DocumentReport, Report, Sections
from sphinx_tdd.reports import FORMATS, Format, Rendering
from sphinx_tdd.reports.baseline import baseline_of, write_baseline
from sphinx_tdd.reports.statistics import write_statistics

_NEW = Finding(
    rule=Rule.MISSING_SECTION.value,
    line=45,
    section=("Architecture", "Data Flow"),
    after=After("Component Diagram", 43),
    message=(
        "missing section 'Data Flow': it belongs under 'Architecture', after "
        "'Component Diagram' (line 43)"
    ),
)
_OLD = Finding(
    rule=Rule.PLACEHOLDER.value,
    line=12,
    section=("Goals",),
    missing=("TBD",),
    message="template text left in: 'TBD'",
    known=True,
)
SAMPLE = Report(
    project="Payments",
    documents=(
        DocumentReport(
            docname="designs/refund-tool",
            path="designs/refund-tool.md",
            title="Refund tool",
            template="feature-design",
            status="draft",
            version="1",
            sections=Sections(25, 24, 23),
            findings=(_OLD, _NEW),
        ),
    ),
)
"""A report on one document, in which one finding is old debt."""

RENDERING = Rendering(prefix="docs", settings="docs/conf.py")


def formats() -> list[tuple[str, str, str]]:
    """Return each format: a label, its name, and its text in Markdown."""
    return [(f"format-{name}", name, _text(made)) for name, made in FORMATS.items()]


def statistics() -> str:
    """Return the tables that are added to any format, in Markdown."""
    return fenced(write_statistics(SAMPLE, RENDERING), "text")


def baseline() -> str:
    """Return the baseline of the sample, in Markdown."""
    return fenced(write_baseline(baseline_of(SAMPLE)), "json")


def _text(made: Format) -> str:
    return f"{made.purpose}\n\n{fenced(made(SAMPLE, RENDERING), made.language)}"


def fenced(text: str, language: str) -> str:
    """Return a text as a block of code, whatever backticks it holds."""
    return f"~~~~{{code-block}} {language}\n:class: wrapped\n\n{text.rstrip()}\n~~~~\n"
