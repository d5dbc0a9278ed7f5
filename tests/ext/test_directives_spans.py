"""Texts that are not parsed give the nodes that the parsers make of them."""

from __future__ import annotations

import random
import re

import pytest
from docutils import nodes

from sphinx_tdd.directives.spans import is_one_paragraph, is_plain, read_spans
from tests.conftest import MakeProject

PIECES = [
    *"ab1 _*`'\"-.,:;!?()[]{}/\\&<>=+#@%^~|$é—“",
    " ",
    " ",
    " word",
    "word ",
    "*it*",
    " **bold** ",
    "`code`",
    "``code``",
    " `a_b.c` ",
    "1. ",
    "a) ",
    "...",
    "--",
    "(c)",
    "http://a.b",
    "www.a.de",
    "x.y",
    "10.5",
    "it's ",
    "*two words*",
    "::",
    "PEP 8",
    "a@b.de",
]


def samples(count: int) -> list[str]:
    """Texts on one line that are known to need no block parser."""
    chance = random.Random(7)
    found: list[str] = []
    while len(found) < count:
        text = "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 8)))
        text = re.sub(" +", " ", text).strip()
        if text and (read_spans(text, False) or read_spans(text, True) or is_one_paragraph(text)):
            found.append(text)
    return found


def tree(paragraph: nodes.Element) -> str:
    """The inline nodes, with texts that follow each other as one."""
    copy = paragraph.deepcopy()
    for node in copy.findall(nodes.Element):
        merged: list[nodes.Node] = []
        for child in node.children:
            if merged and isinstance(child, nodes.Text) and isinstance(merged[-1], nodes.Text):
                merged[-1] = nodes.Text(str(merged[-1]) + str(child))
            else:
                merged.append(child)
        node.children = merged
    text = "".join(child.pformat() for child in copy.children)
    return re.sub(r'(?:ids|refid|backrefs)="[^"]*"', "", text)


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_like_the_parser(make_project: MakeProject, suffix: str) -> None:
    texts = samples(1200)
    # No row of its own for each: the paragraphs of a list stand for those of a page.
    title = "# T\n\n" if suffix == "md" else "T\n=\n\n"
    page = "".join(f"{text}\n\n" for text in texts)
    start = "```{decision-record} T\n" if suffix == "md" else ".. decision-record:: T\n\n"
    margin = "" if suffix == "md" else "   "
    lines = [f"{margin}decision: D\n", f"{margin}consequences:\n"]
    lines += [f"{margin}  - '{text.replace(chr(39), chr(39) * 2)}'\n" for text in texts]
    end = "```\n" if suffix == "md" else ""
    made = make_project(
        {f"index.{suffix}": title + page, f"b.{suffix}": title + start + "".join(lines) + end},
        tdd_documents={},
        smartquotes=False,
        myst_enable_extensions=["colon_fence", "dollarmath", "substitution"],
    )
    result = made.build("dummy")
    section = next(iter(result.doctree().findall(nodes.section)))
    parsed = [p for p in section.children if isinstance(p, nodes.paragraph)]
    bullets = next(iter(result.doctree("b").findall(nodes.bullet_list)))
    ours = [item.children[0] for item in bullets.children]  # type: ignore[attr-defined]
    assert len(parsed) == len(ours) == len(texts)
    different = [
        (text, tree(one), tree(other))
        for text, one, other in zip(texts, parsed, ours, strict=True)
        if tree(one) != tree(other)
    ]
    assert not different, different[:5]


@pytest.mark.parametrize(
    "text",
    [
        "The provider is down for more than an hour.",
        "Costs rise by 12.5 % (or more), don't they?",
        "A: b; c - d / e",
        "Ünïcode – “quoted” … 日本",
    ],
)
def test_plain(text: str) -> None:
    assert is_plain(text)


@pytest.mark.parametrize(
    "text",
    [
        "1. one",
        "a) one",
        "IV. four",
        "- one",
        "a -- b",
        "a...",
        "a_",
        "www.example.org",
        "example.org",
        "a@b.de",
        "http://a",
        "a::",
        "a:",
        "(c) me",
        "[a]",
        "<b>",
        "a & b",
        "a  \\\nb",
        "a\n  b",
        "a\n===",
        "# a",
        "> a",
        "",
        "“",
    ],
)
def test_not_plain(text: str) -> None:
    assert not is_plain(text)


def test_spans() -> None:
    found = read_spans("An *old* **two words**, see `a_b.c`.", rst=False)
    assert found is not None
    assert [type(node).__name__ for node in found] == [
        "Text",
        "emphasis",
        "Text",
        "strong",
        "Text",
        "literal",
        "Text",
    ]
    assert read_spans("See `a`.", rst=True) is None
    assert read_spans("See ``a``.", rst=True) is not None
    assert read_spans("2 * 3 * 4", rst=False) is None
    assert read_spans("a*b*c", rst=False) is None


def test_one_line_with_a_role_is_told_at_its_line(make_project: MakeProject) -> None:
    md = "# T\n\n```{risk-table}\n- risk: See {nope}`x`\n  impact: low\n```\n"
    rst = "T\n=\n\n.. risk-table::\n\n   - risk: See :nope:`x`\n     impact: low\n"
    assert re.search(
        r"index\.md(\.rst)?:4: ", make_project({"index.md": md}).build("dummy").stderr
    )
    assert "index.rst:6: " in make_project({"index.rst": rst}).build("dummy").stderr
