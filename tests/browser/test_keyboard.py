"""Keyboard alone: it reaches all that can be operated, and who looks sees where they are."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.looks import LOOKS, Look
from tests.browser.seen import ask, listed

PAGES = ("risks", "decisions", "documents", "coverage", "findings", "versions", "refund-tool")
_LIST = """
  const looks = (element) => {
    const style = getComputedStyle(element);
    const outline = style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor;
    return [outline, style.boxShadow, style.borderColor, style.backgroundColor, style.color,
      style.textDecorationLine].join(" ");
  };
  const before = new Map(operable.map((element) => [element, looks(element)]));
  window.reached = new Set();
  window.unmarked = new Set();
  document.addEventListener("focusin", ({ target }) => {
    if (!before.has(target)) return;
    reached.add(target);
    if (looks(target) === before.get(target)) unmarked.add(name(target));
  });
  window.toReach = () => [...before.keys()].filter((element) => !reached.has(element)).map(name);
  const all = [...document.querySelectorAll(OPERABLE)];
  const first = all.find((element) => before.has(element));
  const behind = all.slice(0, all.indexOf(first)).filter(isSeen).at(-1);
  behind?.focus({ preventScroll: true });
  return before.size;
"""


@pytest.mark.parametrize(
    "look", [LOOKS["light-desktop"], LOOKS["dark-phone"]], ids=["desktop", "phone"]
)
@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_all(name: str, look: Look, visit: Visit) -> None:
    page = visit(name, look)
    count = ask(page, _LIST)
    assert count, "there is nothing of ours that can be operated"
    for _ in range(count + 40):
        page.keyboard.press("Tab")
        if page.evaluate("() => reached.size") == count:
            break
    assert not (left := page.evaluate("() => toReach()")), listed(left)
    assert not (left := page.evaluate("() => [...unmarked]")), listed(left)


def test_what_is_folded_opens_with_a_key(visit: Visit) -> None:
    page = visit("decisions")
    folded = page.locator("details.tdd-in-words").first
    content = folded.locator("ul").first
    assert not content.is_visible()
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert content.is_visible()
    page.keyboard.press("Space")
    assert not content.is_visible()
