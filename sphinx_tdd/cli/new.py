"""`new`: a document to begin with, from a template."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from sphinx_tdd.edit.parts import Writer
from sphinx_tdd.edit.skeleton import left_out, skeleton
from sphinx_tdd.edit.style import Style, syntax_of
from sphinx_tdd.model.languages import builtin
from sphinx_tdd.model.titles import title_key
from sphinx_tdd.project.files import UNREAD, reads_markdown

from .failure import Failure
from .followed import Followed, followed, syntax_at
from .selection import configured
from .written import create

_TEMPLATE = "tdd-template"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_TOLD = 4
_NUMBER = re.compile(r"^(?:\d+[-_. ]+)+(?=\D)")


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What `new` was asked, its arguments and options by name."""

    template: str
    path: Path
    title: str = ""
    author: str = ""
    day: str = ""
    given: tuple[str, ...] = ()
    everything: bool = False
    language: str = ""


@click.command("new")
@click.argument("template")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The title; else it is made from the file's name.")
@click.option("--author", default="", help="Who writes it; else `user.name` of git.")
@click.option("--date", "day", default="", help="Its date; else today.", metavar="YYYY-MM-DD")
@click.option(
    "--set", "given", multiple=True, metavar="NAME=VALUE", help="Another field of its top."
)
@click.option("--all", "everything", is_flag=True, help="Write what may be left out, too.")
@click.option("--language", default="", help="Name its parts in a language, such as `de`.")
def new(**given: Any) -> None:
    """Write a document to begin with: all that TEMPLATE owes, and nothing filled in.

    TEMPLATE is an id, an id with a version as in `design@2`, a template file (.yaml), or a
    template document, which is copied. PATH ends with .md or .rst.
    """
    write_new(_Asked(**given))


def write_new(asked: _Asked) -> None:
    """Write the document and tell what it holds.

    Raises:
        Failure: it can't be done as asked; nothing is written.
    """
    _check_language(asked.language)
    _check_day(asked.day)
    folder = asked.path.parent
    configuration = configured((folder if folder.is_dir() else Path()).resolve())
    suffix = syntax_at(asked.path, configuration)
    if syntax_of(suffix) == "md" and not reads_markdown(configuration):
        click.echo(f"sphinx-tdd: {UNREAD}", err=True)
    found = followed(asked.template, configuration)
    fields = _fields(asked, found)
    if found.document is not None and syntax_of(found.syntax) == syntax_of(suffix):
        create(asked.path, _copied(asked, found, fields))
        click.echo(f"{asked.path}: a copy of {asked.template} under its own title")
        return
    style = Style(syntax=syntax_of(suffix), language=asked.language)
    writer = Writer(style, configuration.kinds, asked.everything)
    title = asked.title.strip() or title_of(asked.path)
    create(asked.path, skeleton(found.template, writer, title=title, fields=fields))
    click.echo(_said(asked.path, found, writer))


def _fields(asked: _Asked, found: Followed) -> dict[str, str]:
    """Return what the document says at its top."""
    fields = {_TEMPLATE: found.name}
    if found.document is None:
        fields |= {
            "author": asked.author or _author(),
            "status": "proposed" if found.template.record == "decision" else "draft",
            "date": asked.day or date.today().isoformat(),
        }
    else:  # the template has its own, as far as its authors want them
        fields |= {"author": asked.author, "date": asked.day}
    for name, value in _pairs(asked.given).items():
        same = next((each for each in fields if title_key(each) == title_key(name)), name)
        if same == _TEMPLATE:
            raise Failure(f"--set can't change {_TEMPLATE}: it is the template that was named")
        fields[same] = value
    return {name: value for name, value in fields.items() if value}


def _copied(asked: _Asked, found: Followed, fields: Mapping[str, str]) -> str:
    # Imported late: it needs the parsers.
    from sphinx_tdd.edit.copied import copied
    from sphinx_tdd.project.facts import text_of
    from sphinx_tdd.readers.text import read_text

    path = found.document or Path()
    data = path.read_bytes()
    text, outline = data.decode("utf-8-sig"), read_text(text_of(data), found.syntax)
    syntax = syntax_of(found.syntax)
    title = asked.title.strip() or title_of(asked.path)
    return copied(text, outline, found.template, syntax, title=title, fields=fields)


def _check_language(language: str) -> None:
    known = sorted(builtin()) if language else []
    if language not in ("", "en", *known):
        raise Failure(f"no names in the language {language!r}; there are {', '.join(known)}")


def _check_day(day: str) -> None:
    with suppress(ValueError):
        if not day or (_DAY.fullmatch(day) and date.fromisoformat(day)):
            return
    raise Failure(f"--date {day!r} is no day, such as {date.today().isoformat()}")


def _said(path: Path, found: Followed, writer: Writer) -> str:
    """Return what is told of a new file."""
    template = found.template
    chosen = writer.chosen(template.sections, template.one_of)
    count = sum(not section.front_matter for section in chosen)
    words = f"{path}: {template.title}, {count} sections at the top"
    left = sorted(left_out(template, writer), key=lambda section: len(section.path))
    if not (out := [" > ".join(section.path) for section in left]):
        return words
    if len(out) > _MOST_TOLD:
        out[_MOST_TOLD:] = [f"{len(out) - _MOST_TOLD} more"]
    named = ", ".join(out)
    return f"{words}; left out, as they are optional: {named}; --all writes them"


def _pairs(given: Iterable[str]) -> Mapping[str, str]:
    """Return the fields that are set by hand."""
    found = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not (equals and name.strip()):
            raise Failure(f"--set {text!r} is not written as NAME=VALUE")
        found[name.strip()] = value.strip()
    return found


def title_of(path: Path) -> str:
    """Return the title that the name of a file gives: `0042-keep-answers.md` is "Keep answers"."""
    words = re.sub(r"[-_\s]+", " ", _NUMBER.sub("", path.stem)).strip()
    return words[:1].upper() + words[1:] or "Untitled"


def _author() -> str:
    """Return the name that git knows, "" without one."""
    try:
        done = subprocess.run(
            ["git", "config", "user.name"],  # noqa: S607 - the writer's own git
            capture_output=True, text=True, check=False, timeout=10, encoding="utf-8",
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout.strip()
