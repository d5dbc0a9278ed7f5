"""The findings made into nodes: a table for each document or rule, and the line that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.nodes import Node

from ..directives.project_views import RULE
from ..directives.words import _, capital
from .report_page import ReportPage
from .view_nodes import Page, table, to_document, to_place

if TYPE_CHECKING:
    from ..directives.view import View
    from .report_view import Findings, Group, Row

_WIDTHS = {"Document": 22, "Place": 22, "Finding": 44, "Severity": 10, "Rule": 18, "Reason": 26}


def render_report(content: Findings, view: View, page: Page) -> list[Node]:
    """Return the nodes of the findings; where there is none, a sentence that says so."""
    caption = view.options.get("caption", "")
    if page.is_web:
        anchor = f"tdd-report-{view.number + 1}"
        return [ReportPage(content, anchor, page).render(caption, _count(content))]
    made: list[Node] = [_table(content, group, caption, page) for group in content.groups]
    made.append(nodes.paragraph("", _count(content), classes=["tdd-count"]))
    if content.ignored:
        ignored = _of_rows(content.ignored, ["Document", "Place", "Finding", "Reason"], page)
        ignored.insert(0, nodes.title("", _("Ignored, with the reason that is given")))
        ignored["ids"].append(f"tdd-report-{view.number + 1}-ignored")
        made.append(ignored)
    return made


def _count(content: Findings) -> str:
    if not content.total:
        return _("No findings.") if content.asked else _("Nothing is lacking.")
    if content.shown != content.total:
        numbers = {"shown": content.shown, "total": content.total}
        return _("%(shown)s of %(total)s findings") % numbers
    return _number(content.total)


def _number(count: int) -> str:
    return _("1 finding") if count == 1 else _("%(count)s findings") % {"count": count}


def _table(content: Findings, group: Group, caption: str, page: Page) -> nodes.table:
    if content.by == RULE:
        made = _of_rows(group.rows, ["Document", "Place", "Finding", "Severity"], page)
        name: Node = nodes.literal("", group.title)
    else:
        made = _of_rows(group.rows, ["Place", "Finding", "Severity", "Rule"], page)
        name = nodes.inline("", _("The project"))
        if group.name:
            name = to_document(group.name, page.docname, group.title)
    lead = nodes.Text(f"{caption}: " if caption else "")
    count = nodes.Text(f": {_number(len(group.rows))}")
    made.insert(0, nodes.title("", "", lead, name, count))
    made["ids"].append(group.anchor)
    return made


def _of_rows(rows: list[Row], columns: list[str], page: Page) -> nodes.table:
    heads = {
        "Document": _("Document"), "Place": _("Place"), "Finding": _("Finding"),
        "Severity": _("Severity"), "Rule": _("Rule"), "Reason": _("Reason"),
    }  # fmt: skip
    cells = [[[_cell(name, row, page)] for name in columns] for row in rows]
    widths = [_WIDTHS[name] for name in columns]
    return table([heads[name] for name in columns], cells, widths, ["tdd-report-table"])


def _cell(column: str, row: Row, page: Page) -> Node:
    if column == "Place":
        return _place(row, page)
    if column == "Document":
        return nodes.paragraph("", "", _document(row, page))
    if column == "Severity":
        classes = ["tdd-severity", f"tdd-severity-{row.severity}"]
        return nodes.paragraph("", "", nodes.inline("", capital(row.severity), classes=classes))
    if column == "Rule":
        return nodes.paragraph("", "", nodes.literal("", row.rule))
    return nodes.paragraph("", row.message if column == "Finding" else row.reason or "–")


def _document(row: Row, page: Page) -> Node:
    if not row.docname:
        return nodes.Text(_("The project"))
    return to_document(row.docname, page.docname, row.document)


def _place(row: Row, page: Page) -> Node:
    """Return the section that a finding is about, as a link, and its line."""
    if not row.docname:
        return nodes.paragraph("", f"{row.source}:{row.line}" if row.source else "–")
    said = _("line\N{NO-BREAK SPACE}%(line)s") % {"line": row.line}
    if row.source:
        said = f"{row.source}, {said}"
    words = nodes.inline("", row.section or said)
    line = nodes.paragraph(
        "", "", to_place(row.page or row.docname, row.anchor, page.docname, words)
    )
    line += nodes.Text(f", {said}") if row.section else []
    return line
