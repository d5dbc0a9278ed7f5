"""`rules` and `explain`: what is found wrong with documents, and how to change that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from sphinx_tdd.model.rule_docs import RuleDoc, rule_docs
from sphinx_tdd.model.titles import did_you_mean
from sphinx_tdd.project.configuration import CONF, PREFIX, Configuration
from sphinx_tdd.project.settings_file import OWN_FILE, TABLE
from sphinx_tdd.reports.statistics import aligned

from .failure import Failure
from .here import project_here, source_option
from .written import write_output


@click.command("rules")
@source_option
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="What is written.",
)
def rules(source: Path | None, form: str) -> None:
    """List the rules: how much each matters in this project, and when it is told.

    Where the settings of the project say so, the usual severity stands in parentheses.
    """
    configuration = project_here(source)
    known = _known(configuration)
    if form == "json":
        data = [_data(doc, configuration) for doc in known.values()]
        write_output(json.dumps(data, indent=1, ensure_ascii=False) + "\n")
        return
    rows = [(doc.name, _severity(doc, configuration), doc.summary) for doc in known.values()]
    write_output("".join(f"{line}\n" for line in aligned(rows)))


def _known(configuration: Configuration) -> dict[str, RuleDoc]:
    """Return what is said of each rule; tells what is wrong with files that state some."""
    for problem in configuration.kinds.problems:
        where = f"{problem.source}:{problem.line}"
        click.echo(f"sphinx-tdd: {where}: {problem.message}", err=True)
    return rule_docs(configuration.kinds)


def _here(doc: RuleDoc, configuration: Configuration) -> str:
    return configuration.settings.severity.get(doc.name, doc.severity)


def _severity(doc: RuleDoc, configuration: Configuration) -> str:
    here = _here(doc, configuration)
    return here if here == doc.severity else f"{here} ({doc.severity})"


def _data(doc: RuleDoc, configuration: Configuration) -> dict[str, str | None]:
    return {
        "name": doc.name,
        "severity": _here(doc, configuration),
        "default": doc.severity,
        "kind": doc.kind.name if doc.kind else None,
        "summary": doc.summary,
        "text": doc.text,
    }


@click.command("explain")
@click.argument("rule")
@source_option
def explain(rule: str, source: Path | None) -> None:
    """Explain a rule: when it is told, how much it matters here, how to silence it."""
    configuration = project_here(source)
    known = _known(configuration)
    name = rule.removeprefix("tdd.")
    if name not in known:
        hint = did_you_mean(name, known) or "; `sphinx-tdd rules` lists them"
        raise Failure(f"there is no rule {rule!r}{hint}")
    write_output("\n\n".join(_explained(known[name], configuration)) + "\n")


def _explained(doc: RuleDoc, configuration: Configuration) -> Iterator[str]:
    """Yield the paragraphs about a rule."""
    here = _here(doc, configuration)
    usual = "" if here == doc.severity else f", usually {doc.severity}"
    yield f"{doc.name} ({here}{usual})"
    yield doc.text
    if doc.kind and doc.stated:
        what = f"Stated by the kind of record {doc.kind.name!r}; a record breaks it where"
        yield f"{what}\n\n    {' '.join(doc.stated.where.split())}"
        yield f"It is told as\n\n    {' '.join(doc.stated.message.split())}"
    yield from _change(doc, configuration, here)


def _change(doc: RuleDoc, configuration: Configuration, here: str) -> Iterator[str]:
    """Yield how to change how much a rule matters, and how to silence it."""
    usual = "warning" if doc.severity == "off" else doc.severity
    where, lines = _setting(doc.name, "off" if here != "off" else usual, configuration)
    yield f"To change that in the whole project, in {where}:\n\n    {lines}"
    if doc.can_be_silenced:
        yield (
            "To silence it in one section, with the reason, as a comment in Markdown or in\n"
            f"reStructuredText:\n\n    % tdd: ignore {doc.name}: why\n"
            f"    .. tdd: ignore {doc.name}: why"
        )


def _setting(name: str, severity: str, configuration: Configuration) -> tuple[str, str]:
    """Return the name of the file that has the settings, and what to write in it."""
    if configuration.conf is not None or configuration.file is None:
        return CONF, f'{PREFIX}severity = {{"{name}": "{severity}"}}'
    file = configuration.file.name
    table = "severity" if file == OWN_FILE else f"tool.{TABLE}.severity"
    return file, f'[{table}]\n    {name} = "{severity}"'
