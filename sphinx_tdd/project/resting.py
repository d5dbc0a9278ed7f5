"""Which documents rest on files beside them, told from their text: they are not read for it.

That is a guess on the safe side: what stands in code, or in a comment, counts too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from functools import lru_cache, partial
from pathlib import Path

from ..directives.files import relative_path
from ..records.data_files import DATA_SUFFIXES
from .files import Files

_INCLUDED = re.compile(rb"include(?:\}|::)[ \t]+(\S[^\r\n]*)")
"""The name of a file that is included, in both syntaxes."""


def resting_on(changed: Collection[Path], files: Files) -> Iterator[str]:
    """Yield the documents that include one of some files, or name one of data, as of a table."""
    root = files.source.resolve()
    inside = {p.relative_to(root).as_posix() for p in changed if p.is_relative_to(root)}
    data = {path.name.encode() for path in changed if path.suffix.lower() in DATA_SUFFIXES}
    read = lru_cache(maxsize=64)(partial(_read, root))
    for name, path in files.paths.items() if inside or data else ():
        found = [path]
        for each in found:  # grows as it goes
            named = (os.fsdecode(text.strip()) for text in _INCLUDED.findall(read(each)))
            included = dict.fromkeys(relative_path(path, text) for text in named)
            found += [each for each in included if each not in found]
        if not inside.isdisjoint(found[1:]) or any(
            d in read(each) for d in data for each in found
        ):
            yield name


def _read(root: Path, path: str) -> bytes:
    """Return what a file in a folder holds; nothing where it can't be read."""
    try:
        file = (root / path).resolve()
        return file.read_bytes() if file.is_relative_to(root) and file.is_file() else b""
    except (OSError, ValueError, RuntimeError):
        return b""
