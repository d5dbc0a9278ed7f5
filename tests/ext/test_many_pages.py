"""Designs over many pages: which pages they take, and where their findings stand."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from tests.conftest import MakeProject, Result
from tests.designs import SYNTAXES, Design, filled, templates, write

TEMPLATE = """
id: small
sections:
  - title: Overview
  - title: Architecture
    sections:
      - title: Components
      - title: Data Flow
  - title: Risks
    table: [Risk, Impact, Likelihood, Mitigation]
  - title: Decisions
    required: review
"""
FIRST = """
# Payments

It takes payments.

```{toctree}
overview
architecture
risks
```
"""
OVERVIEW = "# Overview\n\nAll of it.\n"
ARCHITECTURE = """
Architecture
============

In two parts.

.. toctree::
   :glob:

   parts/*
"""
COMPONENTS = "# Components\n\nOne.\n"
FLOW = "# Data Flow\n\nOne way.\n"
RISKS = """
# Risks

| Risk | Impact | Likelihood | Mitigation |
|---|---|---|---|
| Down | high | low | Queue |
"""
PAY = "designs/payments/"
FILES = {
    "index.md": "# Home\n\n```{toctree}\ndesigns/payments/index\n```\n",
    f"{PAY}index.md": FIRST,
    f"{PAY}overview.md": OVERVIEW,
    f"{PAY}architecture.rst": ARCHITECTURE,
    f"{PAY}parts/a.md": COMPONENTS,
    f"{PAY}parts/b.md": FLOW,
    f"{PAY}risks.md": RISKS,
    "templates/small.yaml": TEMPLATE + "  - title: Costs\n",
}
CONF: dict[str, Any] = {"tdd_documents": {PAY: "small"}, "tdd_template_path": ["templates"]}


def report(result: Result) -> dict[str, Any]:
    """What `tdd.json` says."""
    found: dict[str, Any] = json.loads((result.outdir / "tdd.json").read_text(encoding="utf-8"))
    return found


def documents(result: Result) -> dict[str, dict[str, Any]]:
    """The documents in the report, by docname."""
    return {each["docname"]: each for each in report(result)["documents"]}


def test_a_folder_is_one_design(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    project.write("templates/small.yaml", TEMPLATE.replace("required: review", "required: false"))
    result = project.build()
    assert result.warnings == []
    found = documents(result)
    assert list(found) == [f"{PAY}index"]
    design = found[f"{PAY}index"]
    assert design["complete"]
    assert design["title"] == "Payments"
    assert design["sections"] == {"required": 5, "present": 5, "filled": 5}
    names = ("overview", "architecture", "parts/a", "parts/b", "risks")
    assert design["pages"] == [f"{PAY}{name}" for name in names]


def test_what_is_missing_belongs_on_a_page(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    project.remove(f"{PAY}parts/b.md")
    project.write(f"{PAY}overview.md", "# Overview\n")
    project.replace(f"{PAY}risks.md", "| Queue |", "| [How] |")
    result = project.build()
    assert result.of("tdd.") == [
        f"{PAY}overview.md:1: WARNING: section 'Overview' is empty [tdd.empty_section]",
        f"{PAY}parts/a.md:3: WARNING: missing section 'Data Flow': it belongs under "
        "'Architecture', after 'Components' (line 1) [tdd.missing_section]",
        f"{PAY}risks.md:5: WARNING: missing section 'Decisions': it belongs after 'Risks' "
        "(line 1) [tdd.missing_section]",
        f"{PAY}risks.md:5: WARNING: missing section 'Costs': it belongs after 'Risks' (line 1) "
        "[tdd.missing_section]",
        f"{PAY}risks.md:5: WARNING: template text left in: '[How]' [tdd.placeholder]",
    ]
    found = documents(result)[f"{PAY}index"]["findings"]
    assert found[1]["path"] == f"{PAY}parts/a.md"
    assert found[1]["after"] == {
        "title": "Components", "line": 1, "path": f"{PAY}parts/a.md",
    }  # fmt: skip


def test_first_in_a_section_of_another_page(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    project.remove(f"{PAY}parts/a.md")
    told = project.build().of("tdd.missing_section")
    assert told[0] == (
        f"{PAY}architecture.rst:9: WARNING: missing section 'Components': it belongs under "
        "'Architecture', first in it [tdd.missing_section]"
    )


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_the_first_page_says_it_itself(make_project: MakeProject, suffix: str) -> None:
    texts = {
        ".md": "---\ntdd-template: small\ntdd_pages: Toctree\n---\n" + FIRST.lstrip(),
        ".rst": (
            ":tdd-template: small\n:tdd-pages: toctree\n\nPayments\n========\n\nIt takes them.\n"
            "\n.. toctree::\n\n   overview\n   architecture\n   risks\n"
        ),
    }
    files = {name: text for name, text in FILES.items() if name != f"{PAY}index.md"}
    files[f"{PAY}start{suffix}"] = texts[suffix]
    conf = {**CONF, "tdd_documents": {"designs/**": "small"}}
    found = documents(make_project(files, **conf).build())
    assert list(found) == [f"{PAY}start"]
    assert found[f"{PAY}start"]["sections"]["present"] == 5


def test_pages_that_stay_out(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    project.write(f"{PAY}risks.md", "---\ntdd-template: none\n---\n" + RISKS.lstrip())
    project.write(f"{PAY}overview.md", "---\ntdd-template: other\n---\n" + OVERVIEW)
    project.write("templates/other.yaml", "id: other\nsections:\n  - title: Overview\n")
    found = documents(project.build())
    assert list(found) == [f"{PAY}index", f"{PAY}overview"]
    assert f"{PAY}risks" not in found[f"{PAY}index"]["pages"]
    missing = {each["section"][-1] for each in found[f"{PAY}index"]["findings"]}
    assert {"Overview", "Risks"} <= missing


@pytest.mark.parametrize(
    ("patterns", "designs"),
    [
        ({PAY: "small", "designs/**": "small"}, {"index": 5}),
        ({"designs/*/": "small", "designs/**": "none"}, {"index": 5}),
        ({f"{PAY}risks": "small", PAY: "small"}, {"index": 4, "risks": 0}),
        ({f"{PAY}parts/*": "none", PAY: "small"}, {"index": 3}),
        ({PAY: "none", "designs/**": "small"}, {}),
    ],
)
def test_the_first_pattern_decides(
    make_project: MakeProject, patterns: dict[str, str], designs: dict[str, int]
) -> None:
    project = make_project(FILES, **{**CONF, "tdd_documents": patterns})
    result = project.build()
    have = {n.removeprefix(PAY): len(d.get("pages", ())) for n, d in documents(result).items()}
    assert have == designs


@pytest.mark.parametrize(
    ("patterns", "told"),
    [
        (
            ["designs/payment/"],
            "there is no document 'designs/payment/index'; did you mean 'designs/payments/'?",
        ),
        (["designs/payments/parts/"], "'designs/payments/parts/' has no page 'index'"),
        (["specs/*/"], "no folder that it matches has a page 'index'"),
        ([PAY, f"{PAY}*s"], "all that 'designs/payments/*s' matches are pages of designs over"),
        (["designs/**", PAY], "earlier patterns took all that 'designs/payments/' matches"),
    ],
)
def test_patterns_that_take_nothing(
    make_project: MakeProject, patterns: list[str], told: str
) -> None:
    conf = {**CONF, "tdd_documents": dict.fromkeys(patterns, "small")}
    result = make_project(FILES, **conf).build()
    assert any(told in line for line in result.of("tdd.unmatched_glob")), result.stderr


