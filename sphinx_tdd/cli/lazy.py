"""Groups of commands whose modules are imported when a command is asked for, not before."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from sphinx_tdd.model.titles import did_you_mean

from .failure import Failure

_WHOLE = 1000
"""As many characters as no sentence has."""


class LazyGroup(click.Group):
    """A group of commands that a table names.

    Args:
        commands: by name, where each is had from: `module:attribute`, in this package.
    """

    def __init__(
        self, *args: Any, table: Mapping[str, str] | None = None, **attributes: Any
    ) -> None:
        super().__init__(*args, **attributes)
        self.table = dict(table or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None where there is none of that name."""
        if cmd_name not in self.table:
            return None
        module, _, name = self.table[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f".{module}", __package__), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first sentence about each command, the whole of it."""
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        rows = [(n, c.get_short_help_str(limit=_WHOLE)) for n, c in commands.items() if c]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name.

        Raises:
            Failure: there is none; the text says which name is like it.
        """
        if args and args[0] not in self.table and not args[0].startswith("-"):
            hint = did_you_mean(args[0], list(self.table))
            names = ", ".join(self.table)
            raise Failure(f"there is no command {args[0]!r}{hint or f'; there are {names}'}")
        return super().resolve_command(ctx, args)
