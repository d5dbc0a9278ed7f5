"""Documents that follow a template for decisions are decisions: in registers, graphs, links."""

from __future__ import annotations

import json
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.conftest import MakeProject, Project, Result

HOME = """
# Home

```{decision-register}
:columns: id, title, status, date, supersedes, superseded-by
```

```{decision-graph}
:as: list
```

```{tdd-documents}
```

Read {tdd:decision}`ADR-0009` first.

```{toctree}
:glob:

adr/*
```
"""
OLD = """
---
status: superseded by ADR-0009
date: 2024-02-03
decision-makers: Ann, Bo
---

# Use RabbitMQ

## Context and Problem Statement

Services tell each other of payments.

## Considered Options

* RabbitMQ
* Kafka

## Decision Outcome

RabbitMQ, since we know it.
"""
NEW = """
---
status: accepted
date: 2025-02-03
---

# Use Kafka

## Context and Problem Statement

Messages get lost.

## Considered Options

* Kafka

## Decision Outcome

Kafka, since it keeps them.
"""
OLD_RST = """
7. Use RabbitMQ
===============

Date: 2024-02-03

Status
------

Superseded by :doc:`9. Use Kafka <0009-use-kafka>`

Context
-------

Services tell each other of payments.

Decision
--------

We use RabbitMQ.

Consequences
------------

Nothing to learn.
"""
NEW_RST = """
9. Use Kafka
============

Date: 2025-02-03

Status
------

Accepted

Context
-------

Messages get lost.

Decision
--------

We use Kafka.

Consequences
------------

There is a cluster to run.
"""
MADR = {"index.md": HOME, "adr/0007-use-rabbitmq.md": OLD, "adr/0009-use-kafka.md": NEW}
NYGARD = {
    "index.md": HOME,
    "adr/0007-use-rabbitmq.rst": OLD_RST,
    "adr/0009-use-kafka.rst": NEW_RST,
}
PROJECTS = {"madr": MADR, "adr-nygard": NYGARD}


def project_of(make_project: MakeProject, template: str, **more: str) -> Project:
    return make_project({**PROJECTS[template], **more}, tdd_documents={"adr/*": template})


def records(result: Result) -> dict[str, dict[str, Any]]:
    told = json.loads(result.text("tdd.json"))
    return {each["docname"].rpartition("/")[2]: each for each in told["records"]}


def fields(result: Result, name: str) -> dict[str, Any]:
    found: dict[str, Any] = records(result)[name]["fields"]
    return found


@pytest.mark.parametrize("template", PROJECTS)
def test_each_is_a_record_with_what_it_says(make_project: MakeProject, template: str) -> None:
    result = project_of(make_project, template).build()
    assert result.stderr == ""
    old, new = (records(result)[name] for name in ("0007-use-rabbitmq", "0009-use-kafka"))
    assert (old["kind"], old["id"], old["title"]) == ("decision", "ADR-0007", "Use RabbitMQ")
    assert (new["id"], new["title"]) == ("ADR-0009", "Use Kafka")
    assert old["fields"]["status"] == "superseded"
    assert old["fields"]["superseded-by"] == ["ADR-0009"]
    assert old["fields"]["date"] == "2024-02-03"
    assert new["fields"]["status"] == "accepted"
    assert new["fields"]["supersedes"] == ["ADR-0007"]
    assert new["fields"]["context"] == "Messages get lost."
    if template == "madr":
        assert old["fields"]["deciders"] == ["Ann", "Bo"]
        assert old["fields"]["alternatives"] == [{"name": "RabbitMQ"}, {"name": "Kafka"}]


@pytest.mark.parametrize("template", PROJECTS)
def test_registers_graphs_and_lists_hold_them(make_project: MakeProject, template: str) -> None:
    result = project_of(make_project, template).build("text")
    page = result.text("index.txt")
    assert "ADR-0007: Use RabbitMQ – Superseded" in page
    assert "superseded by ADR-0009: Use Kafka" in " ".join(page.split())
    assert "2 decisions" in page
    assert page.count("Superseded") >= 3  # register, graph, documents
    assert json.loads(result.text("tdd.json"))["documents"][0]["status"] == "superseded"


@pytest.mark.parametrize("template", PROJECTS)
def test_links_lead_both_ways(make_project: MakeProject, template: str) -> None:
    result = project_of(make_project, template).build()
    old, new = (result.body(f"adr/{name}") for name in ("0007-use-rabbitmq", "0009-use-kafka"))
    assert '<p class="tdd-back"><strong>Superseded by:</strong>' in old
    assert 'href="0009-use-kafka.html#use-kafka"' in old
    assert '<p class="tdd-back"><strong>Supersedes:</strong>' in new
    assert 'href="0007-use-rabbitmq.html#use-rabbitmq"' in new
    assert 'href="adr/0009-use-kafka.html#use-kafka"' in result.body()


