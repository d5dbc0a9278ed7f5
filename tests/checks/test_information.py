"""What a document says of itself, in every shape in which it is written below the title."""

from __future__ import annotations

from textwrap import dedent

import pytest

from sphinx_tdd.checks.information import information
from sphinx_tdd.readers.text import read_text

BELOW_TITLE = {
    "fields": ("rst", ":Status: approved\n:Author: Ines Brandt\n"),
    "definitions": ("rst", "Status\n   approved\nAuthor\n   Ines Brandt\n"),
    "labels": ("md", "**Status:** approved\n\n**Author:** Ines Brandt\n"),
    "list": ("md", "- **Status:** approved\n- Author: Ines Brandt\n"),
    "table": ("md", "| | |\n|---|---|\n| Status | approved |\n| Author | Ines Brandt |\n"),
    "label and paragraph": ("md", "**Status**\n\napproved\n\n**Author**\n\nInes Brandt\n"),
}


@pytest.mark.parametrize("shape", BELOW_TITLE)
def test_what_stands_right_below_the_title(shape: str) -> None:
    syntax, text = BELOW_TITLE[shape]
    title = "T\n=\n\n" if syntax == "rst" else "# T\n\n"
    section = "\nProblem\n-------\n\nNone.\n" if syntax == "rst" else "\n## Problem\n\nNone.\n"
    outline = read_text(f"{title}{text}{section}", f".{syntax}")
    assert information(outline) == {"status": "approved", "owner": "Ines Brandt"}


@pytest.mark.parametrize(
    "text",
    [
        ":Status: [draft/approved]\n",
        ":Status:\n",
        "Status\n   Still open.\n\n   Who decides?\n",
    ],
)
def test_what_is_no_value(text: str) -> None:
    outline = read_text(dedent(f"T\n=\n\n{text}\nProblem\n-------\n\nNone.\n"), ".rst")
    assert information(outline) == {}
