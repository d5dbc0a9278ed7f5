"""The command line: what can be asked without a build. Nothing here imports Sphinx."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from sphinx_tdd import __version__

from .failure import Failure

USAGE_ERROR = 2
"""The exit status where a command could not be carried out as asked."""

Command = Callable[[argparse.Namespace, TextIO], None]
"""What carries out a command: it writes to the stream, or raises `Failure`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name and return its exit status."""
    options = parser().parse_args(argv)
    run: Command = options.run
    try:
        run(options, sys.stdout)
    except Failure as failure:
        print(f"sphinx_tdd: {failure}", file=sys.stderr)
        return USAGE_ERROR
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="python -m sphinx_tdd",
        description="Technical Design Documents in Sphinx: what can be asked without a build.",
    )
    top.add_argument("--version", action="version", version=f"sphinx_tdd {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    _add_templates(commands.add_parser("templates", help="about the files of templates"))
    _add_summary(commands.add_parser("summary", help="what a build found, document by document"))
    return top


def _add_templates(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    schema = actions.add_parser("schema", help="print the JSON Schema of a template file")
    schema.set_defaults(run=_schema)
    derive = actions.add_parser(
        "derive", help="print the YAML of what a template document owes, to be edited"
    )
    derive.add_argument("file", type=Path, metavar="FILE", help="a .md or .rst file")
    derive.add_argument("--id", default="", help="the id of the template; the file's name if not")
    derive.set_defaults(run=_derive)
    _add_learn(actions.add_parser("learn", help="print the YAML of what most documents have"))


def _add_learn(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", type=Path, nargs="+", metavar="PATH", help="documents, or folders of them"
    )
    parser.add_argument(
        "--share",
        type=float,
        default=60,
        metavar="PERCENT",
        help="how many of the documents have a section, at least (default: %(default)s)",
    )
    parser.add_argument("--id", default="", help="the id of the template; the first path's name")
    parser.set_defaults(run=_learn)


def _add_summary(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="PATH", help="the tdd.json that a build wrote")
    parser.add_argument(
        "--migration",
        action="store_true",
        help="list what documents would owe in the version of their template that they are to "
        "reach",
    )
    parser.set_defaults(run=_summary)


def _schema(options: argparse.Namespace, out: TextIO) -> None:
    from .templates import write_schema

    write_schema(out)


def _derive(options: argparse.Namespace, out: TextIO) -> None:
    from .derive import write_derived

    write_derived(options.file, options.id, out)


def _learn(options: argparse.Namespace, out: TextIO) -> None:
    from .derive import write_learned

    write_learned(options.paths, options.id, options.share, out)


def _summary(options: argparse.Namespace, out: TextIO) -> None:
    from .summary import read, write

    write(read(options.file), out, migration=options.migration)
