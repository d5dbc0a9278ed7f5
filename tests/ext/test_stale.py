"""Which pages are written again: each case by itself, beside the random edits elsewhere."""

from __future__ import annotations

import gettext
import json

import pytest
import sphinx.locale

from tests.conftest import MakeProject, Result

PAY = """
# Payments

```{risk-table}
- id: RISK-1
  risk: The processor is down
  impact: high
  likelihood: low
  mitigation: Queue and retry
```
"""
GUIDE = "# Guide\n\nBeware of {tdd:risk}`RISK-1`.\n"
REGISTERS = "# Registers\n\n```{risk-register}\n```\n"
FILES = {
    "index.md": "# Home\n\n```{toctree}\n:glob:\n\n*\n```\n",
    "guide.md": GUIDE,
    "pay.md": PAY,
    "registers.md": REGISTERS,
}
CONF = {"tdd_documents": {}}


def stamps(result: Result) -> dict[str, int]:
    """When each page was written."""
    return {path.stem: path.stat().st_mtime_ns for path in result.outdir.rglob("*.html")}


def written(before: dict[str, int], result: Result) -> set[str]:
    """The pages that a build wrote, but for those that Sphinx always writes."""
    found = {name for name, stamp in stamps(result).items() if before.get(name) != stamp}
    return found - {"genindex", "search"}


def test_prose_writes_its_own_page_alone_then_and_later(make_project: MakeProject) -> None:
    project = make_project({**FILES, "other.md": PAY.replace("RISK-1", "RISK-2")}, **CONF)
    first = stamps(project.build())
    project.replace("guide.md", "Beware", "Be aware")
    second = project.build()
    assert written(first, second) == {"guide", "index"}
    before = stamps(second)
    project.replace("other.md", "is down", "is slow")
    assert written(before, project.build()) == {"other", "registers", "index"}


def test_two_output_folders_of_one_environment(make_project: MakeProject) -> None:
    project = make_project(FILES, **CONF)
    other = project.beside("other")
    shared = str(project.output / "shared")

    def both() -> list[Result]:
        return [one.build(doctrees=shared) for one in (project, other)]

    both()
    project.replace("pay.md", "is down", "is slow")
    for result in both():
        assert "is slow" in result.body("registers")


def test_a_file_of_records_in_two_formats_of_one_environment(make_project: MakeProject) -> None:
    head = "id,risk,impact,likelihood,mitigation\n"
    listed = "# Listed\n\n```{risk-table}\n:file: risks.csv\n```\n"
    project = make_project({**FILES, "listed.md": listed}, **CONF)
    project.write("risks.csv", f"{head}RISK-5,Late,high,low,Ask\n")
    for builder in ("html", "text"):
        project.build(builder, doctrees="shared")
    project.write("risks.csv", f"{head}RISK-5,Too late,high,low,Ask\n")
    for builder in ("html", "text"):
        result = project.build(builder, doctrees="shared")
        for name in ("listed", "registers"):
            path = result.outdir / (f"{name}.txt" if builder == "text" else f"{name}.html")
            assert "Too late" in path.read_text(encoding="utf-8")


def test_what_a_shown_text_refers_to(make_project: MakeProject) -> None:
    """A register shows a risk's mitigation, and that names a document and another record."""
    files = dict(FILES)
    files["pay.md"] = PAY.replace("Queue", "See {doc}`notes`, {tdd:risk}`RISK-2`; queue")
    files["notes.md"] = "# Notes\n"
    files["low.md"] = PAY.replace("RISK-1", "RISK-2").replace("high", "low")
    files["registers.md"] = REGISTERS.replace("\n```", "\n:where: impact = high\n```")
    project = make_project(files, **CONF)
    before = stamps(project.build())
    project.replace("notes.md", "# Notes", "# What is known")
    second = project.build()
    assert "What is known" in second.body("registers")
    assert "registers" in written(before, second)
    before = stamps(second)
    project.replace("low.md", "is down", "is slow")
    third = project.build()
    assert 'title="The processor is slow"' in third.body("registers")
    assert written(before, third) == {"low", "registers", "pay", "index"}


def test_a_link_of_markdown_to_a_record(make_project: MakeProject) -> None:
    project = make_project({**FILES, "guide.md": "# Guide\n\n[](#RISK-1)\n"}, **CONF)
    before = stamps(project.build())
    project.replace("pay.md", "is down", "is slow")
    result = project.build()
    assert 'title="The processor is slow"' in result.body("guide")
    assert "guide" in written(before, result)


def test_the_title_of_a_record_that_a_matrix_names(make_project: MakeProject) -> None:
    matrix = "# Matrix\n\n```{risk-matrix}\n```\n"
    project = make_project({**FILES, "matrix.md": matrix}, **CONF)
    project.build()
    project.replace("pay.md", "is down", "is slow")
    assert 'title="The processor is slow"' in project.build().body("matrix")


