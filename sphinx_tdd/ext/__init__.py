"""The Sphinx extension: the one package that imports Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import __version__
from .build import KIND_FILES, Build
from .collector import OutlineCollector
from .config import add_values
from .registry import register_records

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

ENV_VERSION = 2
"""Raised whenever what the environment holds changes its form.

1: outlines, records, verdicts. 2: records as bytes, excerpts, views, information.
"""


def register(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx: a table of contents of the extension."""
    faults = add_values(app)
    app.add_env_collector(OutlineCollector)
    # Set by the build: a kind's file that changed changes what documents mean.
    app.add_config_value(KIND_FILES, "", "env", str)
    register_records(app)
    Build(faults).connect(app)
    return {
        "version": __version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
