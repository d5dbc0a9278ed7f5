"""The templates that others publish, held against documents in the forms that teams write."""

from __future__ import annotations

import pytest

from tests.designs import templates, told, verdict

HEAD = """\
# Ledger

## Scope

The ledger.

## Architecture

```text
page --> ledger
```

## Trust Boundaries

Between page and ledger.

## Entry Points

- The page

## Assets

1. Money

"""
SORTS = (
    "Spoofing",
    "Tampering",
    "Repudiation",
    "Information disclosure",
    "Denial of Service",
    "Elevation of privilege",
)
FORMS = {
    "a column of its own": "## Threats\n\n| Id | Threat | Category | Mitigation |\n"
    "|---|---|---|---|\n"
    + "".join(f"| {n} | Somebody lies | {each} | A key |\n" for n, each in enumerate(SORTS)),
    "the first column": "## STRIDE analysis\n\n| Threat | Case | Mitigation |\n|---|---|---|\n"
    + "".join(f"| **{each[0]}**{each[1:]} | Somebody lies | A key |\n" for each in SORTS),
    "headings": "## Threats (STRIDE)\n\n"
    + "".join(f"### {each}\n\n- Mitigation: a key\n\n" for each in SORTS)
    + "## Mitigations\n\nKeys.\n",
    "list items": "## Threats\n\n"
    + "".join(f"- {each}: somebody lies\n" for each in SORTS)
    + "\n## Countermeasures\n\nKeys.\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_the_six_ways_of_attack_in_the_forms_that_teams_write(form: str) -> None:
    template = templates()["threat-model"]
    text = HEAD + FORMS[form]
    assert told(verdict(text, "md", template).findings) == []
    less = text.replace("Tampering", "Meddling").replace("**T**ampering", "Meddling")
    assert told(verdict(less, "md", template).findings) == [("missing_item", ("Threats",))]


def test_a_proposal_without_a_title_of_its_own() -> None:
    parts = [section.title for section in templates()["rust-rfc"].sections[1:]]
    head = "- Feature Name: x\n- Start Date: 2025-01-01\n- RFC PR: #1\n- Rust Issue: #2\n\n"
    text = head + "\n".join(f"# {title}\n\nA sentence.\n" for title in parts)
    template = templates()["rust-rfc"]
    assert told(verdict(text, "md", template).findings) == []
    less = text.replace("# Prior art\n\nA sentence.\n", "")
    assert told(verdict(less, "md", template).findings) == [("missing_section", ("Prior art",))]


def test_the_status_of_a_decision_stands_in_one_of_three_places() -> None:
    template = templates()["adr-nygard"]
    rest = "".join(f"## {title}\n\nText.\n\n" for title in ("Context", "Decision", "Consequences"))
    for head in (
        "## Status\n\nAccepted\n\n",
        "Status: Accepted\n\n",
        "- **Status:** Accepted\n\n",
    ):
        assert told(verdict(f"# 1. A\n\n{head}{rest}", "md", template).findings) == [], head
    assert told(verdict(f"# 1. A\n\n{rest}", "md", template).findings) == [
        ("missing_section", ("Status",))
    ]
