"""What each key of `tdd.json` means, from its JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sphinx_tdd.reports.json_schema import schema

FINDING = "FINDING"
"""The path of a finding's keys, which are told once."""


def keys() -> dict[str, str]:
    """Return the words of each key by its path; lists end with `[]`."""
    known = schema()["$defs"]
    return {**dict(_keys(known, "ReportKeys", "")), **dict(_keys(known, "FindingKeys", FINDING))}


def _keys(known: dict[str, Any], name: str, above: str) -> Iterator[tuple[str, str]]:
    for key, entry in known[name]["properties"].items():
        path = f"{above}.{key}" if above else key
        path = f"{path}[]" if entry.get("type") == "array" else path
        yield path, entry["description"]
        inner = _inner(entry)
        if inner not in {"", "FindingKeys"}:
            yield from _keys(known, inner, path)


def _inner(entry: dict[str, Any]) -> str:
    """Return the name of the mapping that is a key's value, or that its list holds."""
    parts = (entry, entry.get("items", {}), *entry.get("anyOf", ()))
    return next((part["$ref"].rpartition("/")[2] for part in parts if "$ref" in part), "")
