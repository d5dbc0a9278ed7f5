"""A report written out: one writer a format, one table that names them."""

from __future__ import annotations

from collections.abc import Callable

from ..model.report import Report
from .badge import write_badge
from .json import write_json
from .markdown import write_markdown
from .text import write_text

FORMATS: dict[str, Callable[[Report], str]] = {
    "json": write_json,
    "badge": write_badge,
    "markdown": write_markdown,
    "text": write_text,
}
"""The writer of each format, by the name users give it."""
