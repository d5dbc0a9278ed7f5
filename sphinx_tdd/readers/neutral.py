"""Directives and roles read for their text alone, whatever extension they come from.

What a document is made of can be told without the extensions that render it, and inside a build
their directives can't be run on a file that is no document: they expect an environment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles
from docutils.parsers.rst.directives import (
    admonitions,
    body,
    images,
    misc,
    parts,
    references,
    tables,
)

from .blocks import DRAWINGS

_OF_DOCUTILS: dict[str, type[Directive]] = {
    "admonition": admonitions.Admonition,
    "attention": admonitions.Attention,
    "caution": admonitions.Caution,
    "danger": admonitions.Danger,
    "error": admonitions.Error,
    "hint": admonitions.Hint,
    "important": admonitions.Important,
    "note": admonitions.Note,
    "tip": admonitions.Tip,
    "warning": admonitions.Warning,
    "code": body.CodeBlock,
    "compound": body.Compound,
    "container": body.Container,
    "epigraph": body.Epigraph,
    "highlights": body.Highlights,
    "line-block": body.LineBlock,
    "math": body.MathBlock,
    "parsed-literal": body.ParsedLiteral,
    "pull-quote": body.PullQuote,
    "rubric": body.Rubric,
    "sidebar": body.Sidebar,
    "topic": body.Topic,
    "figure": images.Figure,
    "image": images.Image,
    "class": misc.Class,
    "date": misc.Date,
    "replace": misc.Replace,
    "unicode": misc.Unicode,
    "contents": parts.Contents,
    "target-notes": references.TargetNotes,
    "csv-table": tables.CSVTable,
    "flat-table": tables.ListTable,  # of the Linux kernel's documents, written alike
    "list-table": tables.ListTable,
    "table": tables.RSTTable,
}
"""Directives that need docutils alone, by name: extensions put others in their place."""

_CODE = frozenset({
    "code-block", "sourcecode", "code-cell", "literalinclude", "highlight", "doctest", "testcode",
    "productionlist", "prompt",
})  # fmt: skip
_NAMING = frozenset({"code-block", "sourcecode", "code-cell"})
"""Those whose argument is the language."""
_NOTHING = frozenset({
    "index", "raw", "include", "tabularcolumns", "currentmodule", "role",
    "default-role", "sectnum", "header", "footer", "title", "meta",
})  # fmt: skip
_ROLES: dict[str, type[nodes.TextElement]] = {"code": nodes.literal, "literal": nodes.literal}
_OF_RECORDS = re.compile(r"(.+)-(?:table|record|register)|(document-info)")
"""The names of directives that make or show records of a kind."""
_OF_DRAWINGS = re.compile(r".+-(?:diagram|graph)")
"""The names of directives that draw what is known elsewhere."""
_LEADING = frozenset({"any", "doc", "keyword", "numref", "option", "ref", "term"})
"""The roles of no domain that lead somewhere; those with a colon do, too."""
ROLE, TARGET = "tdd-role", "tdd-target"
"""The attributes of a text that a role leads from: the role's name, and where it leads to."""
_TARGET = re.compile(r"\s<[^<>]*>$")
"""Where a role leads to, after its text."""

Lookup = Callable[..., tuple[Any, list[nodes.system_message]]]


class _AnyOption(dict[str, Any]):
    """Takes every option, as text."""

    def __bool__(self) -> bool:
        return True  # else MyST-Parser takes options for content

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Callable[[str | None], str]:
        return lambda argument: argument or ""

    def get(self, name: str, default: Any = None) -> Any:
        return self[name]


class toctree(nodes.General, nodes.Element):
    """Stands for Sphinx's node of that name; the files are the entries as they are written."""


def entries_of(tree: nodes.document) -> Iterator[str]:
    """Yield the entries of all toctrees as they are written."""
    for node in tree.findall(toctree):
        yield from node["includefiles"]


class NeutralDirective(Directive):
    """Stands for a directive of an extension: what is in it is read as text of its place."""

    optional_arguments = 1_000
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = _AnyOption()

    def run(self) -> list[nodes.Node]:
        """Return a drawing, code, the mark of records, or the content as it would be outside."""
        name = self.name.removeprefix("tdd:").casefold()
        text = "\n".join(self.content)
        if name == "toctree":
            return [toctree(includefiles=[line.strip() for line in self.content if line.strip()])]
        if name in _NOTHING:
            return []
        if name in DRAWINGS:
            return [self._placed(nodes.image("", alt=text, uri=""))]
        if name in _CODE:
            language = " ".join(self.arguments) if name in _NAMING else ""
            return [self._placed(nodes.literal_block(text, text, language=language))]
        if _OF_DRAWINGS.fullmatch(name):
            return [self._placed(nodes.container("", **{"tdd-diagram": name}))]
        if made := _OF_RECORDS.fullmatch(name):
            records = nodes.container("", **{"tdd-fields": [], "tdd-records": []})
            records["tdd-kind"] = made[1] or made[2]
            return [self._placed(records)]
        whole = self._placed(nodes.container())
        if len(self.arguments) > 1:
            text = " ".join(self.arguments)  # of a note, or a thing to do: `.. todo:: Say why.`
            whole += self._placed(nodes.paragraph(text, text))
        if self.content:
            self.state.nested_parse(self.content, self.content_offset, whole)
        return [whole]

    def _placed(self, node: nodes.Element) -> nodes.Element:
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return node


def _text_role(
    name: str, rawtext: str, text: str, *_rest: Any, **_more: Any
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return the text of a role: of `title <target>` the title."""
    title = _TARGET.sub("", text).rstrip() or text
    folded = name.casefold()
    node = _ROLES.get(folded, nodes.inline)(rawtext, title)
    if folded in _LEADING or ":" in folded:
        node[ROLE], node[TARGET] = folded, _target(text)
    return [node], []


def _target(text: str) -> str:
    """Return where a role leads: of `title <target>` the target."""
    found = _TARGET.search(text)
    return found[0].strip()[1:-1] if found else text


Ours = Callable[[str], type[Directive] | None]
"""Gives the directive of ours with a name, or None."""


def no_directive(_name: str) -> None:
    """Give no directive, whatever its name."""


@contextmanager
def neutral(ours: Ours = no_directive) -> Iterator[None]:
    """Let directives and roles that are not docutils' own be read for their text.

    Args:
        ours: gives the directives that are run.

    Docutils has no other way to say so than its two functions of look-up, which Sphinx replaces
    in the same way while it reads a document.
    """
    usual_directive: Lookup = directives.directive
    usual_role: Lookup = roles.role

    def directive(name: str, *_rest: Any) -> tuple[Any, list[nodes.system_message]]:
        return ours(name) or _OF_DOCUTILS.get(name.casefold(), NeutralDirective), []

    def role(_name: str, *_rest: Any) -> tuple[Any, list[nodes.system_message]]:
        return _text_role, []

    directives.directive, roles.role = directive, role  # type: ignore[assignment]
    try:
        yield
    finally:
        directives.directive, roles.role = usual_directive, usual_role