def test_a_value_that_is_none(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    head = "---\ntdd-pages: toctre\n---\n"
    project.write(f"{PAY}index.md", head + FIRST.lstrip())
    result = project.build()
    assert result.of("tdd.config") == [
        f"{PAY}index.md:1: WARNING: 'tdd-pages' is 'toctre'; it takes 'toctree'; did you mean "
        "'toctree'? [tdd.config]"
    ]
    project.write(f"{PAY}index.md", head.replace("toctre", "toctree") + FIRST.lstrip())
    result = project.build(tdd_documents={})
    assert "'tdd-pages: toctree' asks for a template" in result.of("tdd.unknown_template")[0]


def test_comments_silence_on_their_page(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    project.write(f"{PAY}parts/b.md", "% tdd: ignore empty_section: to come\n\n# Data Flow\n")
    project.replace(f"{PAY}risks.md", "# Risks\n", "# Risks\n\n% tdd: ignore placeholder: known\n")
    project.replace(f"{PAY}risks.md", "Queue", "[How]")
    project.write(
        f"{PAY}overview.md",
        '# Overview\n\n% tdd: ignore missing_section "Costs": free\n\n% tdd: ignore placeholder\n',
    )
    result = project.build()
    assert result.of("tdd.") == [
        f"{PAY}overview.md:1: WARNING: section 'Overview' is empty [tdd.empty_section]",
        f"{PAY}overview.md:5: WARNING: nothing to ignore: no placeholder here; take the comment "
        "out [tdd.unused_ignore]",
        f"{PAY}risks.md:7: WARNING: missing section 'Decisions': it belongs after 'Risks' "
        "(line 1) [tdd.missing_section]",
    ]


def test_cycles_and_pages_listed_twice(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    again = "\n```{toctree}\n:hidden:\n\nindex\nrisks\noverview\n```\n"
    project.write(f"{PAY}overview.md", OVERVIEW + again)
    result = project.build("text")  # pages of HTML can't have such toctrees: Sphinx goes round
    design = documents(result)[f"{PAY}index"]
    names = ("overview", "risks", "architecture", "parts/a", "parts/b")
    assert design["pages"] == [f"{PAY}{name}" for name in names]


def test_problems_of_records_stand_on_their_page(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    table = "# Risks\n\n```{risk-table}\n- id: R-1\n  risk: Down\n  impact: enormous\n```\n"
    project.write(f"{PAY}risks.md", table)
    found = documents(project.build())
    assert list(found) == [f"{PAY}index"]
    wrong = [each for each in found[f"{PAY}index"]["findings"] if each["rule"] == "record_value"]
    assert [(each["path"], each["line"], each["section"]) for each in wrong] == [
        (f"{PAY}risks.md", 6, ["Payments", "Risks"])
    ]


VIEWS = """
# Views

```{tdd-report}
```

```{tdd-coverage}
```

```{tdd-documents}
:all:
```
"""


def test_views_lead_to_the_page(make_project: MakeProject) -> None:
    project = make_project({**FILES, "views.md": VIEWS}, **CONF)
    project.write(f"{PAY}overview.md", "# Overview\n")
    project.write(
        f"{PAY}risks.md",
        "# Risks\n\n```{risk-table}\n- id: R-1\n  risk: Down\n  impact: high\n"
        "  likelihood: high\n  mitigation: Queue\n```\n",
    )
    page = project.build().body("views")
    report_part, _, rest = page.partition('id="tdd-coverage-2-1"')
    coverage, _, listed = rest.partition('id="tdd-documents-3"')
    assert f'href="{PAY}overview.html#overview"' in report_part
    assert f'href="{PAY}risks.html#risks"' in report_part  # what belongs after it
    assert f'href="{PAY}parts/a.html#components"' in coverage
    assert f'href="{PAY}risks.html#risks"' in coverage
    assert f'href="{PAY}risks.html#risk-R-1"' in listed
    assert f'href="{PAY}index.html"' in listed
    assert f'href="{PAY}overview.html"' not in listed


def test_versions_of_folders(make_project: MakeProject) -> None:
    files = {
        "index.md": "# Home\n\n```{toctree}\n:glob:\n\nspecs/*/*/index\n```\n",
        "templates/2024.md": "# T\n\n## Overview\n",
        "templates/2025.md": "# T\n\n## Overview\n\n## Costs\n",
    }
    for version in ("2024", "2025"):
        files[f"specs/{version}/pay/index.md"] = "# Pay\n\n```{toctree}\none\n```\n"
        files[f"specs/{version}/pay/one.md"] = "# Overview\n\nWords.\n"
    patterns = {"specs/{version}/*/": "templates/{version}.md", "templates/*": "none"}
    result = make_project(files, tdd_documents=patterns).build()
    found = documents(result)
    assert {name: each["version"] for name, each in found.items()} == {
        "specs/2024/pay/index": "2024", "specs/2025/pay/index": "2025",
    }  # fmt: skip
    assert result.of("tdd.") == [
        "specs/2025/pay/one.md:3: WARNING: missing section 'Costs': it belongs after 'Overview' "
        "(line 1) [tdd.missing_section]"
    ]


def test_the_source_folder_itself(make_project: MakeProject) -> None:
    files = {name.removeprefix(PAY): text for name, text in FILES.items() if PAY in name}
    conf = {**CONF, "tdd_documents": {"/": "small"}, "tdd_template_path": []}
    project = make_project({**files, "templates/small.yaml": TEMPLATE}, **conf)
    found = documents(project.build(tdd_template_path=["templates"]))
    assert list(found) == ["index"]
    assert len(found["index"]["pages"]) == 5


def test_what_a_page_includes_stands_in_that_file(make_project: MakeProject) -> None:
    project = make_project(FILES, exclude_patterns=["parts.md"], **CONF)
    project.write("parts.md", "## Numbers\n\n[How many]\n")
    project.write(f"{PAY}overview.md", f"{OVERVIEW}\n```{{include}} /parts.md\n```\n")
    told = project.build().of("tdd.placeholder")
    assert told == ["parts.md:3: WARNING: template text left in: '[How many]' [tdd.placeholder]"]


def test_a_table_on_a_page_below_its_section(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    project.replace(f"{PAY}index.md", "risks\n", "list\n")
    project.write(f"{PAY}list.md", "# Risks\n\nSee.\n\n```{toctree}\nrisks\n```\n")
    rows = RISKS.replace("# Risks", "# All of them").replace(" Mitigation |", "")
    project.write(f"{PAY}risks.md", rows.replace("---|\n", "\n").replace(" Queue |", ""))
    result = project.build()
    assert result.of("tdd.missing_column") == [
        f"{PAY}risks.md:3: WARNING: the table in 'Risks' lacks the column 'Mitigation' "
        "[tdd.missing_column]"
    ]


def test_a_report_on_a_page_shows_what_stands_there(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    project.write(
        f"{PAY}overview.md", "# Overview\n\n```{tdd-report}\n:documents: this\n```\n\n[What]\n"
    )
    project.write(f"{PAY}parts/a.md", "# Components\n")
    page = project.build().body(f"{PAY}overview")
    assert "template text left in" in page
    assert "is empty" not in page


# -- as in one file -----------------------------------------------------------------------------

BUILT_IN = ("concise-design", "design-doc", "detailed-design", "feature-design", "formal-design")


def pages_of(design: Design, folder: str) -> dict[str, str]:
    """A design with a page for each of its top sections, in one syntax and the other."""
    tops = [i for i, entry in enumerate(design.entries) if entry.level == 2]
    found = {}
    for number, (start, end) in enumerate(pairwise([*tops, len(design.entries)])):
        part = [replace(entry, level=entry.level - 1) for entry in design.entries[start:end]]
        syntax = SYNTAXES[number % 2]
        found[f"{folder}/p{number:02}.{syntax}"] = write(Design(part), syntax)
    first = write(Design(design.entries[:1]), "rst")
    found[f"{folder}/index.rst"] = f"{first}\n.. toctree::\n   :glob:\n\n   p*\n"
    return found


@pytest.mark.parametrize("step", [3, 7])
def test_the_same_as_in_one_file(make_project: MakeProject, step: int) -> None:
    files = {"index.md": "# Home\n\n```{toctree}\n:glob:\n\none/*\nmany/*/index\n```\n"}
    for name in BUILT_IN:
        design = filled(templates()[name])
        for index in range(len(design.entries) - 1, 2, -step):
            gone = design.without(index)
            design = gone if index % 2 else design.changed(index, text="[What it does]")
        files |= {f"one/{name}.md": write(design, "md"), **pages_of(design, f"many/{name}")}
    patterns = {f"one/{name}": name for name in BUILT_IN}
    patterns |= {f"many/{name}/": name for name in BUILT_IN}
    found = documents(make_project(files, tdd_documents=patterns).build("text"))
    for name in BUILT_IN:
        one, many = found[f"one/{name}"], found[f"many/{name}/index"]
        assert one["findings"]
        assert told(many) == told(one)
        assert many["sections"] == one["sections"]


def told(document: dict[str, Any]) -> list[tuple[str, list[str], list[str]]]:
    """What is told of a document, but for the places."""
    return sorted((f["rule"], f["section"], f["missing"]) for f in document["findings"])
