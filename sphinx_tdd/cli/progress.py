"""How far a long check is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sphinx_tdd.project.run import Progress

_LONG = 200
"""How many documents make a check long."""


@contextmanager
def progress(documents: int) -> Iterator[Progress]:
    """Give what tells how far a check of some documents is; on a terminal it is a bar."""
    if documents < _LONG or not sys.stderr.isatty():
        yield _quiet
        return
    # Imported late: it takes 60 ms, and nothing but a terminal shows a bar.
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Checking designs", total=documents)

        def tell(done: int, of: int, /) -> None:
            bar.update(task, completed=done, total=of)

        yield tell


def _quiet(_done: int, _of: int, /) -> None:
    """Tell nothing."""
