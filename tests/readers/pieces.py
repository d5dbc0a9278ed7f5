"""Markdown composed of pieces that readers trip over, and both ways of reading it."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from sphinx_tdd.model.kind_library import KindLibrary
from sphinx_tdd.readers.reading import Context
from sphinx_tdd.readers.syntax import EXTENSIONS
from sphinx_tdd.records.levels import Scale

INLINE = (
    "a", "b c", "**bold**", "*em*", "_em_", "__st__", "***x***", "**L:** v", "**Label**",
    "Key: v", "K - v", "`code`", "`` a`b ``", "` x `", "{ref}`t <x>`", "{term}`x`", "{code}`y`",
    "[l](u)", '[l *e*](<u v> "t")', "[a [b] c](u)", "![alt](i.png)", "[![a](b)](c)", "<br>",
    "<b>", "<Insert x>", "<Name>", "<https://a.b/c>", "&amp;", "&nbsp;", "\\*", "\\[", "\\a",
    "[x]", "[ ]", "[toc]", "[[_TOC_]]", "TOC", "a*b*c", "a_b_c", "**a*b**", "*a**b*", "2 * 3",
    "--", "...", ". .", "“q”", "it’s", "é", "ß", "—", "漢字", "$5", "$a$", "~", "~~s~~", "!",
    "a|b", "\\|", "::", ":", "#", "<!-- c -->", "*", "**", "_", "`", "[", "]", "](", "{", "1.",
    "[^1]", "[r]", "{{ s }}", "**`c`**", "[`c`](d)", "[**b**](d)", "**[b](d)**", "\u00a0",
)  # fmt: skip
STARTS = (
    "", "", "", "", "- ", "* ", "+ ", "1. ", "2. ", "10) ", "-   ", "-     ", "-\t", "> ", "> > ",
    ">", "# ", "## ", "### ", "###### ", "% ", "- [ ] ", "- [x] ", "- - ", "1. - ", "> - ",
    "- > ", "| ", "- # ", "- ```", ": ", ":f: ", "[r]: ", "[^1]: ",
)  # fmt: skip
LINES = (
    "", "---", "***", "===", "-", "- - -", "+++", "| a | b |", "|---|---|", "|:-|-:|", "--|--",
    "a | b", "| **x** | `y` |", "| a \\| b | c |", "```", "```python", "~~~", "````", "```{note}",
    ":::", "::: {note}", "<div>", "</div>", "<!-- c", "-->", "<!-- one -->", "<pre>", "<x>",
    "<!-- tdd: ignore missing_section \"A\": later -->", "% tdd: ignore", "<!-- a --> b",
    "(label)=", "(a b)=", "$$", "{{ s }}",
)  # fmt: skip
INDENTS = ("", "", "", "", " ", "  ", "   ", "    ", "      ", "\t")
ENDS = ("", "", "", "", "  ", " ", " #", "\\", ":")

_texts = st.lists(st.sampled_from(INLINE), min_size=1, max_size=4).map(" ".join)
_written = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(INDENTS),
    st.sampled_from(STARTS),
    _texts,
    st.sampled_from(ENDS),
)
_lines = st.lists(st.one_of(_written, _written, st.sampled_from(LINES)), min_size=1, max_size=12)
_openings = st.sampled_from(["", "", "", "", "---\nstatus: *x*\n---\n", "---\na: [b, c]\n---\n\n"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return a document, with the line ends of either system."""
    text = draw(_openings) + "\n".join(draw(_lines)) + draw(st.sampled_from(["", "\n", "\n\n"]))
    return text.replace("\n", "\r\n") if draw(st.integers(0, 15)) == 0 else text


