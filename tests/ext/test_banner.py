"""The banner below a document's title: which documents have one, where, and what it says."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes

from sphinx_tdd.model.settings import Settings, validate
from tests.conftest import MakeProject, Project, Result

TEMPLATE = """
    id: small
    title: Small designs
    order: strict
    sections:
      - title: Overview
      - title: Costs
"""
PAY = """
    ---
    status: approved
    version: "1.2"
    owner: Ada
    ---
    # Payments

    ## Overview

    Money moves.

    ## Costs

    None.
"""
LEDGER = """
    :status: draft

    Ledger
    ======

    Overview
    --------

    [What it does]
"""
FILES = {
    "index.md": "# Home\n\n```{toctree}\n:glob:\n\nnotes\ndesigns/*\n```\n",
    "notes.md": "# Notes\n\nThey follow nothing.\n",
    "designs/pay.md": PAY,
    "designs/ledger.rst": LEDGER,
    "own/small.yaml": TEMPLATE,
}
CONF: dict[str, Any] = {
    "tdd_documents": {"designs/*": "small"},
    "tdd_template_path": ["own"],
    "copyright": "the team",
    "version": "1",
}
ALL = {**CONF, "tdd_document_banner": "all"}
_BANNER = re.compile(r'<div class="tdd-banner no-search.*?</div></div>', re.S)


def banners(text: str) -> list[str]:
    """The banners in a page, as they are written."""
    return _BANNER.findall(text)


def words(banner: str) -> str:
    """What a banner says."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", banner)).split())


def with_banner(result: Result) -> set[str]:
    """The pages that have a banner."""
    names = result.app.env.found_docs
    return {name for name in names if "tdd-banner" in result.text(name)}


def said(result: Result, name: str) -> str:
    """What the banner of a page says."""
    (banner,) = banners(result.text(name))
    return words(banner)


# -- which documents have one --------------------------------------------------------------


def test_who_does_not_ask_has_none(make_project: MakeProject) -> None:
    result = make_project(FILES, **CONF).build()
    assert with_banner(result) == set()
    assert "tdd.css" not in result.text("designs/ledger")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("all", {"designs/pay", "designs/ledger"}),
        (True, {"designs/pay", "designs/ledger"}),
        ("Incomplete", {"designs/ledger"}),
        ("0", set()),
        (False, set()),
    ],
)
def test_which_have_one(make_project: MakeProject, wanted: Any, expected: set[str]) -> None:
    result = make_project(FILES, **CONF, tdd_document_banner=wanted).build()
    assert with_banner(result) == expected
    for name in expected:
        assert "tdd.css" in result.text(name)
        assert "tdd.js" not in result.text(name)


def test_a_bad_word_is_told() -> None:
    settings, (fault,) = validate({"document_banner": "some"})
    assert settings == Settings()
    assert "allowed are 'none', 'all', 'incomplete'" in fault


@pytest.mark.parametrize("suffix", ["md", "rst"])
@pytest.mark.parametrize(
    ("setting", "word", "expected"),
    [
        ("all", "none", False),
        ("all", "false", False),
        ("all", "incomplete", False),
        ("none", "all", True),
        ("none", "true", True),
        ("incomplete", "all", True),
        ("none", "incomplete", False),
    ],
)
def test_a_document_says_it_itself(
    make_project: MakeProject, suffix: str, setting: str, word: str, expected: bool
) -> None:
    markdown = (
        f"---\ntdd-banner: {word}\n---\n# One\n\n## Overview\n\nIt is.\n\n## Costs\n\nNone.\n"
    )
    rst = f":tdd-banner: {word}\n\n{_as_rst('One', 'Overview', 'It is.', 'Costs', 'None.')}"
    text = markdown if suffix == "md" else rst
    files = {"index.md": FILES["index.md"], "own/small.yaml": TEMPLATE}
    project = make_project({**files, f"designs/one.{suffix}": text}, **CONF)
    result = project.build(tdd_document_banner=setting)
    assert not result.of("tdd.")
    assert with_banner(result) == ({"designs/one"} if expected else set())
    assert "tdd-banner:" not in result.text("designs/one")


