"""What `templates derive` and `templates learn` print, and how they end."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from sphinx_tdd.cli import main
from sphinx_tdd.derive.document import derive
from sphinx_tdd.model.template import Section, Template
from sphinx_tdd.model.template_library import load
from sphinx_tdd.readers.text import read_file

RST = """\
    [Title]
    =======

    :Author: [name]

    Problem
    -------

    What is wrong today: who says so?

    Options
    -------

    Option A
    ~~~~~~~~

    **Price:** [in EUR]

    Option B
    ~~~~~~~~

    History (optional)
    ------------------

    .. list-table::
       :header-rows: 1

       * - Date
         - What changed
       * -
         -
"""
MD = """\
    # [Title]

    **Author:** [name]

    ## Problem

    What is wrong today: who says so?

    ## Options

    ### Option A

    **Price:** [in EUR]

    ### Option B

    ## History (optional)

    | Date | What changed |
    |------|--------------|
    |      |              |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Our Spec.rst").write_text(dedent(RST), encoding="utf-8")
    (tmp_path / "Our Spec.md").write_text(dedent(MD), encoding="utf-8")
    return tmp_path


def loaded(folder: Path, text: str) -> Template:
    """The template in YAML, as a project would load it."""
    own = folder / "templates"
    own.mkdir()
    (own / "own.yaml").write_text(text, encoding="utf-8")
    library = load([(own, "templates")])
    template = library[text.partition("\nid: ")[2].partition("\n")[0]]
    assert library.faults == ()
    return template


def owed(sections: tuple[Section, ...]) -> list[object]:
    return [
        (
            part.title,
            part.aliases,
            part.required,
            part.repeat,
            [item.title for item in part.items],
            [column.title for column in part.columns],
            owed(part.sections),
        )
        for part in sections
    ]


@pytest.mark.parametrize("suffix", [".rst", ".md"])
def test_what_derive_prints_is_the_same_template(
    folder: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / f"Our Spec{suffix}"
    assert main(["templates", "derive", str(file)]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith(f"# Made from Our Spec{suffix}: ")
    assert str(folder) not in out
    template, whole = loaded(folder, out), derive(read_file(file), "t", suffix)
    assert template.id == "our-spec"
    assert owed(template.sections) == owed(whole.sections)
    assert template.texts == whole.texts
    assert "What is wrong today: who says so?" in template.texts
    assert [field.title for field in template.fields] == ["Author"]
    assert [part.title for part in template.sections] == ["Problem", "Options", "History"]
    assert not template.sections[2].required


def test_both_syntaxes_print_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = []
    for suffix in (".rst", ".md"):
        main(["templates", "derive", str(folder / f"Our Spec{suffix}"), "--id", "spec"])
        printed.append(capsys.readouterr().out.partition("\nid: ")[2])
    assert printed[0] == printed[1] != ""
    assert printed[0].startswith("spec\n")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("none.rst", None, "it can't be read: No such file or directory"),
        (
            "flat.md",
            "Only prose.\n",
            "it has no heading below its title, so nothing would be owed",
        ),
        ("title.rst", "T\n=\n\nProse.\n", "it has no heading below its title"),
        ("page.html", "<h1>T</h1>\n", "is neither Markdown (.md) nor reStructuredText (.rst)"),
    ],
)
def test_derive_says_what_it_can_not_use(
    tmp_path: Path,
    name: str,
    text: str | None,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["templates", "derive", str(tmp_path / name)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"sphinx-tdd: {tmp_path / name}: ")
    assert said in err
    assert len(err.splitlines()) == 1


def documents(folder: Path, *texts: str) -> Path:
    notes = folder / "Design Notes"
    notes.mkdir()
    for number, text in enumerate(texts):
        (notes / f"{number}.md").write_text(text, encoding="utf-8")
    return notes


NOTES = (
    "# A\n\n## Context\n\nx\n\n## Costs\n\nx\n",
    "# B\n\n## Context\n\nx\n\n## Risks\n\nx\n",
    "# C\n\n## Context\n\nx\n\n## Costs\n\nx\n",
)


@pytest.mark.parametrize(
    ("share", "titles"),
    [
        ([], ["Context", "Costs"]),
        (["--share", "100"], ["Context"]),
        (["--share", "67"], ["Context"]),
        (["--share", "66.6"], ["Context", "Costs"]),
        (["--share", "0.1"], ["Context", "Costs", "Risks"]),
    ],
)
def test_learn_prints_what_a_share_has(
    tmp_path: Path, share: list[str], titles: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    notes = documents(tmp_path, *NOTES)
    assert main(["templates", "learn", str(notes), *share]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("# Learned from 3 documents: ")
    assert str(tmp_path) not in out
    template = loaded(tmp_path, out)
    assert template.id == "design-notes"
    assert sorted(part.title for part in template.sections) == titles


def test_learn_takes_files_and_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = documents(tmp_path, *NOTES[:2])
    (tmp_path / "more.md").write_text(NOTES[2], encoding="utf-8")
    (notes / "_build").mkdir()
    (notes / "_build" / "3.md").write_text("# D\n\n## Else\n\nx\n", encoding="utf-8")
    (notes / "data.txt").write_text("D\n=\n\nElse\n----\n", encoding="utf-8")
    assert main(["templates", "learn", str(notes), str(tmp_path / "more.md"), "--id", "note"]) == 0
    out = capsys.readouterr().out
    assert "\nid: note\n" in out
    assert "# in 3 of 3\n  - title: Context\n" in out
    assert "Else" not in out


@pytest.mark.parametrize(
    ("texts", "options", "said"),
    [
        (NOTES[:1], [], "1 document was found; two at least are needed"),
        ((), [], "no document was found; two at least are needed"),
        (
            ("# A\n\n## X\n", "# B\n\n## Y\n", "# C\n\n## Z\n"),
            [],
            "no section is in 60 % of the 3 documents read; try a smaller --share",
        ),
        (NOTES, ["--share", "0"], "--share is 0, expected a percentage above 0 and up to 100"),
        (NOTES, ["--share", "101"], "--share is 101, expected a percentage"),
        (NOTES, ["--share", "nan"], "--share is nan, expected a percentage"),
    ],
)
def test_learn_says_what_it_can_not_do(
    tmp_path: Path,
    texts: tuple[str, ...],
    options: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["templates", "learn", str(documents(tmp_path, *texts)), *options]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("sphinx-tdd: ")
    assert said in err


def test_learn_of_what_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "learn", str(tmp_path / "no")]) == 2
    assert capsys.readouterr().err.startswith(f"sphinx-tdd: {tmp_path / 'no'}: ")


def test_a_share_that_is_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "learn", "x", "--share", "most"]) == 2
    assert "--share" in capsys.readouterr().err
