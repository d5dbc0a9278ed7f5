"""The command line: what can be asked without a build. Nothing here imports Sphinx."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

import click

from sphinx_tdd import __version__

from .failure import USAGE_ERROR, Failure
from .lazy import LazyGroup

COMMANDS = {
    "check": "check:check",
    "new": "new:new",
    "fix": "fix:fix",
    "templates": "templates:templates",
    "rules": "rules_told:rules",
    "explain": "rules_told:explain",
    "records": "records:records",
    "init": "init:init",
    "summary": "summary:summary",
    "report": "report:report",
}
"""Where each command is had from, `module:attribute` in this package, in the order of the help."""

INTERRUPTED = 130
"""The exit status where Ctrl-C ended a command, as shells have it."""

PIPE_CLOSED = 1
"""The exit status where nobody reads on what is printed, as click has it."""


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="sphinx-tdd", message="%(prog)s %(version)s")
def command() -> None:
    """Check Technical Design Documents against their templates, without a build."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name and return its exit status."""
    if sys.stdout is None:  # closed by whoever runs the command
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for good
    try:
        return _run(None if argv is None else list(argv))
    except OSError as error:
        _drop_output()
        if error.errno == errno.EPIPE:
            return PIPE_CLOSED
        place = f"{error.filename}: " if error.filename else "what was found can't be written: "
        click.echo(f"sphinx-tdd: {place}{error.strerror or error}", err=True)
        return USAGE_ERROR


def _run(arguments: list[str] | None) -> int:
    """Run the command and return its exit status.

    Raises:
        OSError: what it prints can't be written.
    """
    try:
        status = command.main(arguments, prog_name="sphinx-tdd", standalone_mode=False)
        # Here, and not while Python ends, where what is wrong can't be told any more.
        sys.stdout.flush()
    except Failure as failure:
        click.echo(f"sphinx-tdd: {failure}", err=True)
        return USAGE_ERROR
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
        return USAGE_ERROR
    except click.ClickException as error:
        click.echo(f"sphinx-tdd: {_said(error)}", err=True)
        return USAGE_ERROR
    except (click.Abort, KeyboardInterrupt):
        click.echo("sphinx-tdd: interrupted", err=True)
        return INTERRUPTED
    return status if isinstance(status, int) else 0


def _said(error: click.ClickException) -> str:
    """Return what is wrong with how a command was typed, and where to look it up."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f" See {context.command_path} --help" if context else ""
    return f"{error.format_message()}{hint}"


def _drop_output() -> None:
    """Send what is still to be printed nowhere: it would fail again when Python ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return
