"""The browser that the tests drive: a Chromium that is installed already; none is downloaded.

    python -m tests.browser.chromium

says which one that is, or how to get one.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
LACKING = (
    "There is no Chromium to run: `apt-get install chromium` (Debian), or name one with"
    " TDD_BROWSER=/path/to/it"
)
# No page may reach another host: what asks for one is told that there is none.
_ARGUMENTS = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-dev-shm-usage",
    "--no-sandbox",  # it needs rights that few containers give; all pages are ours
)


def find() -> str | None:
    """Return the path of the browser; None where there is none."""
    named = os.environ.get("TDD_BROWSER")
    return next(filter(None, map(shutil.which, [named] if named else NAMES)), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser, without a window.

    Raises:
        FileNotFoundError: there is none.
    """
    path = find()
    if path is None:
        raise FileNotFoundError(LACKING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


if __name__ == "__main__":
    sys.exit(print(find()) if find() else LACKING)