def _as_rst(title: str, *parts: str) -> str:
    lines = [title, "=" * len(title), ""]
    for heading, text in zip(parts[::2], parts[1::2], strict=True):
        lines += [heading, "-" * len(heading), "", text, ""]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("designs/pay.md", "owner: Ada", "tdd-banner: al"),
        ("designs/ledger.rst", ":status:", ":tdd-banner: al\n:status:"),
    ],
)
def test_a_document_says_it_wrong(
    make_project: MakeProject, name: str, old: str, new: str
) -> None:
    project = make_project(FILES, **ALL)
    project.replace(name, old, new)
    result = project.build()
    (line,) = result.of("tdd.config")
    assert "'tdd-banner' is 'al'; allowed are 'none', 'all', 'incomplete'" in line
    assert "did you mean 'all'?" in line
    assert with_banner(result) == {"designs/pay", "designs/ledger"}


def test_a_key_without_a_value_says_nothing(make_project: MakeProject) -> None:
    project = make_project(FILES, **ALL)
    project.replace("designs/pay.md", "owner: Ada", "tdd-banner:")
    result = project.build()
    assert not result.of("tdd.config")
    assert "designs/pay" in with_banner(result)


def test_a_template_that_is_not_there(make_project: MakeProject) -> None:
    project = make_project(FILES, **ALL)
    project.replace("designs/pay.md", "owner: Ada", "tdd-template: smal")
    assert with_banner(project.build()) == {"designs/ledger"}


# -- what it says --------------------------------------------------------------------------


def test_a_complete_document(make_project: MakeProject) -> None:
    result = make_project(FILES, **ALL).build()
    (banner,) = banners(result.text("designs/pay"))
    assert words(banner) == (
        "Approved · Version: 1.2 · Template: Small designs · Owner: Ada "
        "✓ Complete · 2 of 2 sections filled"
    )
    assert '<span class="tdd-status tdd-status-approved">Approved</span>' in banner
    assert 'role="group" aria-label="State of this document"' in banner
    assert "<details" not in banner


def test_a_document_that_owes(make_project: MakeProject) -> None:
    result = make_project(FILES, **ALL).build()
    (banner,) = banners(result.text("designs/ledger"))
    assert words(banner) == (
        "Draft · Template: Small designs 2 still owed · 0 of 2 sections filled "
        "Warning missing section 'Costs': it belongs after 'Overview' (line 6) "
        "Warning template text left in: '[What it does]'"
    )
    assert "<details" in banner
    assert "<details open" not in banner
    assert banner.count('class="tdd-severity tdd-severity-warning"') == 2


def test_links_lead_to_places_that_are_there(make_project: MakeProject) -> None:
    result = make_project(FILES, **ALL).build()
    page = result.text("designs/ledger")
    targets = re.findall(r'href="([^"]*)"', banners(page)[0])
    assert targets == ["#overview", "#overview"]
    assert 'id="overview"' in page


def test_what_a_document_gives_is_escaped(make_project: MakeProject) -> None:
    project = make_project(FILES, **ALL)
    project.replace("designs/pay.md", "approved", "<b>done</b> & dusted")
    project.replace("designs/pay.md", "Ada", "<script>alert(1)</script>")
    project.replace("designs/ledger.rst", "[What it does]", "<Insert <i>what</i> it does>")
    result = project.build()
    (banner,) = banners(result.text("designs/pay"))
    assert "&lt;b&gt;done&lt;/b&gt; &amp; dusted" in banner
    assert "<script" not in banner
    assert words(banner).startswith("<b>done</b> & dusted · Version: 1.2")
    assert "<i>" not in banners(result.text("designs/ledger"))[0]


def test_a_draft_that_is_told_gently_is_complete_so_far(make_project: MakeProject) -> None:
    conf = {**CONF, "tdd_severity_by_status": {"draft": "info"}}
    result = make_project(FILES, **conf, tdd_document_banner="incomplete").build()
    assert not result.of("tdd.")
    assert with_banner(result) == {"designs/ledger"}
    text = said(result, "designs/ledger")
    assert text.startswith("Draft · Template: Small designs Complete so far · Info: 2 · 0 of 2")
    assert "✓" not in text


