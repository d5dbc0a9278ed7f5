"""What axe-core says of a page, and which of it the extension has caused.

A violation is an element that breaks a rule. It is the theme's where the plain page of the same
theme, seen in the same way, breaks the same rule with the same kind of element: one of the same
name, in the same sort of surroundings (a table, an admonition, a term, plain text), and where the
rule is about colours, in the same two colours. Every other violation is ours, wherever it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from typing import NamedTuple

from playwright.sync_api import Page

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""The rules of WCAG 2.2, A and AA."""
ADVICE = ("best-practice",)

SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
# It would load style sheets once more, some from where they are not.
_RUN = """async (tags) => {
  const options = { runOnly: tags, resultTypes: ["violations"], elementRef: true, preload: false };
  const PLACES = "table, .admonition, dl, li, pre, details, h1, h2, h3, h4, h5, h6, p";
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ element, any, target }) => {
    const colours = any.find((check) => check.data?.fgColor)?.data ?? {};
    const place = element.parentElement?.closest(PLACES);
    return {
      rule: id,
      element: element.localName,
      place: place ? (place.matches(".admonition") ? "admonition" : place.localName) : "",
      colours: colours.fgColor ? `${colours.fgColor} on ${colours.bgColor}` : "",
      where: target.join(" "),
      html: element.outerHTML.slice(0, 160),
    };
  }));
}"""


class Violation(NamedTuple):
    """An element that breaks a rule.

    Attributes:
        rule: the id that axe-core gives to the rule.
        element: the name of the element.
        place: the nearest element around it that themes give a look of its own.
        colours: of the text and of what is behind it, where the rule is about them.
        where: a selector of the element.
        html: how the element begins.
    """

    rule: str
    element: str
    place: str
    colours: str
    where: str
    html: str

    @property
    def sort(self) -> tuple[str, ...]:
        """What is the same for all elements that break the rule for the same reason."""
        return self[:4]


def violations(page: Page, tags: Iterable[str] = LEVELS) -> list[Violation]:
    """Return what breaks the rules of these tags in a page as it is seen now."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(SCRIPT)
    return [Violation(**found) for found in page.evaluate(_RUN, list(tags))]


def ours(found: Iterable[Violation], plain: Iterable[Violation]) -> list[Violation]:
    """Return those that the plain page has no like of."""
    known = {violation.sort for violation in plain}
    return [violation for violation in found if violation.sort not in known]


def told(found: Iterable[Violation]) -> str:
    """Return violations in words: one of each sort, with how many there are."""
    found = list(found)
    counts = Counter(violation.sort for violation in found)
    first = {violation.sort: violation for violation in reversed(found)}
    lines: list[str] = []
    for sort, count in counts.most_common():
        example = first[sort]
        name = " / ".join(filter(None, sort))
        lines += [f"{count} x {name}", f"    {example.where}", f"    {example.html}"]
    return "\n".join(lines)
