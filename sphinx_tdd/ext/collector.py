"""Collects the outline of every document while Sphinx reads it. Facts only, no judgement."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.environment.collectors import EnvironmentCollector

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_OF_SPHINX = frozenset({"wordcount"})
"""Metadata that MyST-Parser adds by itself."""


class OutlineCollector(EnvironmentCollector):
    """Notes each document's outline in the domain, which clears and merges it.

    Not `Domain.process_doc`: it runs before the metadata of reStructuredText is collected.
    """

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Do nothing: the domain clears what it holds."""

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Do nothing: the domain merges what it holds."""

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note the outline of the document that was just read."""
        # Imported late: a build in which nothing changed reads no document.
        from ..checks.information import information
        from ..model.outline import encode
        from ..project.said import FINDERS
        from ..readers.doctree import read
        from ..readers.front_matter import text_of
        from ..readers.typography import quotes_of
        from .domain import domain_of
        from .original import original_of

        env = app.env
        docname = env.docname
        root = Path(app.srcdir)
        domain = domain_of(env)
        domain.note_document(docname, doctree)  # writes on registers what the outline reads there
        original = original_of(app, env, docname)
        source, said = original or (doctree, env.metadata[docname])
        if original:
            domain.let_registers_stand(docname, source)
        with quotes_of(str(source.settings.language_code)):
            metadata = {str(n): text_of(value) for n, value in said.items() if n not in _OF_SPHINX}
        outline = read(source, metadata, _source_lines, lambda path: relative_name(path, root))
        domain.note_outline(docname, doctree, encode(outline))
        if original:
            from .decision_pages import keep_original

            keep_original(env, doctree, source, outline)
        # What a directive said comes first: readers see it on the page.
        said_there = domain.information.get(docname, {})
        domain.note_information(docname, {**information(outline), **said_there})
        for name, find in FINDERS.items():
            found = find(outline)
            if isinstance(found, str):
                env.metadata[docname][name] = found
            elif found is not None:
                env.metadata[docname].pop(name, None)
                domain.note_problem(docname, found)
        if outline.ignores:
            _take_out_ignores(doctree)


@lru_cache(maxsize=64)
def _source_lines_at(path: str, _changed: float) -> tuple[str, ...]:
    try:
        return tuple(Path(path).read_text(encoding="utf-8-sig", errors="replace").splitlines())
    except OSError:
        return ()


def _source_lines(path: str) -> tuple[str, ...]:
    """Return a file's lines; an included file that many documents share is read once."""
    try:
        return _source_lines_at(path, Path(path).stat().st_mtime)
    except OSError:
        return ()


def relative_name(path: str, root: Path) -> str:
    """Return a path relative to the source folder with `/`, its name alone where it is outside."""
    absolute = Path(path).resolve()
    if absolute.is_relative_to(root.resolve()):
        return absolute.relative_to(root.resolve()).as_posix()
    return absolute.name


def _take_out_ignores(doctree: nodes.document) -> None:
    """Take HTML comments that only silence findings out of the page: Sphinx would publish them."""
    from ..readers.ignores import is_ignore_alone

    for node in list(doctree.findall(nodes.raw)):
        if node.get("format") == "html" and is_ignore_alone(node.astext()):
            node.parent.remove(node)
