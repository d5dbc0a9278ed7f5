"""What is read from a text is what a build keeps: outline, records, problems, information.

All documents that the documentation shows, the example project, documents made from every
template, and those in `features`: what both syntaxes, Sphinx and our directives have, right and
wrong. What can't be the same stands in one table, with its reason.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.domains import changeset
from sphinx.locale import get_translation
from sphinx.testing.util import SphinxTestApp

from tests.conftest import MakeProject, Project
from tests.designs import SYNTAXES, filled, templates, write
from tests.docs.trees import build as build_snippets
from tests.readers.same import differences, reading_of
from tests.written_twice import in_directives

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FEATURES = HERE / "features"
EXTENSIONS = ["myst_parser", "sphinx_tdd", "sphinx_design", "sphinx.ext.todo"]
MYST = ["colon_fence", "deflist", "fieldlist", "strikethrough", "tasklist", "dollarmath"]
ENGLISH = {
    "versionadded": "Added in version %s",
    "versionchanged": "Changed in version %s",
    "deprecated": "Deprecated since version %s",
    "versionremoved": "Removed in version %s",
}
CONF = {
    "extensions": [*EXTENSIONS, "sphinx.ext.graphviz"],
    "myst_enable_extensions": [*MYST, "attrs_block"],
    "tdd_documents": {},
}
Build = Callable[[Path], Sphinx]


@pytest.fixture(autouse=True)
def _own_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Sphinx translate its words anew: it keeps them from its first project in a process."""
    translate = get_translation("sphinx")
    for name, text in changeset.versionlabels.items():
        monkeypatch.setitem(changeset.versionlabels, name, translate(ENGLISH.get(name, str(text))))


def built(root: Path, files: dict[str, str], **conf: Any) -> Sphinx:
    """A project of files as they are."""
    project = Project(root, {}, {**CONF, **conf})
    for name, text in files.items():
        path = project.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return project.build("dummy").app


def snippets(suffix: str) -> Build:
    """All snippets of the documentation, with the documents that they show."""
    return lambda root: build_snippets(root, suffix).app


def examples(root: Path) -> Sphinx:
    """The example project."""
    shutil.copytree(ROOT / "examples", root / "s", ignore=shutil.ignore_patterns("_build"))
    app = SphinxTestApp("dummy", srcdir=root / "s")
    app.build()
    return app


def features(suffix: str, **conf: Any) -> Build:
    """What both syntaxes have, one document for each part; words of Sphinx in English alone."""
    skipped = f"changes{suffix}" if "language" in conf else ""
    others = {".md", ".rst"} - {suffix}
    mine = (p for p in FEATURES.iterdir() if p.suffix not in others and p.name != skipped)
    files = {path.name: path.read_text(encoding="utf-8") for path in mine}
    index = (FEATURES / "index.rst").read_text(encoding="utf-8")
    return lambda root: built(root, {**files, "index.rst": index}, **conf)


def generated(syntax: str) -> Build:
    """A document from each template, and the templates' records written with directives."""
    files = {f"{n}.{syntax}": write(filled(t), syntax) for n, t in templates().items()}
    for name, template in templates().items():
        files[f"records/{name}.{syntax}"] = write(in_directives(template, syntax), syntax)
    return lambda root: built(root, {"index.rst": "Index\n=====\n", **files})


PROJECTS: dict[str, tuple[Build, int]] = {
    "snippets.md": (snippets(".md"), 60),
    "snippets.rst": (snippets(".rst"), 60),
    "examples": (examples, 20),
    "features.md": (features(".md"), 5),
    "features.rst": (features(".rst"), 5),
    "features.md without typographic quotes": (features(".md", smartquotes=False), 5),
    "features.rst in German": (features(".rst", language="de"), 5),
    "features.md in French": (features(".md", language="fr"), 5),
    "features.md in Spanish": (features(".md", language="es"), 5),
    "features.rst in Japanese": (features(".rst", language="ja"), 5),
    "generated.md": (generated("md"), 25),
    "generated.rst": (generated("rst"), 25),
}
"""Each project with how many documents it has at least."""


@pytest.mark.parametrize("name", sorted(PROJECTS))
def test_a_text_says_what_a_build_keeps(name: str, tmp_path: Path) -> None:
    build, least = PROJECTS[name]
    app = build(tmp_path)
    wrong = {n: found for n in sorted(app.env.found_docs) if (found := differences(app, n))}
    assert not wrong
    assert len(app.env.found_docs) >= least


def test_entries_of_toctrees_are_read_as_they_are_written(tmp_path: Path) -> None:
    app = features(".md")(tmp_path)
    entries = ("roles", "Title <blocks>", "*", "self", "https://example.org", "/other/page")
    *patterns, last = entries
    assert reading_of(app, "index").toctrees == ("\n".join([":glob:", *patterns]), last)


# -- what can't be the same -------------------------------------------------------------------


