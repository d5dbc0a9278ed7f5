"""`templates` and `templates show`: which templates there are, and what one of them owes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from sphinx_tdd.derive.contracts import Contracts, Unknown
from sphinx_tdd.model.follows import NONE, VERSION, Contract, is_path
from sphinx_tdd.model.template import Template
from sphinx_tdd.model.template_library import Library, builtin_files
from sphinx_tdd.model.template_tree import drawn, tree
from sphinx_tdd.project.checking import contracts_of
from sphinx_tdd.project.configuration import Configuration
from sphinx_tdd.reports.plain import count
from sphinx_tdd.reports.statistics import aligned

from .followed import followed
from .here import project_here, source_option
from .written import write_output


def write_list(source: Path | None = None) -> None:
    """Print a line for each template of the project that the command is run in."""
    configuration = project_here(source)
    contracts = contracts_of(configuration)
    library = contracts.template_files
    rows = [_row(template, template.id, library) for template in library.values()]
    for path, template in _documents(configuration, contracts):
        rows.append(_row(template, path, library))
    write_output("".join(f"{line}\n" for line in aligned(rows)))
    _tell_faults(library)


def _row(template: Template, name: str, library: Library) -> tuple[str, str, str]:
    hint = template.hint
    if not hint and name in library and name not in builtin_files():
        hint = "A template of this project."
    what = f"{template.title}. {hint}" if hint else template.title
    return name, count(len(list(template.walk())), "section"), what


def _documents(
    configuration: Configuration, contracts: Contracts
) -> Iterator[tuple[str, Template]]:
    """Yield the template documents that settings name, by their path."""
    for path in dict.fromkeys(_paths(configuration)):
        try:
            yield path, contracts.template(Contract(path))
        except Unknown as unknown:
            click.echo(f"sphinx-tdd: {unknown}", err=True)


def _paths(configuration: Configuration) -> Iterator[str]:
    """Yield the paths of template documents; where they have versions, of all of these."""
    source = configuration.source
    for follows in (configuration.settings.documents or {}).values():
        path = follows.template
        if not is_path(path) or path == NONE:
            continue
        if VERSION not in path:
            yield path
            continue
        found = source.glob(path.replace(VERSION, "*"))
        yield from sorted(file.relative_to(source).as_posix() for file in found)


def _tell_faults(library: Library) -> None:
    for fault in library.faults:
        click.echo(f"sphinx-tdd: {fault}", err=True)


@click.command("show")
@click.argument("template")
@source_option
def show(template: str, source: Path | None) -> None:
    """Show what a template owes, as a tree.

    TEMPLATE is an id, an id with a version as in `design@2`, a template file (.yaml), or a
    template document.
    """
    found = followed(template, project_here(source)).template
    text = "".join(f"{line}\n" for line in drawn(tree(found)))
    write_output(f"{text}\n{found.hint}\n" if found.hint else text)
