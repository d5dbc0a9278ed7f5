"""Every kind of page in every theme, light and dark, on a desk and on a phone: no rule is broken.

The rules are those of axe-core; what counts as caused by the extension is said in `axe.py`.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.browser.conftest import Visit
from tests.browser.looks import LOOKS, look_as
from tests.browser.sites import PAGES, PLAIN, WITHOUT

_RULES = axe.LEVELS + axe.ADVICE
_plain: dict[str, dict[str, list[axe.Violation]]] = {}


def in_all_looks(page: Page) -> dict[str, list[axe.Violation]]:
    """Return what breaks rules in an open page, for each way to look at it."""
    found = {}
    for name, look in LOOKS.items():
        look_as(page, look)
        found[name] = axe.violations(page, _RULES)
    return found


@pytest.mark.parametrize("name", [*PAGES, "index"])
def test_the_extension_breaks_no_rule(name: str, theme: str, visit: Visit) -> None:
    if theme != "furo" and name.endswith("-rst"):
        pytest.skip("it is what the same in Markdown is")
    if theme not in _plain:
        _plain[theme] = in_all_looks(visit(PLAIN))
    seen = in_all_looks(visit(WITHOUT if name == "index" else name))
    caused = {look: axe.ours(found, _plain[theme][look]) for look, found in seen.items()}
    assert not any(caused.values()), "".join(
        f"\n{look}:\n{axe.told(found)}" for look, found in caused.items() if found
    )