@pytest.mark.parametrize("name", ["ADR-9", "ADR 9", "adr-0009", "9", "0009", "adr/0009-use-kafka"])
def test_a_number_leads_to_it_however_it_is_written(make_project: MakeProject, name: str) -> None:
    said = f"# Guide\n\nRead {{tdd:decision}}`{name}`.\n"
    result = project_of(make_project, "madr", **{"adr/guide.md": said}).build(
        tdd_documents={"adr/guide": "none", "adr/*": "madr"}
    )
    assert result.stderr == ""
    assert 'href="0009-use-kafka.html#use-kafka"' in result.body("adr/guide")


def test_a_name_that_leads_nowhere_is_told_at_its_line(make_project: MakeProject) -> None:
    project = project_of(make_project, "madr")
    project.replace("adr/0007-use-rabbitmq.md", "ADR-0009", "ADR-0099")
    result = project.build()
    (told,) = [line for line in result.warnings if "tdd." in line]
    assert told.startswith("adr/0007-use-rabbitmq.md:2: WARNING: the decision 'ADR-0007' says")
    assert "'ADR-0099', and there is no such decision; did you mean 'ADR-0009'?" in told
    assert "[tdd.broken_reference]" in told


def test_a_broken_name_in_a_section_is_told_at_its_line(make_project: MakeProject) -> None:
    project = project_of(make_project, "adr-nygard")
    project.replace(
        "adr/0007-use-rabbitmq.rst", ":doc:`9. Use Kafka <0009-use-kafka>`", "ADR 12, ADR 13"
    )
    project.replace("adr/0009-use-kafka.rst", "Accepted\n", "Accepted\n\nSupersedes ADR-55\n")
    told = project.build().of("tdd.broken_reference")
    assert [line.partition(" WARNING")[0] for line in told] == [
        "adr/0007-use-rabbitmq.rst:9:",
        "adr/0007-use-rabbitmq.rst:9:",
        "adr/0009-use-kafka.rst:11:",
    ]


def test_what_is_superseded_by_others_is_no_fault(make_project: MakeProject) -> None:
    project = project_of(make_project, "madr")
    elsewhere = '"superseded by [RFC 12](https://example.org/12)"'
    project.replace("adr/0007-use-rabbitmq.md", "superseded by ADR-0009", elsewhere)
    result = project.build()
    assert result.stderr == ""
    assert fields(result, "0007-use-rabbitmq")["superseded-by"] == ["RFC 12 (external)"]


def test_a_decision_stated_in_the_file_itself_is_not_doubled(make_project: MakeProject) -> None:
    stated = """
    ```{decision-record} Use Kafka
    :id: ADR-0009
    :status: accepted

    decision: Kafka
    rationale: It keeps messages.
    ```
    """
    project = project_of(make_project, "madr")
    project.write("adr/0009-use-kafka.md", NEW.lstrip() + stated.replace("    ", ""))
    result = project.build()
    assert result.stderr == ""
    found = json.loads(result.text("tdd.json"))["records"]
    assert [each["id"] for each in found] == ["ADR-0007", "ADR-0009"]
    assert found[1]["fields"]["supersedes"] == ["ADR-0007"]
    assert "Superseded by" in result.body("adr/0007-use-rabbitmq")


def test_numbers_that_two_folders_use_name_what_is_nearby(make_project: MakeProject) -> None:
    files = {
        "index.md": "# Home\n\n```{decision-register}\n```\n\n```{toctree}\n:glob:\n\n*/*\n```\n",
        **{f"{folder}/0007-old.md": OLD for folder in ("pay", "ship")},
        **{f"{folder}/0009-new.md": NEW for folder in ("pay", "ship")},
    }
    result = make_project(files, tdd_documents={"pay/*": "madr", "ship/*": "madr"}).build()
    assert result.stderr == ""
    assert 'href="0009-new.html#use-kafka"' in result.body("pay/0007-old")
    assert 'href="0009-new.html#use-kafka"' in result.body("ship/0007-old")


def test_a_template_of_ones_own_says_that_its_documents_are_decisions(
    make_project: MakeProject,
) -> None:
    files = {**MADR, "templates/ours.yaml": "id: ours\nextends: madr\n"}
    files["templates/plain.yaml"] = "id: plain\nextends: madr\nrecord: none\n"
    project = make_project(
        files,
        tdd_template_path=["templates"],
        tdd_documents={"adr/0007*": "plain", "adr/*": "ours"},
    )
    assert set(records(project.build())) == {"0009-use-kafka"}


