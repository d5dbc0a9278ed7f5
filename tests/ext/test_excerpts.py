"""The text of a record as other pages show it: with its markup, wherever that stands."""

from __future__ import annotations

import pytest

from tests.conftest import MakeProject

MD = """
# Risks

```{{risk-table}}
- risk: The first
  impact: high
  likelihood: low
  mitigation: {text}
```
"""
REGISTER = "# All\n\n```{risk-register}\n:columns: risk, mitigation\n```\n"
INDEX = "# Designs\n\n```{toctree}\nrisks\nall\n```\n"
CASES = {
    "`retry` once": '<code class="docutils literal notranslate"><span class="pre">retry</span>'
    "</code> once",
    "**Never** *or* `now`": "<strong>Never</strong> <em>or</em> ",
    "Wait, **then** go": "Wait, <strong>then</strong> go",
    "[**Ask** it](https://example.org)": "<strong>Ask</strong> it</a>",
}


@pytest.mark.parametrize("text", CASES)
def test_a_text_is_shown_as_on_its_page(make_project: MakeProject, text: str) -> None:
    written = MD.format(text=f"'{text}'")
    result = make_project({"index.md": INDEX, "risks.md": written, "all.md": REGISTER}).build()
    assert CASES[text] in result.body("risks")
    assert CASES[text] in result.body("all")
