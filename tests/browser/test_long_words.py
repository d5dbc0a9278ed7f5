"""Words as long as a line, and code in cells: no table is wider than its page for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.seen import sideways
from tests.browser.sites import run_sphinx

WORD = "com.example.payments.settlement.ReconciliationJobOfTheNight" * 3
PAGE = f"""\
---
status: {WORD}
owner: {WORD}
---

# {WORD}

```{{risk-table}}
:caption: {WORD}

- id: {WORD[:60]}
  risk: {WORD} fails
  impact: high
  likelihood: low
  mitigation: |
    - See `{WORD}`.

    ```
    {WORD}
    ```
```

```{{risk-record}} {WORD}
:id: {WORD}
:impact: high
:likelihood: low
:status: {WORD}

mitigation: See `{WORD}`.
```

```{{risk-register}}
:columns: id, risk, level, status, owner, mitigation
```

```{{tdd-coverage}}
```

```{{tdd-report}}
```

```{{tdd-documents}}
```
"""


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page, built."""
    site = tmp_path_factory.mktemp("long")
    source = site / "source"
    source.mkdir()
    (source / "index.md").write_text(PAGE, "utf-8")
    conf = 'extensions = ["myst_parser", "sphinx_tdd"]\ntdd_documents = {"index": "design-doc"}\n'
    (source / "conf.py").write_text(conf, "utf-8")
    run_sphinx(site, "furo", suppress_warnings="tdd.*")
    return site / "html" / "index.html"


@pytest.mark.parametrize("width", [320, 1280])
def test_long_words_are_broken(width: int, page_file: Path, browser: Browser) -> None:
    with browser.new_page(viewport={"width": width, "height": 900}) as page:
        page.goto(page_file.as_uri())
        assert sideways(page) == 0
        wide = page.evaluate("""() => [...document.querySelectorAll("table.tdd-table, .tdd-board")]
            .filter((each) => each.scrollWidth > each.parentElement.clientWidth + 1
              || each.scrollWidth > each.clientWidth + 1)
            .map((each) => each.className)""")
        assert not wide
