"""Light and dark: what we colour follows the theme, and its words can be read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.looks import LOOKS
from tests.browser.seen import listed, painted
from tests.browser.sites import WITH_DARK

PAGES = ("risks", "coverage", "findings", "order-ledger")
LIGHT, DARK = LOOKS["light-desktop"], LOOKS["dark-desktop"]
CONTRAST = 4.5
"""What WCAG asks of text that is not large."""


def choose(page: Page, scheme: str) -> Page:
    """Have the reader choose a scheme in the theme, as its switch keeps it."""
    page.evaluate("(scheme) => { localStorage.theme = localStorage.mode = scheme; }", scheme)
    page.reload()
    return page


@pytest.mark.parametrize("name", PAGES)
def test_words_can_be_read_on_colours(name: str, visit: Visit) -> None:
    for look in (LIGHT, DARK):
        found = painted(visit(name, look))
        assert found
        poor = [f"{each} {each.contrast:.1f}" for each in found if each.contrast < CONTRAST]
        assert not poor, listed(poor)


@pytest.mark.parametrize("name", PAGES)
def test_dark_pages_have_colours_of_their_own(name: str, theme: str, visit: Visit) -> None:
    light, dark = painted(visit(name, LIGHT)), painted(visit(name, DARK))
    if theme not in WITH_DARK:
        assert light == dark, "a light page needs the colours of light pages, whatever is asked"
        return
    assert {each.classes for each in light} == {each.classes for each in dark}
    assert not light & dark
    brightest = max(each.brightness for each in dark)
    assert brightest < min(each.brightness for each in light)


@pytest.mark.parametrize("name", PAGES)
def test_the_switch_of_the_theme_is_followed(name: str, theme: str, visit: Visit) -> None:
    if theme not in WITH_DARK:
        pytest.skip("it has no switch")
    light, dark = visit(name, LIGHT), visit(name, DARK)
    colours = {"light": painted(light), "dark": painted(dark)}
    assert painted(choose(light, "dark")) == colours["dark"]
    assert painted(choose(dark, "light")) == colours["light"]
