"""What the pages are made from, beside their own text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import sphinx_tdd

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

FOLDER = Path(sphinx_tdd.__file__).parent
_HERE = Path(__file__).parent
_WATCHED = frozenset({".py", ".yaml", ".md", ".rst", ".css", ".json"})


def watch(env: BuildEnvironment, *folders: Path) -> None:
    """Let the page be read again when a file of the package, of _ext or of a folder changes."""
    for folder in (FOLDER, _HERE, *folders):
        for path in _files(folder):
            env.note_dependency(path)


@cache
def _files(folder: Path) -> tuple[str, ...]:
    return tuple(str(path) for path in sorted(folder.rglob("*")) if path.suffix in _WATCHED)