def test_a_rule_that_asks_for_the_title_of_a_document(make_project: MakeProject) -> None:
    kind = """
    name: service
    title: Service
    subject: service
    table: true
    fields:
      - {name: service, required: true, shown: true}
    rules:
      - name: service_of_payments
        where: document-title ~ payments
        field: service
        message: "'{title}' is paid for"
        hint: Nobody knows by whom.
    """
    services = "# Payments\n\n```{service-table}\n- service: Queue\n```\n"
    files = {**FILES, "kinds/service.yaml": kind, "services.md": services}
    project = make_project(files, **CONF, tdd_kind_path=["kinds"])
    assert project.build().of("tdd.service_of_payments")
    project.replace("services.md", "# Payments", "# Services")
    assert not project.build().of("tdd.service_of_payments")


def test_a_translation_that_was_edited(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    catalog = head + 'msgid "Queue and retry"\nmsgstr "Warten"\n'
    path = "locale/de/LC_MESSAGES/pay.po"
    project = make_project({**FILES, path: catalog}, **CONF, language="de", locale_dirs=["locale"])
    first = project.build()
    assert "Warten" in first.body("pay")
    assert "Warten" in first.body("registers")
    before = stamps(first)
    project.replace(path, "Warten", "Noch einmal")
    # Where Python and Sphinx keep what they have read, for as long as a process lives.
    monkeypatch.setattr(gettext, "_translations", {})
    monkeypatch.setattr(sphinx.locale, "translators", {})
    second = project.build()
    assert "Noch einmal" in second.body("registers")
    assert written(before, second) == {"pay", "registers", "index"}


def test_the_title_of_a_template_in_the_coverage(make_project: MakeProject) -> None:
    coverage = "# Coverage\n\n```{tdd-coverage}\n```\n"
    template = "id: small\ntitle: Small\nsections:\n  - title: Payments\n"
    files = {**FILES, "coverage.md": coverage, "templates/small.yaml": template}
    conf = {"tdd_documents": {"pay": "small"}, "tdd_template_path": ["templates"]}
    project = make_project(files, **conf)
    project.build()
    project.replace("templates/small.yaml", "title: Small", "title: Tiny")
    assert "Tiny" in project.build().body("coverage")


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_build_that_was_stopped(make_project: MakeProject, jobs: int) -> None:
    project = make_project(FILES, **CONF)
    project.conf["extensions"] = [*project.conf["extensions"], "tests.ext.stopping"]
    project.build(parallel=jobs)
    project.replace("pay.md", "is down", "is slow")
    with pytest.raises(KeyboardInterrupt):
        project.build(parallel=jobs, stop_at="guide")
    result = project.build(parallel=jobs)
    assert "is slow" in result.body("registers")
    before = stamps(result)
    assert written(before, project.build(parallel=jobs)) == set()


@pytest.mark.parametrize("jobs", [0, 2])
def test_a_build_of_one_file_alone(make_project: MakeProject, jobs: int) -> None:
    project = make_project(FILES, **CONF)
    before = stamps(project.build())
    project.replace("pay.md", "is down", "is slow")
    assert written(before, project.build(only=["pay.md"])) == {"pay", "index"}
    result = project.build(parallel=jobs)
    assert "is slow" in result.body("registers")
    before = stamps(result)
    assert written(before, project.build(parallel=jobs)) == set()


def test_builds_without_news_write_nothing(make_project: MakeProject) -> None:
    project = make_project(FILES, tdd_documents={})
    before = stamps(project.build())
    for _ in range(3):
        assert not written(before, project.build())


def test_a_description_of_an_api_beside_the_document(make_project: MakeProject) -> None:
    paths = {"/charges": {"post": {"summary": "Takes a payment"}}}
    described = json.dumps({"openapi": "3.0.0", "paths": paths})
    files = {
        **FILES,
        "api.md": "# API\n\n```{endpoint-table}\n:openapi: api.json\n```\n",
        "registers.md": "# Registers\n\n```{endpoint-register}\n```\n",
        "api.json": described,
    }
    project = make_project(files, **CONF)
    before = stamps(project.build())
    project.write("api.json", described.replace("Takes", "Books"))
    result = project.build()
    assert "Books a payment" in result.body("registers")
    assert written(before, result) == {"api", "registers", "index"}


def test_an_output_folder_inside_the_source_folder(make_project: MakeProject) -> None:
    """Our summary of the build is Markdown, and no document."""
    project = make_project(FILES, **CONF)
    project.output = project.source / "out"
    documents = set(project.build().app.env.found_docs)
    result = project.build()
    assert result.app.env.found_docs == documents
    assert "0 added, 0 changed, 0 removed" in result.status
    again = project.build(tdd_json="other.json")
    assert "0 added, 0 changed, 0 removed" in again.status
