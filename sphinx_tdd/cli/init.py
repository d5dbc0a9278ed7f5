"""`init`: the extension and a first mapping in the conf.py of a Sphinx project."""

from __future__ import annotations

import difflib
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from sphinx_tdd.model.outline import Outline
from sphinx_tdd.project.checking import Examiner
from sphinx_tdd.project.conf_change import Unchangeable, mentions, with_extensions, with_lines
from sphinx_tdd.project.configuration import CONF, Configuration
from sphinx_tdd.project.facts import Source
from sphinx_tdd.project.files import MARKDOWN, find_files
from sphinx_tdd.project.first_mapping import looks, mapping
from sphinx_tdd.readers.syntax import Unreadable
from sphinx_tdd.reports.plain import count

from .failure import Failure
from .here import source_option
from .selection import configured
from .written import write_file

_OURS = "sphinx_tdd"
_MYST, _NOTEBOOKS = "myst_parser", "myst_nb"
_MAPPING = "tdd_documents"
_BOM = "\ufeff"
_UNCHANGED = 1
"""The exit status where something is to be changed, and was not."""

_EXAMPLE = (
    "# Which documents follow which template; `sphinx-tdd templates` lists these. Such as:",
    f'# {_MAPPING} = {{"designs/*": "design-doc"}}',
)


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@source_option
@click.option("--yes", "-y", is_flag=True, help="Write without asking.")
@click.option(
    "--markdown/--no-markdown",
    default=None,
    help="Whether MyST-Parser is added; where documents are Markdown and nothing reads them, "
    "if not said.",
)
def init(folder: Path, source: Path | None, yes: bool, markdown: bool | None) -> int:
    """Add the extension and a first mapping to the conf.py of a Sphinx project.

    The change is shown first. It is made from what the documents look like; conf.py is not run. A
    second run changes nothing.
    """
    configuration = _configured(folder, source)
    conf = configuration.conf
    if conf is None:
        raise Failure(
            f"there is no {CONF} in {folder.resolve()} or near it. `sphinx-quickstart` makes a "
            "Sphinx project with one; documents outside Sphinx need none: see tdd.toml"
        )
    before = _read(conf)
    try:
        after = _changed(before, configuration, markdown)
    except Unchangeable as error:
        raise Failure(f"{conf} can't be changed: {error}") from error
    name = _name(conf)
    if after == before:
        click.echo(f"{name} has it all already; nothing is changed")
        return 0
    click.echo("".join(_diff(before, after, name)), nl=False)
    if not yes and not _agreed(name):
        return _UNCHANGED
    write_file(conf, after)
    click.echo(f"{name} is written. Now: {_next_step(after)}sphinx-tdd check")
    return 0


def _next_step(text: str) -> str:
    """Return what its writer has to do before a check, where no mapping could be proposed."""
    if _EXAMPLE[-1] not in text:
        return ""
    return f"say in {_MAPPING} which document follows which template, then "


def _configured(folder: Path, source: Path | None) -> Configuration:
    if not folder.is_dir():
        raise Failure(f"there is no folder {folder}")
    return configured(folder.resolve(), source)


def _name(path: Path) -> str:
    """Return a path as seen from where the command runs, where it is below."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


def _read(conf: Path) -> str:
    """Return the text of a conf.py with its line ends and its byte order mark."""
    try:
        with conf.open("rb") as file:
            encoding, _ = tokenize.detect_encoding(file.readline)
        data = conf.read_bytes()
        if encoding not in {"utf-8", "utf-8-sig"}:
            raise Failure(f"{conf} is written in {encoding}: only UTF-8 can be changed")
        return data.decode("utf-8")
    except OSError as error:
        raise Failure(f"{conf} can't be read: {error.strerror}") from error
    except (SyntaxError, UnicodeDecodeError) as error:
        raise Failure(f"{conf} is no text in UTF-8") from error


def _changed(before: str, configuration: Configuration, markdown: bool | None) -> str:
    """Return the text of a conf.py with all that is to be in it."""
    mark = _BOM if before.startswith(_BOM) else ""
    text = before.removeprefix(_BOM)
    extensions = [_OURS]
    unread = _with_markdown(configuration)
    has_myst = mentions(text, _MYST) or mentions(text, _NOTEBOOKS)
    if not has_myst and (markdown or (markdown is None and _needs_myst(configuration, unread))):
        extensions.insert(0, _MYST)
    text = with_extensions(text, extensions)
    if not _has_mapping(text, configuration):
        read_by_myst = has_myst or _MYST in extensions
        text = with_lines(text, _lines(unread if read_by_myst else configuration))
    return f"{mark}{text}"


def _needs_myst(configuration: Configuration, unread: Configuration) -> bool:
    """Whether documents are Markdown, and nothing is known that reads them; tells so."""
    if "extensions" in configuration.computed:
        return False
    paths = find_files(unread).paths.values()
    found = sum(path.endswith(MARKDOWN) for path in paths)
    if found:
        what = count(found, "file")
        click.echo(
            f"sphinx-tdd: MyST-Parser is added, too: it reads Markdown, and {what} in "
            f"{_name(configuration.source)} {'is' if found == 1 else 'are'} written in it; "
            "--no-markdown leaves it out",
            err=True,
        )
    return bool(found)


def _with_markdown(configuration: Configuration) -> Configuration:
    """Return the configuration as it is once MyST-Parser is among the extensions."""
    listed = configuration.sphinx.get("extensions", ())
    extensions = [*(listed if isinstance(listed, list | tuple) else ()), _MYST]
    sphinx = {**configuration.sphinx, "extensions": extensions}
    return msgspec.structs.replace(configuration, sphinx=sphinx)


def _has_mapping(text: str, configuration: Configuration) -> bool:
    """Whether it is said which documents follow which template, or how to say it."""
    said = configuration.settings.documents is not None
    return said or re.search(rf"\b{_MAPPING}\b", text) is not None


def _lines(configuration: Configuration) -> list[str]:
    """Return the lines of the mapping that the documents of a project give, or an example."""
    source = Source(configuration, find_files(configuration))
    examiner = Examiner(source)
    templates = examiner.contracts.template_files
    found = mapping(dict(looks(_outlines(source), templates)))
    if not found:
        return list(_EXAMPLE)
    entries = [f'    "{_quoted(pattern)}": "{template}",' for pattern, template in found.items()]
    head = "# Which documents follow which template, by what they look like now."
    return [head, f"{_MAPPING} = {{", *entries, "}"]


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _outlines(source: Source) -> Iterator[tuple[str, Outline]]:
    for docname in source.files.paths:
        try:
            yield docname, source.read(docname, source.data(docname))[1]
        except (OSError, Unreadable) as error:
            click.echo(f"sphinx-tdd: {source.files.paths[docname]}: {error}", err=True)


def _diff(before: str, after: str, name: str) -> Iterator[str]:
    old, new = (text.removeprefix(_BOM).splitlines(keepends=True) for text in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"):
        text = line.rstrip("\r\n")
        yield f"{text}\n"
        if text == line:
            yield "\\ No newline at end of file\n"


def _agreed(name: str) -> bool:
    """Whether the one at the terminal agrees; where there is none, nobody does."""
    if not sys.stdin.isatty():
        click.echo(f"sphinx-tdd: {name} is left as it was; --yes writes this", err=True)
        return False
    if click.confirm(f"Write this to {name}?", default=True):
        return True
    click.echo(f"{name} is left as it was")
    return False
