"""The pages that the extension makes, in a browser: their looks, their use, who can read them.

`make test-browser` runs all of it. To run a part, in an environment with the extras `test` and
`browser`:

    pytest tests/browser -k "furo and risks"
    pytest tests/browser/test_axe.py -k "dark and phone and not alabaster"

The names of themes and pages are those of `sites.THEMES` and `sites.PAGES`. Sites are built once
for each run; `TDD_BROWSER_SITES=FOLDER` keeps them for the next one, which then shows the pages as
they were: remove the folder after a change.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.browser import chromium, sites


class Look(NamedTuple):
    """How a page is looked at."""

    scheme: str = "light"
    width: int = 1280


LOOKS = {
    "light-desktop": Look("light", 1280),
    "dark-desktop": Look("dark", 1280),
    "light-phone": Look("light", 375),
    "dark-phone": Look("dark", 375),
}
Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is here."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, in silence; no site has an icon."""

    def log_message(self, *_: Any) -> None: ...

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, started once."""
    with chromium.launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def sites_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sites, which all processes of a run share."""
    if kept := os.environ.get("TDD_BROWSER_SITES"):
        return Path(kept)
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sites"


@pytest.fixture(scope="session")
def address(sites_folder: Path) -> Iterator[str]:
    """Where the sites are served."""
    handler = partial(_Handler, directory=str(sites_folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


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

    def watch(self, page: Page) -> None:
        """Note what goes wrong in a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.append(f"console: {message.text} ({message.location['url']})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.append(f"request: {request.url}")


@pytest.fixture
def faults(address: str) -> Faults:
    """What goes wrong in the pages that `visit` opens; each test ends with none."""
    return Faults(address)


@pytest.fixture
def visit(browser: Browser, address: str, theme: str, faults: Faults) -> Iterator[Visit]:
    """Open a page: `visit("risks", LOOKS["dark-phone"], java_script_enabled=False)`.

    Each has a context of its own, which is closed with the test, and may not complain, ask for
    anything of another host, or load jQuery because of us.
    """
    contexts = []

    def open_page(page: str | sites.Place, look: Look = Look(), **options: Any) -> Page:  # noqa: B008
        place = sites.PAGES[page] if isinstance(page, str) else page
        size = {"width": look.width, "height": 900}
        context = browser.new_context(viewport=size, color_scheme=look.scheme, **options)
        contexts.append(context)
        opened = context.new_page()
        faults.watch(opened)
        opened.goto(f"{address}/{sites.address(theme, place)}")
        return opened

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def bytes_of(sites_folder: Path, theme: str) -> Callable[[sites.Place], str]:
    """Return the HTML of a page, as it is in its file."""

    def read(place: sites.Place) -> str:
        text = (sites_folder / sites.address(theme, place)).read_text(encoding="utf-8")
        return re.sub(r"\s+", " ", text)

    return read
