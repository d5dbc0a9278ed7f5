"""`templates`: about the files of templates."""

from __future__ import annotations

import json
import sys
from inspect import cleandoc
from pathlib import Path
from typing import Any, TextIO

import click

from .here import source_option
from .lazy import LazyGroup

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
    write_schema(sys.stdout)


def write_schema(out: TextIO) -> None:
    """Write the JSON Schema of a template file, for editors.

    The same text is shipped as `data/schemas/template.json`.
    """
    from sphinx_tdd.model.template_schema import schema

    out.write(json.dumps(_tidy(schema()), indent=2) + "\n")


def _tidy(part: Any) -> Any:
    """Return a part of a schema as all versions of Python and msgspec write it.

    Texts have no indentation, as Python 3.13 leaves it; alternatives are sorted.
    """
    if isinstance(part, dict):
        found = {key: _tidy(value) for key, value in part.items()}
        if "anyOf" in found:
            found["anyOf"] = sorted(found["anyOf"], key=lambda each: json.dumps(each))
        return found
    if isinstance(part, list):
        return [_tidy(value) for value in part]
    return cleandoc(part) if isinstance(part, str) else part
