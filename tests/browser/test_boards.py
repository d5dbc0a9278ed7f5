"""Views of the project in use: numbers that filter, tables that sort, groups that fold."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.looks import LOOKS

PHONE = LOOKS["light-phone"]


@pytest.fixture
def documents(visit: Visit) -> Page:
    """The list of documents, on a desk."""
    return visit("documents")


def test_a_number_shows_what_it_counts(documents: Page) -> None:
    figure = documents.locator(".tdd-figures a[data-tag='#complete']")
    count = int(figure.locator("b").inner_text())
    rows = documents.locator(".tdd-documents-table tbody tr:visible")
    total = rows.count()
    assert count < total
    figure.click()
    expect(rows).to_have_count(count)
    expect(documents.locator(".tdd-filter output")).to_have_text(f"{count} of {total}")
    documents.keyboard.press("Escape")
    expect(rows).to_have_count(total)


def test_documents_sort_by_their_share(documents: Page) -> None:
    head = documents.get_by_role("columnheader", name="Sections filled", exact=True)
    head.get_by_role("button").click()
    first = documents.locator(".tdd-documents-table tbody tr").first
    expect(first).to_contain_text("12 of 25")
    head.get_by_role("button").click()
    expect(first).not_to_contain_text("12 of 25")


def test_without_a_script_a_number_leads_to_its_row(visit: Visit) -> None:
    page = visit("documents", java_script_enabled=False)
    assert page.locator(".tdd-board :is(input, button)").count() == 0
    target = page.locator(".tdd-figures a[data-tag='#complete']").get_attribute("href")
    assert target
    assert page.locator(f"tr{target}").count() == 1


def test_findings_of_a_rule(visit: Visit) -> None:
    page = visit("findings")
    rule = page.locator(".tdd-rules-table a[data-tag='#placeholder']")
    rule.click()
    expect(page.locator(".tdd-findings-list > li:visible")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.locator(".tdd-findings-list > li:visible")).to_have_count(11)


def test_a_link_opens_what_is_folded(visit: Visit) -> None:
    page = visit("coverage")
    name = page.locator("details.tdd-fold:not([open]) tbody tr").first.get_attribute("id")
    expect(page.locator(f"#{name}")).to_be_hidden()
    page.evaluate("(id) => { location.hash = id; }", name)
    expect(page.locator(f"#{name}")).to_be_visible()


def test_all_folds_open_and_close(visit: Visit) -> None:
    page = visit("coverage")
    button = page.locator("button.tdd-all")
    expect(button).to_have_text("Open all")
    button.click()
    expect(page.locator("details.tdd-fold:not([open])")).to_have_count(0)
    expect(button).to_have_text("Close all")
    button.click()
    expect(page.locator("details.tdd-fold[open]")).to_have_count(0)


def test_on_a_phone_documents_are_cards_and_still_a_table(visit: Visit) -> None:
    page = visit("documents", PHONE)
    row = page.locator(".tdd-documents-table tbody tr").first
    assert row.evaluate("(each) => getComputedStyle(each).display") == "grid"
    assert page.get_by_role("table").get_by_role("row").count() > 13
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_cards_sort_by_buttons_that_are_seen(visit: Visit) -> None:
    page = visit("documents", PHONE)
    button = page.get_by_role("button", name="Findings", exact=True)
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box and box["width"] > 24 and box["height"] >= 24
    button.click()
    expect(page.locator("th[aria-sort]")).to_have_count(1)
