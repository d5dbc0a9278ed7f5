"""JSON Schemas as text."""

from __future__ import annotations

import json
from inspect import cleandoc
from typing import Any, TextIO


def write_schema(schema: dict[str, Any], out: TextIO) -> None:
    """Write a JSON Schema, the same with all versions of Python and msgspec."""
    out.write(json.dumps(_tidy(schema), indent=2) + "\n")


def _tidy(part: Any) -> Any:
    """Return a part of a schema as all versions of Python and msgspec write it.

    Texts have no indentation, as Python 3.13 leaves it; alternatives are sorted.
    """
    if isinstance(part, dict):
        found = {key: _tidy(value) for key, value in part.items()}
        if "anyOf" in found:
            found["anyOf"] = sorted(found["anyOf"], key=lambda each: json.dumps(each))
        return found
    if isinstance(part, list):
        return [_tidy(value) for value in part]
    return cleandoc(part) if isinstance(part, str) else part
