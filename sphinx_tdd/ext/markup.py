"""HTML as text: elements of what they hold, with everything in them escaped.

Views of a thousand documents have tens of thousands of cells. As nodes of docutils each of them
would be made, resolved and written by several functions; as text it is put together once.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from .view_nodes import Page


class Html(str):
    """Text that is HTML already; all other text is escaped where it is put into an element."""

    __slots__ = ()


def element(name: str, *content: str, **attributes: str | int | bool | None) -> Html:
    """Return an element.

    Args:
        content: what it holds, one after another; text is escaped.
        attributes: by name, with `_` for `-` and none at the end; those that are None or False
            are left out, those that are True have no value.
    """
    said = "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{name}{said}>{joined(content)}</{name}>")


def joined(content: Iterable[str], between: str = "") -> Html:
    """Return texts one after another, escaped where they are not HTML."""
    parts = (x if isinstance(x, Html) else escape(x, quote=False) for x in content)
    return Html(between.join(parts))


def hidden(words: str) -> Html:
    """Return words for those who hear a page."""
    return element("span", words, class_="tdd-heard")


def for_the_eye(sign: str, classes: str = "tdd-sign") -> Html:
    """Return a sign that says nothing beyond the words beside it."""
    return element("span", sign, class_=classes, aria_hidden="true")


def _attribute(name: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    key = name.rstrip("_").replace("_", "-")
    return f" {key}" if value is True else f' {key}="{escape(str(value))}"'


class Links:
    """The addresses of places, as seen from a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._known: dict[str, str] = {}

    def uri(self, docname: str, anchor: str = "") -> str:
        """Return the address of a document, or of a place in it."""
        if docname == self._page.docname and anchor:
            return f"#{anchor}"
        if docname not in self._known:
            of = self._page.builder.get_relative_uri
            self._known[docname] = of(self._page.docname, docname) or "#"
        base = self._known[docname]
        if not anchor:
            return base
        # Where all documents are on one page, that of a document is a place in it.
        return f"{base.partition('#')[0]}#{anchor}"

    def to(
        self, docname: str, anchor: str, *content: str, **attributes: str | int | bool | None
    ) -> Html:
        """Return a link to a document or a place in it."""
        uri = self.uri(docname, anchor)
        return element("a", *content, href=uri, **attributes)


def raw(*content: str) -> nodes.raw:
    """Return HTML as a node."""
    return nodes.raw("", joined(content, "\n"), format="html")
