"""The directives `tdd-kind`, `tdd-fields` and `tdd-kinds`: what the file of a kind says of it.

`tdd-kind` says what a kind is for and what it brings, `tdd-fields` lists its fields and rules,
`tdd-kinds` all kinds. Everything comes from the kinds themselves, so it can't differ from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from typing import TYPE_CHECKING

from docutils import nodes
from markdown import code, joined, table
from package import watch
from sphinx.util.docutils import SphinxDirective

from sphinx_tdd.model import template_library
from sphinx_tdd.model.kind import ANY_KIND, Field, Kind
from sphinx_tdd.model.kind_library import KindLibrary
from sphinx_tdd.model.template import Item, Section, Template

if TYPE_CHECKING:
    from sphinx.application import Sphinx

KINDS = KindLibrary()

TYPES = {
    "text": "text",
    "list": "several texts, as a list or with commas between them",
    "level": "a step of {confval}`tdd_risk_scale`",
    "choice": "one of",
    "date": "a day, `YYYY-MM-DD`",
    "id": "an id",
    "links": "ids or names of",
    "entries": "a list of mappings with the fields below, or text",
    "tasks": "several texts, each done (`[x] text`) or not (`[ ] text`)",
    "quantity": "a number with its unit, or words",
}
"""What each type of a field holds."""


class _OfKind(SphinxDirective):
    """A directive that writes something about one kind."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return what is written about the kind that the argument names."""
        kind = KINDS.get(self.arguments[0])
        if kind is None:
            raise self.error(f"there is no kind {self.arguments[0]!r}")
        watch(self.env)
        return list(self.parse_text_to_nodes("\n".join(self.lines(kind))))

    def lines(self, kind: Kind) -> Iterator[str]:
        """Yield lines of Markdown."""
        raise NotImplementedError


class KindHead(_OfKind):
    """`{tdd-kind} KIND`: what it is for, its directives and role, where templates ask for it."""

    def lines(self, kind: Kind) -> Iterator[str]:
        """Yield what stands above the example."""
        yield kind.hint
        yield ""
        directives = list(directives_of(kind))
        if len(directives) > 1:
            role = f"; role: `tdd:{kind.name}`"
            yield f"Directives: {joined(directives, '`')}{role}."
        owed = list(_sections(kind))
        if owed:
            yield f"In templates: {', '.join(owed)}."
        yield ""


class KindFields(_OfKind):
    """`{tdd-fields} KIND`: its fields, the fields of its entries, and its rules."""

    def lines(self, kind: Kind) -> Iterator[str]:
        """Yield what stands below the example."""
        if kind.table:
            yield "Its fields; those in bold are the columns shown by default:"
            yield ""
        yield _table(kind.fields)
        for field in kind.fields:
            if field.fields:
                yield f"Each entry of `{field.name}`:"
                yield ""
                yield _table(field.fields)
        yield from _said(kind)
        rules = [f"{{tdd-rule}}`{rule.name}`" for rule in kind.rules]
        if rules:
            yield f"Rules: {joined(rules)}."


class AllKinds(SphinxDirective):
    """`{tdd-kinds}`: a table of all kinds, each with what it is for and its fields."""

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        watch(self.env)
        rows = [_overview(kind) for kind in KINDS.values()]
        text = table(["Kind", "What it is", "Shown by default", "Record"], rows)
        return list(self.parse_text_to_nodes(text))


def directives_of(kind: Kind) -> Iterator[str]:
    """Yield the names of the directives of a kind."""
    if kind.table:
        yield f"{kind.name}-table"
    if kind.record:
        yield f"{kind.name}-record"
    yield f"{kind.name}-register" if kind.table or kind.record else kind.name


def _overview(kind: Kind) -> list[str]:
    shown = joined((field.name for field in kind.fields if field.shown), "`")
    return [f"{{ref}}`{kind.name} <kind-{kind.name}>`", kind.hint, shown, "yes" * kind.record]


# -- fields -----------------------------------------------------------------------------------

_HEADER = ["Field", "Meaning", "Holds", "Also read as"]


def _table(fields: tuple[Field, ...]) -> str:
    """Return fields as a table, without a column that says nothing."""
    rows = [_row(field) for field in fields]
    said = [any(cells) for cells in zip(*rows, strict=True)]
    return table(list(compress(_HEADER, said)), [list(compress(row, said)) for row in rows])


def _row(field: Field) -> list[str]:
    name = f"**{code(field.name)}**" if field.shown else code(field.name)
    owed = " (required)" if field.required else ""
    return [name + owed, _meaning(field), _holds(field), ", ".join(field.aliases)]


def _meaning(field: Field) -> str:
    option = " Also an option, for all rows of a table." if field.option else ""
    return f"{field.hint}{option}"


def _holds(field: Field) -> str:
    words = TYPES[field.type]
    if field.choices:
        words += f" {joined(field.choices, '`')}"
    if field.type == "links":
        words += f" {_targets(field)}"
    back = f"; the other side shows *{field.back}*" if field.back else ""
    return words + back


def _targets(field: Field) -> str:
    if ANY_KIND in field.targets:
        return "records of any kind"
    return f"records ({joined(field.targets, '`')})" if field.targets else "records of its kind"


def _said(kind: Kind) -> Iterator[str]:
    """Yield what else the file says of the kind: levels, order, statuses that end it."""
    if kind.level:
        yield f"The *level* is {' times '.join(kind.level)}."
    if kind.residual:
        yield f"The *residual level* is {' times '.join(kind.residual)}."
    if kind.closed:
        yield f"Statuses that end it: {joined(kind.closed, '`')}."
    if kind.sort:
        yield f"A register is sorted by {code(kind.sort)}."
    yield ""


# -- templates --------------------------------------------------------------------------------


def _sections(kind: Kind) -> Iterator[str]:
    """Yield the parts of the built-in templates that records of a kind satisfy."""
    for template in template_library.load().values():
        titles = [f"*{title}*" for title in dict.fromkeys(_titles(template, kind))]
        if titles:
            yield f"{', '.join(titles)} of {{ref}}`{template.id} <template-{template.id}>`"


def _titles(owner: Template | Section | Item, kind: Kind) -> Iterator[str]:
    if not isinstance(owner, Template) and owner.kind == kind.name:
        yield owner.title
    for part in (*getattr(owner, "sections", ()), *getattr(owner, "items", ())):
        yield from _titles(part, kind)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives."""
    app.add_directive("tdd-kind", KindHead)
    app.add_directive("tdd-fields", KindFields)
    app.add_directive("tdd-kinds", AllKinds)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
