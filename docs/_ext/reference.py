"""The directive `tdd-reference`: pages of the reference, made from the code at each build.

What the pages say of names, types and defaults is read from the package, so it can't differ from
it. Where a page needs words that the package does not hold, a key without words fails the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from directive_reference import directive_sections, records, registers, roles, tables
from documents_keys import documents_keys
from docutils import nodes
from formats import baseline, formats, statistics
from kind_keys import parts as kind_parts
from markdown import code, joined, table
from metadata_keys import metadata_keys, metadata_labels
from package import watch
from report_keys import keys as report_keys
from settings_keys import settings_keys
from sphinx.util.docutils import SphinxDirective
from style_reference import style_classes, style_properties
from template_keys import WHAT
from template_tree import tree

from sphinx_tdd.model import template_library, template_schema
from sphinx_tdd.model.finding import After, Finding, Rule
from sphinx_tdd.model.kind import Record
from sphinx_tdd.model.report import DocumentReport, Migration, Report, Sections
from sphinx_tdd.project.settings_file import OF_COMMAND, OF_SPHINX
from sphinx_tdd.reports.json import write_json
from sphinx_tdd.reports.rendering import Rendering

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Reference(SphinxDirective):
    """`{tdd-reference} PAGE`: one of those below."""

    required_arguments = 1
    pages: ClassVar[dict[str, Callable[[SphinxDirective], list[nodes.Node]]]] = {}

    def run(self) -> list[nodes.Node]:
        """Return what the named page holds."""
        page = self.pages.get(self.arguments[0])
        if page is None:
            raise self.error(f"a reference is one of {', '.join(self.pages)}")
        watch(self.env)
        return page(self)


def parsed(make: Callable[[], str]) -> Callable[[SphinxDirective], list[nodes.Node]]:
    """Return a page of what a function returns as Markdown."""

    def page(self: SphinxDirective) -> list[nodes.Node]:
        return list(self.parse_text_to_nodes(make()))

    return page


def section(host: SphinxDirective, name: str, title: str, text: str) -> nodes.section:
    """Return a section with a label, its content in Markdown."""
    made = nodes.section(names=[name])
    host.state.document.note_explicit_target(made, made)
    made += nodes.title(title, title)
    made += host.parse_text_to_nodes(text)
    return made


# -- settings ---------------------------------------------------------------------------------


def settings_file() -> str:
    """Return the keys of a settings file that are for commands alone."""
    rows = [[code(name), help_] for name, help_ in OF_COMMAND.items()]
    return table(["Key", "Meaning"], rows)


def settings_file_sphinx() -> str:
    """Return Sphinx's own names that a settings file may hold."""
    return f"{joined(OF_SPHINX, '`')}.\n"


# -- templates --------------------------------------------------------------------------------


def templates(host: SphinxDirective) -> list[nodes.Node]:
    """Return a list of the built-in templates, and a section for each: what it owes, as a tree."""
    known = template_library.load()
    rows = [
        [
            f"{{ref}}`{template.id} <template-{template.id}>`",
            template.hint,
            f"{{ref}}`{template.id} <gallery-{template.id}>`",
        ]
        for template in known.values()
    ]
    found = host.parse_text_to_nodes(table(["Template", "Its use", "Filled in"], rows))
    for template in known.values():
        owed = list(template.walk())
        text = f"*{template.title}.* {template.hint} It names {len(owed)} sections.\n"
        made = section(host, f"template-{template.id}", template.id, text)
        made += tree(template.sections)
        found.append(made)
    return found


# -- the keys of a template file ---------------------------------------------------------------


def schema(host: SphinxDirective) -> list[nodes.Node]:
    """Return a section for each mapping in a template file, from its JSON Schema."""
    known = template_schema.schema()["$defs"]
    _same(known, WHAT, "the schema")
    found: list[nodes.Node] = []
    for name, title in WHAT.items():
        keys = known[name]["properties"]
        owed = known[name].get("required", [])
        rows = [
            [
                code(key),
                _schema_type(entry),
                _schema_default(key, entry, owed),
                entry["description"],
            ]
            for key, entry in keys.items()
        ]
        text = table(["Key", "Type", "Default", "Meaning"], rows)
        found.append(section(host, f"schema-{_short(name)}", title, text))
    return found


def kind_file(host: SphinxDirective) -> list[nodes.Node]:
    """Return a section for each mapping in a kind's file."""
    return [section(host, name, title, text) for name, title, text in kind_parts()]


def _short(name: str) -> str:
    return name.removesuffix("File").lower()


