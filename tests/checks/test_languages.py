"""Documents in other languages: each owed part taken out in turn is told, and nothing else is.

The documents are those of the built-in templates with all titles, labels and columns in one
language. What is told names a section by the template's own words, in every language.
"""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from sphinx_tdd.model.languages import translated
from tests.checks.test_mutations import columns, diagrams, items, removed
from tests.designs import SYNTAXES, filled, templates, told, verdict, write
from tests.model.test_languages import COMPLETE, LANGUAGES

pytestmark = pytest.mark.thorough

PAIRS = [("de", "md"), ("fr", "rst"), ("ja", "md")]
"""Each language in one syntax: both would tell little more, and take twice as long."""


@pytest.mark.parametrize(("language", "syntax"), PAIRS)
@pytest.mark.parametrize("name", COMPLETE)
def test_one_part_less(name: str, language: str, syntax: str) -> None:
    template = templates()[name]
    design = filled(translated(template, language), parts=1)
    cases = {
        "filled": [("filled", design, [[]])],
        "removed": list(removed(design)),
        "items": list(items(design)),
        "columns": list(columns(design)),
        "diagrams": list(diagrams(design)),
    }
    counts: Counter[str] = Counter()
    wrong = []
    for group, found_cases in cases.items():
        for what, changed, expected in found_cases:
            found = told(verdict(write(changed, syntax), syntax, template).findings)
            counts[group] += 1
            counts["expected"] += len(expected[0])
            counts["told"] += len(found)
            if found not in expected:
                wrong.append(f"{what}: told {found}, expected {' or '.join(map(str, expected))}")
    print(name, language, syntax, dict(counts), len(wrong), "wrong")
    assert not wrong, "\n".join(wrong)
    assert counts["told"] == counts["expected"] > counts["removed"] / 2


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("name", COMPLETE)
def test_all_languages_in_one_document(name: str, syntax: str) -> None:
    """A document that changes its language from section to section."""
    template = templates()[name]
    mixed = [
        (translated(template, LANGUAGES[index % 3]) if index % 4 else template).sections[index]
        for index in range(len(template.sections))
    ]
    whole = msgspec.structs.replace(template, sections=tuple(mixed))
    assert told(verdict(write(filled(whole, 1), syntax), syntax, template).findings) == []
