"""The front matter of Markdown."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from .typography import as_typed

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
    if value is None or isinstance(value, dict):
        return json.dumps(value, default=str)  # as MyST-Parser has it
    return text_of(value)


def text_of(value: object) -> str:
    """Return a value of the front matter as text: a list as its parts with commas.

    MyST-Parser gives a list as JSON, in quotes that a build may have made typographic.
    """
    text = as_typed(", ".join(map(str, value)) if isinstance(value, list) else str(value))
    if isinstance(value, list) and not (text.startswith('["') and text.endswith('"]')):
        return text
    if text.startswith("[") and text.endswith("]"):
        try:
            return ", ".join(map(str, json.loads(text)))
        except ValueError:
            return text
    return text