def test_a_document_that_owes_nothing_may_be_told_something(make_project: MakeProject) -> None:
    """The order of sections is information: all are there, so the document is complete."""
    project = make_project(FILES, **ALL)
    turned = PAY.replace("Overview", "X").replace("Costs", "Overview").replace("X", "Costs")
    project.write("designs/pay.md", turned)
    result = project.build(tdd_severity={"section_order": "info"})
    text = said(result, "designs/pay")
    assert "✓ Complete · Info: 1 · 2 of 2 sections filled Info" in text


def test_what_is_silenced_is_not_told(make_project: MakeProject) -> None:
    project = make_project(FILES, **ALL)
    comment = ".. tdd: ignore missing_section: not yet known\n"
    project.replace("designs/ledger.rst", "======\n", f"======\n\n{comment}")
    project.replace("designs/ledger.rst", "[What it does]", "It books.")
    result = project.build()
    assert not result.of("tdd.")
    text = said(result, "designs/ledger")
    assert text.endswith("Small designs ✓ Complete · 1 of 2 sections filled")


def test_what_document_info_shows_is_not_said_twice(make_project: MakeProject) -> None:
    project = make_project(FILES, **ALL)
    table = "```{document-info}\n```\n"
    project.replace("designs/pay.md", "# Payments\n", f"# Payments\n\n{table}")
    assert said(project.build(), "designs/pay") == (
        "Template: Small designs ✓ Complete · 2 of 2 sections filled"
    )
    project.write("designs/pay.md", PAY + f"\n    {table}".replace("\n```", "\n    ```"))
    assert said(project.build(), "designs/pay").startswith("Approved · Version: 1.2 · Template")


def test_the_version_of_a_template_that_has_several(make_project: MakeProject) -> None:
    project = make_project(FILES, **ALL)
    project.write("own/small.yaml", f"{TEMPLATE}    version: 2\n    versions: [1, 2]\n")
    project.replace("designs/pay.md", "owner: Ada", "tdd-template: small@1")
    result = project.build()
    assert "Template: Small designs 1 " in said(result, "designs/pay")


def test_in_the_language_of_the_project(make_project: MakeProject) -> None:
    result = make_project(FILES, **ALL, language="de").build()
    assert said(result, "designs/pay").startswith("Freigegeben · Version: 1.2 · Vorlage: Small")
    assert "✓ Vollständig · 2 von 2 Abschnitten ausgefüllt" in said(result, "designs/pay")
    assert "noch 2 offen" in said(result, "designs/ledger")


# -- where it stands -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "before"),
    [
        ("one.md", "# Overview\n\nIt is.\n", "<h1>"),
        ("one.md", "Words.\n\n## Overview\n\nIt is.\n", ""),
        ("one.md", "% a comment\n\n(label)=\n# Overview\n\nIt is.\n", "<h1>"),
        ("one.md", "Words alone.\n", ""),
        ("one.rst", "Overview\n========\n\nIt is.\n\nCosts\n=====\n\nNone.\n", "<h1>"),
        ("one.rst", ".. _label:\n\n.. index:: one\n\nOverview\n========\n\nIt is.\n", "<h1>"),
        ("one.rst", "Words alone.\n", ""),
    ],
)
def test_below_the_title_or_above_all(
    make_project: MakeProject, name: str, text: str, before: str
) -> None:
    files = {"index.md": FILES["index.md"], "own/small.yaml": TEMPLATE}
    result = make_project({**files, f"designs/{name}": text}, **ALL).build()
    body = result.body("designs/one")
    above, _, below = body.partition('<div class="tdd-banner')
    assert below
    shown = re.sub(r"<section[^>]*>|<span[^>]*></span>|<!--.*?-->", "", above, flags=re.S)
    if before:
        assert re.fullmatch(r"\s*<h1>Overview<a .*?</a></h1>\s*", shown, re.S)
    else:
        assert not shown.strip()


