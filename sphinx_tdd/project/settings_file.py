"""The settings of a project in `tdd.toml`, or in `pyproject.toml` under `[tool.sphinx-tdd]`.

The keys are those of conf.py without the prefix `tdd_`, and a few that only the command needs.
"""

from __future__ import annotations

import os.path
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from ..model.finding import SEVERITIES
from ..model.settings import names
from ..model.titles import did_you_mean

OWN_FILE = "tdd.toml"
SHARED_FILE = "pyproject.toml"
TABLE = "sphinx-tdd"
"""The table below `[tool]` in `pyproject.toml`."""

NEVER = "never"
"""What `fail_on` takes beside the severities."""

FAIL_ON = (*(severity for severity in SEVERITIES if severity != "off"), NEVER)
"""What `fail_on` takes."""

OF_COMMAND: dict[str, str] = {
    "source": "The folder of the documents, relative to the file; that of conf.py if not said.",
    "fail_on": "The least severity of a finding that makes `check` fail, as its option.",
    "baseline": "The file of old debt, relative to the settings file, as the option of `check`.",
}
"""The keys that only the command knows, with their help."""

OF_SPHINX: tuple[str, ...] = (
    "project", "language", "exclude_patterns", "include_patterns", "source_suffix",
    "myst_enable_extensions", "suppress_warnings",
)  # fmt: skip
"""Sphinx's own names, for projects without a conf.py."""


_FOLDERS = ("template_path", "kind_path")
"""The settings that name folders."""


class Unreadable(ValueError):
    """A settings file that can't be read; its text says why."""


class SettingsFile(msgspec.Struct, frozen=True):
    """What a settings file says.

    Attributes:
        values: by key, with underscores.
        faults: what is wrong with it, in words.
    """

    path: Path
    values: dict[str, Any] = {}
    faults: tuple[str, ...] = ()

    def settings(self, base: Path) -> dict[str, Any]:
        """Return the values of settings, not checked yet.

        Args:
            base: the folder that the folders of templates and kinds are to be relative to.
        """
        found = {name: self.values[name] for name in names() if name in self.values}
        for name in _FOLDERS:
            if isinstance(found.get(name), list):
                found[name] = [_seen_from(base, self.path.parent, each) for each in found[name]]
        return found


def find_settings_file(folder: Path) -> SettingsFile | None:
    """Return the settings file of a folder, or of the nearest folder above it, or None.

    The search ends at the top of a repository.

    Raises:
        Unreadable: a file is no TOML.
    """
    for above in (folder, *folder.parents):
        own, shared = above / OWN_FILE, above / SHARED_FILE
        if own.is_file():
            return _checked(own, _load(own))
        if shared.is_file():
            table = _load(shared).get("tool", {})
            table = table.get(TABLE) if isinstance(table, dict) else None
            if isinstance(table, dict):
                return _checked(shared, table)
        if (above / ".git").exists():
            return None
    return None


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Unreadable(f"{path} can't be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path} is no TOML: {error}") from error


def _checked(path: Path, table: dict[str, Any]) -> SettingsFile:
    known = (*names(), *OF_COMMAND, *OF_SPHINX)
    values: dict[str, Any] = {}
    faults = []
    for key, value in table.items():
        name = key.replace("-", "_").removeprefix("tdd_")
        if name not in known:
            faults.append(f"there is no key {key!r}{did_you_mean(name, known)}")
        elif name in OF_COMMAND and (wrong := _wrong(name, value)):
            faults.append(wrong)
        else:
            values[name] = value
    return SettingsFile(path, values, tuple(faults))


def _wrong(name: str, value: Any) -> str:
    """Return what is wrong with the value of a key that only the command knows, or ""."""
    if not isinstance(value, str) or not value.strip():
        return f"{name} can't be {value!r}: expected a text"
    if name == "fail_on" and value not in FAIL_ON:
        hint = did_you_mean(value, FAIL_ON)
        return f"{name} can't be {value!r}, allowed are {', '.join(FAIL_ON)}{hint}"
    return ""


def _seen_from(base: Path, folder: Path, name: Any) -> Any:
    """Return the name of a folder as seen from another one; a package's stays as it is."""
    if not isinstance(name, str) or ":" in name:
        return name
    return Path(os.path.relpath((folder / name).resolve(), base)).as_posix()
