"""Paragraphs that hold too much markup to be one of people: they are read as plain text.

The parsers look for the end of each mark in the rest of its paragraph, so that one which opens ten
thousand links takes minutes, in a build too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from docutils import nodes
from docutils.parsers.rst import states
from docutils.utils import unescape

from .unsure import is_too_much


def sparing_inliner() -> states.Inliner:
    """Return docutils' reader of inline markup, which leaves too much of it alone.

    It is no class of its own: docutils looks for its parts in the class itself.
    """
    inliner = states.Inliner()
    usual = inliner.parse

    def parse(text: str, *given: Any) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if is_too_much(text):
            return [nodes.Text(unescape(text))], []
        found: tuple[list[nodes.Node], list[nodes.system_message]] = usual(text, *given)
        return found

    vars(inliner)["parse"] = parse
    return inliner


@contextmanager
def sparing() -> Iterator[None]:
    """Let MyST-Parser leave too much inline markup alone.

    It makes its parser by a function of its own, and has no other place to reach that from.
    """
    from markdown_it.token import Token
    from myst_parser.parsers import docutils_

    usual = vars(docutils_)["create_md_parser"]

    def create(*given: Any, **named: Any) -> Any:
        made = usual(*given, **named)
        parse = made.inline.parse

        def inline(src: str, md: Any, env: Any, tokens: list[Token]) -> Sequence[Token]:
            if not is_too_much(src):
                parse(src, md, env, tokens)
            else:
                tokens.append(Token("text", "", 0, content=src))
            return tokens

        vars(made.inline)["parse"] = inline
        return made

    vars(docutils_)["create_md_parser"] = create
    try:
        yield
    finally:
        vars(docutils_)["create_md_parser"] = usual
