"""What `tdd_documents` says: which documents follow which template, and how closely."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from .strictness import Strictness, Wrong, strictness
from .titles import did_you_mean
from .versions import around

NONE = "none"
"""What a document or a pattern says to opt out."""

VERSION = "{version}"
"""Stands in a pattern and in the path of its template for the version of both."""

RECORDS = ("decision", "none")
"""What documents may be said to be themselves."""

TEMPLATE_WORDS = (
    "What the documents follow: a template's id, an id with a version as in `design@2`, or the "
    "path of a template document from the source folder. `none` takes them out."
)
KEEP_WORDS = "Sentences of the template document that documents keep: they are no placeholders."
VERSIONS_WORDS = "The versions of the template, from the first to the newest."
RECORD_WORDS = (
    "`decision`: each of the documents is a decision; `none`: it is none, though it follows a "
    "template for decisions."
)

_OWN = ("template", "keep", "versions", "record")
_KEYS = (*_OWN, *Strictness.__struct_fields__)


class Contract(msgspec.Struct, frozen=True, order=True):
    """A template as some documents follow it.

    Attributes:
        template: its id, or the path of a template document relative to the source folder.
        version: which version of it; "" for the newest, or where it has none.
        asked: how closely it is followed.
        keep: texts of the template that documents keep, so that they are no placeholders.
        record: the kind of record that each of the documents is itself, "none" for none, "" where
            the template says it.
    """

    template: str
    version: str = ""
    asked: Strictness = Strictness()
    keep: tuple[str, ...] = ()
    record: str = ""

    @property
    def name(self) -> str:
        """The template as a document would name it: a path tells its version by itself."""
        dated = self.version and not is_path(self.template)
        return f"{self.template}@{self.version}" if dated else self.template


class Follows(msgspec.Struct, frozen=True):
    """What is said of the documents that a pattern takes.

    Attributes:
        asked: how closely it is followed.
    """

    template: Annotated[str, Meta(description=TEMPLATE_WORDS)]
    asked: Strictness = Strictness()
    keep: Annotated[tuple[str, ...], Meta(description=KEEP_WORDS)] = ()
    versions: Annotated[tuple[str, ...], Meta(description=VERSIONS_WORDS)] = ()
    record: Annotated[str, Meta(description=RECORD_WORDS)] = ""

    def contract(self, version: str = "") -> Contract:
        """Return what documents of a version owe ("" where the pattern tells none)."""
        found = named(self.template.replace(VERSION, version))
        return msgspec.structs.replace(
            found,
            version=found.version or version,
            asked=self.asked,
            keep=self.keep,
            record=self.record,
        )


def named(text: str) -> Contract:
    """Return the contract that a document or a pattern names: an id, `id@version`, a path."""
    name, at, version = text.rpartition("@")
    if at and name and version:
        return Contract(_from_the_top(name), version)
    return Contract(_from_the_top(text))


def _from_the_top(template: str) -> str:
    """Return a path in its plain form: `./` and a `/` at its start stand for the source folder."""
    path = is_path(template) and not template.endswith("/")
    return posixpath.normpath(template.lstrip("/")) if path else template


def family_of(template: str, version: str) -> str:
    """Return what all versions of a template have in common: its id, or its path but for them."""
    if is_path(template):
        dated = version and version in template
        return VERSION.join(around(template, version)) if dated else template
    return template.rpartition("@")[0] or template


def is_path(template: str) -> bool:
    """Whether a template is named by the path of a document."""
    return "/" in template or template.casefold().endswith((".md", ".rst", ".txt", ".markdown"))


def follows(value: Any) -> Follows:
    """Return what a pattern's value says: a text, or a table with `template` and more.

    Raises:
        Wrong: it is neither, or a key or a value in it is not among those allowed.
    """
    if isinstance(value, Follows):
        return value
    if isinstance(value, str) and value.strip():
        return Follows(_from_the_top(value.strip()))
    if not isinstance(value, Mapping):
        raise Wrong("expected a template's id, the path of a template document, or a table")
    template = value.get("template")
    if not isinstance(template, str) or not template.strip():
        raise Wrong("the table has to say which `template` is followed")
    try:
        return _table(_from_the_top(template.strip()), value)
    except Wrong as wrong:
        raise Wrong(str(wrong), _from_the_top(template.strip())) from wrong


def _table(template: str, value: Mapping[str, Any]) -> Follows:
    for key in value:
        if key not in _KEYS:
            raise Wrong(f"there is no key {key!r}{did_you_mean(str(key), _KEYS)}")
    rest = {key: each for key, each in value.items() if key not in _OWN}
    versions = tuple(map(str, _texts(value, "versions")))
    record = value.get("record", "")
    if record not in ("", *RECORDS):
        raise Wrong(f"'record' is {' or '.join(map(repr, RECORDS))}, not {record!r}")
    return Follows(template, strictness(rest), _texts(value, "keep"), versions, record)


def _texts(value: Mapping[str, Any], key: str) -> tuple[str, ...]:
    listed = value.get(key, ())
    if isinstance(listed, str | Mapping) or not hasattr(listed, "__iter__"):
        raise Wrong(f"{key!r} has to be a list")
    return tuple(str(text) for text in listed)
