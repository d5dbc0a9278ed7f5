"""Versions of templates: their order, and what each of them owes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from .template import Section, Template


_PIECES = re.compile(r"\d+|[^\d.\-_ ]+")
_LED_BY_V = re.compile(r"^v(?=\d)")
_IN_PATH = re.compile(
    r"(?<![\w.])v?\d+(?:[._]\d+)*(?=[-_/]|\.\w+$|$)|(?<=[-_])v?\d+(?:\.\d+)*(?=\.\w+$)"
)


def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that puts versions in their natural order: 2, 10, 2025.1, then words.

    Words come before numbers, as in `kilo`, `2023.1`: names gave way to dates, never the reverse.
    """
    pieces = _PIECES.findall(_LED_BY_V.sub("", version.casefold()))
    return tuple((1, int(p), "") if p.isdigit() else (0, 0, p) for p in pieces)


def in_order(versions: Iterable[str], known: Sequence[str] = ()) -> list[str]:
    """Return versions from the first to the newest.

    Args:
        versions: in any order, also twice.
        known: their order where somebody said it; others are put in their natural order after.
    """
    places = {version: number for number, version in enumerate(known)}
    return sorted(set(versions), key=lambda v: (places.get(v, len(places)), version_key(v), v))


def aim(order: Sequence[str], wanted: str) -> str:
    """Return the version to be reached: the one that is wanted, else the newest; "" for none.

    Args:
        order: the versions that there are, from the first to the newest.
    """
    return wanted if wanted in order else order[-1] if order else ""


def versions_of(template: Template) -> list[str]:
    """Return the versions that a template knows of, from the first to the newest."""
    said = (v for section in template.walk() for v in (section.since, section.until) if v)
    return in_order(
        [*said, *filter(None, (template.version,)), *template.versions], template.versions
    )


def at_version(template: Template, version: str) -> Template:
    """Return what a template owes in one of its versions.

    Raises:
        KeyError: it has no such version.
    """
    known = versions_of(template)
    if version not in known:
        raise KeyError(version)
    sections = tuple(_of_version(template.sections, known, version))
    return msgspec.structs.replace(template, sections=sections, version=version)


def _of_version(
    sections: Sequence[Section], known: Sequence[str], version: str
) -> Iterator[Section]:
    at = known.index(version)
    for section in sections:
        since = known.index(section.since) if section.since else 0
        until = known.index(section.until) if section.until else len(known)
        if since <= at <= until:
            below = tuple(_of_version(section.sections, known, version))
            yield msgspec.structs.replace(section, sections=below)


def newest(template: Template) -> Template:
    """Return what a template owes in its newest version."""
    known = versions_of(template)
    return at_version(template, known[-1]) if known else template


def in_path(path: str) -> tuple[str, str]:
    """Return the version that a path names, and the path with `{version}` for it; "" for none.

    The last folder or part of the file's name that looks like one: `2025.1` of
    `specs/2025.1/template.rst`, `2` of `template-v2.md`.
    """
    matches = list(_IN_PATH.finditer(path))
    if not matches:
        return "", path
    last = matches[-1]
    return last[0], path[: last.start()] + "{version}" + path[last.end() :]


def around(path: str, version: str) -> tuple[str, str]:
    """Return what stands before and after the version that a path names.

    Of several places it is the one that looks like a version, else the last one.
    """
    found, family = in_path(path)
    if found == version:
        before, _, after = family.partition("{version}")
    else:
        before, _, after = path.rpartition(version)
    return before, after
