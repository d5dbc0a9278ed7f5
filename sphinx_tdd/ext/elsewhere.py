"""Records of other projects, which intersphinx knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ..model.kind import ANY_KIND
from .leads import KINDS

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_TYPE = "tdd:"
"""What the types of our objects begin with in an inventory."""


def inventory(env: BuildEnvironment) -> Mapping[str, Iterable[str]]:
    """Return the names of the records that other projects have, by `tdd:kind`."""
    found: Mapping[str, Iterable[str]] = getattr(env, "intersphinx_inventory", {})
    return {objtype: names for objtype, names in found.items() if objtype.startswith(_TYPE)}


def names_elsewhere(env: BuildEnvironment) -> Iterator[str]:
    """Yield each type and name, to tell whether any of them changed."""
    for objtype, names in inventory(env).items():
        yield from (f"{objtype} {name}" for name in names)


def resolve_elsewhere(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.Element | None:
    """Return the reference to a record of another project that a field names, else its text.

    That a name leads nowhere is told with the findings, and not once more for each page.

    intersphinx asks for one type of object; a field may name records of several kinds.
    """
    if KINDS not in node:
        return None
    if "sphinx.ext.intersphinx" not in app.extensions:
        return contnode
    from sphinx.ext.intersphinx import resolve_reference_detect_inventory

    known = inventory(env)
    wanted = (
        [kind.removeprefix(_TYPE) for kind in known] if ANY_KIND in node[KINDS] else node[KINDS]
    )
    for kind in wanted:
        if node["reftarget"] in known.get(_TYPE + kind, ()):
            one = node.copy()
            one["reftype"] = kind
            return resolve_reference_detect_inventory(env, one, contnode)
    return contnode