USUAL_INLINE = (
    "a", "b c", "**bold**", "*em*", "`code`", "`[x] a`", "**L:** v", "**Label**", "**L.**",
    "Key: v", "K - v", "K -- v", "a-b", "snake_case", "[l](u)", "{ref}`t <x>`", "[l]", "[x][l]",
    "[b c][]", "toc", "**toc**", "[x]", "1.", "2024", '"q"', "it’s", "漢字", "...", ". . .",
    "a  b", "**a** *b* `c`", "a (b: c): d", ":", "- ",
)  # fmt: skip
USUAL_BLOCKS = (
    "# {}", "## {} ##", "{}", "{}", "{}\n{}", "- {}", "- {}\n- {}", "* {}\n+ {}", "1. {}\n2. {}",
    "- {}\n\n- {}", "- {}\n  {}", "- {}\n{}", "{}  \n{}", "| {} | b |\n|---|---|\n| {} | {} |",
    "| {} |\n|---|", "```text\n{}\n\n  {}\n```", "(x)=", "[l]: u", "[a]: b\n[B  c]: d",
    "% {}", "> {}", "{}\n---", "- {} | b\n|---|---|", "{}\n: {}", "    {}",
    "- [ ] {}", "{} | b\n--|--",
)  # fmt: skip


@st.composite
def usual_documents(draw: st.DrawFn) -> str:
    """Return a document of usual blocks, with blank lines between them or none."""
    text = st.lists(st.sampled_from(USUAL_INLINE), min_size=1, max_size=3).map(" ".join)
    parts = []
    for block in draw(st.lists(st.sampled_from(USUAL_BLOCKS), min_size=1, max_size=8)):
        said = [draw(text) for _ in range(block.count("{}"))]
        parts.append(block.format(*said) + draw(st.sampled_from(["\n", "\n\n", "\n\n", "\n\n\n"])))
    return "".join(parts).removesuffix(draw(st.sampled_from(["", "\n"])))


@cache
def context(
    suffix: str, extensions: tuple[str, ...] = EXTENSIONS, language: str = "en"
) -> Context:
    """Return what readers know of a document of a project without settings."""
    return Context(
        docname="a",
        suffix=suffix,
        extensions=extensions,
        kinds=KindLibrary(),
        scale=Scale(),
        language=language,
    )


RST_INLINE = (
    "a", "b c", "**bold**", "*em*", "``code``", "``a*b [x]``", ":ref:`t <x>`", ":code:`y`",
    "**L:** v", "**Label**", "Key: v", "K - v", "[x]", "[ ]", "TOC", "[[_TOC_]]", "2 * 3",
    "snake_case", "x_", "`x`", "|s|", "\\*", "--", "...", "“q”", "é", "漢字", "(**b**)",
    "http://a.b/c", "a@b.c", "ends::", "1.", "-", "``a``b", "\u00a0",
)  # fmt: skip
RST_BLOCKS = (
    "{}", "{}\n{}", "{}\n" + "=" * 20, "{}\n" + "-" * 20, "{}\n" + "~" * 20,
    "=" * 20 + "\n{}\n" + "=" * 20, "- {}\n- {}", "- {}\n  {}\n\n  - {}\n- {}",
    "* {}\n\n  {}", "1. {}\n2. {}", "#. {}", "5. {}\n{}", ".. code-block:: c\n\n   {}\n     {}",
    ".. code-block::\n\n   {}", ".. {}", "..\n   {}", ".. {}\n   {}", ".. _a:",
    '.. tdd: ignore missing_section "A": {}', ".. _b c:\n.. _d:", "{}::\n\n    {}\n\n      {}",
    ".. list-table::\n   :header-rows: 1\n\n   * - {}\n     - {}\n   * - {}\n     - {}", "----",
    "   {}", "{}\n   {}", ":f: {}", "| {}", ".. note:: {}", "- {}\n{}", ".. _a: {}", ">>> {}",
)  # fmt: skip


@st.composite
def structured(draw: st.DrawFn) -> str:
    """Return a document in reStructuredText."""
    text = st.lists(st.sampled_from(RST_INLINE), min_size=1, max_size=3).map(" ".join)
    parts = []
    for block in draw(st.lists(st.sampled_from(RST_BLOCKS), min_size=1, max_size=7)):
        said = [draw(text) for _ in range(block.count("{}"))]
        parts.append(block.format(*said) + "\n" * draw(st.sampled_from([1, 2, 2, 2, 3])))
    return "".join(parts)
