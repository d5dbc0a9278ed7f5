"""How a page is looked at: light or dark, on a desk or on a phone."""

from __future__ import annotations

from typing import Literal, NamedTuple

from playwright.sync_api import Page, ViewportSize

Scheme = Literal["light", "dark"]


class Look(NamedTuple):
    """The colours that a reader wants, and how many pixels wide the window is."""

    scheme: Scheme = "light"
    width: int = 1280

    @property
    def size(self) -> ViewportSize:
        """The size of the window."""
        return {"width": self.width, "height": 900}


_AT_REST = "() => document.getAnimations().every((each) => each.playState !== 'running')"

LOOKS = {
    "light-desktop": Look("light", 1280),
    "dark-desktop": Look("dark", 1280),
    "light-phone": Look("light", 375),
    "dark-phone": Look("dark", 375),
}


def look_as(page: Page, look: Look) -> None:
    """Look at an open page in another way, as who turns the phone or the lights does."""
    page.set_viewport_size(look.size)
    page.emulate_media(color_scheme=look.scheme)
    page.wait_for_function(_AT_REST)
    page.wait_for_timeout(400)  # themes wait for the last of many changes of the width
