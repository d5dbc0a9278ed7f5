"""Sections that stand below a table of contents by their level, as an old template has them."""

from __future__ import annotations

import pytest

from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.derive.document import derive
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.readers.text import read_text

MD = """\
# Specification

Of all.

Table of Contents
=================

* Introduction

## Introduction

Say here who this is written for.

## Scope

Say here what is left out, and why.
"""
RST = """\
Specification
=============

Of all.

Table of Contents
=================

* Introduction

Introduction
------------

Say here who this is written for.

Scope
-----

Say here what is left out, and why.
"""


@pytest.mark.parametrize(
    ("text", "suffix", "lines"), [(MD, ".md", [12, 16]), (RST, ".rst", [14, 19])]
)
def test_what_is_owed_below_contents_is_read(text: str, suffix: str, lines: list[int]) -> None:
    template = derive(read_text(text, suffix), f"t{suffix}", suffix)

    def told(document: str) -> list[tuple[str, int]]:
        found = judge(read_text(document, suffix), template, Settings()).findings
        return [(finding.rule, finding.line) for finding in found]

    assert told(text) == [("placeholder", line) for line in lines]
    whole = text.replace("Say here who", "Those for whom").replace("Say here what", "Much")
    assert told(whole) == []
    assert [rule for rule, _ in told(whole.replace("Scope", "Other"))] == ["missing_section"]
