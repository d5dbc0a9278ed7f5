"""A document as the template: what is read out of it, and what is told of those who follow it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent

import pytest

from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.derive.document import NoTemplate, derive
from sphinx_tdd.model.finding import Finding
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.model.template import Section, Template
from sphinx_tdd.readers.text import read_text
from tests.designs import SYNTAXES, filled, templates, write
from tests.mutation_figures import prompting


def derived(text: str, syntax: str = "md") -> Template:
    suffix = f".{syntax}"
    return derive(read_text(dedent(text), suffix), f"specs/template{suffix}", suffix)


def findings(text: str, template: Template, syntax: str = "md") -> list[Finding]:
    found = judge(read_text(dedent(text), f".{syntax}"), template, Settings()).findings
    return [finding for finding in found if finding.severity != "info"]


def rules(text: str, template: Template, syntax: str = "md") -> list[tuple[str, int]]:
    return [(finding.rule, finding.line) for finding in findings(text, template, syntax)]


def structure(sections: tuple[Section, ...]) -> list[object]:
    """What is owed: titles, repeated parts, labels, columns."""
    return [
        (
            part.title,
            part.repeat,
            [(item.title, [below.title for below in item.items]) for item in part.items],
            [column.title for column in part.columns],
            structure(part.sections),
        )
        for part in sections
    ]


def comparable() -> Iterator[str]:
    """The templates whose repeated parts a document can show: examples with letters."""
    for name, template in templates().items():
        items = [item for section in template.walk() for item in section.items]
        items += [below for item in items for below in item.items]
        if not any(item.repeat for item in items):
            yield name


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("name", sorted(comparable()))
def test_a_template_written_as_a_document_is_understood(name: str, syntax: str) -> None:
    template = templates()[name]
    text = write(prompting(filled(template)), syntax)
    found = derived(text, syntax)
    assert structure(found.sections) == structure(template.sections)


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("name", ["design-doc", "formal-design", "feature-design"])
def test_each_section_that_is_taken_out_is_told(name: str, syntax: str) -> None:
    design = filled(templates()[name])
    template = derived(write(prompting(design), syntax), syntax)
    assert rules(write(design, syntax), template, syntax) == []
    repeated = [entry.path for entry in design.entries if entry.part]
    for index, entry in enumerate(design.entries):
        if not entry.path or repeated.count(entry.path) > 1:
            continue
        (finding, *more) = findings(write(design.without(index), syntax), template, syntax)
        assert not more, entry.title
        if finding.rule == "missing_section":
            assert finding.section == entry.path
        else:  # it was all that its parent had
            assert finding.rule == "empty_section"
            assert finding.section == entry.path[:-1]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_prompt_left_in_is_told_whatever_its_line_breaks(syntax: str) -> None:
    design = filled(templates()["design-doc"])
    template = derived(write(prompting(design), syntax), syntax)
    broken = "Say here what a reader\nhas to know\nbefore the review of this part."
    left = [i for i, entry in enumerate(design.entries) if entry.text]
    for index in left:
        text = write(design.changed(index, text=broken), syntax)
        (finding,) = findings(text, template, syntax)
        assert finding.rule == "placeholder"
        assert finding.section == design.entries[index].path


RST = """\
    ..
     This work is licensed under a Creative Commons License.

    ========================
    The title of your change
    ========================

    Start with one paragraph that everybody understands.

    Problem
    =======

    What is wrong today? Who suffers from it?

    .. Name the people who asked for it.

    History (optional)
    ==================

    This section is optional.

    Notes
    =====

    This section is optional: leave it out where there is nothing to note.

    Owners
    ======

    **Lead**
        <name of one person>

    **Deputy** [optional]:
        <name of another person>

    Option A
    --------

    Option B
    --------
"""
MD = """\
    # [Title of the change]

    Start with one paragraph that everybody understands.

    ## Problem

    What is wrong today? Who suffers from it?

    <!-- Name the people who asked for it. -->

    ## History (optional)

    This section is optional.

    ## Notes

    This section is optional: leave it out where there is nothing to note.

    ## Owners

    **Lead:** <name of one person>

    **Deputy [optional]:** <name of another person>

    ### Option A

    ### Option B
"""


@pytest.mark.parametrize(("text", "syntax"), [(MD, "md"), (RST, "rst")])
def test_what_a_template_document_says(text: str, syntax: str) -> None:
    template = derived(text, syntax)
    owed = {section.title: section.required for section in template.sections}
    assert owed == {"Problem": True, "History": False, "Notes": True, "Owners": True}
    owners = template.sections[-1]
    assert [(item.title, item.required) for item in owners.items] == [
        ("Lead", True),
        ("Deputy", False),
    ]
    assert [(part.title, part.repeat) for part in owners.sections] == [("Option", True)]
    assert "What is wrong today?" in template.texts
    assert "Name the people who asked for it." in template.texts
    assert not any("licensed" in known for known in template.texts)


HEAD = "# Refunds\n\nMoney goes back.\n\n"
TAIL = """

## Notes

None.

## Owners

**Lead:** Ada

### Option A: buy

