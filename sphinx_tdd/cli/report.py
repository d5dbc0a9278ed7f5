"""`report`: what is done with reports that are there already."""

from __future__ import annotations

from pathlib import Path

import click

from sphinx_tdd.reports import FORMATS, Rendering
from sphinx_tdd.reports.merge import Clash, merge

from .failure import Failure
from .lazy import LazyGroup
from .output import outputs, write
from .summary import read

COMMANDS = {"merge": "report:merge_command"}
"""The commands about reports, in the order of the help."""


@click.group(cls=LazyGroup, table=COMMANDS)
def report() -> None:
    """Join reports, and write them in other formats."""


@click.command("merge")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=("json",),
    show_default=True,
    type=click.Choice(list(FORMATS)),
    help="What to write; several times for several formats.",
)
@click.option(
    "--output",
    "paths",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to write it, in the order of the formats; standard output if not given.",
)
@click.option(
    "--prefix",
    default="",
    metavar="FOLDER",
    help="The source folder as seen from the root of the repository, for formats that CI reads.",
)
def merge_command(
    files: tuple[Path, ...], formats: tuple[str, ...], paths: tuple[Path, ...], prefix: str
) -> None:
    """Join the reports of shards, or of many projects, into one.

    Each FILE is a report in JSON: what `check --format json` wrote, or the tdd.json of a build.
    One FILE alone is written in another format.
    """
    wanted = outputs(formats, paths)
    try:
        joined = merge([(str(file), read(file)) for file in files])
    except Clash as clash:
        raise Failure(str(clash)) from clash
    write(joined, Rendering(prefix=prefix), wanted)
