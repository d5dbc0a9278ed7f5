"""The list of documents made into nodes: a table, and the line that counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.nodes import Node

from ..directives.words import _, capital, word
from ..model.report import Sections
from .documents_page import DocumentsPage
from .documents_view import COLUMNS
from .view_nodes import Page, table, to_document, to_place

if TYPE_CHECKING:
    from ..directives.view import View
    from .documents_view import Documents, Row


def render_documents(content: Documents, view: View, page: Page) -> list[Node]:
    """Return the nodes of the list of documents; without a document there is no table."""
    if content.rows and page.is_web:
        return [DocumentsPage(content, view, page).render(_count(content))]
    made: list[Node] = []
    if content.rows:
        heads = [word(COLUMNS[name].heading) for name in content.columns]
        widths = [COLUMNS[name].width for name in content.columns]
        rows = [[[_CELLS[name](row, page)] for name in content.columns] for row in content.rows]
        caption = view.options.get("caption", "")
        shown = table(heads, rows, widths, ["tdd-documents-table"], caption)
        shown["ids"].append(f"tdd-documents-{view.number + 1}")
        made.append(shown)
    return [*made, nodes.paragraph("", _count(content), classes=["tdd-count"])]


def _count(content: Documents) -> str:
    """Return how many documents there are, and how many of those shown are complete."""
    shown = len(content.rows)
    if not content.total:
        return _("no document follows a template")
    numbers = {"shown": shown, "total": content.total}
    text = _("%(total)s documents") % numbers if content.total > 1 else _("1 document")
    if shown != content.total:
        text = _("%(shown)s of %(total)s documents") % numbers
    rows = [row for row in content.rows if row.complete and row.template]
    so_far = sum(row.so_far for row in rows)
    told = [text, _("%(count)s complete") % {"count": len(rows) - so_far}]
    told += [_("%(count)s complete so far") % {"count": so_far}] if so_far else []
    return ", ".join(told)


# -- cells --------------------------------------------------------------------------------


def _title(row: Row, page: Page) -> Node:
    link = to_document(row.docname, page.docname, row.title)
    return nodes.paragraph("", "", link, classes=["tdd-words"])


def _text(name: str) -> Callable[[Row, Page], Node]:
    return lambda row, page: nodes.paragraph("", getattr(row, name))


def _status(row: Row, page: Page) -> Node:
    return nodes.paragraph("", capital(row.status))


def _complete(row: Row, page: Page) -> Node:
    return nodes.paragraph("", "", *progress(row.sections, page))


def progress(sections: Sections, page: Page, *, percent: bool = True) -> list[Node]:
    """Return how many of the owed sections are filled: in words, and in HTML as a bar too.

    Args:
        percent: whether the share is told in words where there is no bar.
    """
    if not sections.required:
        return [nodes.Text("–")]
    said = _("%(filled)s of %(required)s") % {
        "filled": sections.filled, "required": sections.required,
    }  # fmt: skip
    if not page.is_html:
        return [nodes.Text(f"{said} ({sections.percent}\N{NO-BREAK SPACE}%)" if percent else said)]
    return [nodes.inline("", said, classes=["tdd-part"]), bar(sections)]


def bar(sections: Sections) -> nodes.raw:
    """Return how many sections are filled as a bar of HTML, set off from the words before it.

    These words say the same: it is there for the eye alone.
    """
    made = (
        f' <progress class="tdd-bar" aria-hidden="true" value="{sections.filled}" '
        f'max="{sections.required}"></progress>'
    )
    return nodes.raw("", made, format="html")


def _findings(row: Row, page: Page) -> Node:
    quiet = _(" (+%(count)s info)") % {"count": row.quiet} if row.quiet else ""
    content: Node = nodes.inline("", f"{row.findings}{quiet}", classes=["tdd-findings"])
    docname, anchor = row.report
    if docname and (row.findings or row.quiet):
        content = to_place(docname, anchor, page.docname, content)
    return nodes.paragraph("", "", content)


def _risk(row: Row, page: Page) -> Node:
    risk = row.risk
    if risk is None:
        return nodes.paragraph("", "–")
    shade = page.project.scale.shade(risk.step)
    classes = ["tdd-level", f"tdd-level-{shade}"]
    name = nodes.inline("", risk.title)
    return nodes.paragraph(
        "",
        "",
        nodes.inline("", capital(risk.level), classes=classes),
        nodes.Text(" "),
        to_place(risk.page or row.docname, risk.anchor, page.docname, name),
        classes=["tdd-words"],
    )


_CELLS: dict[str, Callable[[Row, Page], Node]] = {
    "title": _title,
    "template": _text("template"),
    "status": _status,
    "version": _text("version"),
    "owner": _text("owner"),
    "complete": _complete,
    "findings": _findings,
    "risk": _risk,
}
