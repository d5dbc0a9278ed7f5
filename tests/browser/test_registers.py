"""Registers in use: sorted and filtered with the mouse and with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.looks import LOOKS

TO_BE_WATCHED = 1
"""The place of the register on the page of risks that has no groups."""


def register(page: Page, place: int = 0) -> Locator:
    """Return a register of a page."""
    return page.locator(".tdd-view.tdd-register").nth(place)


def ids(register: Locator) -> list[str]:
    """Return the ids in the rows that are seen, from the top."""
    cells = register.locator("tbody tr:visible td:first-child")
    return [re.sub(r"\W+$", "", text.strip()) for text in cells.all_inner_texts()]


def natural(texts: list[str]) -> list[str]:
    """Return texts in the order of their words and numbers."""

    def key(text: str) -> list[tuple[bool, int, str]]:
        parts = re.findall(r"\d+|\D+", text)
        return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]

    return sorted(texts, key=key)


@pytest.fixture
def risks(visit: Visit) -> Locator:
    """The register of risks to be watched, on a desk."""
    return register(visit("risks"))


def test_a_click_on_a_heading_sorts_and_says_so(risks: Locator) -> None:
    before = ids(risks)
    assert len(before) > 3
    head = risks.get_by_role("columnheader", name="ID", exact=True)
    button = head.get_by_role("button")
    for direction, expected in (
        ("ascending", natural(before)),
        ("descending", natural(before)[::-1]),
    ):
        button.click()
        expect(head).to_have_attribute("aria-sort", direction)
        assert ids(risks) == expected
    button.click()
    expect(head).not_to_have_attribute("aria-sort", re.compile("cending"))
    assert ids(risks) == before


def test_the_keyboard_alone_sorts(risks: Locator) -> None:
    before = ids(risks)
    page = risks.page
    field = risks.get_by_role("searchbox")
    field.focus()
    head = risks.get_by_role("columnheader", name="ID", exact=True)
    for _ in range(20):
        page.keyboard.press("Tab")
        if head.get_by_role("button").evaluate("(each) => each === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert ids(risks) == natural(before)
    page.keyboard.press("Space")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert ids(risks) == natural(before)[::-1]
    focused = head.get_by_role("button").evaluate("(each) => each === document.activeElement")
    assert focused, "what was pressed keeps the focus"


def test_words_filter_and_the_count_tells(risks: Locator) -> None:
    before = ids(risks)
    wanted = before[1]
    field, count = risks.get_by_role("searchbox"), risks.get_by_role("status")
    field.click()
    risks.page.keyboard.type(wanted.casefold())
    expect(risks.locator("tbody tr:visible")).not_to_have_count(len(before))
    shown = ids(risks)
    assert wanted in shown
    assert count.inner_text() == f"{len(shown)} of {len(before)}"
    risks.page.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(count).to_have_text("")
    assert ids(risks) == before


def test_what_nothing_holds_leaves_no_rows_and_comes_back(risks: Locator) -> None:
    before = ids(risks)
    field = risks.get_by_role("searchbox")
    field.fill("no risk says this")
    expect(risks.get_by_role("status")).to_have_text(f"0 of {len(before)}")
    assert ids(risks) == []
    field.fill("")
    expect(risks.get_by_role("status")).to_have_text("")
    assert ids(risks) == before


def test_the_order_stays_when_words_go(risks: Locator) -> None:
    before = ids(risks)
    head = risks.get_by_role("columnheader", name="ID", exact=True)
    head.get_by_role("button").click()
    field = risks.get_by_role("searchbox")
    field.fill(before[0])
    expect(risks.get_by_role("status")).to_have_text(re.compile("of"))
    field.fill("")
    expect(risks.get_by_role("status")).to_have_text("")
    assert ids(risks) == natural(before)


def test_one_field_filters_all_groups(visit: Visit) -> None:
    groups = register(visit("risks"), TO_BE_WATCHED)
    before = ids(groups)
    tables = groups.locator("table:visible")
    assert tables.count() > 1
    groups.get_by_role("searchbox").fill(before[0])
    expect(groups.get_by_role("status")).to_have_text(re.compile(rf"of {len(before)}$"))
    assert before[0] in ids(groups)
    assert tables.count() < len(before)


def test_a_phone_sorts_and_filters_too(visit: Visit) -> None:
    risks = register(visit("risks", LOOKS["light-phone"], has_touch=True))
    before = ids(risks)
    field = risks.get_by_role("searchbox")
    field.tap()
    field.fill(before[1])
    expect(risks.get_by_role("status")).to_have_text(re.compile(rf"of {len(before)}$"))
    assert before[1] in ids(risks)
    assert field.evaluate("(each) => parseFloat(getComputedStyle(each).fontSize)") >= 12
