"""The original of a document that a build translates: what it owes is judged by that.

Sphinx puts translations in the place of the text while a document is read. Before it does, the
document is copied; the transforms that follow are applied to the copy as to the document, but for
the translation. So the outline is the one of a build in the original language.
"""

from __future__ import annotations

import copy
import gettext
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.transforms import Transformer
from docutils.utils import Reporter
from sphinx.environment.collectors.metadata import MetadataCollector
from sphinx.transforms import SphinxSmartQuotes
from sphinx.util.i18n import docname_to_domain
from sphinx.util.logging import suppress_logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_KEPT = "tdd_original"
"""Where the copy waits, in what Sphinx holds of the document that it reads."""

_OF = ("docutils.", "sphinx.transforms.", "myst_parser.", "sphinx_tdd.")
"""Whose transforms the copy needs: those of others may note things of a document twice."""

_NOT_OF = "sphinx.transforms.i18n"
_READ = 880
"""The priority at which Sphinx says that a document was read: outlines are read there."""

_SILENT, _NEVER = 5, 6
"""The levels of docutils at which nothing is reported, and nothing stops a build."""

LANGUAGE = "en"
"""The language whose quotes and front matter the original has: which it is, nothing says."""

Waiting = list[tuple[str, type[Any], Any, dict[str, Any]]]


class Quotes(SphinxSmartQuotes):
    """Typographic quotes and dashes, also where the language of the build does without."""

    def is_available(self) -> bool:
        """Whether the project has them at all."""
        return bool(self.config.smartquotes) and self.document.settings.smart_quotes is not False


def keep_original(document: nodes.document, env: BuildEnvironment) -> None:
    """Copy a document that is about to be translated; not one for which there is no catalog."""
    if has_catalog(env, env.current_document.docname):
        env.current_document[_KEPT] = _copy(document)


def has_catalog(env: BuildEnvironment, docname: str) -> bool:
    """Whether a build translates a document."""
    language = env.config.language
    name = docname_to_domain(docname, env.config.gettext_compact)
    languages = [language, language.partition("_")[0]] if language else []
    folders = (env.srcdir / folder for folder in env.config.locale_dirs)
    return any(gettext.find(name, str(folder), languages) for folder in folders if languages)


def _copy(document: nodes.document) -> nodes.document:
    """Return a copy of a document with the transforms that it still waits for."""
    old = document.transformer
    settings = copy.copy(document.settings)
    settings.language_code = LANGUAGE
    memo: dict[int, Any] = {id(document.settings): settings}
    memo |= {id(document.reporter): None, id(old): None}
    copied = copy.deepcopy(document, memo)
    source = str(document.get("source") or "")
    copied.reporter = Reporter(source, _SILENT, _NEVER, stream=False)
    copied.transformer = Transformer(copied)
    copied.transformer.components = old.components
    copied.transformer.transforms = list(_needed(old.transforms, memo))
    return copied


def _needed(waiting: Waiting, memo: dict[int, Any]) -> Iterable[tuple[Any, ...]]:
    for priority, transform, pending, settings in waiting:
        module = transform.__module__
        if not f"{module}.".startswith(_OF) or module == _NOT_OF or int(priority[:3]) >= _READ:
            continue
        if pending is None or id(pending) in memo:
            yield priority, transform, memo[id(pending)] if pending else None, settings


def original_of(
    app: Sphinx, env: BuildEnvironment, docname: str
) -> tuple[nodes.document, dict[str, Any]] | None:
    """Return the original of the document that was just read, with its metadata.

    None where the build does not translate it.
    """
    document = env.current_document.get(_KEPT)
    if document is None:
        return None
    del env.current_document[_KEPT]
    transformer = document.transformer
    without = app.builder.name in app.config.smartquotes_excludes.get("builders", ())
    transformer.transforms = [
        (priority, Quotes if transform is SphinxSmartQuotes else transform, *rest)
        for priority, transform, *rest in transformer.transforms
        if not (without and transform is SphinxSmartQuotes)
    ]
    with suppress_logging():
        document.transformer.apply_transforms()
    shown = env.metadata.pop(docname, {})
    try:
        MetadataCollector().process_doc(app, document)
    finally:
        metadata = env.metadata.pop(docname, {})
        env.metadata[docname] = shown
    return document, {**shown, **metadata}
