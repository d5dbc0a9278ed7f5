"""All settings, each with what it takes, its default and an example in both spellings."""

from __future__ import annotations

import tomllib
from typing import Any, NamedTuple

from kind_reference import KINDS
from markdown import code, directive

from sphinx_tdd.model.kind import rules_of
from sphinx_tdd.model.settings import Setting, declared, validate


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
    "document_banner": Example("`none`, `all` or `incomplete`", "incomplete"),
    "json": Example("`True`, `False` or a path in the output folder", "reports/tdd.json"),
}
"""By the name of the setting, without the prefix. The build fails where one is missing."""


def settings_keys() -> str:
    """Return all settings.

    Raises:
        LookupError: a setting has no example, or an example is of none.
        ValueError: an example is not taken, or is another one in the other spelling.
    """
    differ = EXAMPLES.keys() ^ {setting.name for setting in declared()}
    if differ:
        raise LookupError(f"settings: told or known alone: {', '.join(sorted(differ))}")
    _, faults = validate(
        {n: e.value for n, e in EXAMPLES.items()}, lambda: rules_of(KINDS.values())
    )
    for name, example in EXAMPLES.items():
        if tomllib.loads(in_toml(name, example.value)) != {name: example.value}:
            faults.append(f"{name} in TOML: {in_toml(name, example.value)}")
    if faults:
        raise ValueError("; ".join(faults))
    return "\n".join(map(_entry, declared()))


def _entry(setting: Setting) -> str:
    example = EXAMPLES[setting.name]
    blocks = [
        _block("python", "conf.py", in_python(setting.name, example.value)),
        _block("toml", "tdd.toml", in_toml(setting.name, example.value)),
    ]
    return directive(
        "confval",
        f"tdd_{setting.name}",
        {"type": example.takes, "default": code(_default(setting.default))},
        f"{setting.summary}\n\n"
        f":::{{container}} side-by-side\n{''.join(blocks)}:::\n\n{_rereads(setting.judges)}",
    )


def _block(language: str, caption: str, text: str) -> str:
    return f"```{{code-block}} {language}\n:caption: {caption}\n\n{text}\n```\n\n"


def _rereads(judges: bool) -> str:
    if judges:
        return "A change of it reads no document again: the next build judges anew what it knows."
    return "A change of it reads all documents again, since it changes what they show."


def _default(value: Any) -> str:
    return repr(list(value) if isinstance(value, tuple) else value).replace("'", '"')


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
