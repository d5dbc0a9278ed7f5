"""Where a command writes what: each format to a file of its own, or to standard output."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sphinx_tdd.model.report import Report
from sphinx_tdd.reports import FORMATS, Rendering

from .failure import Failure

STANDARD_OUTPUT = Path("-")
"""How standard output is named where a file is expected."""


class Output(NamedTuple):
    """One thing to write: a report in a format, to a file or to standard output."""

    format: str
    path: Path = STANDARD_OUTPUT


def outputs(formats: Sequence[str], paths: Sequence[Path]) -> list[Output]:
    """Return what is to be written: the first format to the first file, and so on.

    Args:
        formats: their names, one at least.
        paths: the files; formats that have none go to standard output.

    Raises:
        Failure: there are more files than formats, or one place is to hold two formats.
    """
    if len(paths) > len(formats):
        raise Failure(f"--output is given {len(paths)} times for {len(formats)} --format")
    pairs = zip_longest(formats, paths, fillvalue=STANDARD_OUTPUT)
    made = [Output(str(name), Path(path)) for name, path in pairs]
    for index, each in enumerate(made):
        other = next((o.format for o in made[:index] if o.path == each.path), None)
        if other is not None:
            where = "standard output" if each.path == STANDARD_OUTPUT else str(each.path)
            raise Failure(
                f"{other} and {each.format} can't both go to {where}: give each --format an "
                "--output, in the same order (- is standard output)"
            )
    return made


def write(report: Report, rendering: Rendering, wanted: Sequence[Output]) -> None:
    """Write a report wherever it is wanted.

    Raises:
        Failure: a file can't be written; none is left half written.
    """
    for each in wanted:
        if each.path != STANDARD_OUTPUT:
            write_file(each.path, FORMATS[each.format](report, rendering))
        elif each.format == "text":
            from .terminal import print_text

            print_text(report, rendering, sys.stdout)
        else:
            _print(FORMATS[each.format](report, rendering))


def _print(text: str) -> None:
    """Print what a program reads: in UTF-8 whatever the terminal takes, without other line ends."""
    buffer: BinaryIO | None = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    buffer.write(text.encode("utf-8", "replace"))
    buffer.flush()


def write_file(path: Path, text: str) -> None:
    """Write a file in UTF-8, the whole of it or nothing; folders above it are made.

    Raises:
        Failure: it can't be written; what was there before is there still.
    """
    data = text.encode("utf-8", "replace")
    try:
        if path.exists() and not path.is_file():  # such as /dev/null
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data)
    except OSError as error:
        raise Failure(f"{path} can't be written: {error.strerror}") from error


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _mode(path: Path) -> int:
    """Return who may read and write a file: those who may now, or what is usual here."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
