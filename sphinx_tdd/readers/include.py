"""Files that a document includes: read as if what they hold stood in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives import misc

from ..directives.lines import is_rst
from .beside import Find, no_file
from .parsers import parser_of
from .sparing import sparing

if TYPE_CHECKING:
    from docutils.parsers import Parser

_MOST = 10_000
"""How many files a document may include: where each includes the next one twice, they double."""
_LONGEST_LINE = 10_000
"""Of a file of reStructuredText that is included: docutils leaves out others."""
_PART = ("start-line", "end-line", "start-after", "end-before")
_NO_LIMIT = 1_000_000_000
_PARSERS = {"myst_parser.sphinx_": True, "rst": False, "restructuredtext": False}
"""Whether Markdown is what a parser reads that a document asks for, by the parser's name."""
_text = directives.unchanged


class Include(Directive):
    """Includes a file, or a part of it.

    It is no class of docutils' own: MyST-Parser knows these, and would read whatever they name.
    """

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = {
        **(misc.Include.option_spec or {}),
        "heading-offset": directives.nonnegative_int,
        "parser": _text,
        "relative-docs": _text,
        "relative-images": _text,
    }
    find: ClassVar[Find] = staticmethod(no_file)
    begun: ClassVar[list[object]]
    """The files of the document that were included so far."""
    unfinished: ClassVar[list[object]]
    """The parts of files of Markdown that stand in each other here, from the outermost one."""

    def run(self) -> Sequence[nodes.Node]:
        """Return what the file holds; nothing where it is read next, or not at all."""
        path = self._path(directives.path(self.arguments[0]))
        if path is None or len(self.begun) >= _MOST:
            return []
        self.begun.append(path)
        if is_rst(self):
            return self._restructuredtext(str(path))
        part = (path, *map(self.options.get, _PART))
        if part in self.unfinished:
            return []
        self.unfinished.append(part)
        try:
            return self._markdown(str(path))
        finally:
            self.unfinished.pop()

    def _path(self, name: str) -> Path | None:
        """Return the file of a name; those that come with docutils stand in `<>`."""
        if not (name.startswith("<") and name.endswith(">")):
            return type(self).find(name)
        folder = Path(misc.Include.standard_include_path).resolve()
        path = (folder / name[1:-1]).resolve()
        return path if path.is_relative_to(folder) and path.is_file() else None

    def _restructuredtext(self, path: str) -> Sequence[nodes.Node]:
        """Put the lines before those that are read next, as docutils does."""
        if "parser" in self.options:
            markdown = _PARSERS.get((self.options["parser"] or "").lower())
            if markdown is None:
                return []
            self.options["parser"] = lambda: _parser_of(markdown)
        usual = misc.Include(
            self.name,
            [path],
            self.options,
            self.content,
            self.lineno,
            self.content_offset,
            self.block_text,
            self.state,
            self.state_machine,
        )
        with _allowed(self.state.document.settings):
            return usual.run()

    def _markdown(self, path: str) -> Sequence[nodes.Node]:
        """Read the lines in this place, as MyST-Parser does.

        What it reads from there on may read no file: only the directive is told that it may.
        """
        from myst_parser.mocking import MockIncludeDirective

        document = self.state.document
        usual = MockIncludeDirective(
            vars(self.state)["_renderer"],
            self.name,
            misc.Include,
            [path],
            self.options,
            [],
            self.lineno,
        )
        usual.document = nodes.document(copy(document.settings), document.reporter)
        usual.document["source"] = document["source"]
        usual.document.settings.file_insertion_enabled = True
        return usual.run()


def _parser_of(markdown: bool) -> Parser:
    """Return the parser of a syntax, for a file that stands in a document of another one.

    What it reads may read no file by itself. In Markdown, no line is too long.
    """
    made = parser_of(markdown)
    usual = made.parse

    def parse(text: str, document: nodes.document) -> None:
        document.settings.file_insertion_enabled = False
        if markdown:
            document.settings.line_length_limit = _NO_LIMIT
        with sparing() if markdown else nullcontext():
            usual(text, document)

    vars(made)["parse"] = parse
    return made


@contextmanager
def _allowed(settings: Any) -> Iterator[None]:
    """Let docutils read a file."""
    kept = settings.file_insertion_enabled, settings.line_length_limit
    settings.file_insertion_enabled, settings.line_length_limit = True, _LONGEST_LINE
    try:
        yield
    finally:
        settings.file_insertion_enabled, settings.line_length_limit = kept
