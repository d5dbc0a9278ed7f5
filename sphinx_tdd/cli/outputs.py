"""Which reports a command writes, and where to: `--format` with `--output`, several at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from sphinx_tdd.model.report import Report
from sphinx_tdd.model.titles import did_you_mean
from sphinx_tdd.reports import FORMATS, Rendering

from .failure import Failure
from .terminal import print_text
from .written import write_file, write_output

_PAIRS = "sphinx_tdd.outputs"
_FORMAT, _OUTPUT = ("--format", "-f"), ("--output", "-o")


class WithOutputs(click.Command):
    """A command whose options `--format` and `--output` belong together in the order as typed.

    An output belongs to the format before it, the first also to the one after it.
    """

    usual_format = "text"
    """What is written where no format is given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note which output belongs to which format."""
        ctx.meta[_PAIRS] = list(_pairs(args, self.usual_format))
        return super().parse_args(ctx, args)


def _pairs(args: Sequence[str], usual: str) -> Iterator[tuple[str, str]]:
    """Yield each format with the file that it is written to, "" for standard output."""
    formats: list[list[str]] = []
    waiting = ""
    for option, value in _options(args):
        if option in _FORMAT:
            formats.append([value, waiting])
            waiting = ""
        elif formats and not formats[-1][1]:
            formats[-1][1] = value
        else:
            waiting = value
    if waiting:
        formats.append([usual, waiting])
    for name, output in formats or [[usual, ""]]:
        yield name, "" if output == "-" else output


def _options(args: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the two options with their values, `--format text` as `--format=text` and `-ftext`."""
    known = (*_FORMAT, *_OUTPUT)
    for index, text in enumerate(args):
        name, equals, value = text.partition("=")
        if text == "--":
            return
        if text in known and index + 1 < len(args):
            yield text, args[index + 1]
        elif equals and name in known:
            yield name, value
        elif text[:2] in known and not text.startswith("--") and len(text) > 2:
            yield text[:2], text[2:]


def options(command: Any) -> Any:
    """Add the two options to a command of the class above."""
    formats = "|".join(FORMATS)
    output = click.option(
        *_OUTPUT, "outputs", multiple=True, metavar="FILE", help="Where the format before it goes."
    )
    kind = click.option(
        *_FORMAT,
        "formats",
        multiple=True,
        metavar=f"[{formats}]",
        help="What is written; several may be given, each with its --output.",
    )
    return kind(output(command))


def wanted(ctx: click.Context) -> list[tuple[str, str]]:
    """Return each format with its file, "" for standard output.

    Raises:
        Failure: there is no such format, or two of them go to one file.
    """
    pairs: list[tuple[str, str]] = ctx.meta[_PAIRS]
    for name, _ in pairs:
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            hint = did_you_mean(name, list(FORMATS)) or f"; there are {known}"
            raise Failure(f"there is no format {name!r}{hint}")
    files = [output for _, output in pairs if output]
    twice = next((output for output in files if files.count(output) > 1), None)
    if twice is not None:
        raise Failure(f"two formats can't both go to {twice}")
    return pairs


def write(report: Report, rendering: Rendering, pairs: Sequence[tuple[str, str]]) -> None:
    """Write a report in each format.

    Raises:
        Failure: a file can't be written.
    """
    for name, output in pairs:
        if output:
            write_file(Path(output), FORMATS[name](report, rendering))
        elif name == "text":
            print_text(report, rendering, sys.stdout)
        else:
            write_output(FORMATS[name](report, rendering))
