"""The Sphinx extension: the one package that imports Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import __version__
from .build import Build
from .collector import OutlineCollector
from .config import add_values
from .registry import register_records

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

ENV_VERSION = 1
"""Raised whenever what the environment holds changes its form. 1: outlines, records, verdicts."""


def register(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx: a table of contents of the extension."""
    add_values(app)
    app.add_env_collector(OutlineCollector)
    register_records(app)
    Build().connect(app)
    return {
        "version": __version__,
        "env_version": ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
