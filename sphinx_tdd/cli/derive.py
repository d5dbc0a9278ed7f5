"""`templates derive` and `templates learn`: YAML to begin from, of documents that are there."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

import click
import msgspec

from sphinx_tdd.derive.document import NoTemplate, derive
from sphinx_tdd.derive.folder import TooFew, learn
from sphinx_tdd.derive.yaml import id_of, write
from sphinx_tdd.model.outline import Outline
from sphinx_tdd.readers.text import MARKDOWN, RESTRUCTUREDTEXT, Unreadable, read_file

from .failure import Failure

_PERCENT = 100
_LEAST = 2
"""How many documents have something in common, at least."""


@click.command("derive")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "name", default="", help="The id of the template; the file's name if not.")
def derive_command(file: Path, name: str) -> None:
    """Print a template document as a template file.

    The document is a .md or .rst file; what it owes is printed as YAML, to be edited.
    """
    write_derived(file, name, sys.stdout)


@click.command("learn")
@click.argument(
    "paths", metavar="PATH...", type=click.Path(path_type=Path), nargs=-1, required=True
)
@click.option(
    "--share",
    type=float,
    default=60,
    metavar="PERCENT",
    show_default=True,
    help="How many of the documents have a section, at least.",
)
@click.option("--id", "name", default="", help="The id of the template; the first path's name.")
def learn_command(paths: tuple[Path, ...], share: float, name: str) -> None:
    """Print what most documents have as a template file."""
    write_learned(paths, name, share, sys.stdout)


def write_derived(path: Path, name: str, out: TextIO) -> None:
    """Write the YAML of what a template document owes.

    Raises:
        Failure: the file can't be read, or owes nothing.
    """
    try:
        template = derive(read_file(path), path.name, path.suffix)
    except (Unreadable, NoTemplate) as error:
        raise Failure(f"{path}: {error}") from error
    template = msgspec.structs.replace(template, id=name or id_of(path.name) or "template")
    about = (
        f"Made from {path.name}: its headings are the sections, bold labels the items, tables\n"
        "the columns. `required: false` makes a part optional; `templates schema` tells all keys."
    )
    out.write(write(template, {(): about}))


def write_learned(paths: Sequence[Path], name: str, share: float, out: TextIO) -> None:
    """Write the YAML of what a share of documents have.

    Raises:
        Failure: there are too few documents, or they have nothing in common.
    """
    if not 0 < share <= _PERCENT:
        raise Failure(f"--share is {share:g}, expected a percentage above 0 and up to 100")
    outlines = list(_outlines(paths))
    if len(outlines) < _LEAST:
        found = "1 document was" if outlines else "no document was"
        raise Failure(f"{found} found; two at least are needed")
    try:
        learned = learn(outlines, name or id_of(paths[0].resolve().name) or "template", share)
    except TooFew as error:
        raise Failure(f"{error}; try a smaller --share") from error
    out.write(write(learned.template, learned.remarks))


def _outlines(paths: Sequence[Path]) -> Iterator[Outline]:
    for path in paths:
        files = sorted(_documents(path)) if path.is_dir() else [path]
        for file in files:
            try:
                yield read_file(file)
            except Unreadable as error:
                raise Failure(f"{file}: {error}") from error


def _documents(folder: Path) -> Iterator[Path]:
    """Yield the documents in a folder and below it, hidden and built ones left out."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith((".", "_")) for part in path.relative_to(folder).parts)
        if path.suffix.casefold() in MARKDOWN | RESTRUCTUREDTEXT - {".txt"} and not hidden:
            yield path
