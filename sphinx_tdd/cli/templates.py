"""`templates`: about the files of templates."""

from __future__ import annotations

import json
import sys
from inspect import cleandoc
from typing import Any, TextIO

import click

from .lazy import LazyGroup

COMMANDS = {
    "derive": "derive:derive_command",
    "learn": "derive:learn_command",
    "schema": "templates:schema_command",
}
"""The commands about templates, in the order of the help."""


@click.group(cls=LazyGroup, table=COMMANDS)
def templates() -> None:
    """Say which templates there are, and make new ones."""


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