def test_a_design_over_many_pages_has_it_on_the_first(make_project: MakeProject) -> None:
    files = {
        "index.md": "# Home\n\n```{toctree}\ndesigns/pay/index\n```\n",
        "designs/pay/index.md": "# Pay\n\n```{toctree}\noverview\ncosts\n```\n",
        "designs/pay/overview.md": "# Overview\n\nMoney moves.\n",
        "designs/pay/costs.rst": "Costs\n=====\n\nTBD\n",
        "own/small.yaml": TEMPLATE,
    }
    result = make_project(files, **{**ALL, "tdd_documents": {"designs/*/": "small"}}).build()
    assert with_banner(result) == {"designs/pay/index"}
    (banner,) = banners(result.text("designs/pay/index"))
    assert "1 still owed · 1 of 2 sections filled" in words(banner)
    assert 'href="costs.html#costs"' in banner


def test_a_folder_for_each_page(make_project: MakeProject) -> None:
    result = make_project(FILES, **ALL).build("dirhtml")
    (banner,) = banners(result.text("designs/ledger"))
    assert banner.count('href="#overview"') == 2


def test_all_on_one_page(make_project: MakeProject) -> None:
    result = make_project(FILES, **ALL).build("singlehtml")
    page = result.text("index.html")
    assert len(banners(page)) == 2
    for title in ("Payments", "Ledger"):
        assert re.search(rf">{title}<a [^>]*>[^<]*</a></h2>\s*<div class=\"tdd-banner", page)
    for target in re.findall(r'href="#([^"]*)"', banners(page)[0]):
        assert f'id="{target}"' in page


@pytest.mark.parametrize("builder", ["text", "man", "latex", "texinfo", "epub", "xml", "gettext"])
def test_nowhere_but_on_pages_of_html(make_project: MakeProject, builder: str) -> None:
    conf = {**ALL, "man_pages": [("index", "all", "All", "us", 1)]}
    project = make_project(FILES, **conf)
    with_it, without = _files(project, builder, "all"), _files(project, builder, "none")
    assert with_it == without
    assert with_it


def _files(project: Project, builder: str, wanted: str) -> dict[str, bytes]:
    result = project.build(builder, fresh=True, tdd_document_banner=wanted)
    suffixes = {".txt", ".1", ".tex", ".texi", ".xhtml", ".xml", ".pot"}
    found = (path for path in sorted(result.outdir.rglob("*")) if path.suffix in suffixes)
    cut = re.compile(rb"POT-Creation-Date.*|<dc:date>.*|.*dcterms:modified.*|.*Last Mod.*")
    return {
        str(path.relative_to(result.outdir)): cut.sub(b"", path.read_bytes()) for path in found
    }


# -- what it leaves alone ------------------------------------------------------------------


def test_the_search_does_not_find_it(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    found = {
        wanted: Path(
            project.build(fresh=True, tdd_document_banner=wanted).outdir, "searchindex.js"
        ).read_text(encoding="utf-8")
        for wanted in ("none", "all")
    }
    assert found["all"] == found["none"]


def test_the_contents_of_a_page_do_not_name_it(make_project: MakeProject) -> None:
    result = make_project(FILES, **ALL).build()
    tocs = [toc.astext() for toc in result.app.env.tocs.values()]
    assert not any("owed" in text or "Complete" in text for text in tocs)
    assert not list(result.doctree("designs/pay").findall(nodes.container))


def test_verdicts_and_reports_are_the_same(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    told = []
    for wanted in ("none", "all"):
        result = project.build(fresh=True, tdd_document_banner=wanted)
        told.append((json.loads(result.text("tdd.json")), result.warnings))
    assert told[0] == told[1]


def test_a_translated_document(make_project: MakeProject) -> None:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    catalog = head + 'msgid "Overview"\nmsgstr "Überblick"\n'
    files = {**FILES, "locale/de/LC_MESSAGES/designs.po": catalog}
    conf = {**ALL, "language": "de", "locale_dirs": ["locale"]}
    result = make_project(files, **conf, gettext_compact=True).build()
    page = result.text("designs/ledger")
    assert "Überblick" in page
    (target, _) = re.findall(r'href="#([^"]*)"', banners(page)[0])
    assert f'id="{target}"' in page
