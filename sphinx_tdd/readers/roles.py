"""The text of roles: of those that Sphinx has as it shows it, of all others what they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from docutils import nodes
from docutils.parsers.rst import roles

from ..directives.marks import ROLE, TARGET

Role = Callable[..., tuple[list[nodes.Node], list[nodes.system_message]]]

_TITLED = re.compile(r"^(?P<title>.+?)\s*(?<!\x00)<(?P<target>[^<]*?)>$", re.DOTALL)
"""A text with where it leads to behind it."""

_LEADING = frozenset(
    {
        "any", "confval", "deco", "doc", "download", "envvar", "eq", "keyword", "numref", "option",
        "pep", "ref", "rfc", "term", "token", "cve", "cwe", "func", "meth", "class", "mod", "data",
        "const", "attr", "exc", "obj", "type",
    }
)  # fmt: skip
"""The roles that lead somewhere: brackets in their text are no brackets of the writer's."""

_FUNCTIONS = frozenset({"func", "meth", "deco"})
_OF_PYTHON = frozenset(
    {"func", "meth", "class", "mod", "data", "const", "attr", "exc", "obj", "deco"}
)
_NUMBERED = {"pep": "PEP", "rfc": "RFC", "cve": "CVE", "cwe": "CWE"}
_CODE = frozenset({"code", "literal", "regexp"})
_BRACES = frozenset({"file", "samp"})
_OF_DOCUTILS = {
    "emphasis": "emphasis", "strong": "strong", "sub": "subscript", "subscript": "subscript",
    "sup": "superscript", "superscript": "superscript", "title-reference": "title-reference",
    "title": "title-reference", "t": "title-reference", "math": "math", "raw": "raw",
}  # fmt: skip
_BRACED = re.compile(r"\\\\|\\\{|\\\}|\{(?P<inner>[^{}]+)\}")
_ACCELERATOR = re.compile(r"(?<!&)&(?![&\s])")
_EXPLAINED = re.compile(r"\s*\([^()]*\)$", re.DOTALL)
_KEYS = re.compile(r"(?<=.)([\-+^]| +)(?=.)")
_ONE_KEY = re.compile(
    r"(?:back space|caps lock|num lock|page (?:down|up)|scroll lock|sys rq)", re.I
)


def role_of(name: str, made: Mapping[str, Role]) -> Role:
    """Return a role.

    Args:
        name: its name, that of a domain before it or not.
        made: the roles that the document itself makes.
    """
    name = name.casefold()
    if name in made:
        return made[name]
    if name in _OF_DOCUTILS:
        own: Role = roles._role_registry[_OF_DOCUTILS[name]]  # type: ignore[attr-defined]
        return own
    return lambda _name, raw, text, *_rest, **_more: (_shown(name, raw, text), [])


def _shown(name: str, raw: str, text: str) -> list[nodes.Node]:
    domain, _, short = name.rpartition(":")
    if short in _LEADING or domain:
        return [_link(domain, short, raw, text)]
    if short in _CODE:
        return [nodes.literal(raw, text)]
    if short in _BRACES:
        return [nodes.literal(raw, _BRACED.sub(_without_braces, text))]
    if short == "kbd":
        return _keys(raw, text)
    return [nodes.inline(raw, _words(short, text))]


def _words(name: str, text: str) -> str:
    """Return what is shown of a text that leads nowhere."""
    if name == "abbr":
        return _EXPLAINED.sub("", text)
    if name in {"guilabel", "menuselection"}:
        text = text.replace("-->", "‣") if name == "menuselection" else text
        return _ACCELERATOR.sub("", text).replace("&&", "&")
    match = _TITLED.match(text)
    return match["title"] if match else text


def _link(domain: str, name: str, raw: str, text: str) -> nodes.Node:
    match = _TITLED.match(text)
    if text.startswith("!"):
        title = match["title"][1:] if match else text[1:]
        return nodes.inline(raw, title)
    title = match["title"] if match else _implicit(domain, name, text)
    if not match and name in _NUMBERED and not domain:
        title = f"{_NUMBERED[name]} {title}"
    target = match["target"] if match else text
    return nodes.reference(raw, title, **{ROLE: f"{domain}:{name}".strip(":"), TARGET: target})


def _implicit(domain: str, name: str, text: str) -> str:
    """Return what is shown of a target without a title."""
    if domain in {"py", ""} and name in _OF_PYTHON:
        text = text.lstrip(".")
        text = text[1:].rpartition(".")[2] if text.startswith("~") else text
    return f"{text}()" if name in _FUNCTIONS and not text.endswith("()") else text


def _without_braces(match: re.Match[str]) -> str:
    return match["inner"] or match[0][1:]


def _keys(raw: str, text: str) -> list[nodes.Node]:
    """Return the keys of a stroke, each as code."""
    parts = [text] if _ONE_KEY.fullmatch(text) else _KEYS.split(text)
    made: list[nodes.Node] = []
    for number, part in enumerate(parts):
        made.append(nodes.Text(part) if number % 2 else nodes.literal(raw, part))
    return made


def role_from(name: str, base: str, options: Mapping[str, Any]) -> Role:
    """Return a role that a document makes of another one.

    Args:
        name: the name that it gets.
        base: the role that it is made of.
        options: what it is told, such as the format of raw text.
    """
    if base and base != "raw":
        return role_of(base, {})
    form = str(options.get("format", ""))

    def made(
        _name: str, raw: str, text: str, *_rest: Any, **_more: Any
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        node = nodes.raw(raw, text, format=form) if base else nodes.inline(raw, text)
        return [node], []

    return made
