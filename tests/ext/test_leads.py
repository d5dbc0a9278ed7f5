"""Texts of records on other pages: their references lead where they do on their own page."""

from __future__ import annotations

import re

import pytest

from tests.conftest import MakeProject

RISK = "risk: {}\n  impact: high\n  likelihood: low\n  mitigation: {}\n"
MD = """
# Payments

## Overview

Text.

(spot)=
## A place

```{{risk-table}}
- id: RISK-1
  {}
```
"""
RST = """
Payments
========

Overview
--------

Text.

.. _spot:

A place
-------

.. risk-table::

   - id: RISK-1
     {}
"""
LINKS = {
    "md": ("[there](#overview) and {ref}`spot` and [](#spot)", ["overview", "spot", "spot"]),
    "rst": ("`Overview`_ and :ref:`spot` and `here <spot_>`_", ["overview", "spot", "spot"]),
}


@pytest.mark.parametrize("suffix", LINKS)
def test_places_in_its_own_document(suffix: str, make_project: MakeProject) -> None:
    text, anchors = LINKS[suffix]
    body = RISK.format("Down", f'"{text}"')
    if suffix == "rst":
        body = body.replace("\n", "\n   ")
    project = make_project(
        {
            f"designs/pay.{suffix}": (MD if suffix == "md" else RST).format(body),
            "index.md": "# Home\n\n```{risk-register}\n:columns: id, mitigation\n```\n",
        },
        tdd_documents={},
        myst_heading_anchors=2,
    )
    result = project.build()
    assert result.of("ref") == result.of("myst") == []
    found = re.findall(r"<td>.*?</td>", result.body(), re.S)
    assert re.findall(r'href="([^"]*)"', found[1]) == [f"designs/pay.html#{a}" for a in anchors]


def test_names_mean_what_they_mean_on_their_own_page(make_project: MakeProject) -> None:
    rows = RISK.format("Down", "None") + "- " + RISK.format("Late", "See {tdd:risk}`down`")
    page = "# PAGE\n\n```{risk-table}\n- " + rows + "```\n"
    files = {f"{name}.md": page.replace("PAGE", name) for name in ("one", "two")}
    register = "# Home\n\n```{risk-register}\n:columns: mitigation, document\n```\n"
    result = make_project({**files, "index.md": register}, tdd_documents={}).build()
    for name in ("one", "two"):
        assert f'href="{name}.html#risk-down"' in result.body()
