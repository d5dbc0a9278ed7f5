"""What is seen of an open page: which elements are ours, their colours, what can be operated."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from playwright.sync_api import Page

OURS = ':is([class^="tdd-"], [class*=" tdd-"])'
"""Selects what has a class of ours."""
OPERABLE = "a[href], button, input, select, textarea, summary, [tabindex]"

_HELPERS = f"""
  const OURS = '{OURS}', OPERABLE = '{OPERABLE}';
  const isOurs = (element) => element.closest(OURS) !== null;
  const isSeen = (element) => element.checkVisibility({{ visibilityProperty: true }});
  const ours = [...document.querySelectorAll(`${{OURS}}, ${{OURS}} *`)];
  const operable = ours.filter((element) => element.matches(OPERABLE) && isSeen(element)
    && !element.disabled && element.tabIndex >= 0);
  const name = (element) => {{
    const classes = [...element.classList].map((each) => `.${{each}}`).join("");
    return `${{element.localName}}${{classes}} ${{element.textContent.trim().slice(0, 40)}}`;
  }};
"""


def ask(page: Page, steps: str, argument: Any = None) -> Any:
    """Return what steps in a page return; they know `ours`, `operable`, `isSeen` and `name`."""
    return page.evaluate(f"(argument) => {{ {_HELPERS} {steps} }}", argument)


# A colour may let through what is behind it, and be written in many ways: a canvas mixes them.
_PAINTED = """
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const mixed = (colours) => {
    const key = colours.join();
    if (!known.has(key)) {
      for (const colour of ["white", ...colours]) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      known.set(key, `rgb(${canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).join(", ")})`);
    }
    return known.get(key);
  };
  const behind = (element) => element === null ? []
    : [...behind(element.parentElement), getComputedStyle(element).backgroundColor];
  return ours.filter((element) => isSeen(element) && element.textContent.trim()
      && element.matches(OURS)
      && mixed(behind(element)) !== mixed(behind(element.parentElement)))
    .map((element) => [
      [...element.classList].filter((each) => each.startsWith("tdd-")).join(" "),
      mixed([...behind(element), getComputedStyle(element).color]),
      mixed(behind(element)),
    ]);
"""


class Painted(NamedTuple):
    """An element with a colour behind it.

    Attributes:
        classes: its classes that are ours.
        text: the colour of its words.
        behind: the colour of its own background.
    """

    classes: str
    text: str
    behind: str

    @property
    def brightness(self) -> int:
        """How bright the background is, roughly."""
        return sum(int(number) for number in re.findall(r"\d+", self.behind)[:3])

    @property
    def contrast(self) -> float:
        """How far text and background are apart, as WCAG counts it: 1 to 21."""
        light, dark = sorted((_luminance(self.text), _luminance(self.behind)), reverse=True)
        return (light + 0.05) / (dark + 0.05)


def painted(page: Page) -> set[Painted]:
    """Return the badges and cells of ours that have a colour behind their words."""
    return {Painted(*each) for each in ask(page, _PAINTED)}


def _luminance(colour: str) -> float:
    channels = [int(number) / 255 for number in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    steps = "return document.scrollingElement.scrollWidth - document.documentElement.clientWidth;"
    return max(0, int(ask(page, steps)))


def too_wide(page: Page) -> list[str]:
    """Return the elements of ours that reach out of the window, the outermost of each.

    A theme whose page is wider than the window, as alabaster's is on paper, sets the limit itself.
    """
    found = ask(
        page,
        """
        const body = document.querySelector("[role=main], main").getBoundingClientRect();
        const width = Math.max(document.documentElement.clientWidth, body.right);
        const clipped = (element) => {
          for (let each = element.parentElement; each; each = each.parentElement) {
            if (getComputedStyle(each).overflowX !== "visible") return true;
          }
          return false;
        };
        return ours.filter((element) => isSeen(element) && !clipped(element))
          .filter((element) => {
            const { left, right } = element.getBoundingClientRect();
            return right > width + 1 || left < -1;
          }).map(name);
        """,
    )
    return list(found)


def listed(lines: Iterable[str]) -> str:
    """Return lines as a message, not all where there are many."""
    lines = list(lines)
    more = [f"... and {len(lines) - 20} more"] if len(lines) > 20 else []
    return "\n" + "\n".join([*lines[:20], *more])
