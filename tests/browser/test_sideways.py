"""Phones: no page is wider than the window, whichever way it is read."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.looks import Look, look_as
from tests.browser.seen import listed, sideways, too_wide
from tests.browser.sites import IN_ONE_SYNTAX, PLAIN

WIDTHS = (375, 320)
RIGHT_TO_LEFT = "() => { document.documentElement.dir = 'rtl'; }"


@pytest.mark.parametrize("name", IN_ONE_SYNTAX)
def test_no_page_scrolls_sideways(name: str, theme: str, visit: Visit) -> None:
    page, plain = visit(name), visit(PLAIN)
    for direction in ("left to right", "right to left"):
        if direction == "right to left":
            page.evaluate(RIGHT_TO_LEFT)
            plain.evaluate(RIGHT_TO_LEFT)
        for width in WIDTHS:
            look_as(page, Look("light", width))
            look_as(plain, Look("light", width))
            if sideways(page) > sideways(plain):
                wide = listed(too_wide(page))
                pytest.fail(f"{width} pixels, {direction}: {sideways(page)} more{wide}")


@pytest.mark.parametrize("name", ["risks", "decisions", "documents", "versions"])
def test_a_view_that_has_room_does_not_scroll(name: str, visit: Visit) -> None:
    page = visit(name)
    look_as(page, Look("light", 1280))
    views = page.evaluate(
        "() => [...document.querySelectorAll('.tdd-view')]"
        ".map((view) => view.scrollWidth - view.clientWidth)"
    )
    assert views
    assert not any(views)


@pytest.mark.parametrize("width", [375, 1280])
def test_findings_stand_close_together(width: int, visit: Visit) -> None:
    """No theme's spaces between the parts of a list are within a line of it."""
    page = visit("findings")
    look_as(page, Look("light", width))
    margins = page.evaluate("""() => [...document.querySelectorAll(
          ".tdd-findings-list > li > *, .tdd-figures > li > *")].flatMap((each) => {
        const { marginTop, marginBottom } = getComputedStyle(each);
        return [parseFloat(marginTop), parseFloat(marginBottom)];
      })""")
    assert margins
    assert max(margins) < 4
