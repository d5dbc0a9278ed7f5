"""The front matter of Markdown."""

from __future__ import annotations

import re
from typing import Any

import yaml

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def front_matter(text: str) -> dict[str, str]:
    """Return the front matter of Markdown, values as text; nothing where it can't be read."""
    match = FRONT_MATTER.match(text)
    try:
        found = yaml.load(match["yaml"], _LOADER) if match else None  # noqa: S506 - a safe one
    except (yaml.YAMLError, ValueError):
        return {}
    return {str(k): _as_text(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _as_text(value: object) -> str:
    if value is None:
        return "null"  # as MyST-Parser has it
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
