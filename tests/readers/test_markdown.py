"""Markdown read quickly: the same outline as with the parsers of a build, or none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sphinx_tdd.readers.document import read_document, read_quickly
from sphinx_tdd.readers.markdown import read_markdown
from sphinx_tdd.readers.reading import Reading
from sphinx_tdd.readers.syntax import EXTENSIONS
from sphinx_tdd.readers.unsure import Unsure
from sphinx_tdd.readers.whole import read_whole
from tests.readers.pieces import context, documents, usual_documents

ROOT = Path(__file__).parents[2]


def is_quick(text: str) -> bool:
    """Read a text both ways and hold the readings against each other where both are there."""
    try:
        reading = read_quickly(text, context(".md"))
    except Unsure:
        return False
    assert reading == read_whole(text, context(".md"))
    return True


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_what_is_read_quickly_is_read_the_same(text: str) -> None:
    is_quick(text)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(usual_documents())
def test_usual_blocks_are_read_the_same(text: str) -> None:
    is_quick(text)


QUICK = {
    "nothing": "",
    "headings": "# A\n\n## B ##\n\n### *C* `d` #\n## [E](f)\n\nG\n===\n\nH\n---\n",
    "jumps": "### A\n\n# B\n\n##### C\n\n## D\n",
    "repeated titles": "# A\n\n## Costs\n\n## Costs\n\n# 1\n\n# 漢字\n",
    "labels": "(x)=\n(y-z)=\n# A\n\n(w)=\ntext\n\n(a-b)=\n\n% no\n\n## A B\n",
    "a label named as a heading": "# A\n\n(b)=\n## B\n\n## B\n",
    "front matter": "---\nstatus: draft\nreviewers: [Ada, Ben]\n---\n# A\n",
    "toctrees": "```{toctree}\n:hidden:\n:maxdepth: 2\na\nT <b>\n```\n# A\n\n(l)=\n```{toctree}\n"
    ":caption: All of it\n:glob:\n:reversed:\n\n/c/*\nself\n```\n\n## B\n",
    "labelled text": "**Status:** open, **Date:** x\n**Owner:** Ada\n\nPurpose: y\n\nA - b\n",
    "hard breaks": "**A:** b  \n**C:** d\\\n*e* f\n",
    "lists": "- a\n- b\n  c\n\n  d\n  1. e\n\n     f\n- g\nlazy\n\n2) h\n",
    "tasks": "- [ ] a\n- [x] **b:** c\n- [X] `d`\n",
    "code": "```python x\na\n  b\n```\n\n- ~~~\n  c\n  ~~~\n\n      d\n\n       e\n",
    "tables": "| **a** | b |\n|---|:-:|\n| `c \\| d` | e | f |\n| g\n\nh | i\n--|--\nj\n> k\n",
    "quotations": "> a *b*\n> > c\n>\n> - d\n",
    "html": "<div>\na\n\nb <br> c\n\n<!-- x\n  y -->\n\n<!-- z --> w\n\n<Insert v>\n",
    "comments": "# A\n\n% Say\n%   why.\n\n## B\n\n<!-- Who? -->\nc\n% d\n",
    "ignores": '# A\n\n<!-- tdd: ignore missing_section "B": not here -->\n\n% tdd: ignore\n',
    "links": "[a [b] *c*](d.md) <https://e.f> ![g](h) [![i](j)](k 'l') [m](<n o>)\n",
    "named links": "# [a]\n\n[x *y*][A  b] ![i][a] [a [a] b](c)\n\n| [a] |\n|---|\n\n[a]: b\n",
    "definitions of links": "(x)=\n[A]: b\n[a B]: c 'd'\n\n# [a]\n\n- [x][A  b] [a][] [c][d]\n",
    "roles": "{ref}`A <b>` and {term}`c`, {code}`d`\n",
    "entities and escapes": "a &amp; b &nbsp; \\* \\q \\[c\\]\n",
    "contents": "[[_TOC_]]\n\n[TOC]\n\n**toc**\n",
    "typography": "# A -- \"b\" 'c'\n\nIt’s “d” --- e... . . .\n",
    "line ends": "# A\r\n\r\nb\r\n- c\r\n",
    "tabs": "#\tA\n\n\tb\n\nc\n\td\n",
    "no line end": "# A\n\nb",
}


@pytest.mark.parametrize("text", QUICK.values(), ids=QUICK.keys())
def test_usual_writing_is_read_quickly(text: str) -> None:
    assert is_quick(text)


LEFT = {
    "too much markup": "*a* " * 2600,
    "an empty item that begins another": "- 1.\n  `[x] a`\n",
    "a directive": "```{risk-table}\n- risk: a\n```\n",
    "a fence of colons": ":::{note}\na\n:::\n",
    "a definition": "a\n: b\n",
    "a field": ":a: b\n",
    "mathematics": "$a$ and $b$\n",
    "a footnote": "a[^1]\n\n[^1]: b\n",
    "a link's definition in a list": "[a]\n\n- [a]: b\n",
    "a link's definition in code": "[a]\n\n```\n[a]: b\n```\n",
    "a link's definition with text": "[a]: b\nc\n",
    "a link's definition of two lines": "[a]:\nb\n",
    "a heading in a list": "- # a\n",
    "a lazy quotation": "> a\nb\n",
    "a letter with its own spelling": "# Ærø\n",
    "a form feed": "a\fb\n",
    "nested front matter": "---\nmyst:\n  a: b\n---\n",
    "a label twice": "(a)=\n# A\n\n(a)=\n# B\n",
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT.keys())
def test_what_is_not_sure_is_left_to_the_parsers(text: str) -> None:
    assert not is_quick(text)
    assert read_document(text, context(".md")) == read_whole(text, context(".md"))


@pytest.mark.parametrize(
    ("extension", "text"),
    [("substitution", "a {{ b }}"), ("html_image", '<img src="a">'), ("linkify", "a.com")],
)
def test_optional_syntax_is_left_to_the_parsers(extension: str, text: str) -> None:
    assert is_quick(text)
    with pytest.raises(Unsure):
        read_markdown(text, (*EXTENSIONS, extension))


@pytest.mark.parametrize("left_out", EXTENSIONS)
def test_without_an_extension(left_out: str) -> None:
    extensions = tuple(name for name in EXTENSIONS if name != left_out)
    text = "- [x] **A:** b ~~c~~\n\nd\n: e\n\n:f: $g$\n\n:::\nh\n"
    known = context(".md", extensions)
    assert read_document(text, known) == read_whole(text, known)
    assert Reading(read_markdown("- [x] b\n", extensions)) == read_whole("- [x] b\n", known)


@pytest.mark.parametrize("language", ["en", "de", "fr", "ja"])
def test_quotes_of_a_language(language: str) -> None:
    text = "# „A“ « b »\n\n“c” — d -- ‘e’\n"
    quick = read_markdown(text, EXTENSIONS, language)
    assert Reading(quick) == read_whole(text, context(".md", language=language))


def test_all_markdown_of_this_project() -> None:
    files = [path for folder in ("docs", "examples") for path in (ROOT / folder).rglob("*.md")]
    quick = sum(is_quick(path.read_text(encoding="utf-8")) for path in files)
    assert quick > len(files) // 4


def test_usual_markdown_loads_no_parser() -> None:
    script = (
        "import sys\n"
        "from tests.readers.pieces import context\n"
        "from sphinx_tdd.readers.document import read_document\n"
        "read_document('---\\na: b\\n---\\n# A\\n\\n- *b*\\n', context('.md'))\n"
        "heavy = {'docutils', 'myst_parser', 'markdown_it', 'sphinx'}\n"
        "print(*sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout.split() == []
