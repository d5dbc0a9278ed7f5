"""Every kind of page in every theme, light and dark, on a desk and on a phone: no rule is broken.

The rules are those of axe-core; what counts as caused by the extension is said in `axe.py`.
"""

from __future__ import annotations

import pytest

from tests.browser import axe
from tests.browser.conftest import LOOKS, Look, Visit
from tests.browser.sites import PAGES, PLAIN

_plain: dict[tuple[str, Look], list[axe.Violation]] = {}


def plain_violations(theme: str, look: Look, visit: Visit) -> list[axe.Violation]:
    """Return what breaks rules on the plain page of a theme: looked at once."""
    if (theme, look) not in _plain:
        _plain[theme, look] = axe.violations(visit(PLAIN, look), axe.LEVELS + axe.ADVICE)
    return _plain[theme, look]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_the_extension_breaks_no_rule(name: str, look: Look, theme: str, visit: Visit) -> None:
    found = axe.violations(visit(name, look), axe.LEVELS + axe.ADVICE)
    caused = axe.ours(found, plain_violations(theme, look, visit))
    assert not caused, "\n" + axe.told(caused)
