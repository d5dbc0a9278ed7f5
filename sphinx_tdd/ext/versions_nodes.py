"""The versions made into nodes: a table of them, and a table of what is to be migrated."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.nodes import Node, make_id

from ..directives.words import _, pair
from ..model.finding import Rule
from .figures import Figure, figures
from .markup import Html, element, raw
from .view_nodes import Page, table, to_document, to_place

if TYPE_CHECKING:
    from ..directives.view import View
    from .versions_view import Group, Line, Owed, Row, Versions

A_DIAGRAM = "a diagram"
"""What the rule about diagrams misses where no item has to hold it."""

_NO_LISTS = frozenset({"text", "man"})
"""The formats whose writers run the lines of a list in a cell together."""

_NAMED = frozenset(
    rule.value
    for rule in (
        Rule.MISSING_ITEM, Rule.EMPTY_ITEM, Rule.MISSING_COLUMN, Rule.MISSING_DIAGRAM,
        Rule.MISSING_FIELD,
    )
)  # fmt: skip
"""The rules that miss a part with a name of its own: its path is told with the section's."""

_LISTED = frozenset(rule.value for rule in (Rule.MISSING_SECTION, Rule.MISSING_TABLE, Rule.ONE_OF))
"""The rules whose missing parts are listed after the place."""


def render_versions(content: Versions, view: View, page: Page) -> list[Node]:
    """Return the nodes of the versions; where there are none, a sentence that says so."""
    caption = view.options.get("caption", "")
    made: list[Node] = []
    if content.lines:
        shown = _versions(content, caption)
        shown["ids"].append(f"tdd-versions-{view.number + 1}")
        made.append(shown)
        if page.is_web:
            made.insert(0, raw(element("div", _figures(content, view), class_="tdd-board")))
    for group in content.groups:
        migration = _migration(group, caption, page)
        migration["ids"].append(_anchor(group, view))
        made.append(migration)
    return [*made, nodes.paragraph("", _count(content), classes=["tdd-count"])]


def _figures(content: Versions, view: View) -> Html:
    """Return how many documents follow a version, and how many are to reach another."""
    words = _("documents") if content.total != 1 else _("document")
    first = f"#{_anchor(content.groups[0], view)}" if content.groups else ""
    look = "part" if content.migrating else "good"
    found = [
        Figure(str(content.total), words, f"#tdd-versions-{view.number + 1}"),
        Figure(str(content.migrating), _("to migrate"), first, look=look),
    ]
    return figures(found, _("In numbers"))


def _anchor(group: Group, view: View) -> str:
    return make_id(f"tdd-versions-{view.number + 1}-{group.template}")


def _count(content: Versions) -> str:
    """Return how many documents follow a version, and how many are to reach another."""
    if not content.total and content.asked:
        return _("None of these documents follows a template that has versions.")
    if not content.total:
        return _("No document follows a template that has versions.")
    text = _documents(content.total)
    if not content.migrating:
        return f"{text}, {_('none to migrate')}"
    text = f"{text}, {_('%(count)s to migrate') % {'count': content.migrating}}"
    if content.shown != content.migrating:
        text = f"{text}, {_('%(count)s shown') % {'count': content.shown}}"
    return text


def _documents(count: int) -> str:
    return _("%(total)s documents") % {"total": count} if count > 1 else _("1 document")


# -- the versions -------------------------------------------------------------------------


def _versions(content: Versions, caption: str) -> nodes.table:
    heads = [_("Template"), _("Version"), _("Documents")]
    rows: list[list[list[Node]]] = []
    for template, lines in groupby(content.lines, key=lambda line: line.template):
        name: Node = nodes.literal("", template)
        for line in lines:  # the name stands once, beside its first version
            rows.append([[nodes.paragraph("", "", name)], *_cells(line)])
            name = nodes.Text("")
    return table(heads, rows, [40, 32, 16], ["tdd-versions-table"], caption)


def _cells(line: Line) -> list[list[Node]]:
    marks = [str(word) for word, there in _marks(line) if there]
    said = {"version": line.version, "marks": ", ".join(marks)}
    version = _("%(version)s (%(marks)s)") % said if marks else line.version
    return [[nodes.paragraph("", version)], [nodes.paragraph("", str(line.count))]]


def _marks(line: Line) -> list[tuple[str, bool]]:
    return [(_("newest"), line.newest), (_("to be reached"), line.target)]


# -- what is to be migrated ---------------------------------------------------------------


def _migration(group: Group, caption: str, page: Page) -> nodes.table:
    heads = [_("Document"), _("Version"), _("Would owe")]
    rows = [_row(row, page) for row in group.rows]
    made = table(heads, rows, [30, 16, 44], ["tdd-versions-table"])
    lead = nodes.Text(f"{caption}: " if caption else "")
    name = nodes.literal("", group.template)
    said = {"version": group.target, "documents": _documents(len(group.rows))}
    rest = _(": to version %(version)s, %(documents)s") % said
    made.insert(0, nodes.title("", "", lead, name, nodes.Text(rest)))
    return made


def _row(row: Row, page: Page) -> list[list[Node]]:
    link = to_document(row.docname, page.docname, row.title)
    title = nodes.paragraph("", "", link, classes=["tdd-words"])
    return [[title], [nodes.paragraph("", row.version)], [_owes(row, page)]]


def _owes(row: Row, page: Page) -> Node:
    if not row.owes:
        return nodes.paragraph("", _("nothing more"))
    lines = [_owed(owed, page) for owed in row.owes]
    if len(lines) == 1:
        return lines[0]
    if page.builder.format in _NO_LISTS:
        parts = (part for line in lines for part in (nodes.Text("; "), *line.children))
        return nodes.paragraph("", "", *list(parts)[1:])
    return nodes.bullet_list("", *(nodes.list_item("", line) for line in lines))


def _owed(owed: Owed, page: Page) -> nodes.paragraph:
    """Return where something belongs, as a link, and what it is."""
    parts = tuple(part for part in owed.parts if part != A_DIAGRAM)
    path = (*owed.section, *parts) if owed.rule in _NAMED else owed.section
    place = nodes.inline("", " > ".join(path) or str(_("top of the document")))
    made = nodes.paragraph("", "", to_place(owed.page, owed.anchor, page.docname, place))
    sort = _sort(owed.rule)
    if owed.rule in _LISTED:
        sort = pair(sort, ", ".join(parts)) if parts else ""
    made += nodes.Text(f" ({sort})" if sort else "")
    return made


def _sort(rule: str) -> str:
    """Return the word for what a rule misses."""
    sorts = {
        Rule.MISSING_SECTION: _("with"),
        Rule.EMPTY_SECTION: _("empty"),
        Rule.MISSING_ITEM: _("item"),
        Rule.EMPTY_ITEM: _("item"),
        Rule.MISSING_TABLE: _("table"),
        Rule.MISSING_COLUMN: _("column"),
        Rule.EMPTY_TABLE: _("table"),
        Rule.MISSING_DIAGRAM: _("diagram"),
        Rule.ONE_OF: _("one of"),
        Rule.MISSING_FIELD: _("field"),
    }
    return sorts[Rule(rule)]
