"""Files that a command writes: the whole of each, or nothing."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from .failure import Failure


def write_output(text: str) -> None:
    """Print what a program reads: in UTF-8 whatever the terminal takes, its lines as they are."""
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
        Failure: it can't be written, or is read-only; what was there before is there still.
    """
    data = text.encode("utf-8", "replace")
    try:
        if path.exists() and not path.is_file():  # such as /dev/null
            path.write_bytes(data)
        else:
            _refuse_read_only(path)
            _replace(path.resolve(), data)
    except OSError as error:
        raise Failure(f"{path} can't be written: {error.strerror}") from error


def create(path: Path, text: str) -> None:
    """Write a file in UTF-8 that is not there yet, the whole of it or nothing.

    Raises:
        Failure: it is there, its folder is not, or it can't be written.
    """
    if not path.parent.is_dir():
        raise Failure(f"{path}: there is no folder {path.parent}; make it first")
    try:
        with _beside(path, text.encode()) as temporary:
            _name(temporary, path)
    except FileExistsError as error:
        raise Failure(f"{path} is there already; nothing was written") from error
    except OSError as error:
        raise Failure(f"{path} can't be written: {error.strerror}") from error


def _name(temporary: Path, path: Path) -> None:
    """Give a file its name; unlike a rename, this never takes the place of another one."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # not every file system has links
        path.touch(exist_ok=False)
        temporary.replace(path)


def _refuse_read_only(path: Path) -> None:
    """Refuse a file that nobody is to write: putting another in its place needs no leave of it."""
    if path.exists():
        may = path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
        if not may or not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "it is read-only")


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path, data) as temporary:
        temporary.replace(path)


@contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """Give a file with these contents in the folder of another one; it is gone afterwards."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        _own_alike(Path(name), path)
        Path(name).chmod(_mode(path))
        yield Path(name)
    finally:
        with suppress(OSError):
            Path(name).unlink()


def _own_alike(file: Path, other: Path) -> None:
    """Give a file the owner and the group of another one, as far as we may."""
    with suppress(OSError):
        there, here = other.stat(), file.stat()
        if hasattr(os, "chown") and (there.st_uid, there.st_gid) != (here.st_uid, here.st_gid):
            os.chown(file, there.st_uid, there.st_gid)


def _mode(path: Path) -> int:
    """Return who may read and write a file: those who may now, or what is usual here."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
