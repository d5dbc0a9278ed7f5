"""What pages load, and where their links lead."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.seen import ask, listed
from tests.browser.sites import IN_ONE_SYNTAX, PAGES, PLAIN, WITHOUT, Place

_LOADED = """() => performance.getEntriesByType("resource").map((entry) => entry.name)"""


def loaded(visit: Visit, page: str | Place) -> set[str]:
    """Return the names of the files that a page loads; the browser asks for an icon by itself."""
    names = visit(page).evaluate(_LOADED)
    return {urlsplit(name).path.rpartition("/")[2] for name in names} - {"favicon.ico"}


def test_style_sheet_and_script_are_small(visit: Visit) -> None:
    page = visit("risks")
    for name, most in (("tdd.css", 10), ("tdd.js", 6)):
        (url,) = [each for each in page.evaluate(_LOADED) if f"/{name}" in each]
        size = len(gzip.compress(page.request.get(url).body(), mtime=0))
        assert size <= most * 1024, f"{name} has {size} bytes"


def test_a_page_loads_what_it_needs(visit: Visit) -> None:
    assert not {"tdd.css", "tdd.js"} & loaded(visit, WITHOUT)
    assert {"tdd.css", "tdd.js"} <= loaded(visit, "risks")
    assert loaded(visit, "payment-service") & {"tdd.css", "tdd.js"} == {"tdd.css"}


@pytest.mark.parametrize("name", ["risks", "coverage", "decisions"])
def test_nothing_else_is_loaded_because_of_us(name: str, visit: Visit) -> None:
    theirs = re.compile(r"graphviz-\w+\.svg|graphviz\.css|.*\.woff2?")
    more = loaded(visit, name) - loaded(visit, PLAIN) - {"tdd.css", "tdd.js"}
    assert not [each for each in more if not theirs.fullmatch(each)]


def twice(page: Page) -> dict[str, str]:
    """Return the ids that more than one element of a page has, with the names of these."""
    found: dict[str, str] = ask(
        page,
        """
        const names = {}, twice = {};
        for (const { id, localName } of document.querySelectorAll("[id]")) {
          if (names[id]) twice[id] = names[id] = `${names[id]} ${localName}`;
          else names[id] = localName;
        }
        return twice;
        """,
    )
    return found


@pytest.mark.parametrize("name", IN_ONE_SYNTAX)
def test_ids_are_unique(name: str, visit: Visit) -> None:
    """A theme may give the id of a table to what it wraps around tables, too."""
    theirs = set(twice(visit(PLAIN)).values())
    ours = {id: names for id, names in twice(visit(name)).items() if names not in theirs}
    assert not ours


@pytest.mark.parametrize("theme", ["furo"], indirect=True)
@pytest.mark.parametrize("name", PAGES)
def test_links_of_ours_lead_somewhere(name: str, visit: Visit, sites_folder: Path) -> None:
    page = visit(name)
    links = ask(page, """
        return ours.filter((e) => e.matches("a[href]")).map((e) => e.href);
        """)  # fmt: skip
    here = urlsplit(page.url)
    dead = []
    for link in sorted(set(links)):
        there = urlsplit(link)
        if there.netloc != here.netloc:
            continue
        path = sites_folder / unquote(there.path).lstrip("/")
        if not path.is_file() or (there.fragment and unquote(there.fragment) not in _ids(path)):
            dead.append(link)
    assert not dead, listed(dead)


@cache
def _ids(path: Path) -> frozenset[str]:
    return frozenset(re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8")))
