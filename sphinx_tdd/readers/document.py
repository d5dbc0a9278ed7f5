"""A document read from its text without Sphinx, whichever syntax it has.

Quickly where that is sure to say the same as a build, and else with the parsers of a build.
"""

from __future__ import annotations

from .markdown import read_markdown
from .reading import Context, Reading
from .restructuredtext import read_restructuredtext
from .syntax import MARKDOWN
from .unsure import Unsure


def read_document(text: str, context: Context) -> Reading:
    """Return what a document says.

    Raises:
        Unreadable: it can't be read as a document.
    """
    try:
        if context.suffix.casefold() in MARKDOWN:
            return Reading(read_markdown(text, context.extensions, context.language))
        return Reading(read_restructuredtext(text, context.language))
    except Unsure:
        pass
    # Imported late: it loads the parsers, which usual documents do without.
    from .whole import read_whole

    return read_whole(text, context)
