"""`--watch`: check again whenever a file of the project changes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sphinx_tdd.project.cache import FOLDER

from .failure import USAGE_ERROR, Failure
from .selection import configured

if TYPE_CHECKING:
    from .check import Asked

SECONDS = 0.5
"""How often files are looked at."""

_KINDS = (".md", ".rst", ".txt", ".inc", ".toml", ".py", ".yaml", ".yml", ".csv", ".json")
_NOT_LOOKED_IN = {FOLDER, "_build", "node_modules", ".git", ".venv", "venv"}

State = dict[str, tuple[int, int]]


def watched(check: Callable[[], int], asked: Asked, rounds: int | None = None) -> int:
    """Check again and again until Ctrl-C, and return the exit status of the last check.

    Args:
        rounds: after how many checks it ends; None for never.
    """
    status = USAGE_ERROR
    before: State = {}
    while rounds is None or rounds > 0:
        now = state(_root(asked))
        if now != before:
            status, before = _checked(check), now
            rounds = None if rounds is None else rounds - 1
        try:
            time.sleep(SECONDS)
        except KeyboardInterrupt:
            break
    return status


def _checked(check: Callable[[], int]) -> int:
    if sys.stdout.isatty():
        click.clear()
    try:
        return check()
    except Failure as failure:
        click.echo(f"sphinx-tdd: {failure}", err=True)
        return USAGE_ERROR
    finally:
        click.echo("Waiting for changes; Ctrl-C ends it.", err=True)


def _root(asked: Asked) -> Path:
    first = Path(asked.paths[0]) if asked.paths else Path()
    start = first if first.is_dir() else first.parent
    try:
        return configured(start.resolve(), asked.source).root
    except Failure:
        return start.resolve()


def state(folder: Path) -> State:
    """Return the time of change and the size of each file that a check may read, by path."""
    found: State = {}
    for path in _files(str(folder)):
        try:
            status = Path(path).stat()
        except OSError:
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found


def _files(folder: str) -> Iterator[str]:
    for above, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _NOT_LOOKED_IN]
        yield from (f"{above}/{name}" for name in names if name.endswith(_KINDS))
