"""`new`: a document to begin with, from a template."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import click

from sphinx_tdd.edit.parts import Writer
from sphinx_tdd.edit.skeleton import left_out, skeleton
from sphinx_tdd.edit.style import Style, syntax_of
from sphinx_tdd.model.kind_files import load as load_kinds
from sphinx_tdd.model.languages import builtin
from sphinx_tdd.model.template import Template
from sphinx_tdd.readers.syntax import SUFFIXES

from .failure import Failure
from .followed import template_named
from .written import create

_NUMBER = re.compile(r"^(?:\d+[-_. ]+)+(?=\D)")


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
def new(
    template: str, path: Path, title: str, author: str, day: str, given: tuple[str, ...],
    everything: bool, language: str,
) -> None:  # fmt: skip
    """Write a document to begin with: all that TEMPLATE owes, and nothing filled in.

    TEMPLATE is an id, an id with a version as in `design@2`, a template file (.yaml), or a
    template document, which is copied. PATH ends with .md or .rst.
    """
    if path.suffix.casefold() not in SUFFIXES:
        raise Failure(f"{path} has to end with .md or .rst: that says how it is written")
    _check_language(language)
    owed = template_named(template, Path())
    fields = {
        "tdd-template": template,
        "author": author or _author(),
        "status": "proposed" if owed.record == "decision" else "draft",
        "date": day or date.today().isoformat(),
        **_pairs(given),
    }
    fields = {name: value for name, value in fields.items() if value}
    style = Style(syntax=syntax_of(path.suffix), language=language)
    kinds = load_kinds().by_name
    text = skeleton(
        owed, style, kinds, title=title or title_of(path), fields=fields, optional=everything
    )
    create(path, text)
    click.echo(_said(path, owed, Writer(style, kinds, everything)))


def _check_language(language: str) -> None:
    known = sorted(builtin())
    if language not in ("", "en", *known):
        raise Failure(f"no names in the language {language!r}; there are {', '.join(known)}")


def _said(path: Path, owed: Template, writer: Writer) -> str:
    """Return what is told of a new file."""
    count = len(writer.chosen(owed.sections, owed.one_of))
    out = [section.title for section in left_out(owed, writer)]
    words = f"{path}: {owed.title}, {count} sections at the top"
    return f"{words}; left out, as they are optional: {', '.join(out)}" if out else words


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
