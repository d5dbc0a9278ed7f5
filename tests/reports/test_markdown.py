"""The Markdown summary: what it says, that foreign text stays text, and that it stays short."""

from __future__ import annotations

import re
from html import unescape

import pytest
from markdown_it import MarkdownIt

from sphinx_tdd.model.report import Report
from sphinx_tdd.reports import FORMATS
from sphinx_tdd.reports.markdown import LONGEST, code, plain
from tests.reports.values import document, finding, report, risk

COMMENT = 65_536
"""The characters that a comment on GitHub holds."""
# What GitHub's filters look for in the text of a page, once the markup is gone.
FIRES = re.compile(r"@\w|#\d|\bGH-\d|:\w+:|https?://", re.IGNORECASE)
SPITEFUL = [
    "@admins please look",
    "fixes #12, octo/repo#3 and GH-7",
    "a | b || c",
    "<script>alert(1)</script> <img src=x> &amp; <!-- gone",
    "**bold** _em_ `code` ~~out~~ $x^2$",
    "[link](https://example.org/issues/5) ![image](x)",
    "https://example.org/issues/5 and www.example.org",
    "# heading\n\n- item\n\n```\nfence",
    "tail \\",
    "`",
    "``` ` ``",
    ":tada: at 12:30",
    "user@example.org",
    "[^1] [ ] [x]",
]


def markdown(value: Report) -> str:
    return FORMATS["markdown"](value)


def rendered(text: str) -> str:
    """A text as a page shows it."""
    return MarkdownIt("gfm-like", {"linkify": False}).render(text)


def shown(html: str) -> str:
    """The text of a page, without what has no width."""
    return unescape(re.sub(r"<[^>]+>", "", html)).replace("\u200b", "")


@pytest.mark.parametrize("text", SPITEFUL)
def test_foreign_text_is_shown_and_does_nothing(text: str) -> None:
    html = rendered(f"x {plain(text)}\n")
    assert re.fullmatch(r"<p>[^<]*</p>\n", html), html
    assert shown(html).strip() == f"x {' '.join(text.split())}"
    assert not FIRES.search(unescape(html)), html


@pytest.mark.parametrize("text", SPITEFUL)
@pytest.mark.parametrize("made", [plain, code])
def test_foreign_text_in_a_table(text: str, made: object) -> None:
    cell = made(text)  # type: ignore[operator]
    html = rendered(f"| a | b |\n| --- | --- |\n| {cell} | end |\n")
    assert html.count("<td") == 2
    assert "<td>end</td>" in html
    assert " ".join(text.split()) in shown(html)


def test_what_it_says() -> None:
    text = markdown(
        report(
            document("pay", risk=risk("It is slow", 1)),
            document(
                "refund",
                finding(line=3),
                finding("missing section 'Costs'", rule="missing_section", severity="error"),
                finding("part of another", source="shared/part.md", line=9),
                finding("only to note", severity="info"),
                finding("agreed", ignored="said so"),
                filled=1,
                risk=risk("It pays twice", 3, "PAY-2"),
            ),
            findings=(finding("a pattern takes none", rule="unmatched_glob"),),
        )
    )
    assert text == (
        "## Designs of Payments\n"
        "\n"
        "**1 of 2 documents complete**, 5 of 8 sections filled, 4 findings: "
        "`empty_section` 2, `missing_section` 1, `unmatched_glob` 1.\n"
        "\n"
        "| Document | Template | Status | Sections filled | Findings |\n"
        "| --- | --- | --- | ---: | ---: |\n"
        "| Refund | `small` | draft | 1 of 4 (25 %) | 3 |\n"
        "| Pay | `small` | draft | 4 of 4 (100 %) | 0 |\n"
        "\n"
        "### Top risks\n"
        "\n"
        "- **High**: It pays twice (`PAY-2`), in Refund\n"
        "- **Low**: It is slow, in Pay\n"
        "\n"
        "### Findings\n"
        "\n"
        "**The project**\n"
        "\n"
        "- a pattern takes none (`unmatched_glob`)\n"
        "\n"
        "**Refund**\n"
        "\n"
        "- `refund.md:3` section 'Costs' is empty (`empty_section`)\n"
        "- `refund.md:7` error: missing section 'Costs' (`missing_section`)\n"
        "- `shared/part.md:9` part of another (`empty_section`)\n"
    )


def test_nothing_lacking() -> None:
    text = markdown(report(document("pay")))
    assert "**1 of 1 document complete**, 4 of 4 sections filled, no findings." in text
    assert "###" not in text


def test_nothing_checked() -> None:
    text = markdown(report())
    assert (
        text == "## Designs of Payments\n\nNo document was held against a template; no findings.\n"
    )


def test_it_stays_short_whatever_there_is() -> None:
    long = "@a#1" * 2_000
    many = [
        document(
            f"d{n}", *(finding(f"{long} {m}") for m in range(20)), title=long, risk=risk(long)
        )
        for n in range(300)
    ]
    text = markdown(report(*many))
    assert len(text) <= LONGEST < COMMENT
    assert re.search(r"\n… and \d+ more documents\.\n", text)
    told = text.count("(`empty_section`)")
    assert text.endswith(f"… and {300 * 20 - told} more findings.\n")
    assert 1 < text.count("- **High**") < 10
    html = rendered(text)
    assert html.count("<table>") == 1
    assert not FIRES.search(unescape(html))


def test_a_table_that_is_cut_ends_before_the_words_below_it() -> None:
    text = markdown(report(*(document(f"document-{n}") for n in range(2_000))))
    html = rendered(text)
    left = 2_000 - html.count("<tr>") + 1
    assert f"<p>… and {left} more documents.</p>" in html


def test_paths_outside_of_tables_are_as_they_are() -> None:
    value = report(document("a|b", finding()))
    assert "\n- `a|b.md:7` section" in FORMATS["markdown"](value)


def test_a_project_without_a_name() -> None:
    assert FORMATS["markdown"](Report(project="Project name not set")).startswith("## Designs\n")