@dataclass(frozen=True)
class Unequal:
    """What can't be the same: why, and a document that shows it."""

    reason: str
    part: str
    suffix: str
    text: str
    files: dict[str, str] = field(default_factory=dict)
    conf: dict[str, Any] = field(default_factory=dict)


CHANGED = ".. deprecated:: 1.0\n   Something.\n"
UNEQUAL = (
    Unequal(
        "a file that is included for another parser is not read",
        "outline", ".rst", ".. include:: part.inc\n   :parser: myst_parser.docutils_\n",
        {"part.inc": "Included.\n"},
    ),
    Unequal(
        "what conf.py puts in the place of names is not known",
        "outline", ".rst", "Of |release|.\n", conf={"release": "1.2"},
    ),
    Unequal(
        "what conf.py puts in the place of names is not known",
        "outline", ".md", "Of {{ name }}.\n",
        conf={"myst_substitutions": {"name": "x"}, "myst_enable_extensions": ["substitution"]},
    ),
    Unequal(
        "a role that no extension has is read for its text",
        "outline", ".rst", "Of :nope:`text`.\n",
    ),
    Unequal(
        "a directive that no extension has is read for its content",
        "outline", ".rst", ".. nope::\n\n   Content.\n",
    ),
    Unequal(
        "a drawing of an extension that is not loaded is read as one",
        "outline", ".rst", ".. mermaid::\n\n   a-->b\n",
    ),
    Unequal(
        "which extensions are loaded is not known",
        "problems", ".rst", ".. component-diagram::\n   :as: mermaid\n",
    ),
    Unequal(
        "how another extension renders its directives is not known",
        "outline", ".rst", "Text.\n\n.. button-link:: https://example.org\n\n   Press\n",
    ),
    Unequal(
        "signatures of code are read as they are written",
        "outline", ".rst", ".. py:function:: f(x, *args)\n   :module: m\n\n   It does.\n",
    ),
    Unequal(
        "fields in descriptions of code are read as they are written",
        "outline", ".rst", ".. py:function:: f\n\n   :param x: what\n",
    ),
    Unequal(
        "the language of code that names none is left open",
        "outline", ".rst", ".. highlight:: yaml\n\n.. code-block::\n\n   a: b\n",
    ),
    Unequal(
        "words of Sphinx are in English",
        "outline", ".rst", CHANGED, conf={"language": "de"},
    ),
    Unequal(
        "no file outside the source folder is read",
        "outline", ".rst", ".. include:: ../part.inc\n", {"../part.inc": "Included.\n"},
    ),
    Unequal(
        "no file outside the source folder is read",
        "records", ".md", "```{include} ../part.inc\n```\n",
        {"../part.inc": "```{question-table}\n- question: Who?\n```\n"},
    ),
    Unequal(
        "no file outside the source folder is read",
        "outline", ".rst", ".. csv-table::\n   :file: ../table.csv\n", {"../table.csv": "1,2\n"},
    ),
)  # fmt: skip
"""All that is known not to be the same, by reason; the documentation says it to users."""


def titled(row: Unequal) -> str:
    return ("# T\n\n" if row.suffix == ".md" else "T\n=\n\n") + row.text


@pytest.mark.parametrize("row", UNEQUAL, ids=lambda row: f"{row.part} {row.text[:24]!r}")
def test_what_cannot_be_the_same(row: Unequal, tmp_path: Path) -> None:
    app = built(tmp_path, {f"index{row.suffix}": titled(row), **row.files}, **row.conf)
    assert row.part in differences(app, "index"), f"it is the same now: {row.reason}"


# -- quotes and dashes ------------------------------------------------------------------------

QUOTED = """\
Say "yes" -- or 'no'
====================

It's "*quoted*" --- he said 'so'... or . . . so; "'both'" and 10'--20" in '90s.

- "a" -- b
- \\"c\\" \\-- d ``--e "f"``

**The "label"** -- text

"x" -- "y"
----------
"""


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "sv", "ru", "ja", "he", "zh_CN"])
def test_typographic_quotes_are_read_as_plain_ones(language: str, tmp_path: Path) -> None:
    app = built(tmp_path, {"index.rst": QUOTED}, language=language)
    assert not differences(app, "index")
    (heading,) = reading_of(app, "index").outline.root.sections
    dash = "--" if language in {"ja", "zh_CN"} else "–"
    assert heading.title == f"Say \"yes\" {dash} or 'no'"


@pytest.mark.parametrize("builder", ["text", "man", "html"])
def test_every_builder_reads_the_same(
    builder: str, make_project: MakeProject, tmp_path: Path
) -> None:
    app = make_project({"index.rst": QUOTED}, tdd_documents={}).build(builder).app
    assert not differences(app, "index")


def documents() -> Iterator[str]:
    yield from sorted(path.stem for path in FEATURES.glob("*.rst"))


@pytest.mark.parametrize("name", [name for name in documents() if name != "index"])
def test_each_part_is_written_in_both_syntaxes(name: str) -> None:
    assert all((FEATURES / f"{name}.{syntax}").is_file() for syntax in SYNTAXES)
