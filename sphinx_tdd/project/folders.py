"""Folders that settings name: paths, or `package:folder` for those of an installed package."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterable
from pathlib import Path


def folders(names: Iterable[str], base: Path) -> list[tuple[Path, str]]:
    """Return the folders that a setting names, each with its name."""
    return [(folder_of(name, base), name) for name in names]


def folder_of(name: str, base: Path) -> Path:
    """Return the folder that a setting names, `package:folder` or a path."""
    package, colon, folder = name.partition(":")
    if not colon or len(package) == 1:  # C:\\templates is a path
        return base / name
    try:
        return Path(str(importlib.resources.files(package).joinpath(folder)))
    except (ModuleNotFoundError, TypeError):
        return base / name


def own_folders(names: object, base: Path) -> list[tuple[Path, str]]:
    """Return the folders of a setting that is not checked yet; a bad value names none."""
    good = isinstance(names, list | tuple) and all(isinstance(name, str) for name in names)
    return folders(names, base) if good and isinstance(names, list | tuple) else []
