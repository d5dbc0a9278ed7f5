"""The keys of `tdd.json`: its JSON Schema, and what each key means.

The words stand here alone; the schema and the documentation have them from here. Keys may be
added in later versions, so the schema forbids none.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from ..model.kind import Value


def _says(words: str) -> Meta:
    return Meta(description=words)


class SectionsKeys(msgspec.Struct, kw_only=True):
    """How many sections there are."""

    required: Annotated[
        int, _says("How many sections are owed. A repeated part counts once in its document.")
    ]
    present: Annotated[int, _says("How many of those have a match in the document.")]
    filled: Annotated[
        int,
        _says(
            "How many of those hold text, and no placeholder and no empty or missing item, table "
            "or diagram."
        ),
    ]


class SummaryKeys(msgspec.Struct, kw_only=True):
    """The whole build in short."""

    documents: Annotated[int, _says("How many documents were held against a template.")]
    complete: Annotated[int, _says("How many of them are complete.")]
    sections: Annotated[SectionsKeys, _says("The sum of the documents' `sections`.")]
    findings: Annotated[
        dict[str, int],
        _says(
            "How many findings count, by rule. Ignored and suppressed ones, and those of severity "
            "`info`, don't."
        ),
    ]
    versions: Annotated[
        dict[str, dict[str, int]],
        _says(
            "How many documents follow each version of a template, by template and version; those "
            "that have versions alone."
        ),
    ]


class AfterKeys(msgspec.Struct, kw_only=True):
    """The heading after which something belongs."""

    title: Annotated[str, _says("Its title.")]
    line: Annotated[int, _says("Its line.")]
    path: Annotated[str, _says("Only where that line is one of another file: that file.")] = ""


class FindingKeys(msgspec.Struct, kw_only=True):
    """One fault at one place."""

    rule: Annotated[str, _says("The rule's name.")]
    severity: Annotated[
        Literal["info", "warning", "error"],
        _says("`info`, `warning` or `error`, after the settings. What is `off` is left out."),
    ]
    path: Annotated[
        str,
        _says(
            "Only where the line is one of another file, such as an included one or another page "
            "of the design: that file."
        ),
    ] = ""
    line: Annotated[
        int,
        _says(
            "The line in the document, from 1. Where nothing is there: the line after which it "
            "belongs."
        ),
    ]
    section: Annotated[
        list[str], _says("The section's titles in the template, from the top down.")
    ]
    missing: Annotated[
        list[str], _says("What is missing with it, or the template text that was left in.")
    ]
    after: Annotated[
        AfterKeys | None, _says("The heading after which a missing section belongs, or null.")
    ]
    message: Annotated[str, _says("What the build says.")]
    suppressed: Annotated[bool, _says("Whether `suppress_warnings` keeps it quiet.")]
    ignored: Annotated[
        str | None,
        _says(
            "The reason of the comment that silences it (empty where it gives none); null where "
            "none does."
        ),
    ]
    known: Annotated[
        bool,
        _says(
            "Only where it is true: the finding is old debt, which the baseline of a check holds. "
            "It doesn't count."
        ),
    ] = False


class MigrationKeys(msgspec.Struct, kw_only=True):
    """What a document would owe in another version of its template."""

    target: Annotated[str, _says("That version.")]
    owes: Annotated[list[FindingKeys], _says("What would be missing, each like a finding.")]


class DocumentKeys(msgspec.Struct, kw_only=True):
    """What was found out about one document."""

    docname: Annotated[str, _says("The document's name: its path without suffix.")]
    path: Annotated[str, _says("Its file, relative to the source folder.")]
    pages: Annotated[
        list[str],
        _says(
            "Only of a design over many pages: the names of its other pages, in the order of its "
            "toctrees."
        ),
    ] = []
    title: Annotated[str, _says("Its title as plain text.")]
    template: Annotated[str | None, _says("The id of its template; null where it follows none.")]
    version: Annotated[
        str | None,
        _says("The version of the template that it follows, null where it has none."),
    ]
    status: Annotated[str | None, _says("Its status as written; null where it gives none.")]
    complete: Annotated[
        bool,
        _says(
            "Whether it has no finding of severity `warning` or `error` that counts, and none "
            "that is old debt."
        ),
    ]
    sections: Annotated[SectionsKeys, _says("How much of its template is there.")]
    findings: Annotated[
        list[FindingKeys], _says("What was found in it, in the order of its lines.")
    ]
    migration: Annotated[
        MigrationKeys | None,
        _says(
            "What it would owe in another version of its template, null where it follows the one "
            "that is to be reached: see `tdd_target_version`."
        ),
    ]


class RecordKeys(msgspec.Struct, kw_only=True):
    """One structured row."""

    kind: Annotated[str, _says("The kind, such as `risk` or `endpoint`.")]
    id: Annotated[str, _says("Its id; made from its text where the writer gave none.")]
    docname: Annotated[str, _says("The document that it stands in.")]
    path: Annotated[
        str,
        _says(
            "Only where the line is one of another file, such as one that `:file:` names: that "
            "file."
        ),
    ] = ""
    line: Annotated[int, _says("The line of its row.")]
    title: Annotated[str, _says("What names it, as plain text.")]
    fields: Annotated[
        dict[str, Value],
        _says(
            "Its values by field, only those given, as they were written: a text, a list of "
            "texts, or a list of mappings."
        ),
    ]


class ReportKeys(msgspec.Struct, kw_only=True):
    """What a build found, and every record."""

    version: Annotated[
        Literal[1],
        _says("The version of this format. It rises when a key changes its meaning or goes."),
    ]
    project: Annotated[str, _says("The name of the project, from `project` in conf.py.")]
    summary: Annotated[SummaryKeys, _says("The whole build in short.")]
    documents: Annotated[
        list[DocumentKeys],
        _says(
            "The documents that were checked, and others that have something to report, sorted "
            "by name."
        ),
    ]
    findings: Annotated[
        list[FindingKeys],
        _says(
            "What belongs to no document, such as a pattern that takes none. The keys are those "
            "of a document's findings."
        ),
    ]
    records: Annotated[
        list[RecordKeys],
        _says("The records of all directives, by document, in the order of the document."),
    ]


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `tdd.json`."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A report of sphinx_tdd",
    }
    return {**head, **msgspec.json.schema(ReportKeys)}