We buy it from a shop.
"""


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Refunds take nine days.", []),
        ("What is wrong today? Who suffers from it?", ["placeholder"]),
        ("Who\nsuffers from it?", ["placeholder"]),
        ("What is wrong today? Refunds take nine days.", []),
        ("Name the people who asked for it.", ["placeholder"]),
        ("<!-- Name the people who asked for it. -->", ["empty_section"]),
        ("<!-- Name the people who asked for it. -->\n\nShops did.", []),
        ("Shops did.\n\n<!-- Name the people who\nasked for it. -->", []),
        ("- What is wrong today?\n\n  Refunds take nine days.", []),
        ("- What is wrong today?\n- Refunds take nine days.", []),
        ("- What is wrong today?", ["placeholder"]),
        ("", ["empty_section"]),
    ],
)
def test_what_is_left_of_a_template_document(body: str, told: list[str]) -> None:
    text = f"{HEAD}## Problem\n\n{body}{TAIL}"
    assert [rule for rule, _ in rules(text, derived(MD))] == told


def test_a_comment_of_the_template_is_told_as_information() -> None:
    comment = "<!-- Name the people who\nasked for it. -->"
    text = f"{HEAD}## Problem\n\nShops did.\n\n{comment}{TAIL}"
    verdict = judge(read_text(text, ".md"), derived(MD), Settings())
    assert verdict.sections.filled == verdict.sections.required
    (finding,) = verdict.findings
    assert (finding.rule, finding.severity, finding.line) == ("placeholder", "info", 9)
    assert finding.section == ("Problem",)


def test_an_item_that_is_optional_is_not_missed_and_another_is() -> None:
    text = f"{HEAD}## Problem\n\nRefunds take nine days.{TAIL}".replace("**Lead:** Ada\n\n", "")
    (finding,) = findings(text, derived(MD))
    assert (finding.rule, finding.missing) == ("missing_item", ("Lead",))


@pytest.mark.parametrize(
    ("headings", "title", "sections"),
    [
        (["# Any", "## A", "## B"], "Any", ["A", "B"]),
        (["# A", "# B"], "", ["A", "B"]),
        (["# RFC: [name]", "# A", "# B"], "RFC: [name]", ["A", "B"]),
        (["## A", "### B"], "A", ["B"]),
        (["# 0000-template", "# A", "# B"], "0000-template", ["A", "B"]),
        (["# Any", "## 1. A", "## Table of Contents", "## B"], "Any", ["1. A", "B"]),
    ],
)
def test_the_title_is_no_section(headings: list[str], title: str, sections: list[str]) -> None:
    template = derived("\n\n".join(headings) + "\n")
    assert template.title == (title or "specs/template.md")
    owed = [part.title for part in template.sections if part.title != "Table of Contents"]
    assert owed == sections


@pytest.mark.parametrize(
    ("headings", "owed"),
    [
        (["Phase 1", "Phase 2"], [("Phase", True)]),
        (["Phase 1: [name]", "Phase 2: [name]"], [("Phase", True)]),
        (["Component A", "Component B", "Costs"], [("Component", True), ("Costs", False)]),
        (["[Component Name]"], [("Component", True)]),
        (["Component: [Name]"], [("Component", True)]),
        (["Alternative 1"], [("Alternative", True)]),
        (["Entity1", "Entity2"], [("Entity", True)]),
        (["Python 3"], [("Python 3", False)]),
        (["Appendix A", "Appendix B"], [("Appendix A", False), ("Appendix B", False)]),
        (["Level 1", "Level 2"], [("Level 1", False), ("Level 2", False)]),
        (["OAuth2"], [("OAuth2", False)]),
    ],
)
def test_examples_become_a_repeated_part(headings: list[str], owed: list[object]) -> None:
    text = "# Any\n\n" + "\n\n".join(f"## {heading}" for heading in headings) + "\n"
    assert [(part.title, part.repeat) for part in derived(text).sections] == owed


def test_of_a_bold_text_only_a_label_is_an_item() -> None:
    text = """\
        # Any

        ## A

        **Note:** this is a remark.

        **This section is for everybody who reads.**

        - **Purpose:** what it is for
        - **[Name]:** what it is
        - Duties:
        - Some words: and more of them
        - [ ] **Done:** a box

        Read **the rules** first.
    """
    assert [item.title for item in derived(text).sections[0].items] == ["Purpose", "Duties"]


def test_a_table_gives_columns_and_one_of_labels_items() -> None:
    text = """\
        # Any

        ## Risks

        | Risk | Impact | [more] |
        |------|--------|--------|
        | [R]  | [I]    |        |

        ## About

        | Field | Value |
        |-------|-------|
        | Owner |       |
        | Date  | [day] |
    """
    risks, about = derived(text).sections
    assert [column.title for column in risks.columns] == ["Risk", "Impact"]
    assert [item.title for item in about.items] == ["Owner", "Date"]
    assert about.columns == ()


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("**Author:** Ada\n\n**Reviewer:** Bob", []),
        ("- **Author:** Ada", []),
        ("- **Reviewer:** Bob", ["missing_field"]),
        ("**Author:** [name]", ["placeholder"]),
        ("**Author:**", ["missing_field"]),
        ("Ada wrote it.", ["missing_field"]),
    ],
)
def test_labels_above_all_sections_are_fields(head: str, told: list[str]) -> None:
    text = "# [Title]\n\n**Author:** [name]\n\n**Reviewer (optional):** [name]\n\n## A\n"
    template = derived(text)
    assert [(f.title, f.required) for f in template.fields] == [
        ("Author", True),
        ("Reviewer", False),
    ]
    document = f"# Pay\n\n{head}\n\n## A\n\nMoney.\n"
    assert [rule for rule, _ in rules(document, template)] == told
    in_front_matter = "---\nauthor: Ada\n---\n\n# Pay\n\n## A\n\nMoney.\n"
    assert rules(in_front_matter, template) == []


@pytest.mark.parametrize("text", ["", "Only prose.\n", "# Only a title\n\nProse.\n"])
def test_a_document_without_sections_is_no_template(text: str) -> None:
    with pytest.raises(NoTemplate, match="no heading below its title"):
        derived(text)
