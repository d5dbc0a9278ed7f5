"""`templates`: about the files of templates."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .here import source_option
from .lazy import LazyGroup
from .schemas import write_schema

COMMANDS = {
    "show": "templates_told:show",
    "derive": "derive:derive_command",
    "learn": "derive:learn_command",
    "schema": "templates:schema_command",
}
"""The commands about templates, in the order of the help."""


@click.group(cls=LazyGroup, table=COMMANDS, invoke_without_command=True)
@source_option
@click.pass_context
def templates(ctx: click.Context, source: Path | None) -> None:
    """List the templates that there are; show one, or make new ones."""
    if ctx.invoked_subcommand is None:
        from .templates_told import write_list

        write_list(source)


@click.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of template files, for editors."""
    # The same text is shipped as `data/schemas/template.json`.
    from sphinx_tdd.model.template_schema import schema

    write_schema(schema(), sys.stdout)
