"""The directive `tdd-same`: titles that count as the same, or don't, checked at each build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from markdown import table
from sphinx.util.docutils import SphinxDirective

from sphinx_tdd.model.titles import title_key

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Same(SphinxDirective):
    """A table of lines `template title = heading`, or `≠`; a false line fails the build.

    A third part, after `:`, says why.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        rows = []
        for line in self.content:
            pair, _, why = line.partition(" : ")
            sign = "≠" if "≠" in pair else "="
            left, right = (part.strip() for part in pair.split(sign))
            if (title_key(left) == title_key(right)) is not (sign == "="):
                raise self.error(f"not true: {line}")
            rows.append([left, sign, right, why])
        text = table(["In the template", "", "In the document", ""], rows)
        return list(self.parse_text_to_nodes(text))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("tdd-same", Same)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
