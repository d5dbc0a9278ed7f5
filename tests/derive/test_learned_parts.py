"""Repeated parts and fields at the top, learned from documents that have them."""

from __future__ import annotations

import pytest

from sphinx_tdd.derive.folder import learn
from sphinx_tdd.readers.text import read_text

MD = """\
# {name}

**Owner:** Ann

## Options

### Option 1: {name}

**Price:** 5

### Option 2

**Price:** 7

### Step 1

Buy it.
"""
RST = """\
{name}
======

:Owner: Ann

Options
-------

Option A: {name}
~~~~~~~~~~~~~~~~

:Price: 5

Option B
~~~~~~~~

:Price: 7

Step 1
~~~~~~

Buy it.
"""


@pytest.mark.parametrize(("text", "suffix"), [(MD, ".md"), (RST, ".rst")])
def test_examples_in_documents_are_a_repeated_part(text: str, suffix: str) -> None:
    names = ("Kafka", "Redis", "Cobol")
    outlines = [read_text(text.format(name=name), suffix) for name in names]
    learned = learn(outlines, "note", 60)
    (options,) = learned.template.sections
    assert [(part.title, part.repeat) for part in options.sections] == [
        ("Option", True),
        ("Step 1", False),  # one alone may be a section
    ]
    assert [item.title for item in options.sections[0].items] == ["Price"]
    assert [field.title for field in learned.template.fields] == ["Owner"]
    assert learned.remarks["Options", "Option"] == "in 3 of 3"
