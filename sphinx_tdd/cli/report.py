"""`report`: what is done with reports that are there already."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sphinx_tdd.reports import Rendering
from sphinx_tdd.reports.merge import Clash, merge

from .failure import Failure
from .lazy import LazyGroup
from .outputs import WithOutputs, options, wanted, write
from .schemas import write_schema
from .summary import read

COMMANDS = {"merge": "report:merge_command", "schema": "report:schema_command"}
"""The commands about reports, in the order of the help."""


class InJson(WithOutputs):
    """A command that writes JSON where no format is given."""

    usual_format = "json"


@click.group(cls=LazyGroup, table=COMMANDS)
def report() -> None:
    """Join reports, and write them in other formats."""


@click.command("merge", cls=InJson)
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@options
@click.option(
    "--prefix",
    default="",
    metavar="FOLDER",
    help="The source folder as seen from the root of the repository, for formats that CI reads.",
)
@click.pass_context
def merge_command(
    ctx: click.Context, /, files: tuple[Path, ...], prefix: str, **_outputs: object
) -> None:
    """Join the reports of shards, or of many projects, into one.

    Each FILE is a report in JSON: what `check --format json` wrote, or the tdd.json of a build.
    One FILE alone is written in another format. Without --format, JSON is written.
    """
    pairs = wanted(ctx)
    try:
        joined = merge([(str(file), read(file)) for file in files])
    except Clash as clash:
        raise Failure(str(clash)) from clash
    write(joined, Rendering(prefix=prefix), pairs)


@click.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a report in JSON, for programs that read it."""
    from sphinx_tdd.reports.json_schema import schema

    write_schema(schema(), sys.stdout)