def _schema_type(entry: dict[str, Any]) -> str:
    if "anyOf" in entry:
        parts = [part for part in entry["anyOf"] if part.get("type") != "null"]
        return " or ".join(dict.fromkeys(_schema_type(part) for part in parts))
    if "enum" in entry:
        return " or ".join(code(str(value)) for value in entry["enum"] if value is not None)
    if "$ref" in entry:
        name = _short(entry["$ref"].rpartition("/")[2])
        return f"{{ref}}`{name} <schema-{name}>`"
    if entry.get("type") == "array":
        return f"list of {_schema_type(entry['items'])}"
    words = {"string": "text", "boolean": "true or false", "integer": "number"}
    return words.get(entry["type"], str(entry["type"]))


def _schema_default(key: str, entry: dict[str, Any], owed: list[str]) -> str:
    if key in owed:
        return "required"
    default = entry.get("default")
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return code(str(default)) if default else "–"


def _same(code_side: Any, words: Any, what: str) -> None:
    """Refuse to go on where the words and the code do not name the same keys."""
    differ = set(code_side) ^ set(words)
    if differ:
        raise LookupError(f"{what}: told or known alone: {', '.join(sorted(differ))}")


# -- the report -------------------------------------------------------------------------------


def report() -> str:
    """Return the keys of `tdd.json`, from a report that holds one of everything."""
    types = dict(_keys("", msgspec.json.decode(write_json(_sample(), Rendering()))))
    known = report_keys()
    _same(types, known, "tdd.json")
    parts = {"": [], "FINDING.": []}  # type: dict[str, list[list[str]]]
    for key, words in known.items():
        part = "FINDING." if key.startswith("FINDING.") else ""
        parts[part].append([code(key.removeprefix(part)), types[key], words])
    header = ["Key", "Type", "Meaning"]
    return f"{table(header, parts[''])}\nA finding:\n\n{table(header, parts['FINDING.'])}"


def _keys(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield each key with its type; lists end with `[]`, findings are told once."""
    name = path.removesuffix("[]").rpartition(".")[2]
    if isinstance(value, list):
        yield f"{path}[]", "list of texts" if isinstance(value[0], str) else "list"
        if isinstance(value[0], dict):
            inner = "FINDING" if name == "findings" else f"{path}[]"
            if name != "owes":
                yield from _entries(inner, value[0])
        return
    if path:
        yield path, _json_type(path, value)
    if isinstance(value, dict) and path not in _BY_NAME:
        yield from _entries(path, value)


def _entries(path: str, value: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        yield from _keys(f"{path}.{key}" if path else key, inner)


_BY_NAME = {"summary.findings", "summary.versions", "records[].fields"}
"""Mappings whose keys are names of a project's own."""

_OR_NULL = {
    "documents[].template",
    "documents[].status",
    "documents[].version",
    "documents[].migration",
    "FINDING.after",
    "FINDING.ignored",
}


def _json_type(path: str, value: Any) -> str:
    words = {str: "text", bool: "true or false", int: "number", dict: "mapping"}[type(value)]
    return f"{words} or null" if path in _OR_NULL else words


def _sample() -> Report:
    found = Finding(
        rule=Rule.MISSING_SECTION.value,
        section=("A",),
        missing=("B",),
        after=After("C", 1, "part.md"),
        message="…",
        ignored="…",
        source="part.md",
        known=True,
    )
    document = DocumentReport(
        docname="a",
        path="a.md",
        title="A",
        template="t",
        status="draft",
        version="2",
        sections=Sections(),
        findings=(found,),
        migration=Migration("3", (found,)),
        pages=("b",),
    )
    record = Record(kind="risk", id="RISK-1", title="…", docname="a", line=1, source="risks.yaml")
    return Report(project="…", documents=(document,), findings=(found,), records=(record,))


def format_pages(host: SphinxDirective) -> list[nodes.Node]:
    """Return a section for each format that a check writes."""
    return [section(host, *of) for of in formats()]


Reference.pages = {
    "settings": parsed(settings_keys),
    "settings-file": parsed(settings_file),
    "settings-file-sphinx": parsed(settings_file_sphinx),
    "documents": parsed(documents_keys),
    "templates": templates,
    "schema": schema,
    "kind-file": kind_file,
    "report": parsed(report),
    "formats": format_pages,
    "statistics": parsed(statistics),
    "baseline": parsed(baseline),
    "tables": parsed(tables),
    "records": parsed(records),
    "registers": parsed(registers),
    "directives": directive_sections,
    "roles": parsed(roles),
    "metadata": parsed(metadata_keys),
    "metadata-labels": parsed(metadata_labels),
    "style-properties": parsed(style_properties),
    "style-classes": parsed(style_classes),
}


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("tdd-reference", Reference)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
