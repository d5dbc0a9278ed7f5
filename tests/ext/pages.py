"""What stands in the tables of a page of HTML, as a reader sees it."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

_ROW, _CELLS = "tr", ("td", "th")


class _Tables(HTMLParser):
    """Gathers the cells of tables, without signs that are for the eye alone."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[list[list[str]]] = []
        self.captions: list[str] = []
        self._text: list[str] | None = None
        self._skipped = 0
        self._inside = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if self._skipped or ("aria-hidden", "true") in attributes:
            self._skipped += 1
        elif tag == "table":
            self.found.append([])
        elif tag == _ROW:
            self.found[-1].append([])
        elif tag in _CELLS or tag == "caption":
            self._text = []

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif self._text is not None and (tag in _CELLS or tag == "caption"):
            said = " ".join("".join(self._text).split())
            self._text = None
            self.captions.append(said) if tag == "caption" else self.found[-1][-1].append(said)

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._skipped:
            self._text.append(data)


def tables_in(html: str) -> list[list[list[str]]]:
    """The rows of each table, as texts of cells."""
    parser = _Tables()
    parser.feed(html)
    return parser.found


def figures_in(html: str) -> list[tuple[str, str]]:
    """The numbers at the head of a view, each as it reads, with where it leads."""
    found = re.search(r'<ul class="tdd-figures".*?</ul>', html, re.S)
    items = re.findall(r"<li>(.*?)</li>", found[0], re.S) if found else []
    return [(_read(item), next(iter(re.findall(r'href="([^"]*)"', item)), "")) for item in items]


def _read(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def groups_in(html: str) -> dict[str, list[list[str]]]:
    """The findings of each group of a report: severity, place, message, rule."""
    found = {}
    for group in re.findall(r"<details.*?</details>", html, re.S):
        summary = re.search(r"<summary>(.*?)</summary>", group, re.S)
        items = re.findall(r"<li .*?</li>", group, re.S)
        title = _read(summary[1]) if summary else ""
        found[title] = [[_read(part) for part in _parts_of(item)] for item in items]
    return found


def _parts_of(item: str) -> list[str]:
    severity, rest = item.split("</span>", 1)
    place, rest = rest.split('<span class="tdd-message">', 1)
    message, rule = rest.split("</span>", 1)
    return [severity, place, message, rule]
