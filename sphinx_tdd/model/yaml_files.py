"""Which files of a folder are YAML. Apart, so that nothing is imported that reads it."""

from __future__ import annotations

from pathlib import Path


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files right in a folder, with either ending, in order."""
    return sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
