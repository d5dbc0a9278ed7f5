"""The pages that the extension makes, in a browser: their looks, their use, who can read them.

`make test-browser` runs all of it. To run a part, in an environment with the extras `test` and
`browser`:

    pytest tests/browser -k "furo and risks"
    pytest tests/browser/test_axe.py -k "kinds and not alabaster"

The names of themes and pages are those of `sites.THEMES` and `sites.PAGES`. Sites are built once
for each run; `TDD_BROWSER_SITES=FOLDER` keeps them for the next one, which then shows the pages as
they were: remove the folder after a change.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.browser import chromium, sites
from tests.browser.looks import Look
from tests.browser.server import served

Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is here."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, started once."""
    with chromium.launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def sites_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sites, which all processes of a run share."""
    if kept := os.environ.get(sites.KEPT):
        return Path(kept)
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sites"


@pytest.fixture(scope="session")
def address(sites_folder: Path) -> Iterator[str]:
    """Where the sites are served."""
    with served(sites_folder) as address:
        yield address


@pytest.fixture(scope="session", params=sites.THEMES)
def theme(request: pytest.FixtureRequest, sites_folder: Path) -> str:
    """A theme whose sites are built."""
    sites.build(sites_folder, request.param)
    return str(request.param)


class Faults(list[str]):
    """What went wrong while pages were open: errors that were told, requests to other hosts."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def besides(self, plain: Iterable[str]) -> list[str]:
        """Return those that a plain page does not have as well."""
        known = set(plain)
        return [fault for fault in self if fault not in known]

    def watch(self, page: Page) -> None:
        """Note what goes wrong in a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            name = message.location["url"].partition("?")[0].rpartition("/")[2]
            self.append(f"console: {message.text} ({name})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.append(f"request: {request.url}")


@pytest.fixture(scope="session")
def plain_faults(browser: Browser, address: str, theme: str) -> Faults:
    """What goes wrong in a plain page of the theme already."""
    faults = Faults(address)
    with browser.new_page() as page:
        faults.watch(page)
        page.goto(f"{address}/{sites.address(theme, sites.PLAIN)}")
    return faults


@pytest.fixture
def visit(browser: Browser, address: str, theme: str, plain_faults: Faults) -> Iterator[Visit]:
    """Open a page: `visit("risks", LOOKS["dark-phone"], java_script_enabled=False)`.

    Each has a context of its own, which is closed with the test, and may not complain, or ask for
    anything of another host, where a plain page does not.
    """
    contexts, faults = [], Faults(address)

    def open_page(page: str | sites.Place, look: Look = Look(), **options: Any) -> Page:  # noqa: B008
        place = sites.PAGES[page] if isinstance(page, str) else page
        context = browser.new_context(viewport=look.size, color_scheme=look.scheme, **options)
        contexts.append(context)
        opened = context.new_page()
        faults.watch(opened)
        opened.goto(f"{address}/{sites.address(theme, place)}")
        return opened

    yield open_page
    for context in contexts:
        context.close()
    ours = faults.besides(plain_faults)
    assert not ours, "\n".join(ours)
