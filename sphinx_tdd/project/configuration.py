"""The configuration of a project, from its settings file and its conf.py, without Sphinx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from ..model.kind import rules_of
from ..model.kind_library import KindLibrary
from ..model.report import UNNAMED
from ..model.settings import Settings, names, validate
from .conf_file import ConfFile, Unreadable, read_conf
from .folders import own_folders
from .kinds import builtin, conditions
from .settings_file import OF_SPHINX, SettingsFile, find_settings_file
from .settings_file import Unreadable as UnreadableFile

CONF = "conf.py"
PREFIX = "tdd_"

_OF_CONF = frozenset({
    *OF_SPHINX, "extensions", "templates_path", "html_static_path", "html_extra_path",
    "intersphinx_mapping", "smartquotes",
})  # fmt: skip
"""What of Sphinx's own configuration is read."""

MATTERS = frozenset(OF_SPHINX) - {"project"}
"""What of Sphinx's own decides on what is checked, so that it is told where it can't be known."""

_DEEPEST = 2
"""How many folders below a place its conf.py is looked for."""

_NAMED = 5
"""How many projects are named where it is not clear which one is meant."""

_NOT_LOOKED_IN = frozenset({"node_modules", "venv", "env", "build", "dist", "_build"})


class Unusable(ValueError):
    """A project can't be checked as it is configured; its text says why."""


class Configuration(msgspec.Struct, frozen=True):
    """How a project is configured.

    Attributes:
        source: the source folder.
        settings: the checked settings.
        faults: what is wrong with them, in words.
        sphinx: the values of Sphinx's own that are known, by name.
        conf: the conf.py, None where there is none.
        file: the settings file, None where there is none.
        computed: the names in conf.py that are not written out, with their lines.
        fail_on: the least severity of a finding that fails a check, as the settings file says.
        baseline: the file of old debt, None where the settings file names none.
        kinds: the kinds of record that there are.
    """

    source: Path
    settings: Settings
    kinds: KindLibrary
    faults: tuple[str, ...] = ()
    sphinx: Mapping[str, Any] = {}
    conf: Path | None = None
    file: Path | None = None
    computed: Mapping[str, int] = {}
    fail_on: str = ""
    baseline: Path | None = None

    @property
    def root(self) -> Path:
        """The folder that paths in the settings are relative to, and that keeps the cache."""
        return self.file.parent if self.file is not None else self.source

    @property
    def base(self) -> Path:
        """The folder that the paths of templates and kinds are relative to."""
        return self.conf.parent if self.conf is not None else self.root

    @property
    def project(self) -> str:
        """The name of the project."""
        return str(self.sphinx.get("project", UNNAMED))

    @property
    def language(self) -> str:
        """The language of the documents."""
        return str(self.sphinx.get("language") or "en")


def configure(start: Path, source: Path | None = None) -> Configuration:
    """Return the configuration of the project that a place belongs to.

    Args:
        start: a folder: that of the document in question, or where the command is run.
        source: the source folder, where the one who asks says it.

    Raises:
        Unusable: a file can't be read, or it is not clear which project is meant.
    """
    try:
        file = find_settings_file(start if source is None else _source(None, source) or start)
        folder = _source(file, source)
        conf = _find_conf(start, folder, file.path.parent if file else None)
        if conf is not None:  # a build looks from there
            file = find_settings_file(conf.parent) or file
        if file is not None and file.faults:
            raise UnreadableFile(f"{file.path}: {'; '.join(file.faults)}")
        read = read_conf(conf, _OF_CONF, PREFIX) if conf is not None else ConfFile()
    except Unreadable as error:
        raise Unusable(f"{conf}: {error}") from error
    except UnreadableFile as error:
        raise Unusable(str(error)) from error
    return _put_together(file, conf, read, folder or _folder(conf, file, start))


def _source(file: SettingsFile | None, said: Path | None) -> Path | None:
    """Return the source folder that is named, None where none is."""
    if said is None and file is not None and "source" in file.values:
        said = file.path.parent / str(file.values["source"])
    if said is not None and not said.is_dir():
        raise Unusable(f"the source folder {said} is not there")
    return said.resolve() if said is not None else None


def _folder(conf: Path | None, file: SettingsFile | None, start: Path) -> Path:
    if conf is not None:
        return conf.parent
    return file.path.parent if file is not None else start


def _find_conf(start: Path, source: Path | None, top: Path | None) -> Path | None:
    """Return the conf.py of a project, None where it has none.

    It is in the source folder; else in the nearest folder above the place where one has it, within
    the repository and not above the settings file; else in the one folder just below.

    Args:
        top: the folder of the settings file.

    Raises:
        Unusable: several folders below have one.
    """
    if source is not None:
        return source / CONF if (source / CONF).is_file() else None
    for above in (start, *start.parents):
        if (above / CONF).is_file():
            return above / CONF
        if above == top or (above / ".git").exists():
            break
    below = [path for path in _below(start, _DEEPEST) if _is_of_sphinx(path)]
    if len(below) > 1:
        named = ", ".join(path.parent.relative_to(start).as_posix() for path in below[:_NAMED])
        named += f" and {len(below) - _NAMED} more" if len(below) > _NAMED else ""
        raise Unusable(
            f"there are several projects below ({named}): say which with --source, or as "
            "`source` in tdd.toml"
        )
    return below[0] if below else None


def _below(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the conf.py of the folders below, of the nearest first; none below one that has it."""
    try:
        inner = sorted(path for path in folder.iterdir() if path.is_dir() and _is_open(path))
    except OSError:
        return
    for path in inner:
        if (path / CONF).is_file():
            yield path / CONF
        elif depth > 1:
            yield from _below(path, depth - 1)


def _is_open(folder: Path) -> bool:
    return not folder.name.startswith(".") and folder.name not in _NOT_LOOKED_IN


def _is_of_sphinx(conf: Path) -> bool:
    """Whether a conf.py is one of Sphinx: other tools have files of that name."""
    try:
        return b"extensions" in conf.read_bytes() or b"tdd_" in conf.read_bytes()
    except OSError:
        return False


def _put_together(
    file: SettingsFile | None, conf: Path | None, read: ConfFile, source: Path
) -> Configuration:
    """Return the configuration; what conf.py says counts more than what the settings file says."""
    said = file.values if file is not None else {}
    own = {name.removeprefix(PREFIX): v for name, v in read.values.items() if _is_ours(name)}
    base = _folder(conf, file, source)
    raw = {**(file.settings(base) if file is not None else {}), **own}
    folders = own_folders(raw.get("kind_path", ()), base)
    kinds = KindLibrary(folders, conditions) if folders else builtin()
    values = {name: raw[name] for name in names() if name in raw}
    settings, faults = validate(values, lambda: rules_of(kinds.values()))
    path = file.path if file is not None else None
    baseline = path.parent / str(said["baseline"]) if path and "baseline" in said else None
    return Configuration(
        source,
        settings,
        kinds,
        tuple(faults),
        {**{n: said[n] for n in OF_SPHINX if n in said}, **_of_sphinx(read)},
        conf,
        path,
        read.computed,
        str(said.get("fail_on", "")),
        baseline,
    )


def _is_ours(name: str) -> bool:
    return name.startswith(PREFIX)


def _of_sphinx(read: ConfFile) -> dict[str, Any]:
    return {name: value for name, value in read.values.items() if not _is_ours(name)}
