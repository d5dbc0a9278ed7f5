"""The documents of a project: which files of its source folder Sphinx would read."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from .configuration import Configuration
from .globs import Matches, matcher

MARKDOWN = ".md"
RESTRUCTUREDTEXT = ".rst"

_SYNTAX = {
    "markdown": MARKDOWN,
    "myst": MARKDOWN,
    "myst-nb": MARKDOWN,
    "restructuredtext": RESTRUCTUREDTEXT,
}
"""The syntax that a parser reads, by the name that `source_suffix` has for it."""

_USUAL: Mapping[str, str] = {RESTRUCTUREDTEXT: RESTRUCTUREDTEXT}
_OF_MYST = ("myst_parser", "myst_nb")
_NEVER = ("**/_sources", ".#*", "**/.#*", "*.lproj/**")
"""What Sphinx itself leaves out, whatever `exclude_patterns` says."""

_NO_CONF = ("**/.*", ".*", "**/_build", "_build", "**/node_modules", "node_modules", "venv", "env")
"""What is left out besides where no conf.py says what is."""

UNREAD = "no extension in conf.py reads Markdown; `sphinx-tdd init` adds MyST-Parser"
"""What is said where Markdown is read by nothing."""


class Files(msgspec.Struct, frozen=True):
    """The files of a project's documents.

    Attributes:
        paths: relative to the source folder, with `/`, by docname, sorted.
        syntax: `.md` or `.rst`, by the suffix of a file.
        broken: what could not be looked into: a folder or a link, with the reason.
    """

    source: Path
    paths: Mapping[str, str]
    syntax: Mapping[str, str]
    broken: tuple[tuple[str, str], ...] = ()

    def syntax_of(self, path: str) -> str:
        """Return `.md` or `.rst` for a file, "" where it is neither."""
        return self.syntax.get(suffix_of(path, self.syntax), "")


def find_files(configuration: Configuration) -> Files:
    """Return the documents of a project.

    They are found as Sphinx finds them: symbolic links are followed, but not around in a circle.
    """
    syntax = syntax_of(configuration)
    walk = _Walk(configuration)
    found: dict[str, str] = {}
    for path in walk.files():
        suffix = suffix_of(path, syntax)
        if suffix:
            # Of several files that would have one name Sphinx takes the first, too.
            found.setdefault(path[: len(path) - len(suffix)], path)
    paths = {name: found[name] for name in sorted(found)}
    return Files(configuration.source, paths, syntax, tuple(walk.broken))


def suffix_of(path: str, syntax: Mapping[str, str]) -> str:
    """Return the suffix by which a file is a document, "" where it is none."""
    return next((suffix for suffix in syntax if path.endswith(suffix)), "")


def why_none(path: str, files: Files) -> str:
    """Return why a file in the source folder is no document of the project."""
    if suffix_of(path, files.syntax):
        return "the settings of conf.py leave it out"
    if path.endswith(MARKDOWN):
        return UNREAD
    return f"the name of one ends with {' or '.join(files.syntax)}"


def reads_markdown(configuration: Configuration) -> bool:
    """Whether something reads Markdown in a project."""
    return MARKDOWN in syntax_of(configuration)


def syntax_of(configuration: Configuration) -> dict[str, str]:
    """Return `.md` or `.rst` for each suffix of a project's documents."""
    said = configuration.sphinx.get("source_suffix")
    if configuration.conf is None and said is None:
        return {RESTRUCTUREDTEXT: RESTRUCTUREDTEXT, MARKDOWN: MARKDOWN}
    found = _said(said) or dict(_USUAL)
    extensions = configuration.sphinx.get("extensions")
    # Where the extensions are computed, MyST-Parser may well be among them.
    if not isinstance(extensions, list | tuple) or not set(_OF_MYST).isdisjoint(extensions):
        found.setdefault(MARKDOWN, MARKDOWN)
    return found


def _said(value: Any) -> dict[str, str]:
    """Return the syntax by suffix that `source_suffix` says, as a text, a list or a mapping."""
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list | tuple):
        usual = {MARKDOWN: MARKDOWN}
        return {str(suffix): usual.get(str(suffix), RESTRUCTUREDTEXT) for suffix in value}
    if not isinstance(value, dict):
        return {}
    named = {str(k): _SYNTAX.get(str(v or "restructuredtext"), "") for k, v in value.items()}
    return {suffix: syntax for suffix, syntax in named.items() if syntax}


class _Walk:
    """A walk through the source folder.

    Attributes:
        broken: what could not be looked into, with the reason.
    """

    def __init__(self, configuration: Configuration) -> None:
        self.source = configuration.source
        sphinx = configuration.sphinx
        included = _texts(sphinx.get("include_patterns")) or ["**"]
        excluded = [*_NEVER, *_texts(sphinx.get("exclude_patterns"))]
        for name in ("templates_path", "html_static_path", "html_extra_path"):
            excluded += _texts(sphinx.get(name))
        excluded += _NO_CONF if configuration.conf is None else ()
        self.included: list[Matches] = [matcher(pattern) for pattern in included]
        self.excluded: list[Matches] = [matcher(pattern) for pattern in excluded]
        self.broken: list[tuple[str, str]] = []

    def files(self) -> Iterator[str]:
        """Yield the files that are included, relative to the source folder."""
        yield from self._in(str(self.source), "", frozenset())

    def _in(self, folder: str, name: str, above: frozenset[tuple[int, int]]) -> Iterator[str]:
        try:
            status = Path(folder).stat()
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self.broken.append((name or ".", error.strerror or str(error)))
            return
        here = (status.st_dev, status.st_ino)
        if here in above:  # a link that leads back
            return
        for entry in entries:
            path = unicodedata.normalize("NFC", f"{name}/{entry.name}" if name else entry.name)
            if any(excluded(path) for excluded in self.excluded):
                continue
            if self._is_folder(entry, path):
                yield from self._in(entry.path, path, above | {here})
            elif any(included(path) for included in self.included):
                yield path

    def _is_folder(self, entry: os.DirEntry[str], path: str) -> bool:
        try:
            return entry.is_dir()
        except OSError as error:  # a link to itself
            self.broken.append((path, error.strerror or str(error)))
            return False


def _texts(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list | tuple) else []
