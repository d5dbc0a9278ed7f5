"""Files read into outlines without Sphinx: both syntaxes, foreign markup, nothing from outside."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import docutils
import pytest
from docutils.parsers.rst import directives, roles

from sphinx_tdd.ext.domain import domain_of
from sphinx_tdd.model.outline import Block, Heading, Outline, decode
from sphinx_tdd.readers.text import Unreadable, read_file, read_text
from tests.conftest import MakeProject

EXAMPLES = Path(__file__).parents[2] / "examples"
DESIGNS = sorted(
    path for path in (EXAMPLES / "designs").iterdir() if path.suffix in {".md", ".rst"}
)

RST = """\
    :status: draft
    :reviewers: Ada, Ben

    Refunds
    =======

    Problem
    -------

    It costs *money* and ``time``.

    .. Say who pays.

    Causes
    ~~~~~~

    - **Banks:** slow
    - Shops

    Costs
    -----

    .. list-table::
       :header-rows: 1

       * - Item
         - Days
       * - Queue
         - 9
"""
MD = """\
    ---
    status: draft
    reviewers: [Ada, Ben]
    ---
    # Refunds

    ## Problem

    It costs *money* and `time`.

    % Say who pays.

    ### Causes

    - **Banks:** slow
    - Shops

    ## Costs

    | Item | Days |
    |------|------|
    | Queue | 9 |
