"""What each setting takes, in the words of those who write a conf.py, and an example of it."""

from __future__ import annotations

from typing import Any, NamedTuple


class Example(NamedTuple):
    """What is told of a setting beside its declaration."""

    takes: str
    value: Any


EXAMPLES: dict[str, Example] = {
    "documents": Example(
        "mapping of patterns to template ids, paths or mappings",
        {
            "designs/**": "formal-design",
            "specs/*": {"template": "specs/template.md", "order": "strict"},
            "adr/*": "none",
        },
    ),
    "target_version": Example("text or number", "2"),
    "template_path": Example("list of folders", ["templates", "our_templates:designs"]),
    "kind_path": Example("list of folders", ["kinds"]),
    "severity": Example(
        "mapping of rules to severities",
        {"placeholder": "error", "risk_unowned": "warning", "empty_item": "off"},
    ),
    "severity_by_status": Example("mapping of statuses to severities", {"draft": "info"}),
    "statuses": Example("list of texts", ["idea", "draft", "agreed", "built"]),
    "min_complete": Example("number from 0 to 100", 80),
    "empty_answers": Example("list of texts", ["N/A", "Does not apply"]),
    "risk_scale": Example("3, 4 or 5, or a list of as many texts", ["minor", "major", "fatal"]),
    "json": Example("`True`, `False` or a path in the output folder", "reports/tdd.json"),
}
"""By the name of the setting, without the prefix. The build fails where one is missing."""


def in_python(name: str, value: Any) -> str:
    """Return a setting as conf.py has it."""
    text = repr(value)
    if isinstance(value, dict) and len(text) > 60:
        lines = "".join(f"    {key!r}: {entry!r},\n" for key, entry in value.items())
        text = f"{{\n{lines}}}"
    return f"tdd_{name} = {text}".replace("'", '"')


def in_toml(name: str, value: Any) -> str:
    """Return a setting as the settings file has it."""
    if isinstance(value, dict):
        entries = (f"{_key(key)} = {_toml(entry)}" for key, entry in value.items())
        return "\n".join([f"[{name}]", *entries])
    return f"{name} = {_toml(value)}"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(k)} = {_toml(v)}' for k, v in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value)


def _key(text: str) -> str:
    return text if text.replace("_", "").replace("-", "").isalnum() else f'"{text}"'
