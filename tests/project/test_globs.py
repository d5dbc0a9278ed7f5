"""Patterns match as Sphinx's own do."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from sphinx.util.matching import compile_matchers

from sphinx_tdd.project.globs import matcher

PIECES = st.sampled_from(["a", "b", "/", "*", "**", "?", "[", "]", "!", "^", "-", ".", "\\", "ab"])


@given(pattern=st.lists(PIECES, max_size=8).map("".join), name=st.text("ab/.-^!]\\", max_size=8))
def test_as_sphinx_matches(pattern: str, name: str) -> None:
    try:
        expected = compile_matchers([pattern])[0](name)
    except re.error:
        assert matcher(pattern)(pattern)
        return
    assert bool(matcher(pattern)(name)) is bool(expected)
