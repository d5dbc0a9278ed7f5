"""Technical Design Documents in Sphinx: templates as contracts, checked at every build.

Importing this package imports no Sphinx: `setup` fetches the extension when Sphinx asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx (called by Sphinx, see `sphinx_tdd.ext`)."""
    from sphinx_tdd.ext import register

    return register(app)
