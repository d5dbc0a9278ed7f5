"""The badge: what shields.io's endpoint asks for, with a colour that says how it stands."""

from __future__ import annotations

import json

import pytest

from sphinx_tdd.model.report import Report
from sphinx_tdd.reports import Rendering
from sphinx_tdd.reports.badge import write_badge
from tests.reports.values import document, finding, report

GAP = finding()
FAULT = finding("tdd_scale can't be 9", rule="config")


def test_all_that_the_endpoint_reads() -> None:
    written = write_badge(report(document("pay")), Rendering())
    assert json.loads(written) == {
        "schemaVersion": 1,
        "label": "designs",
        "message": "1 of 1 complete",
        "color": "brightgreen",
    }
    assert written.endswith("}\n")


@pytest.mark.parametrize(
    ("value", "message", "color"),
    [
        (report(), "none checked", "lightgrey"),
        (report(document("a"), document("b", GAP)), "1 of 2 complete", "yellow"),
        (
            report(*(document(f"d{n}") for n in range(4)), document("e", GAP)),
            "4 of 5 complete",
            "yellowgreen",
        ),
        (report(document("a", GAP)), "0 of 1 complete", "orange"),
        (report(document("a"), findings=(FAULT,)), "1 of 1 complete, 1 finding", "yellowgreen"),
        (report(findings=(FAULT, FAULT)), "none checked, 2 findings", "orange"),
        (report(document("a", finding(severity="error"))), "0 of 1 complete", "red"),
        (report(document("a", finding(severity="info"))), "1 of 1 complete", "brightgreen"),
        (
            report(document("a", finding(severity="error", ignored="agreed"))),
            "1 of 1 complete",
            "brightgreen",
        ),
    ],
)
def test_message_and_colour(value: Report, message: str, color: str) -> None:
    data = json.loads(write_badge(value, Rendering()))
    assert (data["message"], data["color"]) == (message, color)
