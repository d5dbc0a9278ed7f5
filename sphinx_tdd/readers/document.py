"""A document read from its text without Sphinx, whichever syntax it has.

Quickly where that is sure to say the same as a build, and else with the parsers of a build.
"""

from __future__ import annotations

from ..model.outline import Outline
from .markdown import read_markdown
from .reading import Context, Reading
from .restructuredtext import read_restructuredtext
from .syntax import MARKDOWN
from .unsure import Unsure


def read_quickly(text: str, context: Context) -> Reading:
    """Return what a document says, without docutils and MyST-Parser.

    Raises:
        Unsure: it holds something that only they can tell.
    """
    if context.suffix.casefold() in MARKDOWN:
        outline = read_markdown(text, context.extensions, context.language)
        return Reading(outline, toctrees=_toctrees(outline) if "toctree" in text else ())
    return Reading(read_restructuredtext(text, context.language))


def _toctrees(outline: Outline) -> tuple[str, ...]:
    return tuple(said for heading in outline.root.walk() for said in heading.pages)


def read_document(text: str, context: Context) -> Reading:
    """Return what a document says.

    Raises:
        Unreadable: it can't be read as a document.
    """
    try:
        return read_quickly(text, context)
    except Unsure:
        pass
    # Imported late: it loads the parsers, which usual documents do without.
    from .whole import read_whole

    return read_whole(text, context)
