"""Files that documents include are read as in a build, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from sphinx.application import Sphinx

from sphinx_tdd.readers import include
from sphinx_tdd.readers.document import read_document
from sphinx_tdd.readers.text import read_text
from tests.conftest import Project
from tests.readers.same import context_of, differences, reading_of
from tests.readers.test_same_as_build import CONF, built
from tests.readers.test_text import words


class Syntax(NamedTuple):
    """How a syntax writes what is included."""

    suffix: str
    top: str
    directive: str
    part: str
    comment: str
    quoted: str


MD = Syntax(
    ".md",
    "# T\n\n## A\n\n",
    "```{include} %s\n%s```\n",
    "(lab)=\n## Part\n\nText of *it*.\n\n- a\n- b\n\n### More\n\nTBD\n\n"
    "```{question-table}\n- question: Who?\n  owner: Ann\n- quest: What?\n```\n",
    "<!-- tdd: ignore empty_section why -->\n\n<!-- plain -->\n\n",
    "````{note}\n```{include} words.inc\n```\n````\n\n- item\n\n  ```{include} words.inc\n  ```\n",
)
RST = Syntax(
    ".rst",
    "T\n=\n\nA\n-\n\n",
    ".. include:: %s\n%s\n",
    ".. _lab:\n\nPart\n----\n\nText of *it*.\n\n- a\n- b\n\nMore\n~~~~\n\nTBD\n\n"
    ".. question-table::\n\n   - question: Who?\n     owner: Ann\n   - quest: What?\n",
    ".. tdd: ignore empty_section why\n\n.. plain\n\n",
    ".. note::\n\n   .. include:: words.inc\n\n- item\n\n  .. include:: words.inc\n",
)
OPTIONS = (
    ":start-line: 4", ":start-line: -3", ":end-line: 4", ":start-line: 2\n:end-line: -3",
    ":start-after: Text of", ":end-before: More", ":start-after: a\n:end-before: TBD",
    ":start-after: nowhere", ":literal:", ":literal:\n:number-lines:\n:start-line: 3",
    ":code: python", ":code:", ":tab-width: 2", ":encoding: latin-1", ":encoding: nope",
    ":start-line: x", ":unknown: x",
)  # fmt: skip


READ_BY_OTHERS = {
    "md": "```{raw} html\n:file: %s\n```\n\n```{csv-table}\n:url: file://%s\n```\n",
    "rst": ".. raw:: html\n   :file: %s\n\n.. csv-table::\n   :url: file://%s\n",
}


def included(syntax: Syntax, name: str, *options: str) -> str:
    indent = "   " if syntax is RST else ""
    lines = [f"{indent}{line}\n" for each in options for line in each.splitlines()]
    return syntax.directive % (name, "".join(lines)) + "\n"


def documents(syntax: Syntax) -> dict[str, str]:
    """A project of a document for each way to include something."""
    part, words = included(syntax, "part.inc"), included(syntax, "words.inc")
    standard = included(syntax, "<isonum.txt>")
    bodies = {
        "once": part,
        "before another section": part + syntax.top.partition("\n\n")[2].replace("A", "B"),
        "twice": part + words + part,
        "of words alone": f"Before.\n\n{words}",
        "inside of others": syntax.quoted,
        "from the top": included(syntax, "/deep/one.inc"),
        "missing": included(syntax, "missing.inc"),
        "a folder": included(syntax, "deep"),
        "empty": included(syntax, "empty.inc"),
        "with a mark": included(syntax, "mark.inc"),
        "no text": included(syntax, "latin.inc"),
        "ends of Windows": included(syntax, "windows.inc"),
        "a long line": included(syntax, "long.inc"),
        "comments": included(syntax, "comments.inc"),
        "levels": included(syntax, "levels.inc"),
        "of docutils": f"{standard}A |copy| B\n",
        "a name that is none": included(syntax, "<missing.txt>"),
    }
    bodies |= {f"option {n}": included(syntax, "part.inc", text) for n, text in enumerate(OPTIONS)}
    levels = "#### B\n\n### C\n\n## D\n" if syntax is MD else "B\n^\n\nC\n~\n\nD\n-\n"
    document = syntax.top + syntax.part
    return {
        f"index{syntax.suffix}": document,
        **{f"{name}{syntax.suffix}": f"{syntax.top}{b}After.\n" for name, b in bodies.items()},
        f"whole{syntax.suffix}": included(syntax, "deep/whole.inc"),
        f"deep/page{syntax.suffix}": syntax.top + included(syntax, "../deep/one.inc"),
        "deep/one.inc": f"One.\n\n{included(syntax, 'deep/two.inc')}{included(syntax, 'two.inc')}",
        "deep/two.inc": f"Two.\n\n{included(syntax, '/words.inc')}",
        "deep/whole.inc": document,
        "part.inc": syntax.part,
        "words.inc": "Some *words*\nin two lines.\n\n1. x\n",
        "empty.inc": "",
        "mark.inc": f"\ufeff{syntax.part}",
        "windows.inc": syntax.part.replace("\n", "\r\n"),
        "long.inc": f"{'word ' * 3000}\n\n{syntax.part}",
        "comments.inc": syntax.comment + syntax.part,
        "levels.inc": levels,
    }


@pytest.fixture(scope="module", params=[MD, RST], ids=["md", "rst"])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Syntax, Sphinx]:
    """All the documents of a syntax, built."""
    syntax: Syntax = request.param
    project = Project(tmp_path_factory.mktemp("includes"), {}, CONF)
    for name, text in documents(syntax).items():
        path = project.source / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    (project.source / "latin.inc").write_bytes("é\n".encode("latin-1"))
    return syntax, project.build("dummy").app


def test_what_is_included_is_read_as_in_a_build(both: tuple[Syntax, Sphinx]) -> None:
    syntax, app = both
    wrong = {n: found for n in sorted(app.env.found_docs) if (found := differences(app, n))}
    assert not wrong
    assert len(app.env.found_docs) == sum(n.endswith(syntax.suffix) for n in documents(syntax))


def test_headings_and_records_are_told_in_their_file(both: tuple[Syntax, Sphinx]) -> None:
    syntax, app = both
    reading = reading_of(app, "once")
    found = [(h.title, h.source) for h in reading.outline.root.walk()]
    assert found[1:] == [("T", ""), ("A", ""), ("Part", "part.inc"), ("More", "part.inc")]
    lines = syntax.part.splitlines()
    record, problem = reading.records[0], reading.problems[-1]
    assert (record.source, lines[record.line - 1].strip()) == ("part.inc", "- question: Who?")
    assert (problem.source, lines[problem.line - 1].strip()) == ("part.inc", "- quest: What?")
    assert reading.beside == ("part.inc",)
    assert reading_of(app, "missing").beside == ("missing.inc",)
    assert set(reading_of(app, "from the top").beside) == {
        "deep/one.inc", "deep/two.inc", "two.inc", "words.inc",
    }  # fmt: skip


@pytest.mark.parametrize("syntax", ["rst", "md"])
def test_a_directive_of_a_language_includes_too(syntax: str, tmp_path: Path) -> None:
    one = {"md": "```{einfügen} part.inc\n```\n", "rst": ".. einfügen:: part.inc\n"}[syntax]
    title = {"md": "# T\n\n", "rst": "T\n=\n\n"}[syntax]
    app = built(tmp_path, {f"index.{syntax}": title + one, "part.inc": "Text.\n"}, language="de")
    assert not differences(app, "index")
    assert "Text." in words(reading_of(app, "index").outline)


@pytest.mark.parametrize("parser", ["myst_parser.sphinx_", "rst", "RestructuredText"])
def test_a_part_in_the_other_syntax(parser: str, tmp_path: Path) -> None:
    other = MD if "myst" in parser else RST
    long = f"\n{'word ' * 3000}\n\n{other.comment}"
    files = {
        "part.inc": f"{other.top}{other.part}\n{included(other, 'words.inc')}",
        "words.inc": "Some *words*.\n\n1. x\n",
        "long.inc": f"{other.part}{long}",
    }
    for name in ("part", "long"):
        said = included(RST, f"{name}.inc", f":parser: {parser}")
        files[f"{name}.rst"] = f"{RST.top}{said}After.\n\nB\n-\n"
    app = built(tmp_path, files | {"index.rst": "T\n="})
    wrong = {n: found for n in sorted(app.env.found_docs) if (found := differences(app, n))}
    assert not wrong
    titles = [(h.title, h.source) for h in reading_of(app, "part").outline.root.walk()]
    assert ("More", "part.inc") in titles


@pytest.mark.parametrize("inner", ["deep/part.inc", "index.md"])
def test_restructuredtext_in_markdown_includes_too(inner: str, tmp_path: Path) -> None:
    text = f"# T\n\n```{{eval-rst}}\n.. include:: {inner}\n   :end-line: 1\n```\n\nAfter.\n"
    app = built(tmp_path, {"index.md": text, "deep/part.inc": "Text of **it**.\n"})
    assert not differences(app, "index")


# -- what ends, and what is not read ----------------------------------------------------------


@pytest.mark.parametrize("syntax", [MD, RST], ids=["md", "rst"])
@pytest.mark.parametrize("name", ["a.inc", "index"])
def test_a_circle_ends(syntax: Syntax, name: str, tmp_path: Path) -> None:
    index = f"index{syntax.suffix}"
    app = built(tmp_path, {index: syntax.top})
    files = {
        index: f"{syntax.top}{included(syntax, index if name == 'index' else name)}After.\n",
        "a.inc": f"In a.\n\n{included(syntax, 'b.inc')}",
        "b.inc": f"In b.\n\n{included(syntax, 'a.inc')}",
    }
    for path, text in files.items():
        (Path(app.srcdir) / path).write_text(text, encoding="utf-8")
    found = words(read_document(files[index], context_of(app, "index")).outline)
    assert found.count("After.") == (2 if (syntax, name) == (MD, "index") else 1)
    assert found.count("In b.") == (name == "a.inc")


@pytest.mark.parametrize("syntax", [MD, RST], ids=["md", "rst"])
def test_what_doubles_ends(
    syntax: Syntax, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(include, "_MOST", 20)
    app = built(tmp_path, {f"index{syntax.suffix}": syntax.top})
    for number in range(12):
        text = included(syntax, f"{number + 1}.inc") * 2 + "Word.\n"
        (Path(app.srcdir) / f"{number}.inc").write_text(text, encoding="utf-8")
    text = syntax.top + included(syntax, "0.inc")
    found = words(read_document(text, context_of(app, "index")).outline)
    assert found.count("Word.") == 20


@pytest.mark.parametrize("syntax", [MD, RST], ids=["md", "rst"])
@pytest.mark.parametrize("way", ["../secret.txt", "/../secret.txt", "link.txt", "{path}"])
def test_no_file_outside_the_source_folder_is_read(
    syntax: Syntax, way: str, tmp_path: Path
) -> None:
    app = built(tmp_path, {f"index{syntax.suffix}": syntax.top})
    secret = Path(app.srcdir).parent / "secret.txt"
    secret.write_text("password\n", encoding="utf-8")
    (Path(app.srcdir) / "link.txt").symlink_to(secret)
    for options in ("", ":literal:", ":code:"):
        text = f"{syntax.top}{included(syntax, way.format(path=secret), options)}After.\n"
        found = words(read_document(text, context_of(app, "index")).outline)
        assert "password" not in found
        assert "After." in found


@pytest.mark.parametrize("syntax", [MD, RST], ids=["md", "rst"])
def test_in_angles_only_the_files_of_docutils_are_read(syntax: Syntax, tmp_path: Path) -> None:
    app = built(tmp_path, {f"index{syntax.suffix}": syntax.top})
    for name in ("../states.py", "/etc/passwd", "../../../../__init__.py"):
        text = f"{syntax.top}{included(syntax, f'<{name}>', ':literal:')}After.\n"
        assert words(read_document(text, context_of(app, "index")).outline) == "After."


@pytest.mark.parametrize("syntax", [MD, RST], ids=["md", "rst"])
@pytest.mark.parametrize("parser", ["", "rst", "myst_parser.sphinx_"])
@pytest.mark.parametrize("inner", READ_BY_OTHERS)
def test_what_is_included_reads_no_file_outside(
    syntax: Syntax, inner: str, parser: str, tmp_path: Path
) -> None:
    app = built(tmp_path, {f"index{syntax.suffix}": syntax.top})
    secret = Path(app.srcdir).parent / "secret.txt"
    secret.write_text("<!-- tdd: ignore empty_section password -->\n", encoding="utf-8")
    part = READ_BY_OTHERS[inner] % (secret, secret)
    (Path(app.srcdir) / "part.inc").write_text(part, encoding="utf-8")
    text = syntax.top + included(syntax, "part.inc", f":parser: {parser}" if parser else "")
    assert "password" not in str(read_document(text, context_of(app, "index")))


def test_a_text_by_itself_includes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "part.inc").write_text("Included.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for syntax in (MD, RST):
        found = words(
            read_text(f"{syntax.top}{included(syntax, 'part.inc')}After.\n", syntax.suffix)
        )
        assert "Included." not in found
        assert "After." in found
