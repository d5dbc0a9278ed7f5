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

from ..directives.options import ANY_OPTIONS
from .beside import CsvTable, Find, LiteralInclude, no_file
from .blocks import DRAWINGS, LATER
from .design import DESIGN
from .include import Include
from .roles import Role, role_from, role_of
from .standard import STANDARD, Described, tagged
from .toctree import Toctree


class PlainRubric(body.Rubric):
    """A heading of no section, which has no line of its own: Sphinx gives it none."""

    def run(self) -> list[nodes.Node]:
        """Return the heading."""
        found: list[nodes.Node] = super().run()  # type: ignore[no-untyped-call]
        for node in found:
            node.source = node.line = None
        return found


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
    "compound": body.Compound,
    "container": body.Container,
    "epigraph": body.Epigraph,
    "highlights": body.Highlights,
    "line-block": body.LineBlock,
    "parsed-literal": body.ParsedLiteral,
    "pull-quote": body.PullQuote,
    "rubric": PlainRubric,
    "sidebar": body.Sidebar,
    "topic": body.Topic,
    "figure": images.Figure,
    "image": images.Image,
    "cssclass": misc.Class,
    "rst-class": misc.Class,
    "date": misc.Date,
    "raw": misc.Raw,
    "replace": misc.Replace,
    "unicode": misc.Unicode,
    "contents": parts.Contents,
    "sectnum": parts.Sectnum,
    "target-notes": references.TargetNotes,
    "flat-table": tables.ListTable,  # of the Linux kernel's documents, written alike
    "list-table": tables.ListTable,
    "table": tables.RSTTable,
    "toctree": Toctree,
}
"""Directives that need docutils alone, by name: extensions put others in their place."""

_CODE = frozenset({"code-cell", "doctest", "testcode", "prompt"})
_NAMING = frozenset({"code-cell"})
"""Those whose argument is the language."""
_NOTHING = frozenset({
    "index", "tabularcolumns", "currentmodule", "module", "py:module", "default-role",
    "header", "footer", "title", "meta", "highlight", "highlightlang", "sectionauthor",
    "codeauthor", "moduleauthor", "program", "default-domain",
})  # fmt: skip
_MADE_BY = {"uml": "plantuml", "digraph": "graphviz", "graph": "graphviz"}
"""The names of nodes that directives of other names make."""
_DOMAINS = frozenset({"py", "c", "cpp", "js", "rst", "std"})
"""The domains of Sphinx that describe things."""
_OF_RECORDS = re.compile(r"(.+)-(?:table|record|register)|(document-info)")
"""The names of directives that make or show records of a kind."""
_OF_DRAWINGS = re.compile(r".+-(?:diagram|graph)")
"""The names of directives that draw what is known elsewhere."""
_MAKES = re.compile(r"(?P<name>[\w-]+)(?:\((?P<base>[\w-]+)\))?")
"""What is said of a role that a document makes: `name(base)`."""

Lookup = Callable[..., tuple[Any, list[nodes.system_message]]]


class NeutralDirective(Directive):
    """Stands for a directive of an extension: what is in it is read as text of its place."""

    optional_arguments = 1_000
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[Any] = ANY_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return a drawing, code, the mark of records, or the content as it would be outside."""
        name = self.name.removeprefix("tdd:").casefold()
        text = "\n".join(self.content)
        if name in _NOTHING:
            return []
        if name in DRAWINGS:
            return [self._drawing(_MADE_BY.get(name, name), text)]
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
        return [whole if whole.children else self._placed(tagged(nodes.container(), LATER))]

    def _drawing(self, tag: str, text: str) -> nodes.Element:
        """Return a drawing as its extension makes it, under its caption where it has one."""
        drawing = tagged(nodes.image("", code=text, uri=""), tag)
        if not self.options.get("caption"):
            return drawing
        inline, messages = self.state.inline_text(self.options["caption"], self.lineno)
        caption = nodes.caption("", "", *inline, *messages)
        return nodes.figure("", drawing, self._placed(caption))

    def _placed(self, node: nodes.Element) -> nodes.Element:
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return node


class RoleDirective(Directive):
    """Makes a role of another one, for the rest of the document."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[Any] = ANY_OPTIONS
    made: ClassVar[dict[str, Role]]

    def run(self) -> list[nodes.Node]:
        """Keep the role."""
        match = _MAKES.match(self.arguments[0])
        if match is not None:
            name, base = match["name"].casefold(), (match["base"] or "").casefold()
            self.made[name] = role_from(name, base, self.options)
        return []


Ours = Callable[[str], type[Directive] | None]
"""Gives the directive of ours with a name, or None."""


def no_directive(_name: str) -> None:
    """Give no directive, whatever its name."""


def _in_english(name: str, language: object) -> str:
    """Return the name that docutils has for a directive which may be in a language."""
    return str(getattr(language, "directives", {}).get(name, name))


def _find(name: str, english: str) -> type[Directive]:
    """Return the directive that stands for one with a name, and its name in English."""
    domain, _, short = name.partition(":")
    if short and domain in _DOMAINS:
        return STANDARD.get(short) or (NeutralDirective if name in _NOTHING else Described)
    found = (of.get(each) for each in (name, english) for of in (STANDARD, DESIGN, _OF_DOCUTILS))
    return next(filter(None, found), NeutralDirective)


@contextmanager
def neutral(ours: Ours = no_directive, find: Find = no_file) -> Iterator[None]:
    """Let directives and roles that are not docutils' own be read for their text.

    Args:
        ours: gives the directives that are run.
        find: gives the files beside the document.

    Docutils has no other way to say so than its two functions of look-up, which Sphinx replaces
    in the same way while it reads a document.
    """
    own: dict[str, Role] = {}
    files = {"find": staticmethod(find)}
    made: dict[str, type[Directive]] = {
        "role": type("MakesRoles", (RoleDirective,), {"made": own}),
        "literalinclude": type("Literal", (LiteralInclude,), files),
        "csv-table": type("Csv", (CsvTable,), files),
        "include": type("Includes", (Include,), {**files, "begun": [], "unfinished": []}),
    }
    usual_directive: Lookup = directives.directive
    usual_role: Lookup = roles.role

    def directive(
        name: str, language: object = None, *_rest: Any
    ) -> tuple[Any, list[nodes.system_message]]:
        known = made.get(name.casefold()) or ours(name)
        english = _in_english(name.casefold(), language)
        return known or made.get(english) or _find(name.casefold(), english), []

    def role(name: str, *_rest: Any) -> tuple[Any, list[nodes.system_message]]:
        return role_of(name, own), []

    directives.directive, roles.role = directive, role  # type: ignore[assignment]
    try:
        yield
    finally:
        directives.directive, roles.role = usual_directive, usual_role
