"""Changes of texts: what they do not touch stays, whatever the text is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_tdd.edit.edits import Edit, apply
from sphinx_tdd.edit.lines import Insertion, Lines
from sphinx_tdd.edit.numbers import number_of
from sphinx_tdd.edit.style import Syntax
from sphinx_tdd.model.template import Template
from sphinx_tdd.model.template_library import load
from tests.edit.checking import mended, only_adds
from tests.edit.test_fix_forms import OWN

SYNTAXES: tuple[Syntax, ...] = ("md", "rst")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
PIECES = st.lists(
    st.sampled_from([
        "# T", "## Goals", "## 3. Design", "### Data", "### Parts ###", "Risks\n-----", "T\n=",
        "Goals\n~~~~~", "===\nTop\n===", "words", "- **Store:** a", "* **Age**: b", ":Keys: c",
        "| Risk | Owner |\n|---|---|\n| a | b |", "```", "::\n\n   code", "(label)=", ".. _label:",
        "% comment", ".. comment", "<!-- c -->", "---", "> quote", "    indented", "1. one", "",
        "N/A", "```{note}\nx\n```", ".. note::\n\n   Data\n   ----", "Rollout\n=======", "\t- x",
        ".. list-table::\n\n   * - Risk\n     - Owner\n   * - a\n     - b", "\\", "**Keys:**",
    ]),
    max_size=14,
)  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("templates")
    (folder / "own.yaml").write_text(OWN, "utf-8")
    return load([(folder, "own")])["own"]


@given(TEXTS, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 9), TEXTS), max_size=6))
def test_all_else_stays(text: str, wanted: list[tuple[int, int, str]]) -> None:
    edits, at = [], 0
    for start, length, put_in in sorted(wanted):
        if at <= start and start + length <= len(text):
            edits.append(Edit(start, start + length, put_in))
            at = start + length
    result = apply(text, edits)
    kept, done = 0, 0
    for edit in edits:
        piece = text[done : edit.start]
        assert result[kept : kept + len(piece)] == piece
        kept += len(piece) + len(edit.text)
        done = edit.end
    assert result[kept:] == text[done:]


def test_changes_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply("abcdef", [Edit(0, 3, ""), Edit(2, 4, "")])
    with pytest.raises(ValueError, match="reach beyond"):
        apply("abc", [Edit(2, 9, "")])


@given(TEXTS, st.sampled_from(SYNTAXES), st.integers(0, 9))
def test_lines_are_counted_as_readers_count_them(text: str, syntax: Syntax, after: int) -> None:
    lines = Lines(text, syntax)
    whole = "".join(text[lines.starts[n] : lines.starts[n + 1]] for n in range(len(lines)))
    assert whole == text
    if syntax == "md":
        read = text.replace("\r\n", "\n").replace("\r", "\n")
        assert [lines[n] for n in range(1, len(lines) + 1)] == read.removesuffix("\n").split("\n")[
            : len(lines)
        ]
    if after <= len(lines):
        put_in = apply(text, lines.inserted([Insertion(after, ("new",))]))
        start = lines.starts[after]
        assert put_in.startswith(text[:start])
        assert put_in.endswith(text[start:])
        assert "new" in put_in


@settings(max_examples=40)
@given(pieces=PIECES, syntax=st.sampled_from(SYNTAXES), end=st.sampled_from(["\n", "\r\n"]))
def test_whatever_a_document_holds_stays(
    pieces: list[str], syntax: Syntax, end: str, template: Template
) -> None:
    text = end.join("\n\n".join(pieces).split("\n"))
    once = mended(text, template, syntax)
    rows = any(finding.rule == "missing_column" for finding in once.mended)
    assert rows or only_adds(text, once.text)
    again = mended(once.text, template, syntax)
    assert again.text == once.text


@settings(max_examples=40)
@given(text=TEXTS, syntax=st.sampled_from(SYNTAXES))
def test_no_text_is_too_odd(text: str, syntax: Syntax, template: Template) -> None:
    once = mended(text, template, syntax)
    assert all(char in once.text for char in set(text))
    assert mended(once.text, template, syntax).text == once.text


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("3. Goals", "3. "), ("3.2 Goals", "3.2 "), ("IV. Goals", "IV. "), ("A) Goals", "A) "),
        ("V. Goals", "V. "), ("B. Goals", "B. "), ("12  Goals", "12  "), ("Goals", None),
        ("A plan", None), ("I think", None), ("3rd plan", None), ("", None), ("2026", None),
    ],
)  # fmt: skip
def test_numbers_are_written_as_they_were_read(title: str, written: str | None) -> None:
    found = number_of(title)
    assert (None if found is None else str(found)) == written


def test_a_document_without_headings(template: Template, tmp_path: Path) -> None:
    assert mended("", template, "md").text.startswith("# Goals\n\n% What it is for.\n")
    text = "---\ntdd-template: own\n---\n"
    assert mended(text, template, "md").text.startswith(f"{text}\n# Goals\n")
    text = ":tdd-template: own\n"
    assert mended(text, template, "rst").text.startswith(f"{text}\nGoals\n=====\n")
    text = "# Only a title\n"
    assert mended(text, template, "md").text.startswith(f"{text}\n## Goals\n")


def test_an_indented_heading_of_markdown_is_in_no_directive(template: Template) -> None:
    once = mended("# T\n\n.. note::\n\n   Data\n   ----", template, "md")
    assert once.left == ()
    assert mended(once.text, template, "md").text == once.text


def test_what_stood_in_the_way_is_tried_again(template: Template) -> None:
    once = mended("T\n=\n\n.. only:: html\n\n   Data\n   ----\n\n   x\n", template, "rst")
    assert {"'Data' stands inside a directive"} <= {left.why for left in once.left}
    assert mended(once.text, template, "rst").text == once.text
