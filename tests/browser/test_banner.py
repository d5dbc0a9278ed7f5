"""The banner below a document's title: it unfolds by keyboard and without script, nothing of it is
printed, and it stays within a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.conftest import Visit
from tests.browser.looks import LOOKS
from tests.browser.sites import PLAIN
from tests.browser.test_axe import in_all_looks

OWES, COMPLETE = "refund-tool", "payment-service"


def folded(page: Page) -> tuple[Locator, Locator]:
    """The summary of what is owed, and the list that it folds away."""
    banner = page.locator(".tdd-banner")
    return banner.locator("summary"), banner.locator("details ul")


def unfold(page: Page) -> None:
    summary, owed = folded(page)
    summary.click()
    expect(owed).to_be_visible()


def test_it_unfolds_by_keyboard(visit: Visit) -> None:
    page = visit(OWES)
    summary, owed = folded(page)
    expect(owed).to_be_hidden()
    page.locator(".tdd-banner").evaluate("it => { it.tabIndex = -1; it.focus() }")
    page.keyboard.press("Tab")
    expect(summary).to_be_focused()
    outline = summary.evaluate("it => getComputedStyle(it).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    expect(owed).to_be_visible()
    page.keyboard.press("Tab")
    first = owed.get_by_role("link").first
    expect(first).to_be_focused()
    target = str(first.get_attribute("href"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{re.escape(target)}$"))
    expect(page.locator(target)).to_be_in_viewport()


def test_each_line_leads_to_a_place_on_the_page(visit: Visit) -> None:
    page = visit(OWES)
    targets = page.locator(".tdd-banner a").evaluate_all("all => all.map(it => it.hash)")
    assert targets
    for target in targets:
        assert page.locator(f"[id='{target[1:]}']").count() == 1


def test_it_unfolds_without_script(visit: Visit) -> None:
    page = visit(OWES, java_script_enabled=False)
    unfold(page)
    expect(page.get_by_text("missing section 'Data Flow'").first).to_be_visible()


@pytest.mark.parametrize("name", [OWES, COMPLETE])
def test_nothing_of_it_is_printed(name: str, visit: Visit) -> None:
    page = visit(name)
    expect(page.locator(".tdd-banner")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".tdd-banner")).to_be_hidden()


def test_a_complete_document_has_nothing_to_unfold(visit: Visit) -> None:
    banner = visit(COMPLETE).get_by_role("group", name="State of this document")
    expect(banner).to_contain_text("Complete · 34 of 34 sections filled")
    expect(banner.locator("details")).to_have_count(0)


def test_it_stays_within_a_phone(visit: Visit) -> None:
    page = visit(OWES, LOOKS["light-phone"])
    unfold(page)
    page.locator(".tdd-banner .tdd-status").evaluate(
        "it => { it.textContent = 'long ' + 'x'.repeat(90) + ' words'.repeat(20) }"
    )
    wide = page.locator(".tdd-banner, .tdd-banner *").evaluate_all(
        "all => all.filter(it => it.getBoundingClientRect().right > innerWidth)"
        ".map(it => it.outerHTML)"
    )
    assert not wide


def test_from_right_to_left(visit: Visit) -> None:
    page = visit(OWES)
    page.evaluate("document.documentElement.dir = 'rtl'")
    unfold(page)
    badge = page.locator(".tdd-banner .tdd-status").bounding_box()
    strip = page.locator(".tdd-banner").bounding_box()
    assert badge
    assert strip
    assert badge["x"] + badge["width"] > strip["x"] + strip["width"] - 40


def test_unfolded_it_breaks_no_rule(visit: Visit) -> None:
    plain = in_all_looks(visit(PLAIN))
    page = visit(OWES)
    unfold(page)
    inside = "it => it.closest('.tdd-banner') !== null"
    for look, found in in_all_looks(page).items():
        ours = axe.ours(found, plain[look])
        caused = [each for each in ours if page.locator(each.where).first.evaluate(inside)]
        assert not caused, f"{look}: {axe.told(caused)}"
