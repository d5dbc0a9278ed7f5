"""Files written so that nothing is lost: a full disk or Ctrl-C leaves what was there."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .failure import Failure


def create(path: Path, data: bytes) -> None:
    """Write a file that is not there yet.

    Raises:
        Failure: it is there, its folder is not, or it can't be written.
    """
    if not path.parent.is_dir():
        raise Failure(f"{path}: there is no folder {path.parent}; make it first")
    with _beside(path, data) as temporary:
        try:
            os.link(temporary, path)  # unlike a rename, it never takes the place of a file
        except FileExistsError as error:
            raise Failure(f"{path} is there already; nothing was written") from error
        except OSError:  # no file system has links everywhere
            _copy(path, data)


def _copy(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise Failure(f"{path} is there already; nothing was written") from error
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink()
        raise Failure(f"{path} can't be written: {error.strerror}") from error


def replace(path: Path, data: bytes) -> None:
    """Put other contents into a file, all at once; its mode stays, and of a link its target.

    Raises:
        Failure: it can't be written; what was there is as it was.
    """
    target = Path(os.path.realpath(path))
    with _beside(target, data, path) as temporary:
        try:
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            temporary.replace(target)
        except OSError as error:
            raise Failure(f"{path} can't be written: {error.strerror}") from error


@contextmanager
def _beside(path: Path, data: bytes, named: Path | None = None) -> Iterator[Path]:
    """Give a file with the contents in the same folder, which is gone afterwards."""
    temporary: Path | None = None
    try:
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
        temporary = Path(name)
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        yield temporary
    except OSError as error:
        raise Failure(f"{named or path} can't be written: {error.strerror}") from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _umask() -> int:
    """Return what the process takes from the mode of new files; there is no other way to ask."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