"""


def both() -> Iterator[Outline]:
    for text, suffix in ((RST, ".rst"), (MD, ".md")):
        yield read_text(dedent(text), suffix)


def shape(heading: Heading) -> object:
    return (
        heading.title,
        [_shape(block) for block in heading.blocks],
        [comment.text for comment in heading.comments],
        [shape(section) for section in heading.sections],
    )


def _shape(block: Block) -> object:
    return (block.kind, block.text, block.label, [_shape(inner) for inner in block.blocks])


def words(outline: Outline) -> str:
    """All that a text says, without its headings."""
    blocks = [b for h in outline.root.walk() for top in h.blocks for b in top.walk()]
    return " ".join(filter(None, (part for b in blocks for part in (b.label, b.text))))


def test_both_syntaxes_have_the_same_outline() -> None:
    rst, md = both()
    assert shape(rst.root) == shape(md.root)
    assert rst.metadata == md.metadata == {"status": "draft", "reviewers": "Ada, Ben"}
    (title,) = md.root.sections
    assert [h.title for h in title.walk()] == ["Refunds", "Problem", "Causes", "Costs"]
    problem = title.sections[0]
    assert [comment.text for comment in problem.comments] == ["Say who pays."]


@pytest.mark.parametrize(
    ("name", "suffix"), [("a.MD", ""), ("a.rst", ""), ("a.in", ".md"), ("a.txt", "")]
)
def test_the_end_of_a_name_says_the_syntax(tmp_path: Path, name: str, suffix: str) -> None:
    markdown = (suffix or Path(name).suffix).casefold() == ".md"
    (tmp_path / name).write_text("\ufeff" + dedent(MD if markdown else RST), encoding="utf-8")
    found = read_file(tmp_path / name, suffix)
    assert [heading.title for heading in found.root.sections] == ["Refunds"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF", "a.pdf is neither Markdown (.md) nor reStructuredText (.rst)"),
        ("a", b"# A", "a is neither Markdown"),
        ("a.md", None, "it can't be read: No such file or directory"),
        ("a.md", b"# \xff\xfe", "it is no text in UTF-8"),
    ],
)
def test_what_can_not_be_read(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable) as failure:
        read_file(tmp_path / name)
    assert said in str(failure.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(Unreadable, match="it can't be read"):
        read_file(tmp_path / "a.md")


FOREIGN = [
    (".rst", ".. needs-thing:: A title\n   :status: open\n\n   What is **owed** here.\n"),
    (".rst", ".. py:function:: pay(order)\n\n   What is **owed** here.\n"),
    (".rst", "What is :strange:`owed <target>` here.\n"),
    (".rst", "What is :keyword:`owed` here.\n"),
    (".md", "```{needs-thing} A title\n:status: open\n\nWhat is **owed** here.\n```\n"),
    (".md", ":::{tip}\nWhat is **owed** here.\n:::\n"),
    (".md", "What is {strange}`owed <target>` here.\n"),
    (".md", "What is {strange}`owed\n<target>` here.\n"),
]


@pytest.mark.parametrize(("suffix", "text"), FOREIGN)
def test_foreign_markup_is_read_for_its_text(suffix: str, text: str) -> None:
    found = read_text(f"{text}\nAnd more.\n", suffix)
    said = words(found)
    assert "What is owed here." in said
    assert "And more." in said
    assert not {"strange", "needs-thing", "status", "open", "target", "Unknown"} & set(
        said.split()
    )


@pytest.mark.parametrize("suffix", [".rst", ".md"])
def test_a_text_leaves_no_trace_for_the_next(suffix: str) -> None:
    usual = directives.directive, roles.role
    made = ".. role:: mine\n   :class: x\n\n.. default-role:: math\n\nA `b`.\n"
    text = made if suffix == ".rst" else f"```{{eval-rst}}\n{made}```\n"
    read_text(text, suffix)
    assert (directives.directive, roles.role) == usual
    assert "mine" not in roles._roles  # type: ignore[attr-defined]
    assert "" not in roles._roles  # type: ignore[attr-defined]


OUTSIDE = [
    (".rst", ".. include:: {file}\n"),
    (".rst", ".. include:: {file}\n   :literal:\n"),
    (".rst", ".. raw:: html\n   :file: {file}\n"),
    (".rst", ".. raw:: html\n   :url: file://{file}\n"),
    (".rst", ".. csv-table::\n   :file: {file}\n"),
    (".rst", ".. csv-table::\n   :url: file://{file}\n"),
    (".rst", ".. literalinclude:: {file}\n"),
    (".rst", ".. risk-table::\n   :file: {file}\n"),
    (".rst", ".. figure:: {file}\n   :figwidth: image\n"),
    (".md", "```{{include}} {file}\n```\n"),
    (".md", "```{{literalinclude}} {file}\n```\n"),
    (".md", "```{{raw}} html\n:file: {file}\n```\n"),
    (".md", "```{{csv-table}}\n:file: {file}\n```\n"),
    (".md", "```{{csv-table}}\n:url: file://{file}\n```\n"),
    (".md", "```{{eval-rst}}\n.. include:: {file}\n```\n"),
    (".md", "```{{eval-rst}}\n.. csv-table::\n   :file: {file}\n```\n"),
]


@pytest.mark.parametrize(("suffix", "text"), OUTSIDE)
def test_nothing_is_read_but_the_text(tmp_path: Path, suffix: str, text: str) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("A password, and more of it\n", encoding="utf-8")
    found = read_text(f"{text.format(file=file)}\nAfter it.\n", suffix)
    assert "password" not in words(found)
    assert "After it." in words(found)


@pytest.mark.parametrize(
    ("text", "suffix", "metadata"),
    [
        ("---\na: 1\nb: [x, y]\nc:\n---\n# T\n", ".md", {"a": "1", "b": "x, y", "c": "null"}),
        ("---\na: [\n---\n# T\n", ".md", {}),
        ("---\njust text\n---\n# T\n", ".md", {}),
        ("# T\n\n---\na: 1\n---\n", ".md", {}),
        (":a: 1\n:b: *x* y\n\nT\n=\n\nS\n-\n", ".rst", {"a": "1", "b": "x y"}),
        ("T\n=\n\n:a: 1\n\nS\n-\n", ".rst", {}),
    ],
)
def test_front_matter(text: str, suffix: str, metadata: dict[str, str]) -> None:
    assert read_text(text, suffix).metadata == metadata


# -- held against a build ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Outline]:
    """The outlines that a build of the example project collects."""
    from sphinx.testing.util import SphinxTestApp

    root = tmp_path_factory.mktemp("examples")
    shutil.copytree(EXAMPLES, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("_build"))
    app = SphinxTestApp("dummy", srcdir=root, confoverrides={"smartquotes": False})
    app.build()
    domain = domain_of(app.env)
    found = {path.stem: domain.outline_of(f"designs/{path.stem}") for path in DESIGNS}
    app.cleanup()
    return lambda name: decode(found[name])


def facts(outline: Outline) -> object:
    """All that headings say, and where."""
    return [
        (h.title, h.line, h.end, h.own_end, h.level, h.style, h.comments)
        for h in outline.root.walk()
    ]


def told(block: Block, included: set[int]) -> object:
    """A block but for what a build adds: records, files, the usual language of code."""
    if block.style and block.kind in {"table", "other"}:
        return ("records", block.line, block.style)
    style = "" if block.style in {"default", "text"} else block.style
    if block.line in included:
        return ("code", block.line)
    below = [told(inner, included) for inner in block.blocks]
    # Docutils 0.20 gives some list items the line of what stands before them.
    line = 0 if block.kind == "item" and docutils.__version_info__ < (0, 21) else block.line
    return (block.kind, line, block.text, block.label, style, below)


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.name)
def test_a_document_reads_as_a_build_reads_it(path: Path, built: Callable[[str], Outline]) -> None:
    alone, whole = read_file(path), built(path.stem)
    assert facts(alone) == facts(whole)
    assert alone.metadata == whole.metadata
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    included = {number for number, line in lines if "literalinclude::" in line}
    for one, other in zip(alone.root.walk(), whole.root.walk(), strict=True):
        mine, theirs = ([told(block, included) for block in h.blocks] for h in (one, other))
        assert mine == theirs, one.title


def test_within_a_build_it_reads_the_same(make_project: MakeProject) -> None:
    seen: list[bool] = []
    texts = {suffix: path.read_text("utf-8") for path in DESIGNS for suffix in (path.suffix,)}
    project = make_project({"index.md": "# T\n"}, tdd_documents={})
    alone = {suffix: read_text(text, suffix) for suffix, text in texts.items()}

    def during(app: object, env: object, names: list[str]) -> None:
        seen.extend(read_text(text, suffix) == alone[suffix] for suffix, text in texts.items())

    from sphinx.application import Sphinx

    connect = Sphinx.setup_extension

    def setup(self: Sphinx, name: str) -> None:
        connect(self, name)
        if name == "sphinx_tdd":
            self.connect("env-before-read-docs", during)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sphinx, "setup_extension", setup)
        project.build()
    assert seen == [True, True]


@pytest.mark.parametrize(
    ("suffix", "text", "kind", "style"),
    [
        (".rst", ".. risk-table::\n\n   - risk: x\n", "other", "risk"),
        (".rst", ".. risk-register::\n   :where: impact = high\n", "other", "risk"),
        (".rst", ".. document-info::\n\n   version: 1\n", "other", "document-info"),
        (".rst", ".. tdd:decision-record:: Keep it\n\n   context: y\n", "other", "decision"),
        (".rst", ".. component-diagram::\n   :caption: All\n", "diagram", "tdd"),
        (".rst", ".. mermaid::\n\n   a-->b\n", "diagram", "mermaid"),
        (".rst", ".. code-block:: c\n\n   x\n", "code", "c"),
        (".rst", ".. csv-table::\n   :header: A, B\n\n   1, 2\n", "table", ""),
        (".rst", ".. flat-table::\n   :header-rows: 1\n\n   * - A\n   * - 1\n", "table", ""),
        (".md", "```{risk-table}\n:caption: All\n\n- risk: x\n```\n", "other", "risk"),
        (".md", "```{decision-graph}\n:caption: All\n```\n", "diagram", "tdd"),
        (".md", "```{graphviz}\ndigraph {a -> b}\n```\n", "diagram", "graphviz"),
        (".md", "```mermaid\na-->b\n```\n", "code", "mermaid"),
    ],
)
def test_what_directives_hold(suffix: str, text: str, kind: str, style: str) -> None:
    outline = read_text(text, suffix)
    (block,) = outline.root.blocks
    assert (block.kind, block.style) == (kind, style)


@pytest.mark.parametrize("target", ["other.md", "../a/b.md#c", "#nowhere", "b%20c.png"])
def test_a_link_to_what_is_elsewhere_keeps_its_text(target: str) -> None:
    outline = read_text(f"# A\n\nSee [the *other* one]({target}) now.\n", ".md")
    assert words(outline) == "See the other one now."
