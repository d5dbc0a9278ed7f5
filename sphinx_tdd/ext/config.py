"""Sphinx's configuration values, made from the fields of `Settings`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..model.settings import Settings, declared, validate
from ..project.settings_file import Unreadable, find_settings_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "tdd_"
_ANY: frozenset[Any] = frozenset({Any})


def add_values(app: Sphinx) -> list[str]:
    """Declare every setting to Sphinx; return what is wrong with the settings file.

    What the settings file says is the default, so that conf.py and the command line win. Those
    that only judgement uses cause no document to be read again. Their types are checked by
    `take`, in words, so Sphinx is told to take any.
    """
    said, faults = _of_file(Path(app.confdir))
    for setting in declared():
        rebuild: Literal["", "env"] = "" if setting.judges else "env"
        # Of a default that is true or false, Sphinx takes a text from the command line only where
        # texts are among the types.
        types = (bool, str) if isinstance(setting.default, bool) else _ANY
        default = said.get(setting.name, _for_command_line(setting.default))
        app.add_config_value(PREFIX + setting.name, default, rebuild, types, setting.summary)
    return faults


def _of_file(folder: Path) -> tuple[dict[str, Any], list[str]]:
    """Return what the settings file of a project says, and what is wrong with it, in words."""
    try:
        file = find_settings_file(folder)
    except Unreadable as error:
        return {}, [str(error)]
    if file is None:
        return {}, []
    return file.settings(folder), [f"{file.path.name}: {each}" for each in file.faults]


def _for_command_line(default: Any) -> Any:
    """Return a default of a type that `sphinx-build -D` can set: a list, a whole number."""
    if isinstance(default, tuple):
        return list(default)
    return int(default) if isinstance(default, float) else default


def take(config: Config, kind_rules: Callable[[], Iterable[str]]) -> list[str]:
    """Check the values and put the checked ones in their place; return what was wrong.

    Args:
        kind_rules: gives the names of the rules that kinds of record state.
    """
    raw = {setting.name: config[PREFIX + setting.name] for setting in declared()}
    settings, faults = validate(raw, kind_rules)
    for setting in declared():
        config[PREFIX + setting.name] = getattr(settings, setting.name)
    return faults


def syntax_of(config: Config) -> Callable[[str], str]:
    """Return what says which syntax the suffix of a file stands for in the project."""
    usual = {"markdown": ".md", "myst": ".md", "myst-nb": ".md", "restructuredtext": ".rst"}
    parsers = {suffix: str(parser) for suffix, parser in config.source_suffix.items()}
    return lambda suffix: usual.get(parsers.get(suffix, ""), suffix)


def settings(config: Config) -> Settings:
    """Return the project's settings; `take` has checked them."""
    return Settings(**{setting.name: config[PREFIX + setting.name] for setting in declared()})
