"""Documents that are decisions make the same records in a check as in a build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.same_verdict import both, project

FIRST = """\
# 1. Use the "new" ledger

Date: 2024-05-06

## Status

Accepted

Superseded by ["That" one](0002-that.md)

## Context

The team's "old" ledger -- it's slow...

## Decision

- "Buy" one.
- Don't wait.

## Consequences

It costs.
"""

SECOND = """\
2. "That" one
=============

Status
------

Proposed

Supersedes :doc:`0001-ledger`, and amends 9.

Context
-------

The "new" one isn't better.
"""


@pytest.mark.parametrize("language", ["en", "de", "fr", "ja"])
def test_records_of_documents_are_those_of_a_build(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "adr"
    folder.mkdir()
    (folder / "0001-ledger.md").write_text(FIRST, encoding="utf-8")
    (folder / "0002-that.rst").write_text(SECOND, encoding="utf-8")
    conf = f"language = {language!r}\n"
    pair = both(project(tmp_path, {"adr/*": "adr-nygard"}, conf))
    assert pair.differing() == {}
    built, checked = (
        json.dumps([{k: v for k, v in each.items() if k != "anchor"} for each in r["records"]])
        for r in (pair.built, pair.checked)
    )
    assert built == checked
    assert len(pair.checked["records"]) == 2
    if language != "ja":
        assert pair.checked["records"][0]["title"] == 'Use the "new" ledger'
