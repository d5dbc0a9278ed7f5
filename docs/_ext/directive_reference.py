"""All directives and roles, from the table that names them and from what each takes.

The names of the options are asked of the directives; the words for them are here, and an option
without words fails the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, NamedTuple

from docutils import nodes
from kind_reference import KINDS
from markdown import code, directive, joined, table
from sphinx.util.docutils import SphinxDirective

from sphinx_tdd.directives.information import OPTIONS as OF_INFORMATION
from sphinx_tdd.directives.rows import OPENAPI
from sphinx_tdd.directives.table import OF_NO_KIND, Entry, entries_of, working
from sphinx_tdd.directives.tables import OPTIONS as OF_TABLE
from sphinx_tdd.directives.view_directive import COMMON, ViewDirective
from sphinx_tdd.model.kind import Kind

_DOCUMENTS = (
    "The documents to look in: patterns over their names, with commas between them. A dot means "
    "the document of the directive itself. Without it: all."
)
_WHERE = "Which records: a {ref}`condition <conditions>`. Without it: all of the kind."
_LIMIT = "How many at most."

OPTIONS: dict[str, str] = {
    "caption": "A caption; words behind the directive's name are one, too.",
    "name": "A label, for `ref` and `numref`.",
    "class": "Classes of your own, for CSS.",
    "columns": "The fields to show, with commas between them.",
    "sort": "The fields to sort by; `-` in front puts the greatest first.",
    "limit": _LIMIT,
    "documents": _DOCUMENTS,
    "where": _WHERE,
    "as": "How it is drawn: `mermaid`, `graphviz` or `list`. Without it: as the project can.",
    "template": "Those that follow these templates alone: ids, with commas between them.",
    "tables.file": "A YAML or CSV file with rows, beside the document; from `/` on, in the source "
    "folder.",
    "tables.openapi": "An OpenAPI description whose operations are rows.",
    "tables.columns": "The fields to show, with commas between them; `level` is the computed one. "
    "Without it: those that the kind shows and a row has.",
    "register.group-by": "A field; each of its values has a table of its own.",
    "matrix.show": "`before`, `after` or `both`: before or after mitigation. Without it: what the "
    "risks say.",
    "coverage.depth": "How deep; with `1`, the topmost sections alone, each summing up others.",
    "coverage.only": "The rows in which a document has one of these states, as `missing, empty`.",
    "documents.status": "The documents of these statuses alone.",
    "documents.columns": "The columns, with commas between them: `title`, `template`, `status`, "
    "`version`, `owner`, `complete`, `findings`, `risk`.",
    "documents.sort": "The columns to sort by; `-` in front puts the greatest first. Without it: "
    "what owes most comes first.",
    "documents.all": "The documents that follow no template, too. It takes no value.",
    "report.by": "`document` or `rule`: what the tables are made by.",
    "report.rule": "These {doc}`rules </reference/rules>` alone.",
    "report.severity": "These severities alone: `error`, `warning`, `info`.",
    "report.ignored": "At the end, what comments silence, with the reasons. It takes no value.",
}
"""The words for options; `VIEW.OPTION` comes before `OPTION`."""


class About(NamedTuple):
    """What is told of a directive of no kind: what it shows, and an example among the snippets."""

    words: str
    snippet: str


ABOUT: dict[str, About] = {
    "document-info": About(
        "Shows what the document says of itself as a table: the fields of its body, YAML, and "
        "those of the front matter. Its {ref}`fields <kind-document-info>` count as the "
        "document's own.",
        "document-info",
    ),
    "risk-matrix": About(
        "Shows the risks of the project by impact and likelihood: {doc}`/how-to/matrix`.", "matrix"
    ),
    "component-diagram": About(
        "Draws the components and what they need: {doc}`/how-to/diagrams`.", "component-diagram"
    ),
    "entity-diagram": About(
        "Draws the entities and how they are related: {doc}`/how-to/diagrams`.", "entity-diagram"
    ),
    "decision-graph": About(
        "Draws the decisions and what replaced them: {doc}`/how-to/diagrams`.", "decision-graph"
    ),
    "tdd-coverage": About(
        "Sets the sections of each template against the documents that follow it: "
        "{doc}`/how-to/overview`.",
        "coverage",
    ),
    "tdd-documents": About(
        "Lists the documents that follow templates: {doc}`/how-to/overview`.", "documents"
    ),
    "tdd-report": About(
        "Shows what was found, by document or by rule: {doc}`/how-to/overview`.", "report"
    ),
    "tdd-versions": About(
        "Counts the documents that follow each version of a template, and lists what they would "
        "owe in the newest: {doc}`/how-to/versions`.",
        "versions",
    ),
}


def _kinds() -> list[Kind]:
    return [kind for kind in KINDS.values() if kind.table or kind.record]


def options_of(entry: Entry) -> tuple[str, ...]:
    """Return the options that a directive takes, but for fields of records."""
    kind = KINDS.get(entry.kind)
    made: Any = working(entry.target, entry.name, kind)
    if issubclass(made, ViewDirective):
        asked = made.__new__(made)
        asked.host = SimpleNamespace(kinds=KINDS)
        return (*asked.checks(), *COMMON)
    if entry.target == "information:InformationDirective":
        return OF_INFORMATION
    return OF_TABLE


def _view(entry: Entry) -> str:
    made: Any = working(entry.target, entry.name, KINDS.get(entry.kind))
    return getattr(made, "view", "tables")


def _options(view: str, names: tuple[str, ...]) -> str:
    """Return options as a table.

    Raises:
        LookupError: an option has no words.
    """
    rows = []
    for name in sorted(names, key=lambda name: name in {"caption", "name", "class"}):
        words = OPTIONS.get(f"{view}.{name}") or OPTIONS.get(name)
        if words is None:
            raise LookupError(f"no words for the option {name!r} of {view!r}")
        rows.append([code(f":{name}:"), words])
    return table(["Option", "What it does"], rows)


# -- of kinds ----------------------------------------------------------------------------------


def tables() -> str:
    """Return what all tables take, and the table of each kind."""
    fields = [k for k in _kinds() if k.table and any(f.option for f in k.fields)]
    shared = joined(
        f"{code(f.name)} of {code(k.name)}" for k in fields for f in k.fields if f.option
    )
    after = f"Some fields may be given as options for all rows of a table: {shared}.\n"
    described = joined((f"{k.name}-table" for k in _kinds() if k.openapi), "`")
    return "\n".join([
        _options("tables", OF_TABLE),
        f"`:{OPENAPI}:` is an option of {described} alone. {OPTIONS['tables.openapi']}\n",
        after,
        *_signatures("tables:RecordTable", "[caption]"),
    ])  # fmt: skip


def records() -> str:
    """Return the record of each kind."""
    return "\n".join(_signatures("blocks:RecordBlock", "title"))


def registers() -> str:
    """Return what all registers take, and the register of each kind."""
    entry = next(e for e in entries_of(KINDS["risk"]) if e.name.endswith("-register"))
    shown = _signatures("kind_views:RegisterDirective", "[caption]")
    return "\n".join([_options("register", options_of(entry)), *shown])


def _signatures(target: str, argument: str) -> Iterator[str]:
    for kind in _kinds():
        for entry in entries_of(kind):
            if entry.target == target:
                text = f"{{ref}}`{kind.plural} <kind-{kind.name}>`: {_fields(kind)}."
                yield directive("rst:directive", f".. {entry.name}:: {argument}", {}, text)


def _fields(kind: Kind) -> str:
    return joined(f"**{code(f.name)}**" if f.required else code(f.name) for f in kind.fields)


# -- of no kind --------------------------------------------------------------------------------


def others(section: Callable[[str, str, str], nodes.section]) -> list[nodes.Node]:
    """Return a section for each directive of no kind.

    Raises:
        LookupError: one has no words, or words are of none.
    """
    differ = ABOUT.keys() ^ {entry.name for entry in OF_NO_KIND}
    if differ:
        raise LookupError(f"directives: told or known alone: {', '.join(sorted(differ))}")
    return [section(f"directive-{e.name}", e.name, "\n".join(_other(e))) for e in OF_NO_KIND]


def _other(entry: Entry) -> Iterator[str]:
    about = ABOUT[entry.name]
    signature = f".. {entry.name}::{' [caption]' * entry.titled}"
    yield directive("rst:directive", signature, {}, about.words)
    yield _options(_view(entry), options_of(entry))
    yield f"```{{tdd-snippet}} {about.snippet}\n:source:\n```"


def directive_sections(host: SphinxDirective) -> list[nodes.Node]:
    """Return a section for each directive of no kind."""
    from reference import section

    return others(lambda name, title, text: section(host, name, title, text))


# -- roles -------------------------------------------------------------------------------------


def roles() -> str:
    """Return the role of each kind."""
    return "\n".join(
        directive(
            "rst:role",
            f"tdd:{kind.name}",
            {},
            f"Leads to a record of the kind {{ref}}`{kind.title.lower()} <kind-{kind.name}>`.",
        )
        for kind in KINDS.values()
    )
