"""One report that holds all that is awkward to write: for golden files, and for schemas."""

from __future__ import annotations

import msgspec

from sphinx_tdd.model.finding import After, Finding
from sphinx_tdd.model.kind import Record
from sphinx_tdd.model.report import Migration, Report, TemplateVersions
from sphinx_tdd.reports import Rendering
from tests.reports.values import document, finding, risk

RENDERING = Rendering(
    prefix="docs",
    settings="docs/conf.py",
    rules={"risk_unmitigated": "A high risk says what is done about it. Closed ones need not."},
    paid=2,
)

MISSING = finding(
    "missing section 'Data Flow': it belongs under 'Architecture', after '2.1 Overview' (line 43)",
    rule="missing_section",
    line=45,
    section=("2. Architecture", "Data Flow"),
    after=After("2.1 Overview", 43),
)
SPITEFUL = (
    "100 % of \"quotes\", 'these', `those`, <b>&amp;</b>, ]]> and ::error::\n"
    "a second line,\twith: é 漢字 🙂 \\ \x1b[31mred\x00\x0b\ufffe | {0} [x](y) @team #1"
)

PROJECT = (
    finding("tdd_documents: the pattern 'old/**' matches no document", rule="unmatched_glob"),
    finding("sections[2]: unknown key 'tilte'", rule="template_file", source="_tpl/own.yaml"),
    finding("on the drive", rule="kind_file", source="C:\\docs\\kinds\\a b.yaml", line=3),
    finding("60 % are filled", rule="incomplete", severity="error"),
)
REFUND = document(
    "designs/refund",
    MISSING,
    finding(line=3, rule="placeholder", severity="info", message="template text left in: '[x]'"),
    finding(SPITEFUL, rule="record_yaml", line=0, severity="error"),
    finding("on another page", source="designs/refund/data.md", page="designs/refund/data"),
    finding("in a part of another project", source="../shared/part %1,x:y.md", line=9),
    finding("agreed", ignored="no data leaves\nthe cloud, says “Eve”", line=50),
    finding("agreed without a reason", ignored="", line=51),
    finding("kept quiet", suppressed=True, line=52),
    finding("old", known=True, line=60, section=("Costs",)),
    finding("old", known=True, line=61, section=("Costs",)),
    finding("new and just the same", line=70, section=("Costs",)),
    finding("new and just the same", line=71, section=("Costs",)),
    finding("a high risk without 'mitigation'", rule="risk_unmitigated", line=80),
    filled=2,
    title="Refund | tool <for> *support*",
    risk=risk("It pays twice", 3, "PAY-2"),
)
FOLLOWING = msgspec.structs.replace(
    document("note", finding("all of it is old", known=True)),
    path="note.rst",
    template="note@2",
    version="2",
    pages=("note/more",),
    migration=Migration("10", (MISSING,)),
)
UNBOUND = msgspec.structs.replace(
    document("plain"), template=None, status=None, findings=(finding(rule="record_value"),)
)

REPORT = Report(
    project="Payments & “refunds”",
    documents=(REFUND, FOLLOWING, document("pay"), UNBOUND),
    findings=PROJECT,
    records=(
        Record(
            kind="risk",
            id="PAY-2",
            title="It pays twice",
            docname="designs/refund",
            line=12,
            fields={"impact": "high", "tags": ("a", "b"), "steps": ({"do": "x", "by": ("y",)},)},
        ),
        Record(kind="risk", id="Z", title="…", docname="note", line=1, source="risks.csv"),
    ),
    templates=(TemplateVersions("note", ("1", "2", "10"), "10"),),
)

EMPTY = Report(project="")


def every_finding(report: Report) -> list[Finding]:
    """All findings of a report."""
    return [*report.findings, *(f for each in report.documents for f in each.findings)]
