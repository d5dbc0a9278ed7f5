"""The parsers of both syntaxes, as documents are read with them that no build reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .sparing import sparing_inliner

if TYPE_CHECKING:
    from docutils.parsers import Parser


def parser_of(markdown: bool) -> Parser:
    """Return the parser of a syntax; MyST-Parser costs much to import."""
    if markdown:
        from myst_parser.parsers.docutils_ import Parser as MystParser

        parser = MystParser()
        vars(parser)["unknown_reference_resolvers"] = [_keep]
        return parser
    from docutils.parsers.rst import Parser as RstParser

    return RstParser(inliner=sparing_inliner())


def _keep(reference: nodes.reference) -> bool:
    """Leave a link as it is: one to another file has no target in this one."""
    reference.resolved = True
    return True


_keep.priority = 0  # type: ignore[attr-defined]
