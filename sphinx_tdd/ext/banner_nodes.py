"""Banners made into nodes: a strip below the title of a document, on pages of HTML alone."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

import msgspec
from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .domain import domain_of
from .standing import documents_on

if TYPE_CHECKING:
    from .banner import Banner, Owed

HAS_BANNER = "tdd-has-banner"
"""The attribute of a page on which a banner stands."""

_INFORMATION = "tdd-document-info"
"""The class of the table in which a document shows what it says of itself."""

_UNSEEN = (nodes.PreBibliographic, addnodes.highlightlang)
"""What may stand above a title and is no text."""


class ShowBanners(SphinxPostTransform):
    """Puts a banner below the title of each document on a page that has one."""

    default_priority = 6  # after others have put lines there at 5, before references at 10
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Add the banners; builders of one page have those of several documents on it."""
        project = domain_of(self.env).project
        if project is None or not project.banners.shown:
            return
        for docname, root in list(documents_on(self.document, self.env.current_document.docname)):
            banner = project.banners.of(docname)
            if banner is not None:
                parent, at = _place(root)
                parent.insert(at, render_banner(_short(banner, parent), docname))
                self.document[HAS_BANNER] = True


def _place(root: nodes.Element) -> tuple[nodes.Element, int]:
    """Return where a banner goes: below the title, above all where the page begins without."""
    for number, child in enumerate(root.children):
        if isinstance(child, nodes.section):
            return child, int(isinstance(child.children[0], nodes.title))
        if not isinstance(child, _UNSEEN):
            return root, number
    return root, 0


def _short(banner: Banner, parent: nodes.Element) -> Banner:
    """Return a banner without what a table says that stands below it, before any heading."""
    from ..directives.words import capital

    tables = (node for node in parent.children if isinstance(node, nodes.table))
    cells = (table.findall(nodes.entry) for table in tables if _INFORMATION in table["classes"])
    said = {cell.astext() for found in cells for cell in found}
    return msgspec.structs.replace(
        banner,
        status="" if capital(banner.status) in said else banner.status,
        version="" if banner.version in said else banner.version,
        owner="" if banner.owner in said else banner.owner,
    )


def render_banner(banner: Banner, docname: str) -> nodes.container:
    """Return the nodes of a banner.

    Words in it are none of the document's: the search leaves them out.
    """
    # Imported late: a build in which nothing changed writes no page.
    from ..directives.words import _

    label = escape(_("State of this document"), quote=True)
    made = nodes.container(classes=["tdd-banner", "no-search"])
    made += _raw(f'<div role="group" aria-label="{label}">')
    made += _facts(banner)
    made += _folded(banner, docname) if banner.owed else _stand(banner)
    made += _raw("</div>")
    return made


def _raw(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


def _facts(banner: Banner) -> nodes.paragraph:
    """Return the line with the status, and what else is known of the document."""
    from ..directives.base import separated
    from ..directives.words import capital, pair, word

    parts: list[Node] = []
    if banner.status:
        classes = ["tdd-status", nodes.make_id(f"tdd-status-{banner.status}")]
        parts.append(nodes.inline("", capital(banner.status), classes=classes))
    template = f"{banner.template} {banner.edition}".rstrip()
    given = {"Version": banner.version, "Template": template, "Owner": banner.owner}
    parts += [nodes.inline("", pair(word(k), text)) for k, text in given.items() if text]
    return nodes.paragraph("", "", *separated(parts), classes=["tdd-lead"])


# -- how it stands ------------------------------------------------------------------------


def _stand(banner: Banner) -> nodes.paragraph:
    return nodes.paragraph("", "", *_state(banner), classes=["tdd-banner-state"])


def _folded(banner: Banner, docname: str) -> list[Node]:
    """Return how the document stands, folded below it what is owed."""
    items = (nodes.list_item("", _line(owed, docname)) for owed in banner.owed)
    return [
        _raw('<details class="tdd-owed"><summary class="tdd-banner-state">'),
        *_state(banner),
        _raw("</summary>"),
        nodes.bullet_list("", *items),
        _raw("</details>"),
    ]


def _state(banner: Banner) -> list[Node]:
    """Return how much the document owes, and how many of its sections are filled."""
    # Imported late: a build in which nothing changed writes no page.
    from ..directives.base import separated
    from ..directives.words import _
    from .documents_nodes import bar

    sections, parts = banner.sections, list(_counts(banner))
    if not sections.required:
        return separated(parts)
    filled = _("%(filled)s of %(required)s sections filled") % {
        "filled": sections.filled, "required": sections.required,
    }  # fmt: skip
    return [*separated([*parts, nodes.inline("", filled)]), bar(sections)]


def _counts(banner: Banner) -> Iterator[Node]:
    """Yield that the document is complete, or how much it owes, and what informs alone."""
    from ..directives.words import _, capital, pair

    quiet = sum(owed.severity == "info" for owed in banner.owed)
    loud = len(banner.owed) - quiet
    if banner.so_far:
        yield nodes.inline("", capital(_("complete so far")), classes=["tdd-so-far"])
    elif banner.complete:
        sign = _raw('<span class="tdd-sign" aria-hidden="true">✓</span>')
        yield nodes.inline("", "", sign, nodes.Text(_("Complete")), classes=["tdd-complete"])
    if loud:
        yield nodes.inline("", _("%(count)s still owed") % {"count": loud}, classes=["tdd-owes"])
    if quiet:
        yield nodes.inline("", pair(capital("info"), str(quiet)), classes=["tdd-informs"])


def _line(owed: Owed, docname: str) -> nodes.paragraph:
    """Return a finding as a line that leads to where it belongs."""
    from ..directives.words import capital
    from .view_nodes import to_place

    classes = ["tdd-severity", f"tdd-severity-{owed.severity}"]
    severity = nodes.inline("", capital(owed.severity), classes=classes)
    words: Node = nodes.inline("", owed.message)
    if owed.anchor or owed.page != docname:
        words = to_place(owed.page, owed.anchor, docname, words)
    return nodes.paragraph("", "", severity, nodes.Text(" "), words)
