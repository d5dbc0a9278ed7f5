"""Reports to write out, made by hand."""

from __future__ import annotations

from sphinx_tdd.model.finding import Finding
from sphinx_tdd.model.report import DocumentReport, Report, Sections, TopRisk


def document(
    name: str,
    *findings: Finding,
    filled: int = 4,
    required: int = 4,
    risk: TopRisk | None = None,
    title: str = "",
) -> DocumentReport:
    """A document that follows a template."""
    return DocumentReport(
        docname=name,
        path=f"{name}.md",
        title=title or name.capitalize(),
        template="small",
        status="draft",
        sections=Sections(required, filled, filled),
        findings=findings,
        risk=risk,
    )


def finding(message: str = "section 'Costs' is empty", **said: object) -> Finding:
    """A finding that counts."""
    return Finding(**{"rule": "empty_section", "line": 7, "message": message, **said})  # type: ignore[arg-type]


def risk(title: str, step: int = 3, name: str = "") -> TopRisk:
    """The top risk of a document."""
    return TopRisk(name, title, ("low", "medium", "high")[step - 1], step, "risk", "risk-1")


def report(*documents: DocumentReport, findings: tuple[Finding, ...] = ()) -> Report:
    """A report on a project."""
    return Report(project="Payments", documents=documents, findings=findings)
