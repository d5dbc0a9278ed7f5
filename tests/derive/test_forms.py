"""Forms in which template documents are written: marks of titles, examples, phrases, tables."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sphinx_tdd.checks.verdict import judge
from sphinx_tdd.derive.contracts import Contracts
from sphinx_tdd.derive.document import derive
from sphinx_tdd.derive.yaml import write
from sphinx_tdd.model.follows import Contract
from sphinx_tdd.model.settings import Settings
from sphinx_tdd.model.template import Section, Template
from sphinx_tdd.model.template_files import Loader
from sphinx_tdd.model.template_library import Library
from sphinx_tdd.readers.text import read_text

SYNTAXES = ("md", "rst")
TEXT = {"md": 5, "rst": 9}
"""The line on which the text of the first section of a page begins."""


def page(title: str, sections: dict[str, str], syntax: str) -> str:
    """A document of a title and sections right below it, with their text."""
    if syntax == "md":
        parts = [f"# {title}", *(f"## {name}\n\n{text}" for name, text in sections.items())]
    else:
        pairs = [(title, "=", ""), *((name, "-", text) for name, text in sections.items())]
        parts = [f"{name}\n{mark * 2 * len(name)}\n\n{text}" for name, mark, text in pairs]
    return "\n\n".join(parts) + "\n"


def template(sections: dict[str, str], syntax: str, title: str = "T") -> Template:
    suffix = f".{syntax}"
    return derive(read_text(page(title, sections, syntax), suffix), f"t{suffix}", suffix)


def told(
    sections: dict[str, str], against: Template, syntax: str, title: str = "Blue"
) -> list[tuple[str, int]]:
    found = judge(read_text(page(title, sections, syntax), f".{syntax}"), against, Settings())
    return [(f.rule, f.line) for f in found.findings if f.severity != "info"]


def shape(sections: tuple[Section, ...]) -> list[tuple[str, bool, bool]]:
    """The titles, each with whether it is repeated and whether it is owed."""
    return [(part.title, part.repeat, part.required is True) for part in sections]


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    "title",
    [
        "History (Optional)", "History [optional]", "(Optional) History", "History {optional}",
        "History (optional, but welcome)", "History (if relevant)", "History (where applicable)",
        "History (as needed)", "History（任意）", "History (facultatif)",
    ],
)  # fmt: skip
def test_a_mark_makes_a_section_optional(title: str, syntax: str) -> None:
    owed = template({"Problem": "x", title: "x"}, syntax)
    assert shape(owed.sections)[1:] == [("History", False, False)]
    for name in ("History", title):
        assert told({"Problem": "Slow.", name: "None."}, owed, syntax) == []


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    "title", ["Optional Features", "Features (optionally more)", "Features (some optional)"]
)
def test_other_titles_with_the_word_are_owed(title: str, syntax: str) -> None:
    assert shape(template({title: "x"}, syntax).sections) == [(title, False, True)]


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize("mark", ["(required)", "[required]", "(Mandatory)"])
def test_a_mark_that_a_section_is_required_is_no_part_of_its_title(mark: str, syntax: str) -> None:
    owed = template({f"Problem {mark}": "**Owner (required):** [name]"}, syntax)
    assert shape(owed.sections) == [("Problem", False, True)]
    for name in ("Problem", f"Problem {mark}"):
        for label in ("Owner", "Owner (required)"):
            assert told({name: f"**{label}:** Ann"}, owed, syntax) == []
    assert told({"Problem": "Slow."}, owed, syntax) == [("missing_item", TEXT[syntax])]


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    ("titles", "part"),
    [
        (["Phase 1 (Alpha)", "Phase 2 (Beta)"], "Phase"),
        (["Phase One", "Phase Two"], "Phase"),
        (["1. Phase 1", "2. Phase 2"], "Phase"),
        (["Question 1?", "Question 2?"], "Question"),
        (["[Component 1]", "[Component 2]"], "Component"),
        (["FR-001: Login", "FR-002: Logout"], "FR"),
        (["UC-1 Log in", "UC-2 Log out"], "UC"),
        (["Milestone 1", "Milestone N"], "Milestone"),
        (["{Runtime Scenario 1}", "{Runtime Scenario n}"], "Runtime Scenario"),
        (["Component {name}"], "Component"),
        (["{Component name}"], "Component"),
        (["{title of option 1}", "{title of other option}"], "title of option"),
    ],
)
def test_examples_are_a_repeated_part(titles: list[str], part: str, syntax: str) -> None:
    owed = template(dict.fromkeys(titles, "x"), syntax)
    assert shape(owed.sections) == [(part, True, True)]
    assert told({"Kafka": "Fast.", "Redis": "Small."}, owed, syntax) == []


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    "title", ["Attachment A", "Exhibit A", "SHA-1", "UTF-8 Text", "GET /{id}"]
)
def test_what_only_looks_like_an_example_is_a_section(title: str, syntax: str) -> None:
    assert shape(template({title: "x"}, syntax).sections) == [(title, False, True)]


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(
    ("prompt", "left"),
    [
        ("What hurts? Who is hurt, and how much?", "What hurts? Who is\nhurt, and how much?"),
        ("Say who is hurt, and how much. Be brief.", "Say who is hurt, and how\nmuch. Be brief."),
        ("{why}", "{why}"),
        ("{{ why we do it }}", "{{ why we do it }}"),
        ("ここに、なぜ今それをするのかを書く。", "ここに、なぜ今\nそれをするのかを書く。"),
    ],
)
def test_a_prompt_left_in_is_told(prompt: str, left: str, syntax: str) -> None:
    owed = template({"Problem": prompt, "Costs": "x"}, syntax)
    assert told({"Problem": left, "Costs": "None."}, owed, syntax) == [
        ("placeholder", TEXT[syntax])
    ]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_phrase_in_angle_brackets_is_known_however_short(syntax: str) -> None:
    text = "- <risk>" if syntax == "md" else "- <risk>\n"
    owed = template({"Risks": text}, syntax)
    assert told({"Risks": text}, owed, syntax) == [("placeholder", TEXT[syntax])]
    assert not template({"Risks": "<details>"}, "md").texts


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_question_in_bold_may_stay_over_its_answer(syntax: str) -> None:
    owed = template({"Problem": "**What is it that we do here?**\n\nSay so briefly now."}, syntax)
    answered = "**What is it that we do here?**\n\nWe paint."
    assert told({"Problem": answered}, owed, syntax) == []


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_title_of_the_template_is_known(syntax: str) -> None:
    owed = template({"Problem": "x"}, syntax, "RFC-NNNN: The title of your RFC")
    assert told({"Problem": "Slow."}, owed, syntax, "RFC-NNNN: The title of your RFC") == [
        ("placeholder", 1)
    ]
    assert told({"Problem": "Slow."}, owed, syntax, "RFC-0012: Blue") == []
    plain = template({"Problem": "x"}, syntax, "Design")
    assert told({"Problem": "Slow."}, plain, syntax, "Design") == []


VALUES = {
    "md": "| **Status** | Draft |\n| --- | --- |\n| **Owner** | Ann |",
    "rst": (
        "+------------+-------+\n| **Status** | Draft |\n"
        "+------------+-------+\n| **Owner**  | Ann   |\n+------------+-------+"
    ),
}


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_bold_labels_in_a_table_are_items_whatever_their_values(syntax: str) -> None:
    (section,) = template({"About": VALUES[syntax]}, syntax).sections
    assert [item.title for item in section.items] == ["Status", "Owner"]
    assert section.columns == ()


def test_the_first_row_of_a_table_without_a_header_has_no_columns() -> None:
    plain = "+------+------+\n| One  | Two  |\n+------+------+\n| a    | b    |\n+------+------+"
    (section,) = template({"About": plain}, "rst").sections
    assert section.columns == ()
    (section,) = template(
        {"About": plain.replace("| One  | Two  |", "|**On**|**To**|")}, "rst"
    ).sections
    assert [column.title for column in section.columns] == ["On", "To"]


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_heading_in_bold_above_prose_is_no_field(syntax: str) -> None:
    head = "T\n=\n\n" if syntax == "rst" else "# T\n\n"
    about = (
        "**About this file**\n\nIt is copied for each design.\n\n**Owner (required):** [name]\n\n"
    )
    section = "Problem\n-------\n\nx\n"  # in Markdown, too
    owed = derive(read_text(head + about + section, f".{syntax}"), f"t.{syntax}", f".{syntax}")
    assert [(field.title, field.aliases) for field in owed.fields] == [
        ("Owner", ("Owner (required)",))
    ]


COMMENTS = {
    "md": "<!-- Say who is hurt, and how much. Be brief. -->\n\n",
    "rst": ".. Say who is hurt, and how much. Be brief.\n\n",
}


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_comment_left_in_is_told_by_the_yaml_too(syntax: str, tmp_path: Path) -> None:
    text = COMMENTS[syntax]
    owed = template({"Problem": text}, syntax)
    written = tmp_path / "own.yaml"
    written.write_text(write(msgspec.structs.replace(owed, id="own")), "utf-8")
    read = Loader([(tmp_path, "templates")]).resolved["own"]
    assert read is not None
    outline = read_text(page("Blue", {"Problem": text + "Slow."}, syntax), f".{syntax}")
    for against in (owed, read):
        (finding,) = judge(outline, against, Settings()).findings
        assert (finding.rule, finding.severity) == ("placeholder", "info")
        assert finding.message.startswith("comment of the template left in")


def test_a_text_that_is_kept_is_so_within_its_paragraph(tmp_path: Path) -> None:
    prompt = "Be brief. Ask in the channel for a date."
    (tmp_path / "t.md").write_text(page("T", {"Problem": f"{prompt}\n\n<!-- {prompt} -->"}, "md"))
    contract = Contract("t.md", keep=("Ask in the channel for a date.",))
    kept = Contracts(Library(), tmp_path).template(contract)
    assert told({"Problem": f"{prompt}\n\nSlow."}, kept, "md") == []
    assert kept.comments == ()
