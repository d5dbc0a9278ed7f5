"""The command line: what can be asked without a build. Nothing here imports Sphinx."""

from __future__ import annotations

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
    arguments = None if argv is None else list(argv)
    try:
        status = command.main(arguments, prog_name="sphinx-tdd", standalone_mode=False)
    except Failure as failure:
        click.echo(f"sphinx-tdd: {failure}", err=True)
        return USAGE_ERROR
    except click.exceptions.NoArgsIsHelpError as asked:
        click.echo(asked.format_message(), err=True)
        return USAGE_ERROR
    except click.ClickException as error:
        error.show()
        return USAGE_ERROR
    except (click.Abort, KeyboardInterrupt):
        click.echo("sphinx-tdd: interrupted", err=True)
        return INTERRUPTED
    return status if isinstance(status, int) else 0
