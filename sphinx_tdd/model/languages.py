"""Names of sections, items and columns in other languages than that of their template.

The names of the built-in templates stand in `data/languages`, one file for each language; a
template of a project's own gives them under `languages`. A name in any language is an alias: a
document in any of them is recognised. The path of a section stays in the template's own words, so
that findings and the comments that silence them are the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from .template import Column, Item, Names, Section, Template
from .template_library import LANGUAGES
from .titles import did_you_mean, title_key
from .yamlfile import Source

Words = Mapping[str, Mapping[str, Sequence[str]]]
"""By language: a title as it stands in a template, or the end of a path to it, and its names."""

STEP = " > "


class _Named(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def names(self) -> tuple[Names, ...]: ...


Part = TypeVar("Part", Section, Item, Column)


def files() -> dict[str, Path]:
    """Return the files of names that come with the package, by language."""
    return {path.stem: path for path in sorted(LANGUAGES.glob("*.yaml"))}


@cache
def builtin() -> Words:
    """Return the names that come with the package; they are read once in a process."""
    # Imported late: a build in which nothing changed needs no names.
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = {}
    for language, path in files().items():
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe one
        found[language] = {str(title): as_names(names) for title, names in data.items()}
    return found


@cache
def _in_english() -> Mapping[str, Sequence[str]]:
    """Return by the key of a name in any language the titles that have it."""
    found: dict[str, list[str]] = {}
    for words in builtin().values():
        for title, names in words.items():
            for key in dict.fromkeys(map(title_key, names)):
                found.setdefault(key, []).append(title)
    return found


def in_english(name: str) -> tuple[str, ...]:
    """Return the titles of built-in templates that have a name in another language."""
    return tuple(dict.fromkeys(_in_english().get(title_key(name), ())))


def as_names(names: str | Sequence[str]) -> tuple[str, ...]:
    """Return the names that a file gives: one text, or a list of them."""
    return (names,) if isinstance(names, str) else tuple(map(str, names))


class Namer:
    """Gives the parts of templates their names in other languages."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def sections(
        self, sections: Sequence[Section], above: tuple[str, ...] = ()
    ) -> tuple[Section, ...]:
        """Return the sections, and all that is in them, with their names."""
        return tuple(self._section(section, above) for section in sections)

    def _section(self, section: Section, above: tuple[str, ...]) -> Section:
        path = (*above, section.title)
        return msgspec.structs.replace(
            section,
            names=self._names(section, above),
            items=self._items(section.items, path),
            columns=tuple(
                msgspec.structs.replace(column, names=self._names(column, path))
                for column in section.columns
            ),
            sections=self.sections(section.sections, path),
        )

    def _items(self, items: Sequence[Item], above: tuple[str, ...]) -> tuple[Item, ...]:
        return tuple(
            msgspec.structs.replace(
                item,
                names=self._names(item, above),
                items=self._items(item.items, (*above, item.title)),
            )
            for item in items
        )

    def _names(self, part: _Named, above: tuple[str, ...]) -> tuple[Names, ...]:
        """Return a part's names: for each language those found here, before those it has."""
        found = {names.language: names for names in part.names}
        for language, words in self.words.items():
            key = next((key for key in _keys(part.title, above) if key in words), None)
            if key is None or not words[key]:
                continue
            usual, *others = words[key]
            had = found.get(language)
            more = (had.usual, *had.others) if had else ()
            rest = dict.fromkeys(name for name in (*others, *more) if name != usual)
            found[language] = Names(language, usual, tuple(rest))
        return tuple(found.values())


def _keys(title: str, above: tuple[str, ...]) -> Iterator[str]:
    """Yield the keys by which a part may be named, its whole path first, its title last."""
    for start in range(len(above) + 1):
        yield STEP.join((*above[start:], title))


def keys_of(sections: Sequence[Section]) -> Iterator[str]:
    """Yield the titles of sections and of all that is in them, and the paths to these."""
    for path, _part in _parts(sections, ()):
        yield from _keys(path[-1], path[:-1])


def _parts(
    parts: Sequence[Section | Item | Column], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Section | Item | Column]]:
    for part in parts:
        path = (*above, part.title)
        yield path, part
        if isinstance(part, Section):
            yield from _parts(part.columns, path)
            yield from _parts(part.sections, path)
        if isinstance(part, Section | Item):
            yield from _parts(part.items, path)


def check(source: Source) -> None:
    """Note what is wrong with the names that a template file gives, and leave it out."""
    given = source.data.get("languages")
    if not isinstance(given, dict):
        return  # its absence is fine, and what else it may be is told with the rest of the file
    kept: dict[str, dict[str, str | list[str]]] = {}
    for language, words in given.items():
        if not isinstance(words, dict):
            source.fault(("languages", language), "expected a mapping from titles to names")
            continue
        kept[language] = {key: names for key, names in words.items() if _are_names(names)}
        for key in words:
            if key not in kept[language]:
                message = "expected a name, or a list with the usual name first"
                source.fault(("languages", language, key), message)
    source.data["languages"] = kept


def _are_names(names: object) -> bool:
    texts = names if isinstance(names, list) else [names]
    return bool(texts) and all(isinstance(text, str) and title_key(text) for text in texts)


def named(
    sections: list[Section],
    given: Mapping[str, Mapping[str, str | Sequence[str]]],
    source: Source,
    others: Iterable[str] = (),
) -> list[Section]:
    """Return the sections with the names that a template file gives under `languages`.

    What names nothing in the template is noted as a fault of the file.

    Args:
        others: what else the template has that may be named.
    """
    words = {
        language: {key: as_names(names) for key, names in found.items()}
        for language, found in given.items()
    }
    known = dict.fromkeys((*keys_of(sections), *others)) if words else {}
    for language, found in words.items():
        for key in (key for key in found if key not in known):
            hint = did_you_mean(key, known)
            message = f"the template has no section, item, column or field {key!r}{hint}"
            source.fault(("languages", language, key), message)
    return list(Namer(words).sections(sections)) if words else sections


def translated(template: Template, language: str) -> Template:
    """Return a template with its titles, labels and columns in a language.

    What has no name in that language keeps its title. The titles of the template itself become
    aliases. Paths stay as they are: a finding names a section by the template's own words.
    """
    sections = tuple(_section(section, language) for section in template.sections)
    return msgspec.structs.replace(template, sections=sections)


@cache
def keys_at(template: Template) -> Mapping[tuple[str, ...], frozenset[str]]:
    """Return, by the path of each section, item and column, the keys of all of its names."""
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for path, part in _parts(template.sections, ()):
        found[path] = found.get(path, frozenset()) | part.keys
    return found


def _section(section: Section, language: str) -> Section:
    return msgspec.structs.replace(
        _renamed(section, language),
        items=tuple(_item(item, language) for item in section.items),
        columns=tuple(_renamed(column, language) for column in section.columns),
        sections=tuple(_section(below, language) for below in section.sections),
    )


def _item(item: Item, language: str) -> Item:
    items = tuple(_item(below, language) for below in item.items)
    return msgspec.structs.replace(_renamed(item, language), items=items)


def _renamed(part: Part, language: str) -> Part:
    usual = next((names.usual for names in part.names if names.language == language), "")
    if not usual or usual == part.title:
        return part
    aliases = (part.title, *part.aliases)
    return msgspec.structs.replace(part, title=usual, aliases=aliases)