EDITS = {
    "status": ("adr/0009-use-kafka.md", "status: accepted", "status: proposed"),
    "superseded no more": ("adr/0007-use-rabbitmq.md", "superseded by ADR-0009", "accepted"),
    "number": ("adr/0009-use-kafka.md", "# Use Kafka", "# ADR-0009: Use Kafka 4"),
    "title": ("adr/0009-use-kafka.md", "# Use Kafka", "# Use Pulsar"),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("parallel", [0, 2])
def test_after_an_edit_pages_are_as_in_a_clean_build(
    make_project: MakeProject, edit: str, parallel: int
) -> None:
    project = project_of(make_project, "madr")
    project.build(parallel=parallel)
    name, old, new = EDITS[edit]
    project.replace(name, old, new)
    same(project, parallel)


def same(project: Project, parallel: int = 0, **conf: Any) -> Result:
    """The next build, held against a clean one."""
    names = ["index", *(f"adr/{path.stem}" for path in project.source.glob("adr/*"))]
    again = project.build(parallel=parallel, **conf)
    kept = [again.body(name) for name in names], again.text("tdd.json"), again.warnings
    clean = project.beside("clean").build(fresh=True, **conf)
    assert kept == ([clean.body(name) for name in names], clean.text("tdd.json"), clean.warnings)
    return again


def test_a_document_that_is_gone_or_new(make_project: MakeProject) -> None:
    project = project_of(make_project, "madr")
    project.build()
    project.remove("adr/0009-use-kafka.md")
    assert same(project).of("tdd.broken_reference")
    project.write("adr/0009-use-kafka.md", NEW)
    assert not same(project).of("tdd.broken_reference")


def test_another_template_reads_nothing_again(make_project: MakeProject) -> None:
    project = project_of(make_project, "madr")
    assert len(records(project.build())) == 2
    none = {"adr/*": "concise-design"}
    result = same(project, tdd_documents=none)
    assert records(result) == {}
    assert "there is no decision" in result.stderr
    assert len(records(same(project, tdd_documents={"adr/*": "madr"}))) == 2


def test_a_build_in_which_nothing_changed_writes_nothing(make_project: MakeProject) -> None:
    project = project_of(make_project, "madr")
    project.build()
    result = project.build()
    assert "no targets are out of date" in result.status
    assert set(records(result)) == {"0007-use-rabbitmq", "0009-use-kafka"}


def test_a_mapping_says_it_of_a_template_document(make_project: MakeProject) -> None:
    written = "# Title\n\n## Status\n\n## Context\n\n## Decision\n"
    decided = "# 4. Pay in euros\n\n## Status\n\nAccepted\n\n## Context\n\nA\n\n## Decision\n\nB\n"
    files = {"index.md": "# Home\n\n```{toctree}\n:glob:\n\nadr/*\n```\n"}
    files |= {"adr/template.md": written, "adr/0004-euros.md": decided}
    table = {"template": "adr/template.md", "record": "decision"}
    result = make_project(files, tdd_documents={"adr/*": table}).build()
    assert result.stderr == ""
    assert records(result)["0004-euros"]["title"] == "Pay in euros"
    assert set(records(result)) == {"0004-euros"}


def test_a_decision_over_many_pages_has_the_texts_of_all(make_project: MakeProject) -> None:
    index = "# 4. Pay in euros\n\n## Status\n\nAccepted\n\n```{toctree}\nwhy\nwhat\n```\n"
    files = {"index.md": "# Home\n\n```{toctree}\nadr/0004/index\n```\n"}
    files |= {"adr/0004/index.md": index, "adr/0004/why.md": "# Context\n\nStatus: Rejected\n"}
    what = "Decision\n========\n\nEuros.\n\nConsequences\n============\n\nOne rate.\n"
    files["adr/0004/what.rst"] = what
    project = make_project(files, tdd_documents={"adr/*/": "adr-nygard"})
    result = project.build()
    assert result.stderr == ""
    assert set(records(result)) == {"index"}
    said = fields(result, "index")
    assert (said["status"], said["decision"]) == ("accepted", "Euros.")
    assert said["rationale"] == "Status: Rejected"
    project.write("adr/0004/what.rst", what.replace("Euros.", "Pounds."))
    assert fields(project.build(), "index")["decision"] == "Pounds."


@pytest.mark.parametrize("template", PROJECTS)
def test_a_translation_says_what_the_original_says(
    make_project: MakeProject, template: str
) -> None:
    project = project_of(make_project, template)
    catalog = Catalog(locale="de")
    for english in ("Accepted", "Status", "Date: 2025-02-03", "9. Use Kafka", "Use Kafka"):
        catalog.add(english, f"Auf Deutsch: {english}")
    catalog.add("Messages get lost.", "Es gehen Nachrichten verloren.")
    for name in ("0007-use-rabbitmq", "0009-use-kafka"):
        path = project.source / "locale" / "de" / "LC_MESSAGES" / "adr" / f"{name}.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_mo(file, catalog)
    project.conf |= {"locale_dirs": ["locale"], "gettext_compact": False}
    said = fields(project.build(), "0009-use-kafka")
    translated = project.build(fresh=True, language="de")
    assert translated.stderr == ""
    found = records(translated)["0009-use-kafka"]
    assert found["title"].startswith("Auf Deutsch: ")
    assert found["id"] == "ADR-0009"
    texts = dict.fromkeys(("context", "rationale"), "Es gehen Nachrichten verloren.")
    assert found["fields"] == {**said, **texts}
