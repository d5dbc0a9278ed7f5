"""The project that a command is run in, for commands that tell what there is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sphinx_tdd.model.settings import Settings
from sphinx_tdd.project.configuration import Configuration
from sphinx_tdd.project.kinds import builtin

from .failure import Failure
from .selection import configured

SOURCE = "The source folder of the project; that of the nearest conf.py if not said."


def source_option(command: Any) -> Any:
    """Add the option that names the source folder."""
    kind = click.Path(path_type=Path)
    return click.option("--source", type=kind, metavar="FOLDER", help=SOURCE)(command)


def project_here(source: Path | None = None) -> Configuration:
    """Return how the project is configured that the command is run in, or that is named.

    Where it is not clear which one is meant, what comes with the package is told, and why.

    Raises:
        Failure: the one that is named can't be read.
    """
    here = Path.cwd()
    try:
        return configured(here, source)
    except Failure as failure:
        if source is not None:
            raise
        click.echo(f"sphinx-tdd: {failure}; of no project, then:", err=True)
        return Configuration(here, Settings(), builtin())
