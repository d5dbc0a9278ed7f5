"""Pictures of the pages.

    python -m tests.browser.pictures OUT --theme furo --page risks --look dark-phone

makes one of each page in each theme and each look that is named, of all that there are where none
is, as `OUT/furo/risks-dark-phone.png`; and

    python -m tests.browser.pictures OUT --shown

makes those that the documentation shows, light and dark: the top of a few pages.
"""

from __future__ import annotations

import argparse
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.browser import chromium, sites
from tests.browser.looks import LOOKS, Look, Scheme, look_as
from tests.browser.server import served

SHOWN = {
    "design": "settlement-pipeline",
    "risks": "risks",
    "documents": "documents",
    "finding": "findings",
}
"""The pictures of the documentation, and the page that each shows."""
_SIZE = (1000, 700)
_SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_COLOURS = 128


def main() -> None:
    """Make the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description="Make pictures of the pages.")
    parser.add_argument("out", type=Path, help="the folder for the pictures")
    parser.add_argument("--shown", action="store_true", help="those of the documentation")
    parser.add_argument("--theme", nargs="+", choices=sites.THEMES, default=list(sites.THEMES))
    parser.add_argument("--page", nargs="+", choices=sites.PAGES, default=list(sites.PAGES))
    parser.add_argument("--look", nargs="+", choices=LOOKS, default=list(LOOKS))
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    with _folder() as folder, chromium.launched() as browser:
        if wanted.shown:
            _shown(folder, browser, wanted.out)
            return
        for theme in wanted.theme:
            _pictures(folder, theme, browser, wanted)


@contextmanager
def _folder() -> Iterator[Path]:
    if kept := os.environ.get(sites.KEPT):
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _pictures(folder: Path, theme: str, browser: Browser, wanted: argparse.Namespace) -> None:
    """Make a picture of the whole of each page."""
    out = wanted.out / theme
    out.mkdir(exist_ok=True)
    sites.build(folder, theme)
    looks = {name: LOOKS[name] for name in wanted.look}
    with served(folder) as address, browser.new_page() as page:
        for name in wanted.page:
            page.goto(f"{address}/{sites.address(theme, sites.PAGES[name])}")
            for told, look in looks.items():
                look_as(page, look)
                page.screenshot(path=out / f"{name}-{told}.png", full_page=True)
            print(out / name)


def _shown(folder: Path, browser: Browser, out: Path) -> None:
    """Make a small picture of the top of each page, without what moves or blinks."""
    sites.build(folder, "furo")
    width, height = _SIZE
    with served(folder) as address, browser.new_page(device_scale_factor=1.5) as page:
        for name, shown in SHOWN.items():
            for scheme in _SCHEMES:
                look_as(page, Look(scheme, width))
                page.set_viewport_size({"width": width, "height": height})
                page.goto(f"{address}/{sites.address('furo', sites.PAGES[shown])}")
                picture = _small(page.screenshot(animations="disabled"))
                (out / f"{name}-{scheme}.png").write_bytes(picture)


def _small(picture: bytes) -> bytes:
    """Return a picture with few colours, which a page of text has anyway."""
    made = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(_COLOURS).save(made, "PNG", optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    main()
