"""The directive `tdd-snippet`: an example in both syntaxes, and as it is rendered.

An example NAME is `docs/snippets/NAME.md` and `NAME.rst`. What is shown, rendered and tested is
these files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_SHOWN = """
:::{{literalinclude}} /snippets/{name}.md
:language: markdown
:caption: Markdown
:::

:::{{literalinclude}} /snippets/{name}.rst
:language: rst
:force:
:caption: reStructuredText
:::
"""
_RENDERED = """
:::{{include}} /snippets/{name}.md
:::
"""


class Snippet(SphinxDirective):
    """`{tdd-snippet} NAME`; with `:source:` it is shown and not rendered."""

    required_arguments = 1
    option_spec: ClassVar = {"source": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the two sources and what they become."""
        name = self.arguments[0]
        for suffix in ("md", "rst"):
            self.env.note_dependency(f"snippets/{name}.{suffix}")
        found = self.parse_text_to_nodes(_SHOWN.format(name=name))
        if "source" not in self.options:
            made = nodes.container(classes=["rendered"])
            made += self.parse_text_to_nodes(_RENDERED.format(name=name))
            found.append(made)
        return found


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("tdd-snippet", Snippet)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
